-- tagbook, tag_article and tag_scores

-- the text form: any spacing in, one out; the tables of cases stand in test/unit/test_tagbook.c
CREATE TABLE rules (name text PRIMARY KEY, book tagbook NOT NULL);
INSERT INTO rules VALUES ('none', ''), ('small', $$
weight lead  20
sign 9 exact: PSX
sign 3: ticker symbol
tag	1 instrument
tag 2 organisation
tag 3 topic
tag 4 place
alias 1 none 10: Hub Power
alias 1 needs_exchange word 11 exact: POWER
alias 1 needs_coref 12 dots fold: HPC
alias 2 none 20: State Bank
alias 3 headline_only 30: bank
alias 3 never 31: bank holiday
alias 4 none 40: Karachi
rule 100 3 4 1
rule 101 3 - 2
term all 100: rate
term any 100: cut
term any 100 exact: hike
term none 100: cricket
term any 101: oil
$$);
SELECT book FROM rules ORDER BY name;

-- text and binary forms make the same book
SELECT name, book::text::tagbook::text = book::text AS text_form, tagbook_send(book::text::tagbook) = tagbook_send(book) AS same_message FROM rules ORDER BY name;
SELECT encode(substr(tagbook_send(book), 1, 36), 'escape') FROM rules WHERE name = 'small';
-- tagbook_recv is reached through COPY: this reads any bytes as if a client had sent them
CREATE TEMP TABLE received (book tagbook);
CREATE FUNCTION pg_temp.receive(wire bytea) RETURNS tagbook LANGUAGE plpgsql AS $$
DECLARE
	message bytea := '\x5047434f50590aff0d0a000000000000000000' || '\x0001'::bytea || int4send(length(wire)) || wire || '\xffff';
	octal text;
	result tagbook;
