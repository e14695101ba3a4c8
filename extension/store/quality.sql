-- Quotes that a reader should look at before counting on them: shown, never refused.
CREATE TABLE @store@.price_limit (
  mic         text NOT NULL REFERENCES @store@.market,
  valid_from  date NOT NULL DEFAULT '-infinity',
  percent     numeric(9,4) NOT NULL CHECK (percent > 0),
  amount      numeric(18,9) NOT NULL DEFAULT 0 CHECK (amount >= 0),
  PRIMARY KEY (mic, valid_from)
);
COMMENT ON TABLE @store@.price_limit IS 'How far a share may move in a session, from a day on until the next row''s: the greater of a percentage of the reference price and an amount. A market without rows has no limit.';
COMMENT ON COLUMN @store@.price_limit.mic IS 'market';
COMMENT ON COLUMN @store@.price_limit.valid_from IS 'first day on which the row holds';
COMMENT ON COLUMN @store@.price_limit.percent IS 'percent of the reference price';
COMMENT ON COLUMN @store@.price_limit.amount IS 'the move that is allowed whatever the percentage, in the market''s currency';

-- @code@
-- Strips are compared by a hash of what they show, so each is compared with all before it in one sort.
CREATE OR REPLACE VIEW @store@.stale_strips AS
SELECT f.page_id,
       f.mic,
       f.captured_at,
       f.session,
       f.same_as_page_id,
       f.same_as_captured_at,
       f.quotes,
       f.same_as_session
FROM (
  SELECT s.*,
         first_value(s.page_id) OVER alike AS same_as_page_id,
         first_value(s.captured_at) OVER alike AS same_as_captured_at,
         first_value(s.session) OVER alike AS same_as_session
  FROM (
    SELECT t.mic, t.page_id, t.captured_at, t.session, count(*) AS quotes,
           md5(string_agg(t.symbol || E'\t' || t.quote::text, E'\n' ORDER BY t.symbol COLLATE "C")) AS strip
    FROM @store@.quote_tick t
    WHERE NOT t.reset
    GROUP BY t.mic, t.page_id, t.captured_at, t.session
    HAVING count(*) >= 5) s
  WINDOW alike AS (PARTITION BY s.mic, s.strip ORDER BY s.captured_at, s.page_id)) f
WHERE f.session > f.same_as_session;

COMMENT ON VIEW @store@.stale_strips IS
  'Captures whose quotes, five or more, are all those of a capture of an earlier session: the site showed an old strip though a session had passed, or the calendar lacks a holiday. '
  'A strip that repeats within its session, or while the market rests, is none. Key: page_id.';
COMMENT ON COLUMN @store@.stale_strips.page_id IS 'the capture that shows the old strip';
COMMENT ON COLUMN @store@.stale_strips.mic IS 'market identifier code, ISO 10383';
COMMENT ON COLUMN @store@.stale_strips.captured_at IS 'when it was captured';
COMMENT ON COLUMN @store@.stale_strips.session IS 'the session that its quotes were taken to be of';
COMMENT ON COLUMN @store@.stale_strips.same_as_page_id IS 'the first capture that showed this strip';
COMMENT ON COLUMN @store@.stale_strips.same_as_captured_at IS 'when that was captured';
COMMENT ON COLUMN @store@.stale_strips.quotes IS 'quotes on the strip';
COMMENT ON COLUMN @store@.stale_strips.same_as_session IS 'the session of that capture';

CREATE OR REPLACE VIEW @store@.stale_quotes AS
SELECT q.mic,
       q.symbol,
       q.session,
       @extschema@.price(q.close)::numeric(27,9) AS close,
       @extschema@.delta(q.close)::numeric(27,9) AS delta,
       @extschema@.percent(q.close)::numeric(19,9) AS percent,
       CASE WHEN q.strip_session IS NULL THEN 'quote' ELSE 'strip' END AS reason,
       coalesce(q.strip_session, q.previous_session) AS same_as_session,
       q.close::text AS close_quote
