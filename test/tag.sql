-- Tags: articles tagged as they load, and again when the rules change.
BEGIN;
SELECT plan(19);
SELECT create_store('news', starter => false);

INSERT INTO news.instrument (mic, symbol, name) VALUES ('XKAR', 'BOP', 'The Bank of Punjab');
INSERT INTO news.tag (tag, kind, mic, symbol) VALUES ('BOP', 'instrument', 'XKAR', 'BOP');
INSERT INTO news.tag (tag, kind) VALUES ('banking', 'topic'), ('Punjab', 'place'), ('cotton', 'topic');
INSERT INTO news.alias (tag_id, alias, case_mode, guard)
SELECT t.tag_id, v.alias, v.case_mode, v.guard
FROM (VALUES ('BOP', 'Bank of Punjab', 'fold', 'none'), ('BOP', 'The Bank of Punjab', 'fold', 'none'), ('BOP', 'BOP', 'upper', 'needs_exchange'),
             ('banking', 'bank', 'fold', 'none'), ('Punjab', 'Punjab', 'exact', 'none')) AS v (tag, alias, case_mode, guard)
JOIN news.tag t ON t.tag = v.tag;

INSERT INTO news.page (url, captured_at, title, published_at, content) VALUES
  ('https://example.com/1', '2025-01-30 12:00+05', 'Bank of Punjab lends more', '2025-01-30 11:00+05',
   E'LAHORE: The Bank of Punjab has lent more to growers of cotton, the bank said, in Punjab. BOP rose.\n'),
  ('https://example.com/2', '2025-01-30 12:00+05', 'Cotton arrives', '2025-01-30 11:00+05', E'MULTAN: More cotton came to the gins.\n');
SELECT results_eq($$SELECT url, tag, tag_kind, symbol, mentions FROM news.article_tags ORDER BY url, tag$$,
  $$VALUES ('https://example.com/1', 'BOP', 'instrument', 'BOP', 2), ('https://example.com/1', 'Punjab', 'place', NULL, 1), ('https://example.com/1', 'banking', 'topic', NULL, 1)$$,
  'articles are tagged as they load; an alias inside a longer one of the same tag, or of another, is no mention more; a guarded alias waits');
SELECT results_eq($$SELECT zone, substr(CASE zone WHEN 'headline' THEN title ELSE body END, start, length)
  FROM news.mention m JOIN news.article USING (article_id) JOIN news.tag USING (tag_id) WHERE tag = 'BOP' AND verdict = 'counted' ORDER BY zone, start$$,
  $$VALUES ('headline', 'Bank of Punjab'), ('lead', 'The Bank of Punjab')$$, 'a mention says where');
SELECT results_eq($$SELECT symbol, mentioned FROM news.article_quotes$$, $$SELECT ''::text, false WHERE false$$, 'no quotes, no rows');

-- Rules change
CREATE TEMP TABLE version AS SELECT ruleset_version FROM news.store_info;
INSERT INTO news.alias (tag_id, alias) SELECT tag_id, 'cotton' FROM news.tag WHERE tag = 'cotton';
SELECT is((SELECT ruleset_version FROM news.store_info), (SELECT ruleset_version + 1 FROM version), 'an edit makes a new version of the rules');
SELECT is_empty($$SELECT FROM news.article_tags WHERE tag = 'cotton'$$, 'and leaves articles as they are');
SELECT is((news.retag_waiting(1)).looked_at, 1, 'until they are tagged anew, in batches');
SELECT is((news.retag_waiting(10)).looked_at, 1, 'the rest');
SELECT is((news.retag_waiting(10)).looked_at, 0, 'and no more');
SELECT is((SELECT string_agg(url, ' ' ORDER BY url) FROM news.article_tags WHERE tag = 'cotton'), 'https://example.com/1 https://example.com/2', 'by the new rules');

-- Retagging after an edit is tagging from nothing.
CREATE TEMP TABLE before AS SELECT m.* FROM news.mention m;
SELECT news.retag_articles(ARRAY(SELECT article_id FROM news.article));
SELECT is_empty($$(TABLE before EXCEPT TABLE news.mention) UNION ALL (TABLE news.mention EXCEPT TABLE before)$$, 'tagging again gives the same mentions');
UPDATE news.alias SET guard = 'never' WHERE alias = 'bank';
SELECT news.retag_waiting(10);
SELECT is_empty($$SELECT FROM news.article_tags WHERE tag = 'banking'$$, 'an alias taken out of use tags nothing');
DELETE FROM news.tag WHERE tag = 'Punjab';
SELECT is_empty($$SELECT FROM news.article_tags WHERE tag = 'Punjab'$$, 'a tag that is dropped goes with its mentions');
SELECT news.retag_waiting(10);
SELECT is_empty($$SELECT * FROM verify_store('news')$$, 'all in order');

-- New pages follow the rules of the moment.
INSERT INTO news.page (url, captured_at, content) VALUES ('https://example.com/3', '2025-01-30 12:00+05', E'MULTAN: Cotton again, and more of it than in other years.\n');
SELECT results_eq($$SELECT tag FROM news.article_tags WHERE url = 'https://example.com/3'$$, $$VALUES ('cotton')$$, 'a new page is tagged by the new rules');
SELECT is((SELECT count(*) FROM news.rulebook), 1::bigint, 'one compiled book is kept');

-- Wrong rules are the editor's error, at once.
SELECT throws_ok($$INSERT INTO news.alias (tag_id, alias) SELECT tag_id, '' FROM news.tag LIMIT 1$$, '22023', NULL, 'an empty alias is refused');
SELECT throws_ok($$INSERT INTO news.alias (tag_id, alias, case_mode) SELECT tag_id, 'gin', 'loud' FROM news.tag LIMIT 1$$, '22023', NULL, 'so is an unknown case mode');
SELECT throws_ok($$INSERT INTO news.tag (tag, kind) VALUES ('a,b', 'topic')$$, '23514', NULL, 'and a tag whose name has a comma');
SELECT throws_ok($$INSERT INTO news.tag (tag, kind) VALUES ('X', 'instrument')$$, '23514', NULL, 'and an instrument tag without symbol');

SELECT * FROM finish();
ROLLBACK;
