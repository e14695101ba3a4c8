/*
 * join_input.h
 *	  The rows of a query that is given as text: one side of asof_join() and window_join().
 */
#ifndef NEWSTAPE_JOIN_INPUT_H
#define NEWSTAPE_JOIN_INPUT_H

#include "compat.h"

#include "core/asof.h"

/* A row as it comes; key is gone with the next row. */
typedef struct JoinRow
{
	bool usable; /* else its key or time is NULL, or its time infinite: only right.id is set */
	AsofRight right;
	const char *key;
	size_t key_length;
} JoinRow;

typedef void (*JoinRowHandler)(void *context, const JoinRow *row);

typedef struct JoinInput JoinInput;

/*
 * Start a query, between SPI_connect() and SPI_finish(), with the caller's rights.  side ("left")
 * names it in errors: what is no query, would write, or lacks a column is refused.
 */
extern JoinInput *join_input_open(const char *query, const char *side);

/* Hand the next rows to the handler, at most limit of them; false if there are no more. */
extern bool join_input_fetch(JoinInput *input, long limit, JoinRowHandler handler, void *context);

/* All that are left. */
extern void join_input_drain(JoinInput *input, JoinRowHandler handler, void *context);

extern void join_input_close(JoinInput *input);

#endif /* NEWSTAPE_JOIN_INPUT_H */
