/*
 * fuzz_quote.c
 *	  Laws of the quote value, over texts and over raw quotes.
 *
 * The first byte chooses: a text to read as a quote, or the bytes of two quotes.
 */
#include <stdlib.h>
#include <string.h>

#include "core/quote.h"
#include "core/ticker.h"

#define LAW(holds)                                                                                 \
	do                                                                                             \
	{                                                                                              \
		if (!(holds))                                                                              \
			abort();                                                                               \
	} while (0)

/* in(out(q)) = q, through the ticker parser and the canonical reader alike. */
static void
check_round_trip(const Quote *quote)
{
	char text[QUOTE_TEXT_MAX];
	size_t length = quote_format(quote, text);
	Quote again;
	ParseError err;

	LAW(length < QUOTE_TEXT_MAX);
	LAW(quote_parse_canonical(text, length, &again));
	LAW(memcmp(quote, &again, sizeof(Quote)) == 0);
	LAW(ticker_parse_quote(text, length, NUMBER_EN, &again, &err));
	LAW(memcmp(quote, &again, sizeof(Quote)) == 0);
}

static void
check_derived(const Quote *quote)
{
	Quote completed;
	Quote again;
	ParseError err;
	double change;
	int direction;

	(void) quote_check(quote);
	(void) quote_simple_return(quote, &change);
	LAW(quote_direction(quote, &direction) == (quote->flags != 0));
	if (!quote_complete(quote, &completed, &err))
		return;
	LAW(quote_valid(&completed));
	LAW(quote_complete(&completed, &again, &err));
	LAW(memcmp(&completed, &again, sizeof(Quote)) == 0);
	/* a percent computed from the delta agrees with it */
	if (!quote_has_percent(quote) && quote_has_percent(&completed))
		LAW(quote_check(&completed) == QUOTE_OK);
}

static void
check_pair(const Quote *a, const Quote *b)
{
	int order = quote_compare(a, b);

	LAW(quote_compare(a, a) == 0 && quote_compare_display(a, a) == 0);
	LAW(order == -quote_compare(b, a));
	LAW(order != 0 || quote_hash(a, 42) == quote_hash(b, 42));
	LAW((quote_compare_display(a, b) == 0) == (memcmp(a, b, sizeof(Quote)) == 0));
}

static void
check_text(const char *text, size_t length)
{
	for (int format = NUMBER_EN; format <= NUMBER_BR; format++)
	{
		Quote quote;
		ParseError err;

		if (ticker_parse_quote(text, length, (NumberFormat) format, &quote, &err))
		{
			LAW(quote_valid(&quote));
			check_round_trip(&quote);
			check_derived(&quote);
		}
		else
		{
			LAW(err.code != PARSE_OK && err.field != NULL && err.reason != NULL);
			LAW(err.offset <= length && err.length <= length - err.offset);
		}
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Quote quotes[2];

	if (size == 0)
		return 0;
	if (data[0] != 0 || size < 1 + sizeof(quotes))
	{
		check_text((const char *) data + 1, size - 1);
		return 0;
	}
	memcpy(quotes, data + 1, sizeof(quotes));
	for (int i = 0; i < 2; i++)
	{
		if (!quote_valid(&quotes[i]))
			return 0;
		check_round_trip(&quotes[i]);
		check_derived(&quotes[i]);
	}
	check_pair(&quotes[0], &quotes[1]);
	return 0;
}
