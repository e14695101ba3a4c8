-- @code@
-- From a captured page to quotes, sessions, articles and tags. One batch of pages is one pass of set-based statements.
-- Stored rows are looked up by LATERAL ... LIMIT 1, which keeps the planner from reading the whole table instead.

CREATE OR REPLACE FUNCTION @store@.captures(page_ids bigint[])
RETURNS TABLE (page_id bigint, canonical_url text, captured_at timestamptz, content text, title text, published_at timestamptz,
               mic text, time_zone text, number_format text, article_path text, boilerplate text[])
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $function$
  WITH wanted AS MATERIALIZED (
    SELECT p.*
    FROM unnest(page_ids) AS n (page_id)
    CROSS JOIN LATERAL (SELECT * FROM @store@.page o WHERE o.page_id = n.page_id LIMIT 1) p
  ), site AS MATERIALIZED (
    SELECT h.host, s.*, m.time_zone
    FROM (SELECT DISTINCT host FROM wanted) h
    CROSS JOIN LATERAL @store@.site_of(h.host) s
    JOIN @store@.market m ON m.mic = s.mic
  )
  SELECT w.page_id, w.canonical_url, w.captured_at, w.content, w.title, w.published_at,
         s.mic, s.time_zone, s.number_format, s.article_path, s.boilerplate
  FROM wanted w
  JOIN site s ON s.host = w.host
$function$;
COMMENT ON FUNCTION @store@.captures(bigint[]) IS 'Pages, each with how its site is to be read.';

CREATE OR REPLACE FUNCTION @store@.load_quotes(page_ids bigint[], expect_new boolean)
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
  touched record;
BEGIN
  -- A quote is new unless another page was captured at the same moment. Looking for it before inserting (ON CONFLICT) doubles the cost of a
  -- tick, so it is done where it may be found.
  WITH shown AS MATERIALIZED (
    SELECT * FROM @store@.captures(page_ids)
  ), capture AS MATERIALIZED (
    SELECT c.page_id, c.mic, c.captured_at, c.content, c.number_format, k.session, k.is_open, k.coming_session, k.opens_today,
           expect_new AND NOT EXISTS (SELECT FROM @store@.page o WHERE o.captured_at = c.captured_at AND o.page_id <> c.page_id) AS is_new
    FROM shown c
    JOIN @store@.market_clocks(ARRAY(SELECT mic FROM shown), ARRAY(SELECT captured_at FROM shown)) k ON k.mic = c.mic AND k.moment = c.captured_at
  ), line AS MATERIALIZED (
    SELECT c.page_id, c.mic, c.captured_at, c.session, c.is_open, c.coming_session, c.opens_today, c.is_new, l.line_no, l.symbol, l.quote, l.problem,
           CASE WHEN l.problem IS NOT NULL THEN l.line END AS line
    FROM capture c
    CROSS JOIN LATERAL @extschema@.ticker_lines(c.content, c.number_format, false) l
  ), reset_strip AS MATERIALIZED (
    -- A reset strip tells the coming session's reference prices: the market rests and no equity has moved. On the morning of a session one
    -- equity tells it; at other times of rest a strip of few, all unchanged, may just be what the last session left.
    SELECT l.page_id
    FROM line l
    LEFT JOIN @store@.instrument i ON i.mic = l.mic AND i.symbol = l.symbol
    WHERE NOT l.is_open AND l.quote IS NOT NULL AND i.kind IS DISTINCT FROM 'index'
    GROUP BY l.page_id, l.opens_today
    HAVING bool_and(coalesce(@extschema@.direction(l.quote) = 0, false)) AND count(*) >= CASE WHEN l.opens_today THEN 1 ELSE 5 END
  ), seen AS NOT MATERIALIZED (
    SELECT l.*, NOT l.is_open AND l.page_id IN (SELECT page_id FROM reset_strip) AS reset
    FROM line l
    WHERE l.quote IS NOT NULL
  ), tick AS (
    INSERT INTO @store@.quote_tick (mic, symbol, captured_at, session, quote, reset, page_id)
    SELECT s.mic, s.symbol, s.captured_at, CASE WHEN s.reset THEN s.coming_session ELSE s.session END, s.quote, s.reset, s.page_id
    FROM seen s
    WHERE s.is_new
  ), shared_tick AS (
    INSERT INTO @store@.quote_tick (mic, symbol, captured_at, session, quote, reset, page_id)
    SELECT s.mic, s.symbol, s.captured_at, CASE WHEN s.reset THEN s.coming_session ELSE s.session END, s.quote, s.reset, s.page_id
    FROM seen s
    WHERE NOT s.is_new
    ORDER BY s.captured_at, s.page_id, s.line_no
    ON CONFLICT DO NOTHING
  ), noted AS (
    INSERT INTO @store@.problem (page_id, line_no, line, symbol, reason)
    SELECT l.page_id, l.line_no, l.line, l.symbol, l.problem
    FROM line l
    WHERE l.problem IS NOT NULL
    ORDER BY l.page_id, l.line_no
  )
  SELECT array_agg(g.mic) AS mics, array_agg(g.symbol) AS symbols, array_agg(g.session) AS sessions,
         (SELECT array_agg(c.page_id) FROM capture c WHERE NOT c.is_new) AS shared_pages
  INTO touched
  FROM (SELECT DISTINCT s.mic, s.symbol, s.session FROM seen s WHERE NOT s.reset) g;

  PERFORM @store@.refresh_session_quotes(touched.mics, touched.symbols, touched.sessions);
  IF touched.shared_pages IS NOT NULL THEN
    PERFORM @store@.note_contradictions(touched.shared_pages);
  END IF;
