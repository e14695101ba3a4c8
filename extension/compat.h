/*
 * compat.h
 *	  Every difference between PostgreSQL versions, and no other file tests PG_VERSION_NUM.
 *
 * Soft errors: before PostgreSQL 16 there is no error-saving context, so `ereturn` raises the error; code written for 16 works unchanged.
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
#endif

/* PostgreSQL 16 moved the varlena accessors out of postgres.h. */
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

#endif /* NEWSTAPE_COMPAT_H */
