-- Who dreams at the moment, each as it presents itself.
CREATE TABLE worker (
  name TEXT NOT NULL PRIMARY KEY,
  device TEXT NOT NULL,
  threads INTEGER NOT NULL CHECK (threads > 0),
  pace DOUBLE PRECISION NOT NULL CHECK (pace > 0),
  networks TEXT NOT NULL,
  present_until BIGINT NOT NULL
);

-- What a dream looks like on the way; gone when it ends.
CREATE TABLE preview (
  job BIGINT NOT NULL PRIMARY KEY REFERENCES job (number),
  jpeg ${bytes} NOT NULL
);

-- Pictures, where front and worker share no folder.
CREATE TABLE picture (
  sha256 TEXT NOT NULL PRIMARY KEY,
  content ${bytes} NOT NULL,
  bytes BIGINT NOT NULL CHECK (bytes > 0),
  kept BIGINT NOT NULL
);

CREATE INDEX job_sources ON job (changed) WHERE state IN ('answered', 'refused', 'failed', 'cancelled', 'expired');
CREATE INDEX job_results ON job (kept_until) WHERE kept_until IS NOT NULL;
CREATE INDEX job_received ON job (created) WHERE state = 'received';
