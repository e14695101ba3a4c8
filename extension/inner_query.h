/*
 * inner_query.h
 *	  Queries that are arguments of a function: SQL text, run with the caller's rights.
 */
#ifndef NEWSTAPE_INNER_QUERY_H
#define NEWSTAPE_INNER_QUERY_H

#include "compat.h"

#include "utils/portal.h"

/*
 * Open a cursor on a query that may read alone, with the caller's rights; it sees what the calling
 * query sees.  `name` is the argument's, for errors: 22023 what gives no rows, or is more than one
 * statement, with the hint.  Between SPI_connect() and SPI_finish(); SPI_cursor_close() ends it.
 */
extern Portal inner_query_open(const char *name, const char *query, const char *hint);

/* A column that a query must or may give; others are ignored. */
typedef struct InnerColumn
{
	const char *name;
	Oid type;      /* or one that PostgreSQL itself casts to it implicitly, as numeric to float8 */
	bool optional; /* NULL where the query does not give it; behind those that it must give */
} InnerColumn;

#define INNER_COLUMNS_MAX 4

/* Takes a row, its values in the order of the columns asked for; they do not outlive the call. */
typedef void (*InnerRow)(void *context, const Datum *values, const bool *nulls);

/*
 * Run a query as inner_query_open() does, and hand each row to `row`.  More errors: 42703 a column is
 * missing, 42702 it is there twice, 42804 it is of another type.
 */
extern void inner_query_run(const char *name, const text *query, const InnerColumn *columns,
							int count, InnerRow row, void *context);

#endif /* NEWSTAPE_INNER_QUERY_H */
