-- The answer was a dream and was given up, so that whoever asked may not have it: they are shown that.
ALTER TABLE answer ADD COLUMN undelivered INTEGER NOT NULL DEFAULT 0 CHECK (undelivered IN (0, 1));
