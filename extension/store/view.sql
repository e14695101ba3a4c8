-- @code@
-- What reporting tools read: plain column types, a stable order of columns (append only), a comment on each.
-- numeric(27,9) holds every quote exactly; the text columns "quote" and "close_quote" show it as the site did.

CREATE OR REPLACE VIEW @store@.quotes AS
SELECT t.mic,
       t.symbol,
       t.captured_at,
       t.session,
       @extschema@.price(t.quote)::numeric(27,9) AS price,
       @extschema@.delta(t.quote)::numeric(27,9) AS delta,
       @extschema@.percent(t.quote)::numeric(19,9) AS percent,
       @extschema@.previous_close(t.quote)::numeric(28,9) AS previous_close,
       @extschema@.direction(t.quote)::integer AS direction,
       @extschema@.quote_check(t.quote) AS quote_check,
       t.page_id,
       t.reset,
       t.quote::text AS quote
FROM @store@.quote_tick t;

CREATE OR REPLACE VIEW @store@.session_quotes AS
SELECT s.mic,
       s.symbol,
       s.session,
       @extschema@.price(s.open)::numeric(27,9) AS open,
       @extschema@.price(s.high)::numeric(27,9) AS high,
       @extschema@.price(s.low)::numeric(27,9) AS low,
       @extschema@.price(s.close)::numeric(27,9) AS close,
       @extschema@.delta(s.close)::numeric(27,9) AS delta,
       @extschema@.percent(s.close)::numeric(19,9) AS percent,
       @extschema@.previous_close(s.close)::numeric(28,9) AS previous_close,
       @extschema@.direction(s.close)::integer AS direction,
       s.ticks,
       s.first_seen,
       s.last_seen,
       s.close::text AS close_quote
FROM @store@.session_quote s;

CREATE OR REPLACE VIEW @store@.article_tags AS
SELECT t.article_id,
       a.url,
       a.session,
       g.tag,
       g.kind AS tag_kind,
       g.symbol,
       t.mentions,
       t.relevance::integer AS relevance,
       t.novelty::integer AS novelty,
       a.date_basis,
       a.date_precision,
       t.chain_id,
       t.similar_days
FROM @store@.article_tag t
JOIN @store@.article a ON a.article_id = t.article_id
JOIN @store@.tag g ON g.tag_id = t.tag_id;

CREATE OR REPLACE VIEW @store@.article_quotes AS
SELECT a.article_id,
       a.url,
       a.title,
       a.place,
       a.published_at,
       a.date_basis,
       a.session,
       tags.tags,
       s.symbol,
       i.kind AS instrument_kind,
       @extschema@.price(s.close)::numeric(27,9) AS price,
       @extschema@.delta(s.close)::numeric(27,9) AS delta,
       @extschema@.percent(s.close)::numeric(19,9) AS percent,
       @extschema@.previous_close(s.close)::numeric(28,9) AS previous_close,
       @extschema@.direction(s.close)::integer AS direction,
       EXISTS (SELECT FROM @store@.article_tag t JOIN @store@.tag g ON g.tag_id = t.tag_id
               WHERE t.article_id = a.article_id AND g.mic = s.mic AND g.symbol = s.symbol) AS mentioned,
       a.date_precision,
       s.mic,
       s.close::text AS quote
FROM @store@.article a
JOIN LATERAL (
  SELECT string_agg(g.tag, ', ' ORDER BY g.tag COLLATE "C") AS tags
  FROM @store@.article_tag t JOIN @store@.tag g ON g.tag_id = t.tag_id
  WHERE t.article_id = a.article_id) tags ON tags.tags IS NOT NULL
JOIN @store@.session_quote s ON s.mic = a.mic AND s.session = a.session
LEFT JOIN @store@.instrument i ON i.mic = s.mic AND i.symbol = s.symbol;

CREATE OR REPLACE VIEW @store@.tag_quotes AS
SELECT g.tag,
       g.kind AS tag_kind,
       a.session,
       a.article_id,
       t.relevance::integer AS relevance,
       s.symbol,
       @extschema@.price(s.close)::numeric(27,9) AS price,
       @extschema@.delta(s.close)::numeric(27,9) AS delta,
       @extschema@.percent(s.close)::numeric(19,9) AS percent,
       @extschema@.direction(s.close)::integer AS direction,
       EXISTS (SELECT FROM @store@.article_tag o JOIN @store@.tag n ON n.tag_id = o.tag_id
               WHERE o.article_id = a.article_id AND n.mic = s.mic AND n.symbol = s.symbol) AS mentioned,
       a.date_basis,
       a.date_precision,
       s.mic
