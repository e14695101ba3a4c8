/*
 * error.h
 *	  The typed error that every core parser returns beside `false`.
 *
 * Nothing here is allocated: `field` and `reason` point to string constants, and `offset`/`length` (bytes) point into the input, so
 * that a skin can quote the offending text.  A skin turns a code into a SQLSTATE in one place (parse_report.h):
 * PARSE_SYNTAX and PARSE_CONTRADICTION are 22P02, PARSE_RANGE is 22003, PARSE_LIMIT is 54000.
 */
#ifndef NEWSTAPE_CORE_ERROR_H
#define NEWSTAPE_CORE_ERROR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum ParseCode
{
	PARSE_OK = 0,
	PARSE_SYNTAX,        /* not of the accepted form */
	PARSE_RANGE,         /* of the accepted form, but too large or too fine */
	PARSE_CONTRADICTION, /* two parts of the input disagree, e.g. word and sign */
	PARSE_LIMIT          /* larger than the implementation takes */
} ParseCode;

typedef struct ParseError
{
	ParseCode code;
	const char *field;  /* which part: "symbol", "price", "delta", "percent", ... */
	const char *reason; /* what is wrong with it, a phrase in lower case: "bad digit grouping" */
	size_t offset;      /* where, in bytes from the start of the input */
	size_t length;      /* how much, in bytes; 0 where something is missing */
} ParseError;

/* Fill *err and return false, so that a parser can `return parse_fail(...)`. */
static inline bool
parse_fail(ParseError *err, ParseCode code, const char *field, const char *reason, size_t offset,
		   size_t length)
{
	err->code = code;
	err->field = field;
	err->reason = reason;
	err->offset = offset;
	err->length = length;
	return false;
}

#endif /* NEWSTAPE_CORE_ERROR_H */
