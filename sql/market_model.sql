--
-- market_model: aggregates, their laws, what follows from a model, text and binary form
--

-- alpha 1/2, beta 2, sigma 1, by construction; pairs with something missing take no part
CREATE TABLE pair (part int, firm float8, index float8);
INSERT INTO pair VALUES
	(1, -4.5, -3), (2, -4.5, -2), (1, -1.5, -1), (3, 2.5, 1), (2, 3.5, 2), (3, 7.5, 3),
	(1, NULL, 5), (2, 5, NULL), (3, NULL, NULL), (1, 'NaN', 1), (2, 1, 'Infinity'), (3, 1, 1e101);

SELECT market_model(firm, index) AS m FROM pair \gset
SELECT :'m' AS market_model;
SELECT n(m), alpha(m), beta(m), sigma(m), r2(m) FROM (SELECT :'m'::market_model AS m) AS s;
SELECT alpha_stderr(m)::numeric(20,12) - (1 / sqrt(6.0))::numeric(20,12) AS alpha_stderr, beta_stderr(m)::numeric(20,12) - (1 / sqrt(28.0))::numeric(20,12) AS beta_stderr FROM (SELECT :'m'::market_model AS m) AS s;
SELECT abnormal_return(m, 3.5, 0), abnormal_return(m, 6.5, 2), abnormal_return(m, 0.5, 0), abnormal_return(m, NULL, 0), abnormal_return(m, 'NaN', 0)
FROM (SELECT :'m'::market_model AS m) AS s;
-- w + w^2/n + (sum of deviations)^2/Sxx = 3 + 9/6 + 4/28, more than the sum of daily variances
SELECT round(car_variance(m, '{0,2,0}')::numeric, 12) AS exact, round(65 / 14.0, 12) AS expected,
	round((car_variance(m, '{0}') * 2 + car_variance(m, '{2}'))::numeric, 12) AS by_day
FROM (SELECT :'m'::market_model AS m) AS s;
SELECT car_variance(m, '{}'), car_variance(m, '{0,NULL}'), car_variance(m, '{NaN}'), car_variance(m, '{{0,2},{0,0}}') = car_variance(m, '{0,2,0,0}') AS any_shape
FROM (SELECT :'m'::market_model AS m) AS s;

-- No rows, too few pairs, an index or a firm that did not move: NULL, never NaN or infinity
SELECT market_model(firm, index) IS NULL AS no_rows FROM pair WHERE false;
SELECT market_model(firm, index) IS NULL AS no_pairs FROM pair WHERE firm IS NULL OR index IS NULL;
SELECT rollup(m) IS NULL AS no_rows FROM (SELECT :'m'::market_model AS m WHERE false) AS s;
SELECT rollup(m)::text = :'m' AS nulls_ignored FROM (VALUES (NULL::market_model), (:'m')) AS s(m);
SELECT what, n(m), alpha(m), beta(m), sigma(m), r2(m), alpha_stderr(m), beta_stderr(m), abnormal_return(m, 1, 1), car_variance(m, '{1}')
FROM (
	SELECT 'one' AS what, market_model(1, 2) AS m UNION ALL
	SELECT 'two', market_model(y, x) FROM (VALUES (1, 2), (2, 3)) AS v(y, x) UNION ALL
	SELECT 'flat index', market_model(y, 0.1) FROM generate_series(1, 9) AS y UNION ALL
	SELECT 'index flat but for rounding', market_model(y, 0.1 + 1e-17 * y) FROM generate_series(1, 9) AS y UNION ALL
	SELECT 'flat firm', market_model(0.1, x) FROM generate_series(1, 9) AS x UNION ALL
	SELECT 'exact line', market_model(2 * x + 1, x) FROM generate_series(1, 9) AS x) AS s;
SELECT sigma(m), r2(m) FROM (SELECT market_model(x / 7.0 * 0.3 + 0.7, x / 7.0) AS m FROM generate_series(1, 99) AS x) AS s;

-- As PostgreSQL's regression aggregates, on random data, of any offset
SELECT setseed(0.5);
CREATE TABLE pairs AS
SELECT i % 11 AS symbol, x + (i % 11) AS index, (i % 11 - 5.5) * x + (random() - 0.5) / 5 - (i % 11) AS firm
FROM generate_series(1, 20000) AS i, LATERAL (SELECT (random() - 0.5) / 10 + 0 * i AS x) AS s;
ANALYZE pairs;
CREATE FUNCTION close_to(a float8, b float8) RETURNS boolean IMMUTABLE PARALLEL SAFE LANGUAGE sql AS 'SELECT abs(a - b) <= 1e-9 * greatest(abs(a), abs(b))';
SELECT count(*) AS symbols,
	count(*) FILTER (WHERE NOT (n(m) = regr_n AND close_to(alpha(m), regr_a) AND close_to(beta(m), regr_b) AND close_to(r2(m), regr_r2)
		AND close_to(sigma(m), sqrt(regr_sse / (regr_n - 2)))
		AND close_to(beta_stderr(m), sqrt(regr_sse / (regr_n - 2) / regr_sxx))
		AND close_to(alpha_stderr(m), sqrt(regr_sse / (regr_n - 2) * (1.0 / regr_n + regr_x ^ 2 / regr_sxx))))) AS wrong
FROM (
	SELECT symbol, market_model(firm, index) AS m, regr_count(firm, index) AS regr_n, regr_intercept(firm, index) AS regr_a,
		regr_slope(firm, index) AS regr_b, regr_r2(firm, index), regr_sxx(firm, index), regr_avgx(firm, index) AS regr_x,
		regr_syy(firm, index) - regr_sxy(firm, index) ^ 2 / regr_sxx(firm, index) AS regr_sse
	FROM pairs GROUP BY symbol) AS s;

