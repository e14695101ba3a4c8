/*
 * ticker_scan.c
 *	  The walk over a page.
 *
 * Most lines of a page are family 1 or prose: the first are read by ticker_fast(), the second are
 *passed over after a look at what cannot be missing.  What remains is read by the grammar, alone
 *and, where the next lines go on like a quote, together with them.
 */
#include "ticker.h"

#include <string.h>

#include "ticker_line.h"

#define SPREAD_LINES 4
/* Shorter lines are always read; longer ones hold no quote in other text unless a percent sign is
 * there. */
#define SHORT_LINE 256

enum
{
	MODE_SEGMENTS, /* the line is made of quotes */
	MODE_EMBEDDED  /* other text, with quotes in it */
};

struct TickerSeen
{
	Quote quote;
	uint32_t hash;
	uint32_t symbol; /* offset in the content */
	uint32_t symbol_length;
	bool plain;
};

void
ticker_scan_init(TickerScan *scan, const char *content, size_t length, NumberFormat format,
				 uint64_t seed, CoreMemory memory)
{
	memset(scan, 0, sizeof(*scan));
	scan->content = content;
	scan->length = length;
	scan->format = format;
	scan->seed = seed;
	scan->memory = memory;
	scan->line_no = 1;
	/* A byte order mark is no part of the first line. */
	if (length >= 3 && memcmp(content, "\xEF\xBB\xBF", 3) == 0)
		scan->position = 3;
}

void
ticker_scan_end(TickerScan *scan)
{
	if (scan->seen != NULL)
		scan->memory.resize(scan->memory.context, scan->seen, 0);
	if (scan->slots != NULL)
		scan->memory.resize(scan->memory.context, scan->slots, 0);
	scan->seen = NULL;
	scan->slots = NULL;
}

/*
 * The line from `start` ends before *end, and the next one starts at the value returned.  Line ends
 * are LF, CRLF or CR; looking for both in growing windows keeps a page that has only one kind from
 * being searched to its end for the other at every line.
 */
static size_t
find_line_end(const TickerScan *scan, size_t start, size_t *end)
{
	const char *line = scan->content + start;
	size_t left = scan->length - start;

	for (size_t window = 128;; window *= 2)
	{
		size_t n = window < left ? window : left;
		const char *feed = memchr(line, '\n', n);
		size_t length = feed != NULL ? (size_t) (feed - line) : n;
		const char *carriage = memchr(line, '\r', length);

		if (carriage != NULL)
		{
			length = (size_t) (carriage - line);
			*end = start + length;
			return *end + (length + 1 < left && line[length + 1] == '\n' ? 2 : 1);
		}
		if (feed == NULL && n < left)
			continue;
		*end = start + length;
		return feed != NULL ? *end + 1 : *end;
	}
}

/* Multiply and fold: a page cannot be made to collide without the seed. */
static uint64_t
mix(uint64_t a, uint64_t b)
{
	uint128_t product = (uint128_t) a * b;

	return (uint64_t) product ^ (uint64_t) (product >> 64);
}

static uint32_t
hash_symbol(const char *symbol, size_t length, uint64_t seed)
{
	uint64_t hash = seed ^ UINT64_C(0x9E3779B97F4A7C15);
	uint64_t word;

	for (; length > 8; symbol += 8, length -= 8)
	{
		memcpy(&word, symbol, 8);
		hash = mix(hash ^ word, seed | UINT64_C(0xA0761D6478BD642F));
	}
	word = 0;
	memcpy(&word, symbol, length);
	hash = mix(hash ^ word, UINT64_C(0xE7037ED1A0B428DB) ^ length);
	hash = mix(hash ^ seed, UINT64_C(0x8EBC6AF09C88C6E3));
	return (uint32_t) (hash ^ (hash >> 32));
}

static void
grow_slots(TickerScan *scan)
{
	size_t count = scan->slot_count == 0 ? 128 : scan->slot_count * 2;

	scan->slots = scan->memory.resize(scan->memory.context, scan->slots, count * sizeof(uint32_t));
	memset(scan->slots, 0, count * sizeof(uint32_t));
	scan->slot_count = count;
	for (size_t i = 0; i < scan->seen_count; i++)
	{
		size_t slot = scan->seen[i].hash & (count - 1);

		while (scan->slots[slot] != 0)
			slot = (slot + 1) & (count - 1);
		scan->slots[slot] = (uint32_t) i + 1;
	}
}

static bool
same_symbol(const TickerScan *scan, const TickerSeen *seen, const char *symbol, size_t length)
{
	char buffer[TICKER_SYMBOL_MAX];
	TickerQuote first = {.symbol = scan->content + seen->symbol,
						 .symbol_length = seen->symbol_length,
						 .symbol_plain = seen->plain};

	if (seen->plain)
		return seen->symbol_length == length && memcmp(first.symbol, symbol, length) == 0;
	return ticker_symbol(&first, buffer) == length && memcmp(buffer, symbol, length) == 0;
}

