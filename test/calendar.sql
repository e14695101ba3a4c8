-- Sessions: which one a quote is of, which one could react to an article, and what follows when hours or holidays are corrected.
BEGIN;
SELECT plan(63);
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

-- Laws, over moments of all the calendar and beyond both ends, against plain SQL. The first hundred questions of a query are answered from stretches
-- of the calendar, the others from the whole: few moments far apart, and many.
CREATE FUNCTION pg_temp.plain(ts timestamptz, OUT today date, OUT shown date, OUT reaction date, OUT of_day date, OUT previous date) LANGUAGE plpgsql AS $$
BEGIN
  today := (ts AT TIME ZONE 'Asia/Karachi')::date;
  SELECT max(session) INTO shown FROM news.market_session WHERE mic = 'XKAR' AND opens_at <= ts;
  SELECT min(session) INTO reaction FROM news.market_session WHERE mic = 'XKAR' AND closes_at > ts;
  SELECT min(session) INTO of_day FROM news.market_session WHERE mic = 'XKAR' AND session >= today;
  SELECT max(session) INTO previous FROM news.market_session WHERE mic = 'XKAR' AND closes_at <= ts;
  IF today < '1970-01-01' OR today > '2100-12-31' THEN
    shown := today; reaction := today; of_day := today; previous := today - 1;
  END IF;
  shown := coalesce(shown, today); reaction := coalesce(reaction, greatest(today, '2101-01-01')); of_day := coalesce(of_day, today); previous := coalesce(previous, today - 1);
END $$;
SELECT setseed(0.5);
CREATE TEMP TABLE expected AS
SELECT row_number() OVER () AS n, v.ts, p.*
FROM (SELECT '1968-01-01 00:00+00'::timestamptz + random() * interval '135 years' AS ts FROM generate_series(1, 300)
      UNION ALL
      SELECT unnest(ARRAY[opens_at, closes_at]) FROM news.market_session WHERE mic = 'XKAR' AND session BETWEEN '2025-01-20' AND '2025-02-10'
      UNION ALL
      SELECT generate_series(timestamptz '1969-12-30 00:00+05', '1970-01-05', '6 hours')
      UNION ALL
      SELECT generate_series(timestamptz '2100-12-28 04:00+05', '2101-01-03', '6 hours')
      UNION ALL
      VALUES ('0044-03-15 BC'::timestamptz), ('20000-01-01 00:00+00')) AS v (ts) CROSS JOIN LATERAL pg_temp.plain(v.ts) p;
CREATE FUNCTION pg_temp.differing(many integer) RETURNS bigint LANGUAGE sql AS $$
  SELECT count(*) FROM (SELECT * FROM expected ORDER BY n LIMIT many) e
  WHERE (news.session_of('XKAR', ts), news.session_of(ts), news.reaction_session('XKAR', ts), news.reaction_session(ts), news.reaction_session('XKAR', ts, true),
         news.article_session('XKAR', ts, false), news.previous_session('XKAR', ts), news.previous_session(ts))
        IS DISTINCT FROM (shown, shown, reaction, reaction, of_day, reaction, previous, previous)
$$;
SELECT is(pg_temp.differing(60), 0::bigint, 'a few moments: what plain SQL gives, in both forms');
SELECT is(pg_temp.differing(2000), 0::bigint, 'many moments as well, the edges of sessions and of the calendar among them');
SELECT is_empty($$SELECT e.ts FROM expected e CROSS JOIN LATERAL news.market_clock('XKAR', e.ts) k WHERE k.session <> news.session_of(e.ts)$$, 'the clock that loading reads agrees');
SELECT is_empty($$SELECT ts FROM expected WHERE news.previous_session(ts) >= news.reaction_session(ts) OR news.previous_session(ts) > news.session_of(ts)$$,
  'what has closed is not what will close');
SELECT results_eq($$SELECT news.session_of(ts), news.reaction_session(ts), news.previous_session(ts) FROM (VALUES ('infinity'::timestamptz), ('-infinity')) AS v (ts)$$,
  $$VALUES ('infinity'::date, 'infinity'::date, 'infinity'::date), ('-infinity', '-infinity', '-infinity')$$, 'infinity is infinity');

