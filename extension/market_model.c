/*
 * market_model.c
 *	  The SQL type market_model and its aggregates.
 *
 * It is an aggregate's state and its result at once, so that partial results can be stored, sent
 * and combined.
 */
#include "compat.h"

#include <math.h>

#include "common/shortest_dec.h"
#include "core/error.h"
#include "core/market_model.h"
#include "lib/stringinfo.h"
#include "libpq/pqformat.h"
#include "parse_report.h"
#include "utils/array.h"

StaticAssertDecl(sizeof(MarketModel) == 48, "market_model is declared with INTERNALLENGTH = 48");
StaticAssertDecl(offsetof(MarketModel, mean_x) == 8, "layout of market_model");
StaticAssertDecl(offsetof(MarketModel, mean_y) == 16, "layout of market_model");
StaticAssertDecl(offsetof(MarketModel, sxx) == 24, "layout of market_model");
StaticAssertDecl(offsetof(MarketModel, syy) == 32, "layout of market_model");
StaticAssertDecl(offsetof(MarketModel, sxy) == 40, "layout of market_model");

#define MARKET_MODEL_BINARY_VERSION 1

#define MARKET_MODEL_HINT                                                                          \
	"Write what the type prints: \"n 6; index 0 28; firm 0.5 116; product 56\"."

#define PG_GETARG_MODEL_P(n) ((MarketModel *) PG_GETARG_POINTER(n))

/* The numbers behind n, in the order of text and binary form, and what stands before each. */
#define MODEL_NUMBERS 5

static const char *const number_prefix[] = {"; index ", " ", "; firm ", " ", "; product "};

static double *
model_number(MarketModel *model, int i)
{
	double *numbers[] = {&model->mean_x, &model->sxx, &model->mean_y, &model->syy, &model->sxy};

	return numbers[i];
}

/*
 * Text form
 */

static char *
model_text(MarketModel *model)
{
	StringInfoData text;

	initStringInfo(&text);
	appendStringInfo(&text, "n " INT64_FORMAT, model->n);
	for (int i = 0; i < MODEL_NUMBERS; i++)
	{
		char number[DOUBLE_SHORTEST_DECIMAL_LEN];

		double_to_shortest_decimal_buf(*model_number(model, i), number);
		appendStringInfo(&text, "%s%s", number_prefix[i], number);
	}
	return text.data;
}

static bool
parse_model(const char *text, MarketModel *model, ParseError *err)
{
	const char *cursor = text;
	const char *fault;
	char *end;

	if (strncmp(cursor, "n ", 2) != 0)
		return parse_fail(err, PARSE_SYNTAX, "number of pairs", "missing", 0, strlen(text));
	errno = 0;
	model->n = strtoll(cursor + 2, &end, 10);
	for (int i = 0; i < MODEL_NUMBERS; i++)
	{
		size_t length = strlen(number_prefix[i]);

		cursor = end;
		if (strncmp(cursor, number_prefix[i], length) != 0)
			return parse_fail(err, PARSE_SYNTAX, "text", "not as the type prints it", cursor - text,
							  strlen(cursor));
		*model_number(model, i) = strtod(cursor + length, &end);
	}
	fault = market_model_fault(model);
	if (fault != NULL)
		return parse_fail(err, PARSE_CONTRADICTION, fault, "no pairs come to this", 0, 0);
	/* One text for one value: no other spelling of a number, nothing left over. */
	if (strcmp(model_text(model), text) != 0)
		return parse_fail(err, PARSE_SYNTAX, "text", "not as the type prints it", 0, strlen(text));
	return true;
}

PG_FUNCTION_INFO_V1(market_model_in);
Datum
market_model_in(PG_FUNCTION_ARGS)
{
	const char *text = PG_GETARG_CSTRING(0);
	MarketModel *model = palloc0(sizeof(MarketModel));
	ParseError err;

	if (parse_model(text, model, &err))
		PG_RETURN_POINTER(model);
	report_parse_error((struct Node *) FCINFO_ESCONTEXT(fcinfo), &err, "type market_model", text,
					   strlen(text), MARKET_MODEL_HINT);
	PG_RETURN_NULL();
}

PG_FUNCTION_INFO_V1(market_model_out);
Datum
market_model_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(model_text(PG_GETARG_MODEL_P(0)));
}

/*
 * Binary form
 */

static void
refuse_binary(const char *detail)
{
	ereport(ERROR, (errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
					errmsg("invalid binary representation of type market_model"),
					errdetail("%s", detail)));
}

PG_FUNCTION_INFO_V1(market_model_recv);
Datum
market_model_recv(PG_FUNCTION_ARGS)
{
	StringInfo message = (StringInfo) PG_GETARG_POINTER(0);
	MarketModel *model = palloc0(sizeof(MarketModel));
	int version = pq_getmsgbyte(message);
	const char *fault;

	if (version != MARKET_MODEL_BINARY_VERSION)
		refuse_binary(psprintf("Its version is %d, not %d.", version, MARKET_MODEL_BINARY_VERSION));
	model->n = pq_getmsgint64(message);
	for (int i = 0; i < MODEL_NUMBERS; i++)
		*model_number(model, i) = pq_getmsgfloat8(message);
	fault = market_model_fault(model);
	if (fault != NULL)
		refuse_binary(psprintf("No pairs come to its %s.", fault));
	PG_RETURN_POINTER(model);
}

