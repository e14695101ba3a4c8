-- Stores: schemas of ordinary tables, views and triggers that belong to their creator, not to the extension.

CREATE FUNCTION check_store_name(store name)
RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
  -- The name is put into function bodies between dollar quotes; a dollar sign in it could end them.
  IF store IS NULL OR store = '' OR position('$' in store) > 0 OR store ~ '^pg_' THEN
    RAISE EXCEPTION 'invalid store name: %', coalesce(quote_literal(store), 'NULL')
      USING ERRCODE = 'invalid_name',
            DETAIL = 'A store''s name is the name of its schema: it is not empty, has no dollar sign and does not begin with pg_.',
            HINT = 'Choose a name such as news.';
  END IF;
END
$function$;
COMMENT ON FUNCTION check_store_name(name) IS 'Internal: raises 42602 (invalid_name) for a name that no store can have.';

CREATE FUNCTION build_store(store name, code_only boolean)
RETURNS void
-- Replacing what may not be there is no news to the caller.
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET client_min_messages = warning
AS $function$
DECLARE
  part record;
BEGIN
  FOR part IN
    SELECT l.ddl FROM @extschema@.store_layout() l WHERE l.is_code OR NOT code_only ORDER BY l.step
  LOOP
    EXECUTE replace(part.ddl, '@store@', quote_ident(store));
  END LOOP;
END
$function$;
COMMENT ON FUNCTION build_store(name, boolean) IS
  'Internal: runs the layout in an existing schema: all of it, or with code_only the functions, triggers and views alone, which are replaced.';

CREATE FUNCTION stores()
RETURNS TABLE (store name, owner name, layout_version integer, market text)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
  -- A store is a schema with our two tables. Only plain tables without row security are read, and columns of PostgreSQL's
  -- own types, which have no cast of somebody's: nobody's code runs here.
  FOR store, owner IN
    SELECT n.nspname, r.rolname
    FROM pg_catalog.pg_namespace n
    JOIN pg_catalog.pg_roles r ON r.oid = n.nspowner
    JOIN pg_catalog.pg_class i ON i.relnamespace = n.oid AND i.relname = 'store_info' AND i.relkind = 'r' AND NOT i.relrowsecurity
    JOIN pg_catalog.pg_class t ON t.relnamespace = n.oid AND t.relname = 'quote_tick'
    JOIN pg_catalog.pg_attribute q ON q.attrelid = t.oid AND q.attname = 'quote' AND q.atttypid = '@extschema@.quote'::regtype
    JOIN pg_catalog.pg_attribute v ON v.attrelid = i.oid AND v.attname = 'layout_version' AND v.atttypid = 'integer'::regtype
    JOIN pg_catalog.pg_attribute m ON m.attrelid = i.oid AND m.attname = 'market' AND m.atttypid = 'text'::regtype
    WHERE has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(i.oid, 'SELECT')
    ORDER BY n.nspname
  LOOP
    EXECUTE format('SELECT i.layout_version, i.market FROM ONLY %I.store_info i', store) INTO layout_version, market;
    RETURN NEXT;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION stores() IS 'The stores of this database that the caller may read: name, owner, layout version, market.';

CREATE FUNCTION require_store(store name)
RETURNS integer
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
  version integer;
BEGIN
  PERFORM @extschema@.check_store_name(store);
  SELECT s.layout_version INTO version FROM @extschema@.stores() s WHERE s.store = require_store.store;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no store %', quote_ident(store)
      USING ERRCODE = 'invalid_schema_name',
            DETAIL = format('Schema %I does not exist, holds no store, or you may not read it.', store),
            HINT = 'SELECT * FROM stores() lists the stores; create_store() makes one.';
  END IF;
  RETURN version;
END
$function$;
COMMENT ON FUNCTION require_store(name) IS 'Internal: the layout version of a store; raises 3F000 (invalid_schema_name) where there is none.';

CREATE FUNCTION create_store(store name, market text DEFAULT 'XKAR', starter boolean DEFAULT true)
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
  listed text[];
