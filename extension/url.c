/*
 * url.c
 *	  SQL functions on addresses of articles.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/memutils.h"

#include "compat.h"
#include "core/url.h"

PG_FUNCTION_INFO_V1(newstape_canonical_url);
PG_FUNCTION_INFO_V1(newstape_url_host);

typedef size_t (*UrlFunction)(const char *url, size_t length, char *out);

static text *
apply(UrlFunction function, text *url)
{
	size_t length = VARSIZE_ANY_EXHDR(url);
	text *result = palloc(VARHDRSZ + length + URL_CANONICAL_EXTRA);

	SET_VARSIZE(result, VARHDRSZ + function(VARDATA_ANY(url), length, VARDATA(result)));
	return result;
}

Datum
newstape_canonical_url(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(apply(url_canonical, PG_GETARG_TEXT_PP(0)));
}

Datum
newstape_url_host(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(apply(url_host, PG_GETARG_TEXT_PP(0)));
}
