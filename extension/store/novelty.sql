-- How new the story of an article is, for each of its tags: chains of re-told stories, see story_chains().
CREATE TABLE @store@.novelty_setting (
  singleton  boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  hours      integer NOT NULL DEFAULT 24 CHECK (hours BETWEEN 0 AND 87600),
  distance   integer NOT NULL DEFAULT 12 CHECK (distance BETWEEN 0 AND 64),
  decay      numeric(3,2) NOT NULL DEFAULT 0.75 CHECK (decay BETWEEN 0 AND 1)
);
INSERT INTO @store@.novelty_setting DEFAULT VALUES;
COMMENT ON TABLE @store@.novelty_setting IS 'What makes two articles with a tag one story: exactly one row. An update derives the novelty of all articles anew, in the same transaction.';
COMMENT ON COLUMN @store@.novelty_setting.singleton IS 'true: there is one row';
COMMENT ON COLUMN @store@.novelty_setting.hours IS 'articles that say nearly the same are linked if published at most so many hours apart';
COMMENT ON COLUMN @store@.novelty_setting.distance IS 'they say nearly the same if article.simhash differs in at most so many of its 64 bits';
COMMENT ON COLUMN @store@.novelty_setting.decay IS 'each telling is worth so much of the one before: 0.75 gives 100, 75, 56, 42';

-- The other members of a chain beside its first, of which most chains have none.
CREATE INDEX article_tag_chain_id ON @store@.article_tag (chain_id, tag_id) WHERE chain_id <> article_id;
-- Neighbours in time, read from the index alone.
CREATE INDEX article_published_at ON @store@.article (published_at) INCLUDE (article_id, simhash) WHERE date_basis <> 'captured';

-- @code@
-- Numbers follow from the articles with a tag, whatever the order in which they came: every function here gives what derived_novelty() would.
CREATE OR REPLACE FUNCTION @store@.chains_among(tag_ids integer[], article_ids bigint[], known_chains bigint[])
RETURNS TABLE (tag_id integer, article_id bigint, chain_id bigint, novelty smallint, similar_days integer)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp SET jit = off
AS $function$
  WITH given AS MATERIALIZED (
    SELECT g.tag_id, g.article_id, g.known_chain, a.published_at, a.url, a.simhash, a.body_hash, a.date_basis
    FROM unnest(tag_ids, article_ids, known_chains) AS g (tag_id, article_id, known_chain)
    CROSS JOIN LATERAL (SELECT * FROM @store@.article o WHERE o.article_id = g.article_id LIMIT 1) a
  ), subject AS (
    SELECT g.tag_id, array_agg(g.article_id ORDER BY g.published_at, g.url COLLATE "C") AS article_ids,
           array_agg(g.published_at ORDER BY g.published_at, g.url COLLATE "C") AS published_at,
           array_agg(g.simhash ORDER BY g.published_at, g.url COLLATE "C") AS simhashes,
           array_agg(g.body_hash ORDER BY g.published_at, g.url COLLATE "C") AS body_hashes,
           array_agg(g.known_chain ORDER BY g.published_at, g.url COLLATE "C") AS known_chains
    FROM given g
    WHERE g.date_basis <> 'captured'
    GROUP BY g.tag_id
  )
  SELECT s.tag_id, c.article_id, c.chain_id, round(100 * power(n.decay, least(c.place, 1000)))::smallint, c.similar_days
  FROM subject s
  CROSS JOIN @store@.novelty_setting n
  CROSS JOIN LATERAL @extschema@.story_chains(s.article_ids, s.published_at, s.simhashes, s.body_hashes, s.known_chains, n.hours, n.distance) c
  UNION ALL
  -- Without a date an article has no place in time.
  SELECT g.tag_id, g.article_id, NULL, NULL, NULL FROM given g WHERE g.date_basis = 'captured'