END
$function$;
COMMENT ON FUNCTION @store@.load_quotes(bigint[], boolean) IS
  'Takes the quotes of pages: ticks, session quotes, problems. With expect_new, a tick of a moment that no other page shows is taken to be new; 23505 if it is not.';

CREATE OR REPLACE FUNCTION @store@.note_contradictions(page_ids bigint[])
RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp
AS $function$
  INSERT INTO @store@.problem (page_id, line_no, line, symbol, reason)
  SELECT c.page_id, l.line_no, l.line, l.symbol, 'another page captured at the same moment shows ' || t.quote::text
  FROM @store@.captures(page_ids) c
  CROSS JOIN LATERAL @extschema@.ticker_lines(c.content, c.number_format, false) l
  CROSS JOIN LATERAL (
    SELECT q.quote, q.page_id FROM @store@.quote_tick q
    WHERE q.mic = c.mic AND q.symbol = l.symbol AND q.captured_at = c.captured_at LIMIT 1) t
  WHERE l.quote OPERATOR(@extschema@.<>) t.quote AND t.page_id <> c.page_id
  ORDER BY c.page_id, l.line_no
$function$;
COMMENT ON FUNCTION @store@.note_contradictions(bigint[]) IS
  'Notes as problems the quotes of pages that another page of the same moment contradicts: the first stands, the other is not lost.';

