-- How long the oldest job of a community waits is asked at each look at the figures.
CREATE INDEX job_waits ON job (front, community, run_at) WHERE due = 1;

-- A row that is written to find out whether the database can be written.
CREATE TABLE probe (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  written BIGINT NOT NULL
);
INSERT INTO probe (id, written) VALUES (1, 0);
