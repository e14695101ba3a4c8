--
-- quote: text and binary form, constructor, parts, order, hash
--

-- Text: what is read, and the canonical form of it
SELECT text, text::quote AS canonical
FROM (VALUES
	('193.80 +0.30 (+0.16%)'),
	('15.59 -0.01 (-0.06%)'),
	('5.44 0.00 (0%)'),
	('193.80'),
	('193.80 +0.30'),
	('193.80 (+0.16%)'),
	('0'),
	('0.000000000 0.000000000 (0.000000000%)'),
	('999999999999999999 -999999999.999999999 (-2.147483648%)'),
	('112389 +901.9 (+0.81%)'),
	-- contradictory, but canonical: quote_check() tells
	('193.80 +0.30 (-0.16%)'),
	-- quote parts of ticker lines
	('193.80 Increased By ▲ 0.30 (0.16%)'),
	('15.59 Decreased By ▼ -0.01 (-0.06%)'),
	('5.44 No Change ▼ 0.00 (0%)'),
	('112,389 Increased By 901.9 (0.81%)'),
	('  193.80   +0.30   (+0.16%)  ')
) AS t(text);

-- Refused: what, where, and what would be accepted
SELECT ''::quote;
SELECT 'AIRLINK 193.80 +0.30 (+0.16%)'::quote;
SELECT '1,93.80 +0.30'::quote;
SELECT '193.80 Increased By ▼ -0.30 (-0.16%)'::quote;
SELECT '-193.80'::quote;
SELECT '1000000000000000000'::quote;
SELECT '1.0000000000'::quote;
SELECT '1 +1 (+2147483648%)'::quote;
-- a long text is not quoted whole
SELECT repeat('▲', 1000000)::quote;

-- Casts go through the text
SELECT CAST('193.80 +0.30'::text AS quote), CAST('193.80 +0.30'::quote AS text), '193.80'::varchar::quote;

-- Constructor: decimals are kept, nothing is rounded
SELECT quote(193.80), quote(193.80, 0.30), quote(193.80, 0.30, 0.16), quote(193.80, percent => -0.16), quote(5.1, 0.0, 0);
SELECT quote(NULL), quote(NULL, 1, 1), quote(1, NULL, NULL);
SELECT quote(999999999999999999, -999999999.999999999, -2.147483648), quote(0.000000001, 0.000000001);
SELECT quote(-0.01);
SELECT quote('NaN'::numeric);
SELECT quote(1, 'NaN'::numeric);
SELECT quote(1.0000000000);
SELECT quote(1, 0.0000000001);
SELECT quote(1000000000000000000);
SELECT quote(1, -1000000000000000000);
SELECT quote(1, 1, 2147483648);
SELECT quote(1, 1, 1e300);

-- Parts: exact, with the decimals shown
SELECT q, price(q), delta(q), percent(q), previous_close(q), direction(q)
FROM unnest(ARRAY['193.80 +0.30 (+0.16%)', '112389 +901.9 (+0.81%)', '5.44 0.00 (0%)', '15.59 -0.01 (-0.06%)', '15.59 (-0.06%)',
	'15.59', '0.00 -1.5', '1 +2', '999999999999999999 -999999999.999999999', '999999999999999999 -999999999999999999',
	'0.000000001 +0.000000001', '100 +1 (-1%)']::quote[]) AS q;

-- What follows from the parts.  Floating point is for statistics: shown to fewer digits.
SELECT q, exact_percent(q), round(simple_return(q)::numeric, 12) AS simple_return, round(log_return(q)::numeric, 12) AS log_return
FROM unnest(ARRAY['193.80 +0.30 (+0.16%)', '112389 +901.9 (+0.81%)', '5.44 0.00 (0%)', '15.59 (-0.06%)', '15.59', '0 -1.5', '1 +2', '1 +1',
	'1 (-100%)']::quote[]) AS q;
SELECT pg_typeof(simple_return('1 +1')), pg_typeof(log_return('1 +1')), pg_typeof(direction('1')), pg_typeof(exact_percent('1 +1'));