FROM @store@.article_tag t
JOIN @store@.tag g ON g.tag_id = t.tag_id
JOIN @store@.article a ON a.article_id = t.article_id
JOIN @store@.session_quote s ON s.mic = a.mic AND s.session = a.session;

CREATE OR REPLACE VIEW @store@.market_breadth AS
SELECT b.mic,
       b.session,
       b.advancers,
       b.decliners,
       b.unchanged,
       b.unknown,
       b.advancers - b.decliners AS net,
       b.advancers::double precision / nullif(b.advancers + b.decliners + b.unchanged, 0) AS advance_share
FROM (
  SELECT s.mic, s.session,
         count(*) FILTER (WHERE d.direction = 1) AS advancers,
         count(*) FILTER (WHERE d.direction = -1) AS decliners,
         count(*) FILTER (WHERE d.direction = 0) AS unchanged,
         count(*) FILTER (WHERE d.direction IS NULL) AS unknown
  FROM @store@.session_quote s
  CROSS JOIN LATERAL (SELECT @extschema@.direction(s.close) AS direction) d
  LEFT JOIN @store@.instrument i ON i.mic = s.mic AND i.symbol = s.symbol
  WHERE i.kind IS DISTINCT FROM 'index'
  GROUP BY s.mic, s.session) b;

CREATE OR REPLACE VIEW @store@.movers AS
SELECT m.mic,
       m.session,
       rank() OVER (PARTITION BY m.mic, m.session ORDER BY m.percent DESC) AS rank_up,
       rank() OVER (PARTITION BY m.mic, m.session ORDER BY m.percent) AS rank_down,
       m.symbol,
       m.name,
       m.close,
       m.delta,
       m.percent
FROM (
  SELECT s.mic, s.session, s.symbol, i.name,
         @extschema@.price(s.close)::numeric(27,9) AS close,
         @extschema@.delta(s.close)::numeric(27,9) AS delta,
         coalesce(@extschema@.percent(s.close), @extschema@.percent(@extschema@.complete(s.close)))::numeric(19,9) AS percent
  FROM @store@.session_quote s
  LEFT JOIN @store@.instrument i ON i.mic = s.mic AND i.symbol = s.symbol
  WHERE i.kind IS DISTINCT FROM 'index') m
WHERE m.percent IS NOT NULL;

CREATE OR REPLACE VIEW @store@.tag_activity AS
SELECT g.tag,
       g.kind AS tag_kind,
       a.session,
       count(*) AS articles,
       sum(t.mentions) AS mentions
FROM @store@.article_tag t
JOIN @store@.tag g ON g.tag_id = t.tag_id
JOIN @store@.article a ON a.article_id = t.article_id
WHERE a.date_basis <> 'captured'
GROUP BY g.tag, g.kind, a.session;

CREATE OR REPLACE VIEW @store@.quote_gap AS
SELECT g.mic,
       g.symbol,
       g.session,
       g.previous_session,
       g.shown::numeric(28,9) AS previous_close_shown,
       g.seen::numeric(27,9) AS previous_close_seen,
       (g.shown - g.seen)::numeric(29,9) AS gap,
       (SELECT count(*) FROM @store@.market_session m
        WHERE m.mic = g.mic AND m.session > g.previous_session AND m.session < g.session) AS sessions_missing
FROM (
  SELECT s.mic, s.symbol, s.session,
         lag(s.session) OVER before AS previous_session,
         @extschema@.previous_close(s.close) AS shown,
         lag(@extschema@.price(s.close)) OVER before AS seen,
         -- Levels shown as whole numbers, as those of an index, were rounded for display, both of them, and the delta to a decimal.
         CASE WHEN scale(@extschema@.price(s.close)) = 0 THEN 1.05 ELSE 0 END AS rounding
  FROM @store@.session_quote s
  WINDOW before AS (PARTITION BY s.mic, s.symbol ORDER BY s.session)) g
WHERE abs(g.shown - g.seen) > g.rounding;

CREATE OR REPLACE VIEW @store@.undated_articles AS
SELECT a.article_id,
       a.url,
       a.title,
       a.captured_at,
       a.page_id,
       CASE WHEN EXISTS (SELECT FROM @store@.problem p WHERE p.page_id = a.page_id AND p.line_no IS NULL)
            THEN 'the dates found are impossible, see problems'
            ELSE 'neither the scraper nor the page says when it was published' END AS reason
FROM @store@.article a
WHERE a.date_basis = 'captured';

CREATE OR REPLACE VIEW @store@.problems AS
SELECT p.problem_id,
       p.page_id,
       c.url,
       c.captured_at,
       p.line_no,
       p.line,
       p.symbol,
       p.reason
FROM @store@.problem p
JOIN @store@.page c ON c.page_id = p.page_id;
