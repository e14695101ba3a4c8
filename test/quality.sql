-- Quality views: each with cases that it must show and cases that it must not; their flags in event studies; and statistics that have no value.
BEGIN;
SELECT plan(26);
SELECT create_store('news');

-- Strips. Sessions of 2025: Mon 20 January to Fri 24, Mon 27; the market opens at 09:32.
CREATE TEMP TABLE strip (name text, quotes text);
INSERT INTO strip VALUES
  ('Mon', E'HUBC 130.00 +1.00 (+0.78%)\nKEL 4.50 -0.05 (-1.1%)\nOGDC 210.00 +2.10 (+1.01%)\nPPL 180.00 0.00 (0%)\nFFL 15.50 +0.10 (+0.65%)\nKSE100 114000 +500 (+0.44%)'),
  ('Wed', E'HUBC 131.00 +1.00 (+0.77%)\nKEL 4.40 -0.10 (-2.22%)\nOGDC 212.00 +2.00 (+0.95%)\nPPL 180.00 0.00 (0%)\nFFL 15.60 +0.10 (+0.65%)\nKSE100 114600 +600 (+0.53%)'),
  ('few', E'HUBC 133.00 +2.00 (+1.53%)\nKEL 4.45 +0.05 (+1.14%)\nOGDC 211.00 -1.00 (-0.47%)\nPPL 180.00 0.00 (0%)'),
  ('rest', E'HUBC 131.00 0.00 (0%)\nKEL 4.40 0.00 (0%)\nOGDC 212.00 0.00 (0%)\nPPL 180.00 0.00 (0%)\nFFL 15.60 0.00 (0%)'),
  ('less', E'HUBC 131.00 +1.00 (+0.77%)\nKEL 4.40 -0.10 (-2.22%)\nOGDC 212.00 +2.00 (+0.95%)\nPPL 180.00 0.00 (0%)\nFFL 15.60 +0.10 (+0.65%)\nKSE100 114601 +601 (+0.53%)');
CREATE TEMP TABLE capture (n integer, captured_at timestamptz, strip text, stale_as integer, title text);
INSERT INTO capture VALUES
  (1, '2025-01-20 16:00+05', 'Mon', NULL, 'first seen'), (2, '2025-01-20 20:00+05', 'Mon', NULL, 'again in the evening'),
  (3, '2025-01-21 08:00+05', 'Mon', NULL, 'again before the open'), (4, '2025-01-21 11:00+05', 'Mon', 1, 'still there in the next session'),
  (5, '2025-01-22 16:00+05', 'Wed', NULL, 'a new one'), (6, '2025-01-22 17:00+05', 'Mon', 1, 'an old one after a new one'),
  (7, '2025-01-23 16:00+05', 'few', NULL, 'four quotes'), (8, '2025-01-24 17:00+05', 'few', NULL, 'four quotes again: too few to tell'),
  (9, '2025-01-25 12:00+05', 'few', NULL, 'on a Saturday'), (10, '2025-01-27 16:00+05', 'less', NULL, 'one quote differs'),
  (11, '2025-01-28 08:00+05', 'rest', NULL, 'reference prices before the open'), (12, '2025-01-29 08:00+05', 'rest', NULL, 'the same before the next: no trades of a session');
INSERT INTO news.page (url, captured_at, content)
SELECT 'https://example.com/' || c.n, c.captured_at, s.quotes FROM capture c JOIN strip s ON s.name = c.strip ORDER BY c.n;
SELECT is((SELECT stale.title FROM (
    SELECT c.title FROM capture c JOIN news.page p ON p.url LIKE '%/' || c.n
    LEFT JOIN (news.stale_strips s JOIN news.page f ON f.page_id = s.same_as_page_id) ON s.page_id = p.page_id
    WHERE CASE WHEN s.page_id IS NOT NULL THEN split_part(f.url, '/', 4)::integer END IS DISTINCT FROM c.stale_as) AS stale LIMIT 1), NULL,
  'an old strip is one of a session before, whole, and not a few quotes');
