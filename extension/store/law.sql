-- @code@
-- The laws that loading keeps, for verify_store().
CREATE OR REPLACE FUNCTION @store@.broken_laws()
RETURNS TABLE (object text, problem text)
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $function$
  WITH derived AS (
    SELECT t.mic, t.symbol, t.session, @extschema@.candlestick(t.captured_at, t.quote) AS candle, count(DISTINCT t.quote) AS ticks
    FROM @store@.quote_tick t WHERE NOT t.reset
    GROUP BY t.mic, t.symbol, t.session
  )
  SELECT format('session_quote %s %s %s', coalesce(s.mic, d.mic), coalesce(s.symbol, d.symbol), coalesce(s.session, d.session)),
         'does not follow from its ticks'
  FROM derived d
  FULL JOIN @store@.session_quote s ON s.mic = d.mic AND s.symbol = d.symbol AND s.session = d.session
  WHERE s.mic IS NULL OR d.mic IS NULL
     OR (s.open::text, s.high::text, s.low::text, s.close::text, s.ticks::bigint, s.first_seen, s.last_seen)
        IS DISTINCT FROM
        (@extschema@.open(d.candle)::text, @extschema@.high(d.candle)::text, @extschema@.low(d.candle)::text, @extschema@.close(d.candle)::text,
         d.ticks, @extschema@.open_time(d.candle), @extschema@.close_time(d.candle))
  UNION ALL
  SELECT format('quote_tick %s %s %s', t.mic, t.symbol, t.captured_at), 'belongs to another session by the calendar'
  FROM (SELECT array_agg(d.mic ORDER BY d.mic, d.captured_at) AS mics, array_agg(d.captured_at ORDER BY d.mic, d.captured_at) AS moments
        FROM (SELECT DISTINCT mic, captured_at FROM @store@.quote_tick) d) c
  CROSS JOIN LATERAL @store@.market_clocks(c.mics, c.moments) k
  JOIN @store@.quote_tick t ON t.mic = k.mic AND t.captured_at = k.moment
  WHERE t.session <> CASE WHEN t.reset THEN k.coming_session ELSE k.session END
  UNION ALL
  SELECT format('quote_tick %s %s %s', t.mic, t.symbol, t.captured_at), 'has no market or no page'
  FROM @store@.quote_tick t
  WHERE NOT EXISTS (SELECT FROM @store@.market m WHERE m.mic = t.mic) OR NOT EXISTS (SELECT FROM @store@.page p WHERE p.page_id = t.page_id)
  UNION ALL
  SELECT format('article %s', a.article_id), 'belongs to another session by the calendar'
  FROM @store@.article a
  WHERE CASE WHEN EXISTS (SELECT FROM @store@.market m WHERE m.mic = a.mic)
             THEN a.session <> @store@.article_session(a.mic, a.published_at, a.date_precision = 'day') END
  UNION ALL
  SELECT format('article %s', a.article_id), 'has no market, no address, or no page'
  FROM @store@.article a
  WHERE NOT EXISTS (SELECT FROM @store@.market m WHERE m.mic = a.mic)
     OR NOT EXISTS (SELECT FROM @store@.article_url u WHERE u.article_id = a.article_id)
     OR NOT EXISTS (SELECT FROM @store@.page p WHERE p.page_id = a.page_id)
  UNION ALL
  SELECT format('article_tag %s %s', t.article_id, t.tag_id), 'does not follow from its mentions'
  FROM @store@.article_tag t
  WHERE t.mentions <> (SELECT count(*) FROM @store@.mention m WHERE m.article_id = t.article_id AND m.tag_id = t.tag_id AND m.verdict = 'counted')
  UNION ALL
  SELECT format('article_tag %s %s', t.article_id, t.tag_id), 'has a novelty that does not follow from its chain; see refresh_all_novelty()'
  FROM @store@.article_tag t
  LEFT JOIN @store@.derived_novelty() d ON d.article_id = t.article_id AND d.tag_id = t.tag_id
  WHERE (t.chain_id, t.novelty, t.similar_days) IS DISTINCT FROM (d.chain_id, d.novelty, d.similar_days)
  UNION ALL
  SELECT format('mention %s %s %s %s', m.article_id, m.tag_id, m.zone, m.start), 'lies outside its text'
  FROM @store@.mention m JOIN @store@.article a ON a.article_id = m.article_id
  WHERE m.start + m.length - 1 > length(CASE m.zone WHEN 'headline' THEN a.title ELSE a.body END)
$function$;
COMMENT ON FUNCTION @store@.broken_laws() IS 'Rows that break a law of the store, see verify_store().';
