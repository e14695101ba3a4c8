-- Guards, boolean rules and weights in a store's tables; edits of the rules, and what was known before them.
BEGIN;
SELECT plan(51);
SELECT create_store('news', starter => false);

INSERT INTO news.instrument (mic, symbol, name) VALUES ('XKAR', 'BOP', 'The Bank of Punjab'), ('XKAR', 'POWER', 'Power Cement'), ('XKAR', 'HUBC', 'Hub Power'), ('XKAR', 'TRG', 'TRG Pakistan');
INSERT INTO news.tag (tag, kind, mic, symbol) SELECT symbol, 'instrument', mic, symbol FROM news.instrument;
INSERT INTO news.tag (tag, kind) VALUES ('Punjab', 'place'), ('monetary policy', 'topic'), ('refining', 'topic');
CREATE FUNCTION pg_temp.add(tag_name text, alias_text text, mode text, guard_name text DEFAULT NULL) RETURNS void LANGUAGE sql AS
$$INSERT INTO news.alias (tag_id, alias, case_mode, guard) SELECT tag_id, alias_text, mode, guard_name FROM news.tag WHERE tag = tag_name$$;
SELECT pg_temp.add('BOP', 'Bank of Punjab', 'fold'), pg_temp.add('BOP', 'BOP', 'upper'), pg_temp.add('POWER', 'Power Cement', 'fold'), pg_temp.add('POWER', 'POWER', 'upper'),
       pg_temp.add('HUBC', 'Hub Power', 'exact'), pg_temp.add('HUBC', 'HUBC', 'upper'), pg_temp.add('TRG', 'TRG Pakistan', 'fold'), pg_temp.add('TRG', 'TRG', 'upper'),
       pg_temp.add('Punjab', 'Punjab', 'exact'), pg_temp.add('refining', 'refinery', 'fold', 'headline_only');

-- What data decides
SELECT results_eq($$SELECT alias, guard, by_data FROM news.alias_guards WHERE alias IN ('BOP', 'POWER', 'HUBC', 'Bank of Punjab', 'refinery') ORDER BY alias COLLATE "C"$$,
  $$VALUES ('BOP', 'needs_coref', true), ('Bank of Punjab', 'none', true), ('HUBC', 'none', true), ('POWER', 'none', true), ('refinery', 'headline_only', false)$$,
  'a symbol of three letters needs more; of words nothing is known yet');
INSERT INTO news.dictionary_word VALUES ('power'), ('bank'), ('refinery');
SELECT is((SELECT guard FROM news.alias_guards WHERE alias = 'POWER'), 'needs_exchange', 'a symbol that is a word of the dictionary needs a sign');
SELECT is((SELECT guard FROM news.alias_guards WHERE alias = 'Power Cement'), 'none', 'a name needs nothing');

-- tags(title, body): what an article is tagged with
CREATE FUNCTION pg_temp.tags(title text, body text) RETURNS text LANGUAGE sql AS
$$SELECT string_agg(g.tag || ' ' || s.mentions, ', ' ORDER BY g.tag COLLATE "C") FROM tag_scores(title, body, news.compiled_rules()) s JOIN news.tag g USING (tag_id)$$;
CREATE FUNCTION pg_temp.is_tagged(title text, body text, wanted text, what text) RETURNS text LANGUAGE sql AS $$SELECT is(pg_temp.tags(title, body), wanted, what)$$;
SELECT pg_temp.is_tagged('POWER TARIFF UP AGAIN', 'The power tariff is up.', NULL, 'capitals turn no word into a symbol');
SELECT pg_temp.is_tagged('HUBC PROFIT JUMPS', 'The profit is up.', 'HUBC 1', 'but a symbol that is no word is one in capitals too');
SELECT pg_temp.is_tagged('Shares', 'POWER rose.', NULL, 'a symbol that is a word is none without a sign');
SELECT pg_temp.is_tagged('Shares', '(PSX: POWER) rose, POWER fell.', 'POWER 2', 'behind a sign it is one, and then again');
SELECT pg_temp.is_tagged('Shares', 'PSX: HUBC, TRG, POWER', 'HUBC 1, POWER 1, TRG 1', 'a sign serves a list');
SELECT pg_temp.is_tagged('Shares', 'Buy $TRG now.', 'TRG 1', 'a dollar sign is one');
SELECT pg_temp.is_tagged('A group', 'The Technology Review Group (TRG) met.', NULL, 'initials are no symbol');
SELECT pg_temp.is_tagged('TRG Pakistan', 'TRG rose.', 'TRG 2', 'unless the company is named');
SELECT pg_temp.is_tagged('Lender', 'The Bank of Punjab opens.', 'BOP 1', 'a place inside a company''s name is not named');
SELECT pg_temp.is_tagged('A refinery', 'The refinery rests.', 'refining 1', 'headline_only');
SELECT pg_temp.is_tagged('No', E'HUBC rose.\n\nReporting by A in Punjab; editing by B', 'HUBC 1', 'credits are not the story');
INSERT INTO news.ticker_sign (sign, case_mode) VALUES ('KASB code', 'fold');
SELECT pg_temp.is_tagged('Shares', 'KASB code POWER', 'POWER 1', 'a sign of one''s own');

