/*
 * tag.c
 *	  The SQL type tagbook, and the functions that tag an article by one: the functions of the server over core/tagbook.h and core/tagger.h.
 *
 * Books and texts are UTF-8 inside; a database of another encoding has both converted.
 */
#include "book_cache.h"
#include "core_memory.h"

#include "lib/stringinfo.h"
#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "parse_report.h"
#include "result_rows.h"
#include "utf8_text.h"
#include "utils/builtins.h"

#include "core/tagger.h"

#define TAGBOOK_BINARY_VERSION 1

#define LINE_HINT                                                                                  \
	"Write a line for each rule, such as \"tag 7 instrument\" and, behind it, \"alias 7 none 1 "   \
	"fold: Power Cement\"."

/*
 * The type
 */

/* Report what is wrong with a line, by its number. */
static void
refuse_line(struct Node *escontext, const ParseError *err, const char *line, Size length,
			int number)
{
	/* binary input may hold a NUL, where the copy ends */
	char *shown = pnstrdup(line, length);

	shown = pg_any_to_server(shown, (int) strlen(shown), PG_UTF8);
	report_parse_error(escontext, err, psprintf("type tagbook, line %d", number), shown,
					   strlen(shown), LINE_HINT);
}

/* Report what is wrong with a book as a whole, or with the rule that the error names. */
static void
refuse_book(struct Node *escontext, ParseError *err, const TagbookSource *source)
{
	char *shown = "";

	if (err->code == PARSE_CONTRADICTION)
	{
		shown = psprintf("rule %d", source->rules[err->offset].id);
		err->offset = 0;
		err->length = strlen(shown);
	}
	report_parse_error(escontext, err, "type tagbook", shown, strlen(shown), NULL);
}

/* Compile UTF-8 text; NULL after a soft error. */
static struct varlena *
compile(const char *text, Size length, struct Node *escontext)
{
	const char *end = text + length;
	TagbookSource source;
	ParseError err;
	void *block = NULL;
	size_t size;

	tagbook_begin(&source, core_memory(CurrentMemoryContext));
	for (int number = 1; text < end; number++)
	{
		const char *newline = memchr(text, '\n', end - text);
		Size line = (newline ? newline : end) - text;
		Size trimmed = line > 0 && text[line - 1] == '\r' ? line - 1 : line;

		CHECK_FOR_INTERRUPTS();
		if (trimmed > 0 && !tagbook_line(&source, text, trimmed, &err))
		{
			refuse_line(escontext, &err, text, trimmed, number);
			return NULL;
		}
		text += line + (newline != NULL);
	}
	if (!tagbook_build(&source, poll_interrupts, &block, &size, &err))
	{
		refuse_book(escontext, &err, &source);
		return NULL;
	}
	tagbook_end(&source);
	SET_VARSIZE(block, size);
	return block;
}

static void
open_book(struct varlena *value, Tagbook *book)
{
	const char *reason;

	if (!tagbook_open(value, VARSIZE(value), book, &reason))
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED), errmsg("tagbook is damaged"),
				 errdetail("As stored, %s.", reason), errhint("Build it again from its rules.")));
}