static TickerSeen *
add_seen(TickerScan *scan, const TickerQuote *found, uint32_t hash, size_t slot)
{
	TickerSeen *seen;

	if (scan->seen_count == scan->seen_capacity)
	{
		scan->seen_capacity += scan->seen_capacity / 2 + 64;
		scan->seen = scan->memory.resize(scan->memory.context, scan->seen,
										 scan->seen_capacity * sizeof(TickerSeen));
	}
	seen = &scan->seen[scan->seen_count++];
	seen->quote = found->quote;
	seen->hash = hash;
	seen->symbol = (uint32_t) (found->symbol - scan->content);
	seen->symbol_length = (uint32_t) found->symbol_length;
	seen->plain = found->symbol_plain;
	scan->slots[slot] = (uint32_t) scan->seen_count;
	return seen;
}

/* The first quote of the symbol on this page: `found` itself where there was none. */
static const Quote *
first_quote(TickerScan *scan, const TickerQuote *found)
{
	char buffer[TICKER_SYMBOL_MAX];
	const char *symbol = found->symbol;
	size_t length = found->symbol_length;
	uint32_t hash;
	size_t slot;

	if (!found->symbol_plain)
	{
		length = ticker_symbol(found, buffer);
		symbol = buffer;
	}
	if ((scan->seen_count + 1) * 2 > scan->slot_count)
		grow_slots(scan);
	hash = hash_symbol(symbol, length, scan->seed);
	slot = hash & (scan->slot_count - 1);
	while (scan->slots[slot] != 0)
	{
		TickerSeen *seen = &scan->seen[scan->slots[slot] - 1];

		if (seen->hash == hash && same_symbol(scan, seen, symbol, length))
			return &seen->quote;
		slot = (slot + 1) & (scan->slot_count - 1);
	}
	return &add_seen(scan, found, hash, slot)->quote;
}

/* Whether two quotes tell different numbers; a part that one of them does not know is no
 * difference. */
static bool
differ(const Quote *a, const Quote *b)
{
	uint8_t both = a->flags & b->flags;

	if (memcmp(a, b, sizeof(*a)) == 0)
		return false;
	return decimal_compare(quote_price(a), quote_price(b)) != 0 ||
		   ((both & QUOTE_DELTA_KNOWN) && decimal_compare(quote_delta(a), quote_delta(b)) != 0) ||
		   ((both & QUOTE_PERCENT_KNOWN) &&
			decimal_compare(quote_percent(a), quote_percent(b)) != 0);
}

/* Finish an item whose quote or error is read; offsets of the error count from `base` so far. */
static void
finish_item(TickerScan *scan, TickerItem *item, Reading reading, size_t base)
{
	size_t symbols_before = scan->seen_count;

	item->is_quote = reading == READING_QUOTE;
	item->is_repeat = false;
	scan->after_item = true;
	if (item->is_quote && differ(first_quote(scan, &item->found), &item->found.quote))
	{
		item->is_quote = false;
		parse_fail(&item->error, PARSE_CONTRADICTION, "quote",
				   "conflicts with an earlier quote of the symbol on this page",
				   (size_t) (item->found.symbol - item->line), item->found.symbol_length);
	}
	else if (item->is_quote)
		item->is_repeat = scan->seen_count == symbols_before;
	else
		item->error.offset = item->error.offset + base - (size_t) (item->line - scan->content);
}

static void
set_lines(TickerScan *scan, TickerItem *item, size_t start, size_t end, int count)
{
	item->line_no = scan->line_no;
	item->line_count = count;
	item->line = scan->content + start;
	item->line_length = end - start;
	item->in_text = false;
}

static bool
is_blank_line(const char *line, size_t length)
{
	for (size_t i = 0; i < length;)
	{
		Character character = lex_character(line + i, length - i);

		if (!lex_is_blank(character.code) && !lex_is_ignorable(character.code))
			return false;
		i += character.length;
	}
	return true;
}

/* Whether a line can go on with the quote of the line before: it starts with a number or a part of
 * a move. */
static bool
goes_on(const char *line, size_t length)
{
	Lexer lexer = {line, length, 0, NUMBER_EN};
	Token token;

	if (length == 0 || length > TICKER_LINE_MAX)
		return false;
	lex_next(&lexer, &token);
	switch (token.kind)
	{
		case TOKEN_NUMBER:
		case TOKEN_DIRECTION:
		case TOKEN_ARROW:
		case TOKEN_OPEN:
		case TOKEN_UNIT:
		case TOKEN_BAR:
		case TOKEN_SIGN:
		case TOKEN_MISSING:
		case TOKEN_HALTED:
			return true;
		default:
			return false;
	}
}

