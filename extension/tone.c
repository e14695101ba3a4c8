/*
 * tone.c
 *	  The tone of a text by a word list, and word lists from CSV: the functions of the server over core/tone.h and core/tone_list.h.
 */
#include "compat.h"

#include "access/htup_details.h"
#include "funcapi.h"
#include "mb/pg_wchar.h"
#include "core_memory.h"
#include "miscadmin.h"
#include "phrase.h"
#include "result_rows.h"
#include "utf8_text.h"
#include "utils/builtins.h"

#include "core/tone.h"
#include "core/tone_list.h"

#define CATEGORY_COUNT (TONE_CATEGORIES - 1)

PG_FUNCTION_INFO_V1(newstape_tone_category);
Datum
newstape_tone_category(PG_FUNCTION_ARGS)
{
	text *name = PG_GETARG_TEXT_PP(0);
	ToneCategory category = tone_category_find(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name));

	if (category == TONE_NONE)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("unknown category of words: \"%s\"", text_to_cstring(name)),
						errhint("Categories are negative, positive, uncertainty, litigious, "
								"strong_modal, weak_modal, constraining and complexity.")));
	PG_RETURN_INT32((int32) category);
}

/*
 * Columns: words, the counts, flipped, net_tone, the shares
 */
#define TONE_COLUMNS (1 + CATEGORY_COUNT + 2 + CATEGORY_COUNT)

/* The order in which people look at them. */
static const ToneCategory shown[CATEGORY_COUNT] = {
	TONE_POSITIVE,     TONE_NEGATIVE,   TONE_UNCERTAINTY,  TONE_LITIGIOUS,
	TONE_STRONG_MODAL, TONE_WEAK_MODAL, TONE_CONSTRAINING, TONE_COMPLEXITY};

static HeapTuple
tone_tuple(TupleDesc desc, const Tone *tone)
{
	Datum values[TONE_COLUMNS];
	bool nulls[TONE_COLUMNS] = {false};
	double number = 0;
	int column = 0;

	values[column++] = Int32GetDatum((int32) tone->words);
	for (int i = 0; i < CATEGORY_COUNT; i++)
		values[column++] = Int32GetDatum((int32) tone->counts[shown[i]]);
	values[column++] = Int32GetDatum((int32) tone->flipped);
	nulls[column] = !tone_net(tone, &number);
	values[column++] = Float8GetDatum(number);
	for (int i = 0; i < CATEGORY_COUNT; i++)
	{
		nulls[column] = !tone_share(tone, shown[i], &number);
		values[column++] = Float8GetDatum(number);
	}
	return heap_form_tuple(desc, values, nulls);
}

PG_FUNCTION_INFO_V1(newstape_tone);
Datum
newstape_tone(PG_FUNCTION_ARGS)
{
	text *content = PG_GETARG_TEXT_PP(0);
	OpenBook *list = phrasebook_argument(fcinfo, 1);
	TupleDesc desc;
	Tone tone;
	Size length;
	char *utf8 = text_in_utf8(content, "tone", &length);

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	tone_measure(&list->book, list->scratch, utf8, length, poll_interrupts, &tone);
	PG_RETURN_DATUM(HeapTupleGetDatum(tone_tuple(BlessTupleDesc(desc), &tone)));
}

/*
 * Word lists
 */

typedef struct ListRows
{
	Tuplestorestate *store;
	TupleDesc desc;
	Datum categories[TONE_CATEGORIES];
} ListRows;

static void
put_word(void *context, const char *word, size_t length, ToneCategory category)
{
	ListRows *rows = context;
	/* a copy, since the converter reads up to a NUL where it has to convert */
	char *utf8 = pnstrdup(word, length);
	char *server = pg_any_to_server(utf8, (int) length, PG_UTF8);
	Datum values[2] = {CStringGetTextDatum(server), rows->categories[category]};
	bool nulls[2] = {false, false};

	tuplestore_putvalues(rows->store, rows->desc, values, nulls);
	pfree(DatumGetPointer(values[0]));
	if (server != utf8)
		pfree(server);
	pfree(utf8);
}

/* What stands where the list is wrong; empty where something is missing. */
static char *
wrong_part(const char *csv, const ParseError *err)
{
	int kept = pg_encoding_mbcliplen(PG_UTF8, csv + err->offset, (int) err->length, 80);
	char *part = pg_any_to_server(pnstrdup(csv + err->offset, kept), kept, PG_UTF8);

	if (err->length == 0)
		return "";
	return psprintf(", near \"%s%s\"", part, kept < (int) err->length ? "..." : "");
}

static void
refuse_list(const char *csv, const ParseError *err, size_t line)
{
	const char *const not_columns[] = {"row", "header", "file"};
	bool is_column = true;

	for (int i = 0; i < (int) lengthof(not_columns); i++)
		is_column &= strcmp(err->field, not_columns[i]) != 0;
	ereport(ERROR,
			(errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
			 is_column ? errmsg("invalid word list: line %zu, column \"%s\"", line, err->field)
					   : errmsg("invalid word list: line %zu", line),
			 errdetail("The %s is refused: %s%s.", is_column ? "field" : err->field, err->reason,
					   wrong_part(csv, err)),
			 errhint("Give the text of a CSV file with a header: Loughran and McDonald's master "
					 "dictionary, or the columns word and category.")));
}

PG_FUNCTION_INFO_V1(newstape_read_tone_words);
Datum
newstape_read_tone_words(PG_FUNCTION_ARGS)
{
	text *content = PG_GETARG_TEXT_PP(0);
	Size length = VARSIZE_ANY_EXHDR(content);
	char *csv = pg_server_to_any(VARDATA_ANY(content), (int) length, PG_UTF8);
	ListRows rows;
	ToneListOutput output = {put_word, poll_interrupts, &rows};
	ParseError err;
	size_t line;

	if (csv != VARDATA_ANY(content))
		length = strlen(csv);
	rows.store = begin_result_rows(fcinfo, &rows.desc);
	for (int i = TONE_NONE + 1; i < TONE_CATEGORIES; i++)
		rows.categories[i] = CStringGetTextDatum(tone_category_name((ToneCategory) i));
	if (!tone_list_read(csv, length, &output, &line, &err))
		refuse_list(csv, &err, line);
	return (Datum) 0;
}
