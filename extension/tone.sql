-- tone: the words of a text by the categories of a word list.

CREATE FUNCTION @extschema@.tone_category(name text) RETURNS int
	AS 'MODULE_PATHNAME', 'newstape_tone_category' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.tone_category(text) IS
'The id of a category in a phrasebook for tone(): 1 negative, 2 positive, 3 uncertainty, 4 litigious, 5 strong_modal, 6 weak_modal, 7 constraining, 8 complexity. Case does not count, and blanks and hyphens stand for the underscore. Error: 22023 another name.';

CREATE FUNCTION @extschema@.tone(content text, list @extschema@.phrasebook,
	OUT words int, OUT positive int, OUT negative int, OUT uncertainty int, OUT litigious int, OUT strong_modal int, OUT weak_modal int,
	OUT constraining int, OUT complexity int, OUT flipped int, OUT net_tone double precision,
	OUT positive_share double precision, OUT negative_share double precision, OUT uncertainty_share double precision, OUT litigious_share double precision,
	OUT strong_modal_share double precision, OUT weak_modal_share double precision, OUT constraining_share double precision, OUT complexity_share double precision)
	AS 'MODULE_PATHNAME', 'newstape_tone' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION @extschema@.tone(text, @extschema@.phrasebook) IS
'The tone of a text by a word list in the form of Loughran and McDonald''s (Journal of Finance 66, 2011): how many words are in each category, and their share of all words. The list is phrasebook(tone_category(category), word); other ids in it are left alone. NULL list (no words), NULL counts.
Words match as match_phrases() matches: whole, in any case; a phrase of several words counts once. A word may count in several categories.
words counts the words that hold a letter, so no numbers and signs; what an apostrophe joins is one word (don''t, OPEC''s), and so are single letters joined by dots (U.S.); what a hyphen joins is two.
A positive word behind a negation counts as negative instead, and in flipped. A negation is no, not, never, none, neither, nor, cannot, without, nobody, nothing, nowhere, or a word in n''t, among the three words before it in the same sentence. Words of other categories stay what they are, and so does "not only": the rule knows no grammar. A sentence ends at a blank line, or at a full stop, question mark or exclamation mark with white space behind it, unless that is the dot of a single letter.
net_tone is (positive - negative) / (positive + negative), NULL where both are 0; shares are NULL where there are no words. Texts joined by a blank line have the sum of their counts.
Errors: XX001 a damaged list; 0A000 characters beyond ASCII in a database whose encoding match_phrases() does not take.';

CREATE FUNCTION @extschema@.read_tone_words(csv text) RETURNS TABLE (word text, category text)
	AS 'MODULE_PATHNAME', 'newstape_read_tone_words' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 4000;
COMMENT ON FUNCTION @extschema@.read_tone_words(text) IS
'The words of a CSV text and their categories, a row for each pair, in the order of the text. Its first line names the columns, in any order and case. Taken are Loughran and McDonald''s master dictionary (column Word, and columns Negative, Positive, Uncertainty, Litigious, Strong_Modal, Weak_Modal, Constraining, Complexity or some of them, which hold 0, or the year in which the word came into the category, negative where it has left again; older files have Modal in place of two columns, 1 strong, 2 moderate, 3 weak), and the two columns word, category. Other columns are left alone. Fields may be quoted, lines end with LF, CRLF or CR, a byte order mark is skipped. Words come with A to Z in lower case.
Error: 22P04 what is no such text, with line and column; also where no word is in a category.';

CREATE FUNCTION @extschema@.load_tone_words(store name, csv text, replace boolean DEFAULT false, OUT category text, OUT words bigint, OUT added bigint)
RETURNS SETOF record
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
  PERFORM @extschema@.require_store(store);
  IF csv IS NULL THEN
    RAISE EXCEPTION 'there is no word list: csv is NULL'
      USING ERRCODE = 'null_value_not_allowed', HINT = 'Give the text of a file, see read_tone_words().';
  END IF;
  IF replace THEN
    EXECUTE format('DELETE FROM %I.tone_word', store);
  END IF;
  RETURN QUERY EXECUTE format($sql$
    WITH listed AS MATERIALIZED (
      SELECT DISTINCT r.word, r.category FROM @extschema@.read_tone_words($1) r
    ), new AS (
      INSERT INTO %I.tone_word (word, category)
      SELECT l.word, l.category FROM listed l ORDER BY l.word COLLATE "C", l.category COLLATE "C"
      ON CONFLICT DO NOTHING
      RETURNING category
    )
    SELECT l.category, count(*), (SELECT count(*) FROM new n WHERE n.category = l.category)
    FROM listed l
    GROUP BY l.category
    ORDER BY @extschema@.tone_category(l.category)
  $sql$, store) USING csv;
END
$function$;
COMMENT ON FUNCTION @extschema@.load_tone_words(name, text, boolean) IS
'Loads a word list into a store''s table tone_word: the text of a CSV file as read_tone_words() takes it. Adds what is missing; with replace, what the store had goes first. Returns for each category of the list its words, and how many of them were new. All or nothing. '
'In psql: \set csv `cat FILE`, then SELECT * FROM load_tone_words(''news'', :''csv'', replace => true). The list of Loughran and McDonald is licensed to its users and does not come with newstape. '
'Errors: 3F000 no such store; 22004 csv is NULL; 22P04 as read_tone_words().';
