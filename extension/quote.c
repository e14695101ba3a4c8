/*
 * quote.c
 *	  The SQL type quote: the functions of the server over core/quote.c.
 */
#include "quote.h"

#include <math.h>

#include "core/ticker.h"
#include "libpq/pqformat.h"
#include "parse_report.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/sortsupport.h"

/* The bytes on disk.  A change here breaks every stored quote. */
StaticAssertDecl(sizeof(Quote) == 24, "quote is declared with INTERNALLENGTH = 24");
StaticAssertDecl(offsetof(Quote, price) == 0, "layout of quote");
StaticAssertDecl(offsetof(Quote, delta) == 8, "layout of quote");
StaticAssertDecl(offsetof(Quote, percent) == 16, "layout of quote");
StaticAssertDecl(offsetof(Quote, price_scale) == 20, "layout of quote");
StaticAssertDecl(offsetof(Quote, delta_scale) == 21, "layout of quote");
StaticAssertDecl(offsetof(Quote, percent_scale) == 22, "layout of quote");
StaticAssertDecl(offsetof(Quote, flags) == 23, "layout of quote");
StaticAssertDecl(QUOTE_DELTA_KNOWN == 1 && QUOTE_PERCENT_KNOWN == 2, "flags of quote");

#define QUOTE_BINARY_VERSION 1

#define QUOTE_HINT                                                                                 \
	"Write \"193.80 +0.30 (+0.16%)\", \"193.80 +0.30\", \"193.80 (+0.16%)\", \"193.80\", or the "  \
	"quote part of a ticker line."
#define QUOTE_RANGE_HINT                                                                           \
	"A quote takes finite numbers of at most 18 digits and 9 decimals, a price not below zero, "   \
	"and "                                                                                         \
	"a percent of at most 2147483647 units of its last decimal."

Datum
quote_datum(const Quote *quote)
{
	Quote *copy = palloc(sizeof(Quote));

	*copy = *quote;
	return QuotePGetDatum(copy);
}

/*
 * Text and binary form
 */

PG_FUNCTION_INFO_V1(quote_in);
Datum
quote_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	size_t length = strlen(text);
	Quote quote;
	ParseError err;

	if (ticker_parse_quote(text, length, NUMBER_EN, &quote, &err))
		return quote_datum(&quote);
	report_parse_error(FCINFO_ESCONTEXT(fcinfo), &err, "type quote", text, length,
					   err.code == PARSE_RANGE ? QUOTE_RANGE_HINT : QUOTE_HINT);
	PG_RETURN_NULL();
}

PG_FUNCTION_INFO_V1(quote_out);
Datum
quote_out(PG_FUNCTION_ARGS)
{
	char *text = palloc(QUOTE_TEXT_MAX);

	text[quote_format(PG_GETARG_QUOTE_P(0), text)] = '\0';
	PG_RETURN_CSTRING(text);
}

void
quote_receive(StringInfo message, Quote *quote)
{
	const char *fault;

	quote->price = pq_getmsgint64(message);
	quote->delta = pq_getmsgint64(message);
	quote->percent = (int32) pq_getmsgint(message, 4);
	quote->price_scale = (uint8) pq_getmsgbyte(message);
	quote->delta_scale = (uint8) pq_getmsgbyte(message);
	quote->percent_scale = (uint8) pq_getmsgbyte(message);
	quote->flags = (uint8) pq_getmsgbyte(message);
	fault = quote_fault(quote);
	if (fault != NULL)
		ereport(ERROR, (errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
						errmsg("invalid binary representation of type quote"),
						errdetail("The %s is out of range.", fault), errhint(QUOTE_RANGE_HINT)));
}

void
quote_put(StringInfo message, const Quote *quote)
{
	pq_sendint64(message, quote->price);
	pq_sendint64(message, quote->delta);
	pq_sendint32(message, (uint32) quote->percent);
	pq_sendbyte(message, quote->price_scale);
	pq_sendbyte(message, quote->delta_scale);
	pq_sendbyte(message, quote->percent_scale);
	pq_sendbyte(message, quote->flags);
}

PG_FUNCTION_INFO_V1(quote_recv);
Datum
quote_recv(PG_FUNCTION_ARGS)
{
	StringInfo message = (StringInfo) PG_GETARG_POINTER(0);
	int version = pq_getmsgbyte(message);
	Quote quote;

	if (version != QUOTE_BINARY_VERSION)
		ereport(ERROR, (errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
						errmsg("invalid binary representation of type quote"),
						errdetail("Its version is %d, not %d.", version, QUOTE_BINARY_VERSION)));
	quote_receive(message, &quote);
	return quote_datum(&quote);
}

