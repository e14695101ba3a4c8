-- Stores as objects: made, listed, refused, upgraded, dropped; and the contract of their views.
BEGIN;
SELECT plan(44);

SELECT is_empty($$
  SELECT c.relname FROM pg_depend d JOIN pg_class c ON c.oid = d.objid AND d.classid = 'pg_class'::regclass
  WHERE d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'newstape') AND d.deptype = 'e'
$$, 'no table, view or sequence is a member of the extension');

SELECT is_empty($$SELECT * FROM stores()$$, 'no store is there unasked');

-- Names
SELECT throws_ok($$SELECT create_store('')$$, '42602', NULL, 'an empty name is refused');
SELECT throws_ok($$SELECT create_store(NULL)$$, '42602', NULL, 'so is NULL');
SELECT throws_ok($$SELECT create_store('pg_news')$$, '42602', NULL, 'and one that PostgreSQL keeps for itself');
SELECT throws_ok($$SELECT create_store('x$function$; DROP TABLE a')$$, '42602', NULL, 'and one that could end a dollar quote');
SELECT throws_ok($$SELECT create_store('news', 'XPSX')$$, '22023', 'unknown market: ''XPSX''', 'an unknown market is refused by name');
SELECT throws_ok($$SELECT create_store('news', NULL)$$, '22023', NULL, 'so is none');
SELECT throws_ok($$SELECT drop_store('nowhere')$$, '3F000', 'there is no store nowhere', 'a store that is not there cannot be dropped');
SELECT throws_ok($$CALL load_pages('nowhere')$$, '3F000', NULL, 'nor loaded');
SELECT throws_ok($$SELECT upgrade_store('public')$$, '3F000', NULL, 'a schema that holds no store is none');

-- Making
SELECT lives_ok($$SELECT create_store('My "News"; store', starter => false)$$, 'a name that needs quoting makes a store');
SELECT lives_ok($$SELECT create_store('news')$$, 'a store beside it');
SELECT results_eq($$SELECT store::text COLLATE "default", layout_version, market FROM stores()$$,
  $$VALUES ('My "News"; store', store_layout_version(), 'XKAR'), ('news', store_layout_version(), 'XKAR')$$, 'stores() lists both');
SELECT throws_ok($$SELECT create_store('news')$$, '42P06', 'store news exists', 'a store is not made twice');
SELECT is_empty($$SELECT * FROM verify_store('news')$$, 'a new store is in order');
SELECT is_empty($$SELECT * FROM verify_store('My "News"; store')$$, 'so is the other');
SELECT is_empty($$SELECT tag FROM "My ""News""; store".tag UNION ALL SELECT symbol FROM "My ""News""; store".instrument$$,
  'without starter there are no tags and instruments');
SELECT isnt_empty($$SELECT FROM "My ""News""; store".boilerplate$$, 'but the boilerplate rules, which are no market''s');
SELECT results_eq($$SELECT rule, match, pattern FROM news.boilerplate ORDER BY rule, match, pattern COLLATE "C"$$,
  $$SELECT rule, match, pattern FROM boilerplate_rules() ORDER BY rule, match, pattern COLLATE "C"$$, 'which are the built-in ones');

CREATE TEMP TABLE starter_counts AS
SELECT (SELECT count(*) FROM news.tag) AS tags, (SELECT count(*) FROM news.alias) AS aliases, (SELECT count(*) FROM news.instrument) AS instruments,
       (SELECT count(*) FROM news.market_holiday) AS holidays, (SELECT count(*) FROM news.market_hours) AS hours, (SELECT count(*) FROM news.source) AS sources;
SELECT is((SELECT row(tags, aliases, instruments, holidays, hours, sources)::text FROM starter_counts),
  (SELECT row((SELECT count(*) FROM starter_rows('tag')), (SELECT count(*) FROM starter_rows('alias')), (SELECT count(*) FROM starter_rows('instrument')),
              (SELECT count(*) FROM starter_rows('market_holiday') f WHERE f[1] = 'XKAR'), (SELECT count(*) FROM starter_rows('market_hours') f WHERE f[1] = 'XKAR'), (SELECT count(*) FROM starter_rows('source')))::text),
  'the starter set of the market arrives whole');
SELECT lives_ok($$SELECT load_starter('news')$$, 'it can be loaded again');
SELECT results_eq($$
  SELECT (SELECT count(*) FROM news.tag), (SELECT count(*) FROM news.alias), (SELECT count(*) FROM news.instrument),
         (SELECT count(*) FROM news.market_holiday), (SELECT count(*) FROM news.market_hours), (SELECT count(*) FROM news.source)$$,
  'SELECT * FROM starter_counts', 'which adds nothing');