FROM (
  SELECT s.mic, s.symbol, s.session, s.close, x.same_as_session AS strip_session,
         lag(s.session) OVER before AS previous_session,
         lag(s.close) OVER before AS previous
  FROM @store@.session_quote s
  LEFT JOIN (@store@.quote_tick t JOIN @store@.stale_strips x ON x.mic = t.mic AND x.page_id = t.page_id)
    ON t.mic = s.mic AND t.symbol = s.symbol AND t.captured_at = s.last_seen
  WINDOW before AS (PARTITION BY s.mic, s.symbol ORDER BY s.session)) q
WHERE q.strip_session IS NOT NULL
   OR (q.close OPERATOR(@extschema@.=) q.previous AND @extschema@.direction(q.close) <> 0);

COMMENT ON VIEW @store@.stale_quotes IS
  'Sessions of a symbol whose closing quote is an old one shown again: it came from a stale strip, or its price, delta and percent are those of the symbol''s session before though the delta says that it moved. Key: mic, symbol, session.';
COMMENT ON COLUMN @store@.stale_quotes.mic IS 'market identifier code, ISO 10383';
COMMENT ON COLUMN @store@.stale_quotes.symbol IS 'symbol as the site writes it';
COMMENT ON COLUMN @store@.stale_quotes.session IS 'trading day, a date of the market''s time zone';
COMMENT ON COLUMN @store@.stale_quotes.close IS 'price of the last quote seen in the session';
COMMENT ON COLUMN @store@.stale_quotes.delta IS 'its change against the reference price, in price units';
COMMENT ON COLUMN @store@.stale_quotes.percent IS 'its change against the reference price, in percent, as shown';
COMMENT ON COLUMN @store@.stale_quotes.reason IS 'strip: the whole strip was an old one, see stale_strips; quote: this quote alone is known to be';
COMMENT ON COLUMN @store@.stale_quotes.same_as_session IS 'the session that showed it before';
COMMENT ON COLUMN @store@.stale_quotes.close_quote IS 'the close as the site showed it';

CREATE OR REPLACE VIEW @store@.limit_moves AS
SELECT m.mic,
       m.symbol,
       m.session,
       @extschema@.price(m.close)::numeric(27,9) AS close,
       m.delta::numeric(38,9) AS delta,
       @extschema@.percent(m.close)::numeric(19,9) AS percent,
       m.previous_close::numeric(38,9) AS previous_close,
       m.limit_percent::numeric(9,4) AS limit_percent,
       m.limit_move::numeric(48,9) AS limit_move,
       abs(m.delta) > m.limit_move + 0.01 AS beyond,
       m.close::text AS close_quote
FROM (
  SELECT c.*, l.percent AS limit_percent,
         -- A price falls to 0.01 at the lowest.
         least(greatest(c.previous_close * l.percent / 100, l.amount), CASE WHEN c.delta < 0 THEN greatest(c.previous_close - 0.01, 0) END) AS limit_move
  FROM (
    SELECT s.mic, s.symbol, s.session, s.close, d.delta, @extschema@.price(s.close) - d.delta AS previous_close
    FROM @store@.session_quote s
    CROSS JOIN LATERAL (
      SELECT coalesce(@extschema@.delta(s.close),
                      CASE WHEN @extschema@.percent(s.close) > -100
                           THEN @extschema@.price(s.close) * @extschema@.percent(s.close) / (100 + @extschema@.percent(s.close)) END) AS delta) d
    LEFT JOIN @store@.instrument i ON i.mic = s.mic AND i.symbol = s.symbol
    WHERE i.kind IS DISTINCT FROM 'index' AND d.delta <> 0) c
  JOIN (SELECT p.*, lead(p.valid_from, 1, 'infinity') OVER (PARTITION BY p.mic ORDER BY p.valid_from) AS valid_until
        FROM @store@.price_limit p) l ON l.mic = c.mic AND c.session >= l.valid_from AND c.session < l.valid_until
  WHERE c.previous_close > 0) m
