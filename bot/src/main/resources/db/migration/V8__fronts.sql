-- what a front shows progress of
CREATE INDEX job_open ON job (front, number) WHERE state IN ('queued', 'dreaming');
