-- The tone of a store's articles, and its word list.
BEGIN;
SELECT plan(36);
SELECT create_store('news', starter => false);

INSERT INTO news.tag (tag, kind) VALUES ('cotton', 'topic'), ('wheat', 'topic');
INSERT INTO news.alias (tag_id, alias) SELECT tag_id, tag FROM news.tag;
INSERT INTO news.page (url, captured_at, title, published_at, content) VALUES
  ('https://example.com/1', '2025-01-30 12:00+05', 'Cotton has a good day', '2025-01-30 11:00+05', E'MULTAN: Growers of cotton had no loss, and no gain, yet. The 12 gins might gain.\n'),
  ('https://example.com/2', '2025-01-30 12:00+05', 'Cotton has a bad day', '2025-01-30 11:00+05', E'MULTAN: Growers of cotton and wheat said no more than that.\n'),
  ('https://example.com/3', '2025-01-30 12:00+05', 'Good cotton', NULL, E'MULTAN: Growers of cotton had a good day, and said no more than that.\n');

-- An empty list
SELECT is((SELECT count(*) FROM news.article_tone), 3::bigint, 'without a list there is a row for each article');
SELECT is_empty($$SELECT FROM news.article_tone WHERE num_nonnulls(words, positive, negative, uncertainty, flipped, net_tone, positive_share) > 0$$, 'and nothing in it: NULL, not 0');
SELECT results_eq($$SELECT tag, articles, words, mean_net_tone FROM news.tag_tone ORDER BY tag$$,
  $$VALUES ('cotton', 2::bigint, NULL::bigint, NULL::float8), ('wheat', 1, NULL, NULL)$$, 'nor in the tone of tags');

-- A list, loaded
CREATE TEMP TABLE file AS SELECT E'Word,Seq_num,Negative,Positive,Weak_Modal,Syllables\r\nBAD,1,2009,0,0,1\r\nGAIN,2,0,2009,0,1\r\nGOOD,3,0,2009,0,1\r\nLOSS,4,2009,0,0,1\r\nMIGHT,5,0,0,2009,1\r\nOLD,6,-2020,0,0,1\r\n' AS csv;
SELECT results_eq($$SELECT l.* FROM file, load_tone_words('news', csv) l$$, $$VALUES ('negative', 2::bigint, 2::bigint), ('positive', 2, 2), ('weak_modal', 1, 1)$$, 'a list is loaded');
SELECT results_eq($$SELECT * FROM news.tone_word ORDER BY word$$,
  $$VALUES ('bad', 'negative'), ('gain', 'positive'), ('good', 'positive'), ('loss', 'negative'), ('might', 'weak_modal')$$, 'its words in lower case');
SELECT results_eq($$SELECT url, words, positive, negative, uncertainty, weak_modal, flipped, net_tone FROM news.article_tone ORDER BY url$$,
  $$VALUES ('https://example.com/1', 20, 2, 2, 0, 1, 1, 0::float8), ('https://example.com/2', 16, 0, 1, 0, 0, 0, -1), ('https://example.com/3', 16, 2, 0, 0, 0, 0, 1)$$,
  'and counts at once, in title and body');
SELECT is((SELECT row(positive_share, negative_share, weak_modal_share, litigious_share)::text FROM news.article_tone WHERE url = 'https://example.com/1'), '(0.1,0.1,0.05,0)', 'shares are of all words');
SELECT results_eq($$SELECT tag, tag_kind, session, articles, words, positive, negative, flipped, mean_net_tone FROM news.tag_tone ORDER BY tag$$,
  $$VALUES ('cotton', 'topic', DATE '2025-01-30', 2::bigint, 36::bigint, 2::bigint, 3::bigint, 1::bigint, -0.5::float8), ('wheat', 'topic', '2025-01-30', 1, 16, 0, 1, 0, -1)$$,
  'the tone of tags leaves out articles without a date');
SELECT is((SELECT date_basis FROM news.article_tone WHERE url = 'https://example.com/3'), 'captured', 'which article_tone marks');

-- Loaded again
CREATE TEMP TABLE before AS TABLE news.tone_word;
SELECT results_eq($$SELECT l.* FROM file, load_tone_words('news', csv) l$$, $$VALUES ('negative', 2::bigint, 0::bigint), ('positive', 2, 0), ('weak_modal', 1, 0)$$, 'loaded again, it adds nothing');
DELETE FROM news.tone_word WHERE word IN ('bad', 'might');
INSERT INTO news.tone_word VALUES ('glum', 'negative');
SELECT is((SELECT sum(added) FROM file, load_tone_words('news', csv)), 2::numeric, 'or what is missing');
SELECT is((SELECT count(*) FROM news.tone_word), 6::bigint, 'and what is there stays');
SELECT is((SELECT sum(added) FROM file, load_tone_words('news', csv, replace => true)), 5::numeric, 'with replace the list is new');
SELECT is_empty($$(TABLE before EXCEPT TABLE news.tone_word) UNION ALL (TABLE news.tone_word EXCEPT TABLE before)$$, 'and nothing else is left');
SELECT is((SELECT string_agg(category || words, ' ') FROM load_tone_words('news', E'word,category\nupbeat,Positive\nupbeat,positive\nin the red,NEGATIVE\n')), 'negative1 positive1', 'two columns do, too');

