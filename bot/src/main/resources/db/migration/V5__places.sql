-- When a worker told last how far it is.
ALTER TABLE job ADD COLUMN heard BIGINT;

-- How long the latest dreams took beside what was estimated.
CREATE INDEX job_measured ON job (changed) WHERE seconds IS NOT NULL;

-- Small tables that change with every job: the dead rows of an hour would make each claim slow.
${postgresql}ALTER TABLE tenant SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
${postgresql}ALTER TABLE flow SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
