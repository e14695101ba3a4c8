/*
 * fuzz_simhash.c
 *	  Any bytes have a fingerprint or no word, and white space around them does not count.
 */
#include "core/simhash.h"

#include <stdlib.h>
#include <string.h>

static bool
fingerprint(const char *text, size_t length, uint64_t *hash)
{
	const char *next = text;
	const char *end = text + length;
	Simhash state;
	bool more;

	simhash_begin(&state);
	do
	{
		const char *before = next;

		more = simhash_step(&state, &next, end);
		if (next < before || next > end || (more && next == before))
			abort();
	} while (more);
	return simhash_end(&state, hash);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 2);
	uint64_t hash = 0;
	uint64_t padded = 0;

	memcpy(text + 1, data, size);
	text[0] = '\n';
	text[size + 1] = ' ';
	if (fingerprint((const char *) data, size, &hash) != fingerprint(text, size + 2, &padded) ||
		hash != padded)
		abort();
	free(text);
	return 0;
}