-- In other orders, by other ways
CREATE TEMP TABLE tones AS TABLE news.article_tone;
CREATE TEMP TABLE words AS TABLE news.tone_word;
TRUNCATE news.tone_word;
SELECT is((SELECT count(words) FROM news.article_tone), 0::bigint, 'without words no counts again');
INSERT INTO news.tone_word SELECT upper(word), category FROM words ORDER BY word DESC;
INSERT INTO news.tone_word SELECT * FROM words ORDER BY category DESC;
SELECT is_empty($$(TABLE tones EXCEPT TABLE news.article_tone) UNION ALL (TABLE news.article_tone EXCEPT TABLE tones)$$, 'order, case and repetition of words do not count');
DELETE FROM news.tone_word;
INSERT INTO news.tone_word SELECT r.* FROM file, read_tone_words(csv) r;
SELECT is((SELECT sum(positive) FROM news.article_tone), 4::bigint, 'a file can be read into the table by hand');
UPDATE news.tone_word SET category = 'negative' WHERE word = 'good';
SELECT is((SELECT sum(positive) FROM news.article_tone), 1::bigint, 'an edit counts at once');

-- Wrong lists change nothing.
CREATE TEMP TABLE kept AS TABLE news.tone_word;
SELECT throws_ok($$SELECT load_tone_words('news', E'word,negative\nfine,2009\nbad,bad\n', true)$$, '22P04', 'invalid word list: line 3, column "negative"', 'a wrong field is named');
SELECT throws_ok($$SELECT load_tone_words('news', 'no list at all', true)$$, '22P04', 'invalid word list: line 1', 'so is a wrong file');
SELECT throws_ok($$SELECT load_tone_words('news', E'word,negative\nfine,0\n', true)$$, '22P04', NULL, 'and a list without a word');
SELECT throws_ok($$SELECT load_tone_words('news', NULL, true)$$, '22004', NULL, 'and no list');
SELECT throws_ok($$SELECT load_tone_words('olds', E'word,negative\nfine,2009')$$, '3F000', NULL, 'and no store');
SELECT throws_ok($$INSERT INTO news.tone_word VALUES ('!', 'negative')$$, '22023', NULL, 'a word that matches nothing is refused');
SELECT throws_ok($$UPDATE news.tone_word SET word = '' WHERE word = 'bad'$$, '22023', NULL, 'in an update, too');
SELECT throws_ok($$INSERT INTO news.tone_word VALUES ('fine', 'nice')$$, '23514', NULL, 'so is an unknown category');
SELECT is_empty($$(TABLE kept EXCEPT TABLE news.tone_word) UNION ALL (TABLE news.tone_word EXCEPT TABLE kept)$$, 'and nothing has changed');
SELECT is_empty($$SELECT * FROM verify_store('news')$$, 'all in order');

-- Readers need no more than to read.
CREATE ROLE tone_reader;
GRANT USAGE ON SCHEMA news TO tone_reader;
GRANT SELECT ON news.article_tone, news.tag_tone TO tone_reader;
SET LOCAL ROLE tone_reader;
SELECT is((SELECT count(words) FROM news.article_tone), 3::bigint, 'a reader of the view needs no right to the tables, and none to write');
RESET ROLE;

-- The demonstration's words
SELECT load_starter('news');
SELECT is((SELECT count(*) FROM news.tone_word), (SELECT count(*) FROM kept), 'the starter set leaves a list alone');
TRUNCATE news.tone_word;
SELECT load_starter('news');
SELECT is((SELECT count(*) FROM news.tone_word), (SELECT count(*) FROM starter_rows('tone_word')), 'and fills an empty one');
SELECT is((SELECT count(DISTINCT category) FROM news.tone_word), 8::bigint, 'with words of every category');
SELECT is((SELECT count(*) FROM news.article_tone WHERE words IS NULL), 0::bigint, 'which are counted');

-- A long text costs what it is long.
CREATE FUNCTION pg_temp.seconds(times int) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE
  content text := repeat('Growers had no good year, and lost no bad one either. ', times);
  book phrasebook := (SELECT phrasebook(tone_category(category), word) FROM news.tone_word);
  started timestamptz := clock_timestamp();
BEGIN
  IF (tone(content, book)).flipped <> times THEN RAISE 'wrong count'; END IF;
  RETURN extract(epoch FROM clock_timestamp() - started);
END $$;
SELECT cmp_ok(pg_temp.seconds(200000), '<', 40 * pg_temp.seconds(20000) + 0.5, '10 MB take about ten times as long as 1 MB');
SELECT results_eq($$SELECT t.flipped, t.words FROM tone(repeat('no gain ', 1000000), '2: gain') t$$, $$VALUES (1000000, 2000000)$$, 'and none of it is lost');

SELECT * FROM finish();
ROLLBACK;
