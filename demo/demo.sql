-- The main job, start to end: pages in, quotes joined with tagged articles by date.  Run by demo/run; by hand: psql -f demo/demo.sql
\set ON_ERROR_STOP on
\set QUIET on
\pset footer off
\pset null '·'
\pset format aligned
\pset border 1
SET client_min_messages = warning;
SET timezone = 'Asia/Karachi';
SET datestyle = 'ISO';

CREATE EXTENSION newstape;
SELECT create_store('news') \g /dev/null
\copy news.page (url, captured_at, title, published_at, content) FROM 'demo/pages.csv' CSV HEADER

\echo
\echo 'Loaded by one COPY (and nothing else):'
SELECT (SELECT count(*) FROM news.page) AS pages,
       (SELECT count(*) FROM news.quotes) AS quotes,
       (SELECT count(DISTINCT session) FROM news.session_quotes) AS sessions,
       (SELECT count(*) FROM news.article) AS articles,
       (SELECT count(DISTINCT article_id) FROM news.article_tags) AS tagged,
       (SELECT count(*) FROM news.problems) AS problems;

\echo 'News, and what the companies that it names did in the session that could react to it'
\echo '(news.article_quotes; the quotes come from whichever page was captured in that session):'
SELECT to_char(published_at, 'Dy DD Mon HH24:MI') AS published, to_char(session, 'Dy DD Mon') AS session,
       left(title, 52) AS title, symbol, quote
FROM news.article_quotes
WHERE mentioned AND instrument_kind = 'equity' AND date_basis <> 'captured' AND article_quotes.session >= '2025-01-20'
ORDER BY article_quotes.session, published_at, title, symbol;

\echo 'What the market did on the days of this kind of news (news.tag_quotes; mean percent is descriptive, not a test):'
SELECT tag, count(DISTINCT article_id) AS articles, count(DISTINCT session) AS sessions,
       round(avg(percent) FILTER (WHERE symbol = 'KSE100'), 2) AS "KSE100 %",
       round(avg(percent) FILTER (WHERE mentioned), 2) AS "named %"
FROM news.tag_quotes
WHERE tag_kind = 'topic' AND date_basis <> 'captured'
GROUP BY tag
HAVING count(DISTINCT article_id) >= 2
ORDER BY articles DESC, tag;

\echo 'The sessions (news.market_breadth, with the index):'
SELECT to_char(b.session, 'Dy DD Mon') AS session, b.advancers AS up, b.decliners AS down, b.unchanged AS same, round(b.advance_share::numeric, 2) AS advance_share,
       q.close_quote AS "KSE100", q.ticks
FROM news.market_breadth b
LEFT JOIN news.session_quotes q ON q.mic = b.mic AND q.session = b.session AND q.symbol = 'KSE100'
ORDER BY b.session;

\echo 'The movers of Thursday 30 January (news.movers):'
SELECT symbol, name, round(close, 2) AS close, round(percent, 2) AS percent, rank_up, rank_down
FROM news.movers
WHERE session = '2025-01-30' AND (rank_up <= 3 OR rank_down <= 3)
ORDER BY rank_up, symbol;

\echo 'What waits for a person (news.problems, news.undated_articles):'
SELECT to_char(captured_at, 'DD Mon HH24:MI') AS captured, line_no AS line, left(problems.line, 50) AS text, reason FROM news.problems ORDER BY problem_id;
SELECT to_char(captured_at, 'DD Mon HH24:MI') AS captured, left(coalesce(title, url), 60) AS article, reason FROM news.undated_articles ORDER BY article_id;

\copy news.page (url, captured_at, title, published_at, content) FROM 'demo/pages.csv' CSV HEADER
\echo 'The same file loaded again changes nothing:'
SELECT (SELECT count(*) FROM news.page) AS pages, (SELECT count(*) FROM news.quotes) AS quotes, (SELECT count(*) FROM news.article) AS articles,
       (SELECT count(*) FROM news.problems) AS problems;
