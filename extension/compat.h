/*
 * compat.h
 *	  Every difference between PostgreSQL versions, and no other file tests PG_VERSION_NUM.
 *
 * Soft errors: before PostgreSQL 16 there is no error-saving context, so `ereturn` raises the
 * error; code written for 16 works unchanged.
 */
#ifndef NEWSTAPE_COMPAT_H
#define NEWSTAPE_COMPAT_H

#include "postgres.h"

#include "fmgr.h"

#if PG_VERSION_NUM >= 160000
#include "nodes/miscnodes.h"
#define FCINFO_ESCONTEXT(fcinfo) ((fcinfo)->context)
#else
#define FCINFO_ESCONTEXT(fcinfo) NULL
#define ereturn(escontext, dummy, ...)                                                             \
	do                                                                                             \
	{                                                                                              \
		(void) (escontext);                                                                        \
		ereport(ERROR, __VA_ARGS__);                                                               \
		return dummy;                                                                              \
	} while (0)

/* Call an input function of the server; true, since without soft errors it raises the others. */
static inline bool
DirectInputFunctionCallSafe(PGFunction function, char *text, Oid typioparam, int32 typmod,
							struct Node *escontext, Datum *result)
{
	(void) escontext;
	*result = DirectFunctionCall3(function, CStringGetDatum(text), ObjectIdGetDatum(typioparam),
								  Int32GetDatum(typmod));
	return true;
}
#endif

/* PostgreSQL 16 moved the varlena accessors out of postgres.h. */
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

/* coefficient / 10^scale, displaying `scale` decimals: PostgreSQL 14 has a function for it. */
#include "utils/numeric.h"
#if PG_VERSION_NUM < 140000
#include "utils/fmgrprotos.h"
static inline Numeric
int64_div_fast_to_numeric(int64 coefficient, int scale)
{
	/* an exponent in the text sets the display scale as well */
	char *text = psprintf(INT64_FORMAT "e-%d", coefficient, scale);

	return DatumGetNumeric(DirectFunctionCall3(numeric_in, CStringGetDatum(text),
											   ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1)));
}
#endif

#endif /* NEWSTAPE_COMPAT_H */
