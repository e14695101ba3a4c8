/*
 * fuzz_ticker.c
 *	  Laws of the ticker parser, on any bytes:
 *	  - what the fast path takes, the grammar reads alike;
 *	  - what the tests for prose pass over, the grammar finds nothing in;
 *	  - items of a page are in order, do not overlap, lie inside it, and hold valid quotes that their own text brings back;
 *	  - the seed of the walk changes nothing.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/ticker.h"
#include "core/ticker_line.h"

#define REQUIRE(condition)                                                                         \
	do                                                                                             \
	{                                                                                              \
		if (!(condition))                                                                          \
		{                                                                                          \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                        \
			abort();                                                                               \
		}                                                                                          \
	} while (0)

static void *
resize(void *context, void *block, size_t size)
{
	(void) context;
	if (size == 0)
	{
		free(block);
		return NULL;
	}
	return realloc(block, size);
}

static void
check_quote(const Quote *quote)
{
	char text[QUOTE_TEXT_MAX];
	Quote again;
	ParseError err;
	size_t length;

	REQUIRE(quote_valid(quote));
	length = quote_format(quote, text);
	REQUIRE(ticker_parse_quote(text, length, NUMBER_EN, &again, &err));
	REQUIRE(memcmp(&again, quote, sizeof(again)) == 0);
}

static void
check_line(const char *line, size_t length, NumberFormat format)
{
	TickerQuote fast;
	TickerQuote slow;
	ParseError err = {0};
	Lexer lexer = {line, length, 0, format};
	bool bare;

	memset(&fast, 0, sizeof(fast));
	memset(&slow, 0, sizeof(slow));
	if (ticker_parse_general(line, length, format, &slow, &err))
		check_quote(&slow.quote);
	else
	{
		REQUIRE(err.code != PARSE_OK && err.field != NULL && err.reason != NULL);
		REQUIRE(err.offset + err.length <= length);
	}
	if (format == NUMBER_EN && length > 0 && ticker_fast(line, length, &fast) == length)
	{
		REQUIRE(slow.symbol == fast.symbol && slow.symbol_length == fast.symbol_length);
		REQUIRE(slow.symbol_plain == fast.symbol_plain);
		REQUIRE(memcmp(&slow.quote, &fast.quote, sizeof(fast.quote)) == 0);
	}
	if (!prose_may_start(line, length))
		REQUIRE(line_count_segments(&lexer, &bare) == 0);
	if (!prose_may_hold(line, length))
		REQUIRE(line_next_embedded(&lexer, &slow, &err) == READING_NONE);
}

static void
check_item(const TickerItem *item, const char *content, size_t size, const char *behind,
		   int line_no)
{
	char symbol[TICKER_SYMBOL_MAX];

	REQUIRE(item->line >= behind && item->line + item->line_length <= content + size);
	REQUIRE(item->line_no >= line_no && item->line_count >= 1);
	if (item->found.symbol != NULL)
	{
		REQUIRE(item->found.symbol >= item->line);
		REQUIRE(item->found.symbol + item->found.symbol_length <= item->line + item->line_length);
		REQUIRE(ticker_symbol(&item->found, symbol) <= TICKER_SYMBOL_MAX);
	}
	if (item->is_quote)
	{
		REQUIRE(item->found.symbol != NULL && ticker_symbol(&item->found, symbol) > 0);
		check_quote(&item->found.quote);
	}
	else
		REQUIRE(item->error.code != PARSE_OK && item->error.offset <= size);
}

static void
check_page(const char *content, size_t size, NumberFormat format)
{
	TickerScan one;
	TickerScan other;
	TickerItem item;
	TickerItem same;
	const char *behind = content;
	int line_no = 1;
	CoreMemory memory = {resize, NULL};

	ticker_scan_init(&one, content, size, format, 1, memory);
	ticker_scan_init(&other, content, size, format, UINT64_C(0x123456789ABCDEF), memory);
	while (ticker_scan_next(&one, &item))
	{
		check_item(&item, content, size, behind, line_no);
		behind = item.line + item.line_length;
		line_no = item.line_no;
		REQUIRE(ticker_scan_next(&other, &same));
		REQUIRE(same.line == item.line && same.line_length == item.line_length &&
				same.is_quote == item.is_quote);
	}
	REQUIRE(!ticker_scan_next(&other, &same));
	ticker_scan_end(&one);
	ticker_scan_end(&other);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	NumberFormat format;
	char *content;
	size_t start = 0;
	Quote quote;
	ParseError err;

	if (size == 0)
		return 0;
	/* The first byte chooses the format; the rest is copied so that reading behind it is found. */
	format = (NumberFormat) (data[0] >= 'b' && data[0] <= 'f' ? data[0] - 'a' : 0);
	size--;
	content = malloc(size > 0 ? size : 1);
	memcpy(content, data + 1, size);
	check_page(content, size, format);
	for (size_t i = 0; i <= size; i++)
	{
		if (i < size && content[i] != '\n')
			continue;
		check_line(content + start, i - start, format);
		start = i + 1;
	}
	if (ticker_parse_quote(content, size, format, &quote, &err))
		check_quote(&quote);
	free(content);
	return 0;
}
