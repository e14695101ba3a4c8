--
-- breadth: counts of quotes that rose, fell, stood still; laws, text and binary form
--
CREATE TABLE close (part int, q quote);
INSERT INTO close VALUES
	(1, '193.80 +0.30 (+0.16%)'), (2, '9.88 +0.24'), (1, '24.43 (+1.5%)'),
	(2, '15.59 -0.01 (-0.06%)'), (3, '7.10 (-0.5%)'),
	(3, '5.44 0.00 (0%)'),
	(1, '12.00'), (2, NULL);
SELECT breadth(q) AS b FROM close \gset
SELECT :'b' AS breadth;
SELECT advancers(b), decliners(b), unchanged(b), unknown(b), net(b), ratio(b), share(b) FROM (SELECT :'b'::breadth AS b) AS s;

-- No rows, NULLs alone; nothing divides by zero
SELECT breadth(q) IS NULL AS no_rows FROM close WHERE false;
SELECT breadth(q) IS NULL AS nulls FROM close WHERE q IS NULL;
SELECT rollup(b) IS NULL AS no_rows FROM (SELECT :'b'::breadth AS b WHERE false) AS s;
SELECT net(b), ratio(b), share(b) FROM (SELECT breadth(q) AS b FROM close WHERE direction(q) = 1) AS s;
SELECT net(b), ratio(b), share(b) FROM (SELECT breadth(q) AS b FROM close WHERE direction(q) IS NULL) AS s;

-- rollup(parts) = whole; the functions change no argument
SELECT rollup(b)::text = :'b' AS by_part FROM (SELECT breadth(q) AS b FROM close GROUP BY part) AS s;
SELECT rollup(b)::text = :'b' AS by_row FROM (SELECT breadth(q) AS b FROM close GROUP BY q::text) AS s;
SELECT rollup(b)::text = :'b' AS nulls_ignored FROM (VALUES (NULL::breadth), (:'b')) AS s(b);
SELECT breadth_combine(b, b), breadth_step(b, '1 +1'), breadth_step(b, NULL)::text = :'b' AS same, b FROM (SELECT :'b'::breadth AS b) AS s;
SELECT breadth_step(NULL, NULL) IS NULL AS none;

-- Parallel = serial = plain SQL
CREATE TABLE closes AS
SELECT i % 7 AS session, CASE WHEN i % 11 > 0 THEN quote(100 + i % 13, nullif(round((i * 31 % 17 - 8) / 10.0, 1), 0.8)) END AS q FROM generate_series(1, 20000) AS i;
ANALYZE closes;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
EXPLAIN (COSTS OFF) SELECT breadth(q) FROM closes;
SELECT session FROM (
	SELECT session, breadth(q) AS b, count(*) FILTER (WHERE delta(q) > 0) AS up, count(*) FILTER (WHERE delta(q) < 0) AS down,
		count(*) FILTER (WHERE delta(q) = 0) AS same, count(*) FILTER (WHERE q IS NOT NULL AND delta(q) IS NULL) AS unknown
	FROM closes GROUP BY session) AS s
WHERE (advancers(b), decliners(b), unchanged(b), unknown(b)) <> (up, down, same, unknown);
SELECT breadth(q) AS parallel FROM closes;
SET max_parallel_workers_per_gather = 0;
SELECT breadth(q) AS serial FROM closes;
RESET max_parallel_workers_per_gather;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;

-- Text: what the type prints, and nothing else
SELECT ''::breadth;
SELECT 'advancers 1, decliners 1, unchanged 1'::breadth;
SELECT 'advancers 1, decliners 1, unchanged 1, unknown 1 '::breadth;
SELECT 'advancers 01, decliners 1, unchanged 1, unknown 1'::breadth;
SELECT 'advancers -1, decliners 1, unchanged 1, unknown 1'::breadth;
SELECT 'advancers 0, decliners 0, unchanged 0, unknown 0'::breadth;
SELECT 'advancers 9223372036854775807, decliners 1, unchanged 0, unknown 0'::breadth;
SELECT breadth_combine('advancers 9223372036854775807, decliners 0, unchanged 0, unknown 0', :'b');

-- Binary form
SELECT breadth_send(:'b');
CREATE TEMP TABLE received (b breadth);
CREATE FUNCTION pg_temp.receive(wire bytea) RETURNS breadth LANGUAGE plpgsql AS $$
DECLARE
	message bytea := '\x5047434f50590aff0d0a000000000000000000' || '\x0001'::bytea || int4send(length(wire)) || wire || '\xffff';
	octal text;
	result breadth;
BEGIN
	SELECT string_agg('\' || byte / 64 || byte / 8 % 8 || byte % 8, '' ORDER BY i) INTO octal
	FROM generate_series(0, length(message) - 1) AS i, get_byte(message, i) AS byte;
	DELETE FROM received;
	EXECUTE format('COPY received FROM PROGRAM %L (FORMAT binary)', format('printf ''%s''', octal));
	SELECT b INTO result FROM received;
	RETURN result;
END $$;
\set SHOW_CONTEXT never
SELECT pg_temp.receive(breadth_send(:'b'))::text = :'b' AS same;
SELECT pg_temp.receive(set_byte(breadth_send(:'b'), 0, 2));
SELECT pg_temp.receive(set_byte(breadth_send(:'b'), 9, 128));
SELECT pg_temp.receive('\x01' || decode(repeat('00', 32), 'hex'));
SELECT pg_temp.receive(substring(breadth_send(:'b') FROM 1 FOR 20));
\set SHOW_CONTEXT errors

DROP TABLE close, closes;
