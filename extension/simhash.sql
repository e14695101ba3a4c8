CREATE FUNCTION simhash(content text)
RETURNS bigint
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'newstape_simhash';
COMMENT ON FUNCTION simhash(text) IS
  'A fingerprint of 64 bits of a text''s wording, over its word trigrams (Charikar 2002): texts that share most of their words in the same order differ in few bits, see hamming_distance(). '
  'Letter case, punctuation and spacing do not count; a trigram counts as often as it stands there; of one or two words these are taken. NULL for a text without a word.';

CREATE FUNCTION hamming_distance(a bigint, b bigint)
RETURNS integer
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'newstape_hamming_distance';
COMMENT ON FUNCTION hamming_distance(bigint, bigint) IS
  'In how many of 64 bits two numbers differ. Of two fingerprints by simhash(): 0 for the same wording, 32, give or take 4, for texts that have nothing in common.';
