/*
 * url.c
 *	  Addresses of articles: which of them mean the same one.
 *
 * Bytes outside ASCII are copied as they are, so the encoding does not matter.
 */
#include "url.h"

#include <string.h>

/* The parts of an address, as slices of it; a part that is not there has length 0. */
typedef struct Slice
{
	const char *at;
	size_t length;
} Slice;

typedef struct UrlParts
{
	Slice scheme;
	Slice host; /* with user name and port stripped */
	Slice path;
	Slice query;
} UrlParts;

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c;
}

static bool
is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z');
}

static bool
same(Slice s, const char *word)
{
	size_t n = strlen(word);

	if (s.length != n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (lower(s.at[i]) != word[i])
			return false;
	return true;
}

static bool
begins(Slice s, const char *word)
{
	size_t n = strlen(word);

	return s.length >= n && same((Slice){s.at, n}, word);
}

static Slice
trim(Slice s)
{
	while (s.length > 0 && (unsigned char) s.at[0] <= ' ')
		s.at++, s.length--;
	while (s.length > 0 && (unsigned char) s.at[s.length - 1] <= ' ')
		s.length--;
	return s;
}

/* Cut s before the first of the bytes in `stops`; *rest gets what follows, the stop included. */
static Slice
cut(Slice s, const char *stops, Slice *rest)
{
	size_t n = 0;

	while (n < s.length && !(s.at[n] != '\0' && strchr(stops, s.at[n])))
		n++;
	*rest = (Slice){s.at + n, s.length - n};
	return (Slice){s.at, n};
}

/* Take off one thing that a host may end in without being another host: a dot, a default port. */
static bool
shorten_host(Slice *host)
{
	size_t end = host->length;
	Slice port;

	if (end > 0 && host->at[end - 1] == '.')
	{
		host->length--;
		return true;
	}
	while (end > 0 && host->at[end - 1] >= '0' && host->at[end - 1] <= '9')
		end--;
	port = (Slice){host->at + end, host->length - end};
	if (end > 0 && host->at[end - 1] == ':' &&
		(port.length == 0 || same(port, "80") || same(port, "443")))
	{
		host->length = end - 1;
		return true;
	}
	return false;
}

/* "user:word@host.:443" -> "host" */
static Slice
bare_host(Slice authority)
{
	Slice host = authority;

	for (size_t i = 0; i < authority.length; i++)
		if (authority.at[i] == '@')
			host = (Slice){authority.at + i + 1, authority.length - i - 1};
	while (shorten_host(&host))
		;
	return host;
}

static UrlParts
take_apart(Slice url)
{
	UrlParts parts = {{url.at, 0}, {url.at, 0}, {url.at, 0}, {url.at, 0}};
	Slice rest = url;
	Slice authority;
	Slice fragment;
	size_t n = 0;

	while (n < rest.length && (is_alnum(rest.at[n]) || (n > 0 && memchr("+-.", rest.at[n], 3))))
		n++;
	if (rest.length >= n + 3 && memcmp(rest.at + n, "://", 3) == 0)
	{
		parts.scheme = (Slice){rest.at, n};
		rest = (Slice){rest.at + n + 3, rest.length - n - 3};
	}
	else if (rest.length >= 2 && memcmp(rest.at, "//", 2) == 0)
		rest = (Slice){rest.at + 2, rest.length - 2};

	authority = cut(rest, "/?#", &rest);
	parts.host = bare_host(authority);
	parts.path = cut(rest, "?#", &rest);
	if (rest.length > 0 && rest.at[0] == '?')
		parts.query = cut((Slice){rest.at + 1, rest.length - 1}, "#", &fragment);
	return parts;
}

/* Host labels that name a way of showing a page, not another page. */
static Slice
without_view_labels(Slice host)
{
	static const char *const labels[] = {"www.", "m.", "mobile.", "amp."};

	for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++)
	{
		size_t n = strlen(labels[i]);

		/* what is left must still be a host of two labels */
		if (begins(host, labels[i]) && memchr(host.at + n, '.', host.length - n) != NULL)
			return without_view_labels((Slice){host.at + n, host.length - n});
	}
	return host;
}

