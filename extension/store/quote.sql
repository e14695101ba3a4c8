-- The price history that the captured strips build.
-- These two tables take most of the rows. They have no foreign keys: a check a row would double the cost of loading, and would tie
-- them to one machine; verify_store() looks for what a key would have caught.
CREATE TABLE @store@.quote_tick (
  mic          text NOT NULL,
  symbol       text NOT NULL,
  captured_at  timestamptz NOT NULL,
  session      date NOT NULL,
  quote        @extschema@.quote NOT NULL,
  reset        boolean NOT NULL,
  page_id      bigint NOT NULL,
  PRIMARY KEY (mic, symbol, captured_at)
);
COMMENT ON TABLE @store@.quote_tick IS 'A quote of a symbol as it was seen at a moment.';
COMMENT ON COLUMN @store@.quote_tick.mic IS 'market';
COMMENT ON COLUMN @store@.quote_tick.symbol IS 'symbol as the site writes it';
COMMENT ON COLUMN @store@.quote_tick.captured_at IS 'when it was seen';
COMMENT ON COLUMN @store@.quote_tick.quote IS 'the quote, exact and as displayed';
COMMENT ON COLUMN @store@.quote_tick.session IS 'the session that the quote is of, a date of the market; of a reset tick the coming one';
COMMENT ON COLUMN @store@.quote_tick.reset IS 'seen on a reset strip, before the open: the reference price of the coming session, not a trade';
COMMENT ON COLUMN @store@.quote_tick.page_id IS 'the capture that showed it first';

CREATE TABLE @store@.session_quote (
  mic         text NOT NULL,
  symbol      text NOT NULL,
  session     date NOT NULL,
  open        @extschema@.quote NOT NULL,
  high        @extschema@.quote NOT NULL,
  low         @extschema@.quote NOT NULL,
  close       @extschema@.quote NOT NULL,
  ticks       integer NOT NULL,
  first_seen  timestamptz NOT NULL,
  last_seen   timestamptz NOT NULL,
  PRIMARY KEY (mic, symbol, session)
);
-- Articles meet all quotes of a session.
CREATE INDEX session_quote_session ON @store@.session_quote (mic, session);
COMMENT ON TABLE @store@.session_quote IS 'A symbol''s trading session, from its ticks: kept up to date as pages load.';
COMMENT ON COLUMN @store@.session_quote.mic IS 'market';
COMMENT ON COLUMN @store@.session_quote.symbol IS 'symbol as the site writes it';
COMMENT ON COLUMN @store@.session_quote.session IS 'the trading day, a date of the market';
COMMENT ON COLUMN @store@.session_quote.open IS 'the first quote seen';
COMMENT ON COLUMN @store@.session_quote.high IS 'the highest quote seen';
COMMENT ON COLUMN @store@.session_quote.low IS 'the lowest quote seen';
COMMENT ON COLUMN @store@.session_quote.close IS 'the last quote seen; one seen after the close, or before the next open, is the close itself';
COMMENT ON COLUMN @store@.session_quote.ticks IS 'different quotes seen: a strip that repeats, on many pages or after the close, counts once';
COMMENT ON COLUMN @store@.session_quote.first_seen IS 'when "open" was seen';
COMMENT ON COLUMN @store@.session_quote.last_seen IS 'when "close" was last seen';

-- @code@
CREATE OR REPLACE FUNCTION @store@.refresh_session_quotes(market_codes text[], symbols text[], sessions date[])
RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp
AS $function$
  INSERT INTO @store@.session_quote AS s (mic, symbol, session, open, high, low, close, ticks, first_seen, last_seen)
  SELECT g.mic, g.symbol, g.session,
         @extschema@.open(c.candle), @extschema@.high(c.candle), @extschema@.low(c.candle), @extschema@.close(c.candle),
         c.ticks, @extschema@.open_time(c.candle), @extschema@.close_time(c.candle)
  FROM (
    -- A session's ticks are seen from its day's beginning until the next session opens; knowing that, the primary key finds them.
    SELECT n.*, b.day_begins, coalesce(b.next_opens, b.day_begins + interval '1 day') AS ends
    FROM unnest(market_codes, symbols, sessions) AS n (mic, symbol, session)
    JOIN (
      SELECT d.mic, d.session, d.session::timestamp AT TIME ZONE m.time_zone AS day_begins,
             (SELECT x.opens_at FROM @store@.market_session x
              WHERE x.mic = d.mic AND x.session > d.session ORDER BY x.session LIMIT 1) AS next_opens
      FROM (SELECT DISTINCT u.mic, u.session FROM unnest(market_codes, sessions) AS u (mic, session)) d
      JOIN @store@.market m ON m.mic = d.mic) b ON b.mic = n.mic AND b.session = n.session) g
  CROSS JOIN LATERAL (
    SELECT @extschema@.candlestick(t.captured_at, t.quote) AS candle, count(DISTINCT t.quote)::integer AS ticks
    FROM @store@.quote_tick t
    WHERE t.mic = g.mic AND t.symbol = g.symbol AND t.captured_at >= g.day_begins AND t.captured_at < g.ends
      AND t.session = g.session AND NOT t.reset) c
  WHERE c.candle IS NOT NULL
  ON CONFLICT (mic, symbol, session) DO UPDATE
  SET open = excluded.open, high = excluded.high, low = excluded.low, close = excluded.close,
      ticks = excluded.ticks, first_seen = excluded.first_seen, last_seen = excluded.last_seen
$function$;
COMMENT ON FUNCTION @store@.refresh_session_quotes(text[], text[], date[]) IS
  'Makes session_quote anew from quote_tick for the markets, symbols and sessions given, three arrays of one length.';

-- Sessions have changed: ticks move to their right session, and the session quotes concerned are made anew from them.
CREATE OR REPLACE FUNCTION @store@.redate_quotes(market_code text, first_day date, last_day date)
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
  moved record;
BEGIN
  WITH moving AS (
    SELECT t.symbol, t.captured_at, t.session AS old_session, d.session AS new_session
    FROM (SELECT DISTINCT captured_at, reset FROM @store@.quote_tick
          WHERE mic = market_code AND captured_at >= first_day AND captured_at < last_day + 1) c
    CROSS JOIN LATERAL (
      SELECT CASE WHEN c.reset THEN k.coming_session ELSE k.session END AS session
      FROM @store@.market_clock(market_code, c.captured_at) k) d
    JOIN @store@.quote_tick t ON t.mic = market_code AND t.captured_at = c.captured_at AND t.reset = c.reset
    WHERE t.session <> d.session
  ), redated AS (
    UPDATE @store@.quote_tick t SET session = m.new_session
    FROM moving m WHERE t.mic = market_code AND t.symbol = m.symbol AND t.captured_at = m.captured_at
  ), touched AS (
    SELECT symbol, old_session AS session FROM moving UNION SELECT symbol, new_session FROM moving
  ), emptied AS (
    DELETE FROM @store@.session_quote s USING touched g
    WHERE s.mic = market_code AND s.symbol = g.symbol AND s.session = g.session
  )
  SELECT array_agg(market_code) AS mics, array_agg(symbol) AS symbols, array_agg(session) AS sessions INTO moved FROM touched;
  PERFORM @store@.refresh_session_quotes(moved.mics, moved.symbols, moved.sessions);
END
$function$;
COMMENT ON FUNCTION @store@.redate_quotes(text, date, date) IS
  'Moves the ticks captured between two days to the sessions of the calendar, and the session quotes with them.';
