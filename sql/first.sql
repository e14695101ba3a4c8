--
-- first, last: the value of the smallest and of the largest key
--
CREATE TABLE tick (part int, ts timestamptz, price numeric, note text);
INSERT INTO tick VALUES
	(1, '2025-01-30 10:00+00', 194.10, 'b'), (2, '2025-01-30 09:30+00', 193.50, 'd'), (3, '2025-01-30 15:30+00', 193.8, 'x'),
	(1, '2025-01-30 15:30+00', 193.80, 'y'), (2, '2025-01-30 09:30+00', 193.5, 'a'), (3, '2025-01-30 15:30+00', NULL, NULL), (2, NULL, 500, 'no time');
SELECT first(price, ts), last(price, ts), first(note, ts), last(note, ts), first(part, note), last(ts IS NULL, part) FROM tick;

-- No rows, NULL keys, NULL values
SELECT first(price, ts) IS NULL AS no_rows, last(price, ts) IS NULL AS no_rows FROM tick WHERE false;
SELECT first(price, ts) IS NULL AS no_keys, last(price, ts) IS NULL AS no_keys FROM tick WHERE ts IS NULL;
SELECT first(v, k) IS NULL AS null_is_a_value, last(v, k) FROM (VALUES (NULL, 1), ('b', 2)) AS s (v, k);
SELECT first(v, k) AS before_null, last(v, k) AS before_null FROM (VALUES (NULL, 1), ('b', 1), (NULL, 1)) AS s (v, k);

-- Types: by value and by reference, of fixed length, arrays, without an order, keys of any kind
SELECT first(v, k), last(v, k) FROM (VALUES (true, 'x'), (false, 'a')) AS s (v, k);
SELECT first(v, k), last(v, k) FROM (VALUES ('{1,2}'::int[], 2.5), ('{3}', 1.5)) AS s (v, k);
SELECT first(v, k), last(v, k) FROM (VALUES ('{"a":1}'::json, 1), ('{"a": 1}', 1)) AS s (v, k);
SELECT first(v, k), last(v, k) FROM (VALUES ('193.80 +0.30 (+0.16%)'::quote, date '2025-01-30'), ('1', '2025-01-31')) AS s (v, k);
SELECT first(v, k), last(v, k) FROM (VALUES ('abc'::name, 'p'::"char"), ('def', 'q')) AS s (v, k);
SELECT length(first(repeat(v, 100000), k)), left(last(repeat(v, 100000), k), 3) FROM (VALUES ('a', 1), ('b', 2), ('c', 3)) AS s (v, k);
SELECT first(1, '{}'::json);

-- The order of rows does not matter
SELECT count(*) AS orders, count(DISTINCT (f, l)) AS results, min(f), min(l)
FROM (
	SELECT seed, first(price, ts ORDER BY md5(seed || coalesce(note, ''))) ::text AS f, last(price, ts ORDER BY md5(seed || coalesce(note, '')))::text AS l
	FROM tick, generate_series(1, 300) AS seed GROUP BY seed
) AS s;

-- As a window
SELECT note, first(note, ts) OVER (ORDER BY ts, note), last(note, ts) OVER (ORDER BY ts, note) FROM tick WHERE note IS NOT NULL ORDER BY ts, note;

-- Parallel = serial = plain SQL
CREATE TABLE ticks AS
SELECT i % 7 AS symbol, timestamptz '2025-01-30 09:30+00' + (i * 7919 % 1000) * interval '1 second' AS ts, CASE WHEN i % 5 > 0 THEN ((i::bigint * 104729) % 1000)::text END AS v
FROM generate_series(1, 20000) AS i;
ANALYZE ticks;
SET max_parallel_workers_per_gather = 0;
CREATE TABLE serial AS SELECT symbol, first(v, ts) AS f, last(v, ts) AS l FROM ticks GROUP BY symbol;
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
EXPLAIN (COSTS OFF) SELECT first(v, ts), last(v, ts) FROM ticks;
CREATE TABLE parallel AS SELECT symbol, first(v, ts) AS f, last(v, ts) AS l FROM ticks GROUP BY symbol;
SELECT count(*) AS symbols, count(*) FILTER (WHERE (serial.f, serial.l) IS DISTINCT FROM (parallel.f, parallel.l)) AS wrong FROM serial JOIN parallel USING (symbol);
SELECT symbol FROM serial AS s
WHERE f IS DISTINCT FROM (SELECT v FROM ticks AS t WHERE t.symbol = s.symbol ORDER BY ts, v NULLS LAST LIMIT 1)
	OR l IS DISTINCT FROM (SELECT v FROM ticks AS t WHERE t.symbol = s.symbol ORDER BY ts DESC, v DESC NULLS LAST LIMIT 1);
RESET max_parallel_workers_per_gather;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;

DROP TABLE tick, ticks, serial, parallel;
