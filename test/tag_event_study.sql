-- Event studies over a store: which articles are events, which returns count, and what is said of many tags at once.
BEGIN;
SELECT plan(17);
SELECT create_store('news', starter => false);
SELECT is_empty($$SELECT * FROM news.tag_event_studies$$, 'a new store has no studies, and no error');

INSERT INTO news.market_hours (mic, weekday, opens, closes) SELECT 'XKAR', d, '09:30', '15:30' FROM generate_series(1, 5) d;
INSERT INTO news.instrument (mic, symbol, kind) VALUES ('XKAR', 'KSE100', 'index'), ('XKAR', 'HUBC', 'equity'), ('XKAR', 'KEL', 'equity'), ('XKAR', 'OGDC', 'equity');
INSERT INTO news.tag (tag, kind, mic, symbol) SELECT symbol, 'instrument', mic, symbol FROM news.instrument;
INSERT INTO news.tag (tag, kind) VALUES ('tariff', 'topic'), ('rain', 'topic'), ('cotton', 'topic');
INSERT INTO news.alias (tag_id, alias) SELECT tag_id, tag FROM news.tag;

-- A year of closes: percentages to a hundredth, spread by hashes. News of a tariff moves its shares by 5 percent; rain does nothing.
CREATE FUNCTION pg_temp.noise(seed text) RETURNS numeric LANGUAGE sql IMMUTABLE AS
$$SELECT ('x' || substr(md5(seed), 1, 7))::bit(28)::integer / (2 ^ 27)::numeric - 1$$;
CREATE TEMP TABLE day AS
SELECT session, row_number() OVER (ORDER BY session) AS i FROM news.market_session WHERE session BETWEEN '2024-01-01' AND '2024-12-31';
CREATE TEMP TABLE story AS
SELECT session, i, CASE WHEN i % 2 = 0 THEN 'tariff' ELSE 'rain' END AS topic,
       CASE i % 3 WHEN 0 THEN 'HUBC and KEL' WHEN 1 THEN 'HUBC and the KSE100' ELSE 'KEL' END AS named
FROM day WHERE i BETWEEN 80 AND 250 AND pg_temp.noise('story' || i) > 0.75;
CREATE TEMP TABLE change AS
SELECT d.i, d.session, s.symbol,
       CASE s.symbol WHEN 'KSE100' THEN m.percent
            ELSE round(m.percent * s.beta + pg_temp.noise(s.symbol || d.i)
                       + CASE WHEN EXISTS (SELECT FROM story y WHERE y.i = d.i AND y.topic = 'tariff' AND y.named LIKE '%' || s.symbol || '%') THEN 5 ELSE 0 END, 2) END AS percent
FROM day d
CROSS JOIN (VALUES ('KSE100', 1), ('HUBC', 1.2), ('KEL', 0.7), ('OGDC', 1)) AS s (symbol, beta)
CROSS JOIN LATERAL (SELECT round(pg_temp.noise('market' || d.i), 2) AS percent) m;
INSERT INTO news.page (url, captured_at, content)
SELECT 'https://example.com/strip/' || session, (session + time '16:00') AT TIME ZONE 'Asia/Karachi',
       string_agg(format('%s 100.00 %s By %s (%s%%)', symbol, CASE WHEN percent >= 0 THEN 'Increased' ELSE 'Decreased' END, round(abs(percent) * 100 / (100 + percent), 2), abs(percent)), E'\n' ORDER BY symbol)
FROM change WHERE i <> 200 GROUP BY session;
INSERT INTO news.page (url, captured_at, published_at, title, content)
SELECT 'https://example.com/story/' || i, (session + time '18:00') AT TIME ZONE 'Asia/Karachi', (session + time '12:00') AT TIME ZONE 'Asia/Karachi',
       initcap(topic) || ' in the news', format(E'KARACHI: There was news of %s, and it was said that it concerned %s.\n', topic, named)
FROM story;
-- the same again on the same day, one of unknown date, and one of a share never quoted
INSERT INTO news.page (url, captured_at, published_at, title, content)
SELECT 'https://example.com/again/' || i, (session + time '18:00') AT TIME ZONE 'Asia/Karachi', (session + time '13:00') AT TIME ZONE 'Asia/Karachi',
       'More of it', format(E'KARACHI: More was heard of %s, which concerned %s above all, people say.\n', topic, named)
FROM story WHERE i = (SELECT min(i) FROM story WHERE topic = 'tariff' AND named = 'HUBC and KEL');
INSERT INTO news.page (url, captured_at, title, content)
VALUES ('https://example.com/undated', '2024-06-03 18:00+05', 'Tariff', E'KARACHI: There was news of a tariff, and it concerned KEL, though nobody says when.\n');

