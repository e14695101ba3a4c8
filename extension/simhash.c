/*
 * simhash.c
 *	  SQL functions on the fingerprints of texts.
 *
 * Texts are read as UTF-8; a database of another encoding has them converted, so that equal texts have equal fingerprints everywhere.
 */
#include "compat.h"

#include "core/simhash.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"

PG_FUNCTION_INFO_V1(newstape_simhash);
PG_FUNCTION_INFO_V1(newstape_hamming_distance);

Datum
newstape_simhash(PG_FUNCTION_ARGS)
{
	text *content = PG_GETARG_TEXT_PP(0);
	char *given = VARDATA_ANY(content);
	Size length = VARSIZE_ANY_EXHDR(content);
	char *utf8 = pg_server_to_any(given, (int) length, PG_UTF8);
	const char *next = utf8;
	const char *end = utf8 + (utf8 == given ? length : strlen(utf8));
	Simhash state;
	uint64 hash;

	simhash_begin(&state);
	while (simhash_step(&state, &next, end))
		CHECK_FOR_INTERRUPTS();
	if (!simhash_end(&state, &hash))
		PG_RETURN_NULL();
	PG_RETURN_INT64((int64) hash);
}

Datum
newstape_hamming_distance(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(simhash_distance((uint64) PG_GETARG_INT64(0), (uint64) PG_GETARG_INT64(1)));
}
