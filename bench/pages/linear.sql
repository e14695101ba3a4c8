-- Pages and single lines of 1 MB and 10 MB, of ordinary and of hostile kinds: ten times the size should take ten times the time.
CREATE TABLE bench.large (kind text, size integer, content text);
ALTER TABLE bench.large ALTER COLUMN content SET STORAGE EXTERNAL;
COPY bench.large (content) FROM :'strip' (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02');
CREATE TABLE bench.piece AS SELECT 'page of quotes' AS kind, string_agg(content, E'\n') AS content FROM bench.large;
TRUNCATE bench.large;
COPY bench.large (content) FROM :'article' (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02');
INSERT INTO bench.piece SELECT 'page of prose', string_agg(coalesce(content, ''), E'\n') FROM bench.large;
TRUNCATE bench.large;
INSERT INTO bench.piece
SELECT replace(kind, 'page', 'line'), replace(content, E'\n', ' ') FROM bench.piece
UNION ALL
SELECT 'line of ' || kind, repeat(unit, 11000000 / octet_length(unit))
FROM (VALUES ('digits', '9'), ('groups', '1,'), ('words and numbers', 'A 1 '), ('directions', 'Increased By '), ('brackets', '('), ('arrows', '▲')) AS u (kind, unit);

-- By characters, which differ from bytes by little.
INSERT INTO bench.large
SELECT kind, size, left(content, size * 1000000 / CASE WHEN kind = 'line of arrows' THEN 3 ELSE 1 END) FROM bench.piece, (VALUES (1), (10)) AS s (size);
DROP TABLE bench.piece;

CREATE TABLE bench.book AS SELECT phrasebook(id, phrase) AS book FROM bench.phrase;
CREATE TABLE bench.reader (reader text, query text);
INSERT INTO bench.reader VALUES
  ('ticker_lines', 'SELECT count(*) FROM bench.large, ticker_lines(content) WHERE large.kind = %L AND large.size = %s'),
  ('try_parse_ticker', 'SELECT count(try_parse_ticker(content)) FROM bench.large WHERE large.kind = %L AND large.size = %s'),
  ('page_lines', 'SELECT count(*) FROM bench.large, page_lines(content) WHERE large.kind = %L AND large.size = %s'),
  ('parse_page', 'SELECT count(p) FROM bench.large, parse_page(content) p WHERE large.kind = %L AND large.size = %s'),
  ('match_phrases', 'SELECT count(*) FROM bench.large, match_phrases(content, (SELECT book FROM bench.book)) WHERE large.kind = %L AND large.size = %s'),
  ('length', 'SELECT length(content) FROM bench.large WHERE large.kind = %L AND large.size = %s');

SET statement_timeout = '120s';
INSERT INTO bench.result
SELECT 'linear ' || size, reader || ', ' || kind, octet_length(content), 1, bench.best(format(query, kind, size), CASE size WHEN 1 THEN 5 ELSE 2 END)
FROM bench.large, bench.reader WHERE reader <> 'length' ORDER BY kind, reader, size;
