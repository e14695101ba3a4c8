--
-- time_weighted_mean: the mean of a value by how long it held
--
SET timezone = 'Asia/Karachi';
-- 10 for an hour, 20 for three, 40 from then on
CREATE TABLE point (part int, ts timestamptz, v float8);
INSERT INTO point VALUES (2, '2025-01-30 10:30+05', 20), (1, '2025-01-30 09:30+05', 10), (3, '2025-01-30 13:30+05', 40), (1, '2025-01-30 11:00+05', NULL), (2, NULL, 5);
SELECT time_weighted_mean(ts, v) AS m FROM point \gset
SELECT :'m' AS points;
SELECT mean(m), mean(m, '2025-01-30 14:30+05'), mean(m, '2025-01-30 13:30+05'), first_time(m), last_time(m), points(m) FROM (SELECT :'m'::time_weighted_mean AS m) AS s;
-- The same by plain SQL
SELECT sum(v * extract(epoch FROM next - ts)) / sum(extract(epoch FROM next - ts)) AS plain FROM (SELECT ts, v, lead(ts) OVER (ORDER BY ts) AS next FROM point WHERE ts IS NOT NULL AND v IS NOT NULL) AS s;

-- Nothing to divide by
SELECT time_weighted_mean(ts, v) IS NULL AS no_rows FROM point WHERE false;
SELECT time_weighted_mean(ts, v) IS NULL AS nulls FROM point WHERE ts IS NULL OR v IS NULL;
SELECT mean(m) IS NULL AS one_point, mean(m, last_time(m)) IS NULL AS no_time, mean(m, last_time(m) + interval '1 us') FROM (SELECT time_weighted_mean(ts, v) AS m FROM point WHERE part = 3) AS s;
SELECT mean(m) IS NULL AS one_time, mean(m, '2025-01-02') AS largest, points(m) FROM (SELECT time_weighted_mean('2025-01-01', v) AS m FROM unnest('{3,7,5}'::float8[]) AS v) AS s;
SELECT mean(m, '2025-01-30 13:29+05') FROM (SELECT :'m'::time_weighted_mean AS m) AS s;
SELECT mean(m, 'infinity') FROM (SELECT :'m'::time_weighted_mean AS m) AS s;
SELECT time_weighted_mean(ts, 'NaN') FROM point;
SELECT time_weighted_mean('infinity', 1);

-- Large numbers, and a mean that stays within its extremes
SELECT mean(time_weighted_mean(timestamptz '2025-01-01' + i * interval '1 s', 1.7976931348623157e308)) AS largest FROM generate_series(1, 10) AS i;
SELECT mean(time_weighted_mean(ts, v)) AS longest FROM (VALUES (timestamptz '4714-11-24 00:00+00 BC', 1), ('294276-12-31 23:59:59.999999+00', 2)) AS s (ts, v);
SELECT mean(time_weighted_mean(timestamptz '2025-01-01' + i * interval '0.7 s', 0.1)) = 0.1::float8 AS constant FROM generate_series(1, 1000) AS i;

-- The order of rows does not matter, nor that of parts, however they overlap
CREATE TABLE points AS
SELECT i % 7 AS symbol, i % 5 AS part, timestamptz '2025-01-30 09:30+05' + (i * 7919 % 900) * interval '1 second' AS ts, ((i::bigint * 104729) % 1000) / 8.0::float8 AS v
FROM generate_series(1, 20000) AS i;
ANALYZE points;
SET max_parallel_workers_per_gather = 0;
CREATE TABLE serial AS SELECT symbol, time_weighted_mean(ts, v) AS m FROM points GROUP BY symbol;
SELECT count(*) AS orders, count(DISTINCT m) AS results FROM (SELECT time_weighted_mean(ts, v ORDER BY md5(seed || v::text))::text AS m FROM points, generate_series(1, 20) AS seed WHERE symbol = 3 AND part = 1 GROUP BY seed) AS s;
SELECT count(*) AS symbols, count(*) FILTER (WHERE r.m::text <> s.m::text) AS wrong
FROM (SELECT symbol, rollup(m ORDER BY md5(part::text)) AS m FROM (SELECT symbol, part, time_weighted_mean(ts, v) AS m FROM points GROUP BY symbol, part) AS p GROUP BY symbol) AS r JOIN serial AS s USING (symbol);
SELECT rollup(m)::text = :'m' AS nulls_ignored FROM (VALUES (NULL::time_weighted_mean), (:'m')) AS s(m);
SELECT symbol FROM serial WHERE abs(mean(m) - (
	SELECT sum(v * extract(epoch FROM next - ts)) / sum(extract(epoch FROM next - ts))
	FROM (SELECT ts, v, lead(ts) OVER (ORDER BY ts, v) AS next FROM points AS p WHERE p.symbol = serial.symbol) AS n)) > 1e-9;
