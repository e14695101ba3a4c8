--
-- event_study, event_model, event_study_summary: exact cases, reasons, flags, errors
--
SET extra_float_digits = -3;
\pset null '(null)'

-- Weekdays are sessions. Estimation [-6,-1] has alpha 1/2, beta 2, sigma 1.
CREATE TABLE ret (symbol text, session date, ret float8);
INSERT INTO ret
SELECT v.symbol, date '2024-01-01' + v.day, v.ret
FROM (VALUES
	('IDX', 0, -3), ('IDX', 1, -2), ('IDX', 2, -1), ('IDX', 3, 1), ('IDX', 4, 2), ('IDX', 7, 3), ('IDX', 8, 0), ('IDX', 9, 2), ('IDX', 10, 0), ('IDX', 11, 1),
	('AAA', 0, -4.5), ('AAA', 1, -4.5), ('AAA', 2, -1.5), ('AAA', 3, 2.5), ('AAA', 4, 3.5), ('AAA', 7, 7.5), ('AAA', 8, 3.5), ('AAA', 9, 6.5), ('AAA', 10, 0.5),
	-- not a session of the index
	('AAA', 5, 99)) AS v (symbol, day, ret);
\set returns '''SELECT * FROM ret'''
SELECT * FROM event_study('SELECT ''a'' AS event_id, ''AAA'' AS symbol, date ''2024-01-09'' AS session', :returns, 'IDX', '[-6,-1]', '[0,2]');
SELECT * FROM event_model('SELECT ''a'' AS event_id, ''AAA'' AS symbol, date ''2024-01-09'' AS session', :returns, 'IDX', '[-6,-1]', '[0,2]');
SELECT * FROM event_study_summary('SELECT ''a'' AS event_id, ''AAA'' AS symbol, date ''2024-01-09'' AS session', :returns, 'IDX', '[-6,-1]', '[0,2]',
	windows => '{"[0,2]"}');

-- The other models
SELECT m.model, e.rel, e.ar, round(e.sar::numeric, 12) AS sar
FROM (VALUES (1, 'mean'), (2, 'market-adjusted')) AS m (i, model),
LATERAL event_study('SELECT ''a'' AS event_id, ''AAA'' AS symbol, date ''2024-01-09'' AS session', :returns, 'IDX', '[-6,-1]', '[0,2]', m.model) AS e
ORDER BY i, rel;
SELECT m.model, e.n, e.alpha, e.beta, round(e.sigma::numeric, 12) AS sigma, e.r2
FROM (VALUES (1, 'mean'), (2, 'market-adjusted')) AS m (i, model),
LATERAL event_model('SELECT ''a'' AS event_id, ''AAA'' AS symbol, date ''2024-01-09'' AS session', :returns, 'IDX', '[-6,-1]', '[0,2]', m.model) AS e
ORDER BY i;

-- Every event answers for itself
CREATE TABLE event (event_id text, symbol text, session date);
INSERT INTO event VALUES
	('kept', 'AAA', '2024-01-09'), ('again', 'AAA', '2024-01-09'), ('Sunday', 'AAA', '2024-01-07'), ('overlap', 'AAA', '2024-01-10'),
	('unknown', 'ZZZ', '2024-01-09'), ('no symbol', NULL, '2024-01-09'), ('no date', 'AAA', NULL), ('never', 'AAA', 'infinity'),
	('after all', 'AAA', '2024-02-01'), ('short', 'AAA', '2024-01-03'), ('before all', 'AAA', '2023-01-03'), ('gap', 'AAA', '2024-01-11'),
	(NULL, 'AAA', '2024-01-12');
SELECT * FROM event_study('TABLE event', :returns, 'IDX', '[-6,-1]', '[0,1]');
SELECT * FROM event_model('TABLE event', :returns, 'IDX', '[-6,-1]', '[0,1]');
-- on a holiday
SELECT h.rule, s.event_id, s.rel, s.session, s.reason
FROM (VALUES (1, 'later'), (2, 'earlier'), (3, 'skip')) AS h (i, rule),
LATERAL event_study('SELECT * FROM event WHERE event_id IN (''Sunday'', ''after all'')', :returns, 'IDX', '[-6,-1]', '[0,0]', on_holiday => h.rule) AS s
ORDER BY i, event_id;

