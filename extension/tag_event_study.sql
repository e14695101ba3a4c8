-- tag_event_study: event studies of the articles of a store.

CREATE FUNCTION @extschema@.tag_event_queries(store name, tag text, index_symbol text DEFAULT 'KSE100', flagged boolean DEFAULT true,
	relevance_min integer DEFAULT 0, novelty_min integer DEFAULT 0, OUT events text, OUT returns text)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
  market_code text;
  wanted record;
BEGIN
  PERFORM @extschema@.require_store(store);
  EXECUTE format('SELECT i.market FROM %I.store_info i', store) INTO market_code;
  EXECUTE format('SELECT t.tag_id, t.kind FROM %I.tag t WHERE t.tag = $1', store) INTO wanted USING tag;
  IF wanted.tag_id IS NULL THEN
    RAISE EXCEPTION 'there is no tag % in store %', coalesce(quote_literal(tag), 'NULL'), quote_ident(store)
      USING ERRCODE = 'invalid_parameter_value', HINT = format('SELECT tag FROM %I.tag lists them.', store);
  END IF;

  -- Of a tag that is no instrument, the instruments that the article names are studied, indices apart.
  -- The first of several articles of a session counts, so they come in order.
  events := format($sql$
    SELECT a.article_id::text AS event_id, n.symbol, a.session, CASE WHEN a.date_precision = 'day' THEN 'ambiguous_day0' END AS flags
    FROM %1$I.article_tag t
    JOIN %1$I.article a ON a.article_id = t.article_id
    JOIN %1$I.article_tag o ON o.article_id = t.article_id
    JOIN %1$I.tag n ON n.tag_id = o.tag_id AND n.mic = %2$L
    LEFT JOIN %1$I.instrument i ON i.mic = n.mic AND i.symbol = n.symbol
    WHERE t.tag_id = %3$s AND a.mic = %2$L AND a.date_basis <> 'captured' AND %4$s
      AND t.relevance >= %5$s AND o.relevance >= %5$s AND t.novelty >= %6$s
    ORDER BY a.published_at, a.article_id, n.symbol COLLATE "C"
  $sql$, store, market_code, wanted.tag_id,
    CASE WHEN wanted.kind = 'instrument' THEN format('n.tag_id = %s', wanted.tag_id)
         ELSE format('i.kind IS DISTINCT FROM ''index'' AND n.symbol <> %L', index_symbol) END,
    coalesce(relevance_min, 0), coalesce(novelty_min, 0));

  -- A quote's own return is against the exchange's reference price, so it spans one session whatever was captured before. Sessions
  -- of the market in which the index was not seen are sessions all the same: windows do not stretch over them.
  returns := format($sql$
    SELECT s.symbol, s.session, @extschema@.simple_return(s.close) AS ret, %5$s AS flags
    FROM %1$I.session_quote s%6$s
    WHERE s.mic = %2$L AND (s.symbol = %3$L OR s.symbol IN (SELECT e.symbol FROM (%4$s) e))
    UNION ALL
    SELECT %3$L, m.session, NULL, NULL
    FROM %1$I.market_session m
    WHERE m.mic = %2$L
      AND m.session > (SELECT min(q.session) FROM %1$I.session_quote q WHERE q.mic = %2$L AND q.symbol = %3$L)
      AND m.session < (SELECT max(q.session) FROM %1$I.session_quote q WHERE q.mic = %2$L AND q.symbol = %3$L)
      AND NOT EXISTS (SELECT FROM %1$I.session_quote q WHERE q.mic = %2$L AND q.symbol = %3$L AND q.session = m.session)
  $sql$, store, market_code, index_symbol, events,
    CASE WHEN flagged THEN 'f.flags' ELSE 'NULL::text' END,
    CASE WHEN flagged THEN format($sql$
    LEFT JOIN (SELECT g.symbol, g.session, string_agg(g.flag, ',') AS flags FROM %1$I.quality_flags g WHERE g.mic = %2$L GROUP BY g.symbol, g.session) f
      ON f.symbol = s.symbol AND f.session = s.session$sql$, store, market_code) ELSE '' END);
