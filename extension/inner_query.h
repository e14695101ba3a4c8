/*
 * inner_query.h
 *	  Queries that are arguments of a function: SQL text, run with the caller's rights.
 */
#ifndef NEWSTAPE_INNER_QUERY_H
#define NEWSTAPE_INNER_QUERY_H

#include "compat.h"

/* A column that a query must or may give; others are ignored. */
typedef struct InnerColumn
{
	const char *name;
	Oid type;      /* TEXTOID takes what is stored as text is */
	bool optional; /* NULL where the query does not give it; behind those that it must give */
} InnerColumn;

#define INNER_COLUMNS_MAX 4

/* Takes a row, its values in the order of the columns asked for; they do not outlive the call. */
typedef void (*InnerRow)(void *context, const Datum *values, const bool *nulls);

/*
 * Run a query that may read alone, and hand each row to `row`.  `name` is the argument's, for errors:
 * 42703 a column is missing, 42804 it is of another type.  Between SPI_connect() and SPI_finish().
 */
extern void inner_query_run(const char *name, const text *query, const InnerColumn *columns,
							int count, InnerRow row, void *context);

#endif /* NEWSTAPE_INNER_QUERY_H */
