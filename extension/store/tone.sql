-- The user's word list, and what articles sound like by it.  Nothing derived is kept: a list of some thousand words is compiled in milliseconds,
-- once a query, so that an edit counts at once, for readers without a right to write, too.
CREATE TABLE @store@.tone_word (
  word      text NOT NULL,
  category  text NOT NULL CHECK (category IN ('negative', 'positive', 'uncertainty', 'litigious', 'strong_modal', 'weak_modal', 'constraining', 'complexity')),
  PRIMARY KEY (word, category)
);
COMMENT ON TABLE @store@.tone_word IS
  'The words that article_tone counts, see load_tone_words(). The starter set brings a few words of our own, for demonstration alone: no list that anybody has tested.';
COMMENT ON COLUMN @store@.tone_word.word IS 'a word, or a phrase as match_phrases() takes it; it is found in any case';
COMMENT ON COLUMN @store@.tone_word.category IS 'negative, positive, uncertainty, litigious, strong_modal, weak_modal, constraining or complexity';

-- @code@
-- A word that cannot be matched is the editor's error, not that of the next reader.
CREATE OR REPLACE FUNCTION @store@.tone_word_is_matchable()
RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
  PERFORM @extschema@.phrasebook(@extschema@.tone_category(c.category), c.word) FROM changed c;
  RETURN NULL;
END
$function$;
COMMENT ON FUNCTION @store@.tone_word_is_matchable() IS 'Trigger on tone_word: raises the error that compiling a new word would raise.';

DROP TRIGGER IF EXISTS matchable_insert ON @store@.tone_word;
CREATE TRIGGER matchable_insert AFTER INSERT ON @store@.tone_word REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION @store@.tone_word_is_matchable();
DROP TRIGGER IF EXISTS matchable_update ON @store@.tone_word;
CREATE TRIGGER matchable_update AFTER UPDATE ON @store@.tone_word REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION @store@.tone_word_is_matchable();

CREATE OR REPLACE VIEW @store@.article_tone AS
SELECT a.article_id,
       a.url,
       a.session,
       t.words,
       t.positive,
       t.negative,
       t.uncertainty,
       t.litigious,
       t.constraining,
       t.strong_modal,
       t.weak_modal,
       t.complexity,
       t.flipped,
       t.net_tone,
       t.positive_share,
       t.negative_share,
       t.uncertainty_share,
       t.litigious_share,
       t.constraining_share,
       t.strong_modal_share,
       t.weak_modal_share,
       t.complexity_share,
       a.date_basis,
       a.date_precision
FROM @store@.article a
CROSS JOIN LATERAL @extschema@.tone(
  concat_ws(E'\n\n', a.title, a.body),
  (SELECT @extschema@.phrasebook(@extschema@.tone_category(w.category), w.word) FROM @store@.tone_word w)) t;

CREATE OR REPLACE VIEW @store@.tag_tone AS
SELECT g.tag,
       g.kind AS tag_kind,
       n.session,
       count(*) AS articles,
       sum(n.words) AS words,
       sum(n.positive) AS positive,
       sum(n.negative) AS negative,
       sum(n.flipped) AS flipped,
       avg(n.net_tone) AS mean_net_tone,
       avg(n.positive_share) AS mean_positive_share,
       avg(n.negative_share) AS mean_negative_share,
       avg(n.uncertainty_share) AS mean_uncertainty_share
FROM @store@.article_tone n
JOIN @store@.article_tag t ON t.article_id = n.article_id
JOIN @store@.tag g ON g.tag_id = t.tag_id
WHERE n.date_basis <> 'captured'
GROUP BY g.tag, g.kind, n.session;

COMMENT ON VIEW @store@.article_tone IS
  'The tone of every article, title and body together, by the words in tone_word; all NULL while that table is empty. Key: article_id. Counted when it is read: to keep it, CREATE TABLE ... AS. Leave date_basis = captured out of statistics.';