SELECT results_eq('SELECT mic, captured_at, session, same_as_captured_at, quotes, same_as_session FROM news.stale_strips ORDER BY captured_at',
  $$VALUES ('XKAR', '2025-01-21 11:00+05'::timestamptz, '2025-01-21'::date, '2025-01-20 16:00+05'::timestamptz, 6::bigint, '2025-01-20'::date),
           ('XKAR', '2025-01-22 17:00+05', '2025-01-22', '2025-01-20 16:00+05', 6, '2025-01-20')$$, 'it is shown beside the first capture of it');
SELECT results_eq($$SELECT symbol, session, reason, same_as_session FROM news.stale_quotes WHERE symbol IN ('HUBC', 'PPL', 'KSE100') ORDER BY symbol, session$$,
  $$VALUES ('HUBC', '2025-01-21'::date, 'strip', '2025-01-20'::date), ('HUBC', '2025-01-22', 'strip', '2025-01-20'), ('HUBC', '2025-01-24', 'quote', '2025-01-23'),
           ('KSE100', '2025-01-21', 'strip', '2025-01-20'), ('KSE100', '2025-01-22', 'strip', '2025-01-20'),
           ('PPL', '2025-01-21', 'strip', '2025-01-20'), ('PPL', '2025-01-22', 'strip', '2025-01-20')$$,
  'its quotes are stale, so is a move shown again, and no price that merely rests');
INSERT INTO news.market_holiday (mic, day) VALUES ('XKAR', '2025-01-21');
SELECT results_eq('SELECT session FROM news.stale_strips', $$VALUES ('2025-01-22'::date)$$, 'a holiday found missing makes its strip a repeat');

-- Closing quotes as they may come
CREATE FUNCTION pg_temp.close(symbol text, session date, close quote, mic text DEFAULT 'XKAR') RETURNS void LANGUAGE sql AS $$
  INSERT INTO news.session_quote VALUES (mic, symbol, session, close, close, close, close, 1, session + time '10:00', session + time '10:00')
$$;
INSERT INTO news.market (mic, name, time_zone, currency) VALUES ('XOTH', 'one without limits', 'UTC', 'EUR');
INSERT INTO news.instrument (mic, symbol, kind) VALUES ('XKAR', 'INDEX', 'index');
CREATE TEMP TABLE move (n integer, session date, close quote, reached boolean, beyond boolean, title text, symbol text DEFAULT 'S', mic text DEFAULT 'XKAR');
INSERT INTO move (n, session, close, reached, beyond, title) VALUES
  (1, '2020-01-17', '105.00 +5.00 (+5%)', true, false, '5 percent'), (2, '2020-01-17', '104.99 +4.99', true, false, 'but for a tick'), (3, '2020-01-17', '104.98 +4.98', false, NULL, 'two ticks below'),
  (4, '2020-01-20', '105.00 +5.00 (+5%)', false, NULL, 'half a percent more from then on'), (5, '2020-01-20', '105.50 +5.50', true, false, '5.5 percent'),
  (6, '2024-05-24', '107.50 +7.50', true, false, '7.5 percent'), (7, '2024-05-27', '107.50 +7.50', false, NULL, '8 percent from then on'),
  (8, '2024-07-19', '109.50 +9.50', true, false, '9.5 percent'), (9, '2024-07-22', '109.50 +9.50', false, NULL, '10 percent from then on'), (10, '2025-06-10', '90.00 -10.00', true, false, '10 percent down'),
  (11, '2025-06-10', '6.00 +1.00 (+20%)', true, false, 'a rupee is more than 10 percent'), (12, '2025-06-10', '5.60 +0.60 (+12%)', false, NULL, 'so 12 percent are none'),
  (13, '2025-06-10', '0.01 -0.61', true, false, 'a fall ends at a paisa'), (14, '2025-06-10', '0.30 -0.32', false, NULL, 'half of it is none'), (15, '2025-06-10', '0.01 0.00 (0%)', false, NULL, 'nor is rest at the floor'),
  (16, '2024-03-20', '114.47 +14.47 (+14.47%)', true, true, 'beyond what is allowed'), (17, '2025-06-10', '110.01 +10.01', true, false, 'rounding up is not beyond'),
  (18, '2025-06-10', '110.00 (+10%)', true, false, 'a percent alone'), (19, '2025-06-10', '110.00', false, NULL, 'no move known'), (20, '2025-06-10', '5.00 +5.00', false, NULL, 'a reference price of zero'),
  (21, '2025-06-10', '5.00 (-100%)', false, NULL, 'a percentage that nothing follows from');