CREATE OR REPLACE FUNCTION @store@.load_articles(page_ids bigint[])
RETURNS TABLE (new_ids bigint[], changed_ids bigint[])
-- Problems tell dates in one style, whatever the loader's session prefers.
LANGUAGE sql SET search_path = pg_catalog, pg_temp SET datestyle = 'ISO'
AS $function$
  WITH parsed AS MATERIALIZED (
    SELECT c.page_id, c.captured_at, c.mic, c.time_zone, split_part(c.canonical_url, '/', 3) AS site,
           coalesce(substring(c.canonical_url FROM '^[^/]*//[^/]*') || array_to_string(regexp_match(c.canonical_url, c.article_path), ''),
                    c.canonical_url) AS url,
           coalesce(c.title, a.title) AS title, a.byline, a.place, a.body, md5(a.body)::uuid AS body_hash,
           c.published_at AS given_at, a.published_at AT TIME ZONE c.time_zone AS shown_at, a.published_precision AS shown_precision
    FROM @store@.captures(page_ids) c
    CROSS JOIN LATERAL @extschema@.parse_page(c.content, c.number_format, c.boilerplate) a
    WHERE coalesce(a.body, a.title, c.title) IS NOT NULL
  ), clue AS (
    -- What is known of the publication time, best first. Midnight sharp is how scrapers write a date without time.
    SELECT p.page_id, p.captured_at, d.*, d.at BETWEEN '1970-01-01 00:00+00' AND p.captured_at + interval '1 day' AS possible
    FROM parsed p
    CROSS JOIN LATERAL (VALUES
      (1, 'given', p.given_at,
       CASE WHEN (p.given_at AT TIME ZONE p.time_zone)::time = '00:00' THEN 'day' ELSE 'second' END),
      (2, 'page', p.shown_at, p.shown_precision),
      (3, 'captured', date_trunc('day', p.captured_at AT TIME ZONE p.time_zone) AT TIME ZONE p.time_zone, 'day')
    ) AS d (rank, basis, at, precision)
    WHERE d.at IS NOT NULL
  ), impossible AS (
    INSERT INTO @store@.problem (page_id, reason)
    SELECT c.page_id, CASE c.basis WHEN 'given' THEN 'published_at' ELSE 'date of publication on the page' END
                      || CASE WHEN c.at > c.captured_at THEN ' lies after the capture: ' ELSE ' lies before 1970: ' END
                      || (c.at AT TIME ZONE 'UTC')::text || ' UTC'
    FROM clue c
    WHERE NOT c.possible AND c.basis <> 'captured'
    ORDER BY c.page_id, c.rank
  ), dated AS (
    SELECT p.*, d.basis, d.at AS published_at, d.precision,
           @store@.article_session(p.mic, d.at, d.precision = 'day') AS session,
           @store@.article_worth(p.body, d.basis, d.precision) AS worth
    FROM parsed p
    JOIN (SELECT DISTINCT ON (page_id) * FROM clue WHERE possible OR basis = 'captured' ORDER BY page_id, rank) d ON d.page_id = p.page_id
  ), best AS (
    SELECT DISTINCT ON (d.url) d.*,
           -- Under another address of the site, the same text is the same article; a few words alone prove nothing.
           CASE WHEN length(d.body) >= 200 THEN d.body_hash END AS twin_hash
    FROM dated d
    ORDER BY d.url, d.worth DESC, d.captured_at, d.page_id
  ), known AS (
    SELECT b.*, u.article_id AS url_article_id,
           coalesce(u.article_id,
             (SELECT a.article_id FROM @store@.article a
              WHERE a.body_hash = b.twin_hash AND split_part(a.url, '/', 3) = b.site AND a.title IS NOT DISTINCT FROM b.title
                AND (a.session = b.session OR 'captured' IN (a.date_basis, b.basis))
              ORDER BY a.article_id LIMIT 1)) AS article_id
    FROM best b
    LEFT JOIN LATERAL (SELECT o.article_id FROM @store@.article_url o WHERE o.url = b.url LIMIT 1) u ON true
  ), twin AS (
    -- New articles of one text, as they would meet had they come one by one: those without a date belong to the first that has one.
    SELECT k.*, CASE k.basis WHEN 'captured' THEN first_value(k.session) OVER (PARTITION BY k.site, k.title, k.twin_hash
                                                    ORDER BY k.basis = 'captured', k.captured_at, k.page_id)
                             ELSE k.session END AS twin_session
    FROM known k
    WHERE k.article_id IS NULL
  ), led AS (
    SELECT t.*, first_value(t.url) OVER (PARTITION BY t.site, t.title, t.twin_session, t.twin_hash, CASE WHEN t.twin_hash IS NULL THEN t.url END
                                         ORDER BY t.worth DESC, t.captured_at, t.page_id) AS leader_url
    FROM twin t
  ), created AS (
    INSERT INTO @store@.article (mic, url, title, byline, place, body, body_hash, published_at, date_precision, date_basis, session,
                                 page_id, captured_at, ruleset_version)
    SELECT l.mic, l.url, l.title, l.byline, l.place, l.body, l.body_hash, l.published_at, l.precision, l.basis, l.session,
           l.page_id, l.captured_at, i.ruleset_version
    FROM led l
    CROSS JOIN @store@.store_info i
    WHERE l.url = l.leader_url
    ORDER BY l.captured_at, l.page_id
    RETURNING article_id, url
  ), addressed AS (
    INSERT INTO @store@.article_url (url, article_id)
    SELECT a.url, a.article_id
    FROM (SELECT l.url, c.article_id FROM led l JOIN created c ON c.url = l.leader_url
          UNION ALL
          SELECT k.url, k.article_id FROM known k WHERE k.article_id IS NOT NULL AND k.url_article_id IS NULL) a
    ORDER BY a.url
  ), improved AS (
    UPDATE @store@.article a
    SET url = k.url, title = k.title, byline = k.byline, place = k.place, body = k.body, body_hash = k.body_hash,
        published_at = k.published_at, date_precision = k.precision, date_basis = k.basis, session = k.session,
        page_id = k.page_id, captured_at = k.captured_at
    FROM (SELECT DISTINCT ON (article_id) * FROM known WHERE article_id IS NOT NULL
          ORDER BY article_id, worth DESC, captured_at, page_id) k
    WHERE a.article_id = k.article_id
      AND (k.worth > @store@.article_worth(a.body, a.date_basis, a.date_precision)
           OR k.worth = @store@.article_worth(a.body, a.date_basis, a.date_precision) AND k.captured_at < a.captured_at)
    RETURNING a.article_id
  )
  SELECT ARRAY(SELECT article_id FROM created ORDER BY article_id), ARRAY(SELECT article_id FROM improved ORDER BY article_id)