WHERE abs(m.delta) >= m.limit_move - 0.01;

COMMENT ON VIEW @store@.limit_moves IS
  'Sessions that a share closed at or beyond the price limit of the day, see table price_limit; a hundredth of price is left for the rounding to ticks. What trading was cut off there moves on in the next session. '
  'Indices have no limit. Key: mic, symbol, session.';
COMMENT ON COLUMN @store@.limit_moves.mic IS 'market identifier code, ISO 10383';
COMMENT ON COLUMN @store@.limit_moves.symbol IS 'symbol as the site writes it';
COMMENT ON COLUMN @store@.limit_moves.session IS 'trading day, a date of the market''s time zone';
COMMENT ON COLUMN @store@.limit_moves.close IS 'price of the last quote seen in the session';
COMMENT ON COLUMN @store@.limit_moves.delta IS 'its change against the reference price, in price units; computed from the percent where the site shows none';
COMMENT ON COLUMN @store@.limit_moves.percent IS 'its change against the reference price, in percent, as shown';
COMMENT ON COLUMN @store@.limit_moves.previous_close IS 'the reference price: close less delta';
COMMENT ON COLUMN @store@.limit_moves.limit_percent IS 'the percentage of price_limit on that day';
COMMENT ON COLUMN @store@.limit_moves.limit_move IS 'the largest move allowed in that direction, in price units; a fall ends at a price of 0.01';
COMMENT ON COLUMN @store@.limit_moves.beyond IS 'whether the move is larger than allowed: a stale reference price, a wrong quote, or a limit that price_limit does not know';
COMMENT ON COLUMN @store@.limit_moves.close_quote IS 'the close as the site showed it';

CREATE OR REPLACE VIEW @store@.thin_trading AS
SELECT w.mic,
       w.symbol,
       w.session,
       w.sessions,
       w.quoted,
       w.moved,
       w.quoted::double precision / w.sessions AS quoted_share,
       w.moved::double precision / w.sessions AS moved_share,
       w.sessions >= 20 AND 2 * w.moved < w.sessions AS thin
FROM (
  SELECT s.mic, s.symbol, s.session,
         least(60, n.session_no - min(n.session_no) OVER (PARTITION BY s.mic, s.symbol) + 1) AS sessions,
         count(*) OVER lately AS quoted,
         count(*) FILTER (WHERE @extschema@.direction(s.close) <> 0) OVER lately AS moved
  FROM @store@.session_quote s
  JOIN (SELECT d.mic, d.session, row_number() OVER (PARTITION BY d.mic ORDER BY d.session) AS session_no
        FROM (SELECT DISTINCT q.mic, q.session FROM @store@.session_quote q) d) n ON n.mic = s.mic AND n.session = s.session
  WINDOW lately AS (PARTITION BY s.mic, s.symbol ORDER BY n.session_no RANGE BETWEEN 59 PRECEDING AND CURRENT ROW)) w;

COMMENT ON VIEW @store@.thin_trading IS
  'How often a symbol traded lately, at each session that quotes it: of the last 60 sessions in which anything of the market was quoted, this one included and none before the symbol was first seen, those with a quote of it, and those with one that moved. '
  'A price that does not move is taken for one that was not traded (Lesmond, Ogden & Trzcinka 1999). Key: mic, symbol, session.';