BEGIN
  PERFORM @extschema@.check_store_name(store);
  SELECT r.fields INTO listed FROM @extschema@.starter_rows('market') AS r (fields) WHERE r.fields[1] = market;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'unknown market: %', coalesce(quote_literal(market), 'NULL')
      USING ERRCODE = 'invalid_parameter_value',
            DETAIL = 'Markets are named by their market identifier code (ISO 10383); Pakistan Stock Exchange is XKAR.',
            HINT = 'Known here: ' || (SELECT string_agg(r.fields[1], ', ' ORDER BY r.fields[1]) FROM @extschema@.starter_rows('market') AS r (fields))
                   || '. For another, create the store for one of these, insert a row into its table market, and set it in store_info.';
  END IF;

  IF EXISTS (SELECT FROM @extschema@.stores() s WHERE s.store = create_store.store) THEN
    RAISE EXCEPTION 'store % exists', quote_ident(store)
      USING ERRCODE = 'duplicate_schema', HINT = 'Choose another name, or see drop_store().';
  ELSIF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = store) THEN
    EXECUTE format('CREATE SCHEMA %I', store);
  ELSIF NOT (SELECT pg_has_role(nspowner, 'USAGE') FROM pg_namespace WHERE nspname = store) THEN
    RAISE EXCEPTION 'must be owner of schema %', quote_ident(store)
      USING ERRCODE = 'insufficient_privilege',
            DETAIL = 'Who owns the schema could replace what the store is made of.',
            HINT = 'Let create_store() make the schema.';
  END IF;

  PERFORM @extschema@.build_store(store, false);
  EXECUTE format('INSERT INTO %I.market (mic, name, time_zone, currency) VALUES ($1, $2, $3, $4)', store)
    USING listed[1], listed[2], listed[3], listed[4];
  EXECUTE format('INSERT INTO %I.store_info (layout_version, market) VALUES ($1, $2)', store)
    USING @extschema@.store_layout_version(), market;
  EXECUTE format('INSERT INTO %I.boilerplate (rule, match, pattern) '
                 'SELECT b.rule, b.match, b.pattern FROM @extschema@.boilerplate_rules() b ON CONFLICT DO NOTHING', store);
  EXECUTE format('INSERT INTO %1$I.ticker_sign (sign, case_mode) SELECT f[1], f[2] FROM @extschema@.starter_rows(''ticker_sign'') AS r (f);'
                 'INSERT INTO %1$I.relevance_weight (part, weight) SELECT f[1], f[2]::integer FROM @extschema@.starter_rows(''relevance_weight'') AS r (f)', store);
  IF starter THEN
    PERFORM @extschema@.load_starter(store);
    IF NOT EXISTS (SELECT FROM @extschema@.starter_rows('market_hours') AS r (fields) WHERE r.fields[1] = market) THEN
      RAISE NOTICE 'market % comes without trading hours and holidays', market
        USING HINT = format('Until %I.market_hours has rows for it, every local date is a session.', store);
    END IF;
  END IF;
END
$function$;
COMMENT ON FUNCTION create_store(name, text, boolean) IS
  'Makes a store: a schema of that name with tables, views and triggers that belong to the caller. market is the market of pages whose site is not in its table source, by its ISO 10383 code; an unknown code names the known ones. '
  'With starter, the store is filled by load_starter(). '
  'Errors: 42602 for an impossible name, 22023 for an unknown market, 42P06 where the store exists, 42501 where the schema is somebody else''s.';

CREATE FUNCTION store_layout_version()
RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $function$ SELECT 1 $function$;
COMMENT ON FUNCTION store_layout_version() IS 'The layout that create_store() builds and upgrade_store() brings a store to.';

CREATE FUNCTION starter_version()
RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $function$ SELECT 1 $function$;
COMMENT ON FUNCTION starter_version() IS 'The starter set that load_starter() fills a store with: counts its editions.';