-- A missing return is none of 0: not in the estimation, not in the window
INSERT INTO ret SELECT 'BBB', session, CASE WHEN session IN ('2024-01-02', '2024-01-10') THEN NULL WHEN session = '2024-01-11' THEN 'NaN' ELSE ret END FROM ret WHERE symbol = 'AAA';
SELECT w.win, s.rel, s.ret, s.n_est, s.reason
FROM (VALUES (int4range '[0,0]'), ('[1,1]'), ('[2,2]'), ('[3,3]')) AS w (win),
LATERAL event_study('SELECT ''b'' AS event_id, ''BBB'' AS symbol, date ''2024-01-09'' AS session', :returns, 'IDX', '[-6,-1]', w.win) AS s;

-- An index that did not move, a firm that did not, a firm that the index explains whole
INSERT INTO ret SELECT 'FLAT', session, 0.1 FROM ret WHERE symbol = 'IDX';
INSERT INTO ret SELECT 'LINE', session, 3 * ret + 0.7 FROM ret WHERE symbol = 'IDX';
SELECT i.symbol AS index, f.symbol, s.rel, s.ar, s.sar, s.n_est, s.reason, s.flags
FROM (VALUES (1, 'IDX', 'FLAT'), (2, 'IDX', 'LINE'), (3, 'FLAT', 'AAA')) AS p (n, index, firm),
LATERAL (SELECT p.index) AS i (symbol), LATERAL (SELECT p.firm) AS f (symbol),
LATERAL event_study(format('SELECT ''x'' AS event_id, %L AS symbol, date ''2024-01-09'' AS session', p.firm), :returns, p.index, '[-6,-1]', '[0,0]') AS s
ORDER BY p.n;
SELECT * FROM event_model('SELECT symbol AS event_id, symbol, date ''2024-01-09'' AS session FROM (VALUES (''FLAT''), (''LINE'')) AS v (symbol)', :returns, 'IDX', '[-6,-1]', '[0,0]');
-- two events whose abnormal returns do not differ, or are nothing but rounding: NULL, and no number of digits
INSERT INTO ret SELECT 'TWIN', session, ret + 0.3 FROM ret WHERE symbol = 'AAA';
SELECT statistic, value, n, df, p
FROM event_study_summary('SELECT symbol AS event_id, symbol, date ''2024-01-09'' AS session FROM (VALUES (''AAA''), (''TWIN'')) AS v (symbol)', :returns, 'IDX', '[-6,-1]', '[0,0]');
SELECT statistic, value, n, df, p
FROM event_study_summary('SELECT symbol AS event_id, symbol, date ''2024-01-09'' AS session FROM (VALUES (''FLAT''), (''LINE'')) AS v (symbol)', :returns, 'IDX', '[-6,-1]', '[0,0]');
-- no events
SELECT * FROM event_study('SELECT * FROM event WHERE false', :returns, 'IDX');
SELECT * FROM event_study_summary('SELECT * FROM event WHERE false', :returns, 'IDX', '[-6,-1]', '[0,0]');
-- no returns
SELECT * FROM event_study('TABLE event', 'SELECT * FROM ret WHERE false', 'IDX') LIMIT 2;

-- Ranks: two firms, four sessions of estimation and one of the event; z is 2
CREATE TABLE ranked AS
SELECT v.symbol, date '2024-03-04' + v.day AS session, v.ret::float8
FROM (VALUES ('M', 0, 0), ('M', 1, 0), ('M', 2, 0), ('M', 3, 0), ('M', 4, 0),
	('F1', 0, -2), ('F1', 1, -1), ('F1', 2, 1), ('F1', 3, 2), ('F1', 4, 5), ('F2', 0, 2), ('F2', 1, 1), ('F2', 2, -1), ('F2', 3, -2), ('F2', 4, 4)) AS v (symbol, day, ret);
SELECT statistic, round(value::numeric, 12) AS value, n, df, round(p::numeric, 12) AS p
FROM event_study_summary('SELECT symbol AS event_id, symbol, date ''2024-03-08'' AS session FROM (VALUES (''F1''), (''F2'')) AS v (symbol)', 'TABLE ranked', 'M', '[-4,-1]', '[0,0]', 'mean');