UPDATE move SET symbol = 'S' || n;
INSERT INTO move VALUES (22, '2025-06-10', '110.00 +10.00', false, NULL, 'an index', 'INDEX', 'XKAR'), (23, '2025-06-10', '150.00 +50.00', false, NULL, 'a market without limits', 'S', 'XOTH');
SELECT pg_temp.close(symbol, session, close, mic) FROM move;
SELECT is_empty($$
  SELECT m.title, l.* FROM move m LEFT JOIN news.limit_moves l USING (mic, symbol, session)
  WHERE (l.symbol IS NOT NULL) <> m.reached OR l.beyond IS DISTINCT FROM m.beyond
$$, 'moves at the price limit of their day');
SELECT results_eq($$SELECT delta, previous_close, limit_percent, limit_move FROM news.limit_moves WHERE symbol IN ('S11', 'S13', 'S16', 'S18') ORDER BY symbol$$,
  $$VALUES (1.00, 5.00, 10.0, 1.0), (-0.61, 0.62, 10.0, 0.61), (14.47, 100.00, 7.5, 7.5), (10.00, 100.00, 10, 10)$$, 'with the limit of each');
SELECT is((SELECT count(*) FROM news.price_limit), (SELECT count(*) FROM starter_rows('price_limit')), 'the price limits are the starter set''s');

INSERT INTO news.instrument (mic, symbol) VALUES ('XKAR', 'C1');
SELECT pg_temp.close(c.symbol, '2025-06-11', c.close)
FROM (VALUES ('C1', quote(100, 1, -1.01)), ('C2', quote(100.00, 1.00, 2.00)), ('C3', quote(100, 1, 1.01)), ('C4', quote(100, 1)), ('C5', quote(100)), ('C6', quote(5, 5, 3))) AS c (symbol, close);
SELECT results_eq($$SELECT symbol, quote_check, round(percent_of_delta, 2) FROM news.quote_checks ORDER BY symbol$$, $$VALUES ('C1', 'sign', 1.01), ('C2', 'size', 1.01)$$,
  'delta and percent that disagree, and none that are unknown or cannot be judged');

-- Thin trading, over 80 sessions of a market that has nothing else
SELECT pg_temp.close(t.symbol, day, CASE WHEN moves THEN quote(100, 1) ELSE quote(100, 0) END, 'XOTH')
FROM generate_series(1, 80) AS n
CROSS JOIN LATERAL (SELECT date '2024-01-01' + n AS day) d
CROSS JOIN LATERAL (VALUES ('ALWAYS', true, true), ('HALF', true, n % 2 = 0), ('RESTS', true, n % 3 = 0), ('SELDOM', n % 4 = 0, true), ('YOUNG', n > 62, false), ('NEVER', true, false), ('ONCE', n = 80, true)) AS t (symbol, quoted, moves)
WHERE t.quoted;
SELECT results_eq($$SELECT symbol, sessions, quoted, moved, round(moved_share::numeric, 3), thin FROM news.thin_trading WHERE mic = 'XOTH' AND session = date '2024-01-01' + 80 ORDER BY symbol COLLATE "C"$$,
  $$VALUES ('ALWAYS', 60::bigint, 60::bigint, 60::bigint, 1.000, false), ('HALF', 60, 60, 30, 0.500, false), ('NEVER', 60, 60, 0, 0.000, true), ('ONCE', 1, 1, 1, 1.000, false),
           ('RESTS', 60, 60, 20, 0.333, true), ('SELDOM', 60, 15, 15, 0.250, true), ('YOUNG', 18, 18, 0, 0.000, false)$$, 'shares of the last 60 sessions, or of those since it was first seen');