/* Read a stretch of lines as exactly one segment. */
static Reading
read_whole(const TickerScan *scan, size_t start, size_t end, TickerQuote *found, ParseError *err)
{
	Lexer lexer = {scan->content + start, end - start, 0, scan->format};
	Segment segment;
	Reading reading = segment_read(&lexer, &segment, found, err);

	if (reading == READING_NONE || lex_at(&lexer, lexer.position).kind != TOKEN_END)
		return READING_NONE;
	return reading;
}

static bool
is_complete(Reading reading, const TickerQuote *found)
{
	return reading == READING_QUOTE && quote_has_delta(&found->quote) &&
		   quote_has_percent(&found->quote);
}

static void
emit_lines(TickerScan *scan, TickerItem *item, Reading reading, size_t next)
{
	int lines = item->line_count;

	finish_item(scan, item, reading, (size_t) (item->line - scan->content));
	scan->position = next;
	scan->line_no += lines;
}

/*
 * A line that is one quote, or one spread over it and up to three more.  The longest stretch that is a quote is taken; a problem only
 * where no stretch is a quote.
 */
static bool
read_spread(TickerScan *scan, size_t start, size_t end, size_t next, TickerItem *item)
{
	TickerQuote found;
	ParseError err;
	Reading best = read_whole(scan, start, end, &item->found, &item->error);
	size_t best_next = next;

	set_lines(scan, item, start, end, 1);
	found = item->found;
	for (int count = 2; count <= SPREAD_LINES && next < scan->length; count++)
	{
		size_t line = next;
		Reading reading;

		if (is_complete(best, &item->found) ||
			end - start > (size_t) TICKER_LINE_MAX * (size_t) (count - 1))
			break;
		next = find_line_end(scan, line, &end);
		if (!goes_on(scan->content + line, end - line))
			break;
		reading = read_whole(scan, start, end, &found, &err);
		if (reading == READING_QUOTE || (reading == READING_PROBLEM && best == READING_NONE))
		{
			best = reading;
			best_next = next;
			item->found = found;
			item->error = err;
			set_lines(scan, item, start, end, count);
		}
	}
	if (best == READING_NONE)
		return false;
	emit_lines(scan, item, best, best_next);
	return true;
}

/* Nothing but blanks from here on: the text ends with the line before. */
static bool
is_end(const TickerScan *scan, size_t position)
{
	return scan->length - position < SHORT_LINE &&
		   is_blank_line(scan->content + position, scan->length - position);
}

/*
 * A line of the strip that is no quote, but too much like one to be passed over: symbol and price
 * without a move, or, where the text ends, a piece of a line.  Only right behind other items:
 * elsewhere Article 370 looks the same.
 */
static bool
read_piece(TickerScan *scan, size_t start, size_t end, size_t next, bool bare, TickerItem *item)
{
	Lexer lexer = {scan->content + start, end - start, 0, scan->format};
	Segment segment;
	bool at_end = is_end(scan, next);

	if (!scan->after_item || end - start > TICKER_LINE_MAX)
		return false;
	segment_read_symbol(&lexer, &segment);
	if (segment.words != 1 || !(segment.code || segment.number))
		return false;
	if (!bare && !(at_end && segment.move.price.kind == TOKEN_END))
		return false;
	set_lines(scan, item, start, end, 1);
	item->found = (TickerQuote){.symbol = scan->content + start + segment.symbol_start,
								.symbol_length = segment.symbol_end - segment.symbol_start};
	parse_fail(&item->error, PARSE_SYNTAX, bare ? "move" : "price", at_end ? "cut off" : "missing",
			   end - start, 0);
	finish_item(scan, item, READING_PROBLEM, start);
	scan->position = next;
	scan->line_no++;
	return true;
}

/* The rest of a quote at the start of a text that was cut: "eased By ▲ 0.30 (0.16%)", "16%)". */
static bool
read_cut_start(TickerScan *scan, size_t start, size_t end, size_t next, TickerItem *item)
{
	const char *line = scan->content + start;
	size_t length = end - start;
	const char *by;

	if (scan->line_no != 1 || length > SHORT_LINE)
		return false;
	while (length > 0 && lex_is_blank((unsigned char) line[length - 1]))
		length--;
	if (length < 3 || line[length - 1] != ')' || line[length - 2] != '%')
		return false;
	by = memchr(line, 'y', length < 16 ? length : 16);
	for (size_t i = by != NULL ? (size_t) (by - line) + 1 : 0; i < length; i++)
	{
		unsigned char c = (unsigned char) line[i];

		if (c < 0x80 && strchr("0123456789.,%()-+ ", c) == NULL)
			return false;
	}
	set_lines(scan, item, start, end, 1);
	item->found = (TickerQuote){.symbol = NULL};
	parse_fail(&item->error, PARSE_SYNTAX, "symbol", "cut off", start, 0);
	finish_item(scan, item, READING_PROBLEM, 0);
	scan->position = next;
	scan->line_no++;
	return true;
}

