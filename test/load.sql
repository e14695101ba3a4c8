-- Loading: nothing lost, nothing twice, nothing guessed.
BEGIN;
SELECT plan(42);
SELECT create_store('news');
SET LOCAL timezone = 'UTC';

CREATE FUNCTION pg_temp.strip(price numeric, change numeric) RETURNS text LANGUAGE sql AS $$
  SELECT format(E'HUBC %s %s\nOGDC 205.29 Increased By ▲ 2.05 (1.01%%)\nKSE100 112,389 Increased By 901.9 (0.81%%)\n',
    price, CASE WHEN change > 0 THEN format('Increased By ▲ %s (%s%%)', change, round(100 * change / (price - change), 2))
                WHEN change < 0 THEN format('Decreased By ▼ %s (%s%%)', change, round(100 * change / (price - change), 2))
                ELSE 'No Change ▼ 0.00 (0%)' END)
$$;
CREATE FUNCTION pg_temp.story(words text, published text DEFAULT NULL) RETURNS text LANGUAGE sql AS $$
  SELECT concat(E'\n', E'Hub Power plans repairs of ' || words || E'\n\n', E'Recorder Report Published ' || published || E'\n\n',
    E'KARACHI: Hub Power said that it would repair ', words, E' before the summer, when demand for electricity is highest in the country.\n\n',
    E'Its engineers have ordered parts from abroad, and the company expects them within weeks; output will not suffer meanwhile, it said.\n\nComments\n\nComments are closed.\n')
$$;
CREATE FUNCTION pg_temp.counts() RETURNS text LANGUAGE sql AS $$
  SELECT format('%s pages, %s ticks, %s sessions, %s articles, %s problems', (SELECT count(*) FROM news.page), (SELECT count(*) FROM news.quote_tick),
    (SELECT count(*) FROM news.session_quote), (SELECT count(*) FROM news.article), (SELECT count(*) FROM news.problem))
$$;

-- One page: an article of another day than its strip
INSERT INTO news.page (url, captured_at, content)
VALUES ('https://www.brecorder.com/news/1/a', '2025-01-30 11:00+05', pg_temp.strip(129.32, 2.25) || pg_temp.story('a boiler', '29 Jan, 2025 06:15pm'));
SELECT is(pg_temp.counts(), '1 pages, 3 ticks, 3 sessions, 1 articles, 0 problems', 'a page gives its quotes and its article');
SELECT results_eq($$SELECT title, place, published_at, date_basis, date_precision, session FROM news.article$$,
  $$VALUES ('Hub Power plans repairs of a boiler', 'KARACHI', '2025-01-29 13:15+00'::timestamptz, 'page', 'minute', '2025-01-30'::date)$$,
  'published after hours by the site''s clock, it meets the next session');
SELECT results_eq($$SELECT symbol, quote, mentioned FROM news.article_quotes ORDER BY symbol$$,
  $$VALUES ('HUBC', '129.32 +2.25 (+1.77%)', true), ('KSE100', '112389 +901.9 (+0.81%)', false), ('OGDC', '205.29 +2.05 (+1.01%)', false)$$,
  'and all quotes of that session, its own named');
SELECT results_eq($$SELECT price, delta, percent, previous_close, direction, quote_check FROM news.quotes WHERE symbol = 'HUBC'$$,
  $$VALUES (129.32, 2.25, 1.77, 127.07, 1, 'ok')$$, 'with every digit');