$function$;
COMMENT ON FUNCTION @store@.chains_among(integer[], bigint[], bigint[]) IS
  'The chains among some articles with some tags, given as arrays: tag, article, and the chain that the article is known to be in, or NULL.';

CREATE OR REPLACE FUNCTION @store@.derived_novelty()
RETURNS TABLE (tag_id integer, article_id bigint, chain_id bigint, novelty smallint, similar_days integer)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp SET jit = off
AS $function$
  SELECT c.*
  FROM (SELECT array_agg(t.tag_id) AS tag_ids, array_agg(t.article_id) AS article_ids FROM @store@.article_tag t GROUP BY t.tag_id) g
  CROSS JOIN LATERAL @store@.chains_among(g.tag_ids, g.article_ids, '{}') c
$function$;
COMMENT ON FUNCTION @store@.derived_novelty() IS 'What novelty, chain_id and similar_days of article_tag must be, derived from the articles alone.';

CREATE OR REPLACE FUNCTION @store@.refresh_chains(tag_ids integer[], article_ids bigint[], known_chains bigint[])
RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp
AS $function$
  UPDATE @store@.article_tag t
  SET chain_id = c.chain_id, novelty = c.novelty, similar_days = c.similar_days
  FROM @store@.chains_among(tag_ids, article_ids, known_chains) c
  WHERE t.article_id = c.article_id AND t.tag_id = c.tag_id
    AND (t.chain_id, t.novelty, t.similar_days) IS DISTINCT FROM (c.chain_id, c.novelty, c.similar_days)
$function$;
COMMENT ON FUNCTION @store@.refresh_chains(integer[], bigint[], bigint[]) IS 'Writes what chains_among() says. The arrays hold whole chains.';

CREATE OR REPLACE FUNCTION @store@.near_articles(article_ids bigint[])
RETURNS SETOF bigint
LANGUAGE sql STABLE ROWS 100 SET search_path = pg_catalog, pg_temp SET jit = off
AS $function$
  WITH given AS MATERIALIZED (
    SELECT a.article_id, a.published_at, a.body_hash, a.date_basis
    FROM unnest(article_ids) AS n (article_id)
    CROSS JOIN LATERAL (SELECT * FROM @store@.article o WHERE o.article_id = n.article_id LIMIT 1) a
  ), fresh AS MATERIALIZED (
    SELECT g.article_id, g.published_at, g.body_hash FROM given g WHERE g.date_basis <> 'captured'
  ), stretch AS (
    -- Times within reach of each other are looked up together.
    SELECT min(m.published_at) - m.reach AS first, max(m.published_at) + m.reach AS last
    FROM (SELECT j.published_at, j.reach, count(*) FILTER (WHERE j.jump) OVER (ORDER BY j.published_at) AS stretch_no
          FROM (SELECT f.published_at, s.hours * interval '1 hour' AS reach,
                       f.published_at - lag(f.published_at) OVER (ORDER BY f.published_at) > 2 * s.hours * interval '1 hour' AS jump
                FROM fresh f CROSS JOIN @store@.novelty_setting s) j) m
    GROUP BY m.stretch_no, m.reach
  ), around AS (
    SELECT array_agg(o.article_id) AS article_ids, array_agg(o.published_at) AS published_at, array_agg(o.simhash) AS simhashes,
           array_agg(CASE WHEN f.article_id IS NULL THEN o.article_id END) AS known_chains
    FROM stretch s
    CROSS JOIN LATERAL (SELECT a.article_id, a.published_at, a.simhash FROM @store@.article a
                        WHERE a.date_basis <> 'captured' AND a.published_at BETWEEN s.first AND s.last OFFSET 0) o
    LEFT JOIN fresh f ON f.article_id = o.article_id
  )
  SELECT c.article_id
  FROM around a
  CROSS JOIN @store@.novelty_setting s
  CROSS JOIN LATERAL @extschema@.story_chains(a.article_ids, a.published_at, a.simhashes, array_fill(NULL::uuid, ARRAY[cardinality(a.article_ids)]),
                                              a.known_chains, s.hours, s.distance) c
  WHERE a.article_ids IS NOT NULL AND c.members > 1
  UNION
  SELECT e.article_id
  FROM fresh f
  CROSS JOIN LATERAL (SELECT b.article_id FROM @store@.article b WHERE b.body_hash = f.body_hash AND b.article_id <> f.article_id OFFSET 0) o
  CROSS JOIN LATERAL (VALUES (o.article_id), (f.article_id)) AS e (article_id)
  UNION
  SELECT g.article_id FROM given g WHERE g.date_basis = 'captured'