/* Start taking a line apart; false where it cannot hold anything.  *bare: it is a symbol and a
 * price alone. */
static bool
open_line(TickerScan *scan, size_t start, size_t end, size_t next, bool may_start, bool *bare)
{
	Lexer lexer = {scan->content + start, end - start, 0, scan->format};

	scan->slice_start = scan->line_position = start;
	scan->line_items = 0;
	scan->line_end = end;
	scan->line_next = next;
	if (may_start && line_count_segments(&lexer, bare) > 0)
		scan->mode = MODE_SEGMENTS;
	else if (prose_may_hold(scan->content + start, end - start))
		scan->mode = MODE_EMBEDDED;
	else
	{
		scan->line_end = 0;
		return false;
	}
	return true;
}

/* Where the text of an item starts: behind the blanks and marks that part it from the one before. */
static size_t
skip_separators(const TickerScan *scan, size_t end)
{
	size_t start = scan->slice_start;

	if (scan->line_items > 1)
	{
		while (start < end && strchr(" \t,;|", scan->content[start]) != NULL &&
			   scan->content[start] != 0)
			start++;
	}
	return start;
}

/* The next item of the line being taken apart; false, with the walk behind the line, where there is
 * none. */
static bool
next_of_line(TickerScan *scan, TickerItem *item)
{
	Lexer lexer = {scan->content + scan->line_position, scan->line_end - scan->line_position, 0,
				   scan->format};
	size_t base = scan->line_position;
	Reading reading = scan->mode == MODE_SEGMENTS
						  ? line_next_segment(&lexer, scan->line_items, &item->found, &item->error)
						  : line_next_embedded(&lexer, &item->found, &item->error);
	size_t end = base + lexer.position;

	if (reading != READING_NONE)
	{
		scan->line_items++;
		/* What is behind the last quote of its line belongs to its row. */
		if (scan->mode == MODE_SEGMENTS)
		{
			Lexer ahead = lexer;
			TickerQuote found;
			ParseError err;

			if (line_next_segment(&ahead, scan->line_items, &found, &err) == READING_NONE)
				end = scan->line_end;
		}
		set_lines(scan, item, skip_separators(scan, end), end, 1);
		item->in_text = scan->mode == MODE_EMBEDDED;
		finish_item(scan, item, reading, base);
		scan->slice_start = scan->line_position = end;
		return true;
	}
	scan->line_end = 0;
	return false;
}

/* The line as the one site with words prints it. */
static bool
read_fast(TickerScan *scan, TickerItem *item)
{
	const char *text = scan->content + scan->position;
	size_t left = scan->length - scan->position;
	size_t n = ticker_fast(text, left, &item->found);
	size_t next;

	if (n == 0)
		return false;
	next = n;
	if (next < left && text[next] == '\r')
		next++;
	if (next < left && text[next] == '\n')
		next++;
	if (next == n && n < left)
		return false;
	set_lines(scan, item, scan->position, scan->position + n, 1);
	finish_item(scan, item, READING_QUOTE, scan->position);
	scan->position += next;
	scan->line_no++;
	return true;
}

/* Read a line by the grammar; false, with the walk behind it, where it holds nothing. */
static bool
read_line(TickerScan *scan, TickerItem *item)
{
	size_t start = scan->position;
	size_t end;
	size_t next = find_line_end(scan, start, &end);
	bool bare = false;

	if (!is_blank_line(scan->content + start, end - start))
	{
		bool may_start = prose_may_start(scan->content + start, end - start);

		if (may_start && (read_spread(scan, start, end, next, item) ||
						  read_cut_start(scan, start, end, next, item)))
			return true;
		if (open_line(scan, start, end, next, may_start, &bare) && next_of_line(scan, item))
			return true;
		if (read_piece(scan, start, end, next, bare, item))
			return true;
		scan->after_item = false;
	}
	scan->position = next;
	scan->line_no++;
	return false;
}

bool
ticker_scan_next(TickerScan *scan, TickerItem *item)
{
	if (scan->line_end != 0)
	{
		if (next_of_line(scan, item))
			return true;
		scan->position = scan->line_next;
		scan->line_no++;
	}
	while (scan->position < scan->length)
	{
		if ((scan->format == NUMBER_EN && read_fast(scan, item)) || read_line(scan, item))
			return true;
	}
	return false;
}
