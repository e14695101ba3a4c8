/*
 * phrase.c
 *	  The SQL type phrasebook, its aggregates, and match_phrases: the functions of the server over core/phrase.h.
 *
 * Books and texts are UTF-8 inside; a database of another encoding has both converted.
 */
#include "book_cache.h"
#include "core_memory.h"

#include "funcapi.h"
#include "lib/stringinfo.h"
#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "parse_report.h"
#include "phrase.h"
#include "result_rows.h"
#include "utf8_text.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#define PHRASEBOOK_BINARY_VERSION 1

#define OPTIONS_HINT                                                                               \
	"Options are one of fold, upper, exact, and any of and, ltd, dots, separated by blanks."
#define LINE_HINT                                                                                  \
	"Write a line for each phrase, such as \"1 fold: State Bank\" or \"2 upper dots: PIA\"."

/*
 * Rows on their way into a book
 */

typedef struct Collected
{
	MemoryContext context;
	PhraseEntry *entries;
	Size count;
	Size capacity;
	char *pool;
	Size pool_length;
	Size pool_capacity;
} Collected;

static Collected *
collect_begin(MemoryContext context)
{
	Collected *rows = MemoryContextAllocZero(context, sizeof(Collected));

	rows->context = context;
	rows->capacity = 64;
	rows->pool_capacity = 4 * PHRASE_MAX_BYTES;
	rows->entries = MemoryContextAlloc(context, rows->capacity * sizeof(PhraseEntry));
	rows->pool = MemoryContextAlloc(context, rows->pool_capacity);
	return rows;
}

/* A phrase that has passed phrase_check. */
static void
collect_add(Collected *rows, int32 id, uint8 options, const char *phrase, Size length)
{
	PhraseEntry *entry;

	if (rows->pool_length + length + rows->count * sizeof(PhraseEntry) > MaxAllocSize)
		ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
						errmsg("too many phrases for one phrasebook"),
						errdetail("A phrasebook takes up at most 1 GB.")));
	if (rows->count == rows->capacity)
	{
		rows->capacity *= 2;
		rows->entries = repalloc_huge(rows->entries, rows->capacity * sizeof(PhraseEntry));
	}
	if (rows->pool_length + length > rows->pool_capacity)
	{
		rows->pool_capacity *= 2;
		rows->pool = repalloc_huge(rows->pool, rows->pool_capacity);
	}
	entry = &rows->entries[rows->count++];
	entry->id = id;
	entry->offset = (uint32) rows->pool_length;
	entry->length = (uint16) length;
	entry->options = options;
	entry->zero = 0;
	memcpy(rows->pool + rows->pool_length, phrase, length);
	rows->pool_length += length;
}

/* Compile what was collected; leaves it as it is.  Too large a book is an error, soft if escontext allows. */
static struct varlena *
compile(const Collected *rows, struct Node *escontext)
{
	PhraseSource source = {rows->entries, rows->count, rows->pool, poll_interrupts};
	PhraseMeasure measure;
	PhrasePlan *plan;
	ParseError err;
	struct varlena *book = NULL;
	void *work = NULL;

	if (phrase_measure(&source, &measure, &err))
	{
		work = MemoryContextAllocHuge(CurrentMemoryContext, measure.work);
		if (phrase_plan(&source, &measure, work, &plan, &err))
		{
			Size size = phrase_plan_bytes(plan);

			book = palloc(size);
			phrase_write(plan, book);
			SET_VARSIZE(book, size);
		}
		pfree(work);
	}
	if (book == NULL)
		ereturn(escontext, NULL,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many phrases for one phrasebook"),
				 errdetail("A phrasebook takes up at most 1 GB.")));
	return book;
}

/*
 * Aggregates
 */

static uint8
options_argument(text *options)
{
	ParseError err;
	uint8 value;

	if (!phrase_options_parse(VARDATA_ANY(options), VARSIZE_ANY_EXHDR(options), &value, &err))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("invalid phrase options \"%s\"", text_to_cstring(options)),
						errdetail("%s: \"%.*s\".",
								  err.code == PARSE_SYNTAX ? "Unknown option"
														   : "There is more than one case mode",
								  (int) err.length, VARDATA_ANY(options) + err.offset),
						errhint(OPTIONS_HINT)));
	return value;
}

static void
refuse_phrase(const char *phrase, Size length, int32 id, const ParseError *err)
{
	char *shown = pnstrdup(phrase, pg_encoding_mbcliplen(PG_UTF8, phrase, (int) length, 80));

	shown = pg_any_to_server(shown, (int) strlen(shown), PG_UTF8);
	if (err->code == PARSE_LIMIT)
		ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
						errmsg("phrase \"%s...\" of id %d is too long", shown, id),
						errdetail("It has %zu bytes in UTF-8, and at most %d are taken.", length,
								  PHRASE_MAX_BYTES)));
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					errmsg("invalid phrase \"%s\" of id %d", shown, id),
					errdetail("There is %s.", err->reason),
					errhint("Leave such a row out, or make it NULL.")));
}