END
$function$;
COMMENT ON FUNCTION @extschema@.tag_event_queries(name, text, text, boolean, integer, integer) IS
'The queries that event_study() needs for a tag of a store, on the store''s market. events: the articles with the tag, event_id their article_id, at their reaction sessions; of an instrument''s tag for that instrument, of another for every instrument that the article names, indices apart; articles dated by their capture (date_basis captured) are left out, and so are those where the tag or the instrument has less relevance than relevance_min, or the tag less novelty than novelty_min. '
'returns: simple_return() of the session''s closing quote, which is against the exchange''s own reference price, of those instruments and the index; a session of the market between the index''s first and last in which the index was not seen is one with a NULL return. '
'Both give flags: ambiguous_day0 for articles whose date_precision is day, and those of the store''s view quality_flags for returns, unless flagged is false, which saves looking at every quote of the market. '
'Errors: 3F000 no such store, 22023 no such tag.';

CREATE FUNCTION @extschema@.tag_event_study(
	store name,
	tag text,
	index_symbol text DEFAULT 'KSE100',
	estimation int4range DEFAULT '[-250,-11]',
	event_window int4range DEFAULT '[-10,10]',
	model text DEFAULT 'market',
	on_holiday text DEFAULT 'later',
	relevance_min integer DEFAULT 0,
	novelty_min integer DEFAULT 0,
	OUT event_id text, OUT symbol text, OUT rel integer, OUT session date, OUT ret double precision, OUT ar double precision, OUT sar double precision,
	OUT n_est integer, OUT reason text, OUT flags text
) RETURNS SETOF record
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $function$
  SELECT e.*
  FROM @extschema@.tag_event_queries(store, tag, index_symbol, true, relevance_min, novelty_min) q
  CROSS JOIN LATERAL @extschema@.event_study(q.events, q.returns, index_symbol, estimation, event_window, model, on_holiday) e
$function$;
COMMENT ON FUNCTION @extschema@.tag_event_study(name, text, text, int4range, int4range, text, text, integer, integer) IS
'event_study() of the articles with a tag, by the queries of tag_event_queries(); event_id is the article_id. Of several articles that react in one session the first counts, the others are duplicate_event. Errors as of those two.';

CREATE FUNCTION @extschema@.tag_event_study_summary(
	store name,
	tag text,
	index_symbol text DEFAULT 'KSE100',
	estimation int4range DEFAULT '[-250,-11]',
	event_window int4range DEFAULT '[-10,10]',
	model text DEFAULT 'market',
	on_holiday text DEFAULT 'later',
	windows int4range[] DEFAULT NULL,
	relevance_min integer DEFAULT 0,
	novelty_min integer DEFAULT 0,
	OUT rel_from integer, OUT rel_to integer, OUT statistic text, OUT value double precision, OUT n integer, OUT df double precision, OUT p double precision
) RETURNS SETOF record
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $function$
  SELECT e.*
  FROM @extschema@.tag_event_queries(store, tag, index_symbol, false, relevance_min, novelty_min) q
  CROSS JOIN LATERAL @extschema@.event_study_summary(q.events, q.returns, index_symbol, estimation, event_window, model, on_holiday, windows) e
$function$;
COMMENT ON FUNCTION @extschema@.tag_event_study_summary(name, text, text, int4range, int4range, text, text, int4range[], integer, integer) IS
'event_study_summary() of the articles with a tag, by the queries of tag_event_queries(). Errors as of those two.';