-- The same again
INSERT INTO news.page (url, captured_at, content) SELECT url, captured_at, content FROM news.page;
SELECT is(pg_temp.counts(), '1 pages, 3 ticks, 3 sessions, 1 articles, 0 problems', 'the same page again changes nothing');
INSERT INTO news.page (url, captured_at, content, title) SELECT url, captured_at, content || 'x', 'Another' FROM news.page;
SELECT is((SELECT reason FROM news.problems), 'captured again at the same moment with other content, title; the first stands', 'a page that differs from the stored one is a problem');
SELECT alike((SELECT line FROM news.problem), 'Another%Comments are closed.%x', 'with all that it said');
INSERT INTO news.page (url, captured_at, content, title) SELECT url, captured_at, content || 'x', 'Another' FROM news.page;
SELECT is(pg_temp.counts(), '1 pages, 3 ticks, 3 sessions, 1 articles, 1 problems', 'told once');
INSERT INTO news.page (url, captured_at, content)
SELECT v.url, '2025-01-30 12:00+05', p.content
FROM news.page p, (VALUES ('https://www.brecorder.com/news/amp/1'), ('http://brecorder.com/news/1/another-slug?utm_source=x'), ('https://m.brecorder.com/news/1#top')) AS v (url);
SELECT is(pg_temp.counts(), '4 pages, 6 ticks, 3 sessions, 1 articles, 1 problems', 'other addresses of the article are the article; the strip on three pages counts once');
SELECT is((SELECT ticks FROM news.session_quote WHERE symbol = 'HUBC'), 1, 'a strip that repeats is one tick of the session');
SELECT is((SELECT last_seen FROM news.session_quote WHERE symbol = 'HUBC'), '2025-01-30 07:00+00', 'last seen when it repeated');
INSERT INTO news.page (url, captured_at, content)
SELECT 'https://other.brecorder.com/feeds/x', '2025-01-31 12:00+05', pg_temp.story('a boiler', '29 Jan, 2025 06:15pm');
INSERT INTO news.page (url, captured_at, content)
SELECT 'https://other.brecorder.com/feeds/y', '2025-01-31 12:00+05', pg_temp.story('a boiler', '29 Jan, 2025 06:15pm');
SELECT is((SELECT count(*) FROM news.article), 2::bigint, 'the same text under two addresses of a host is one article, another host''s is its own');

-- The better capture of an article
INSERT INTO news.page (url, captured_at, content) VALUES ('https://example.com/story', '2025-01-28 12:00+05', pg_temp.story('a turbine'));
SELECT results_eq($$SELECT date_basis, date_precision, published_at, session FROM news.article WHERE url = 'https://example.com/story'$$,
  $$VALUES ('captured', 'day', '2025-01-27 19:00+00'::timestamptz, '2025-01-28'::date)$$, 'no date anywhere: the day of the capture stands in, and says so');
SELECT results_eq($$SELECT url, reason FROM news.undated_articles$$,
  $$VALUES ('https://example.com/story', 'neither the scraper nor the page says when it was published')$$, 'and waits for a person');
SELECT isnt_empty($$SELECT FROM news.article_quotes WHERE url = 'https://example.com/story' AND date_basis = 'captured'
                    UNION ALL SELECT FROM news.article_tags WHERE url = 'https://example.com/story' AND date_basis = 'captured'$$, 'it shows up all the same');
SELECT is_empty($$SELECT FROM news.tag_activity WHERE session = '2025-01-28'$$, 'but in no statistic');
INSERT INTO news.page (url, captured_at, content, published_at)
VALUES ('https://www.example.com/story', '2025-03-01 12:00+05', pg_temp.story('a turbine and a pump'), '2025-01-27 10:00+05');
SELECT results_eq($$SELECT date_basis, published_at, session, title FROM news.article WHERE url = 'https://example.com/story'$$,
  $$VALUES ('given', '2025-01-27 05:00+00'::timestamptz, '2025-01-27'::date, 'Hub Power plans repairs of a turbine and a pump')$$, 'a capture that knows the date takes its place');
INSERT INTO news.page (url, captured_at, content) VALUES ('https://example.com/story', '2025-01-29 12:00+05', pg_temp.story('nothing', '1 Jan, 2025 10:00am'));
SELECT is((SELECT title FROM news.article WHERE url = 'https://example.com/story'), 'Hub Power plans repairs of a turbine and a pump', 'a worse one does not');
SELECT is_empty($$SELECT * FROM verify_store('news')$$, 'all in order so far');

