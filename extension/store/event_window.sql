-- @code@
-- Quotes in the sessions around an article, counted in sessions, not in days.
CREATE OR REPLACE FUNCTION @store@.sessions_around(market_code text, day date, before integer, after integer)
RETURNS TABLE (session_offset integer, session date)
LANGUAGE sql STABLE ROWS 11 SET search_path = pg_catalog, pg_temp
AS $function$
  -- Without a calendar the sessions are those in which something was quoted.
  WITH known AS (SELECT EXISTS (SELECT FROM @store@.market_session m WHERE m.mic = market_code) AS calendar)
  SELECT (-row_number() OVER (ORDER BY b.session DESC))::integer, b.session
  FROM ((SELECT m.session FROM @store@.market_session m
         WHERE m.mic = market_code AND m.session < day ORDER BY m.session DESC LIMIT before)
        UNION ALL
        (SELECT DISTINCT q.session FROM @store@.session_quote q, known
         WHERE NOT known.calendar AND q.mic = market_code AND q.session < day ORDER BY q.session DESC LIMIT before)) b
  UNION ALL
  SELECT (row_number() OVER (ORDER BY f.session) - 1)::integer, f.session
  FROM ((SELECT m.session FROM @store@.market_session m
         WHERE m.mic = market_code AND m.session >= day ORDER BY m.session LIMIT after + 1)
        UNION ALL
        (SELECT DISTINCT q.session FROM @store@.session_quote q, known
         WHERE NOT known.calendar AND q.mic = market_code AND q.session >= day ORDER BY q.session LIMIT after + 1)) f
$function$;
COMMENT ON FUNCTION @store@.sessions_around(text, date, integer, integer) IS
  'The sessions around a day: 0 is that day or, if it is none, the next session; -1 the one before, 1 the one after, and so on, as many as asked for. '
  'Where the market has no hours, the sessions in which something was quoted.';

CREATE OR REPLACE FUNCTION @store@.session_age(market_code text, earlier date, later date)
RETURNS integer
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $function$
  SELECT CASE WHEN EXISTS (SELECT FROM @store@.market_session m WHERE m.mic = market_code) THEN
    (SELECT count(*) FROM @store@.market_session m WHERE m.mic = market_code AND m.session > earlier AND m.session <= later)
  ELSE
    (SELECT count(DISTINCT q.session) FROM @store@.session_quote q WHERE q.mic = market_code AND q.session > earlier AND q.session <= later)
  END::integer
$function$;
COMMENT ON FUNCTION @store@.session_age(text, date, date) IS
  'How many sessions begin after a day, up to another one: the age, in sessions, on the later day of what was seen on the earlier. 0 on the same day, or where later is before earlier. '
  'Where the market has no hours, the sessions in which something was quoted.';

CREATE OR REPLACE VIEW @store@.article_event_window AS
SELECT a.article_id,
       a.url,
       a.published_at,
       a.date_basis,
       a.date_precision,
       a.session,
       a.mic,
       q.symbol,
       i.kind AS instrument_kind,
       EXISTS (SELECT FROM @store@.article_tag t JOIN @store@.tag g ON g.tag_id = t.tag_id
               WHERE t.article_id = a.article_id AND g.mic = a.mic AND g.symbol = q.symbol) AS mentioned,
       e.session_offset,
       e.session AS quote_session,
       @extschema@.price(s.close)::numeric(27,9) AS price,
       @extschema@.delta(s.close)::numeric(27,9) AS delta,
       @extschema@.percent(s.close)::numeric(19,9) AS percent,
       @extschema@.previous_close(s.close)::numeric(28,9) AS previous_close,
       @extschema@.direction(s.close)::integer AS direction,
       s.close::text AS quote,
       o.session AS seen_session,
       @extschema@.price(o.close)::numeric(27,9) AS seen_price,
       CASE WHEN o.session = e.session THEN 0 ELSE @store@.session_age(a.mic, o.session, e.session) END AS age_sessions