CREATE FUNCTION @extschema@.tag_event_tests(
	store name,
	index_symbol text DEFAULT 'KSE100',
	estimation int4range DEFAULT '[-250,-11]',
	event_window int4range DEFAULT '[0,1]',
	model text DEFAULT 'market',
	events_min integer DEFAULT 10,
	relevance_min integer DEFAULT 0,
	novelty_min integer DEFAULT 0,
	OUT tag text, OUT tag_kind text, OUT rel_from integer, OUT rel_to integer, OUT events integer, OUT caar double precision, OUT kp_bmp_t double precision,
	OUT p double precision, OUT p_adjusted double precision, OUT tags_tested integer
) RETURNS SETOF record
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
  candidate record;
  tested text[] := '{}';
  kinds text[] := '{}';
  summaries double precision[] := '{}';
  summary double precision[];
BEGIN
  PERFORM @extschema@.require_store(store);
  -- A tag has no more events than articles times instruments named; those with fewer need no study.
  FOR candidate IN EXECUTE format($sql$
    SELECT t.tag, t.kind
    FROM %1$I.tag t
    JOIN %1$I.article_tag a ON a.tag_id = t.tag_id
    JOIN %1$I.article_tag o ON o.article_id = a.article_id
    JOIN %1$I.tag n ON n.tag_id = o.tag_id AND n.kind = 'instrument'
    WHERE t.symbol IS DISTINCT FROM $1
      AND EXISTS (SELECT FROM %1$I.session_quote q JOIN %1$I.store_info i ON i.market = q.mic WHERE q.symbol = $1)
    GROUP BY t.tag, t.kind HAVING count(*) >= $2
    ORDER BY t.tag COLLATE "C"
  $sql$, store) USING index_symbol, events_min LOOP
    SELECT ARRAY[max(s.n) FILTER (WHERE s.statistic = 'caar'), max(s.value) FILTER (WHERE s.statistic = 'caar'),
                 max(s.value) FILTER (WHERE s.statistic = 'kp_bmp_t'), max(s.p) FILTER (WHERE s.statistic = 'kp_bmp_t')]
    INTO summary
    FROM @extschema@.tag_event_study_summary(store, candidate.tag, index_symbol, estimation, event_window, model, windows => ARRAY[event_window],
      relevance_min => relevance_min, novelty_min => novelty_min) s
    WHERE s.rel_from = lower(event_window) AND s.rel_to = upper(event_window) - 1;
    IF summary[1] >= events_min THEN
      tested := tested || candidate.tag;
      kinds := kinds || candidate.kind;
      summaries := summaries || summary;
    END IF;
  END LOOP;

  RETURN QUERY
  WITH study AS (
    SELECT u.tag, u.tag_kind, summaries[4 * u.i - 3]::integer AS events, summaries[4 * u.i - 2] AS caar, summaries[4 * u.i - 1] AS t, summaries[4 * u.i] AS p
    FROM unnest(tested, kinds) WITH ORDINALITY AS u (tag, tag_kind, i)
  ), ranked AS (
    SELECT s.*, row_number() OVER (ORDER BY s.p, s.tag COLLATE "C") AS rank, count(s.p) OVER () AS tests FROM study s
  )
  SELECT r.tag, r.tag_kind, lower(event_window), upper(event_window) - 1, r.events, r.caar, r.t, r.p,
         CASE WHEN r.p IS NOT NULL THEN least(1, min(r.p * r.tests / r.rank) OVER (ORDER BY r.rank DESC)) END,
         r.tests::integer
  FROM ranked r
  ORDER BY r.rank;
END
$function$;
COMMENT ON FUNCTION @extschema@.tag_event_tests(name, text, int4range, int4range, text, integer, integer, integer) IS
'Every tag of a store with at least events_min events kept, and what its event study says of the window event_window, the least p first: events, the mean cumulated abnormal return caar, kp_bmp_t and its p as of event_study_summary(), p_adjusted after Benjamini & Hochberg 1995 over the tags tested together, and tags_tested, how many those are. '
'The index''s own tag is left out, and there are no rows before the index was seen. Reads the returns once for each tag. Errors as of tag_event_study().';