static bool
is_tracking(Slice parameter)
{
	static const char *const prefixes[] = {"utm_", "fb_", "mc_", "amp_"};
	static const char *const names[] = {
		"fbclid", "gclid", "dclid", "gbraid", "wbraid",  "msclkid", "yclid", "twclid",
		"igshid", "_ga",   "_gl",   "ref",    "ref_src", "cmpid",   "ncid",  "amp"};
	Slice value;
	Slice name = cut(parameter, "=", &value);

	for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++)
		if (begins(name, prefixes[i]))
			return true;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (same(name, names[i]))
			return true;
	return (same(name, "output") || same(name, "outputtype")) && same(value, "=amp");
}

static bool
is_hex(char c)
{
	return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'f');
}

/* Copy, with the digits after a percent sign in capitals (RFC 3986, 6.2.2.1). */
static char *
append(char *out, Slice s)
{
	size_t hex_until = 0;

	for (size_t i = 0; i < s.length; i++)
	{
		char c = s.at[i];

		if (c == '%' && i >= hex_until && i + 2 < s.length && is_hex(s.at[i + 1]) &&
			is_hex(s.at[i + 2]))
			hex_until = i + 3;
		*out++ = i < hex_until && c >= 'a' && c <= 'f' ? (char) (c - 'a' + 'A') : c;
	}
	return out;
}

static char *
append_lower(char *out, Slice s)
{
	for (size_t i = 0; i < s.length; i++)
		*out++ = lower(s.at[i]);
	return out;
}

static char *
append_path(char *out, Slice path)
{
	while (path.length > 0)
	{
		char *segment = out;
		Slice rest;

		path = (Slice){path.at + 1, path.length - 1};
		*out++ = '/';
		out = append(out, cut(path, "/", &rest));
		if (out - segment == 1 || same((Slice){segment + 1, (size_t) (out - segment) - 1}, "amp"))
			out = segment;
		path = rest;
	}
	return out;
}

static char *
append_query(char *out, Slice query)
{
	char separator = '?';

	while (query.length > 0)
	{
		char *parameter = out;
		Slice rest;

		*out++ = separator;
		out = append(out, cut(query, "&", &rest));
		if (out - parameter == 1 ||
			is_tracking((Slice){parameter + 1, (size_t) (out - parameter) - 1}))
			out = parameter;
		else
			separator = '&';
		query = rest.length > 0 ? (Slice){rest.at + 1, rest.length - 1} : rest;
	}
	return out;
}

/* No host, or a blank inside: whatever it is, we cannot say what it is the same as. */
static bool
is_address(Slice url, UrlParts parts)
{
	for (size_t i = 0; i < url.length; i++)
		if ((unsigned char) url.at[i] <= ' ')
			return false;
	return parts.host.length > 0;
}

size_t
url_canonical(const char *url, size_t length, char *out)
{
	Slice trimmed = trim((Slice){url, length});
	UrlParts parts = take_apart(trimmed);
	char *end = out;

	if (!is_address(trimmed, parts))
	{
		memcpy(out, trimmed.at, trimmed.length);
		return trimmed.length;
	}
	if (parts.scheme.length == 0 || same(parts.scheme, "http"))
		parts.scheme = (Slice){"https", 5};
	end = append_lower(end, parts.scheme);
	end = append_lower(end, (Slice){"://", 3});
	end = append_lower(end, without_view_labels(parts.host));
	end = append_path(end, parts.path);
	end = append_query(end, parts.query);
	return (size_t) (end - out);
}

size_t
url_host(const char *url, size_t length, char *out)
{
	Slice host = take_apart(trim((Slice){url, length})).host;

	for (size_t i = 0; i < host.length; i++)
		if (host.at[i] == ':')
			host.length = i;
	return (size_t) (append_lower(out, host) - out);
}