BEGIN
	SELECT string_agg('\' || byte / 64 || byte / 8 % 8 || byte % 8, '' ORDER BY i) INTO octal
	FROM generate_series(0, length(message) - 1) AS i, get_byte(message, i) AS byte;
	DELETE FROM received;
	EXECUTE format('COPY received FROM PROGRAM %L (FORMAT binary)', format('printf ''%s''', octal));
	SELECT book INTO result FROM received;
	RETURN result;
END $$;
\set SHOW_CONTEXT never
SELECT name, pg_temp.receive(tagbook_send(book))::text = book::text AS same FROM rules ORDER BY name;
SELECT pg_temp.receive('\x01')::text = ''::tagbook::text AS nothing;
-- version, none at all, a wrong line, a NUL in one, bytes that are no characters
SELECT pg_temp.receive('\x02');
SELECT pg_temp.receive('');
SELECT pg_temp.receive('\x01' || 'tag 1 thing'::bytea);
SELECT pg_temp.receive('\x01' || 'tag 1 '::bytea || '\x00' || 'place'::bytea);
SELECT pg_temp.receive('\x01' || 'tag 1 '::bytea || '\xff');

-- errors: what, where, and how it is done
SELECT 'x'::tagbook;
SELECT E'tag 1 place\n\ntag 2 thing'::tagbook;
SELECT E'tag 1 place\r\ntag 1 topic'::tagbook;
SELECT 'tag 2147483648 place'::tagbook;
SELECT 'weight lead 1001'::tagbook;
SELECT E'tag 1 place\nalias 2 none 1: Łódź'::tagbook;
SELECT E'tag 1 place\nalias 1 none 1 loud: Łódź'::tagbook;
SELECT E'tag 1 place\nalias 1 none 1: Łódź \\x'::tagbook;
SELECT E'tag 1 topic\nrule 1 1 - 1\nterm none 1: a'::tagbook;
SELECT (E'tag 1 topic\nrule 1 1 - 1\n' || string_agg('term all 1: w' || n, E'\n' ORDER BY n))::tagbook FROM generate_series(1, 32) n;
SELECT (E'tag 1 topic\nalias 1 none 1: ' || repeat('ab ', 342))::tagbook;
\set SHOW_CONTEXT errors

-- an article: what was found, where, and whether it counts
CREATE TABLE article (id int PRIMARY KEY, title text, body text);
INSERT INTO article VALUES
	(1, 'Hub Power beats bank', E'KARACHI: The Hub Power (PSX: POWER) said so. The H.P.C. and the State Bank waited. POWER TO ALL. Rate of a cut, a cricket. Another one.\n\nOil, bank holiday, OIL.\n\nCopyright (c) Hub Power'),
	(2, '▲▲ HPC', 'Ünïcode before: the rate will hike; oil'), (3, NULL, 'Karachi'), (4, 'State Bank', NULL), (5, NULL, NULL), (6, '', '');
SELECT a.id, t.tag_id AS tag, t.alias_id AS alias, t.rule_id AS rule, t.zone, t.sentence, t.start, t.length, t.verdict, t.mentions, t.relevance, substr(CASE t.zone WHEN 'headline' THEN a.title ELSE a.body END, t.start, t.length) AS phrase
	FROM article a, rules r, tag_article(a.title, a.body, r.book) WITH ORDINALITY t(tag_id, alias_id, rule_id, zone, sentence, start, length, verdict, mentions, relevance, n) WHERE r.name = 'small' ORDER BY a.id, t.n;
SELECT a.id, t.* FROM article a, rules r, tag_scores(a.title, a.body, r.book) t WHERE r.name = 'small' ORDER BY a.id, t.tag_id;
-- relevance is the sum of its parts
SELECT count(*) AS scores, count(*) FILTER (WHERE relevance <> least(greatest(headline + lead + count + early + roundup, 0), 100)) AS wrong
	FROM article a, rules r, tag_scores(a.title, a.body, r.book) t;
-- and that of mentions
SELECT count(*) AS mentions, count(*) FILTER (WHERE (t.mentions, t.relevance) IS DISTINCT FROM (s.mentions, s.relevance)) AS wrong
	FROM article a CROSS JOIN rules r CROSS JOIN tag_article(a.title, a.body, r.book) t LEFT JOIN tag_scores(a.title, a.body, r.book) s USING (tag_id);

-- without rules no rows, and no rows of NULLs; in the select list, too
SELECT count(*) FROM tag_article('Hub Power', 'x', NULL);
SELECT count(*) FROM tag_scores('Hub Power', 'x', NULL);
SELECT count(*) FROM rules, tag_article('Hub Power', 'x', book) WHERE name = 'none';
SELECT tag_article('a', 'b', E'tag 1 topic\nalias 1 none 2: a');
SELECT tag_scores('a', 'b', E'tag 1 topic\nalias 1 none 2: a');

-- the order of rules does not matter, but to ids
WITH line(line) AS (VALUES ('alias 1 none %s: a'), ('alias 1 needs_exchange %s exact: A'), ('alias 2 never %s: a b'), ('alias 2 needs_coref %s: b'), ('alias 1 none %s: b')),
	numbered AS (SELECT format(line, row_number() OVER ()) AS up, format(line, row_number() OVER (ORDER BY line DESC)) AS down, row_number() OVER () AS n, row_number() OVER (ORDER BY line DESC) AS m FROM line),
	book AS (SELECT (E'tag 1 topic\ntag 2 place\n' || string_agg(up, E'\n' ORDER BY n))::tagbook AS up, (E'tag 1 topic\ntag 2 place\n' || string_agg(down, E'\n' ORDER BY m))::tagbook AS down FROM numbered)
SELECT u.found = d.found AS same, u.found FROM book,
	LATERAL (SELECT string_agg(format('%s@%s+%s %s', tag_id, start, length, verdict), ', ' ORDER BY sentence, start, length, tag_id) AS found FROM tag_article('A b', 'b. A. a b', up)) u,
	LATERAL (SELECT string_agg(format('%s@%s+%s %s', tag_id, start, length, verdict), ', ' ORDER BY sentence, start, length, tag_id) AS found FROM tag_article('A b', 'b. A. a b', down)) d;

-- a book that is stored out of line, and changes between calls of one place
INSERT INTO rules SELECT 'many', (E'tag 1 topic\n' || string_agg(format('alias 1 none %s: Word%s of %s', n, n % 70, to_hex(n * 7919)), E'\n' ORDER BY n))::tagbook FROM generate_series(1, 3000) n;
SELECT name, count(tag_id), min(alias_id), max(alias_id)
	FROM (TABLE rules UNION ALL TABLE rules) r LEFT JOIN LATERAL tag_article('word69 of 8566B', 'Hub Power, word1 of 1eef', book) ON true WHERE pg_column_size(book) > 0 GROUP BY name ORDER BY name;

-- parallel as serial
CREATE TABLE text AS SELECT format('Word%s of %s', n % 70, to_hex(n * 7919)) AS title, format('x Word%s of %s. Y', n % 7, to_hex(n * 7919)) AS body FROM generate_series(1, 2000) n;
CREATE FUNCTION totals() RETURNS text LANGUAGE sql AS $$ SELECT format('%s %s %s', count(*), sum(alias_id::bigint * start), sum(relevance)) FROM text, tag_article(title, body, (SELECT book FROM rules WHERE name = 'many')) $$;
CREATE TEMP TABLE serial AS SELECT totals();
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT serial.totals = totals() AS same, serial.totals FROM serial;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;

-- damaged bytes on disk: a type of the same shape lets them in
SET client_min_messages = warning;
CREATE FUNCTION state(query text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE query;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE;
END
$$;
CREATE TYPE raw_book;
CREATE FUNCTION raw_book_in(cstring) RETURNS raw_book AS 'byteain' LANGUAGE internal IMMUTABLE STRICT;
CREATE FUNCTION raw_book_out(raw_book) RETURNS cstring AS 'byteaout' LANGUAGE internal IMMUTABLE STRICT;
CREATE TYPE raw_book (INPUT = raw_book_in, OUTPUT = raw_book_out, LIKE = tagbook);
CREATE CAST (raw_book AS tagbook) WITHOUT FUNCTION;
CREATE CAST (tagbook AS raw_book) WITHOUT FUNCTION;
CREATE FUNCTION bytes(book tagbook) RETURNS bytea LANGUAGE sql AS $$ SELECT book::raw_book::text::bytea $$;
CREATE FUNCTION book(bytes bytea) RETURNS tagbook LANGUAGE sql AS $$ SELECT bytes::text::raw_book::tagbook $$;
SELECT book(bytes(book))::text = book::text AS sound FROM rules WHERE name = 'small';
SELECT book('');
SELECT * FROM tag_article('a', 'b', book(decode(repeat('00', 500), 'hex')));
SELECT tag_scores('a', 'b', book(substr(bytes(book), 1, 200))) FROM rules WHERE name = 'small';
SELECT tagbook_send(book(set_byte(bytes(book), 300, 255 - get_byte(bytes(book), 300)))) FROM rules WHERE name = 'small';
-- any byte changed: always that error
SELECT state(format('SELECT count(*) FROM tag_article(%L, %L, %L::raw_book::tagbook)', 'a', 'b', set_byte(bytes, n, 255 - get_byte(bytes, n)))), count(*) = length(bytes) AS all
	FROM (SELECT bytes(E'tag 1 topic\nalias 1 none 1: a')) b(bytes), generate_series(0, length(bytes) - 1) n GROUP BY 1, bytes;

DROP FUNCTION totals, state, bytes, book;
DROP TABLE rules, article, text, serial;
DROP CAST (raw_book AS tagbook);
DROP CAST (tagbook AS raw_book);
DROP TYPE raw_book CASCADE;