PG_FUNCTION_INFO_V1(market_model_send);
Datum
market_model_send(PG_FUNCTION_ARGS)
{
	MarketModel *model = PG_GETARG_MODEL_P(0);
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendbyte(&message, MARKET_MODEL_BINARY_VERSION);
	pq_sendint64(&message, model->n);
	for (int i = 0; i < MODEL_NUMBERS; i++)
		pq_sendfloat8(&message, *model_number(model, i));
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

/*
 * Aggregates
 */

/* The state to change: in an aggregate the state itself, elsewhere a copy of the argument. */
static MarketModel *
writable_state(FunctionCallInfo fcinfo)
{
	MarketModel *state = PG_GETARG_MODEL_P(0);
	MarketModel *copy;

	if (AggCheckCallContext(fcinfo, NULL))
		return state;
	copy = palloc(sizeof(MarketModel));
	*copy = *state;
	return copy;
}

static void
merge(MarketModel *into, const MarketModel *from)
{
	if (!market_model_merge(into, from))
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
						errmsg("pairs of a market_model are out of range")));
}

PG_FUNCTION_INFO_V1(market_model_step);
Datum
market_model_step(PG_FUNCTION_ARGS)
{
	MarketModel single;
	MarketModel *state;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || !market_model_usable(PG_GETARG_FLOAT8(1)) ||
		!market_model_usable(PG_GETARG_FLOAT8(2)))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_POINTER(PG_GETARG_MODEL_P(0));
	}
	single = market_model_single(PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2));
	if (PG_ARGISNULL(0))
	{
		/* the executor moves the first state to where it keeps it */
		state = palloc(sizeof(MarketModel));
		*state = single;
	}
	else
	{
		state = writable_state(fcinfo);
		merge(state, &single);
	}
	PG_RETURN_POINTER(state);
}

PG_FUNCTION_INFO_V1(market_model_combine);
Datum
market_model_combine(PG_FUNCTION_ARGS)
{
	MarketModel *state = writable_state(fcinfo);

	merge(state, PG_GETARG_MODEL_P(1));
	PG_RETURN_POINTER(state);
}

/*
 * What follows
 */

PG_FUNCTION_INFO_V1(market_model_n);
Datum
market_model_n(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(PG_GETARG_MODEL_P(0)->n);
}

/* A number, or NULL where it is out of range. */
static Datum
finite_datum(FunctionCallInfo fcinfo, double value)
{
	if (isnan(value) || isinf(value))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(value);
}

#define MODEL_NUMBER(name)                                                                         \
	PG_FUNCTION_INFO_V1(market_model_get_##name);                                                  \
	Datum market_model_get_##name(PG_FUNCTION_ARGS)                                                \
	{                                                                                              \
		MarketModel *model = PG_GETARG_MODEL_P(0);                                                 \
                                                                                                   \
		if (!market_model_fitted(model))                                                           \
			PG_RETURN_NULL();                                                                      \
		return finite_datum(fcinfo, market_model_##name(model));                                   \
	}

MODEL_NUMBER(alpha)
MODEL_NUMBER(beta)
MODEL_NUMBER(sigma)
MODEL_NUMBER(alpha_stderr)
MODEL_NUMBER(beta_stderr)

PG_FUNCTION_INFO_V1(market_model_get_r2);
Datum
market_model_get_r2(PG_FUNCTION_ARGS)
{
	MarketModel *model = PG_GETARG_MODEL_P(0);
	double r2;

	if (!market_model_fitted(model) || !market_model_r2(model, &r2))
		PG_RETURN_NULL();
	return finite_datum(fcinfo, r2);
}

PG_FUNCTION_INFO_V1(market_model_abnormal_return);
Datum
market_model_abnormal_return(PG_FUNCTION_ARGS)
{
	MarketModel *model = PG_GETARG_MODEL_P(0);

	if (!market_model_fitted(model))
		PG_RETURN_NULL();
	return finite_datum(fcinfo,
						market_model_abnormal(model, PG_GETARG_FLOAT8(1), PG_GETARG_FLOAT8(2)));
}

PG_FUNCTION_INFO_V1(market_model_car_variance);
Datum
market_model_car_variance(PG_FUNCTION_ARGS)
{
	MarketModel *model = PG_GETARG_MODEL_P(0);
	ArrayType *indexes = PG_GETARG_ARRAYTYPE_P(1);
	int w = ArrayGetNItems(ARR_NDIM(indexes), ARR_DIMS(indexes));
	const double *index = (const double *) ARR_DATA_PTR(indexes);
	double deviation = 0;
	double sigma;

	if (w == 0 || ARR_HASNULL(indexes) || !market_model_fitted(model))
		PG_RETURN_NULL();
	for (int i = 0; i < w; i++)
	{
		if (!market_model_usable(index[i]))
			PG_RETURN_NULL();
		deviation += index[i] - model->mean_x;
	}
	sigma = market_model_sigma(model);
	return finite_datum(fcinfo, sigma * sigma * market_model_forecast_factor(model, w, deviation));
}