-- Boolean rules
INSERT INTO news.tag_rule (tag_id, all_of, any_of, none_of, within_words)
SELECT tag_id, '{interest rate}', '{hike,cut,hold}', '{mortgage calculator}', 8 FROM news.tag WHERE tag = 'monetary policy';
SELECT pg_temp.is_tagged('x', 'A cut of the interest rate.', 'monetary policy 1', 'all of and any of, near each other');
SELECT pg_temp.is_tagged('x', 'The interest rate one two three four five six seven eight cut.', 'monetary policy 1', 'eight words between are near enough');
SELECT pg_temp.is_tagged('x', 'The interest rate one two three four five six seven eight nine cut.', NULL, 'nine are not');
SELECT pg_temp.is_tagged('x', 'The interest rate.', NULL, 'one without the other');
SELECT pg_temp.is_tagged('x', E'A cut of the interest rate.\n\nTry our mortgage calculator.', NULL, 'none of');
UPDATE news.tag_rule SET threshold = 2;
SELECT pg_temp.is_tagged('x', 'A cut of the interest rate.', NULL, 'in too few places');
SELECT pg_temp.is_tagged('x', 'A cut of the interest rate. No hike of the interest rate.', 'monetary policy 2', 'in enough');
SELECT throws_ok($$INSERT INTO news.tag_rule (tag_id, none_of) SELECT tag_id, '{x}' FROM news.tag LIMIT 1$$, '23514', NULL, 'a rule that asks for nothing is refused');
SELECT throws_ok($$INSERT INTO news.tag_rule (tag_id, any_of) SELECT tag_id, '{...}' FROM news.tag LIMIT 1$$, '22023', NULL, 'and one with a phrase that cannot be matched');
SELECT throws_ok($$INSERT INTO news.ticker_sign VALUES ('PSX!', 'loud')$$, '22023', NULL, 'and a sign of an unknown case mode');
UPDATE news.tag_rule SET threshold = 1;
SELECT pg_temp.add('monetary policy', 'interest rate', 'fold');
SELECT pg_temp.is_tagged('x', 'A cut of the interest rate.', 'monetary policy 1', 'a rule over a phrase that counts adds no mention');
INSERT INTO news.tag_rule (tag_id, any_of) SELECT tag_id, '{rate one,a cut}' FROM news.tag WHERE tag = 'monetary policy';
SELECT pg_temp.is_tagged('A cut', 'A cut of the interest rate. A cut again.', 'monetary policy 4', 'nor does one over another, elsewhere each counts');
DELETE FROM news.alias WHERE alias = 'interest rate';
SELECT pg_temp.is_tagged('x', 'A cut of the interest rate.', 'monetary policy 1', 'two rules at one place count once');
DELETE FROM news.tag_rule WHERE any_of = '{rate one,a cut}';