$function$;
COMMENT ON FUNCTION @store@.load_articles(bigint[]) IS
  'Takes the articles of pages, each once. Gives those that are new, and those of which a better capture came.';

-- Tables grow while a statement loads, and their statistics do not: every lookup of a stored row is by key, whatever the planner believes.
-- Compiling the plans of a batch takes longer than running them. A batch's lines fit in a few megabytes.
CREATE OR REPLACE FUNCTION @store@.derive(page_ids bigint[])
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET enable_seqscan = off SET jit = off SET work_mem = '32MB'
AS $function$
DECLARE
  articles record;
BEGIN
  BEGIN
    PERFORM @store@.load_quotes(page_ids, true);
  EXCEPTION WHEN unique_violation THEN
    -- ticks without their pages, which somebody has deleted
    PERFORM @store@.load_quotes(page_ids, false);
  END;
  SELECT * INTO articles FROM @store@.load_articles(page_ids);
  PERFORM @store@.tag_articles(articles.new_ids);
  PERFORM @store@.refresh_novelty(articles.new_ids);
  IF articles.changed_ids <> '{}' THEN
    PERFORM @store@.tag_changed_articles(articles.changed_ids);
  END IF;
END
$function$;
COMMENT ON FUNCTION @store@.derive(bigint[]) IS 'Everything that follows from pages. The caller holds the store''s loading lock.';

-- One loader at a time derives: batches that meet the same symbols and articles would otherwise deadlock, or miss each other's rows.
CREATE OR REPLACE FUNCTION @store@.lock_loading()
RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
  LOCK TABLE @store@.store_info IN SHARE UPDATE EXCLUSIVE MODE;
  RETURN NULL;
END
$function$;
COMMENT ON FUNCTION @store@.lock_loading() IS 'Trigger on page, before a statement: waits for other loaders of the store.';