static Datum
collect_row(FunctionCallInfo fcinfo, int nargs)
{
	MemoryContext context;
	Collected *rows = PG_ARGISNULL(0) ? NULL : (Collected *) PG_GETARG_POINTER(0);
	uint8 options = PHRASE_FOLD;
	text *phrase;
	char *utf8;
	Size length;
	ParseError err;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "phrasebook transition function called outside an aggregate");
	for (int i = 1; i < nargs; i++)
	{
		if (!PG_ARGISNULL(i))
			continue;
		if (rows == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(rows);
	}
	phrase = PG_GETARG_TEXT_PP(2);
	if (nargs == 4)
		options = options_argument(PG_GETARG_TEXT_PP(3));
	utf8 = pg_server_to_any(VARDATA_ANY(phrase), (int) VARSIZE_ANY_EXHDR(phrase), PG_UTF8);
	length = utf8 == VARDATA_ANY(phrase) ? VARSIZE_ANY_EXHDR(phrase) : strlen(utf8);
	if (!phrase_check(utf8, length, &err))
		refuse_phrase(utf8, length, PG_GETARG_INT32(1), &err);
	if (rows == NULL)
		rows = collect_begin(context);
	collect_add(rows, PG_GETARG_INT32(1), options, utf8, length);
	PG_RETURN_POINTER(rows);
}

PG_FUNCTION_INFO_V1(phrasebook_collect);
Datum
phrasebook_collect(PG_FUNCTION_ARGS)
{
	return collect_row(fcinfo, 3);
}

PG_FUNCTION_INFO_V1(phrasebook_collect_options);
Datum
phrasebook_collect_options(PG_FUNCTION_ARGS)
{
	return collect_row(fcinfo, 4);
}

PG_FUNCTION_INFO_V1(phrasebook_compile);
Datum
phrasebook_compile(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	PG_RETURN_POINTER(compile((Collected *) PG_GETARG_POINTER(0), NULL));
}

/*
 * Books as they come
 */

static void
open_book(struct varlena *value, PhraseBook *book)
{
	const char *reason;

	if (!phrase_book_open(value, VARSIZE(value), book, &reason))
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED), errmsg("phrasebook is damaged"),
				 errdetail("As stored, %s.", reason), errhint("Build it again from its phrases.")));
}

static void *
open_for_matching(struct varlena *value)
{
	OpenBook *opened = palloc(sizeof(OpenBook));

	open_book(value, &opened->book);
	opened->scratch = phrase_scratch_init(
		&opened->book,
		MemoryContextAllocHuge(CurrentMemoryContext, phrase_scratch_size(&opened->book)));
	return opened;
}

OpenBook *
phrasebook_argument(FunctionCallInfo fcinfo, int argument)
{
	return cached_book(fcinfo, argument, open_for_matching);
}

/*
 * Text and binary form: the source rows, compiled anew when they are read
 */

static bool
read_line(Collected *rows, const char *line, Size length, struct Node *escontext)
{
	PhraseEntry entry;
	char phrase[PHRASE_MAX_BYTES];
	ParseError err;

	if (!phrase_line_parse(line, length, &entry, phrase, &err))
	{
		char *shown = pnstrdup(line, length);
		char *server = pg_any_to_server(shown, (int) length, PG_UTF8);

		report_parse_error(escontext, &err, "type phrasebook", server, strlen(server),
						   strcmp(err.field, "option") == 0 ? OPTIONS_HINT : LINE_HINT);
		return false;
	}
	collect_add(rows, entry.id, entry.options, phrase, entry.length);
	return true;
}

PG_FUNCTION_INFO_V1(phrasebook_in);
Datum
phrasebook_in(PG_FUNCTION_ARGS)
{
	char *input = PG_GETARG_CSTRING(0);
	const char *line = pg_server_to_any(input, (int) strlen(input), PG_UTF8);
	Collected *rows = collect_begin(CurrentMemoryContext);

	while (*line != '\0')
	{
		Size length = strcspn(line, "\n");
		Size trimmed = length > 0 && line[length - 1] == '\r' ? length - 1 : length;

		CHECK_FOR_INTERRUPTS();
		if (strspn(line, " \t") < trimmed &&
			!read_line(rows, line, trimmed, (struct Node *) FCINFO_ESCONTEXT(fcinfo)))
			PG_RETURN_NULL();
		line += length + (line[length] == '\n');
	}
	PG_RETURN_POINTER(compile(rows, (struct Node *) FCINFO_ESCONTEXT(fcinfo)));
}

