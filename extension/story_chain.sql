CREATE FUNCTION story_chains(article_ids bigint[], published_at timestamptz[], simhashes bigint[], body_hashes uuid[], known_chains bigint[],
                             hours integer, distance integer)
RETURNS TABLE (article_id bigint, chain_id bigint, place integer, similar_days integer, members integer)
LANGUAGE c IMMUTABLE PARALLEL SAFE ROWS 1000 COST 10000 AS 'MODULE_PATHNAME', 'newstape_story_chains';
COMMENT ON FUNCTION story_chains(bigint[], timestamptz[], bigint[], uuid[], bigint[], integer, integer) IS
  'The chains of re-told stories among articles of one subject, given as arrays with an element for each. Two articles are linked if their body hashes are equal, or if they were published '
  'at most so many hours apart and their fingerprints, see simhash(), differ in at most distance bits; a chain is what links connect. '
  'A row for each article: chain_id, the first article of its chain; place, how many came before it there; similar_days, whole days since the one before, NULL for the first; members, how many there are in all. '
  'Articles of one moment stand in the order in which they are given. Articles with the same known chain are taken to be in one, and are not compared with others that have a known chain: with all NULL everything is compared with everything near it. '
  'Time grows with the number of articles times that of their neighbours within the hours. '
  'Errors: 22004 a NULL argument, id or time; 2202E arrays of different lengths; 22023 hours below 0, distance not 0 to 64; 22008 an infinite time.';
