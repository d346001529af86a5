-- Times are milliseconds since 1970, counted by the database's clock. The same script for SQLite and PostgreSQL.

-- A community that has asked for something: its turn comes by its virtual time.
CREATE TABLE tenant (
  front TEXT NOT NULL,
  community TEXT NOT NULL,
  vtime DOUBLE PRECISION NOT NULL DEFAULT 0,
  weight DOUBLE PRECISION NOT NULL DEFAULT 1 CHECK (weight > 0),
  ready INTEGER NOT NULL DEFAULT 0 CHECK (ready >= 0),
  running INTEGER NOT NULL DEFAULT 0 CHECK (running >= 0),
  max_running INTEGER NOT NULL DEFAULT 1 CHECK (max_running >= 1),
  paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)),
  PRIMARY KEY (front, community)
);
CREATE INDEX tenant_turn ON tenant (vtime) WHERE ready > 0 AND paused = 0 AND running < max_running;

-- A member of a community: likewise, among the others of it.
CREATE TABLE flow (
  front TEXT NOT NULL,
  community TEXT NOT NULL,
  member TEXT NOT NULL,
  vtime DOUBLE PRECISION NOT NULL DEFAULT 0,
  ready INTEGER NOT NULL DEFAULT 0 CHECK (ready >= 0),
  running INTEGER NOT NULL DEFAULT 0 CHECK (running >= 0),
  max_running INTEGER NOT NULL DEFAULT 1 CHECK (max_running >= 1),
  PRIMARY KEY (front, community, member)
);
CREATE INDEX flow_turn ON flow (front, community, vtime) WHERE ready > 0 AND running < max_running;

CREATE TABLE job (
  number ${identity},
  id TEXT NOT NULL UNIQUE,
  front TEXT NOT NULL,
  external_id TEXT NOT NULL,
  community TEXT NOT NULL,
  member TEXT NOT NULL,
  roles TEXT NOT NULL DEFAULT '',
  nsfw INTEGER NOT NULL DEFAULT 0 CHECK (nsfw IN (0, 1)),
  wish TEXT NOT NULL,
  reply_to TEXT NOT NULL,
  reply_until BIGINT,
  state TEXT NOT NULL CHECK (state IN ('received', 'queued', 'dreaming', 'dreamed', 'answering', 'answered',
    'refused', 'failed', 'cancelled', 'expired')),
  recipe TEXT,
  cost DOUBLE PRECISION NOT NULL DEFAULT 0 CHECK (cost >= 0),
  priority INTEGER NOT NULL DEFAULT 0,
  filter TEXT NOT NULL DEFAULT 'sensitive',
  run_at BIGINT NOT NULL DEFAULT 0,
  -- whether it is counted as ready in its flow and its tenant: queued, and its time has come
  due INTEGER NOT NULL DEFAULT 0 CHECK (due IN (0, 1)),
  fence BIGINT NOT NULL DEFAULT 0,
  lease_until BIGINT,
  worker TEXT,
  losses INTEGER NOT NULL DEFAULT 0,
  cancel_asked INTEGER NOT NULL DEFAULT 0 CHECK (cancel_asked IN (0, 1)),
  share DOUBLE PRECISION,
  seconds_left DOUBLE PRECISION,
  sentence TEXT,
  seconds DOUBLE PRECISION,
  -- the content filter suspects the dream
  hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1)),
  kept_until BIGINT,
  created BIGINT NOT NULL,
  changed BIGINT NOT NULL,
  UNIQUE (front, external_id),
  CHECK (due = 0 OR state = 'queued'),
  CHECK ((state = 'dreaming') = (lease_until IS NOT NULL))
);
CREATE INDEX job_turn ON job (front, community, member, priority DESC, number) WHERE due = 1;
CREATE INDEX job_not_due ON job (run_at) WHERE state = 'queued' AND due = 0;
CREATE INDEX job_lease ON job (lease_until) WHERE state = 'dreaming';

CREATE TABLE job_picture (
  job BIGINT NOT NULL REFERENCES job (number),
  role TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes BIGINT NOT NULL CHECK (bytes > 0),
  PRIMARY KEY (job, role)
);
CREATE INDEX job_picture_sha256 ON job_picture (sha256);

-- What was used of a limit within an hour or a day.
CREATE TABLE usage (
  scope TEXT NOT NULL,
  window_start BIGINT NOT NULL,
  used DOUBLE PRECISION NOT NULL CHECK (used >= 0),
  PRIMARY KEY (scope, window_start)
);

-- Each charge and each refund, once a job: the sum of a scope's rows in a window is its usage.
CREATE TABLE ledger (
  job BIGINT NOT NULL REFERENCES job (number),
  scope TEXT NOT NULL,
  window_start BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('charge', 'refund')),
  amount DOUBLE PRECISION NOT NULL CHECK (amount > 0),
  PRIMARY KEY (job, scope, window_start, kind)
);

-- What a front still has to tell: a dream, or the sentence of a job that was refused or has failed.
CREATE TABLE answer (
  job BIGINT NOT NULL PRIMARY KEY REFERENCES job (number),
  front TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  run_at BIGINT NOT NULL,
  -- until when a try that is under way may take; after that nobody knows how it went
  trying_until BIGINT,
  unsure INTEGER NOT NULL DEFAULT 0 CHECK (unsure IN (0, 1)),
  done INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1))
);
CREATE INDEX answer_turn ON answer (front, run_at) WHERE done = 0;