-- Articles
INSERT INTO news.page (url, captured_at, title, published_at, content) VALUES
  ('https://example.com/1', '2025-01-30 12:00+05', 'Bank of Punjab lends more', '2025-01-30 11:00+05', E'LAHORE: The bank has lent more in Punjab. BOP rose.\n'),
  ('https://example.com/2', '2025-01-30 12:00+05', 'Hub Power builds', '2025-01-30 11:00+05', E'KARACHI: Hub Power builds a plant, and HUBC rose.\n'),
  ('https://example.com/3', '2025-01-30 12:00+05', 'Rates', '2025-01-30 11:00+05', E'KARACHI: A cut of the interest rate is near, and rain is not.\n');
CREATE FUNCTION pg_temp.state() RETURNS TABLE (url text, tag text, mentions integer, relevance integer) LANGUAGE sql AS
$$SELECT url, tag, mentions, relevance FROM news.article_tags$$;
SELECT results_eq($$SELECT url, tag, mentions FROM pg_temp.state() ORDER BY url, tag COLLATE "C"$$,
  $$VALUES ('https://example.com/1', 'BOP', 2), ('https://example.com/1', 'Punjab', 1), ('https://example.com/2', 'HUBC', 3), ('https://example.com/3', 'monetary policy', 1)$$,
  'articles are tagged by all of it as they load');
SELECT results_eq($$SELECT zone, sentence, verdict, substr(CASE zone WHEN 'headline' THEN title ELSE body END, start, length)
                    FROM news.mention m JOIN news.article USING (article_id) JOIN news.tag USING (tag_id) WHERE tag = 'Punjab' ORDER BY start$$,
  $$VALUES ('headline', 0, 'inside', 'Punjab'), ('lead', 1, 'counted', 'Punjab')$$, 'what does not count is kept with the reason');
SELECT results_eq($$SELECT part, phrase, verdict, points FROM news.explain_tag((SELECT article_id FROM news.article WHERE url LIKE '%/1'), 'Punjab')$$,
  $$VALUES ('mention', 'Punjab', 'inside', NULL::integer), ('mention', 'Punjab', 'counted', NULL), ('headline', NULL, NULL, 0), ('lead', NULL, NULL, 25), ('mentions', NULL, NULL, 4),
           ('early', NULL, NULL, 15), ('roundup', NULL, NULL, 0), ('relevance', NULL, NULL, 44), ('ruleset', NULL, NULL, NULL)$$, 'explain_tag() shows places and points');
SELECT is((SELECT rule FROM news.explain_tag((SELECT article_id FROM news.article WHERE url LIKE '%/1'), 'Punjab') WHERE verdict = 'inside'),
  $$alias 'Punjab' (exact, none), inside 'Bank of Punjab'$$, 'and what hides a phrase');

-- Edits touch what they can touch. All this is one transaction, so that what was tagged before is set back to last week.
UPDATE news.article_tag SET valid_from = now() - interval '7 days';
CREATE TEMP TABLE before AS SELECT * FROM article_tag_as_of('news', current_date);
SELECT pg_temp.add('HUBC', 'plant', 'fold');
SELECT results_eq($$SELECT * FROM news.retag_waiting(10)$$, $$VALUES (3, 1)$$, 'an added alias: of three articles the one that holds it');
SELECT is((SELECT mentions FROM pg_temp.state() WHERE tag = 'HUBC'), 4, 'is tagged anew');
SELECT results_eq($$SELECT a.url, h.tag, h.mentions, h.valid_to = now() FROM news.article_tag_history h JOIN news.article a USING (article_id)$$,
  $$VALUES ('https://example.com/2', 'HUBC', 3, true)$$, 'and what it was tagged with before is kept');
SELECT is((SELECT ruleset_version FROM news.article WHERE url LIKE '%/1'), (SELECT ruleset_version FROM news.store_info), 'the others are settled, too');
SELECT results_eq($$SELECT article_id, tag, mentions, relevance FROM article_tag_as_of('news', current_date - 2) ORDER BY article_id, tag$$,
  $$SELECT article_id, tag, mentions, relevance FROM before ORDER BY article_id, tag$$, 'as of an earlier day the tags are what they were');