SELECT is((SELECT count(*) FROM news.session_quote), 4 * (SELECT count(*) FROM day) - 4, 'the strips have loaded');
SELECT is((SELECT count(*) FROM news.article WHERE date_basis <> 'captured'), (SELECT count(*) + 1 FROM story), 'the stories have loaded');
CREATE TEMP TABLE studied AS SELECT * FROM tag_event_study('news', 'tariff', estimation => '[-60,-5]', event_window => '[0,1]');
SELECT results_eq($$SELECT DISTINCT symbol FROM studied ORDER BY symbol$$, $$VALUES ('HUBC'), ('KEL')$$, 'the instruments named, indices apart');
SELECT results_eq(
  $$SELECT e.symbol, a.session FROM studied e JOIN news.article a ON a.article_id::text = e.event_id WHERE e.rel = 0 OR e.reason IN ('window_gap', 'est_short') ORDER BY 2, 1$$,
  $$SELECT v.symbol, y.session FROM story y CROSS JOIN (VALUES ('HUBC'), ('KEL')) AS v (symbol) WHERE y.topic = 'tariff' AND y.named LIKE '%' || v.symbol || '%' ORDER BY 2, 1$$,
  'each at its reaction session, but the one of unknown date');
SELECT is((SELECT string_agg(reason || ' ' || symbol, ', ' ORDER BY symbol) FROM studied WHERE reason = 'duplicate_event'),
  'duplicate_event HUBC, duplicate_event KEL', 'the second story of a session is a duplicate');
SELECT is_empty($$SELECT * FROM studied e JOIN change c ON c.symbol = e.symbol AND c.session = e.session WHERE abs(e.ret - c.percent / 100) > 0.0001$$,
  'returns are the quotes'' own');
SELECT is((SELECT string_agg(DISTINCT n_est::text, ' ') FROM studied e JOIN day d USING (session) WHERE rel = 0 AND d.i BETWEEN 206 AND 250), '55',
  'a session of the market in which nothing was captured is one without a return');
SELECT is((SELECT round(s.value::numeric, 12) FROM tag_event_study_summary('news', 'tariff', estimation => '[-60,-5]', event_window => '[0,1]') s WHERE rel_from = 0 AND statistic = 'aar'),
  (SELECT round(avg(ar)::numeric, 12) FROM studied WHERE rel = 0), 'the summary is of the same events');
SELECT ok((SELECT bool_and(symbol = 'KEL') AND count(*) FILTER (WHERE rel = 0) = (SELECT count(*) FROM story WHERE named LIKE '%KEL%')
           FROM tag_event_study('news', 'KEL', estimation => '[-60,-5]', event_window => '[0,0]')), 'an instrument''s own tag: that instrument alone');

-- Many tags at once
CREATE TEMP TABLE tests AS SELECT * FROM tag_event_tests('news', estimation => '[-60,-5]', events_min => 5);
SELECT results_eq($$SELECT tag, caar > 0.04, p_adjusted < 0.001, tags_tested FROM tests WHERE tag IN ('tariff', 'rain') ORDER BY tag$$,
  $$VALUES ('rain', false, false, 4), ('tariff', true, true, 4)$$, 'the tariff moves its shares, the rain does not');
SELECT is_empty($$
  SELECT t.*, s.* FROM tests t, LATERAL tag_event_study_summary('news', t.tag, estimation => '[-60,-5]', event_window => '[0,1]', windows => '{"[0,1]"}') s
  WHERE s.rel_to > s.rel_from AND ((s.statistic = 'caar' AND (s.value, s.n) IS DISTINCT FROM (t.caar, t.events))
                                   OR (s.statistic = 'kp_bmp_t' AND (s.value, s.p) IS DISTINCT FROM (t.kp_bmp_t, t.p)))
$$, 'what is said of a tag is its summary for the window');
SELECT is_empty($$
  SELECT t.* FROM tests t
  WHERE t.p_adjusted IS DISTINCT FROM (SELECT min(least(1, o.p * 4 / (SELECT count(*) FROM tests x WHERE x.p <= o.p))) FROM tests o WHERE o.p >= t.p)
$$, 'p is adjusted after Benjamini and Hochberg');
SELECT throws_ok($$SELECT * FROM tag_event_study('news', 'gold')$$, '22023', 'there is no tag ''gold'' in store news', 'an unknown tag is refused');


-- Central and new: bounds on relevance and novelty leave events out, as the rows of article_tag say.
CREATE FUNCTION pg_temp.bounded(relevance_min integer, novelty_min integer) RETURNS bigint LANGUAGE sql AS
$$SELECT count(DISTINCT (event_id, symbol)) FROM tag_event_study('news', 'tariff', estimation => '[-60,-5]', event_window => '[0,1]', relevance_min => relevance_min, novelty_min => novelty_min)$$;
CREATE FUNCTION pg_temp.named(relevance_min integer, novelty_min integer) RETURNS bigint LANGUAGE sql AS
$$SELECT count(*) FROM news.article_tags t JOIN news.article_tags o USING (article_id)
  WHERE t.tag = 'tariff' AND o.tag_kind = 'instrument' AND o.symbol <> 'KSE100' AND t.date_basis <> 'captured'
    AND least(t.relevance, o.relevance) >= relevance_min AND t.novelty >= novelty_min$$;
SELECT ok(pg_temp.bounded(0, 0) > pg_temp.bounded(0, 100) AND pg_temp.bounded(0, 0) > pg_temp.bounded(50, 0), 'bounds leave something out');
SELECT is(pg_temp.bounded(0, 100), pg_temp.named(0, 100), 'first tellings alone');
SELECT is(pg_temp.bounded(50, 0), pg_temp.named(50, 0), 'articles alone to which both are central');

SELECT * FROM finish();
ROLLBACK;