PG_FUNCTION_INFO_V1(phrasebook_out);
Datum
phrasebook_out(PG_FUNCTION_ARGS)
{
	struct varlena *value = PG_DETOAST_DATUM(PG_GETARG_DATUM(0));
	char line[PHRASE_LINE_SIZE];
	StringInfoData out;
	PhraseBook book;

	open_book(value, &book);
	initStringInfo(&out);
	for (uint32 i = 0; i < phrase_book_count(&book); i++)
	{
		const PhraseEntry *entry = &book.entries[i];

		CHECK_FOR_INTERRUPTS();
		if (i > 0)
			appendStringInfoChar(&out, '\n');
		appendBinaryStringInfo(&out, line,
							   (int) phrase_line_print(entry, book.pool + entry->offset, line));
	}
	PG_RETURN_CSTRING(pg_any_to_server(out.data, out.len, PG_UTF8));
}

PG_FUNCTION_INFO_V1(phrasebook_send);
Datum
phrasebook_send(PG_FUNCTION_ARGS)
{
	struct varlena *value = PG_DETOAST_DATUM(PG_GETARG_DATUM(0));
	StringInfoData message;
	PhraseBook book;

	open_book(value, &book);
	pq_begintypsend(&message);
	pq_sendbyte(&message, PHRASEBOOK_BINARY_VERSION);
	pq_sendint32(&message, phrase_book_count(&book));
	for (uint32 i = 0; i < phrase_book_count(&book); i++)
	{
		const PhraseEntry *entry = &book.entries[i];

		CHECK_FOR_INTERRUPTS();
		pq_sendint32(&message, (uint32) entry->id);
		pq_sendbyte(&message, entry->options);
		pq_sendint16(&message, entry->length);
		pq_sendbytes(&message, book.pool + entry->offset, entry->length);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

static void
refuse_message(const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid binary representation of type phrasebook"), errdetail("%s", detail)));
}

PG_FUNCTION_INFO_V1(phrasebook_recv);
Datum
phrasebook_recv(PG_FUNCTION_ARGS)
{
	StringInfo message = (StringInfo) PG_GETARG_POINTER(0);
	Collected *rows = collect_begin(CurrentMemoryContext);
	uint32 count;

	if (pq_getmsgbyte(message) != PHRASEBOOK_BINARY_VERSION)
		refuse_message("Its version is not 1.");
	count = (uint32) pq_getmsgint(message, 4);
	for (uint32 i = 0; i < count; i++)
	{
		int32 id = (int32) pq_getmsgint(message, 4);
		uint8 options = (uint8) pq_getmsgbyte(message);
		int length = (int) pq_getmsgint(message, 2);
		const char *phrase = pq_getmsgbytes(message, length);
		ParseError err;

		CHECK_FOR_INTERRUPTS();
		if ((options & ~PHRASE_OPTIONS_MASK) != 0 ||
			(options & PHRASE_CASE_MASK) == PHRASE_CASE_MASK)
			refuse_message("The options of a phrase are out of range.");
		if (!phrase_check(phrase, (Size) length, &err))
			refuse_message(psprintf("A phrase is refused: %s.", err.reason));
		collect_add(rows, id, options, phrase, (Size) length);
	}
	PG_RETURN_POINTER(compile(rows, NULL));
}

PG_FUNCTION_INFO_V1(phrasebook_count);
Datum
phrasebook_count(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32((int32) phrase_book_count(&phrasebook_argument(fcinfo, 0)->book));
}

/*
 * Matching
 */

typedef struct MatchRows
{
	Tuplestorestate *store;
	TupleDesc desc;
} MatchRows;

static void
put_match(void *context, const PhraseMatch *match)
{
	MatchRows *rows = context;
	Datum values[3];
	bool nulls[3] = {false, false, false};

	values[0] = Int32GetDatum(match->id);
	values[1] = Int32GetDatum((int32) match->start + 1);
	values[2] = Int32GetDatum((int32) match->length);
	tuplestore_putvalues(rows->store, rows->desc, values, nulls);
}

PG_FUNCTION_INFO_V1(match_phrases);
Datum
match_phrases(PG_FUNCTION_ARGS)
{
	text *content = PG_GETARG_TEXT_PP(0);
	OpenBook *opened = phrasebook_argument(fcinfo, 1);
	MatchRows rows;
	PhraseOutput output = {put_match, poll_interrupts, &rows};
	Size length;
	char *utf8 = text_in_utf8(content, "match_phrases", &length);

	rows.store = begin_result_rows(fcinfo, &rows.desc);
	phrase_match(&opened->book, opened->scratch, utf8, length, &output);
	return (Datum) 0;
}
