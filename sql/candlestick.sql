--
-- candlestick: aggregates, their laws, text and binary form
--
SET timezone = 'Asia/Karachi';

-- Ticks with ties in time and in price, and equal quotes that differ in display
CREATE TABLE tick (part int, ts timestamptz, q quote);
INSERT INTO tick VALUES
	(1, '2025-01-30 09:32:00+05', '193.50 0.00 (0%)'),
	(2, '2025-01-30 09:40:00+05', '194.10 +0.60 (+0.31%)'),
	(1, '2025-01-30 10:15:00+05', '194.1 +0.60 (+0.31%)'),
	(3, '2025-01-30 11:00:00+05', '192.00 -1.50 (-0.78%)'),
	(2, '2025-01-30 11:00:00+05', '192.00 -1.50'),
	(3, '2025-01-30 15:30:00+05', '193.8 +0.30 (+0.16%)'),
	(1, '2025-01-30 15:30:00+05', '193.80 +0.30 (+0.16%)'),
	(1, NULL, '500'),
	(2, '2025-01-30 12:00:00+05', NULL);

SELECT candlestick(ts, q) AS c FROM tick \gset
SELECT :'c' AS candlestick;
SELECT open(c), high(c), low(c), close(c), ticks(c) FROM (SELECT :'c'::candlestick AS c) AS s;
SELECT open_time(c), high_time(c), low_time(c), close_time(c) FROM (SELECT :'c'::candlestick AS c) AS s;

-- No rows, and rows with NULL alone
SELECT candlestick(ts, q) IS NULL AS no_rows FROM tick WHERE false;
SELECT candlestick(ts, q) IS NULL AS nulls FROM tick WHERE ts IS NULL OR q IS NULL;
SELECT rollup(c) IS NULL AS no_rows FROM (SELECT :'c'::candlestick AS c WHERE false) AS s;
SELECT rollup(c)::text = :'c' AS nulls_ignored FROM (VALUES (NULL::candlestick), (:'c')) AS s(c);
SELECT open(NULL::candlestick) IS NULL AS of_null;

-- The order of rows does not matter
SELECT count(*) AS orders, count(*) FILTER (WHERE c <> :'c') AS wrong
FROM (
	SELECT seed, candlestick(ts, q ORDER BY md5(seed || q::text || ts::text))::text AS c
	FROM tick, generate_series(1, 500) AS seed GROUP BY seed
) AS s;

-- rollup(parts) = whole, however it is cut
SELECT rollup(c)::text = :'c' AS by_part FROM (SELECT candlestick(ts, q) AS c FROM tick GROUP BY part) AS s;
SELECT rollup(c)::text = :'c' AS by_tick FROM (SELECT candlestick(ts, q) AS c FROM tick GROUP BY ts, q::text) AS s;

-- The functions change no argument
SELECT candlestick_combine(a, b)::text = candlestick_combine(b, a)::text AS commutes, ticks(candlestick_combine(a, b)), ticks(a) AS a, ticks(b) AS b
FROM (SELECT candlestick(ts, q) FILTER (WHERE part = 1) AS a, candlestick(ts, q) FILTER (WHERE part <> 1) AS b FROM tick) AS s;
SELECT ticks(candlestick_step(c, now(), '1')), ticks(c), ticks(candlestick_step(c, NULL, '1')), candlestick_step(NULL, now(), NULL) IS NULL
FROM (SELECT :'c'::candlestick AS c) AS s;

-- As a window aggregate
SELECT ts, high(c), low(c), ticks(c)
FROM (SELECT ts, part, candlestick(ts, q) OVER (ORDER BY ts, part) AS c FROM tick) AS s ORDER BY ts, part;

-- Parallel = serial
CREATE TABLE ticks (symbol int, ts timestamptz, q quote);
INSERT INTO ticks
SELECT i % 7, '2025-01-30 09:32:00+05'::timestamptz + (i % 1000) * interval '1 second',
	quote(round((i::bigint * 7919 % 1000) / 10.0, (i % 3) + 1), round((i % 13 - 6) / 10.0, 1))
FROM generate_series(1, 20000) AS i;
ANALYZE ticks;
SET max_parallel_workers_per_gather = 0;
CREATE TABLE serial AS SELECT symbol, candlestick(ts, q)::text AS c FROM ticks GROUP BY symbol;
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
EXPLAIN (COSTS OFF) SELECT candlestick(ts, q) FROM ticks;
CREATE TABLE parallel AS SELECT symbol, candlestick(ts, q)::text AS c FROM ticks GROUP BY symbol;
SELECT count(*) AS symbols, count(*) FILTER (WHERE serial.c <> parallel.c) AS wrong FROM serial JOIN parallel USING (symbol);
EXPLAIN (COSTS OFF) SELECT min(q), max(q), rollup(NULL::candlestick) FROM ticks;
SELECT min(q), max(q) FROM ticks;
RESET max_parallel_workers_per_gather;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;

