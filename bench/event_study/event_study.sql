-- The study of bench/event_study/run: times of both sides, and their statistics compared.
CREATE TABLE bench.study (query text);
INSERT INTO bench.study VALUES
  ($$event_study_summary('TABLE bench.event', 'TABLE bench.return', 'INDEX', '[-250,-11]', '[-10,10]', windows => '{"[-10,10]"}')$$);
INSERT INTO bench.result
SELECT 'event_study', 'newstape: event_study_summary(), from its tables', 0, 10000, bench.best('SELECT count(*) FROM ' || query) FROM bench.study;

CREATE TABLE bench.time (subject text, seconds double precision);
COPY bench.time FROM :'times';
INSERT INTO bench.result SELECT 'event_study', subject, 0, 10000, min(seconds) FROM bench.time GROUP BY subject;

CREATE TABLE bench.statistic (rel_from integer, rel_to integer, statistic text, value double precision);
COPY bench.statistic FROM :'statistics' (FORMAT csv, HEADER);
SELECT format('CREATE TABLE bench.ours AS SELECT * FROM %s', query) FROM bench.study \gexec
DO $$
DECLARE
  worst double precision;
BEGIN
  SELECT max(coalesce(abs(o.value - p.value) / abs(p.value), 'infinity')) INTO STRICT worst
  FROM bench.statistic p LEFT JOIN bench.ours o USING (rel_from, rel_to, statistic);
  IF worst <= 1e-9 IS NOT TRUE THEN
    RAISE 'the sides disagree on a statistic by %', worst;
  END IF;
END
$$;