CREATE FUNCTION load_starter(store name)
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
  PERFORM @extschema@.require_store(store);
  -- Markets that the store knows get their calendar, instruments and sites. Holidays come before hours: the sessions are derived once.
  EXECUTE format($sql$
    INSERT INTO %1$I.market_holiday (mic, day, name, remark)
    SELECT f[1], f[2]::date, f[3], f[4]
    FROM @extschema@.starter_rows('market_holiday') AS r (f) JOIN %1$I.market m ON m.mic = f[1]
    ON CONFLICT DO NOTHING;
    INSERT INTO %1$I.market_hours (mic, weekday, opens, closes, valid_from, valid_to, remark)
    SELECT f[1], f[2]::smallint, f[3]::time, f[4]::time, coalesce(f[5]::date, '-infinity'), coalesce(f[6]::date, 'infinity'), f[7]
    FROM @extschema@.starter_rows('market_hours') AS r (f) JOIN %1$I.market m ON m.mic = f[1]
    ON CONFLICT DO NOTHING;
    INSERT INTO %1$I.instrument (mic, symbol, name, kind, sector)
    SELECT f[1], f[2], f[3], f[4], f[5]
    FROM @extschema@.starter_rows('instrument') AS r (f) JOIN %1$I.market m ON m.mic = f[1]
    ON CONFLICT DO NOTHING;
    INSERT INTO %1$I.price_limit (mic, valid_from, percent, amount)
    SELECT f[1], coalesce(f[2]::date, '-infinity'), f[3]::numeric, f[4]::numeric
    FROM @extschema@.starter_rows('price_limit') AS r (f) JOIN %1$I.market m ON m.mic = f[1]
    ON CONFLICT DO NOTHING;
    INSERT INTO %1$I.source (host, mic, number_format, article_path)
    SELECT f[1], f[2], f[3], f[4]
    FROM @extschema@.starter_rows('source') AS r (f) JOIN %1$I.market m ON m.mic = f[2]
    ON CONFLICT DO NOTHING;
  $sql$, store);
  -- Tags go in by name, so the same data gives the same numbers; those of instruments that the store lacks are left out.
  EXECUTE format($sql$
    INSERT INTO %1$I.tag (tag, kind, mic, symbol)
    SELECT f[1], f[2], f[3], f[4]
    FROM @extschema@.starter_rows('tag') AS r (f)
    WHERE f[4] IS NULL OR EXISTS (SELECT FROM %1$I.instrument i WHERE i.mic = f[3] AND i.symbol = f[4])
    ORDER BY f[2] COLLATE "C", f[1] COLLATE "C"
    ON CONFLICT DO NOTHING;
    INSERT INTO %1$I.alias (tag_id, alias, case_mode, guard)
    SELECT t.tag_id, f[2], coalesce(f[3], 'fold'), f[4]
    FROM @extschema@.starter_rows('alias') AS r (f) JOIN %1$I.tag t ON t.tag = f[1]
    ORDER BY t.tag_id, f[2] COLLATE "C"
    ON CONFLICT DO NOTHING;
    -- A rule has no name: those of a tag that has rules already stay as they are.
    INSERT INTO %1$I.tag_rule (tag_id, all_of, any_of, none_of, within_words, threshold, case_mode)
    SELECT t.tag_id, string_to_array(coalesce(f[2], ''), '|'), string_to_array(coalesce(f[3], ''), '|'), string_to_array(coalesce(f[4], ''), '|'),
           f[5]::integer, coalesce(f[6]::integer, 1), coalesce(f[7], 'fold')
    FROM @extschema@.starter_rows('tag_rule') AS r (f) JOIN %1$I.tag t ON t.tag = f[1]
    WHERE NOT EXISTS (SELECT FROM %1$I.tag_rule o WHERE o.tag_id = t.tag_id)
    ORDER BY t.tag_id, r.f COLLATE "C";
  $sql$, store);
  -- A few words for demonstration: never among those of a list that the user has loaded.
  EXECUTE format($sql$
    INSERT INTO %1$I.tone_word (word, category)
    SELECT f[1], f[2] FROM @extschema@.starter_rows('tone_word') AS r (f)
    WHERE NOT EXISTS (SELECT FROM %1$I.tone_word)
  $sql$, store);
  EXECUTE format('UPDATE %I.store_info SET starter_version = $1', store) USING @extschema@.starter_version();
END
$function$;
COMMENT ON FUNCTION load_starter(name) IS
  'Fills a store with the starter set: calendar, instruments and sites of its markets (a calendar is known for XKAR, and as an example for XNYS and XLON from 2020 to 2027: elsewhere sessions are calendar days until market_hours has rows; price limits, instruments and sites for XKAR alone), tags with their aliases and rules, and, where tone_word is empty, a few words of our own for demonstration. What the store has stays; a second call adds nothing. store_info.starter_version then names the edition, see starter_version().';

CREATE FUNCTION upgrade_store(store name)
RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
  version integer := @extschema@.require_store(store);
  newest integer := @extschema@.store_layout_version();
BEGIN
  IF version > newest THEN
    RAISE EXCEPTION 'store % has layout %, newer than this version of newstape knows', quote_ident(store), version
      USING ERRCODE = 'object_not_in_prerequisite_state',
            DETAIL = format('The newest layout known here is %s.', newest),
            HINT = 'ALTER EXTENSION newstape UPDATE.';
  END IF;
  PERFORM @extschema@.build_store(store, true);
  EXECUTE format('UPDATE %I.store_info SET layout_version = $1 WHERE layout_version <> $1', store) USING newest;
  RETURN newest;
END
$function$;
COMMENT ON FUNCTION upgrade_store(name) IS
  'Brings a store to the layout of the installed version: replaces its functions, triggers and views, keeps tables, rows and the user''s own objects. Returns the layout version. '
  'To be called by the store''s owner after ALTER EXTENSION newstape UPDATE.';

