-- Where answers stand that carry no buttons. All names are those of their fronts.
CREATE TABLE posting (
  job BIGINT NOT NULL PRIMARY KEY REFERENCES job (number),
  front TEXT NOT NULL,
  community TEXT NOT NULL,
  thread TEXT NOT NULL,
  -- in which the bot was called, by whom, and who posted the picture
  message TEXT NOT NULL,
  summoner TEXT NOT NULL,
  author TEXT NOT NULL,
  -- what is about to be posted: if nothing was heard of it since, nobody knows whether it stands
  attempt TEXT CHECK (attempt IN ('post', 'answer')),
  post TEXT,
  answer TEXT,
  way TEXT CHECK (way IN ('comment', 'post', 'link', 'message')),
  created BIGINT NOT NULL,
  looked BIGINT NOT NULL,
  gone BIGINT
);
CREATE INDEX posting_answer ON posting (front, answer) WHERE answer IS NOT NULL;
CREATE INDEX posting_post ON posting (front, post) WHERE post IS NOT NULL;
CREATE INDEX posting_looked ON posting (front, looked) WHERE gone IS NULL;
CREATE INDEX posting_created ON posting (created);

-- What was said about a post; a row with silence stays for ever.
CREATE TABLE thread (
  front TEXT NOT NULL,
  thread TEXT NOT NULL,
  community TEXT NOT NULL,
  -- the message that is told, once, why there is no dream
  explained TEXT,
  silence TEXT,
  changed BIGINT NOT NULL,
  PRIMARY KEY (front, thread)
);
CREATE INDEX thread_changed ON thread (changed) WHERE silence IS NULL;

-- The messages that were admitted to the answers of a thread.
CREATE TABLE thread_answer (
  front TEXT NOT NULL,
  thread TEXT NOT NULL,
  message TEXT NOT NULL,
  community TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (front, thread, message)
);
CREATE INDEX thread_answer_at ON thread_answer (at);

-- Communities that do not let the bot in; the scope is the text of quota.Scope, as in all that follows.
CREATE TABLE closure (
  scope TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  why TEXT NOT NULL,
  since BIGINT NOT NULL,
  until BIGINT NOT NULL
);

-- Communities where answers wait.
CREATE TABLE parking (
  scope TEXT NOT NULL PRIMARY KEY,
  until BIGINT NOT NULL
);

-- What moderators have written down for the bot.
CREATE TABLE settings_page (
  scope TEXT NOT NULL PRIMARY KEY,
  -- the latest that can be used
  revision TEXT,
  content TEXT,
  -- the latest
  seen TEXT NOT NULL,
  -- the one of whose fault moderators were told last, or were about to be
  fault TEXT,
  told INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1)),
  read BIGINT NOT NULL,
  CHECK ((revision IS NULL) = (content IS NULL))
);

-- When a platform or a community was listened to first.
CREATE TABLE hearing (
  scope TEXT NOT NULL PRIMARY KEY,
  since BIGINT NOT NULL
);

-- What was seen of communities that are watched: the latest of each.
CREATE TABLE seen (
  scope TEXT NOT NULL,
  message TEXT NOT NULL,
  written BIGINT NOT NULL,
  PRIMARY KEY (scope, message)
);
CREATE INDEX seen_latest ON seen (scope, written);