-- Views: names, columns and their order are what reporting tools have built on.
CREATE FUNCTION pg_temp.columns_of(view_name text, how_many integer) RETURNS text LANGUAGE sql AS $$
  SELECT string_agg(attname, ', ' ORDER BY attnum) FROM pg_attribute
  WHERE attrelid = ('news.' || view_name)::regclass AND attnum BETWEEN 1 AND how_many
$$;
SELECT is(pg_temp.columns_of(v.name, cardinality(string_to_array(v.columns, ','))), v.columns, 'columns of ' || v.name)
FROM (VALUES
  ('quotes', 'mic, symbol, captured_at, session, price, delta, percent, previous_close, direction, quote_check, page_id'),
  ('session_quotes', 'mic, symbol, session, open, high, low, close, delta, percent, previous_close, direction, ticks, first_seen, last_seen'),
  ('article_tags', 'article_id, url, session, tag, tag_kind, symbol, mentions, relevance, novelty'),
  ('article_quotes', 'article_id, url, title, place, published_at, date_basis, session, tags, symbol, instrument_kind, price, delta, percent, previous_close, direction, mentioned'),
  ('tag_quotes', 'tag, tag_kind, session, article_id, relevance, symbol, price, delta, percent, direction, mentioned'),
  ('market_breadth', 'mic, session, advancers, decliners, unchanged, unknown, net, advance_share'),
  ('movers', 'mic, session, rank_up, rank_down, symbol, name, close, delta, percent'),
  ('tag_activity', 'tag, tag_kind, session, articles, mentions'),
  ('quote_gap', 'mic, symbol, session, previous_session, previous_close_shown, previous_close_seen, gap, sessions_missing')
) AS v (name, columns);

SELECT is_empty($$
  SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod)
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
  WHERE c.relnamespace = 'news'::regnamespace AND c.relkind = 'v'
    AND format_type(a.atttypid, a.atttypmod) !~ '^(date|timestamp with time zone|text|integer|bigint|boolean|double precision|numeric\(\d+,\d+\))$'
$$, 'views have plain column types alone');
SELECT is_empty($$
  SELECT c.relname, a.attname
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
  WHERE c.relnamespace = 'news'::regnamespace AND c.relkind = 'v' AND col_description(c.oid, a.attnum) IS NULL
$$, 'every column of a view is explained');
SELECT is_empty($$
  SELECT c.relname FROM pg_class c
  WHERE c.relnamespace = 'news'::regnamespace AND c.relkind = 'v' AND coalesce(obj_description(c.oid, 'pg_class'), '') !~ '\mKey: '
$$, 'every view is explained, its key named');
SELECT is_empty($$
  SELECT c.relname FROM pg_class c
  WHERE c.relnamespace = 'news'::regnamespace AND c.relkind IN ('r', 'v') AND obj_description(c.oid, 'pg_class') IS NULL
  UNION ALL
  SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'news'::regnamespace AND obj_description(p.oid, 'pg_proc') IS NULL
$$, 'every table and function of a store is explained');
SELECT is_empty($$
  SELECT p.proname FROM pg_proc p
  WHERE p.pronamespace = 'news'::regnamespace
    AND (p.prosecdef OR NOT coalesce(p.proconfig @> ARRAY['search_path=pg_catalog, pg_temp'], false)
         AND p.prosrc !~ '^\s*SELECT (s\.session, s\.session_number FROM )?public\.calendar_\w+\([$]store[$]news[$]store[$]::pg_catalog\.regnamespace, [\w, ]+\)( s)?\s*$')
$$, 'every function of a store runs with the caller''s rights, and a pinned search_path unless it is one call that names its schema');

-- Upgrading and dropping
CREATE VIEW my_report AS SELECT symbol, price FROM news.article_quotes;
ALTER TABLE news.page ADD COLUMN note text;
SELECT is(upgrade_store('news'), store_layout_version(), 'upgrade_store() keeps a store at its layout');
SELECT has_column('news', 'page', 'note', 'and what the user has added');
SELECT throws_ok($$SELECT drop_store('news')$$, '2BP01', NULL, 'a store that a view is built on is not dropped');
DROP VIEW my_report;
SELECT throws_ok($$DROP EXTENSION newstape$$, '2BP01', NULL, 'nor the extension while a store is there');
CREATE TABLE news.mine ();
SELECT throws_ok($$SELECT drop_store('news')$$, '2BP01', NULL, 'nor a store whose schema holds something else');
DROP TABLE news.mine;
SELECT drop_store('news');
SELECT drop_store('My "News"; store');
SELECT hasnt_schema('news', 'else it is gone whole');
SELECT is_empty($$SELECT * FROM stores()$$, 'both are');

SELECT * FROM finish();
ROLLBACK;
