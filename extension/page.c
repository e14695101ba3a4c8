/*
 * page.c
 *	  page_lines(), parse_page(), boilerplate_rules().
 */
#include "compat.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "core/page.h"
#include "core/page_text.h"
#include "core_memory.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "number_format.h"
#include "page_rules.h"
#include "result_rows.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/timestamp.h"

/* The page of a call of either form: (content), or (content, number_format, boilerplate). */
static void
read_page(FunctionCallInfo fcinfo, NewsPage *page)
{
	text *content = PG_GETARG_TEXT_PP(0);
	bool given = PG_NARGS() > 1;
	size_t longest;

	memset(page, 0, sizeof *page);
	page->content = VARDATA_ANY(content);
	page->length = VARSIZE_ANY_EXHDR(content);
	page->format = given ? number_format_arg(PG_GETARG_TEXT_PP(1)) : NUMBER_EN;
	page->rules = page_rules_of(fcinfo->flinfo, given ? PG_GETARG_ARRAYTYPE_P(2) : NULL);
	page->count = page_count_lines(page->content, page->length, &longest);
	page->lines = MemoryContextAllocHuge(CurrentMemoryContext, page->count * sizeof *page->lines);
	page->scratch = palloc(longest + 1);
	page->memory = core_memory(CurrentMemoryContext);
	page->seed = (uint64) MyStartTimestamp ^ (uint64) MyProcPid << 40;
	page->pause = poll_interrupts;
	page_read(page);
}

static void
release_page(NewsPage *page)
{
	pfree(page->lines);
	pfree(page->scratch);
}

static Datum
text_datum(const char *text, size_t length)
{
	return PointerGetDatum(cstring_to_text_with_len(text, (int) length));
}

static void
put_line(Tuplestorestate *rows, TupleDesc desc, const NewsPage *page, size_t i)
{
	size_t length;
	size_t rule_length;
	const char *line = page_line(page, i, &length);
	const char *rule = page_line_rule(page, i, &rule_length);
	Datum values[4];
	bool nulls[4] = {false, false, false, rule == NULL};

	values[0] = Int32GetDatum((int32) i + 1);
	values[1] = CStringGetTextDatum(page_kind_name((PageKind) page->lines[i].kind));
	values[2] = text_datum(line, length);
	values[3] = rule == NULL ? (Datum) 0 : text_datum(rule, rule_length);
	tuplestore_putvalues(rows, desc, values, nulls);
	pfree(DatumGetPointer(values[1]));
	pfree(DatumGetPointer(values[2]));
	if (rule != NULL)
		pfree(DatumGetPointer(values[3]));
}

PG_FUNCTION_INFO_V1(newstape_page_lines);

Datum
newstape_page_lines(PG_FUNCTION_ARGS)
{
	TupleDesc desc;
	Tuplestorestate *rows = begin_result_rows(fcinfo, &desc);
	NewsPage page;

	read_page(fcinfo, &page);
	for (size_t i = 0; i < page.count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		put_line(rows, desc, &page, i);
	}
	release_page(&page);
	return (Datum) 0;
}

/* The text of some lines as printed, one line end between neighbours, an empty line where something
 * stood between them. */
static void
append_line(StringInfo out, const NewsPage *page, size_t i, size_t *previous)
{
	PlainLine plain;
	size_t length;
	const char *line = page_line(page, i, &length);

	page_plain(line, length, page->scratch, &plain);
	if (out->len > 0)
		appendStringInfoString(out, i == *previous + 1 ? "\n" : "\n\n");
	appendBinaryStringInfo(out, plain.printed, (int) plain.printed_length);
	*previous = i;
}

static Datum
page_body(const NewsPage *page, bool *isnull)
{
	StringInfoData body;
	size_t previous = 0;

	initStringInfo(&body);
	for (size_t i = page->lead; i < page->count; i++)
		if (page->lines[i].kind == PAGE_BODY || page->lines[i].kind == PAGE_DATELINE)
		{
			CHECK_FOR_INTERRUPTS();
			append_line(&body, page, i, &previous);
		}
	*isnull = body.len == 0;
	return text_datum(body.data, body.len);
}

/* A title in two lines is one. */
static Datum
page_title(const NewsPage *page, bool *isnull)
{
	StringInfoData title;

	initStringInfo(&title);
	for (size_t i = page->title; i < page->title + page->title_lines; i++)
	{
		PlainLine plain;
		size_t length;
		const char *line = page_line(page, i, &length);

		page_plain(line, length, page->scratch, &plain);
		if (title.len > 0)
			appendStringInfoChar(&title, ' ');
		appendBinaryStringInfo(&title, plain.printed, (int) plain.printed_length);
	}
	*isnull = title.len == 0;
	return text_datum(title.data, title.len);
}

static Timestamp
stamp_timestamp(const PageStamp *stamp)
{
	int64 days = date2j(stamp->year, stamp->month, stamp->day) - POSTGRES_EPOCH_JDATE;

	return days * USECS_PER_DAY + stamp->hour * USECS_PER_HOUR + stamp->minute * USECS_PER_MINUTE +
		   stamp->second * USECS_PER_SEC;
}

PG_FUNCTION_INFO_V1(newstape_parse_page);

Datum
newstape_parse_page(PG_FUNCTION_ARGS)
{
	static const char *const precisions[] = {"", "day", "minute", "second"};
	TupleDesc desc;
	NewsPage page;
	PageFields fields;
	Datum values[6] = {0};
	bool nulls[6];

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	read_page(fcinfo, &page);
	page_fields(&page, &fields);
	values[0] = page_title(&page, &nulls[0]);
	values[1] = text_datum(fields.byline, fields.byline_length);
	nulls[1] = fields.byline_length == 0;
	values[2] = text_datum(fields.place, fields.place_length);
	nulls[2] = fields.place_length == 0;
	nulls[3] = nulls[4] = fields.published.precision == PRECISION_NONE;
	if (!nulls[3])
		values[3] = TimestampGetDatum(stamp_timestamp(&fields.published));
	values[4] = CStringGetTextDatum(precisions[fields.published.precision]);
	values[5] = page_body(&page, &nulls[5]);
	release_page(&page);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls)));
}

PG_FUNCTION_INFO_V1(newstape_boilerplate_rules);

Datum
newstape_boilerplate_rules(PG_FUNCTION_ARGS)
{
	TupleDesc desc;
	Tuplestorestate *rows = begin_result_rows(fcinfo, &desc);

	for (int i = 0; i < page_builtin_count; i++)
	{
		const PageRule *rule = &page_builtin_rules[i];
		bool nulls[3] = {false, false, false};
		Datum values[3] = {text_datum(rule->name, rule->name_length),
						   CStringGetTextDatum(page_match_name(rule->match)),
						   text_datum(rule->pattern, rule->pattern_length)};

		tuplestore_putvalues(rows, desc, values, nulls);
	}
	return (Datum) 0;
}