SELECT is_empty($$
  SELECT t.*, o.* FROM news.thin_trading t CROSS JOIN LATERAL (
    SELECT count(*) AS sessions, count(q.session) AS quoted, count(*) FILTER (WHERE direction(q.close) <> 0) AS moved
    FROM (SELECT DISTINCT mic, session FROM news.session_quote) d LEFT JOIN news.session_quote q ON q.mic = d.mic AND q.session = d.session AND q.symbol = t.symbol
    WHERE d.mic = t.mic AND d.session BETWEEN (SELECT min(f.session) FROM news.session_quote f WHERE f.mic = t.mic AND f.symbol = t.symbol) AND t.session
      AND d.session > t.session - 60) o
  WHERE t.mic = 'XOTH' AND t.session > '2024-01-01' AND (t.sessions, t.quoted, t.moved) IS DISTINCT FROM (o.sessions, o.quoted, o.moved)
    AND t.session < '2024-06-01'
$$, 'the same by counting');
SELECT results_eq('SELECT flag, count(*) FROM news.quality_flags GROUP BY flag ORDER BY flag COLLATE "C"',
  $$VALUES ('limit', (SELECT count(*) FROM news.limit_moves)), ('quote_check', (SELECT count(*) FROM news.quote_checks)), ('reference_gap', (SELECT count(*) FROM news.quote_gap)),
           ('stale', (SELECT count(*) FROM news.stale_quotes)), ('thin', (SELECT count(*) FROM news.thin_trading WHERE thin))$$, 'the flags are those of the views');
SELECT is_empty('SELECT mic, symbol, session, flag FROM news.quality_flags GROUP BY 1, 2, 3, 4 HAVING count(*) > 1', 'each once');

-- Flags of a store in event studies: prices that join up, and one thing wrong at each event.
SELECT create_store('study');
CREATE FUNCTION pg_temp.noise(seed text, size integer) RETURNS integer LANGUAGE sql IMMUTABLE AS
$$SELECT ('x' || substr(md5(seed), 1, 7))::bit(28)::integer % (2 * size + 1) - size$$;
CREATE TEMP TABLE day AS
SELECT session, row_number() OVER (ORDER BY session)::integer AS i FROM study.market_session WHERE mic = 'XKAR' AND session BETWEEN '2025-01-01' AND '2025-06-30';
CREATE TEMP TABLE path AS
SELECT d.i, d.session, s.symbol, v.delta, sum(v.delta) OVER (PARTITION BY s.symbol ORDER BY d.i) + 200 AS price
FROM day d CROSS JOIN (VALUES ('HUBC'), ('KEL'), ('OGDC'), ('PPL'), ('KSE100')) AS s (symbol)
CROSS JOIN LATERAL (SELECT CASE WHEN s.symbol = 'KEL' AND d.i % 3 > 0 THEN 0.00 WHEN s.symbol = 'HUBC' AND d.i = 75 THEN 21.00 ELSE pg_temp.noise(s.symbol || d.i, 200) / 100.0 END AS delta) v;
CREATE TEMP TABLE line AS
SELECT i, session, symbol, format('%s %s %s%s (%s%%)', symbol, round(price, 2), CASE WHEN delta >= 0 THEN '+' ELSE '' END, round(delta, 2),
                                  CASE WHEN symbol = 'HUBC' AND i = 80 THEN 9 ELSE 1 END * round(100 * delta / (price - delta), 2)) AS line FROM path;
INSERT INTO study.page (url, captured_at, content)
SELECT 'https://example.com/' || d.i, (d.session + time '17:00') AT TIME ZONE 'Asia/Karachi', string_agg(l.line, E'\n' ORDER BY l.symbol)
FROM day d JOIN line l ON l.i = CASE d.i WHEN 70 THEN 69 ELSE d.i END GROUP BY d.i, d.session;
INSERT INTO study.page (url, captured_at, published_at, title, content)
SELECT 'https://example.com/story/' || v.i || v.company, (d.session + time '18:00') AT TIME ZONE 'Asia/Karachi', (d.session + v.at) AT TIME ZONE 'Asia/Karachi', 'A tariff for ' || v.company,
       format(E'There was news of the power tariff, and it was said that it concerned %s.\n', v.company)
FROM (VALUES (50, time '12:00', 'Hub Power'), (55, '00:00', 'Hub Power'), (70, '12:00', 'Hub Power'), (75, '12:00', 'Hub Power'), (80, '12:00', 'Hub Power'), (90, '12:00', 'K-Electric')) AS v (i, at, company)
JOIN day d ON d.i = v.i;
CREATE TEMP TABLE studied AS
SELECT d.i, e.* FROM tag_event_study('study', 'power tariff', estimation => '[-30,-2]', event_window => '[0,1]') e JOIN day d ON d.session = e.session - e.rel * 0;
SELECT results_eq('SELECT i, symbol, flags FROM studied WHERE rel = 0 ORDER BY i',
  $$VALUES (50, 'HUBC', NULL), (55, 'HUBC', 'ambiguous_day0'), (70, 'HUBC', 'reference_gap,stale'), (75, 'HUBC', 'limit'), (80, 'HUBC', 'quote_check'), (90, 'KEL', 'thin')$$,
  'each event shows what is wrong with it');