$function$;
COMMENT ON FUNCTION @store@.near_articles(bigint[]) IS
  'Those of some articles that may be linked with another, or have no date, and those that they may be linked with if they share a tag.';

-- Tables grow while a statement loads, and their statistics do not: see derive().
CREATE OR REPLACE FUNCTION @store@.refresh_novelty(article_ids bigint[])
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET enable_seqscan = off SET jit = off
AS $function$
DECLARE
  touched record;
BEGIN
  WITH near AS MATERIALIZED (
    SELECT n.article_id FROM @store@.near_articles(article_ids) AS n (article_id)
  ), tagged AS MATERIALIZED (
    SELECT t.tag_id, t.article_id, t.chain_id
    FROM unnest(article_ids) AS n (article_id)
    CROSS JOIN LATERAL (SELECT * FROM @store@.article_tag o WHERE o.article_id = n.article_id OFFSET 0) t
  ), mate AS MATERIALIZED (
    SELECT o.tag_id, o.chain_id, o.article_id
    FROM (SELECT DISTINCT t.tag_id, t.chain_id FROM tagged t WHERE t.chain_id IS NOT NULL) c
    CROSS JOIN LATERAL (SELECT * FROM @store@.article_tag t
                        WHERE t.chain_id = c.chain_id AND t.tag_id = c.tag_id AND t.chain_id <> t.article_id OFFSET 0) o
  ), fresh AS MATERIALIZED (
    -- What is a chain of its own, and near nothing, stays one.
    SELECT t.tag_id, t.article_id FROM tagged t
    WHERE t.chain_id IS DISTINCT FROM t.article_id OR t.article_id IN (SELECT n.article_id FROM near n)
    UNION
    SELECT m.tag_id, m.article_id FROM mate m
    UNION
    SELECT m.tag_id, m.chain_id FROM mate m
  ), neighbour AS MATERIALIZED (
    SELECT t.tag_id, t.article_id, t.chain_id
    FROM near n
    CROSS JOIN LATERAL (SELECT * FROM @store@.article_tag o WHERE o.article_id = n.article_id OFFSET 0) t
    WHERE t.tag_id IN (SELECT f.tag_id FROM fresh f) AND (t.tag_id, t.article_id) NOT IN (SELECT f.tag_id, f.article_id FROM fresh f)
  ), chain AS (
    SELECT DISTINCT n.tag_id, n.chain_id FROM neighbour n WHERE n.chain_id IS NOT NULL
  ), member AS (
    SELECT f.tag_id, f.article_id, NULL::bigint AS known_chain FROM fresh f
    UNION ALL
    SELECT c.tag_id, c.chain_id, c.chain_id FROM chain c
    UNION ALL
    SELECT c.tag_id, o.article_id, c.chain_id
    FROM chain c
    CROSS JOIN LATERAL (SELECT t.article_id FROM @store@.article_tag t
                        WHERE t.chain_id = c.chain_id AND t.tag_id = c.tag_id AND t.chain_id <> t.article_id OFFSET 0) o
    UNION ALL
    SELECT n.tag_id, n.article_id, NULL FROM neighbour n WHERE n.chain_id IS NULL
  )
  SELECT array_agg(m.tag_id) AS tag_ids, array_agg(m.article_id) AS article_ids, array_agg(m.known_chain) AS known_chains INTO touched FROM member m;
  IF touched.tag_ids IS NOT NULL THEN
    PERFORM @store@.refresh_chains(touched.tag_ids, touched.article_ids, touched.known_chains);
  END IF;