SELECT q, quote_check(q)
FROM unnest(ARRAY['193.80 +0.30 (+0.16%)', '193.80 +0.30 (+0.15%)', '193.80 +0.30 (+0.17%)', '193.80 +0.30 (-0.16%)', '112389 +901.9 (+0.81%)',
	'112389 +901.9 (+0.82%)', '5.44 0.00 (0%)', '193.80 +0.30', '193.80 (+0.16%)', '193.80', '1 +1 (+5%)', '1 +2 (+5%)',
	'100000.00 +0.01 (0%)', '999999999999999999 -999999999999999999 (-50%)', '999999999999999999 -999999999999999999 (-51%)']::quote[]) AS q;

SELECT q, complete(q)
FROM unnest(ARRAY['193.80 +0.30', '15.59 -0.01', '193.80 (+0.16%)', '200.01 +0.01', '199.99 -0.01', '5.44 0.00', '193.80', '1 +1', '0 (+5%)',
	'1 (-100%)', '193.80 +0.30 (+0.99%)']::quote[]) AS q;
SELECT complete('1000000.00 +999999.99');

-- The percent that complete() gives is the exact one, rounded as numeric rounds
SELECT count(*) AS quotes, count(*) FILTER (WHERE percent(complete(q)) <> round(exact_percent(q), 2)) AS wrong
FROM (SELECT quote(round(p / 100.0, 2), round(d / 100.0, 2)) AS q FROM generate_series(1000, 1100) AS p, generate_series(-999, 999, 7) AS d) AS s;

-- Binary form: a version byte, and nothing that text input could not have made
SELECT quote_send('5.1 -0.1 (-2%)');
-- quote_recv is reached through COPY: this reads any bytes as if a client had sent them
CREATE TEMP TABLE received (q quote);
CREATE FUNCTION pg_temp.receive(wire bytea) RETURNS quote LANGUAGE plpgsql AS $$
DECLARE
	message bytea := '\x5047434f50590aff0d0a000000000000000000' || '\x0001'::bytea || int4send(length(wire)) || wire || '\xffff';
	octal text;
	result quote;
