-- Raw pages into a store by COPY, and what that costs beside COPY of the rows that come of them, into tables with the same keys and indexes.
-- Then the same store on and on, in files of 1,000 pages, to see whether a page costs more in a full store than in an empty one.
CREATE FUNCTION bench.timed(statement text) RETURNS double precision LANGUAGE plpgsql AS $$
DECLARE
  start timestamptz := clock_timestamp();
BEGIN
  EXECUTE statement;
  RETURN extract(epoch FROM clock_timestamp() - start);
END
$$;

SELECT FROM create_store('news');
SELECT FROM create_store('finished');

-- Pages, by files: file 1 is an empty store's, the first ten are compared with the finished rows.
CREATE TABLE bench.load AS
SELECT file, NULL::double precision AS seconds FROM generate_series(1, :files) file;
\o /dev/null
SELECT format('UPDATE bench.load SET seconds = bench.timed(%L) WHERE file = %s',
              format('COPY news.page (url, captured_at, title, published_at, content) FROM %L (FORMAT csv, HEADER)', :'data' || '/pages.' || file || '.csv'),
              file)
FROM bench.load WHERE file <= 10 ORDER BY file \gexec
\o

-- The rows that they came to go out to files, and into the other store.  Generated columns are generated there too.
CREATE TABLE bench.finished AS
SELECT t.n, t.name, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS columns, NULL::double precision AS seconds
FROM unnest(ARRAY['page', 'article', 'article_url', 'quote_tick', 'session_quote', 'mention', 'article_tag', 'problem']) WITH ORDINALITY AS t (name, n)
JOIN pg_attribute a ON a.attrelid = ('news.' || t.name)::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
GROUP BY t.n, t.name;
\o /dev/null
SELECT format('COPY news.%s (%s) TO %L', name, columns, :'scratch' || '/' || name) FROM bench.finished ORDER BY n \gexec
SELECT format('ALTER TABLE finished.%s DISABLE TRIGGER USER', name) FROM bench.finished ORDER BY n \gexec
SELECT format('UPDATE bench.finished SET seconds = bench.timed(%L) WHERE name = %L',
              format('COPY finished.%s (%s) FROM %L', name, columns, :'scratch' || '/' || name), name)
FROM bench.finished ORDER BY n \gexec
\o
SELECT least(10, :files) * 1000 AS pages, sum(octet_length(content)) AS bytes FROM news.page \gset
INSERT INTO bench.result
SELECT 'load', 'newstape: COPY of pages', :bytes, :pages, sum(seconds) FROM bench.load WHERE file <= 10
UNION ALL
SELECT 'load', 'PostgreSQL: COPY of the finished rows', :bytes, :pages, sum(seconds) FROM bench.finished
UNION ALL
SELECT 'load', 'PostgreSQL: COPY of the pages alone', :bytes, :pages, seconds FROM bench.finished WHERE name = 'page';
DROP SCHEMA finished CASCADE;

\o /dev/null
SELECT format('UPDATE bench.load SET seconds = bench.timed(%L) WHERE file = %s',
              format('COPY news.page (url, captured_at, title, published_at, content) FROM %L (FORMAT csv, HEADER)', :'data' || '/pages.' || file || '.csv'),
              file)
FROM bench.load WHERE file > 10 ORDER BY file \gexec
\o
INSERT INTO bench.result
SELECT 'growth', format('pages %s to %s', (file - 1) * 1000 + 1, file * 1000), 0, 1000, seconds
FROM bench.load WHERE file IN (1, 2, 10, :files / 10, :files / 2, :files - 1, :files) ORDER BY file;
INSERT INTO bench.result
SELECT 'store', kind, 0, n, 0 FROM (
  SELECT 1, 'pages', count(*) FROM news.page UNION ALL SELECT 2, 'ticks', count(*) FROM news.quote_tick
  UNION ALL SELECT 3, 'session quotes', count(*) FROM news.session_quote UNION ALL SELECT 4, 'articles', count(*) FROM news.article
  UNION ALL SELECT 5, 'mentions', count(*) FROM news.mention UNION ALL SELECT 6, 'problems', count(*) FROM news.problem) AS c (o, kind, n) ORDER BY o;