SELECT is_empty('SELECT * FROM studied s JOIN studied o USING (event_id, symbol) WHERE o.flags IS DISTINCT FROM s.flags OR o.reason IS NOT NULL', 'on each of its rows');
SELECT is((SELECT count(*) FROM studied e JOIN path p ON p.symbol = e.symbol AND p.session = e.session WHERE e.i <> 70 AND abs(e.ret - p.delta / (p.price - p.delta)) < 1e-12), 11::bigint,
  'flags change no return');
SELECT results_eq($$
    SELECT s.event_id, s.rel, s.ar, s.flags FROM tag_event_queries('study', 'power tariff', flagged => false) q,
    LATERAL event_study(q.events, q.returns, 'KSE100', '[-30,-2]', '[0,1]') s ORDER BY 1, 2 $$,
  $$SELECT event_id, rel, ar, CASE WHEN flags LIKE 'ambiguous%' THEN 'ambiguous_day0' END FROM studied ORDER BY 1, 2$$, 'without looking at the quotes, nothing else changes');

-- Nothing divides by zero, gives infinity or NaN, or counts a missing return as 0: each such case is a NULL, with a reason.
-- A case is a firm with returns of 12 sessions, the event at the tenth; windows [-9,-1] and [0,1].
CREATE TEMP TABLE ret (case_name text, symbol text, session date, ret double precision);
CREATE FUNCTION pg_temp.put(case_name text, symbol text, rets double precision[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO ret SELECT case_name, symbol, date '2024-01-01' + n::integer, r FROM unnest(rets) WITH ORDINALITY AS u (r, n)
$$;
SELECT pg_temp.put(v.case_name, v.symbol, v.rets)
FROM (VALUES
  ('plain', 'I', '{1,-1,2,-2,3,-3,1,0,-1,2,1,0}'::double precision[]), ('plain', 'F', '{2,-1,3,-2,1,-4,0,1,-1,3,2,0}'),
  ('constant index', 'I', '{1,1,1,1,1,1,1,1,1,2,1,0}'), ('constant index', 'F', '{2,-1,3,-2,1,-4,0,1,-1,3,2,0}'),
  ('constant index of zeros', 'I', '{0,0,0,0,0,0,0,0,0,0,0,0}'), ('constant index of zeros', 'F', '{2,-1,3,-2,1,-4,0,1,-1,3,2,0}'),
  ('constant firm', 'I', '{1,-1,2,-2,3,-3,1,0,-1,2,1,0}'), ('constant firm', 'F', '{0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1}'),
  ('firm that is the index', 'I', '{1,-1,2,-2,3,-3,1,0,-1,2,1,0}'), ('firm that is the index', 'F', '{1,-1,2,-2,3,-3,1,0,-1,2,1,0}'),
  ('two pairs', 'I', '{1,-1,2,-2,3,-3,1,0,-1,2,1,0}'), ('two pairs', 'F', '{NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,-1,3,2,0}'),
  ('three pairs', 'I', '{1,-1,2,-2,3,-3,1,0,-1,2,1,0}'), ('three pairs', 'F', '{NULL,NULL,NULL,NULL,NULL,NULL,0,1,-1,3,2,0}'),
  ('index missing in the estimation', 'I', '{NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,-1,2,1,0}'), ('index missing in the estimation', 'F', '{2,-1,3,-2,1,-4,0,1,-1,3,2,0}'),
  ('return missing at the event', 'I', '{1,-1,2,-2,3,-3,1,0,-1,2,1,0}'), ('return missing at the event', 'F', '{2,-1,3,-2,1,-4,0,1,-1,NULL,2,0}'),
  ('index missing at the event', 'I', '{1,-1,2,-2,3,-3,1,0,-1,2,NULL,0}'), ('index missing at the event', 'F', '{2,-1,3,-2,1,-4,0,1,-1,3,2,0}'),
  ('NaN at the event', 'I', '{1,-1,2,-2,3,-3,1,0,-1,2,1,0}'), ('NaN at the event', 'F', '{2,-1,3,-2,1,-4,0,1,-1,NaN,2,0}'),
  ('infinity in the estimation', 'I', '{1,-1,2,-2,3,-3,1,0,-1,2,1,0}'), ('infinity in the estimation', 'F', '{2,-1,Infinity,-2,1,-4,0,1,-1,3,2,0}'),
  ('all zeros', 'I', '{0,0,0,0,0,0,0,0,0,0,0,0}'), ('all zeros', 'F', '{0,0,0,0,0,0,0,0,0,0,0,0}')) AS v (case_name, symbol, rets);
CREATE TEMP TABLE expected (case_name text, model text, reason text, n_est integer, ar boolean, sar boolean, flags text);
INSERT INTO expected VALUES
  ('plain', 'market', NULL, 9, true, true, NULL), ('plain', 'mean', NULL, 9, true, true, NULL), ('plain', 'market-adjusted', NULL, 9, true, true, NULL),
  ('constant index', 'market', 'est_constant', 9, false, false, NULL), ('constant index', 'mean', NULL, 9, true, true, NULL), ('constant index', 'market-adjusted', NULL, 9, true, true, NULL),
  ('constant index of zeros', 'market', 'est_constant', 9, false, false, NULL),
  ('constant firm', 'market', NULL, 9, true, false, 'est_constant'), ('constant firm', 'mean', NULL, 9, true, false, 'est_constant'), ('constant firm', 'market-adjusted', NULL, 9, true, true, NULL),
  ('firm that is the index', 'market', NULL, 9, true, false, 'est_constant'), ('firm that is the index', 'market-adjusted', NULL, 9, true, false, 'est_constant'),
  ('two pairs', 'market', 'est_short', 2, false, false, NULL), ('two pairs', 'mean', 'est_short', 2, false, false, NULL), ('two pairs', 'market-adjusted', 'est_short', 2, false, false, NULL),
  ('three pairs', 'market', NULL, 3, true, true, NULL),
  ('index missing in the estimation', 'market', 'est_short', 2, false, false, NULL), ('index missing in the estimation', 'mean', NULL, 9, true, true, NULL),
  ('return missing at the event', 'market', 'window_gap', 9, false, false, NULL), ('return missing at the event', 'mean', 'window_gap', 9, false, false, NULL),
  ('return missing at the event', 'market-adjusted', 'window_gap', 9, false, false, NULL),
  ('index missing at the event', 'market', 'window_gap', 9, false, false, NULL), ('index missing at the event', 'mean', NULL, 9, true, true, NULL),
  ('NaN at the event', 'market', 'window_gap', 9, false, false, NULL), ('infinity in the estimation', 'market', NULL, 8, true, true, NULL),
  ('all zeros', 'market', 'est_constant', 9, false, false, NULL), ('all zeros', 'mean', NULL, 9, true, false, 'est_constant'), ('all zeros', 'market-adjusted', NULL, 9, true, false, 'est_constant');
CREATE FUNCTION pg_temp.events(symbols text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT format('SELECT v.symbol AS event_id, v.symbol, date ''2024-01-11'' AS session FROM unnest(%L::text[]) AS v (symbol)', symbols)
$$;
SELECT is_empty($$
  SELECT e.case_name, e.model, s.* FROM expected e
  CROSS JOIN LATERAL event_study(pg_temp.events('{F}'), format('SELECT * FROM ret WHERE case_name = %L', e.case_name), 'I', '[-9,-1]', '[0,1]', e.model) s
  WHERE (s.reason, s.n_est, s.ar IS NOT NULL, s.sar IS NOT NULL, s.flags) IS DISTINCT FROM (e.reason, e.n_est, e.ar, e.sar, e.flags)
$$, 'every event without an answer says why');
SELECT is((SELECT count(*) FROM expected e CROSS JOIN LATERAL
    event_study(pg_temp.events('{F}'), format('SELECT * FROM ret WHERE case_name = %L', e.case_name), 'I', '[-9,-1]', '[0,1]', e.model) s),
  (SELECT sum(CASE WHEN reason IS NULL THEN 2 ELSE 1 END) FROM expected)::bigint, 'and none is left without a row');
SELECT is_empty($$
  SELECT e.case_name, e.model, s.* FROM expected e
  CROSS JOIN LATERAL event_study_summary(pg_temp.events('{F}'), format('SELECT * FROM ret WHERE case_name = %L', e.case_name), 'I', '[-9,-1]', '[0,1]', e.model, windows => '{"[0,1]"}') s
  WHERE s.value IN ('NaN', 'Infinity', '-Infinity') OR s.p IN ('NaN', 'Infinity') OR s.df IN ('NaN', 'Infinity')
    OR (s.statistic IN ('aar', 'caar', 'n') AND (s.n = 0) <> (e.reason IS NOT NULL)) OR (s.n = 0 AND s.statistic <> 'n' AND s.value IS NOT NULL)
    OR (s.statistic IN ('csect_t', 'bmp_t', 'kp_bmp_t', 'bhar_csect_t') AND s.value IS NOT NULL)
$$, 'one event has no cross-section, and no statistic is NaN or infinite');
SELECT is_empty($$
  SELECT e.case_name, e.model, m.* FROM expected e
  CROSS JOIN LATERAL event_model(pg_temp.events('{F}'), format('SELECT * FROM ret WHERE case_name = %L', e.case_name), 'I', '[-9,-1]', '[0,1]', e.model) m
  WHERE m.reason IS DISTINCT FROM e.reason OR 'NaN' IN (m.alpha, m.beta, m.sigma, m.r2) OR 'Infinity' IN (abs(m.alpha), abs(m.beta), m.sigma, m.r2)
    OR (e.reason IN ('est_short', 'est_constant')) <> (m.sigma IS NULL)
$$, 'nor is a model');
-- Two events alike: no spread between them.
SELECT results_eq($$
  SELECT s.statistic, s.value IS NULL, s.p IS NULL FROM event_study_summary(pg_temp.events('{F,G}'),
    'SELECT symbol, session, ret FROM ret WHERE case_name = ''plain'' UNION ALL SELECT ''G'', session, ret FROM ret WHERE case_name = ''plain'' AND symbol = ''F''', 'I', '[-9,-1]', '[0,0]') s
  WHERE s.statistic IN ('aar', 'n', 'csect_t', 'bmp_t', 'patell_z') ORDER BY s.statistic
$$, $$VALUES ('aar', false, true), ('bmp_t', true, true), ('csect_t', true, true), ('n', false, true), ('patell_z', false, false)$$, 'no spread between events: no cross-section');
-- The quotes themselves
SELECT results_eq($$
  SELECT simple_return(q), log_return(q), exact_percent(q), percent(complete(q)), quote_check(q)
  FROM unnest(ARRAY[quote(0, -5), quote(5, 5), quote(0, 0), quote(5), quote(0), quote(4, 5)]) AS q
$$, $$VALUES (-1::double precision, NULL::double precision, -100::numeric, -100::numeric, 'unknown'), (NULL, NULL, NULL, NULL, 'unknown'), (NULL, NULL, NULL, NULL, 'unknown'),
             (NULL, NULL, NULL, NULL, 'unknown'), (NULL, NULL, NULL, NULL, 'unknown'), (NULL, NULL, NULL, NULL, 'unknown')$$, 'a price of zero, a reference of zero or below, a delta unknown');
SELECT pg_temp.close('ZERO', s, q)
FROM (VALUES (date '2025-06-16', quote(0, 0)), ('2025-06-17', quote(5, 5)), ('2025-06-18', quote(5)), ('2025-06-19', quote(0, -5)), ('2025-06-20', quote(0))) AS v (s, q);
SELECT is((SELECT count(*) FROM news.thin_trading t WHERE t.symbol = 'ZERO'), 5::bigint, 'the views take them');
SELECT is_empty($$SELECT * FROM news.limit_moves WHERE symbol = 'ZERO' AND session <> '2025-06-19'$$, 'and call no move a limit that cannot be judged');
SELECT is((SELECT string_agg(flag, ' ' ORDER BY session, flag) FROM news.quality_flags WHERE symbol = 'ZERO'), 'limit', 'nor flag them');
SELECT is((SELECT count(*) FROM news.market_breadth WHERE session = '2025-06-20' AND advance_share IS NULL AND unknown = 1), 1::bigint, 'a session of unknown moves alone has no share of advancers');

SELECT * FROM finish();
ROLLBACK;