CREATE FUNCTION store_objects(OUT kind text, OUT name text)
RETURNS SETOF record
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $function$
  SELECT DISTINCT lower(m[1]), m[2]
  FROM @extschema@.store_layout() l
  CROSS JOIN LATERAL regexp_matches(l.ddl, '^CREATE (?:OR REPLACE )?(TABLE|VIEW|FUNCTION) @store@\.(\w+)', 'gn') m
$function$;
COMMENT ON FUNCTION store_objects() IS 'Internal: the tables, views and functions that a store is made of, read from its layout.';

CREATE FUNCTION store_triggers(OUT name text, OUT on_table text)
RETURNS SETOF record
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $function$
  SELECT m[1], m[2]
  FROM @extschema@.store_layout() l
  CROSS JOIN LATERAL regexp_matches(l.ddl, '^CREATE TRIGGER (\w+) \w+ \w+ ON @store@\.(\w+)', 'gn') m
$function$;
COMMENT ON FUNCTION store_triggers() IS 'Internal: the triggers of a store and the tables that they are on, read from its layout.';

CREATE FUNCTION store_function_bodies(store name, OUT name text, OUT body text)
RETURNS SETOF record
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
AS $function$
  SELECT split_part(f.part, '(', 1), replace(split_part(f.part, '$' || 'function$', 2), '@store@', quote_ident(store))
  FROM @extschema@.store_layout() l
  CROSS JOIN LATERAL regexp_split_to_table(l.ddl, '\nCREATE OR REPLACE FUNCTION @store@\.') WITH ORDINALITY AS f (part, part_no)
  WHERE f.part_no > 1
$function$;
COMMENT ON FUNCTION store_function_bodies(name) IS 'Internal: the functions of a store as this version makes them, read from its layout.';

CREATE FUNCTION drop_store(store name)
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
  kind_of text;
  names text;
BEGIN
  PERFORM @extschema@.require_store(store);
  FOREACH kind_of IN ARRAY ARRAY['view', 'table', 'function'] LOOP
    SELECT string_agg(CASE kind_of WHEN 'function' THEN p.oid::regprocedure::text ELSE format('%I.%I', store, o.name) END, ', ')
    INTO names
    FROM @extschema@.store_objects() o
    LEFT JOIN pg_proc p ON kind_of = 'function' AND p.proname = o.name AND p.pronamespace = quote_ident(store)::regnamespace
    WHERE o.kind = kind_of;
    -- RESTRICT: what others have built on the store is named in the error, not dropped.
    EXECUTE format('DROP %s IF EXISTS %s RESTRICT', kind_of, names);
  END LOOP;
  EXECUTE format('DROP SCHEMA %I RESTRICT', store);
END
$function$;
COMMENT ON FUNCTION drop_store(name) IS
  'Drops a store with all its rows. Refused (2BP01) while anything else depends on it or lives in its schema.';

CREATE FUNCTION verify_store(store name)
RETURNS TABLE (object text, problem text)
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
  PERFORM @extschema@.require_store(store);
  RETURN QUERY
  SELECT format('%s %I.%I', o.kind, store, o.name), 'is missing'
  FROM @extschema@.store_objects() o
  WHERE NOT EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = quote_ident(store)::regnamespace AND c.relname = o.name
                    AND c.relkind = CASE o.kind WHEN 'view' THEN 'v' ELSE 'r' END)
    AND NOT EXISTS (SELECT FROM pg_proc p WHERE o.kind = 'function' AND p.pronamespace = quote_ident(store)::regnamespace AND p.proname = o.name)
  ORDER BY 1;
  IF FOUND THEN
    RETURN;
  END IF;
  RETURN QUERY
  -- Of functions of one name each has a body of its own.
  SELECT DISTINCT format('function %I.%I', store, f.name), 'is not as this version makes it; see upgrade_store()'
  FROM @extschema@.store_function_bodies(store) f
  WHERE NOT EXISTS (SELECT FROM pg_proc p
                    WHERE p.pronamespace = quote_ident(store)::regnamespace AND p.proname = f.name AND p.prosrc = f.body)
  UNION ALL
  SELECT format('trigger %I on %I.%I', r.name, store, r.on_table), CASE WHEN t.tgname IS NULL THEN 'is missing; see upgrade_store()' ELSE 'is disabled' END
  FROM @extschema@.store_triggers() r
  LEFT JOIN pg_trigger t ON t.tgrelid = format('%I.%I', store, r.on_table)::regclass AND t.tgname = r.name
  WHERE t.tgname IS NULL OR t.tgenabled IN ('D', 'R')
  ORDER BY 1;
  RETURN QUERY EXECUTE format($sql$ SELECT v.object, v.problem FROM %I.broken_laws() v $sql$, store);
