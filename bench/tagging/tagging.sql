-- The peer only tells which phrases are there: no spans, guards, boolean rules or scores.
SELECT create_store('bench_news');
CREATE TABLE bench.labelled (title text, body text);
COPY bench.labelled FROM :'stories';
CREATE TABLE bench.story AS SELECT l.* FROM bench.labelled l, generate_series(1, 50);
CREATE TABLE bench.few AS TABLE bench.labelled;
CREATE TABLE bench.book AS SELECT bench_news.compiled_rules() AS book;
SET client_min_messages = error; -- phrases of stop words alone
CREATE TABLE bench.query AS
SELECT DISTINCT phraseto_tsquery('english', phrase) AS query
FROM (SELECT alias FROM bench_news.alias UNION ALL SELECT unnest(all_of || any_of || none_of) FROM bench_news.tag_rule) p (phrase);
VACUUM ANALYZE bench.story, bench.few, bench.query, bench.book;
-- The articles repeat: nobody's answers are kept for the next one.
SET enable_memoize = off;

INSERT INTO bench.result
SELECT 'tagging', 'newstape: tag_article(title, body, rules)', sum(octet_length(title || body)), count(*),
       bench.best('SELECT count(*) FROM bench.story, tag_article(title, body, (SELECT book FROM bench.book))')
FROM bench.story
UNION ALL
SELECT 'tagging', 'PostgreSQL: to_tsvector(title and body), then each phrase @@', sum(octet_length(title || body)), count(*),
       bench.best('SELECT count(*) FROM (SELECT to_tsvector(''english'', title || ''. '' || body) AS words FROM bench.few OFFSET 0) t, bench.query WHERE words @@ query', 3)
FROM bench.few
UNION ALL
SELECT 'tagging', 'PostgreSQL: to_tsvector(title and body) alone', sum(octet_length(title || body)), count(*),
       bench.best('SELECT sum(length(to_tsvector(''english'', title || ''. '' || body))) FROM bench.few', 3)
FROM bench.few;
