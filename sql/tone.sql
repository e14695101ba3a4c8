-- tone: words of a text by the categories of a list.
CREATE TABLE list (word text, category text);
INSERT INTO list VALUES ('good', 'positive'), ('gain', 'positive'), ('record high', 'positive'), ('bad', 'negative'), ('loss', 'negative'), ('LOSS', 'negative'),
	('might', 'weak_modal'), ('might', 'uncertainty'), ('must', 'strong_modal'), ('court', 'litigious'), ('bound', 'constraining'), ('merger', 'complexity');
CREATE TABLE book AS SELECT phrasebook(tone_category(category), word) AS book FROM list;

-- categories
SELECT name, tone_category(name) FROM unnest(ARRAY['negative', 'Positive', 'uncertainty', 'LITIGIOUS', 'strong modal', 'Weak_Modal', 'constraining', 'complexity']) AS name;
SELECT tone_category('neutral');
SELECT tone_category('');
SELECT tone_category(NULL) IS NULL AS no_name;

-- a known paragraph
\pset expanded on
SELECT t.* FROM book, tone('The court might rule that the merger must not go on. A loss is bad, LOSS upon loss. Firms bound by law had a good gain, though nobody saw a record high.', book) t;
\pset expanded off

-- the table of negations
CREATE FUNCTION counts(content text) RETURNS text LANGUAGE sql STABLE AS $$ SELECT format('%s words, %s+ %s- %s flipped', t.words, t.positive, t.negative, t.flipped) FROM book, tone(content, book) t $$;
SELECT content, counts(content) FROM unnest(ARRAY['good', 'not good', 'not a very good', 'not as very, very good', 'not bad', E'don\'t gain', 'no record high', 'It is not. Good news', 'not a U.S. gain',
	'not 3.5 percent gain', E'not\ngood', E'not\n\ngood', 'neither good nor bad', '']) AS content;
SELECT counts('don' || chr(8217) || 't gain') = counts('DON''T Gain') AS typographic;

-- nothing to say
SELECT t.words, t.positive, t.net_tone, t.positive_share FROM book, tone('12 % -- 7', book) t;
SELECT t.words, t.positive, t.net_tone, t.positive_share FROM book, tone('a word', book) t;
SELECT t.words IS NULL AS no_text FROM book, tone(NULL, book) t;
SELECT t.words IS NULL AS no_list FROM tone('good', (SELECT phrasebook(tone_category(category), word) FROM list WHERE false)) t;
SELECT t.* IS NULL AS still_a_row FROM tone('good', NULL) t;
SELECT tone('good', '1: bad
77: good');

-- the order of the list does not count, nor does the case
SELECT DISTINCT t.* = u.* AS same
FROM (SELECT phrasebook(tone_category(category), word ORDER BY word) FROM list UNION ALL SELECT phrasebook(tone_category(category), upper(word) ORDER BY category DESC, word DESC) FROM list) b (book),
	tone('A good loss, not a GAIN: it Might', b.book) t, book, tone('a GOOD loss, not a gain: it might', book.book) u;

-- texts joined by a blank line: the sum
CREATE TABLE article AS SELECT n, format(E'Article %s: %s good, no gain. A loss (%s), don\'t', n, repeat('not ', n % 5), repeat('bad, ', n % 3)) AS body FROM generate_series(1, 2000) n;
SELECT (whole.words, whole.positive, whole.negative, whole.flipped) = (parts.words, parts.positive, parts.negative, parts.flipped) AS adds_up, whole.words, whole.positive, whole.negative, whole.flipped
FROM book, LATERAL tone((SELECT string_agg(body, E'\n\n') FROM article), book) whole,
	(SELECT sum(t.words) AS words, sum(t.positive) AS positive, sum(t.negative) AS negative, sum(t.flipped) AS flipped FROM book, article, tone(body, book) t) parts;

-- parallel as serial
CREATE FUNCTION totals() RETURNS text LANGUAGE sql AS $$ SELECT format('%s %s %s', sum(t.words), sum(t.positive), sum(t.flipped)) FROM article, tone(body, (SELECT book FROM book)) t $$;
CREATE TABLE serial AS SELECT totals();
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
CREATE FUNCTION is_parallel(query text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
	plan text;
BEGIN
	EXECUTE 'EXPLAIN (FORMAT json) ' || query INTO plan;
	RETURN plan LIKE '%Partial%';
END $$;
SELECT is_parallel('SELECT sum(t.words) FROM article, tone(body, (SELECT book FROM book)) t');
SELECT totals = totals() AS same FROM serial;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;

-- a long text, and a damaged list
SELECT t.words, t.positive, t.negative, t.flipped FROM book, tone(repeat('no good gain at all, and that is what they said about it. ', 180000), book) t;
SET client_min_messages = warning;
CREATE TYPE raw_book;
CREATE FUNCTION raw_book_in(cstring) RETURNS raw_book AS 'byteain' LANGUAGE internal IMMUTABLE STRICT;
CREATE FUNCTION raw_book_out(raw_book) RETURNS cstring AS 'byteaout' LANGUAGE internal IMMUTABLE STRICT;
CREATE TYPE raw_book (INPUT = raw_book_in, OUTPUT = raw_book_out, LIKE = phrasebook);
CREATE CAST (raw_book AS phrasebook) WITHOUT FUNCTION;
SELECT tone('good', decode(repeat('00', 500), 'hex')::text::raw_book::phrasebook);
DROP CAST (raw_book AS phrasebook);
DROP TYPE raw_book CASCADE;

-- word lists
\set SHOW_CONTEXT never
CREATE FUNCTION words(csv text) RETURNS text LANGUAGE sql AS $$ SELECT string_agg(format('%s %s', word, category), ', ') FROM read_tone_words(csv) $$;
SELECT words(E'Word,Sequence Number,Word Count,Word Proportion,Average Proportion,Std Dev,Doc Count,Negative,Positive,Uncertainty,Litigious,Strong_Modal,Weak_Modal,Constraining,Complexity,Syllables,Source\r\n'
	'QUUX,1,10,1.2e-7,3E-9,5.1,7,2009,0,0,0,0,0,0,0,2,12of12inf\r\nPLUGH,2,10,0,0,0,0,0,-2020,0,2011,0,0,2011,2020,2,12of12inf\r\nXYZZY,3,1,0,0,0,0,0,0,0,0,0,0,0,0,2,none\r\n');
SELECT words(E'Seq_num,POSITIVE,"strong modal",word\n1,2009.0,0,"say ""yes"""\n\n2,0,2009, sure \n');
SELECT words(E'word,category\nin the red,negative\nCAF\u00c9,Positive');
SELECT words(NULL) IS NULL AS no_text;
SELECT words('');
SELECT words(E'word;category\nbad;negative');
SELECT words(E'word,negative\nbad,2009\nworse,yes\n');
SELECT words(E'word,category\nbad,negative\n"worse\nstill",negative\nworst,neg');
SELECT words(E'word,category\nbad,negative\nworse\n');
SELECT words(E'word,category\nbad,negative\n"worse,negative\n');
SELECT words(E'word,category\n!,negative');
SELECT words(E'word,negative\nfine,0\n');
SELECT words(E'word,category\n' || repeat('a', 1025) || ',negative');

DROP FUNCTION words, is_parallel, totals, counts;
DROP TABLE list, book, article, serial;
