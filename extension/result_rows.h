/*
 * result_rows.h
 *	  Where a set-returning function puts its rows.
 */
#ifndef NEWSTAPE_RESULT_ROWS_H
#define NEWSTAPE_RESULT_ROWS_H

#include "compat.h"

#include "access/tupdesc.h"
#include "utils/tuplestore.h"

/* A tuplestore for the rows of the calling function, and the row type that its caller expects.  Raises 0A000 where no set can be taken. */
extern Tuplestorestate *begin_result_rows(FunctionCallInfo fcinfo, TupleDesc *desc);

#endif /* NEWSTAPE_RESULT_ROWS_H */
