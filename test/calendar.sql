-- Sessions: which one a quote is of, which one could react to an article, and what follows when hours or holidays are corrected.
BEGIN;
SELECT plan(12);
SELECT create_store('news');
SET LOCAL timezone = 'America/Los_Angeles';

CREATE TEMP TABLE moment (local text, clock date, is_open boolean, reaction date, what text);
INSERT INTO moment VALUES
  ('2025-01-30 09:31:59', '2025-01-29', false, '2025-01-30', 'before the open the last session''s prices are shown'),
  ('2025-01-30 09:32:00', '2025-01-30', true,  '2025-01-30', 'the open'),
  ('2025-01-30 15:29:59', '2025-01-30', true,  '2025-01-30', 'the last second'),
  ('2025-01-30 15:30:00', '2025-01-30', false, '2025-01-31', 'the close: news now meets the next session'),
  ('2025-01-30 23:59:59', '2025-01-30', false, '2025-01-31', 'late evening'),
  ('2025-01-31 00:00:00', '2025-01-30', false, '2025-01-31', 'midnight'),
  ('2025-01-31 12:30:00', '2025-01-31', true,  '2025-01-31', 'the Friday break belongs to the session'),
  ('2025-01-31 16:29:59', '2025-01-31', true,  '2025-01-31', 'Friday closes later'),
  ('2025-01-31 16:30:00', '2025-01-31', false, '2025-02-03', 'Friday evening waits for Monday'),
  ('2025-02-01 12:00:00', '2025-01-31', false, '2025-02-03', 'Saturday'),
  ('2025-02-04 18:00:00', '2025-02-04', false, '2025-02-06', 'the evening before a holiday'),
  ('2025-02-05 11:00:00', '2025-02-04', false, '2025-02-06', 'a holiday'),
  ('2024-04-10 11:00:00', '2024-04-09', false, '2024-04-15', 'a long holiday and its weekend'),
  ('2024-03-14 13:29:59', '2024-03-14', true,  '2024-03-14', 'Ramadan hours'),
  ('2024-03-14 13:30:00', '2024-03-14', false, '2024-03-15', 'close early'),
  ('2024-03-15 14:40:00', '2024-03-15', false, '2024-03-18', 'and have no second part on Friday'),
  ('2021-04-28 13:30:00', '2021-04-28', true,  '2021-04-28', 'the last day of one set of hours'),
  ('2021-04-29 13:30:00', '2021-04-29', false, '2021-04-30', 'the first day of the next'),
  ('2003-06-03 12:00:00', '2003-06-03', true,  '2003-06-03', 'long ago');
SELECT results_eq(
  $$SELECT m.local, k.session, k.is_open, news.reaction_session('XKAR', m.local::timestamp AT TIME ZONE 'Asia/Karachi')
    FROM moment m, news.market_clock('XKAR', m.local::timestamp AT TIME ZONE 'Asia/Karachi') k ORDER BY m.local$$,
  $$SELECT local, clock, is_open, reaction FROM moment ORDER BY local$$,
  'the session shown, whether it is open, and the reaction session, by the minute');
SELECT is(news.session_of('XKAR', '2025-01-31 16:45+05'), '2025-01-31', 'session_of() is the session shown');
SELECT results_eq(
  $$SELECT news.reaction_session('XKAR', d::timestamp AT TIME ZONE 'Asia/Karachi', true) FROM unnest(ARRAY['2025-01-30', '2025-02-01', '2025-02-05']) d$$,
  $$VALUES ('2025-01-30'::date), ('2025-02-03'), ('2025-02-06')$$, 'known to the day: that day''s session or the next');

-- A market that the user adds, with daylight saving time
INSERT INTO news.market VALUES ('XNYS', 'New York Stock Exchange', 'America/New_York', 'USD');
SELECT is(news.session_of('XNYS', '2025-03-08 02:00+00'), '2025-03-07', 'a market without hours: the local date');
INSERT INTO news.market_hours (mic, weekday, opens, closes) SELECT 'XNYS', d, '09:30', '16:00' FROM generate_series(1, 5) d;
SELECT results_eq(
  $$SELECT session, opens_at AT TIME ZONE 'UTC' FROM news.market_session WHERE mic = 'XNYS' AND session IN ('2025-03-07', '2025-03-10') ORDER BY session$$,
  $$VALUES ('2025-03-07'::date, '2025-03-07 14:30'::timestamp), ('2025-03-10', '2025-03-10 13:30')$$,
  'its sessions follow from its hours, and the clock change is in them');
SELECT throws_ok($$INSERT INTO news.market VALUES ('XXXX', 'Nowhere', 'Asia/Karachy', 'PKR')$$, '22023', NULL, 'a time zone that the server does not know is refused');

-- A correction: the day was a holiday after all.
INSERT INTO news.page (url, captured_at, content)
SELECT 'https://example.com/' || n, at, E'HUBC ' || price || E' Increased By ▲ 1.00 (0.78%)\nKSE100 112,389 Increased By 901.9 (0.81%)\n\nTitle of a story\n\nKARACHI: Hub Power said on Monday that its plants ran well.\n'
FROM (VALUES (1, '2025-01-27 12:00+05'::timestamptz, '128.00'), (2, '2025-01-28 12:00+05', '129.00'), (3, '2025-01-29 12:00+05', '130.00')) AS v (n, at, price);
UPDATE news.article SET published_at = captured_at, date_precision = 'second', date_basis = 'given';
SELECT news.refresh_all_novelty();
SELECT results_eq($$SELECT session, price FROM news.quotes WHERE symbol = 'HUBC' ORDER BY captured_at$$,
  $$VALUES ('2025-01-27'::date, 128.00), ('2025-01-28', 129.00), ('2025-01-29', 130.00)$$, 'three days, three sessions');
INSERT INTO news.market_holiday (mic, day, name) VALUES ('XKAR', '2025-01-28', 'Moon sighted');
SELECT results_eq($$SELECT session, price FROM news.quotes WHERE symbol = 'HUBC' ORDER BY captured_at$$,
  $$VALUES ('2025-01-27'::date, 128.00), ('2025-01-27', 129.00), ('2025-01-29', 130.00)$$, 'a holiday put in moves the ticks of its day to the session before');
SELECT results_eq($$SELECT session, close, ticks FROM news.session_quotes WHERE symbol = 'HUBC' ORDER BY session$$,
  $$VALUES ('2025-01-27'::date, 129.00, 2), ('2025-01-29', 130.00, 1)$$, 'the session quotes with them');
SELECT results_eq($$SELECT session FROM news.article ORDER BY captured_at$$,
  $$VALUES ('2025-01-27'::date), ('2025-01-29'), ('2025-01-29')$$, 'and its articles to the session after');
DELETE FROM news.market_holiday WHERE name = 'Moon sighted';
SELECT results_eq($$SELECT session, close, ticks FROM news.session_quotes WHERE symbol = 'HUBC' ORDER BY session$$,
  $$VALUES ('2025-01-27'::date, 128.00, 1), ('2025-01-28', 129.00, 1), ('2025-01-29', 130.00, 1)$$, 'taken out again, all is as before');
SELECT is_empty($$SELECT * FROM verify_store('news')$$, 'and in order');

SELECT * FROM finish();
ROLLBACK;
