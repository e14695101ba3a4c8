/*
 * test_ticker.c
 *	  What SQL cannot show of the ticker parser: bytes that are no UTF-8, buffers that end at once, every scale, the walk's memory.
 */
#include <stdlib.h>

#include "core/ticker.h"
#include "core/ticker_line.h"
#include "tap.h"

static size_t peak;

static void *
resize(void *context, void *block, size_t size)
{
	(void) context;
	if (size == 0)
	{
		free(block);
		return NULL;
	}
	if (size > peak)
		peak = size;
	return realloc(block, size);
}

/* Parse a copy that ends where its allocation ends, so that a sanitizer sees reading behind it. */
static bool
parse(const char *line, size_t length, TickerQuote *out, ParseError *err)
{
	char *copy = malloc(length > 0 ? length : 1);
	bool parsed;

	memcpy(copy, line, length);
	parsed = ticker_parse(copy, length, NUMBER_EN, out, err);
	free(copy);
	return parsed;
}

static void
test_prefixes(void)
{
	static const char line[] = "KSE100 112,389 Increased By \xE2\x96\xB2 901.9 (0.81%)";
	TickerQuote found;
	ParseError err;
	size_t taken = 0;

	/* Cut anywhere, the line is never a quote with other numbers. */
	for (size_t n = 0; n < sizeof(line) - 1; n++)
	{
		if (parse(line, n, &found, &err))
		{
			taken++;
			if (!ok(found.quote.price == 112389 && found.quote.delta == 9019 &&
						(!quote_has_percent(&found.quote) || found.quote.percent == 81),
					"cut at %zu: the numbers of the whole line or none", n))
				return;
		}
	}
	ok(taken > 0, "cut inside the brackets, the delta stands");
	ok(parse(line, sizeof(line) - 1, &found, &err), "the whole line");
}

static void
test_scales(void)
{
	int failed = 0;

	for (int scale = 0; scale <= DECIMAL_MAX_SCALE; scale++)
	{
		for (int sign = -1; sign <= 1; sign++)
		{
			Quote quote = {.price = DECIMAL_LIMIT - 1,
						   .delta = sign * (DECIMAL_LIMIT - 1),
						   .percent = sign * INT32_MAX,
						   .price_scale = (uint8_t) scale,
						   .delta_scale = (uint8_t) scale,
						   .percent_scale = (uint8_t) scale,
						   .flags = QUOTE_FLAGS_MASK};
			char text[QUOTE_TEXT_MAX];
			Quote again;
			ParseError err;
			size_t length = quote_format(&quote, text);

			failed += !ticker_parse_quote(text, length, NUMBER_EN, &again, &err) ||
					  memcmp(&again, &quote, sizeof(again)) != 0;
		}
	}
	ok(failed == 0, "the largest quotes of every scale come back from their text");
}

static void
test_bytes(void)
{
	TickerQuote found;
	ParseError err;
	char symbol[TICKER_SYMBOL_MAX];

	ok(parse("CAF\xE9 9.88 Increased By 0.24 (2.49%)", 35, &found, &err),
	   "a Latin-1 letter in a symbol");
	ok(!parse("BOP 9.88\0 +0.24 (+2.49%)", 24, &found, &err), "a zero byte is no blank");
	ok(!parse("\xF0\x9F", 2, &found, &err) && !parse("&#", 2, &found, &err) &&
		   !parse("\xE2\x96", 2, &found, &err),
	   "pieces of characters");
	found = (TickerQuote){.symbol = "M&amp;M \xC2\xA0 Ltd", .symbol_length = 14};
	ok(ticker_symbol(&found, symbol) == 7 && memcmp(symbol, "M&M Ltd", 7) == 0,
	   "a symbol reads without entities and runs of blanks");
}

static void
test_memory(void)
{
	static const char line[] = "A%06d 1.00 +1%%\n";
	size_t count = 100000;
	char *content = malloc(count * 20);
	size_t length = 0;
	TickerScan scan;
	TickerItem item;
	size_t items = 0;

	for (size_t i = 0; i < count; i++)
		length += (size_t) sprintf(content + length, line, (int) i);
	ticker_scan_init(&scan, content, length, NUMBER_EN, 42, (CoreMemory){resize, NULL});
	while (ticker_scan_next(&scan, &item))
		items += item.is_quote;
	ticker_scan_end(&scan);
	ok(items == count, "every symbol is a quote");
	ok(peak <= 6 * length, "the walk's memory is a small multiple of the page");
	free(content);
}

static void
test_fast(void)
{
	static const char line[] = "BOP 9.88 Increased By \xE2\x96\xB2 0.24 (2.49%)";
	TickerQuote fast = {0};
	TickerQuote general = {0};
	ParseError err;
	size_t n = sizeof(line) - 1;

	ok(ticker_fast(line, n, &fast) == n, "the fast path takes the plain line");
	ok(ticker_parse_general(line, n, NUMBER_EN, &general, &err) &&
		   memcmp(&fast.quote, &general.quote, sizeof(Quote)) == 0 &&
		   general.symbol_length == fast.symbol_length,
	   "and the grammar reads it alike");
}

int
main(void)
{
	test_prefixes();
	test_scales();
	test_bytes();
	test_memory();
	test_fast();
	return done_testing();
}