-- Parallel = serial, and rollup(parts) = whole, within rounding
CREATE FUNCTION same_model(a market_model, b market_model) RETURNS boolean IMMUTABLE PARALLEL SAFE LANGUAGE sql AS
	'SELECT n(a) = n(b) AND close_to(alpha(a), alpha(b)) AND close_to(beta(a), beta(b)) AND close_to(sigma(a), sigma(b)) AND close_to(r2(a), r2(b))';
SET max_parallel_workers_per_gather = 0;
CREATE TABLE serial AS SELECT symbol, market_model(firm, index) AS m FROM pairs GROUP BY symbol;
SELECT count(*) AS symbols, count(*) FILTER (WHERE NOT same_model(serial.m, parts.m)) AS wrong
FROM serial JOIN (
	SELECT symbol, rollup(m) AS m FROM (SELECT symbol, market_model(firm, index) AS m FROM pairs GROUP BY symbol, floor(index * 100)) AS s GROUP BY symbol
) AS parts USING (symbol);
SELECT count(*) AS symbols, count(*) FILTER (WHERE NOT same_model(serial.m, turned.m)) AS wrong
FROM serial JOIN (SELECT symbol, market_model(firm, index ORDER BY firm DESC) AS m FROM pairs GROUP BY symbol) AS turned USING (symbol);
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
EXPLAIN (COSTS OFF) SELECT market_model(firm, index) FROM pairs;
CREATE TABLE parallel AS SELECT symbol, market_model(firm, index) AS m FROM pairs GROUP BY symbol;
SELECT count(*) AS symbols, count(*) FILTER (WHERE NOT same_model(serial.m, parallel.m)) AS wrong FROM serial JOIN parallel USING (symbol);
RESET max_parallel_workers_per_gather;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;

-- The functions change no argument
SELECT n(market_model_combine(a, b)), n(a) AS a, n(b) AS b, n(market_model_step(a, 1, 1)), n(market_model_step(a, NULL, 1)), market_model_step(NULL, 1, NULL) IS NULL
FROM (SELECT market_model(firm, index) FILTER (WHERE part = 1) AS a, market_model(firm, index) FILTER (WHERE part <> 1) AS b FROM pair) AS s;

-- Text: read back whatever the settings, and nothing else
SET extra_float_digits = -10;
SELECT count(*) AS models, count(*) FILTER (WHERE m::text::market_model::text <> m::text) AS wrong FROM serial;
RESET extra_float_digits;
SELECT ''::market_model;
SELECT 'n 6'::market_model;
SELECT 'n 6; index 0 28; firm 0.5 116; product 56 '::market_model;
SELECT 'n 6; index 0 28; firm 0.50 116; product 56'::market_model;
SELECT 'n 0; index 0 28; firm 0.5 116; product 56'::market_model;
SELECT 'n 1; index 0 28; firm 0.5 116; product 56'::market_model;
SELECT 'n 6; index 0 -28; firm 0.5 116; product 56'::market_model;
SELECT 'n 6; index 0 28; firm NaN 116; product 56'::market_model;
SELECT 'n 6; index 0 28; firm 0.5 Infinity; product 56'::market_model;
SELECT 'n 6; index 0 28; firm 0.5 116; product 57'::market_model;
SELECT 'n 99999999999999999999; index 0 28; firm 0.5 116; product 56'::market_model;

-- More pairs than bigint holds
SELECT market_model_combine('n 9223372036854775807; index 0 28; firm 0.5 116; product 56', :'m');

-- Binary form: read back by a copy; bytes that no pairs come to are refused
SELECT market_model_send(:'m');
CREATE TEMP TABLE received (m market_model);
CREATE FUNCTION pg_temp.receive(wire bytea) RETURNS market_model LANGUAGE plpgsql AS $$
DECLARE
	message bytea := '\x5047434f50590aff0d0a000000000000000000' || '\x0001'::bytea || int4send(length(wire)) || wire || '\xffff';
	octal text;
	result market_model;
BEGIN
	SELECT string_agg('\' || byte / 64 || byte / 8 % 8 || byte % 8, '' ORDER BY i) INTO octal
	FROM generate_series(0, length(message) - 1) AS i, get_byte(message, i) AS byte;
	DELETE FROM received;
	EXECUTE format('COPY received FROM PROGRAM %L (FORMAT binary)', format('printf ''%s''', octal));
	SELECT m INTO result FROM received;
	RETURN result;
END $$;
\set SHOW_CONTEXT never
SELECT count(*) AS models, count(*) FILTER (WHERE pg_temp.receive(market_model_send(m))::text <> m::text) AS wrong FROM serial;
-- version, no pairs, a mean that is not finite, squares below 0, too large a product, too short
SELECT pg_temp.receive(set_byte(market_model_send(:'m'), 0, 2));
SELECT pg_temp.receive(overlay(market_model_send(:'m') PLACING int8send(0) FROM 2 FOR 8));
SELECT pg_temp.receive(overlay(market_model_send(:'m') PLACING float8send('NaN') FROM 10 FOR 8));
SELECT pg_temp.receive(overlay(market_model_send(:'m') PLACING float8send(-1) FROM 18 FOR 8));
SELECT pg_temp.receive(overlay(market_model_send(:'m') PLACING float8send(57) FROM 42 FOR 8));
SELECT pg_temp.receive(substring(market_model_send(:'m') FROM 1 FOR 40));
\set SHOW_CONTEXT errors

DROP TABLE pair, pairs, serial, parallel;
DROP FUNCTION same_model, close_to;