-- What is impossible
INSERT INTO news.page (url, captured_at, content, published_at)
VALUES ('https://example.com/future', '2025-01-28 12:00+05', pg_temp.story('a gate'), '2052-01-27 10:00+05');
SELECT is((SELECT reason FROM news.problems WHERE url = 'https://example.com/future'), 'published_at lies after the capture: 2052-01-27 05:00:00 UTC', 'published after it was captured: a problem');
SELECT is((SELECT date_basis FROM news.article WHERE url = 'https://example.com/future'), 'captured', 'and no date');
SELECT throws_ok($$INSERT INTO news.page (url, captured_at, content) VALUES ('x', 'infinity', '')$$, '23514', NULL, 'a capture has a moment');

-- Broken lines
INSERT INTO news.page (url, captured_at, content) VALUES ('https://example.com/broken', '2025-02-03 11:00+05',
  E'HUBC 1,29.32 Increased By ▲ 2.25 (1.77%)\nFFL 15.59 Increased By ▼ -0.01 (-0.06%)\nBOP 9.88 Increased By ▲ 0.24 (2.49%)\nBOP 9.90 Increased By ▲ 0.26 (2.7%)\n');
SELECT results_eq($$SELECT line_no, symbol FROM news.problems WHERE url = 'https://example.com/broken' ORDER BY line_no$$,
  $$VALUES (1, 'HUBC'), (2, 'FFL'), (4, 'BOP')$$, 'a broken line, a contradiction and a second quote of a symbol are problems');
SELECT results_eq($$SELECT symbol, quote FROM news.quotes WHERE captured_at = '2025-02-03 11:00+05'$$, $$VALUES ('BOP', '9.88 +0.24 (+2.49%)')$$, 'the good line is a quote');
INSERT INTO news.page (url, captured_at, content) VALUES
  ('https://example.com/same-moment', '2025-02-03 11:00+05', E'BOP 9.99 Increased By ▲ 0.35 (3.63%)\n'),
  ('https://example.com/empty', '2025-02-03 11:00+05', ''),
  ('', '2025-02-03 11:00+05', E'no address\n');
SELECT is((SELECT reason FROM news.problems WHERE url = 'https://example.com/same-moment'), 'another page captured at the same moment shows 9.88 +0.24 (+2.49%)',
  'two pages of one moment that disagree: the first stands, the second is a problem');
SELECT is((SELECT count(*) FROM news.page WHERE captured_at = '2025-02-03 11:00+05'), 4::bigint, 'a page without strip, article or address is kept');

-- Pages that were deleted leave their ticks.
SELECT create_store('gone', starter => false);
INSERT INTO gone.page (url, captured_at, content)
SELECT 'https://example.com/' || n, '2025-02-03 11:00+05'::timestamptz + n * interval '1 hour', pg_temp.strip(129.32, 2.25) FROM generate_series(1, 3) n;
CREATE TEMP TABLE ticks_before AS TABLE gone.quote_tick;
DELETE FROM gone.page WHERE url = 'https://example.com/2';
INSERT INTO gone.page (url, captured_at, content)
SELECT 'https://example.com/' || n, '2025-02-03 11:00+05'::timestamptz + n * interval '1 hour', pg_temp.strip(129.32, 2.25) FROM generate_series(2, 4) n;
SELECT is_empty($$TABLE ticks_before EXCEPT TABLE gone.quote_tick$$, 'a page that was deleted and comes again finds its ticks');
SELECT is((SELECT count(*) FROM gone.quote_tick), 12::bigint, 'and others of its batch are loaded');

