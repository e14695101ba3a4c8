/*
 * parse_report.h
 *	  The one place where a ParseError of core becomes a PostgreSQL error, or the text of a problem.
 */
#ifndef NEWSTAPE_PARSE_REPORT_H
#define NEWSTAPE_PARSE_REPORT_H

#include "compat.h"

#include "core/error.h"

/*
 * Raise *err, softly if escontext is an ErrorSaveContext; the caller returns right after.
 *
 * `subject` says what was being read ("type quote", "ticker line"), `input` is all that was read
 * (err->offset counts from it), and `hint` is a sentence that shows what would be accepted, or
 * NULL.
 *
 * PARSE_SYNTAX and PARSE_CONTRADICTION are 22P02, PARSE_RANGE is 22003, PARSE_LIMIT is 54000.
 */
extern void report_parse_error(struct Node *escontext, const ParseError *err, const char *subject,
							   const char *input, size_t length, const char *hint);

/* The same as one line for a table of problems, palloc'd: `percent: bad digit grouping, near
 * "1,93.80"`. */
extern char *parse_problem(const ParseError *err, const char *input, size_t length);

#endif /* NEWSTAPE_PARSE_REPORT_H */
