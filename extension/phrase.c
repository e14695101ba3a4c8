/*
 * phrase.c
 *	  The SQL type phrasebook, its aggregates, and match_phrases: the functions of the server over core/phrase.h.
 *
 * Books and texts are UTF-8 inside; a database of another encoding has both converted.
 */
#include "compat.h"

#include "access/detoast.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "parse_report.h"
#include "result_rows.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "core/phrase.h"

#define PHRASEBOOK_BINARY_VERSION 1

#define OPTIONS_HINT                                                                               \
	"Options are one of fold, upper, exact, and any of and, ltd, dots, separated by blanks."
#define LINE_HINT                                                                                  \
	"Write a line for each phrase, such as \"1 fold: State Bank\" or \"2 upper dots: PIA\"."

static void
poll_interrupts(void)
{
	CHECK_FOR_INTERRUPTS();
}

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
 * Books as they come: checked, and kept for the next call of the same place in a query
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

typedef struct BookCache
{
	MemoryContext context; /* of the book and all that goes with it */
	struct varlena *value;
	PhraseBook book;
	PhraseScratch *scratch;
	bool toasted; /* `pointer` says where the value lies */
	struct varatt_external pointer;
} BookCache;

/* Whether an argument is the cached book, without fetching it if it lies elsewhere. */
static bool
is_cached(const BookCache *cache, struct varlena *value)
{
	if (cache->value == NULL)
		return false;
	if (VARATT_IS_EXTERNAL_ONDISK(value))
	{
		struct varatt_external pointer;

		VARATT_EXTERNAL_GET_POINTER(pointer, value);
		return cache->toasted && memcmp(&pointer, &cache->pointer, sizeof(pointer)) == 0;
	}
	/* the key holds the checksum; what lies behind it was checked when it was cached */
	return !VARATT_IS_EXTENDED(value) && VARSIZE(value) >= PHRASE_KEY_SIZE &&
		   memcmp(value, cache->value, PHRASE_KEY_SIZE) == 0;
}

static void
fill_cache(BookCache *cache, struct varlena *value, MemoryContext parent)
{
	MemoryContext old;

	if (cache->context != NULL)
		MemoryContextDelete(cache->context);
	memset(cache, 0, sizeof(*cache));
	cache->context = AllocSetContextCreate(parent, "phrasebook", ALLOCSET_DEFAULT_SIZES);
	old = MemoryContextSwitchTo(cache->context);
	if (VARATT_IS_EXTERNAL_ONDISK(value))
	{
		VARATT_EXTERNAL_GET_POINTER(cache->pointer, value);
		cache->toasted = true;
	}
	value = (struct varlena *) PG_DETOAST_DATUM_COPY(PointerGetDatum(value));
	open_book(value, &cache->book);
	cache->scratch = phrase_scratch_init(
		&cache->book, MemoryContextAllocHuge(cache->context, phrase_scratch_size(&cache->book)));
	cache->value = value;
	MemoryContextSwitchTo(old);
}

static BookCache *
cached_book(FunctionCallInfo fcinfo, int argument)
{
	struct varlena *value = (struct varlena *) PG_GETARG_POINTER(argument);
	BookCache *cache = fcinfo->flinfo->fn_extra;

	if (cache == NULL)
		cache = fcinfo->flinfo->fn_extra =
			MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(BookCache));
	if (!is_cached(cache, value))
		fill_cache(cache, value, fcinfo->flinfo->fn_mcxt);
	return cache;
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
	PG_RETURN_INT32((int32) phrase_book_count(&cached_book(fcinfo, 0)->book));
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

/* The text in UTF-8, one code point for each character of the database's encoding. */
static char *
content_utf8(text *content, Size *length)
{
	char *bytes = VARDATA_ANY(content);
	int encoding = GetDatabaseEncoding();
	char *utf8;

	*length = VARSIZE_ANY_EXHDR(content);
	if (encoding == PG_UTF8)
		return bytes;
	/* SQL_ASCII counts bytes and does not say what they mean; a character of these others may be two code points */
	if (encoding == PG_EUC_JIS_2004 || encoding == PG_MULE_INTERNAL || encoding == PG_SQL_ASCII)
	{
		for (Size i = 0; i < *length; i++)
		{
			if (IS_HIGHBIT_SET(bytes[i]))
				ereport(ERROR,
						(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
						 errmsg("match_phrases is not supported for database encoding \"%s\"",
								GetDatabaseEncodingName()),
						 errdetail("The text holds characters beyond ASCII.")));
		}
		return bytes;
	}
	utf8 = pg_server_to_any(bytes, (int) *length, PG_UTF8);
	if (utf8 != bytes)
		*length = strlen(utf8);
	return utf8;
}

PG_FUNCTION_INFO_V1(match_phrases);
Datum
match_phrases(PG_FUNCTION_ARGS)
{
	text *content = PG_GETARG_TEXT_PP(0);
	BookCache *cache = cached_book(fcinfo, 1);
	MatchRows rows;
	PhraseOutput output = {put_match, poll_interrupts, &rows};
	Size length;
	char *utf8 = content_utf8(content, &length);

	rows.store = begin_result_rows(fcinfo, &rows.desc);
	phrase_match(&cache->book, cache->scratch, utf8, length, &output);
	return (Datum) 0;
}