COMMENT ON COLUMN @store@.thin_trading.mic IS 'market identifier code, ISO 10383';
COMMENT ON COLUMN @store@.thin_trading.symbol IS 'symbol as the site writes it';
COMMENT ON COLUMN @store@.thin_trading.session IS 'trading day, a date of the market''s time zone';
COMMENT ON COLUMN @store@.thin_trading.sessions IS 'sessions looked at, 1 to 60';
COMMENT ON COLUMN @store@.thin_trading.quoted IS 'those with a quote of the symbol';
COMMENT ON COLUMN @store@.thin_trading.moved IS 'those with a quote of it that rose or fell';
COMMENT ON COLUMN @store@.thin_trading.quoted_share IS 'quoted divided by sessions, 0 to 1 (floating point)';
COMMENT ON COLUMN @store@.thin_trading.moved_share IS 'moved divided by sessions, 0 to 1 (floating point)';
COMMENT ON COLUMN @store@.thin_trading.thin IS 'whether it moved in fewer than half of them, judged from 20 sessions on';

CREATE OR REPLACE VIEW @store@.quote_checks AS
SELECT s.mic,
       s.symbol,
       s.session,
       @extschema@.price(s.close)::numeric(27,9) AS close,
       @extschema@.delta(s.close)::numeric(27,9) AS delta,
       @extschema@.percent(s.close)::numeric(19,9) AS percent,
       @extschema@.exact_percent(s.close)::numeric(48,9) AS percent_of_delta,
       c.quote_check,
       s.close::text AS close_quote
FROM @store@.session_quote s
CROSS JOIN LATERAL (SELECT @extschema@.quote_check(s.close) AS quote_check) c
WHERE c.quote_check IN ('sign', 'size');

COMMENT ON VIEW @store@.quote_checks IS
  'Closing quotes whose delta and percent disagree by more than their rounding explains. Returns are those of the delta. Key: mic, symbol, session.';
COMMENT ON COLUMN @store@.quote_checks.mic IS 'market identifier code, ISO 10383';
COMMENT ON COLUMN @store@.quote_checks.symbol IS 'symbol as the site writes it';
COMMENT ON COLUMN @store@.quote_checks.session IS 'trading day, a date of the market''s time zone';
COMMENT ON COLUMN @store@.quote_checks.close IS 'price of the last quote seen in the session';
COMMENT ON COLUMN @store@.quote_checks.delta IS 'its change against the reference price, in price units';
COMMENT ON COLUMN @store@.quote_checks.percent IS 'its change against the reference price, in percent, as shown';
COMMENT ON COLUMN @store@.quote_checks.percent_of_delta IS 'the change in percent that follows from price and delta';
COMMENT ON COLUMN @store@.quote_checks.quote_check IS 'sign: one says up, the other down; size: they differ by more than rounding explains';
COMMENT ON COLUMN @store@.quote_checks.close_quote IS 'the close as the site showed it';

CREATE OR REPLACE VIEW @store@.quality_flags AS
SELECT g.mic, g.symbol, g.session, 'reference_gap' AS flag FROM @store@.quote_gap g
UNION ALL
SELECT t.mic, t.symbol, t.session, 'thin' FROM @store@.thin_trading t WHERE t.thin
UNION ALL
SELECT q.mic, q.symbol, q.session, 'stale' FROM @store@.stale_quotes q
UNION ALL
SELECT l.mic, l.symbol, l.session, 'limit' FROM @store@.limit_moves l
UNION ALL
SELECT c.mic, c.symbol, c.session, 'quote_check' FROM @store@.quote_checks c;

COMMENT ON VIEW @store@.quality_flags IS
  'What is to be known of a symbol''s session before it is counted on, a row for each flag, as event studies show it: reference_gap (see quote_gap), thin (thin_trading), stale (stale_quotes), limit (limit_moves), quote_check (quote_checks). '
  'Nothing is left out for a flag. Key: mic, symbol, session, flag.';
COMMENT ON COLUMN @store@.quality_flags.mic IS 'market identifier code, ISO 10383';
COMMENT ON COLUMN @store@.quality_flags.symbol IS 'symbol as the site writes it';
COMMENT ON COLUMN @store@.quality_flags.session IS 'trading day, a date of the market''s time zone';
COMMENT ON COLUMN @store@.quality_flags.flag IS 'reference_gap, thin, stale, limit or quote_check';
