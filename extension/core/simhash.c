/*
 * simhash.c
 *	  The fingerprint of a text's wording.
 */
#include "simhash.h"

#include "phrase_word.h"

/* Of the hashes of words and of trigrams; with the hash functions of phrase_unicode.h part of what is stored. */
#define WORD_SEED UINT64_C(0x243f6a8885a308d3)
#define TRIGRAM_SEED UINT64_C(0x13198a2e03707344)

#define STEP_TOKENS 256

void
simhash_begin(Simhash *state)
{
	memset(state, 0, sizeof(*state));
}

static void
vote(Simhash *state, const uint64_t *words, unsigned count)
{
	uint64_t hash = TRIGRAM_SEED;

	for (unsigned i = 0; i < count; i++)
		hash = phrase_hash_lane(hash, words[i]);
	hash = phrase_hash_end(hash, count);
	for (unsigned bit = 0; bit < 64; bit++)
		state->votes[bit] += hash >> bit & 1;
	state->trigrams++;
}

/* Punctuation beyond ASCII is a token of any characters, too. */
static bool
token_is_word(const Token *token, const uint8_t *text)
{
	uint32_t c;

	if (token->kind != TOKEN_RICH)
		return token->kind == TOKEN_WORD;
	phrase_decode(text + token->start, text + token->end, &c);
	return phrase_char_class(c) != CHAR_PUNCT;
}

bool
simhash_step(Simhash *state, const char **next, const char *end)
{
	const uint8_t *text = (const uint8_t *) *next;
	TokenReader reader = {text, (const uint8_t *) end, text, WORD_SEED};
	Token tokens[STEP_TOKENS];
	size_t count = token_read(&reader, tokens, STEP_TOKENS);

	for (size_t i = 0; i < count; i++)
	{
		if (!token_is_word(&tokens[i], text))
			continue;
		state->words[0] = state->words[1];
		state->words[1] = state->words[2];
		state->words[2] = tokens[i].hash;
		if (++state->seen >= 3)
			vote(state, state->words, 3);
	}
	*next = (const char *) reader.next;
	return reader.next < reader.end;
}

bool
simhash_end(const Simhash *state, uint64_t *hash)
{
	Simhash whole = *state;

	if (whole.seen == 0)
		return false;
	if (whole.seen < 3)
		vote(&whole, whole.words + 3 - whole.seen, (unsigned) whole.seen);
	*hash = 0;
	for (unsigned bit = 0; bit < 64; bit++)
	{
		if (2 * whole.votes[bit] > whole.trigrams)
			*hash |= UINT64_C(1) << bit;
	}
	return true;
}