-- Compounding: +10% and -10% are -1%, the index 0%; log returns below -1 are no simple returns
CREATE TABLE held AS
SELECT s AS symbol, date '2024-03-04' + d AS session, CASE WHEN s = 'M' THEN 0.0 WHEN d < 4 THEN (d - 1.5) / 100 WHEN s = 'F3' THEN -1.5 ELSE 0.1 * (9 - 2 * d) * (CASE s WHEN 'F1' THEN 1 ELSE 2 END) END::float8 AS ret
FROM unnest(ARRAY['M', 'F1', 'F2', 'F3']) AS s, generate_series(0, 5) AS d;
SELECT statistic, round(value::numeric, 12) AS value, n, df
FROM event_study_summary('SELECT symbol AS event_id, symbol, date ''2024-03-08'' AS session FROM (VALUES (''F1''), (''F2''), (''F3'')) AS v (symbol)', 'TABLE held', 'M', '[-4,-1]', '[0,1]', 'mean',
	windows => '{"[0,1]"}') WHERE rel_to > rel_from AND statistic IN ('caar', 'bhar_csect_t');

-- Columns: by name, in any order, others ignored, whatever is stored as text; else an error that says what is wanted
SELECT rel, ar FROM event_study('SELECT date ''2024-01-09'' AS session, 1 AS other, ''AAA''::varchar AS symbol, ''a''::text AS event_id',
	'SELECT ret, session, symbol::varchar(9) AS symbol FROM ret', 'IDX', '[-6,-1]', '[0,0]');
-- so are types that PostgreSQL casts implicitly: numbers written out, names, character(n), domains; but not a user's own casts
CREATE DOMAIN percentage AS numeric;
SELECT v.type, s.n_est, sum(s.ar) AS car, count(DISTINCT s.event_id) AS events
FROM (VALUES (1, 'numeric'), (2, 'real'), (3, 'percentage'), (4, 'bigint'), (5, 'smallint')) AS v (i, type),
LATERAL event_study('SELECT ''a''::char(5) AS event_id, ''AAA''::name AS symbol, date ''2024-01-09'' AS session;',
	format('SELECT symbol::char(9) AS symbol, session, ret::%s AS ret FROM ret WHERE symbol IN (''AAA'', ''IDX'')', v.type), 'IDX', '[-6,-1]', '[0,2]') AS s
GROUP BY v.i, v.type, s.n_est ORDER BY v.i;
CREATE TYPE pence AS (n integer);
CREATE FUNCTION in_float8(pence) RETURNS float8 LANGUAGE sql IMMUTABLE AS 'SELECT $1.n::float8';
CREATE CAST (pence AS float8) WITH FUNCTION in_float8(pence) AS IMPLICIT;
SELECT * FROM event_study('TABLE event', 'SELECT symbol, session, row(1)::pence AS ret FROM ret', 'IDX');
DROP CAST (pence AS float8);
DROP FUNCTION in_float8(pence);
DROP TYPE pence;
DROP DOMAIN percentage;
SELECT * FROM event_study('SELECT 1', :returns, 'IDX');
SELECT * FROM event_study('SELECT 1 AS event_id, ''AAA'' AS symbol, date ''2024-01-09'' AS session', :returns, 'IDX');
SELECT * FROM event_study('TABLE event', 'SELECT symbol, session, ret::text AS ret FROM ret', 'IDX');
SELECT * FROM event_study('SELECT event_id, symbol, session::timestamp AS session FROM event', :returns, 'IDX');
SELECT * FROM event_study('TABLE event', 'SELECT symbol, session, ret, ret FROM ret', 'IDX');
-- and they may only read
\set SHOW_CONTEXT never
SELECT * FROM event_study('DELETE FROM event RETURNING *', :returns, 'IDX');
SELECT * FROM event_study('WITH gone AS (DELETE FROM event RETURNING *) SELECT * FROM gone', :returns, 'IDX');
SELECT * FROM event_study('TABLE event; DROP TABLE event', :returns, 'IDX');
SELECT * FROM event_study('', :returns, 'IDX');
SELECT * FROM event_study('SELECT * FROM nowhere', :returns, 'IDX');
\set SHOW_CONTEXT errors