END
$function$;
COMMENT ON FUNCTION verify_store(name) IS
  'What is wrong with a store, a row each, none if all is well: missing objects, functions that are not as this version makes them, missing or disabled triggers, and rows that break a law of the store, e.g. a session quote that does not follow from its ticks.';

CREATE PROCEDURE load_pages(store name, batch integer DEFAULT 1000)
LANGUAGE plpgsql
AS $function$
DECLARE
  loaded integer;
  total bigint := 0;
BEGIN
  PERFORM @extschema@.require_store(store);
  PERFORM @extschema@.require_batch(batch);
  LOOP
    EXECUTE pg_catalog.format('SELECT %I.load_waiting($1)', store) INTO loaded USING batch;
    EXIT WHEN loaded OPERATOR(pg_catalog.=) 0;
    total := total OPERATOR(pg_catalog.+) loaded;
    COMMIT;
    RAISE INFO 'load_pages: % pages loaded', total;
  END LOOP;
END
$function$;
COMMENT ON PROCEDURE load_pages(name, integer) IS
  'Loads the pages that were inserted with the trigger off, in committing batches of so many pages, and reports after each. Stopped at any moment, it goes on where it was when called again. Not to be called in a transaction block.';

CREATE PROCEDURE retag(store name, batch integer DEFAULT 1000)
LANGUAGE plpgsql
AS $function$
DECLARE
  settled record;
  looked_at bigint := 0;
  tagged bigint := 0;
BEGIN
  PERFORM @extschema@.require_store(store);
  PERFORM @extschema@.require_batch(batch);
  LOOP
    EXECUTE pg_catalog.format('SELECT w.looked_at, w.tagged FROM %I.retag_waiting($1) w', store) INTO settled USING batch;
    EXIT WHEN settled.looked_at OPERATOR(pg_catalog.=) 0;
    looked_at := looked_at OPERATOR(pg_catalog.+) settled.looked_at;
    tagged := tagged OPERATOR(pg_catalog.+) settled.tagged;
    COMMIT;
    RAISE INFO 'retag: % articles looked at, % tagged anew', looked_at, tagged;
  END LOOP;
END
$function$;
COMMENT ON PROCEDURE retag(name, integer) IS
  'Brings the articles that older rules tagged to the current ones: looks through them for those that an added, changed or removed rule can touch, and tags these anew, in committing batches of so many articles, and reports after each. Stopped at any moment, it goes on where it was when called again. Not to be called in a transaction block.';

CREATE FUNCTION article_tag_as_of(store name, day date)
RETURNS TABLE (article_id bigint, tag text, tag_kind text, mentions integer, relevance integer, novelty integer, valid_from timestamptz, valid_to timestamptz)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
  PERFORM @extschema@.require_store(store);
  RETURN QUERY EXECUTE format($sql$
    WITH moment AS (
      SELECT ($1 + 1)::timestamp AT TIME ZONE m.time_zone AS day_ends
      FROM %1$I.store_info i JOIN %1$I.market m ON m.mic = i.market
    )
    SELECT t.article_id, g.tag, g.kind, t.mentions, t.relevance::integer, t.novelty::integer, t.valid_from, NULL::timestamptz
    FROM moment o JOIN %1$I.article_tag t ON t.valid_from < o.day_ends JOIN %1$I.tag g ON g.tag_id = t.tag_id
    UNION ALL
    SELECT h.article_id, h.tag, h.tag_kind, h.mentions, h.relevance::integer, h.novelty::integer, h.valid_from, h.valid_to
    FROM moment o JOIN %1$I.article_tag_history h ON h.valid_from < o.day_ends AND h.valid_to >= o.day_ends
  $sql$, store) USING day;
END
$function$;
COMMENT ON FUNCTION article_tag_as_of(name, date) IS
  'The tags of articles as they were known when a day ended in the time zone of the store''s market: a row for each article and tag, with what it said then, since when, and until when (NULL: it holds still). '
  'A tag is known from the capture of its article, or from the retag() that gave it. Errors: 3F000 no such store.';

CREATE FUNCTION require_batch(batch integer)
RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
  IF batch IS NULL OR batch < 1 THEN
    RAISE EXCEPTION 'batch must be at least 1, not %', coalesce(batch::text, 'NULL') USING ERRCODE = 'invalid_parameter_value';
  END IF;
END
$function$;
COMMENT ON FUNCTION require_batch(integer) IS 'Internal: raises 22023 for a batch size below 1.';
