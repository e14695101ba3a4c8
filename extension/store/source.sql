-- Sites, and the lines of their pages that are no part of an article.
CREATE TABLE @store@.source (
  host           text PRIMARY KEY CHECK (host = lower(host) AND host <> ''),
  mic            text NOT NULL REFERENCES @store@.market,
  number_format  text NOT NULL DEFAULT 'en' CHECK (number_format IN ('en', 'in', 'ch', 'de', 'fr', 'br')),
  article_path   text CHECK (regexp_match('', article_path) IS DISTINCT FROM '{}')
);
COMMENT ON TABLE @store@.source IS 'A site: which market its quotes are of, how it writes numbers, and how its addresses name an article.';
COMMENT ON COLUMN @store@.source.mic IS 'market that the site''s quotes are of';
COMMENT ON COLUMN @store@.source.host IS 'the site and all hosts below it: example.com is www.example.com and m.example.com too; the longest match counts';
COMMENT ON COLUMN @store@.source.number_format IS 'as in parse_ticker: en, in, ch, de, fr or br';
COMMENT ON COLUMN @store@.source.article_path IS
  'regular expression on the canonical address whose groups, put together, name the article: with (/news/)(?:amp/)?([0-9]+) the slug does not matter';

CREATE TABLE @store@.boilerplate (
  host     text NOT NULL DEFAULT '*' CHECK (host = lower(host) AND host <> ''),
  rule     text NOT NULL,
  match    text NOT NULL CHECK (match IN ('line', 'prefix', 'suffix', 'contains')),
  pattern  text NOT NULL CHECK (pattern <> ''),
  CHECK ((rule || match || pattern) !~ '[\t\n]'),
  PRIMARY KEY (host, match, pattern)
);
COMMENT ON TABLE @store@.boilerplate IS 'Lines that are no part of an article. A new store has the built-in rules; add a row and later pages are read by it.';
COMMENT ON COLUMN @store@.boilerplate.host IS 'a host as in "source", or * for every site';
COMMENT ON COLUMN @store@.boilerplate.rule IS 'name of the rule, shown by page_lines()';
COMMENT ON COLUMN @store@.boilerplate.match IS 'line, prefix, suffix or contains: how the pattern meets the trimmed line; letter case does not matter';
COMMENT ON COLUMN @store@.boilerplate.pattern IS 'the text; # stands for a run of digits';

-- @code@
CREATE OR REPLACE FUNCTION @store@.site_of(page_host text)
RETURNS TABLE (mic text, number_format text, article_path text, boilerplate text[])
LANGUAGE sql STABLE ROWS 1 SET search_path = pg_catalog, pg_temp
AS $function$
  SELECT coalesce(s.mic, i.market), coalesce(s.number_format, 'en'), s.article_path,
         ARRAY(SELECT concat_ws(E'\t', b.rule, b.match, b.pattern)
               FROM @store@.boilerplate b
               WHERE b.host = '*' OR b.host = page_host OR right(page_host, length(b.host) + 1) = '.' || b.host
               ORDER BY b.host, b.match, b.pattern)
  FROM @store@.store_info i
  LEFT JOIN LATERAL (
    SELECT * FROM @store@.source s
    WHERE s.host = page_host OR right(page_host, length(s.host) + 1) = '.' || s.host
    ORDER BY length(s.host) DESC LIMIT 1) s ON true
$function$;
COMMENT ON FUNCTION @store@.site_of(text) IS 'How to read the pages of a host: one row, from "source", "boilerplate" and the store''s own market.';
