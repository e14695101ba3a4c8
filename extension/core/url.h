/*
 * url.h
 *	  Addresses of articles: which of them mean the same one.
 */
#ifndef NEWSTAPE_CORE_URL_H
#define NEWSTAPE_CORE_URL_H

#include <stdbool.h>
#include <stddef.h>

/* The canonical form is longer than the address by at most this: the scheme that was left out. */
#define URL_CANONICAL_EXTRA 8

/*
 * Write the canonical form of an address to `out`, which has room for length + URL_CANONICAL_EXTRA bytes, and return its length.
 *
 * Gone are: the difference of http and https, user name and default port, the host labels www, m, mobile and amp, path segments `amp`, doubled
 * and trailing slashes, tracking parameters, and the fragment; digits after a percent sign are in capitals.  What is left keeps its order and letter case, but for
 * the host's.  The canonical form is its own canonical form.  What is no address, having no host or a blank inside, stays as it is.
 */
extern size_t url_canonical(const char *url, size_t length, char *out);

/* Write the host of an address, in lower case and without port, to `out` (room for length bytes) and return its length; 0 if there is none. */
extern size_t url_host(const char *url, size_t length, char *out);

#endif /* NEWSTAPE_CORE_URL_H */
