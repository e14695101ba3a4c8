-- What the measurements share: made once, in the database that all of a part use.
CREATE EXTENSION newstape;
CREATE SCHEMA bench;

CREATE TABLE bench.result (
  part     text,
  subject  text,
  bytes    bigint,
  items    bigint,
  seconds  double precision,
  answer   text  -- of a part's subjects that have one, all the same
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

-- Times a query of one value, which is the answer.
CREATE FUNCTION bench.compare(part text, subject text, items bigint, query text, runs integer DEFAULT 3) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  answer text;
BEGIN
  EXECUTE query INTO answer;
  INSERT INTO bench.result VALUES (part, subject, 0, items, bench.best(query, runs), answer);
END
$$;

-- An error where the subjects of a part have different answers.
CREATE FUNCTION bench.agree() RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  answers text := (SELECT string_agg(format('%s: %s gives %s', part, subject, answer), E'\n')
                   FROM bench.result WHERE part IN (SELECT part FROM bench.result GROUP BY part HAVING count(DISTINCT answer) > 1));
BEGIN
  IF answers IS NOT NULL THEN
    RAISE 'the sides disagree' USING DETAIL = answers;
  END IF;
END
$$;

-- One thread a side.
ALTER DATABASE postgres SET max_parallel_workers_per_gather = 0;
ALTER DATABASE postgres SET max_parallel_maintenance_workers = 0;
ALTER DATABASE postgres SET work_mem = '256MB';
ALTER DATABASE postgres SET jit = off;
