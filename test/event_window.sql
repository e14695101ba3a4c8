-- The view article_event_window: quotes around an article, counted in sessions.
BEGIN;
SELECT plan(13);
SELECT create_store('news', starter => false);
SELECT is_empty('SELECT * FROM news.article_event_window', 'a new store has no windows');

-- Monday to Friday; the Tuesday of the fourth is a holiday. 2025-03-03 is a Monday.
INSERT INTO news.market_holiday (mic, day) VALUES ('XKAR', '2025-03-04');
INSERT INTO news.market_hours (mic, weekday, opens, closes) SELECT 'XKAR', d, '09:30', '15:30' FROM generate_series(1, 5) d;
INSERT INTO news.instrument (mic, symbol, kind) VALUES ('XKAR', 'HUBC', 'equity'), ('XKAR', 'KEL', 'equity');
INSERT INTO news.tag (tag, kind, mic, symbol) SELECT symbol, 'instrument', mic, symbol FROM news.instrument;
INSERT INTO news.alias (tag_id, alias) SELECT tag_id, tag FROM news.tag;
-- HUBC in every session, KEL not on the 7th and from the 12th on, OLD long before alone
CREATE TEMP TABLE day AS
SELECT session, row_number() OVER (ORDER BY session)::integer AS i FROM news.market_session WHERE session BETWEEN '2025-02-17' AND '2025-03-21';
INSERT INTO news.page (url, captured_at, content)
SELECT 'https://example.com/strip/' || session, (session + time '16:00') AT TIME ZONE 'Asia/Karachi',
       format(E'HUBC %s.00 Increased By 1.00 (1%%)\n', 100 + i)
       || CASE WHEN session <> '2025-03-07' AND session < '2025-03-12' THEN format(E'KEL %s.00 Decreased By -1.00 (-1%%)\n', 200 + i) ELSE '' END
       || CASE WHEN session < '2025-02-20' THEN E'OLD 5.00 Increased By 1.00 (25%)\n' ELSE '' END
FROM day;
-- On Friday the 7th after the close: Monday the 10th is the first session that could react.
INSERT INTO news.page (url, captured_at, published_at, title, content) VALUES
  ('https://example.com/story/1', '2025-03-20 12:00+05', '2025-03-07 18:00+05', 'Power', E'KARACHI: It was said on Friday evening that HUBC would build another plant near the coast.\n'),
  ('https://example.com/story/2', '2025-03-20 12:00+05', '2025-03-07 18:00+05', 'Rain', E'KARACHI: It was said on Friday evening that there would be rain along the whole coast.\n');

CREATE TEMP TABLE seen AS SELECT * FROM news.article_event_window;
SELECT is((SELECT count(DISTINCT article_id) FROM seen), 1::bigint, 'articles without a tag have no window');
SELECT is((SELECT string_agg(to_char(quote_session, 'MM-DD'), ' ' ORDER BY session_offset) FROM seen WHERE symbol = 'HUBC'),
  '02-28 03-03 03-05 03-06 03-07 03-10 03-11 03-12 03-13 03-14 03-17', 'five sessions, the reaction session, five sessions: no weekend, no holiday');
SELECT is((SELECT string_agg(session_offset::text, ' ' ORDER BY quote_session) FROM seen WHERE symbol = 'HUBC'), '-5 -4 -3 -2 -1 0 1 2 3 4 5', 'numbered from the reaction session');
SELECT is_empty($$SELECT * FROM seen WHERE (session_offset = 0) <> (quote_session = session)$$, 'which is number 0');
SELECT is_empty($$SELECT * FROM seen e JOIN day d ON d.session = e.quote_session WHERE e.symbol = 'HUBC' AND (e.price, e.delta, e.percent, e.previous_close, e.direction, e.age_sessions, e.mentioned)
  IS DISTINCT FROM (100 + d.i, 1, 1, 99 + d.i, 1, 0, true)$$, 'each session has its own close');
SELECT is((SELECT string_agg(coalesce(price::integer::text, '-'), ' ' ORDER BY session_offset) FROM seen WHERE symbol = 'KEL'),
  '210 211 212 213 - 215 216 - - - -', 'a symbol not seen has no price');
SELECT is((SELECT string_agg(seen_price::integer || '/' || age_sessions, ' ' ORDER BY session_offset) FROM seen WHERE symbol = 'KEL'),
  '210/0 211/0 212/0 213/0 213/1 215/0 216/0 216/1 216/2 216/3 216/4', 'but an older one, and its age in sessions');
SELECT is_empty($$SELECT * FROM seen WHERE symbol = 'OLD'$$, 'a symbol not seen in the window is not in it');
SELECT is_empty($$SELECT article_id, symbol, session_offset FROM seen GROUP BY 1, 2, 3 HAVING count(*) > 1$$, 'article_id, symbol, session_offset is the key');
SELECT results_eq($$SELECT symbol, price, delta, percent, previous_close, direction, mentioned, quote FROM seen WHERE session_offset = 0 AND price IS NOT NULL ORDER BY symbol$$,
  $$SELECT symbol, price, delta, percent, previous_close, direction, mentioned, quote FROM news.article_quotes ORDER BY symbol$$, 'offset 0 is what article_quotes shows');
SELECT is(news.session_age('XKAR', '2025-03-03', '2025-03-10'), 4, 'an age leaves out weekends and holidays');

-- Without a calendar
DELETE FROM news.market_hours;
SELECT is((SELECT string_agg(session_offset || ':' || to_char(session, 'MM-DD'), ' ' ORDER BY session) FROM news.sessions_around('XKAR', '2025-03-04', 2, 1)),
  '-2:02-28 -1:03-03 0:03-05 1:03-06', 'sessions are those with quotes');

SELECT * FROM finish();
ROLLBACK;
