/*
 * fuzz_url.c
 *	  Laws of canonical addresses: the room promised is enough, and the canonical form is its own canonical form.
 */
#include "core/url.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *url = (const char *) data;
	char *once = malloc(size + URL_CANONICAL_EXTRA);
	size_t length = url_canonical(url, size, once);
	char *twice = malloc(length + URL_CANONICAL_EXTRA);
	char *host = malloc(size + 1);

	if (length > size + URL_CANONICAL_EXTRA)
		abort();
	if (url_canonical(once, length, twice) != length || memcmp(once, twice, length) != 0)
		abort();
	if (url_host(url, size, host) > size)
		abort();
	free(once);
	free(twice);
	free(host);
	return 0;
}
