--
-- quote and candlestick: soft errors of text input (PostgreSQL 16 and later; quote_softerr_1.out is for the servers before)
--
\pset null '(null)'

SELECT text, pg_input_is_valid(text, 'quote') AS valid
FROM unnest(ARRAY['193.80 +0.30 (+0.16%)', '193.80 Increased By ▲ 0.30 (0.16%)', '', '1,93.80', '193.80 Increased By ▼ -0.30', '-1', '1.0000000000',
	'1000000000000000000']) AS text;

SELECT text, e.message, e.detail, e.sql_error_code
FROM unnest(ARRAY['193.80', '', '1,93.80', '193.80 Increased By ▼ -0.30', '1.0000000000']) AS text, pg_input_error_info(text, 'quote') AS e;

SELECT (pg_input_error_info('1,93.80', 'quote')).hint;

SELECT text, pg_input_is_valid(text, 'candlestick') AS valid, e.message, e.detail, e.sql_error_code
FROM unnest(ARRAY[
	'open 2025-01-30 04:32:00+00 = 1; high 2025-01-30 04:32:00+00 = 1; low 2025-01-30 04:32:00+00 = 1; close 2025-01-30 04:32:00+00 = 1; ticks 1',
	'open', 'open yesteryear = 1; ', 'open 2025-01-30 04:32:00+00 = ?; ',
	'open now = 1; high now = 1; low now = 1; close now = 1; ticks 1']) AS text, pg_input_error_info(text, 'candlestick') AS e;