-- After the close, at the weekend, before the open
INSERT INTO news.page (url, captured_at, content)
SELECT 'https://example.com/' || at, at::timestamptz, pg_temp.strip(131.00, -1.00)
FROM unnest(ARRAY['2025-02-07 16:00+05', '2025-02-07 20:00+05', '2025-02-08 12:00+05', '2025-02-09 12:00+05', '2025-02-10 08:00+05']) at;
SELECT results_eq($$SELECT session, close, ticks, first_seen, last_seen FROM news.session_quotes WHERE symbol = 'HUBC' AND session >= '2025-02-07'$$,
  $$VALUES ('2025-02-07'::date, 131.00, 1, '2025-02-07 11:00+00'::timestamptz, '2025-02-10 03:00+00'::timestamptz)$$,
  'what repeats after the close and over the weekend is Friday''s, once');
INSERT INTO news.page (url, captured_at, content)
VALUES ('https://example.com/reset', '2025-02-10 09:10+05', replace(pg_temp.strip(131.00, 0), 'Increased By ▲ 2.05 (1.01%)', 'No Change ▼ 0.00 (0%)'));
SELECT results_eq($$SELECT symbol, session, reset FROM news.quotes WHERE captured_at = '2025-02-10 09:10+05' ORDER BY symbol$$,
  $$VALUES ('HUBC', '2025-02-10'::date, true), ('KSE100', '2025-02-10', true), ('OGDC', '2025-02-10', true)$$, 'a reset strip is of the coming session, flagged');
SELECT results_eq($$SELECT session, close, delta FROM news.session_quotes WHERE symbol = 'HUBC' AND session >= '2025-02-07'$$,
  $$VALUES ('2025-02-07'::date, 131.00, -1.00)$$, 'and makes no session quote, nor changes one');
INSERT INTO news.page (url, captured_at, content) VALUES ('https://example.com/unchanged', '2025-02-10 12:00+05', E'HUBC 131.00 No Change ▼ 0.00 (0%)\n');
SELECT results_eq($$SELECT session, close, delta FROM news.session_quotes WHERE symbol = 'HUBC' AND session = '2025-02-10'$$,
  $$VALUES ('2025-02-10'::date, 131.00, 0.00)$$, 'unchanged during hours is a quote like any other');

-- A session's candle, whatever the order of loading
INSERT INTO news.page (url, captured_at, content)
SELECT 'https://example.com/' || at, at::timestamptz, pg_temp.strip(price, price - 131)
FROM (VALUES ('2025-02-11 14:00+05', 133.00), ('2025-02-11 10:00+05', 132.00), ('2025-02-11 15:45+05', 130.50), ('2025-02-11 12:00+05', 129.00)) AS v (at, price);
INSERT INTO news.page (url, captured_at, content) VALUES ('https://example.com/late', '2025-02-11 09:40+05', pg_temp.strip(131.50, 0.50));
SELECT results_eq($$SELECT open, high, low, close, delta, ticks FROM news.session_quotes WHERE symbol = 'HUBC' AND session = '2025-02-11'$$,
  $$VALUES (131.50, 133.00, 129.00, 130.50, -0.50, 5)$$, 'open, high, low and close do not depend on the order of loading');
SELECT is_empty($$SELECT * FROM verify_store('news')$$, 'all in order still');

-- The views of a session
SELECT results_eq($$SELECT advancers, decliners, unchanged, unknown, net, advance_share FROM news.market_breadth WHERE session = '2025-02-11'$$,
  $$VALUES (1::bigint, 1::bigint, 0::bigint, 0::bigint, 0::bigint, 0.5::double precision)$$, 'breadth leaves indices out');
SELECT results_eq($$SELECT symbol, rank_up, rank_down, name FROM news.movers WHERE session = '2025-02-11' ORDER BY rank_up$$,
  $$VALUES ('OGDC', 1::bigint, 2::bigint, 'Oil & Gas Development Company Limited'), ('HUBC', 2, 1, 'The Hub Power Company Limited')$$, 'so do movers');