COMMENT ON COLUMN @store@.article_tone.article_id IS 'the article, see table article';
COMMENT ON COLUMN @store@.article_tone.url IS 'canonical address of the article';
COMMENT ON COLUMN @store@.article_tone.session IS 'reaction session of the article: the first that closes after publication, a date of the market''s time zone';
COMMENT ON COLUMN @store@.article_tone.words IS 'words that hold a letter';
COMMENT ON COLUMN @store@.article_tone.positive IS 'positive words that no negation stands before';
COMMENT ON COLUMN @store@.article_tone.negative IS 'negative words, and positive ones behind a negation';
COMMENT ON COLUMN @store@.article_tone.uncertainty IS 'words of uncertainty';
COMMENT ON COLUMN @store@.article_tone.litigious IS 'words of law and dispute';
COMMENT ON COLUMN @store@.article_tone.constraining IS 'words of constraint';
COMMENT ON COLUMN @store@.article_tone.strong_modal IS 'words that are sure of themselves, such as will';
COMMENT ON COLUMN @store@.article_tone.weak_modal IS 'words that are not, such as might';
COMMENT ON COLUMN @store@.article_tone.complexity IS 'words of complicated business';
COMMENT ON COLUMN @store@.article_tone.flipped IS 'positive words behind a negation; they are counted in negative';
COMMENT ON COLUMN @store@.article_tone.net_tone IS '(positive - negative) / (positive + negative), -1 to 1; NULL where both are 0';
COMMENT ON COLUMN @store@.article_tone.positive_share IS 'positive / words; NULL without words, like the shares that follow';
COMMENT ON COLUMN @store@.article_tone.negative_share IS 'negative / words';
COMMENT ON COLUMN @store@.article_tone.uncertainty_share IS 'uncertainty / words';
COMMENT ON COLUMN @store@.article_tone.litigious_share IS 'litigious / words';
COMMENT ON COLUMN @store@.article_tone.constraining_share IS 'constraining / words';
COMMENT ON COLUMN @store@.article_tone.strong_modal_share IS 'strong_modal / words';
COMMENT ON COLUMN @store@.article_tone.weak_modal_share IS 'weak_modal / words';
COMMENT ON COLUMN @store@.article_tone.complexity_share IS 'complexity / words';
COMMENT ON COLUMN @store@.article_tone.date_basis IS 'where the date is from: given, page or captured (the capture''s day stands in: use it in no statistic)';
COMMENT ON COLUMN @store@.article_tone.date_precision IS 'second, minute or day';

COMMENT ON VIEW @store@.tag_tone IS
  'The tone of the articles with a tag in a session, see article_tone; articles without a date of publication are left out. Key: tag, session.';
COMMENT ON COLUMN @store@.tag_tone.tag IS 'name of the tag';
COMMENT ON COLUMN @store@.tag_tone.tag_kind IS 'instrument, organisation, person, place or topic';
COMMENT ON COLUMN @store@.tag_tone.session IS 'reaction session of the articles, a date of the market''s time zone';
COMMENT ON COLUMN @store@.tag_tone.articles IS 'articles with the tag';
COMMENT ON COLUMN @store@.tag_tone.words IS 'their words';
COMMENT ON COLUMN @store@.tag_tone.positive IS 'their positive words';
COMMENT ON COLUMN @store@.tag_tone.negative IS 'their negative words, flipped ones included';
COMMENT ON COLUMN @store@.tag_tone.flipped IS 'their positive words behind a negation';
COMMENT ON COLUMN @store@.tag_tone.mean_net_tone IS 'mean of the articles'' net_tone, those without one left out: each article counts the same, however long it is';
COMMENT ON COLUMN @store@.tag_tone.mean_positive_share IS 'mean of the articles'' positive_share';
COMMENT ON COLUMN @store@.tag_tone.mean_negative_share IS 'mean of the articles'' negative_share';
COMMENT ON COLUMN @store@.tag_tone.mean_uncertainty_share IS 'mean of the articles'' uncertainty_share';
