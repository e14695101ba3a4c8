-- phrasebook and match_phrases

-- what a match is, in a few rows; the tables of cases stand in test/unit/test_phrase.c
CREATE FUNCTION found(content text, book phrasebook) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(format('%s@%s+%s=%s', id, start, length, substr(content, start, length)), ' | ' ORDER BY n)
	FROM match_phrases(content, book) WITH ORDINALITY m(id, start, length, n)
$$;

SELECT found(content, book::phrasebook) FROM (VALUES
	('The State Bank of Pakistan (SBP) said', E'1: State Bank\n2: State Bank of Pakistan\n3 upper: sbp'),
	('the EBA’s EBA-led EBA/ECB Ebank', E'1: EBA\n2: ECB'),
	('HUBC Hubc hubc', E'1 upper: hubc\n2 exact: Hubc\n3: HUBC'),
	(E'State\nBank, State\n\nBank', '1: State Bank'),
	('P.I.A., Marks&Spencer and Engro Co. Ltd.', E'1 dots: PIA\n2 and: Marks and Spencer\n3 ltd: Engro Company Limited'),
	('東京は STRASSE ﬁsh Café İzmir', E'1: 東\n2: Straße\n3: fish\n4: café\n5: İzmir'),
	('', '1: a'),
	('nothing here', '')) v(content, book);

-- no rows of NULLs
SELECT count(*) FROM match_phrases(NULL, '1: a');
SELECT count(*) FROM match_phrases('a', NULL);
-- in the select list, too
SELECT match_phrases('b a', '1: a');

-- the aggregates
CREATE TABLE alias (id int, phrase text, options text);
INSERT INTO alias VALUES (2, 'State Bank of Pakistan', 'fold'), (1, 'SBP', 'upper dots'), (1, 'SBP', ' dots  upper '), (1, 'Marks & Spencer', 'and'),
	(-3, 'Pace', 'exact ltd and dots'), (NULL, 'x', 'fold'), (4, NULL, 'fold'), (5, 'y', NULL), (6, E'two\nlines \\ and more', '');
SELECT phrasebook(id, phrase, options) FROM alias;
SELECT phrasebook(id, phrase) FROM alias WHERE id < 3;
SELECT phrase_count(phrasebook(id, phrase, options)) FROM alias;
SELECT phrasebook(id, phrase, options) IS NULL AS no_rows FROM alias WHERE id IS NULL;
SELECT phrasebook(id, phrase, options) FILTER (WHERE id > 5) AS six, phrasebook(id, phrase) OVER (ORDER BY id ROWS CURRENT ROW) FROM alias WHERE id = 2 GROUP BY id, phrase;

-- equal sets, equal books: the binary form and the stored bytes
SELECT count(DISTINCT phrasebook_send(book)) FROM (
	SELECT phrasebook(id, phrase, options ORDER BY id, phrase) FROM alias
	UNION ALL SELECT phrasebook(id, phrase, options ORDER BY phrase DESC, options) FROM alias
	UNION ALL SELECT phrasebook(id, phrase, options) FROM (TABLE alias UNION ALL TABLE alias) twice) v(book);

-- text and binary forms make the same book
SELECT phrasebook_send(phrasebook_out(book)::text::phrasebook) = phrasebook_send(book) AS text_form,
	phrasebook_out(book) FROM (SELECT phrasebook(id, phrase, options) FROM alias) v(book);
CREATE TABLE book (name text PRIMARY KEY, book phrasebook NOT NULL);
INSERT INTO book SELECT 'alias', phrasebook(id, phrase, options) FROM alias;
CREATE TEMP TABLE message AS SELECT phrasebook_send(book) AS bytes FROM book;
SELECT length(bytes), encode(substr(bytes, 1, 30), 'escape') FROM message;

-- a book that is stored out of line, and changes between calls of one place
INSERT INTO book SELECT 'many', phrasebook(n, format('Word%s of %s', n % 70, to_hex(n * 7919))) FROM generate_series(1, 3000) n;
SELECT name, phrase_count(book), pg_column_size(book) > 2000 AS long FROM book ORDER BY name;
SELECT name, count(m.id), min(m.id), max(m.id)
	FROM (TABLE book UNION ALL TABLE book) b, match_phrases('word69 of 8566B, SBP, word1 of 1eef pace Pace', book) m GROUP BY name ORDER BY name;
SELECT count(*) FROM generate_series(1, 3000) n, match_phrases(format('x Word%s of %s y', n % 70, to_hex(n * 7919)), (SELECT book FROM book WHERE name = 'many'));