FROM @store@.article a
CROSS JOIN LATERAL (
  SELECT min(w.session) AS first, max(w.session) AS last FROM @store@.sessions_around(a.mic, a.session, 5, 5) w) span
CROSS JOIN LATERAL (
  SELECT DISTINCT x.symbol FROM @store@.session_quote x WHERE x.mic = a.mic AND x.session BETWEEN span.first AND span.last) q
CROSS JOIN LATERAL @store@.sessions_around(a.mic, a.session, 5, 5) e
LEFT JOIN @store@.session_quote s ON s.mic = a.mic AND s.symbol = q.symbol AND s.session = e.session
LEFT JOIN LATERAL (
  SELECT x.session, x.close FROM @store@.session_quote x
  WHERE x.mic = a.mic AND x.symbol = q.symbol AND x.session <= e.session ORDER BY x.session DESC LIMIT 1) o ON true
LEFT JOIN @store@.instrument i ON i.mic = a.mic AND i.symbol = q.symbol
WHERE EXISTS (SELECT FROM @store@.article_tag t WHERE t.article_id = a.article_id);

COMMENT ON VIEW @store@.article_event_window IS
  'Every tagged article beside the closing quotes of the five sessions before its reaction session, of that, and of the five after it, for each symbol seen in any of them. '
  'A symbol not seen in a session has a row without price: nothing is filled in. Key: article_id, symbol, session_offset. Leave date_basis = captured out of statistics.';
COMMENT ON COLUMN @store@.article_event_window.article_id IS 'the article, see table article';
COMMENT ON COLUMN @store@.article_event_window.url IS 'canonical address of the article';
COMMENT ON COLUMN @store@.article_event_window.published_at IS 'when it was published; the beginning of the local day where only the day is known';
COMMENT ON COLUMN @store@.article_event_window.date_basis IS 'where published_at is from: given, page or captured (the capture''s day stands in: use it in no statistic)';
COMMENT ON COLUMN @store@.article_event_window.date_precision IS 'second, minute or day';
COMMENT ON COLUMN @store@.article_event_window.session IS 'reaction session of the article: the first that closes after publication, a date of the market''s time zone';
COMMENT ON COLUMN @store@.article_event_window.mic IS 'market identifier code, ISO 10383';
COMMENT ON COLUMN @store@.article_event_window.symbol IS 'symbol as the site writes it';
COMMENT ON COLUMN @store@.article_event_window.instrument_kind IS 'equity, index, ...; NULL where the symbol is not in table instrument';
COMMENT ON COLUMN @store@.article_event_window.mentioned IS 'whether the article names this instrument';
COMMENT ON COLUMN @store@.article_event_window.session_offset IS 'sessions from the reaction session: -5 to 5, 0 is the reaction session itself';
COMMENT ON COLUMN @store@.article_event_window.quote_session IS 'the session at that offset, a date of the market''s time zone';
COMMENT ON COLUMN @store@.article_event_window.price IS 'price or index level of the last quote seen in that session, exact; NULL where none was seen';
COMMENT ON COLUMN @store@.article_event_window.delta IS 'its change against the reference price, in price units';
COMMENT ON COLUMN @store@.article_event_window.percent IS 'its change against the reference price, in percent, as shown';
COMMENT ON COLUMN @store@.article_event_window.previous_close IS 'its reference price: price less delta';
COMMENT ON COLUMN @store@.article_event_window.direction IS '1 up, -1 down, 0 unchanged, NULL unknown';
COMMENT ON COLUMN @store@.article_event_window.quote IS 'the quote as the site showed it';
COMMENT ON COLUMN @store@.article_event_window.seen_session IS 'the last session up to that one in which the symbol was seen; NULL where it never was before';
COMMENT ON COLUMN @store@.article_event_window.seen_price IS 'the price of that session: what was known as of this one';
COMMENT ON COLUMN @store@.article_event_window.age_sessions IS 'how old seen_price is, in sessions of the market: 0 where it is of this very session';