SELECT results_eq($$SELECT session, previous_session, previous_close_shown, previous_close_seen, gap, sessions_missing FROM news.quote_gap WHERE symbol = 'HUBC' ORDER BY session$$,
  $$VALUES ('2025-02-07'::date, '2025-01-30'::date, 132.00, 129.32, 2.68, 4::bigint)$$, 'a gap where the reference price is not the close seen before');

-- A site that writes numbers its own way, and has boilerplate of its own
INSERT INTO news.source (host, mic, number_format) VALUES ('kurse.example', 'XKAR', 'de');
INSERT INTO news.boilerplate (host, rule, match, pattern) VALUES ('kurse.example', 'subscribe', 'prefix', 'Jetzt abonnieren');
INSERT INTO news.page (url, captured_at, content, title) VALUES
  ('https://www.kurse.example/1', '2025-02-12 11:00+05', E'HUBC 1.129,32 +2,25 (+0,20%)\n\nLAHORE: Hub Power hat ein Werk, das sehr lange laufen wird.\n\nJetzt abonnieren und 5 Wochen sparen\n', 'Ein Werk'),
  ('https://example.com/en', '2025-02-12 12:00+05', E'HUBC 1.129,32 +2,25 (+0,20%)\n', NULL);
SELECT results_eq($$SELECT symbol, price, delta FROM news.quotes WHERE captured_at = '2025-02-12 11:00+05'$$, $$VALUES ('HUBC', 1129.32, 2.25)$$, 'a source''s number format is used');
SELECT is((SELECT body FROM news.article WHERE title = 'Ein Werk'), 'LAHORE: Hub Power hat ein Werk, das sehr lange laufen wird.', 'and its boilerplate left out');
SELECT is_empty($$SELECT FROM news.quotes WHERE captured_at = '2025-02-12 12:00+05'$$, 'elsewhere the same line is no quote');

-- With the trigger off, and load_pages() after: the same store.  (load_pages commits; what it calls does not.)
CREATE FUNCTION pg_temp.fingerprint(store name) RETURNS text LANGUAGE plpgsql AS $$
DECLARE f text;
BEGIN
  EXECUTE format('SELECT md5(concat((SELECT string_agg(row(mic, symbol, captured_at, session, quote, reset)::text, E''\n'' ORDER BY mic, symbol, captured_at) FROM %1$I.quotes),
    (SELECT string_agg(row(s.*)::text, E''\n'' ORDER BY mic, symbol, session) FROM %1$I.session_quotes s),
    (SELECT string_agg(row(url, title, body, published_at, session)::text, E''\n'' ORDER BY url) FROM %1$I.article),
    (SELECT string_agg(row(url, tag, mentions)::text, E''\n'' ORDER BY url, tag) FROM %1$I.article_tags),
    (SELECT string_agg(row(url, line_no, line, reason)::text, E''\n'' ORDER BY url, captured_at, line_no, reason) FROM %1$I.problems)))', store) INTO f;
  RETURN f;
END $$;
SELECT create_store('late');
ALTER TABLE late.page DISABLE TRIGGER USER;
INSERT INTO late.page (url, captured_at, content, title, published_at) SELECT url, captured_at, content, title, published_at FROM news.page ORDER BY captured_at DESC, page_id;
SELECT is((SELECT count(*) FROM late.quotes), 0::bigint, 'with the trigger off nothing follows');
INSERT INTO late.source SELECT * FROM news.source ON CONFLICT DO NOTHING;
INSERT INTO late.boilerplate SELECT * FROM news.boilerplate ON CONFLICT DO NOTHING;
SELECT late.load_waiting(7) FROM generate_series(1, 20);
DELETE FROM news.problem WHERE reason LIKE 'captured again%';
SELECT is(pg_temp.fingerprint('late'), pg_temp.fingerprint('news'), 'loaded later in batches and in another order, the store is the same');

SELECT * FROM finish();
ROLLBACK;