CREATE OR REPLACE FUNCTION @store@.page_arrives()
RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET datestyle = 'ISO'
AS $function$
DECLARE
  stored @store@.page;
  difference text;
BEGIN
  SELECT * INTO stored FROM @store@.page p WHERE p.url = NEW.url AND p.captured_at = NEW.captured_at;
  IF NOT FOUND THEN
    NEW.loaded := true;
    RETURN NEW;
  END IF;
  IF (stored.content, stored.title, stored.published_at) IS DISTINCT FROM (NEW.content, NEW.title, NEW.published_at) THEN
    difference := 'captured again at the same moment with other '
      || concat_ws(', ', CASE WHEN stored.content <> NEW.content THEN 'content' END,
                         CASE WHEN stored.title IS DISTINCT FROM NEW.title THEN 'title' END,
                         CASE WHEN stored.published_at IS DISTINCT FROM NEW.published_at THEN 'published_at' END)
      || '; the first stands';
    INSERT INTO @store@.problem (page_id, line, reason)
    SELECT stored.page_id, d.line, difference
    FROM (SELECT concat_ws(E'\n', NEW.title, (NEW.published_at AT TIME ZONE 'UTC')::text || ' UTC', nullif(NEW.content, stored.content)) AS line) d
    WHERE NOT EXISTS (SELECT FROM @store@.problem p
                      WHERE p.page_id = stored.page_id AND p.reason = difference AND p.line IS NOT DISTINCT FROM d.line);
  END IF;
  RETURN NULL;
END
$function$;
COMMENT ON FUNCTION @store@.page_arrives() IS
  'Trigger on page, before a row: a capture that the store has is skipped; if it differs from the stored one, it becomes a problem.';

CREATE OR REPLACE FUNCTION @store@.pages_arrived()
RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
  batch bigint[];
BEGIN
  -- In order of capture, so that the ticks of one session are met in few batches; in batches, so that memory does not grow with the statement.
  FOR batch IN
    SELECT array_agg(n.page_id)
    FROM (SELECT a.page_id, (row_number() OVER (ORDER BY a.captured_at, a.page_id) - 1) / 1000 AS batch_no FROM arrived a) n
    GROUP BY n.batch_no ORDER BY n.batch_no
  LOOP
    PERFORM @store@.derive(batch);
  END LOOP;
  RETURN NULL;
END
$function$;
COMMENT ON FUNCTION @store@.pages_arrived() IS 'Trigger on page, after a statement: derives everything from the new pages.';

DROP TRIGGER IF EXISTS lock_loading ON @store@.page;
CREATE TRIGGER lock_loading BEFORE INSERT ON @store@.page FOR EACH STATEMENT EXECUTE FUNCTION @store@.lock_loading();
DROP TRIGGER IF EXISTS page_arrives ON @store@.page;
CREATE TRIGGER page_arrives BEFORE INSERT ON @store@.page FOR EACH ROW EXECUTE FUNCTION @store@.page_arrives();
DROP TRIGGER IF EXISTS pages_arrived ON @store@.page;
CREATE TRIGGER pages_arrived AFTER INSERT ON @store@.page REFERENCING NEW TABLE AS arrived
  FOR EACH STATEMENT EXECUTE FUNCTION @store@.pages_arrived();

CREATE OR REPLACE FUNCTION @store@.load_waiting(batch integer)
RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
  page_ids bigint[];
BEGIN
  LOCK TABLE @store@.store_info IN SHARE UPDATE EXCLUSIVE MODE;
  page_ids := ARRAY(SELECT p.page_id FROM @store@.page p WHERE NOT p.loaded ORDER BY p.captured_at, p.page_id LIMIT batch);
  PERFORM @store@.derive(page_ids);
  UPDATE @store@.page p SET loaded = true WHERE p.page_id = ANY (page_ids);
  RETURN cardinality(page_ids);
END
$function$;
COMMENT ON FUNCTION @store@.load_waiting(integer) IS 'Loads up to so many pages that were inserted with the trigger off, and says how many.';