BEGIN
	SELECT string_agg('\' || byte / 64 || byte / 8 % 8 || byte % 8, '' ORDER BY i) INTO octal
	FROM generate_series(0, length(message) - 1) AS i, get_byte(message, i) AS byte;
	DELETE FROM received;
	EXECUTE format('COPY received FROM PROGRAM %L (FORMAT binary)', format('printf ''%s''', octal));
	SELECT q INTO result FROM received;
	RETURN result;
END $$;
\set SHOW_CONTEXT never
SELECT pg_temp.receive(quote_send(q)), quote_send(pg_temp.receive(quote_send(q))) = quote_send(q) AS same
FROM unnest(ARRAY['5.1 -0.1 (-2%)', '0', '999999999999999999 -999999999.999999999 (-2.147483648%)']::quote[]) AS q;
-- version, price below zero, price of 19 digits, scale of 10
SELECT pg_temp.receive('\x02000000000000003300000000000000000000000001000000');
SELECT pg_temp.receive('\x01ffffffffffffffff00000000000000000000000001000000');
SELECT pg_temp.receive('\x010de0b6b3a764000000000000000000000000000001000000');
SELECT pg_temp.receive('\x0100000000000000330000000000000000000000000a000000');
-- delta, scale of delta, percent, scale of percent, though unknown; a third flag
SELECT pg_temp.receive('\x01000000000000003300000000000000010000000001000000');
SELECT pg_temp.receive('\x01000000000000003300000000000000000000000001010002');
SELECT pg_temp.receive('\x01000000000000003300000000000000000000000101000001');
SELECT pg_temp.receive('\x01000000000000003300000000000000000000000001000101');
SELECT pg_temp.receive('\x01000000000000003300000000000000000000000001000004');
-- too short, too long
SELECT pg_temp.receive('\x0100000000000000');
SELECT pg_temp.receive(quote_send('1') || '\x00'::bytea);
\set SHOW_CONTEXT errors

-- Order: by value of price, then delta, then percent; unknown is last
CREATE TABLE quotes (position int, q quote);
INSERT INTO quotes VALUES (1, '5'), (2, '5.1 -0.10 (-2%)'), (3, '5.10 -0.1 (-1.9%)'), (4, '5.1 -0.1'), (5, '5.1 0.0 (0%)'), (6, '5.1 (-1%)'),
	(7, '5.1 (0%)'), (8, '5.1'), (8, '5.10'), (9, '5.11 -1'), (10, '10');
SELECT q FROM quotes ORDER BY q, q::text;
SELECT q FROM quotes ORDER BY q DESC, q::text;
SELECT count(*) AS pairs, count(*) FILTER (WHERE
	quote_cmp(a.q, b.q) IS DISTINCT FROM sign(a.position - b.position)::int
	OR (a.q < b.q) <> (a.position < b.position) OR (a.q <= b.q) <> (a.position <= b.position) OR (a.q = b.q) <> (a.position = b.position)
	OR (a.q <> b.q) <> (a.position <> b.position) OR (a.q >= b.q) <> (a.position >= b.position) OR (a.q > b.q) <> (a.position > b.position)) AS wrong
FROM quotes AS a, quotes AS b;
SELECT DISTINCT position FROM quotes WHERE q = '5.100';
SELECT min(q), max(q) FROM quotes;
SELECT min(q), max(q) FROM quotes WHERE false;
-- of equal quotes the one with fewer (min) or more (max) decimals, in any order of rows
SELECT min(q), max(q) FROM (SELECT q FROM quotes WHERE position = 8 ORDER BY q::text) AS s;
SELECT min(q), max(q) FROM (SELECT q FROM quotes WHERE position = 8 ORDER BY q::text DESC) AS s;

-- Hash: on disk, so pinned here
SELECT q, quote_hash(q), quote_hash_extended(q, 0), quote_hash_extended(q, 1)
FROM unnest(ARRAY['5.1', '5.10', '5.1 -0.1 (-2%)', '0', '999999999999999999 -999999999.999999999 (-2.147483648%)']::quote[]) AS q;
SELECT count(*) AS wrong FROM quotes AS a, quotes AS b
WHERE (a.q = b.q) <> (quote_hash(a.q) = quote_hash(b.q)) OR (a.q = b.q) <> (quote_hash_extended(a.q, 7) = quote_hash_extended(b.q, 7))
	OR (quote_hash_extended(a.q, 0) & 4294967295) <> (quote_hash(a.q)::bigint & 4294967295);

-- Indexes, joins, grouping, partitions
CREATE INDEX quotes_btree ON quotes (q);
CREATE INDEX quotes_hash ON quotes USING hash (q);
SET enable_seqscan = off;
SET enable_bitmapscan = off;
EXPLAIN (COSTS OFF) SELECT q FROM quotes WHERE q > '5.11' ORDER BY q;
SELECT q FROM quotes WHERE q > '5.1' ORDER BY q;
SELECT max(q) FROM quotes;
DROP INDEX quotes_btree;
EXPLAIN (COSTS OFF) SELECT position FROM quotes WHERE q = '5.1000';
SELECT position FROM quotes WHERE q = '5.1000';
RESET enable_seqscan;
RESET enable_bitmapscan;
SET enable_nestloop = off;
SET enable_mergejoin = off;
SELECT count(*) FROM quotes AS a JOIN quotes AS b USING (q);
SET enable_hashjoin = off;
SET enable_mergejoin = on;
SELECT count(*) FROM quotes AS a JOIN quotes AS b USING (q);
RESET enable_nestloop;
RESET enable_mergejoin;
RESET enable_hashjoin;
SELECT count(*) FROM (SELECT q FROM quotes GROUP BY q) AS s;
CREATE TABLE quotes_by_hash (q quote) PARTITION BY HASH (q);
CREATE TABLE quotes_by_hash_0 PARTITION OF quotes_by_hash FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE quotes_by_hash_1 PARTITION OF quotes_by_hash FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO quotes_by_hash SELECT q FROM quotes;
SELECT count(*), count(DISTINCT tableoid) FROM quotes_by_hash WHERE q = '5.10000';
DROP TABLE quotes, quotes_by_hash;

-- Round trip for every combination of decimals and unknown parts, from small to large
SELECT count(*) AS quotes, count(*) FILTER (WHERE q::text::quote::text <> q::text OR quote_send(q::text::quote) <> quote_send(q)) AS wrong
FROM (
	SELECT quote(round(x, ps), CASE WHEN ds >= 0 THEN round(x / 7 * (1 - 2 * (ps % 2)), ds) END, CASE WHEN cs >= 0 THEN round(x / 13 % 1 * 2, cs) END) AS q
	FROM unnest(ARRAY[0, 0.1, 193.8, 112389.77, 123456789.123456789]) AS x, generate_series(0, 9) AS ps, generate_series(-1, 9) AS ds,
		generate_series(-1, 9) AS cs
) AS s;
