-- Ticker lines to symbol and quote; pages of them to their quotes.  The peer is a regular expression that knows the one form which these lines have.
\set pattern '^(\\S+) ([0-9,]+(?:\\.[0-9]+)?) (Increased By|Decreased By|No Change) (?:[▲▼] )?(-?[0-9.]+) \\((-?[0-9.]+)%\\)$'
\set test '^\\S+ [0-9,]+(\\.[0-9]+)? (Increased By|Decreased By|No Change) ([▲▼] )?-?[0-9.]+ \\(-?[0-9.]+%\\)$'
CREATE TABLE bench.line (line text);
COPY bench.line FROM :'lines';
CREATE TABLE bench.page (content text);
ALTER TABLE bench.page ALTER COLUMN content SET STORAGE EXTERNAL;
-- Pages of 34 lines, as a strip has.
INSERT INTO bench.page
SELECT string_agg(line, E'\n' ORDER BY n) FROM (SELECT line, row_number() OVER () AS n FROM bench.line) l GROUP BY (n - 1) / 34;
-- The slow sides read a part.
CREATE TABLE bench.some_line AS SELECT line FROM bench.line LIMIT 50000;
CREATE TABLE bench.some_page AS SELECT content FROM bench.page LIMIT 1500;
VACUUM ANALYZE bench.line, bench.page, bench.some_line, bench.some_page;

SELECT sum(octet_length(line)) AS bytes, count(*) AS items FROM bench.line \gset
SELECT sum(octet_length(line)) AS some_bytes, count(*) AS some_items FROM bench.some_line \gset
INSERT INTO bench.result VALUES
  ('lines', 'newstape: try_parse_ticker(line)', :bytes, :items,
   bench.best('SELECT count(try_parse_ticker(line)) FROM bench.line')),
  ('lines', 'PostgreSQL: regexp_match(line, …), text pieces', :some_bytes, :some_items,
   bench.best(format('SELECT count(regexp_match(line, %L)) FROM bench.some_line', :'pattern'), 3)),
  ('lines', 'PostgreSQL: regexp_match(line, …), pieces cast to numeric', :some_bytes, :some_items,
   bench.best(format($$SELECT count(replace(m[2], ',', '')::numeric), count(m[4]::numeric), count(m[5]::numeric)
                       FROM (SELECT regexp_match(line, %L) AS m FROM bench.some_line OFFSET 0) r$$, :'pattern'), 3)),
  ('lines', 'PostgreSQL: line ~ …, the test alone, no pieces', :some_bytes, :some_items,
   bench.best(format('SELECT count(*) FROM bench.some_line WHERE line ~ %L', :'test'), 3)),
  ('lines', 'reading the lines alone', :bytes, :items, bench.best('SELECT count(line) FROM bench.line'));

SELECT sum(octet_length(content)) AS bytes, sum(cardinality(string_to_array(content, E'\n'))) AS items FROM bench.page \gset
SELECT sum(octet_length(content)) AS some_bytes, sum(cardinality(string_to_array(content, E'\n'))) AS some_items FROM bench.some_page \gset
INSERT INTO bench.result VALUES
  ('pages', 'newstape: ticker_lines(content)', :bytes, :items,
   bench.best('SELECT count(quote) FROM bench.page, ticker_lines(content)')),
  ('pages', 'PostgreSQL: regexp_matches(content, …, ''gn'')', :some_bytes, :some_items,
   bench.best(format('SELECT count(m) FROM bench.some_page, regexp_matches(content, %L, ''gn'') m', :'pattern'), 2)),
  ('pages', 'PostgreSQL: string_to_array(content, newline), regexp_match', :some_bytes, :some_items,
   bench.best(format($$SELECT count(regexp_match(line, %L)) FROM bench.some_page, unnest(string_to_array(content, E'\n')) line$$, :'pattern'), 2));

-- Both read the same.
INSERT INTO bench.result
SELECT 'quotes read', side, 0, count(*), 0, md5(string_agg(concat_ws(' ', s.symbol, s.price, s.percent), E'\n' ORDER BY line))
FROM bench.some_line, try_parse_ticker(line) t, regexp_match(line, :'pattern') m,
LATERAL (VALUES ('newstape', t.symbol, price(t.quote), percent(t.quote)), ('PostgreSQL', m[1], replace(m[2], ',', '')::numeric, m[5]::numeric)) AS s (side, symbol, price, percent)
GROUP BY side;
