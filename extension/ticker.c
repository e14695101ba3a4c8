/*
 * ticker.c
 *	  parse_ticker(), try_parse_ticker(), ticker_lines().
 */
#include "compat.h"

#include "access/htup_details.h"
#include "core/ticker.h"
#include "core_memory.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "number_format.h"
#include "parse_report.h"
#include "quote.h"
#include "result_rows.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#define TICKER_HINT                                                                                \
	"A ticker line reads like: AIRLINK 193.80 Increased By 0.30 (0.16%), or AIRLINK 193.80 "       \
	"+0.30 (+0.16%)."

/* A symbol as a Datum that lives on the stack: heap_form_tuple() copies it. */
typedef union SymbolText
{
	int32 align;
	char data[VARHDRSZ + TICKER_SYMBOL_MAX];
} SymbolText;

NumberFormat
number_format_arg(const text *name)
{
	NumberFormat format = NUMBER_EN;

	if (!number_format_by_name(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name), &format))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("unknown number format: \"%s\"", text_to_cstring(name)),
						errhint("The number formats are en, in, ch, de, fr and br.")));
	return format;
}

static Datum
symbol_datum(const TickerQuote *found, SymbolText *space)
{
	size_t length = ticker_symbol(found, VARDATA(space->data));

	SET_VARSIZE(space->data, VARHDRSZ + length);
	return PointerGetDatum(space->data);
}

/* The row type of the result, looked up once a query. */
static TupleDesc
result_row_type(FunctionCallInfo fcinfo)
{
	FmgrInfo *flinfo = fcinfo->flinfo;

	if (flinfo->fn_extra == NULL)
	{
		MemoryContext old = MemoryContextSwitchTo(flinfo->fn_mcxt);
		TupleDesc desc;

		if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
			elog(ERROR, "return type must be a row type");
		flinfo->fn_extra = BlessTupleDesc(CreateTupleDescCopy(desc));
		MemoryContextSwitchTo(old);
	}
	return flinfo->fn_extra;
}

/*
 * The row (symbol, quote), laid out as heap_form_tuple() would: it is the larger part of the cost of a line, and half of it goes into
 * finding out what is known here, that the row is a short text and 24 bytes aligned as a double.
 */
static Datum
quote_row(FunctionCallInfo fcinfo, const TickerQuote *found)
{
	TupleDesc desc = result_row_type(fcinfo);
	size_t header = MAXALIGN(SizeofHeapTupleHeader);
	char symbol[TICKER_SYMBOL_MAX];
	size_t symbol_size = VARHDRSZ_SHORT + ticker_symbol(found, symbol);
	size_t quote_offset = DOUBLEALIGN(header + symbol_size);
	size_t size = quote_offset + sizeof(Quote);
	HeapTupleHeader row = palloc0(size);
	char *data = (char *) row;

	HeapTupleHeaderSetDatumLength(row, size);
	HeapTupleHeaderSetTypeId(row, desc->tdtypeid);
	HeapTupleHeaderSetTypMod(row, desc->tdtypmod);
	ItemPointerSetInvalid(&row->t_ctid);
	HeapTupleHeaderSetNatts(row, 2);
	row->t_infomask = HEAP_HASVARWIDTH;
	row->t_hoff = (uint8) header;
	SET_VARSIZE_SHORT(data + header, symbol_size);
	memcpy(data + header + VARHDRSZ_SHORT, symbol, symbol_size - VARHDRSZ_SHORT);
	memcpy(data + quote_offset, &found->quote, sizeof(Quote));
	return PointerGetDatum(row);
}

PG_FUNCTION_INFO_V1(parse_ticker);
Datum
parse_ticker(PG_FUNCTION_ARGS)
{
	text *line = PG_GETARG_TEXT_PP(0);
	NumberFormat format = number_format_arg(PG_GETARG_TEXT_PP(1));
	TickerQuote found;
	ParseError err;

	if (!ticker_parse(VARDATA_ANY(line), VARSIZE_ANY_EXHDR(line), format, &found, &err))
		report_parse_error(NULL, &err, "ticker line", VARDATA_ANY(line), VARSIZE_ANY_EXHDR(line),
						   TICKER_HINT);
	return quote_row(fcinfo, &found);
}

PG_FUNCTION_INFO_V1(try_parse_ticker);
Datum
try_parse_ticker(PG_FUNCTION_ARGS)
{
	text *line = PG_GETARG_TEXT_PP(0);
	NumberFormat format = number_format_arg(PG_GETARG_TEXT_PP(1));
	TickerQuote found;
	ParseError err;

	if (!ticker_parse(VARDATA_ANY(line), VARSIZE_ANY_EXHDR(line), format, &found, &err))
		PG_RETURN_NULL();
	return quote_row(fcinfo, &found);
}

/* A number that no author of a page knows. */
static uint64
scan_seed(void)
{
	static uint64 seed = 0;

	if (seed == 0 && !pg_strong_random(&seed, sizeof(seed)))
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR), errmsg("could not generate a random seed")));
	return seed;
}

/* The text of a line, in a buffer that grows as needed and is used again for the next one. */
static Datum
line_datum(text **buffer, size_t *size, const char *line, size_t length)
{
	if (VARHDRSZ + length > *size)
	{
		*size = VARHDRSZ + length + length / 2 + 256;
		if (*buffer != NULL)
			pfree(*buffer);
		*buffer = MemoryContextAllocHuge(CurrentMemoryContext, *size);
	}
	memcpy(VARDATA(*buffer), line, length);
	SET_VARSIZE(*buffer, VARHDRSZ + length);
	return PointerGetDatum(*buffer);
}

PG_FUNCTION_INFO_V1(ticker_lines);
Datum
ticker_lines(PG_FUNCTION_ARGS)
{
	text *content = PG_GETARG_TEXT_PP(0);
	NumberFormat format = number_format_arg(PG_GETARG_TEXT_PP(1));
	TupleDesc desc;
	Tuplestorestate *rows = begin_result_rows(fcinfo, &desc);
	CoreMemory memory = core_memory(CurrentMemoryContext);
	bool with_repeats = PG_NARGS() < 3 || PG_GETARG_BOOL(2);
	TickerScan scan;
	TickerItem item;
	SymbolText symbol;
	text *line = NULL;
	size_t line_size = 0;

	ticker_scan_init(&scan, VARDATA_ANY(content), VARSIZE_ANY_EXHDR(content), format, scan_seed(),
					 memory);
	while (ticker_scan_next(&scan, &item))
	{
		Datum values[5] = {Int32GetDatum(item.line_no)};
		bool nulls[5] = {false};
		char *problem = NULL;

		CHECK_FOR_INTERRUPTS();
		if (item.is_repeat && !with_repeats)
			continue;
		values[1] = line_datum(&line, &line_size, item.line, item.line_length);
		nulls[2] = item.found.symbol == NULL;
		values[2] = nulls[2] ? (Datum) 0 : symbol_datum(&item.found, &symbol);
		nulls[3] = !item.is_quote;
		values[3] = QuotePGetDatum(&item.found.quote);
		nulls[4] = item.is_quote;
		if (!item.is_quote)
		{
			problem = parse_problem(&item.error, item.line, item.line_length);
			values[4] = PointerGetDatum(cstring_to_text(problem));
		}
		tuplestore_putvalues(rows, desc, values, nulls);
		if (problem != NULL)
		{
			pfree(DatumGetPointer(values[4]));
			pfree(problem);
		}
	}
	ticker_scan_end(&scan);
	return (Datum) 0;
}