-- The same from its definition
SELECT symbol FROM (SELECT symbol, candlestick(ts, q) AS c FROM ticks GROUP BY symbol) AS s
WHERE ticks(c) <> (SELECT count(*) FROM ticks AS t WHERE t.symbol = s.symbol)
	OR price(high(c)) <> (SELECT max(price(q)) FROM ticks AS t WHERE t.symbol = s.symbol)
	OR price(low(c)) <> (SELECT min(price(q)) FROM ticks AS t WHERE t.symbol = s.symbol)
	OR high_time(c) <> (SELECT min(ts) FROM ticks AS t WHERE t.symbol = s.symbol AND price(q) = price(high(c)))
	OR low_time(c) <> (SELECT min(ts) FROM ticks AS t WHERE t.symbol = s.symbol AND price(q) = price(low(c)))
	OR open(c) <> (SELECT q FROM ticks AS t WHERE t.symbol = s.symbol ORDER BY ts, q LIMIT 1)
	OR close(c) <> (SELECT q FROM ticks AS t WHERE t.symbol = s.symbol ORDER BY ts DESC, q DESC LIMIT 1);

-- Text: read back whatever the settings, and nothing else
CREATE TABLE candle (c candlestick);
INSERT INTO candle
SELECT candlestick(ts, '1 +1') FROM unnest(ARRAY['-infinity', 'infinity', '4714-11-24 00:00:00+00 BC', '294276-12-31 23:59:59.999999+00',
	'2025-01-30 09:32:00.000001+05']::timestamptz[]) AS ts GROUP BY ts;
INSERT INTO candle VALUES (:'c');
CREATE TABLE candle_text AS SELECT c::text AS text FROM candle;
SET datestyle = 'SQL, DMY';
SET timezone = 'America/New_York';
SELECT count(*) AS candles, count(*) FILTER (WHERE text::candlestick::text <> text) AS wrong FROM candle_text;
RESET datestyle;
SELECT ''::candlestick;
SELECT 'open now = 1; high now = 1; low now = 1; close now = 1; ticks 1'::candlestick;
SELECT regexp_replace(:'c', 'open.*?; ', '')::candlestick;
SELECT replace(:'c', 'low', 'down')::candlestick;
SELECT replace(:'c', '194.10', '1,94.10')::candlestick;
SELECT replace(:'c', 'ticks 7', 'ticks 0')::candlestick;
SELECT replace(:'c', 'ticks 7', 'ticks 1')::candlestick;
SELECT replace(:'c', 'ticks 7', 'ticks')::candlestick;
SELECT replace(:'c', 'ticks 7', 'ticks 99999999999999999999')::candlestick;
SELECT replace(:'c', '194.10', '190')::candlestick;
SELECT (:'c' || ' ')::candlestick;

-- More ticks than bigint holds
SELECT candlestick_combine(replace(:'c', 'ticks 7', 'ticks 9223372036854775807')::candlestick, :'c');

-- Binary form: read back by a copy; bytes that no ticks come to are refused
SELECT length(candlestick_send(:'c')), substring(candlestick_send(:'c') FROM 1 FOR 33);
CREATE TEMP TABLE received (c candlestick);
CREATE FUNCTION pg_temp.receive(wire bytea) RETURNS candlestick LANGUAGE plpgsql AS $$
DECLARE
	message bytea := '\x5047434f50590aff0d0a000000000000000000' || '\x0001'::bytea || int4send(length(wire)) || wire || '\xffff';
	octal text;
	result candlestick;
BEGIN
	SELECT string_agg('\' || byte / 64 || byte / 8 % 8 || byte % 8, '' ORDER BY i) INTO octal
	FROM generate_series(0, length(message) - 1) AS i, get_byte(message, i) AS byte;
	DELETE FROM received;
	EXECUTE format('COPY received FROM PROGRAM %L (FORMAT binary)', format('printf ''%s''', octal));
	SELECT c INTO result FROM received;
	RETURN result;
END $$;
\set SHOW_CONTEXT never
SELECT count(*) AS candles, count(*) FILTER (WHERE pg_temp.receive(candlestick_send(c))::text <> c::text) AS wrong FROM candle;
-- version, ticks, time of the close before the others, a broken quote, a time out of range, too short
SELECT pg_temp.receive(set_byte(candlestick_send(:'c'), 0, 2));
SELECT pg_temp.receive(set_byte(candlestick_send(:'c'), 136, 1));
SELECT pg_temp.receive(set_byte(candlestick_send(:'c'), 98, 0));
SELECT pg_temp.receive(set_byte(candlestick_send(:'c'), 32, 255));
SELECT pg_temp.receive(overlay(candlestick_send(:'c') PLACING '\x8000000000000001' FROM 2 FOR 8));
SELECT pg_temp.receive(substring(candlestick_send(:'c') FROM 1 FOR 100));
\set SHOW_CONTEXT errors

DROP TABLE tick, ticks, serial, parallel, candle, candle_text;