SELECT is((SELECT mentions FROM article_tag_as_of('news', current_date) WHERE tag = 'HUBC'), 4, 'as of today what they are');
SELECT is_empty($$SELECT FROM article_tag_as_of('news', current_date - 10)$$, 'and before there were none');
DELETE FROM news.alias WHERE alias = 'plant';
SELECT results_eq($$SELECT * FROM news.retag_waiting(10)$$, $$VALUES (3, 1)$$, 'a removed alias');
SELECT is((SELECT mentions FROM pg_temp.state() WHERE tag = 'HUBC'), 3, 'is gone from its article');
DELETE FROM news.dictionary_word WHERE word = 'power';
SELECT results_eq($$SELECT * FROM news.retag_waiting(10)$$, $$VALUES (3, 0)$$, 'a word that is no article''s symbol touches none');
UPDATE news.relevance_weight SET weight = 10 WHERE part = 'headline';
SELECT results_eq($$SELECT * FROM news.retag_waiting(10)$$, $$VALUES (3, 3)$$, 'a weight touches all');
SELECT is((SELECT relevance FROM pg_temp.state() WHERE tag = 'HUBC'), 62, 'whose relevance follows');

-- Retagging after edits is tagging from nothing.
UPDATE news.alias SET guard = 'never' WHERE alias = 'BOP';
UPDATE news.tag_rule SET any_of = '{rain}';
DELETE FROM news.tag WHERE tag = 'Punjab';
SELECT is((SELECT string_agg(tag, ' ') FROM news.article_tag_history WHERE tag = 'Punjab' AND valid_to = now()), 'Punjab', 'a tag that is dropped stays known');
SELECT results_eq($$SELECT * FROM news.retag_waiting(10)$$, $$VALUES (3, 2)$$, 'three edits at once touch two articles');
CREATE TEMP TABLE mentioned AS SELECT * FROM news.mention;
CREATE TEMP TABLE tagged AS SELECT article_id, tag_id, mentions, relevance FROM news.article_tag;
UPDATE news.article SET ruleset_version = 0;
DO $$BEGIN PERFORM news.retag_waiting(10); END$$;
SELECT bag_eq('TABLE mentioned', 'TABLE news.mention', 'the evidence is that of tagging from nothing');
SELECT bag_eq('TABLE tagged', 'SELECT article_id, tag_id, mentions, relevance FROM news.article_tag', 'and so are the tags');
SELECT is_empty($$SELECT * FROM verify_store('news')$$, 'all in order');

-- The same by several workers, seen in the plan
CREATE TEMP TABLE story AS SELECT a.title, a.body FROM news.article a, generate_series(1, 200);
CREATE SCHEMA parallel;
CREATE TABLE parallel.story AS TABLE pg_temp.story;
CREATE TABLE parallel.book AS SELECT news.compiled_rules() AS book;
ANALYZE parallel.story, parallel.book;
CREATE FUNCTION pg_temp.tagged() RETURNS TABLE (answer text) LANGUAGE sql AS
$$SELECT md5(string_agg(row(m.*)::text, ' ' ORDER BY row(m.*)::text)) FROM parallel.story t, tag_article(t.title, t.body, (SELECT book FROM parallel.book)) m$$;
SET LOCAL max_parallel_workers_per_gather = 0;
CREATE TEMP TABLE serial AS SELECT * FROM pg_temp.tagged();
SET LOCAL max_parallel_workers_per_gather = 2;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
CREATE FUNCTION pg_temp.plan() RETURNS SETOF text LANGUAGE plpgsql AS
$$BEGIN RETURN QUERY EXECUTE 'EXPLAIN (COSTS OFF) SELECT m.* FROM parallel.story t, tag_article(t.title, t.body, (SELECT book FROM parallel.book)) m'; END$$;
SELECT ok((SELECT bool_or(line ~ 'Parallel Seq Scan') FROM pg_temp.plan() AS line), 'articles are tagged in parallel');
SELECT is((SELECT answer FROM pg_temp.tagged()), (SELECT answer FROM serial), 'and that gives the same');

SELECT * FROM finish();
ROLLBACK;