PG_FUNCTION_INFO_V1(tagbook_in);
Datum
tagbook_in(PG_FUNCTION_ARGS)
{
	char *input = PG_GETARG_CSTRING(0);
	const char *text = pg_server_to_any(input, (int) strlen(input), PG_UTF8);
	struct varlena *book = compile(text, strlen(text), (struct Node *) FCINFO_ESCONTEXT(fcinfo));

	if (book == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(book);
}

/* The lines of a book, in UTF-8. */
static void
print_book(struct varlena *value, StringInfo out)
{
	char line[TAGBOOK_LINE_SIZE];
	Tagbook book;
	size_t length;

	open_book(value, &book);
	for (size_t i = 0; tagbook_print(&book, i, line, &length); i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (i > 0)
			appendStringInfoChar(out, '\n');
		appendBinaryStringInfo(out, line, (int) length);
	}
}

PG_FUNCTION_INFO_V1(tagbook_out);
Datum
tagbook_out(PG_FUNCTION_ARGS)
{
	StringInfoData out;

	initStringInfo(&out);
	print_book(PG_DETOAST_DATUM(PG_GETARG_DATUM(0)), &out);
	PG_RETURN_CSTRING(pg_any_to_server(out.data, out.len, PG_UTF8));
}

PG_FUNCTION_INFO_V1(tagbook_send);
Datum
tagbook_send(PG_FUNCTION_ARGS)
{
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendbyte(&message, TAGBOOK_BINARY_VERSION);
	print_book(PG_DETOAST_DATUM(PG_GETARG_DATUM(0)), &message);
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

PG_FUNCTION_INFO_V1(tagbook_recv);
Datum
tagbook_recv(PG_FUNCTION_ARGS)
{
	StringInfo message = (StringInfo) PG_GETARG_POINTER(0);
	int length;

	if (pq_getmsgbyte(message) != TAGBOOK_BINARY_VERSION)
		ereport(ERROR, (errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
						errmsg("invalid binary representation of type tagbook"),
						errdetail("Its version is not 1.")));
	length = message->len - message->cursor;
	PG_RETURN_POINTER(compile(pq_getmsgbytes(message, length), (Size) length, NULL));
}

/*
 * Tagging
 */

/* An opened book with its tagger, and the names that rows show as values. */
typedef struct OpenTagbook
{
	Tagbook book;
	Tagger *tagger;
	Datum zones[ZONES];
	Datum verdicts[VERDICTS];
} OpenTagbook;

static void *
open_for_tagging(struct varlena *value)
{
	OpenTagbook *opened = palloc(sizeof(OpenTagbook));

	open_book(value, &opened->book);
	opened->tagger = tagger_create(&opened->book, core_memory(CurrentMemoryContext));
	for (unsigned i = 0; i < ZONES; i++)
		opened->zones[i] = CStringGetTextDatum(zone_name(i));
	for (unsigned i = 0; i < VERDICTS; i++)
		opened->verdicts[i] = CStringGetTextDatum(verdict_name(i));
	return opened;
}

/* Read the article of arguments title and body by the book of the third; NULL where there is none. */
static OpenTagbook *
read_article(FunctionCallInfo fcinfo, const char *function)
{
	TagArticle article = {.title = "", .body = ""};
	OpenTagbook *opened;

	if (PG_ARGISNULL(2))
		return NULL;
	opened = cached_book(fcinfo, 2, open_for_tagging);
	if (!PG_ARGISNULL(0))
		article.title = text_in_utf8(PG_GETARG_TEXT_PP(0), function, &article.title_length);
	if (!PG_ARGISNULL(1))
		article.body = text_in_utf8(PG_GETARG_TEXT_PP(1), function, &article.body_length);
	tagger_read(opened->tagger, &article, poll_interrupts);
	return opened;
}

PG_FUNCTION_INFO_V1(tag_article);
Datum
tag_article(PG_FUNCTION_ARGS)
{
	TupleDesc desc;
	Tuplestorestate *store = begin_result_rows(fcinfo, &desc);
	OpenTagbook *opened = read_article(fcinfo, "tag_article");
	const TagMention *mentions;
	size_t count;

	if (opened == NULL)
		return (Datum) 0;
	mentions = tagger_mentions(opened->tagger, &count);
	for (size_t i = 0; i < count; i++)
	{
		const TagMention *m = &mentions[i];
		const TagScore *score = tagger_score(opened->tagger, m->tag);
		Datum values[10] = {Int32GetDatum(opened->book.tags[m->tag].id)};
		bool nulls[10] = {false};

		CHECK_FOR_INTERRUPTS();
		nulls[1] = m->alias < 0;
		if (m->alias >= 0)
			values[1] = Int32GetDatum(opened->book.aliases[m->alias].id);
		nulls[2] = m->rule < 0;
		if (m->rule >= 0)
			values[2] = Int32GetDatum(opened->book.rules[m->rule].id);
		values[3] = opened->zones[m->zone];
		values[4] = Int32GetDatum((int32) m->sentence);
		values[5] = Int32GetDatum((int32) m->start + 1);
		values[6] = Int32GetDatum((int32) m->length);
		values[7] = opened->verdicts[m->verdict];
		nulls[8] = nulls[9] = score == NULL;
		if (score != NULL)
		{
			values[8] = Int32GetDatum((int32) score->mentions);
			values[9] = Int32GetDatum(score->relevance);
		}
		tuplestore_putvalues(store, desc, values, nulls);
	}
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(tag_scores);
Datum
tag_scores(PG_FUNCTION_ARGS)
{
	TupleDesc desc;
	Tuplestorestate *store = begin_result_rows(fcinfo, &desc);
	OpenTagbook *opened = read_article(fcinfo, "tag_scores");
	const TagScore *scores;
	size_t count;

	if (opened == NULL)
		return (Datum) 0;
	scores = tagger_scores(opened->tagger, &count);
	for (size_t i = 0; i < count; i++)
	{
		const TagScore *s = &scores[i];
		bool nulls[8] = {false};
		Datum values[8] = {Int32GetDatum(opened->book.tags[s->tag].id),
						   Int32GetDatum((int32) s->mentions),
						   Int32GetDatum(s->headline),
						   Int32GetDatum(s->lead),
						   Int32GetDatum(s->count),
						   Int32GetDatum(s->early),
						   Int32GetDatum(s->roundup),
						   Int32GetDatum(s->relevance)};

		tuplestore_putvalues(store, desc, values, nulls);
	}
	return (Datum) 0;
}
