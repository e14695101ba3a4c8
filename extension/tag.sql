-- tagbook: compiled rules, and the tags that they give an article.

CREATE TYPE @extschema@.tagbook;

CREATE FUNCTION @extschema@.tagbook_in(cstring) RETURNS @extschema@.tagbook
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.tagbook_in(cstring) IS
'Input of type tagbook: a line for each rule, see the type. Errors: 22P02 a line that is none, or names a tag or rule that no line before it brought, ids that do not ascend, a rule that asks for nothing; 22003 a number out of range; 54000 too long or too many. Soft errors are supported.';

CREATE FUNCTION @extschema@.tagbook_out(@extschema@.tagbook) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.tagbook_out(@extschema@.tagbook) IS
'Output of type tagbook: its lines, as tagbook_in reads them. Reading them gives the same book. Error: XX001 on damaged storage.';

CREATE FUNCTION @extschema@.tagbook_recv(internal) RETURNS @extschema@.tagbook
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.tagbook_recv(internal) IS
'Binary input of type tagbook: a version byte (1), and its lines in UTF-8. Errors: 22P03, and those of tagbook_in.';

CREATE FUNCTION @extschema@.tagbook_send(@extschema@.tagbook) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.tagbook_send(@extschema@.tagbook) IS
'Binary output of type tagbook, as tagbook_recv reads it; the compiled form never leaves the server. Error: XX001 on damaged storage.';

-- Stored uncompressed: one fetch serves a whole query, and hash tables compress badly.
CREATE TYPE @extschema@.tagbook (
	INPUT = @extschema@.tagbook_in,
	OUTPUT = @extschema@.tagbook_out,
	RECEIVE = @extschema@.tagbook_recv,
	SEND = @extschema@.tagbook_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = external
);
COMMENT ON TYPE @extschema@.tagbook IS
'The rules by which articles are tagged, compiled for tag_article(). As text a line for each: "weight NAME VALUE" (parts of relevance, see tag_scores()), "sign N OPTIONS: PHRASE" (what an exchange''s symbol stands behind; one of option exact or upper needs a colon after it), "tag ID KIND" (instrument, organisation, person, place, topic), '
'"alias TAG GUARD ID OPTIONS: PHRASE" (guard none, headline_only, needs_exchange, needs_coref or never; the word "word" behind the guard says that the phrase is an ordinary word too, or short), "rule ID TAG WITHIN THRESHOLD" (WITHIN in words, - for anywhere) and "term ROLE RULE OPTIONS: PHRASE" (role all, any or none). Options and phrases are those of phrasebook(). '
'Ids of a kind ascend, and what a line names stands in a line before. A store makes one of its tables, see its function compiled_rules(). A stored book carries a checksum and is checked before use. At most 1 GB.';

CREATE FUNCTION @extschema@.tag_article(title text, body text, rules @extschema@.tagbook)
	RETURNS TABLE (tag_id int, alias_id int, rule_id int, zone text, sentence int, start int, length int, verdict text, mentions int, relevance int)
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 20;
COMMENT ON FUNCTION @extschema@.tag_article(text, text, @extschema@.tagbook) IS
'Every place in an article where the rules find a tag, and whether it counts. alias_id or rule_id: what was found. zone: headline, lead (the first paragraph, three sentences at most), body, or boilerplate (credits, copyright, "About the company"). sentence: its number in the body from 1, 0 in the headline. start, length: characters of the title for zone headline, else of the body, so that substr() gives the phrase. '
'verdict: counted; or why it is not: headline_only, needs_exchange, needs_coref, never (the guard of the alias), inside (of a longer phrase of another tag: a name hides what is inside it, a topic''s phrase hides topics), capitals (a word in a text all of capitals), boilerplate, excluded (a phrase that the rule excludes is in the article), threshold (a rule that holds in too few places), repeated (a rule that holds where the tag counts already, by an alias or another rule). '
'mentions and relevance are those of the tag: how many of its places count, and 0 to 100 as of tag_scores(); NULL where none counts. Of overlapping phrases of one tag the leftmost, then the longest is taken; of those on the same span one whose guard is never, else the one that is sooner counted. The same whatever the order of rules. No rows without rules; a NULL title or body is an empty one. Errors: as of match_phrases().';

CREATE FUNCTION @extschema@.tag_scores(title text, body text, rules @extschema@.tagbook)
	RETURNS TABLE (tag_id int, mentions int, headline int, lead int, count int, early int, roundup int, relevance int)
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 10;
COMMENT ON FUNCTION @extschema@.tag_scores(text, text, @extschema@.tagbook) IS
'The tags of an article with the parts of their relevance, in whole points by the weights of the rules: headline and lead, where the tag is named there; count, weight mention for each place that counts, mentions_most of them at most; early, all of it where the first place is in the headline or the first sentence, less in equal steps for each sentence before it (a place that begins the body tells where the story was written, and gives neither lead nor early); '
'roundup, taken off an instrument for each instrument beyond roundup_free that the article names, roundup_most points at most. relevance is their sum, within 0 to 100. Errors: as of match_phrases().';
