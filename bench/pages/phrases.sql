-- Names found in articles: 1,000 to 100,000 of them.  The peer is PostgreSQL's text search, with the articles indexed for it or not.
CREATE TABLE bench.phrase (id integer, phrase text);
COPY bench.phrase FROM :'phrases';
CREATE TABLE bench.text (body text);
ALTER TABLE bench.text ALTER COLUMN body SET STORAGE EXTERNAL;
COPY bench.text FROM :'prose';
CREATE TABLE bench.few AS SELECT body FROM bench.text LIMIT 100;
VACUUM ANALYZE bench.phrase, bench.text, bench.few;
SELECT sum(octet_length(body)) AS bytes, count(*) AS items FROM bench.text \gset
SELECT sum(octet_length(body)) AS few_bytes, count(*) AS few_items FROM bench.few \gset

CREATE FUNCTION bench.phrases(number integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  part text := 'phrases ' || number;
  bytes bigint := (SELECT sum(octet_length(body)) FROM bench.text);
  items bigint := (SELECT count(*) FROM bench.text);
BEGIN
  CREATE TABLE bench.book AS SELECT phrasebook(id, phrase) AS book FROM bench.phrase WHERE id < number;
  CREATE TABLE bench.query AS SELECT id, phraseto_tsquery('english', phrase) AS query FROM bench.phrase WHERE id < number;
  ANALYZE bench.book, bench.query;
  INSERT INTO bench.result VALUES
    (part, 'newstape: building the phrasebook', 0, number,
     bench.best(format('SELECT phrasebook(id, phrase) FROM bench.phrase WHERE id < %s', number))),
    (part, 'newstape: match_phrases(body, book)', bytes, items,
     bench.best('SELECT count(*) FROM bench.text, match_phrases(body, (SELECT book FROM bench.book))')),
    (part, 'PostgreSQL: to_tsvector(body) @@ phraseto_tsquery(phrase), each with each', (SELECT sum(octet_length(body)) FROM bench.few), 100,
     bench.best('SELECT count(*) FROM (SELECT to_tsvector(''english'', body) AS words FROM bench.few OFFSET 0) t, bench.query
                 WHERE words @@ query', 2)),
    (part, 'PostgreSQL: to_tsvector(body) into a GIN index, then each phrase', bytes, items,
     bench.best('CREATE TABLE bench.words AS SELECT to_tsvector(''english'', body) AS words FROM bench.text', 1)
     + bench.best('CREATE INDEX word ON bench.words USING gin (words)', 1)
     + bench.best('SELECT count(*) FROM bench.query, LATERAL (SELECT FROM bench.words WHERE words @@ query) found', 1));
  DROP TABLE bench.book, bench.query, bench.words;
END
$$;
SELECT bench.phrases(1000);
SELECT bench.phrases(10000);
SELECT bench.phrases(100000);
