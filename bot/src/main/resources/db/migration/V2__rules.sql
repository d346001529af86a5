-- What rules say, a value a row; the scope is the text of quota.Scope.
CREATE TABLE rule (
  scope TEXT NOT NULL,
  word TEXT NOT NULL,
  setting TEXT NOT NULL,
  PRIMARY KEY (scope, word)
);

CREATE TABLE ban (
  scope TEXT NOT NULL PRIMARY KEY,
  until BIGINT,
  why TEXT NOT NULL,
  author TEXT NOT NULL,
  since BIGINT NOT NULL
);

-- Where jobs wait; tenant.paused follows from it.
CREATE TABLE pause (
  scope TEXT NOT NULL PRIMARY KEY,
  sentence TEXT NOT NULL,
  author TEXT NOT NULL,
  since BIGINT NOT NULL
);

-- Pictures that the content filter has refused: too many in an hour are an abuse. No reference, since these are
-- remembered for longer than a job that somebody has deleted.
CREATE TABLE refused_picture (
  job BIGINT NOT NULL PRIMARY KEY,
  front TEXT NOT NULL,
  community TEXT NOT NULL,
  member TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX refused_picture_member ON refused_picture (front, community, member, at);

-- Who changed what, and what it was before. Rows are only ever added.
CREATE TABLE audit (
  number ${identity},
  at BIGINT NOT NULL,
  author TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  what TEXT NOT NULL,
  before TEXT
);
