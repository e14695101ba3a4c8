-- What the measurements share: made once, in the database that all of them use.  `data` is the folder of the generated files.
CREATE EXTENSION newstape;
CREATE SCHEMA bench;

CREATE TABLE bench.result (
  part     text,
  subject  text,
  bytes    bigint,
  items    bigint,
  seconds  double precision
);

-- The fastest of several runs, in seconds: what disturbs a run only ever slows it down.
CREATE FUNCTION bench.best(query text, runs integer DEFAULT 5) RETURNS double precision
LANGUAGE plpgsql AS $$
DECLARE
  start timestamptz;
  best double precision;
BEGIN
  FOR i IN 1 .. runs LOOP
    start := clock_timestamp();
    EXECUTE query;
    best := least(best, extract(epoch FROM clock_timestamp() - start));
  END LOOP;
  RETURN best;
END
$$;

-- One thread a side.
ALTER DATABASE postgres SET max_parallel_workers_per_gather = 0;
ALTER DATABASE postgres SET max_parallel_maintenance_workers = 0;
ALTER DATABASE postgres SET work_mem = '256MB';
ALTER DATABASE postgres SET jit = off;