-- parallel as serial
CREATE TABLE article (body text);
INSERT INTO article SELECT format('On %s Word%s of %s rose, and P. S.B.P. did not', n, n % 70, to_hex(n * 7919)) FROM generate_series(1, 2000) n;
CREATE FUNCTION spans() RETURNS TABLE (rows bigint, sum bigint) LANGUAGE sql AS $$
	SELECT count(*), sum(m.id::bigint * m.start + m.length) FROM article, match_phrases(body, (SELECT book FROM book WHERE name = 'many')) m
$$;
CREATE TEMP TABLE serial AS SELECT * FROM spans();
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT spans() = ROW(serial.*) AS same, serial.rows FROM serial;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;

-- errors
SELECT phrasebook(1, 'a', 'uper');
SELECT phrasebook(1, 'a', 'fold upper');
SELECT phrasebook(1, '');
SELECT phrasebook(7, ' &-! ');
SELECT phrasebook(1, repeat('ab ', 342));
SELECT phrase_count(phrasebook(1, left(repeat('ab ', 342), 1024)));
SELECT '1 uper: a'::phrasebook;
SELECT E'1: a\nb'::phrasebook;
SELECT E'1: a\n2: a\\x'::phrasebook;
SELECT '1: -'::phrasebook;
SELECT '99999999999: a'::phrasebook;
SELECT ('1: ' || repeat('ab ', 342))::phrasebook;

CREATE FUNCTION state(query text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE query;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE;
END
$$;
SELECT state(query), query FROM (VALUES
	($$SELECT phrasebook(1, 'a', 'uper')$$),
	($$SELECT phrasebook(1, '-')$$),
	($$SELECT phrasebook(1, repeat('ab ', 342))$$),
	($$SELECT '1: -'::phrasebook$$),
	($$SELECT ('1: ' || repeat('ab ', 342))::phrasebook$$)) v(query);

-- damaged bytes on disk: a type of the same shape lets them in
SET client_min_messages = warning;
CREATE TYPE raw_book;
CREATE FUNCTION raw_book_in(cstring) RETURNS raw_book AS 'byteain' LANGUAGE internal IMMUTABLE STRICT;
CREATE FUNCTION raw_book_out(raw_book) RETURNS cstring AS 'byteaout' LANGUAGE internal IMMUTABLE STRICT;
CREATE TYPE raw_book (INPUT = raw_book_in, OUTPUT = raw_book_out, LIKE = phrasebook);
CREATE CAST (raw_book AS phrasebook) WITHOUT FUNCTION;
CREATE CAST (phrasebook AS raw_book) WITHOUT FUNCTION;
CREATE FUNCTION bytes(book phrasebook) RETURNS bytea LANGUAGE sql AS $$ SELECT book::raw_book::text::bytea $$;
CREATE FUNCTION book(bytes bytea) RETURNS phrasebook LANGUAGE sql AS $$ SELECT bytes::text::raw_book::phrasebook $$;
SELECT book(bytes('1: a'));
SELECT book('');
SELECT phrase_count(book('abc'));
SELECT * FROM match_phrases('a', book(decode(repeat('00', 500), 'hex')));
SELECT * FROM match_phrases('a', book(substr(bytes('1: a'), 1, 200)));
SELECT * FROM match_phrases('a', book(set_byte(bytes('1: a'), 300, 255)));
SELECT phrasebook_send(book(set_byte(bytes('1: a'), 300, 255)));
-- any byte changed: always that error
SELECT state(format('SELECT count(*) FROM match_phrases(%L, %L::raw_book::phrasebook)', 'a', set_byte(bytes('1: a'), n, 255 - get_byte(bytes('1: a'), n)))), count(*)
	FROM generate_series(0, length(bytes('1: a')) - 1) n GROUP BY 1;
-- the compiled bytes do not know the order of the rows
SELECT count(DISTINCT bytes(book)) FROM (
	SELECT phrasebook(n, 'w' || n % 100 ORDER BY n) FROM generate_series(1, 1000) n
	UNION ALL SELECT phrasebook(n, 'w' || n % 100 ORDER BY n DESC) FROM generate_series(1, 1000) n
	UNION ALL SELECT phrasebook(n, 'w' || n % 100 ORDER BY n % 100) FROM generate_series(1, 1000) n) v(book);

-- the widest answers keep to the bounds of the text
SELECT count(*), bool_and(start >= 1 AND length >= 1 AND start + length - 1 <= char_length(t)), bool_and(lower(substr(t, start, length)) = 'a b')
	FROM (SELECT repeat('é A b, ', 10)) v(t), match_phrases(t, '1: a B');

DROP TABLE alias, book, article;
DROP FUNCTION found, spans, state, bytes, book;
DROP CAST (raw_book AS phrasebook);
DROP CAST (phrasebook AS raw_book);
DROP TYPE raw_book CASCADE;