SELECT results_eq($$SELECT session, session_number FROM news.sessions_between('-infinity', 'infinity')$$,
  $$SELECT session, (row_number() OVER (ORDER BY session))::integer FROM news.market_session WHERE mic = 'XKAR' ORDER BY session$$, 'sessions_between() gives every session, numbered without gaps');
SELECT is_empty($$SELECT session FROM news.sessions_between('XKAR', '-infinity', 'infinity') WHERE session_number <> news.session_number(session) OR session_number <> news.session_number('XKAR', session)$$,
  'session_number() gives the same numbers');
SELECT results_eq($$SELECT session FROM news.sessions_between('2025-02-01', '2025-02-07')$$, $$VALUES ('2025-02-03'::date), ('2025-02-04'), ('2025-02-06'), ('2025-02-07')$$, 'days between, both included');
SELECT is_empty($$SELECT * FROM news.sessions_between('2025-02-07', '2025-02-01') UNION ALL SELECT * FROM news.sessions_between('2025-02-01', '2025-02-02')
  UNION ALL SELECT * FROM news.sessions_between('2025-02-01', NULL)$$, 'none between are no rows');
CREATE TEMP TABLE stepped AS SELECT s.session, o.n, news.session_offset(s.session, o.n) AS other
FROM (SELECT session FROM news.sessions_between('-infinity', 'infinity') WHERE session_number % 97 = 0) s,
     (VALUES (-40000), (-5000), (-250), (-20), (-1), (0), (1), (2), (19), (260), (7000), (34000)) AS o (n);
SELECT is_empty($$SELECT session, n FROM stepped WHERE news.session_offset(other, -n) <> session$$, 'so many sessions on and back is where one was');
SELECT is_empty($$SELECT session, n FROM stepped WHERE news.session_number(other) - news.session_number(session) <> n$$, 'numbers differ by the sessions between');
SELECT is_empty($$SELECT session, n FROM stepped
  WHERE (other IS NULL) <> (news.session_number(session) + n NOT BETWEEN 1 AND (SELECT count(*) FROM news.market_session WHERE mic = 'XKAR'))$$, 'NULL beyond the calendar, and only there');
SELECT is_empty($$SELECT d, a.session_offset FROM generate_series(date '2025-01-25', '2025-02-10', '1 day') d CROSS JOIN LATERAL news.sessions_around('XKAR', d::date, 3, 3) a
  WHERE a.session IS DISTINCT FROM news.session_offset('XKAR', d::date, a.session_offset)$$, 'an offset from any day is that of sessions_around()');
SELECT results_eq($$SELECT news.session_offset(d, n) FROM (VALUES ('2025-02-01'::date, 0), ('2025-02-01', -1), ('2025-02-05', 1), (NULL, 1), ('2025-02-05', NULL),
                           ('infinity', 0), ('infinity', -1), ('-infinity', 0), ('2150-01-01', 0), ('2025-02-05', -2147483648), ('2025-02-05', 2147483647)) AS v (d, n)$$,
  $$VALUES ('2025-02-03'::date), ('2025-01-31'), ('2025-02-07'), (NULL), (NULL), (NULL), ('2100-12-31'), ('1970-01-01'), (NULL), (NULL), (NULL)$$, 'from days that are no session, and from none');
SELECT is(ARRAY[news.session_number('2025-02-01'), news.session_number('2101-01-01')], ARRAY[news.session_number('2025-02-03'), NULL], 'no session has the number of the next one');

-- Asked wrongly
SELECT throws_ok('SELECT news.' || call, '22023', 'unknown market: ''XXXX''', 'no market: ' || call)
FROM unnest(ARRAY['session_of(''XXXX'', now())', 'reaction_session(''XXXX'', now())', 'previous_session(''XXXX'', now())', 'session_offset(''XXXX'', ''2025-01-01'', 1)',
                  'session_number(''XXXX'', ''2025-01-01'')', 'sessions_between(''XXXX'', ''2025-01-01'', ''2025-01-02'')']) AS c (call);