-- Arguments
SELECT * FROM event_study(NULL, :returns, 'IDX');
SELECT * FROM event_study('TABLE event', :returns, NULL);
SELECT * FROM event_study('TABLE event', :returns, 'IDX', model => NULL);
SELECT * FROM event_study('TABLE event', :returns, 'IDX', '[-250,-10]');
SELECT * FROM event_study('TABLE event', :returns, 'IDX', 'empty');
SELECT * FROM event_study('TABLE event', :returns, 'IDX', '(,-11]');
SELECT * FROM event_study('TABLE event', :returns, 'IDX', event_window => '[-10,)');
SELECT * FROM event_study('TABLE event', :returns, 'IDX', '[-2000000,-11]');
SELECT * FROM event_study('TABLE event', :returns, 'IDX', '[-10000,-11]');
SELECT * FROM event_study('TABLE event', :returns, 'IDX', model => 'capm');
SELECT * FROM event_study('TABLE event', :returns, 'IDX', on_holiday => 'never');
SELECT * FROM event_study('TABLE event', :returns, 'idx');
SELECT * FROM event_study_summary('TABLE event', :returns, 'IDX', windows => '{"[0,11]"}');
SELECT * FROM event_study_summary('TABLE event', :returns, 'IDX', windows => '{NULL}');
SELECT * FROM event_study_summary('TABLE event', :returns, 'IDX', windows => array_fill(int4range '[0,0]', ARRAY[1001]));
SELECT * FROM event_study('TABLE event', 'SELECT * FROM ret UNION ALL SELECT * FROM ret WHERE symbol = ''AAA'' AND session = ''2024-01-08''', 'IDX');

-- Flags that the queries tell: the event's own, those of returns in its window, thin in the estimation too; each once, in their order
\set flagged '''SELECT r.*, f.flags FROM ret r LEFT JOIN (VALUES (''''AAA'''', date ''''2024-01-09'''', ''''stale''''), (''''AAA'''', ''''2024-01-10'''', ''''limit, reference_gap,stale''''), (''''AAA'''', ''''2024-01-02'''', ''''thin,limit''''), (''''IDX'''', ''''2024-01-11'''', ''''quote_check'''')) AS f (symbol, session, flags) USING (symbol, session)'''
SELECT w.win, w.model, s.rel, s.reason, s.flags
FROM (VALUES (1, int4range '[0,0]', 'market'), (2, '[0,1]', 'market'), (3, '[0,2]', 'market'), (4, '[0,1]', 'mean'), (5, '[0,3]', 'market')) AS w (i, win, model),
LATERAL event_study('SELECT ''a'' AS event_id, ''AAA'' AS symbol, date ''2024-01-09'' AS session, ''ambiguous_day0'' AS flags', :flagged, 'IDX', '[-6,-1]', w.win, w.model) AS s
ORDER BY i, rel;
-- of one query alone, NULL and empty, and of another name
SELECT rel, flags FROM event_study('SELECT ''a'' AS event_id, ''AAA'' AS symbol, date ''2024-01-09'' AS session, '' , ''::varchar AS flags', :flagged, 'IDX', '[-6,-1]', '[0,0]', 'mean');
SELECT rel, flags FROM event_study('SELECT ''a'' AS event_id, ''AAA'' AS symbol, date ''2024-01-09'' AS session, ''thin'' AS flags', :returns, 'IDX', '[-6,-1]', '[0,0]');
SELECT rel, flags FROM event_study('SELECT ''a'' AS event_id, ''AAA'' AS symbol, date ''2024-01-09'' AS session, NULL::text AS flags', :returns, 'IDX', '[-6,-1]', '[0,0]');
SELECT * FROM event_study('SELECT ''a'' AS event_id, ''AAA'' AS symbol, date ''2024-01-09'' AS session, ''thin,dubious'' AS flags', :returns, 'IDX');
SELECT * FROM event_study('TABLE event', 'SELECT symbol, session, ret, ''overlap'' AS flags FROM ret', 'IDX');
SELECT * FROM event_study('TABLE event', 'SELECT symbol, session, ret, 1 AS flags FROM ret', 'IDX');

-- The queries run with the caller's rights, and in the caller's schemas
CREATE ROLE newstape_reader;
GRANT SELECT ON ret TO newstape_reader;
SET ROLE newstape_reader;
SELECT * FROM event_study('TABLE event', :returns, 'IDX');
RESET ROLE;
DROP OWNED BY newstape_reader;
DROP ROLE newstape_reader;

DROP TABLE ret, event, ranked, held;