-- Parallel = serial
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
EXPLAIN (COSTS OFF) SELECT time_weighted_mean(ts, v) FROM points;
CREATE TABLE parallel AS SELECT symbol, time_weighted_mean(ts, v) AS m FROM points GROUP BY symbol;
SELECT count(*) AS symbols, count(*) FILTER (WHERE serial.m::text <> parallel.m::text) AS wrong FROM serial JOIN parallel USING (symbol);
RESET max_parallel_workers_per_gather;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;

-- The functions change no argument; a window sees all up to its row
SELECT points(time_weighted_mean_step(m, now(), 1)), points(time_weighted_mean_combine(m, m)), time_weighted_mean_step(m, NULL, 1)::text = :'m' AS same, points(m) FROM (SELECT :'m'::time_weighted_mean AS m) AS s;
SELECT ts, mean(time_weighted_mean(ts, v) OVER (ORDER BY ts)) FROM point WHERE v IS NOT NULL AND ts IS NOT NULL ORDER BY ts;

-- Text: read back whatever the settings, and nothing else
SET datestyle = 'SQL, DMY';
SET timezone = 'America/New_York';
SELECT count(*) AS read, count(*) FILTER (WHERE m::text::time_weighted_mean::text <> m::text) AS wrong FROM serial;
RESET datestyle;
SELECT ''::time_weighted_mean;
SELECT 'now = 1'::time_weighted_mean;
SELECT '2025-01-30 04:30:00+00 = 1; '::time_weighted_mean;
SELECT '2025-01-30 04:30:00+00 = 1e400'::time_weighted_mean;
SELECT '2025-01-30 04:30:00+00 = 1; 2025-01-29 04:30:00+00 = 1'::time_weighted_mean;
SELECT '2025-01-30 04:30:00+00 = one'::time_weighted_mean;

-- Binary form
SELECT time_weighted_mean_send(m) FROM (SELECT time_weighted_mean(ts, v) AS m FROM point WHERE part = 3) AS s;
CREATE TEMP TABLE received (m time_weighted_mean);
CREATE FUNCTION pg_temp.receive(wire bytea) RETURNS time_weighted_mean LANGUAGE plpgsql AS $$
DECLARE
	message bytea := '\x5047434f50590aff0d0a000000000000000000' || '\x0001'::bytea || int4send(length(wire)) || wire || '\xffff';
	octal text;
	result time_weighted_mean;
BEGIN
	SELECT string_agg('\' || byte / 64 || byte / 8 % 8 || byte % 8, '' ORDER BY i) INTO octal
	FROM generate_series(0, length(message) - 1) AS i, get_byte(message, i) AS byte;
	DELETE FROM received;
	EXECUTE format('COPY received FROM PROGRAM %L (FORMAT binary)', format('printf ''%s''', octal));
	SELECT m INTO result FROM received;
	RETURN result;
END $$;
\set SHOW_CONTEXT never
SELECT pg_temp.receive(time_weighted_mean_send(:'m'))::text = :'m' AS same;
-- version, number of points, one point too few, a value that is infinite, points out of order
SELECT pg_temp.receive(set_byte(time_weighted_mean_send(:'m'), 0, 2));
SELECT pg_temp.receive(set_byte(time_weighted_mean_send(:'m'), 1, 127));
SELECT pg_temp.receive('\x0100000000');
SELECT pg_temp.receive(substring(time_weighted_mean_send(:'m') FROM 1 FOR 40));
SELECT pg_temp.receive(overlay(time_weighted_mean_send(:'m') PLACING '\x7ff0000000000000' FROM 14 FOR 8));
SELECT pg_temp.receive(set_byte(time_weighted_mean_send(:'m'), 6, 127));
\set SHOW_CONTEXT errors

DROP TABLE point, points, serial, parallel;