PG_FUNCTION_INFO_V1(quote_send);
Datum
quote_send(PG_FUNCTION_ARGS)
{
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendbyte(&message, QUOTE_BINARY_VERSION);
	quote_put(&message, PG_GETARG_QUOTE_P(0));
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

/*
 * Constructor
 */

/* A numeric argument with the decimals that it displays; raises what does not fit. */
static Decimal
decimal_from_numeric(Datum value, const char *field)
{
	char *text = DatumGetCString(DirectFunctionCall1(numeric_out, value));
	size_t length = strlen(text);
	Decimal decimal = {0, 0};
	ParseError err;

	if (!decimal_parse(text, length, field, &decimal, &err))
	{
		/* numeric_out writes nothing malformed, but NaN and Infinity */
		if (err.code == PARSE_SYNTAX)
			(void) parse_fail(&err, PARSE_RANGE, field, "not a finite number", 0, length);
		report_parse_error(NULL, &err, "type quote", text, length, QUOTE_RANGE_HINT);
	}
	return decimal;
}

PG_FUNCTION_INFO_V1(quote_make);
Datum
quote_make(PG_FUNCTION_ARGS)
{
	static const char *const field[] = {"price", "delta", "percent"};
	Decimal part[3];
	Quote quote;
	ParseError err;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	for (int i = 0; i < 3; i++)
		if (!PG_ARGISNULL(i))
			part[i] = decimal_from_numeric(PG_GETARG_DATUM(i), field[i]);

	if (!quote_build(part[0], PG_ARGISNULL(1) ? NULL : &part[1], PG_ARGISNULL(2) ? NULL : &part[2],
					 &quote, &err))
	{
		char *text = "";

		for (int i = 0; i < 3; i++)
			if (strcmp(err.field, field[i]) == 0)
				text = DatumGetCString(DirectFunctionCall1(numeric_out, PG_GETARG_DATUM(i)));
		report_parse_error(NULL, &err, "type quote", text, strlen(text), QUOTE_RANGE_HINT);
	}
	return quote_datum(&quote);
}

/*
 * Parts and what follows from them
 */

static Datum
decimal_numeric(Decimal value)
{
	return NumericGetDatum(int64_div_fast_to_numeric(value.coefficient, value.scale));
}

PG_FUNCTION_INFO_V1(quote_get_price);
Datum
quote_get_price(PG_FUNCTION_ARGS)
{
	return decimal_numeric(quote_price(PG_GETARG_QUOTE_P(0)));
}

PG_FUNCTION_INFO_V1(quote_get_delta);
Datum
quote_get_delta(PG_FUNCTION_ARGS)
{
	Quote *quote = PG_GETARG_QUOTE_P(0);

	if (!quote_has_delta(quote))
		PG_RETURN_NULL();
	return decimal_numeric(quote_delta(quote));
}

PG_FUNCTION_INFO_V1(quote_get_percent);
Datum
quote_get_percent(PG_FUNCTION_ARGS)
{
	Quote *quote = PG_GETARG_QUOTE_P(0);

	if (!quote_has_percent(quote))
		PG_RETURN_NULL();
	return decimal_numeric(quote_percent(quote));
}

/* price - delta, delta being known.  A sum of two parts can exceed what a Decimal holds, never what
 * numeric does. */
static Datum
previous_close(const Quote *quote)
{
	Decimal previous;

	if (decimal_subtract(quote_price(quote), quote_delta(quote), &previous))
		return decimal_numeric(previous);
	return DirectFunctionCall2(numeric_sub, decimal_numeric(quote_price(quote)),
							   decimal_numeric(quote_delta(quote)));
}

PG_FUNCTION_INFO_V1(quote_get_previous_close);
Datum
quote_get_previous_close(PG_FUNCTION_ARGS)
{
	Quote *quote = PG_GETARG_QUOTE_P(0);

	if (!quote_has_delta(quote))
		PG_RETURN_NULL();
	return previous_close(quote);
}

PG_FUNCTION_INFO_V1(quote_get_exact_percent);
Datum
quote_get_exact_percent(PG_FUNCTION_ARGS)
{
	Quote *quote = PG_GETARG_QUOTE_P(0);
	Decimal hundred = {100, 0};

	/* a previous close not above zero has no percent */
	if (!quote_has_delta(quote) || decimal_compare(quote_price(quote), quote_delta(quote)) <= 0)
		PG_RETURN_NULL();
	return DirectFunctionCall2(numeric_div,
							   DirectFunctionCall2(numeric_mul, decimal_numeric(hundred),
												   decimal_numeric(quote_delta(quote))),
							   previous_close(quote));
}

PG_FUNCTION_INFO_V1(quote_get_direction);
Datum
quote_get_direction(PG_FUNCTION_ARGS)
{
	int direction;

	if (!quote_direction(PG_GETARG_QUOTE_P(0), &direction))
		PG_RETURN_NULL();
	PG_RETURN_INT32(direction);
}

PG_FUNCTION_INFO_V1(quote_get_simple_return);
Datum
quote_get_simple_return(PG_FUNCTION_ARGS)
{
	double change;

	if (!quote_simple_return(PG_GETARG_QUOTE_P(0), &change))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(change);
}

PG_FUNCTION_INFO_V1(quote_get_log_return);
Datum
quote_get_log_return(PG_FUNCTION_ARGS)
{
	double change;

	/* a price of zero has no logarithm */
	if (!quote_simple_return(PG_GETARG_QUOTE_P(0), &change) || change <= -1.0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(log1p(change));
}

PG_FUNCTION_INFO_V1(quote_get_check);
Datum
quote_get_check(PG_FUNCTION_ARGS)
{
	static const char *const name[] = {[QUOTE_OK] = "ok",
									   [QUOTE_SIGN] = "sign",
									   [QUOTE_SIZE] = "size",
									   [QUOTE_UNKNOWN] = "unknown"};

	PG_RETURN_TEXT_P(cstring_to_text(name[quote_check(PG_GETARG_QUOTE_P(0))]));
}

PG_FUNCTION_INFO_V1(quote_get_complete);
Datum
quote_get_complete(PG_FUNCTION_ARGS)
{
	Quote *quote = PG_GETARG_QUOTE_P(0);
	Quote completed;
	ParseError err;

	if (!quote_complete(quote, &completed, &err))
	{
		char text[QUOTE_TEXT_MAX];

		report_parse_error(NULL, &err, "type quote", text, quote_format(quote, text),
						   QUOTE_RANGE_HINT);
	}
	return quote_datum(&completed);
}

/*
 * Order and hash
 */

#define QUOTE_OPERATOR(name, test)                                                                 \
	PG_FUNCTION_INFO_V1(name);                                                                     \
	Datum name(PG_FUNCTION_ARGS)                                                                   \
	{                                                                                              \
		PG_RETURN_BOOL(quote_compare(PG_GETARG_QUOTE_P(0), PG_GETARG_QUOTE_P(1)) test 0);          \
	}

QUOTE_OPERATOR(quote_lt, <)
QUOTE_OPERATOR(quote_le, <=)
QUOTE_OPERATOR(quote_eq, ==)
QUOTE_OPERATOR(quote_ne, !=)
QUOTE_OPERATOR(quote_ge, >=)
QUOTE_OPERATOR(quote_gt, >)

PG_FUNCTION_INFO_V1(quote_cmp);
Datum
quote_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(quote_compare(PG_GETARG_QUOTE_P(0), PG_GETARG_QUOTE_P(1)));
}

static int
compare_for_sort(Datum a, Datum b, SortSupport ssup)
{
	return quote_compare(DatumGetQuoteP(a), DatumGetQuoteP(b));
}

PG_FUNCTION_INFO_V1(quote_sortsupport);
Datum
quote_sortsupport(PG_FUNCTION_ARGS)
{
	((SortSupport) PG_GETARG_POINTER(0))->comparator = compare_for_sort;
	PG_RETURN_VOID();
}

/* Among equals the display decides, so that min and max do not depend on the order of rows. */
PG_FUNCTION_INFO_V1(quote_smaller);
Datum
quote_smaller(PG_FUNCTION_ARGS)
{
	Quote *a = PG_GETARG_QUOTE_P(0);
	Quote *b = PG_GETARG_QUOTE_P(1);

	PG_RETURN_QUOTE_P(quote_compare_display(a, b) <= 0 ? a : b);
}

PG_FUNCTION_INFO_V1(quote_larger);
Datum
quote_larger(PG_FUNCTION_ARGS)
{
	Quote *a = PG_GETARG_QUOTE_P(0);
	Quote *b = PG_GETARG_QUOTE_P(1);

	PG_RETURN_QUOTE_P(quote_compare_display(a, b) >= 0 ? a : b);
}

PG_FUNCTION_INFO_V1(quote_hash_standard);
Datum
quote_hash_standard(PG_FUNCTION_ARGS)
{
	/* the low half of the extended hash with seed 0, as the server requires */
	PG_RETURN_UINT32((uint32) quote_hash(PG_GETARG_QUOTE_P(0), 0));
}

PG_FUNCTION_INFO_V1(quote_hash_extended);
Datum
quote_hash_extended(PG_FUNCTION_ARGS)
{
	PG_RETURN_UINT64(quote_hash(PG_GETARG_QUOTE_P(0), (uint64) PG_GETARG_INT64(1)));
}
