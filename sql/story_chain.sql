-- Chains of re-told stories. Near in time and wording, ends included; equal bodies at any time; one between two makes them a chain.
CREATE TEMP TABLE story (article_id bigint, published_at timestamptz, simhash bigint, body_hash uuid);
INSERT INTO story VALUES
  (1, '2025-01-01 00:00+00', 0, md5('a')::uuid),
  (2, '2025-01-02 00:00+00', 3, NULL),
  (3, '2025-01-02 00:00:00.000001+00', 3, NULL),
  (4, '2025-01-02 12:00+00', -1, NULL),
  (5, '2026-01-01 00:00+00', 4095, md5('a')::uuid),
  (6, '2025-03-01 00:00+00', 0, NULL),
  (7, '2025-03-01 00:00+00', NULL, md5('b')::uuid),
  (8, '2025-03-01 00:00+00', NULL, md5('b')::uuid);
CREATE FUNCTION pg_temp.chains(hours integer, distance integer)
RETURNS TABLE (article_id bigint, chain_id bigint, place integer, similar_days integer, members integer) LANGUAGE sql AS $$
  SELECT c.*
  FROM (SELECT array_agg(s.article_id ORDER BY s.article_id) AS ids, array_agg(s.published_at ORDER BY s.article_id) AS times,
               array_agg(s.simhash ORDER BY s.article_id) AS hashes, array_agg(s.body_hash ORDER BY s.article_id) AS bodies,
               array_agg(NULL::bigint) AS chains FROM story s) a,
       story_chains(a.ids, a.times, a.hashes, a.bodies, a.chains, hours, distance) c
$$;
SELECT * FROM pg_temp.chains(24, 2);
SELECT * FROM pg_temp.chains(23, 2) WHERE members > 1;
SELECT * FROM pg_temp.chains(24, 1) WHERE members > 1;

-- What is known to be in chains is not compared again.
SELECT * FROM story_chains('{1,2,3}', '{2025-01-01 00:00+00,2025-01-01 01:00+00,2025-01-01 02:00+00}', '{0,0,0}', '{NULL,NULL,NULL}', '{1,2,1}', 24, 12);
SELECT * FROM story_chains('{1,2,3}', '{2025-01-01 00:00+00,2025-01-01 01:00+00,2025-01-01 02:00+00}', '{0,0,0}', '{NULL,NULL,NULL}', '{1,NULL,3}', 24, 12);
SELECT * FROM story_chains('{}', '{}', '{}', '{}', '{}', 24, 12);

-- Errors
CREATE FUNCTION pg_temp.error_of(call text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE hint text;
BEGIN
  EXECUTE 'SELECT FROM story_chains(' || call || ')';
  RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
  RETURN concat_ws(' | ', SQLSTATE, SQLERRM, nullif(hint, ''));
END $$;
SELECT call, pg_temp.error_of(call)
FROM unnest(ARRAY[
  $$'{1}', '{2025-01-01}', '{0}', '{NULL}', '{NULL}', 24, 65$$,
  $$'{1}', '{2025-01-01}', '{0}', '{NULL}', '{NULL}', -1, 12$$,
  $$'{1}', '{2025-01-01}', '{0}', '{NULL}', '{NULL}', NULL, 12$$,
  $$'{1}', '{2025-01-01}', NULL, '{NULL}', '{NULL}', 24, 12$$,
  $$'{1,2}', '{2025-01-01}', '{0}', '{NULL}', '{NULL}', 24, 12$$,
  $$'{1}', '{NULL}', '{0}', '{NULL}', '{NULL}', 24, 12$$,
  $$'{NULL}', '{2025-01-01}', '{0}', '{NULL}', '{NULL}', 24, 12$$,
  $$'{1}', '{infinity}', '{0}', '{NULL}', '{NULL}', 24, 12$$,
  $$'{1}', '{-infinity}', '{0}', '{NULL}', '{NULL}', 24, 12$$
]) AS call;
