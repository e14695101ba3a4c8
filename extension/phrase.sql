-- phrasebook: a compiled dictionary of phrases, and the search for them in a text.

CREATE TYPE @extschema@.phrasebook;

CREATE FUNCTION @extschema@.phrasebook_in(cstring) RETURNS @extschema@.phrasebook
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.phrasebook_in(cstring) IS
'Input of type phrasebook: a line for each phrase, "id options: phrase", such as 1 upper dots: PIA; a backslash, newline or carriage return in a phrase is written \\, \n, \r. Empty lines are skipped, options may be left out (fold). The phrases are compiled anew. Errors: 22P02 not such a line, an unknown option, or a phrase without letter or digit; 54000 a phrase of more than 1024 bytes in UTF-8, or more phrases than fit 1 GB. Soft errors are supported.';

CREATE FUNCTION @extschema@.phrasebook_out(@extschema@.phrasebook) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.phrasebook_out(@extschema@.phrasebook) IS
'Output of type phrasebook: its phrases by id, options and phrase, as phrasebook_in reads them. Reading it gives the same book. Error: XX001 on damaged storage.';

CREATE FUNCTION @extschema@.phrasebook_recv(internal) RETURNS @extschema@.phrasebook
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.phrasebook_recv(internal) IS
'Binary input of type phrasebook: a version byte (1), the number of phrases int4, and for each its id int4, options byte (0 fold, 1 upper, 2 exact, plus 4 and, 8 ltd, 16 dots), length int2 and UTF-8 bytes; big-endian. The phrases are compiled anew. Errors: 22P03, 54000.';

CREATE FUNCTION @extschema@.phrasebook_send(@extschema@.phrasebook) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.phrasebook_send(@extschema@.phrasebook) IS
'Binary output of type phrasebook: its phrases, as phrasebook_recv reads them; the compiled form never leaves the server. Error: XX001 on damaged storage.';

-- Stored uncompressed: one fetch serves a whole query, and hash tables compress badly.
CREATE TYPE @extschema@.phrasebook (
	INPUT = @extschema@.phrasebook_in,
	OUTPUT = @extschema@.phrasebook_out,
	RECEIVE = @extschema@.phrasebook_recv,
	SEND = @extschema@.phrasebook_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = external
);
COMMENT ON TYPE @extschema@.phrasebook IS
'A dictionary of phrases, compiled for match_phrases(): each phrase with an id (several phrases may share one, and one phrase may have several) and options. Made by the aggregate phrasebook() or from text, a line a phrase: 1 fold and: Marks & Spencer. Equal sets of phrases give equal books, whatever their order. A stored book carries a checksum and is checked before use. At most 1 GB; a million phrases fit.';

-- Building

CREATE FUNCTION @extschema@.phrasebook_collect(internal, int, text) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.phrasebook_collect(internal, int, text) IS
'Transition function of the aggregate phrasebook(id, phrase).';

CREATE FUNCTION @extschema@.phrasebook_collect(internal, int, text, text) RETURNS internal
	AS 'MODULE_PATHNAME', 'phrasebook_collect_options' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.phrasebook_collect(internal, int, text, text) IS
'Transition function of the aggregate phrasebook(id, phrase, options).';

CREATE FUNCTION @extschema@.phrasebook_compile(internal) RETURNS @extschema@.phrasebook
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.phrasebook_compile(internal) IS
'Final function of the aggregates phrasebook().';

CREATE AGGREGATE @extschema@.phrasebook(id int, phrase text) (
	SFUNC = @extschema@.phrasebook_collect,
	STYPE = internal,
	FINALFUNC = @extschema@.phrasebook_compile,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.phrasebook(int, text) IS
'Compile phrases into a phrasebook, with options fold: as phrasebook(id, phrase, ''fold'').';

CREATE AGGREGATE @extschema@.phrasebook(id int, phrase text, options text) (
	SFUNC = @extschema@.phrasebook_collect,
	STYPE = internal,
	FINALFUNC = @extschema@.phrasebook_compile,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.phrasebook(int, text, text) IS
'Compile phrases into a phrasebook. Options, separated by blanks: a case mode, fold (letters match in any case; the default), upper (the phrase in capitals: hubc matches HUBC, not Hubc) or exact (as written), and any of and (& with or without blanks around it is the word and), ltd (Ltd is Limited, Co Company, Corp Corporation, Inc Incorporated, Pvt Private, and a dot may follow the short form) and dots (dots in abbreviations do not count: P.I.A. is PIA, John F. Kennedy is John F Kennedy; an abbreviation is a single letter with a dot, or several such in a row). The order of the rows does not matter, nor do duplicates. Rows with a NULL are ignored; NULL if no row is left. Errors: 22023 an unknown option, or a phrase without a letter or digit; 54000 a phrase of more than 1024 bytes in UTF-8, or more phrases than fit 1 GB.';

CREATE FUNCTION @extschema@.phrase_count(@extschema@.phrasebook) RETURNS int
	AS 'MODULE_PATHNAME', 'phrasebook_count' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.phrase_count(@extschema@.phrasebook) IS
'The number of phrases in a phrasebook; rows equal in id, phrase and options count once.';

-- Matching

CREATE FUNCTION @extschema@.match_phrases(content text, book @extschema@.phrasebook)
	RETURNS TABLE (id int, start int, length int)
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 20;
COMMENT ON FUNCTION @extschema@.match_phrases(text, @extschema@.phrasebook) IS
'Where the phrases of a book stand in a text: id of the phrase, start and length in characters, so that substr(content, start, length) is the match. Ordered by start, length descending, id. Of overlapping matches of one id the leftmost stays, then the longest; matches of different ids are all kept, nested and identical ones too.
A match begins and ends at word boundaries. Letters, digits (all of Unicode) and the underscore make words, combining marks belong to the character before them. Everything else is a boundary: hyphen and slash (EBA is found in EBA-led and in EBA/ECB), apostrophe, so that the possessive is no obstacle (Microsoft in Microsoft''s), dot, ampersand. Ideographs, kana and Hangul need no boundary between them.
White space in a phrase, and in the text, is any run of blanks, tabs, no-break and other Unicode blanks with at most one line break; a blank line ends a paragraph, and no match goes over it. Phrases match with white space exactly where they have some: Coca-Cola is not Coca Cola.
Typographic apostrophes, quotes and dashes are equal to '' " and -. Soft hyphens, zero width characters, direction marks and variation selectors do not count. Composed and decomposed accents are equal, as are ligatures (U+FB01) and their letters, full-width and ordinary ASCII. Letters fold by Unicode''s full case folding: sharp s is ss; accents count, and so does the dot of the Turkish capital I.
The time is proportional to the text times the words of the longest phrase at most, and all but independent of the number of phrases. The book is fetched and checked once for a place in a query. Errors: XX001 a damaged book; 0A000 characters beyond ASCII in a database whose encoding is SQL_ASCII, MULE_INTERNAL or EUC_JIS_2004 (the others but UTF8 are converted).';
