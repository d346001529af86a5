-- Pictures that nobody may bring again.
CREATE TABLE blocked_picture (
  sha256 TEXT NOT NULL PRIMARY KEY,
  -- what it is known by in another file; none if it is too plain, or was never seen
  fingerprint TEXT,
  blocked_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  created BIGINT NOT NULL
);

-- How often the table above was changed: one row.
CREATE TABLE blocklist (
  version BIGINT NOT NULL
);
INSERT INTO blocklist (version) VALUES (0);

-- What was brought lately, so that it can still be blocked by its looks.
CREATE TABLE picture_seen (
  sha256 TEXT NOT NULL PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  seen BIGINT NOT NULL
);
CREATE INDEX picture_seen_age ON picture_seen (seen);
