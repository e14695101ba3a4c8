/*
 * parse_report.c
 *	  The one place where a ParseError of core becomes a PostgreSQL error, or the text of a problem.
 */
#include "parse_report.h"

#include "mb/pg_wchar.h"

/* Input may be a whole page: a message quotes this much of it, and an ellipsis. */
#define CLIP_BYTES 80

static char *
clip(const char *text, size_t length)
{
	int kept;

	if (length <= CLIP_BYTES)
		return pnstrdup(text, length);
	kept = pg_mbcliplen(text, CLIP_BYTES, CLIP_BYTES);
	return psprintf("%.*s...", kept, text);
}

/* The offending part of the input, clipped; NULL where something is missing rather than wrong. */
static char *
offending(const ParseError *err, const char *input, size_t length)
{
	if (err->length == 0 || err->offset >= length)
		return NULL;
	return clip(input + err->offset, Min(err->length, length - err->offset));
}

static char *
detail_of(const ParseError *err, const char *input, size_t length)
{
	char *near = offending(err, input, length);
	/* people count characters */
	int position = pg_mbstrlen_with_len(input, (int) Min(err->offset, length)) + 1;

	if (near == NULL)
		return psprintf("The %s is wrong at character %d: %s.", err->field, position, err->reason);
	return psprintf("The %s is wrong at character %d: %s, near \"%s\".", err->field, position,
					err->reason, near);
}

void
report_parse_error(struct Node *escontext, const ParseError *err, const char *subject,
				   const char *input, size_t length, const char *hint)
{
	char *text = clip(input, length);
	char *detail = detail_of(err, input, length);

	switch (err->code)
	{
		case PARSE_SYNTAX:
			ereturn(escontext, ,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("invalid input syntax for %s: \"%s\"", subject, text),
					 errdetail("%s", detail), hint ? errhint("%s", hint) : 0));
		case PARSE_CONTRADICTION:
			ereturn(escontext, ,
					(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
					 errmsg("contradictory input for %s: \"%s\"", subject, text),
					 errdetail("%s", detail), hint ? errhint("%s", hint) : 0));
		case PARSE_RANGE:
			ereturn(escontext, ,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("value out of range for %s: \"%s\"", subject, text),
					 errdetail("%s", detail), hint ? errhint("%s", hint) : 0));
		case PARSE_LIMIT:
			ereturn(escontext, ,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("input too large for %s: \"%s\"", subject, text),
					 errdetail("%s", detail), hint ? errhint("%s", hint) : 0));
		case PARSE_OK:
			break;
	}
	elog(ERROR, "parse error of unknown code %d", (int) err->code);
}

char *
parse_problem(const ParseError *err, const char *input, size_t length)
{
	char *near = offending(err, input, length);

	if (near == NULL)
		return psprintf("%s: %s", err->field, err->reason);
	return psprintf("%s: %s, near \"%s\"", err->field, err->reason, near);
}