END
$function$;
COMMENT ON FUNCTION @store@.refresh_novelty(bigint[]) IS
  'Derives novelty, chain_id and similar_days of articles that were tagged, or whose text or date has changed, and of the chains that they enter or leave. Loading and retagging call it.';

CREATE OR REPLACE FUNCTION @store@.refresh_all_novelty()
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET jit = off
AS $function$
BEGIN
  LOCK TABLE @store@.store_info IN SHARE UPDATE EXCLUSIVE MODE;
  UPDATE @store@.article_tag t
  SET chain_id = c.chain_id, novelty = c.novelty, similar_days = c.similar_days
  FROM @store@.derived_novelty() c
  WHERE t.article_id = c.article_id AND t.tag_id = c.tag_id
    AND (t.chain_id, t.novelty, t.similar_days) IS DISTINCT FROM (c.chain_id, c.novelty, c.similar_days);
END
$function$;
COMMENT ON FUNCTION @store@.refresh_all_novelty() IS 'Derives novelty, chain_id and similar_days of all articles anew. An update of novelty_setting calls it.';

CREATE OR REPLACE FUNCTION @store@.novelty_setting_changed()
RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
  PERFORM @store@.refresh_all_novelty();
  RETURN NULL;
END
$function$;
COMMENT ON FUNCTION @store@.novelty_setting_changed() IS 'Trigger on novelty_setting: derives all novelty anew.';

-- An article that loses a tag, or is deleted, may have held its chain together.
CREATE OR REPLACE FUNCTION @store@.tags_dropped()
RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET enable_seqscan = off SET jit = off
AS $function$
DECLARE
  rest record;
BEGIN
  -- A tag that is deleted goes from all articles at once: nothing is left, and no loader waited for.
  IF NOT EXISTS (SELECT FROM dropped d JOIN @store@.article_tag t ON t.chain_id = d.chain_id AND t.tag_id = d.tag_id AND t.chain_id <> t.article_id) THEN
    RETURN NULL;
  END IF;
  LOCK TABLE @store@.store_info IN SHARE UPDATE EXCLUSIVE MODE;
  SELECT array_agg(c.tag_id) AS tag_ids, array_agg(m.article_id) AS article_ids INTO rest
  FROM (SELECT DISTINCT d.tag_id, d.chain_id FROM dropped d) c
  CROSS JOIN LATERAL (
    SELECT t.article_id FROM @store@.article_tag t WHERE t.article_id = c.chain_id AND t.tag_id = c.tag_id
    UNION ALL
    SELECT t.article_id FROM @store@.article_tag t WHERE t.chain_id = c.chain_id AND t.tag_id = c.tag_id AND t.chain_id <> t.article_id) m;
  PERFORM @store@.refresh_chains(rest.tag_ids, rest.article_ids, '{}');
  RETURN NULL;
END
$function$;
COMMENT ON FUNCTION @store@.tags_dropped() IS 'Trigger on article_tag: derives anew what is left of chains.';

DROP TRIGGER IF EXISTS changed_update ON @store@.novelty_setting;
CREATE TRIGGER changed_update AFTER UPDATE ON @store@.novelty_setting
  FOR EACH STATEMENT EXECUTE FUNCTION @store@.novelty_setting_changed();
DROP TRIGGER IF EXISTS dropped_delete ON @store@.article_tag;
CREATE TRIGGER dropped_delete AFTER DELETE ON @store@.article_tag REFERENCING OLD TABLE AS dropped
  FOR EACH STATEMENT EXECUTE FUNCTION @store@.tags_dropped();