SELECT results_eq($$SELECT news.session_of(NULL, now()), news.reaction_session('XKAR', NULL), news.previous_session(NULL), news.session_number(NULL, '2025-01-01')$$,
  $$VALUES (NULL::date, NULL::date, NULL::date, NULL::integer)$$, 'NULL for NULL');

-- The planner sees the call itself: a function that is not put in place takes a hundred times as long.
CREATE FUNCTION pg_temp.plan_of(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  line text;
  plan text := '';
BEGIN
  FOR line IN EXECUTE 'EXPLAIN (VERBOSE, COSTS OFF) ' || query LOOP
    plan := plan || line;
  END LOOP;
  RETURN plan;
END $$;
SELECT matches(pg_temp.plan_of(format('SELECT news.%s FROM expected', call)), 'calendar_', 'is put in place: ' || call)
FROM unnest(ARRAY['session_of(''XKAR'', ts)', 'session_of(ts)', 'article_session(''XKAR'', ts, false)', 'reaction_session(''XKAR'', ts)', 'reaction_session(ts)',
                  'previous_session(''XKAR'', ts)', 'previous_session(ts)', 'session_offset(''XKAR'', ts::date, 1)', 'session_offset(ts::date, 1)',
                  'session_number(''XKAR'', ts::date)', 'session_number(ts::date)']) AS c (call);

-- So the caller's search_path is in force in it, and must not matter.
CREATE SCHEMA hostile;
CREATE FUNCTION hostile.never(text, text) RETURNS boolean LANGUAGE sql AS 'SELECT false';
CREATE OPERATOR hostile.= (FUNCTION = hostile.never, LEFTARG = text, RIGHTARG = text);
CREATE DOMAIN hostile.regnamespace AS integer;
SET LOCAL search_path = hostile, pg_catalog;
CREATE TEMP TABLE unimpressed AS SELECT news.reaction_session('XKAR', '2025-02-01 12:00+05') AS session;
SET LOCAL search_path = public;
SELECT is(session, '2025-02-03', 'whatever operators the caller has') FROM unimpressed;
DROP DOMAIN hostile.regnamespace;
DROP OPERATOR hostile.= (text, text);
DROP FUNCTION hostile.never;
DROP SCHEMA hostile;

-- Edits are seen by the next call, in one function and one transaction, and are forgotten with what is rolled back.
CREATE FUNCTION pg_temp.edited() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  seen text := '';
BEGIN
  FOR i IN 1..4 LOOP
    BEGIN
      IF i = 2 THEN
        INSERT INTO news.market_holiday (mic, day) VALUES ('XKAR', '2025-02-03');
      ELSIF i = 4 THEN
        DELETE FROM news.market_holiday WHERE mic = 'XKAR' AND day = '2025-02-05';
      END IF;
      seen := seen || to_char(news.reaction_session('2025-02-01 12:00+05'), 'DD ') || to_char(news.session_of('2025-02-05 12:00+05'), 'DD ')
        || news.session_number('2025-02-10') - news.session_number('2025-01-31');
      IF i = 2 THEN
        RAISE EXCEPTION 'undo';
      END IF;
    EXCEPTION WHEN raise_exception THEN NULL;
    END;
    seen := seen || to_char(news.reaction_session('2025-02-01 12:00+05'), ' DD, ');
  END LOOP;
  RETURN seen;
END $$;
SELECT is(pg_temp.edited(), '03 04 5 03, 04 04 4 03, 03 04 5 03, 03 05 6 03, ', 'a holiday put in and rolled back, another taken out');
SELECT is_empty($$SELECT * FROM verify_store('news')$$, 'which leaves the store in order');

-- Of functions of one name, one that was changed is found whatever the others are.
CREATE OR REPLACE FUNCTION news.session_of(moment timestamptz) RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS 'SELECT date ''2025-01-01''';
SELECT results_eq($$SELECT object, problem FROM verify_store('news')$$, $$VALUES ('function news.session_of', 'is not as this version makes it; see upgrade_store()')$$, 'a changed overload is found');
SELECT upgrade_store('news');
SELECT is_empty($$SELECT * FROM verify_store('news')$$, 'and mended');

-- Two markets with daylight saving time, of which the clocks change on different days.
SELECT create_store('ny', 'XNYS');
INSERT INTO ny.market VALUES ('XLON', 'London Stock Exchange', 'Europe/London', 'GBP');
SELECT load_starter('ny');
CREATE TEMP TABLE abroad (mic text, moment timestamptz, previous date, shown date, reaction date, what text);
INSERT INTO abroad VALUES
  ('XNYS', '2025-03-07 14:29:59+00', '2025-03-06', '2025-03-06', '2025-03-07', 'New York, winter: a second before the open'),
  ('XNYS', '2025-03-07 14:30:00+00', '2025-03-06', '2025-03-07', '2025-03-07', 'the open'),
  ('XNYS', '2025-03-07 20:59:59+00', '2025-03-06', '2025-03-07', '2025-03-07', 'a second before the close'),
  ('XNYS', '2025-03-07 21:00:00+00', '2025-03-07', '2025-03-07', '2025-03-10', 'the close'),
  ('XNYS', '2025-03-09 07:00:00+00', '2025-03-07', '2025-03-07', '2025-03-10', 'the clock changes'),
  ('XNYS', '2025-03-10 13:29:59+00', '2025-03-07', '2025-03-07', '2025-03-10', 'summer: all is an hour earlier'),
  ('XNYS', '2025-03-10 13:30:00+00', '2025-03-07', '2025-03-10', '2025-03-10', 'the open'),
  ('XNYS', '2025-03-10 20:00:00+00', '2025-03-10', '2025-03-10', '2025-03-11', 'the close'),
  ('XLON', '2025-03-10 07:59:59+00', '2025-03-07', '2025-03-07', '2025-03-10', 'London, that day: winter still'),
  ('XLON', '2025-03-10 08:00:00+00', '2025-03-07', '2025-03-10', '2025-03-10', 'the open'),
  ('XLON', '2025-03-28 16:29:59+00', '2025-03-27', '2025-03-28', '2025-03-28', 'the last second of winter hours'),
  ('XLON', '2025-03-28 16:30:00+00', '2025-03-28', '2025-03-28', '2025-03-31', 'the close'),
  ('XLON', '2025-03-31 07:00:00+00', '2025-03-28', '2025-03-31', '2025-03-31', 'summer'),
  ('XLON', '2025-03-31 15:30:00+00', '2025-03-31', '2025-03-31', '2025-04-01', 'the close'),
  ('XLON', '2025-10-24 15:30:00+00', '2025-10-24', '2025-10-24', '2025-10-27', 'the last close of summer'),
  ('XLON', '2025-10-27 07:30:00+00', '2025-10-24', '2025-10-24', '2025-10-27', 'winter: all is an hour later'),
  ('XLON', '2025-10-27 16:29:59+00', '2025-10-24', '2025-10-27', '2025-10-27', 'the close too'),
  ('XNYS', '2025-10-27 13:30:00+00', '2025-10-24', '2025-10-27', '2025-10-27', 'New York, that day: summer still'),
  ('XNYS', '2025-10-31 20:00:00+00', '2025-10-31', '2025-10-31', '2025-11-03', 'its last close of summer'),
  ('XNYS', '2025-11-03 13:30:00+00', '2025-10-31', '2025-10-31', '2025-11-03', 'winter: not open yet'),
  ('XNYS', '2025-11-03 20:59:59+00', '2025-10-31', '2025-11-03', '2025-11-03', 'nor closed'),
  ('XNYS', '2025-11-27 15:00:00+00', '2025-11-26', '2025-11-26', '2025-11-28', 'Thanksgiving'),
  ('XNYS', '2025-11-28 17:59:59+00', '2025-11-26', '2025-11-28', '2025-11-28', 'the half day after it'),
  ('XNYS', '2025-11-28 18:00:00+00', '2025-11-28', '2025-11-28', '2025-12-01', 'closes at one'),
  ('XNYS', '2025-12-05 18:00:00+00', '2025-12-04', '2025-12-05', '2025-12-05', 'the Friday after does not'),
  ('XLON', '2025-12-24 12:30:00+00', '2025-12-24', '2025-12-24', '2025-12-29', 'the half day before Christmas and Boxing Day'),
  ('XLON', '2022-12-23 12:30:00+00', '2022-12-23', '2022-12-23', '2022-12-28', 'on the Friday where Christmas Eve is a Saturday'),
  ('XLON', '2022-06-01 17:00:00+00', '2022-06-01', '2022-06-01', '2022-06-06', 'the jubilee'),
  ('XLON', '2020-05-04 12:00:00+00', '2020-05-01', '2020-05-04', '2020-05-04', 'the early May holiday was moved'),
  ('XNYS', '2021-12-31 15:00:00+00', '2021-12-30', '2021-12-31', '2021-12-31', 'a New Year''s Day on Saturday is not made up for'),
  ('XNYS', '2021-06-18 15:00:00+00', '2021-06-17', '2021-06-18', '2021-06-18', 'Juneteenth was not kept yet'),
  ('XNYS', '2022-06-20 15:00:00+00', '2022-06-17', '2022-06-17', '2022-06-21', 'then it was, on the Monday after a Sunday');
SELECT results_eq($$SELECT what, ny.previous_session(mic, moment), ny.session_of(mic, moment), ny.reaction_session(mic, moment) FROM abroad ORDER BY mic, moment$$,
  $$SELECT what, previous, shown, reaction FROM abroad ORDER BY mic, moment$$, 'sessions of New York and London by the second');
SELECT is_empty($$SELECT what FROM abroad WHERE mic = 'XNYS' AND (ny.previous_session(moment), ny.session_of(moment), ny.reaction_session(moment)) IS DISTINCT FROM (previous, shown, reaction)$$,
  'New York is that store''s own market');
SELECT results_eq($$SELECT n.session, n.opens_at - l.opens_at FROM ny.market_session n JOIN ny.market_session l USING (session)
                    WHERE n.mic = 'XNYS' AND l.mic = 'XLON' AND n.session IN ('2025-03-07', '2025-03-24', '2025-04-01', '2025-10-28', '2025-11-04') ORDER BY 1$$,
  $$VALUES ('2025-03-07'::date, interval '6.5 hours'), ('2025-03-24', '5.5 hours'), ('2025-04-01', '6.5 hours'), ('2025-10-28', '5.5 hours'), ('2025-11-04', '6.5 hours')$$,
  'in some weeks of spring and autumn New York opens an hour nearer to London');
SELECT results_eq($$SELECT m.mic, extract(year FROM d)::integer, count(*)::integer FROM ny.market m, generate_series(date '2020-01-01', '2027-12-31', '1 day') d
                    WHERE extract(isodow FROM d) < 6 AND NOT EXISTS (SELECT FROM ny.market_session s WHERE s.mic = m.mic AND s.session = d) GROUP BY 1, 2 ORDER BY 1, 2$$,
  $$VALUES ('XLON', 2020, 8), ('XLON', 2021, 8), ('XLON', 2022, 10), ('XLON', 2023, 9), ('XLON', 2024, 8), ('XLON', 2025, 8), ('XLON', 2026, 8), ('XLON', 2027, 8),
           ('XNYS', 2020, 9), ('XNYS', 2021, 9), ('XNYS', 2022, 9), ('XNYS', 2023, 10), ('XNYS', 2024, 10), ('XNYS', 2025, 11), ('XNYS', 2026, 10), ('XNYS', 2027, 10)$$, 'holidays a year');

-- No hours: loading dates by the calendar day, whatever comes in which order; who asks later counts the sessions that were quoted.
SELECT create_store('fra', 'XFRA');
SELECT results_eq($$SELECT fra.session_of(ts), fra.reaction_session(ts), fra.previous_session(ts), fra.session_offset('2025-02-01', 5), fra.session_number('1970-01-02')
                    FROM (VALUES ('2025-02-01 23:30+00'::timestamptz)) AS v (ts)$$,
  $$VALUES ('2025-02-02'::date, '2025-02-02'::date, '2025-02-01'::date, '2025-02-06'::date, 2)$$, 'before anything is quoted every date is a session');
INSERT INTO fra.page (url, captured_at, content, published_at)
SELECT 'https://example.de/' || n, at, E'SAP 128.00 Increased By 1.00 (0.79%)\nBMW 80.00 Increased By 1.00 (1.27%)\n\nTitle of a story\n\nFRANKFURT: A company said that its plants ran well.\n', '2025-01-30 10:00+01'
FROM unnest(ARRAY['2025-01-31 12:00+01', '2025-02-03 12:00+01', '2025-02-04 12:00+01', '2025-02-06 12:00+01']::timestamptz[]) WITH ORDINALITY AS c (at, n);
SELECT results_eq($$SELECT n, fra.session_of(ts), fra.article_session('XFRA', ts, false), fra.reaction_session(ts), fra.previous_session(ts), fra.session_number((ts AT TIME ZONE 'UTC')::date)
                    FROM (VALUES (1, '2025-01-01 12:00+00'::timestamptz), (2, '2025-02-01 12:00+00'), (3, '2025-02-04 23:30+00'), (4, '2025-02-07 12:00+00')) AS v (n, ts)$$,
  $$VALUES (1, '2025-01-01'::date, '2025-01-01'::date, '2025-01-31'::date, '2024-12-31'::date, 1), (2, '2025-02-01', '2025-02-01', '2025-02-03', '2025-01-31', 2),
           (3, '2025-02-05', '2025-02-05', '2025-02-06', '2025-02-04', 3), (4, '2025-02-07', '2025-02-07', '2025-02-07', '2025-02-06', NULL)$$, 'then quoted sessions count');
SELECT results_eq($$SELECT session, session_number FROM fra.sessions_between('2025-02-01', '2025-02-28')$$, $$VALUES ('2025-02-03'::date, 2), ('2025-02-04', 3), ('2025-02-06', 4)$$,
  'and are what lies between');
SELECT is_empty($$SELECT d, a.session_offset FROM generate_series(date '2025-01-30', '2025-02-08', '1 day') d CROSS JOIN LATERAL fra.sessions_around('XFRA', d::date, 3, 3) a
  WHERE a.session IS DISTINCT FROM fra.session_offset(d::date, a.session_offset)$$, 'as in sessions_around()');
SELECT results_eq($$SELECT DISTINCT session FROM fra.article$$, $$VALUES ('2025-01-30'::date)$$, 'an article keeps its local date');
SELECT is_empty($$SELECT * FROM verify_store('fra')$$, 'and the store is in order');

-- A calendar that begins late and ends early: days outside are dated as they were.
INSERT INTO fra.market_hours (mic, weekday, opens, closes, valid_from, valid_to) SELECT 'XFRA', d, '09:00', '17:30', '2025-02-03', '2025-02-04' FROM generate_series(1, 2) d;
SELECT is_empty($$SELECT * FROM verify_store('fra')$$, 'hours for two days');
SELECT results_eq($$SELECT fra.session_of(ts), fra.reaction_session(ts), fra.previous_session(ts)
                    FROM unnest(ARRAY['2025-02-02 12:00+01', '2025-02-03 08:00+01', '2025-02-04 17:30+01', '2025-02-05 12:00+01']::timestamptz[]) ts$$,
  $$VALUES ('2025-02-02'::date, '2025-02-02'::date, '2025-02-01'::date), ('2025-02-03', '2025-02-03', '2025-02-02'), ('2025-02-04', '2025-02-05', '2025-02-04'), ('2025-02-05', '2025-02-05', '2025-02-04')$$,
  'before and after them the local date');
SELECT results_eq($$SELECT k.session, k.is_open, k.coming_session, k.opens_today
                    FROM unnest(ARRAY['2025-02-02 12:00+01', '2025-02-03 08:00+01', '2025-02-03 09:00+01', '2025-02-04 17:29+01', '2025-02-04 23:00+01', '2025-02-05 12:00+01']::timestamptz[]) ts, fra.market_clock('XFRA', ts) k$$,
  $$VALUES ('2025-02-02'::date, false, '2025-02-02'::date, false), ('2025-02-03', false, '2025-02-03', true), ('2025-02-03', true, '2025-02-04', false),
           ('2025-02-04', true, '2025-02-04', false), ('2025-02-04', false, '2025-02-04', false), ('2025-02-05', false, '2025-02-05', false)$$, 'for the clock too');

SELECT * FROM finish();
ROLLBACK;
