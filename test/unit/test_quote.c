/*
 * test_quote.c
 *	  The quote value: text round trip, order and hash as laws over random and extreme quotes, the
 *	  consistency check, and what follows from the parts.
 */
#include "core/quote.h"

#include <stdlib.h>

#include "core/ticker.h"
#include "tap.h"

#define MAX (DECIMAL_LIMIT - 1)
#define ROUNDS 200000

/* A fixed sequence (xorshift), so that a failure comes back. */
static uint64_t
next_random(void)
{
	static uint64_t state = UINT64_C(88172645463325252);

	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

/* Any size from one digit to all: short numbers are as likely as long ones; sometimes an extreme. */
static int64_t
random_coefficient(int64_t limit)
{
	uint64_t kind = next_random() % 16;
	int64_t bound = decimal_power10((int) (next_random() % 19));

	if (kind == 0)
		return limit;
	if (kind == 1)
		return 0;
	return (int64_t) (next_random() % (uint64_t) (bound < limit ? bound : limit));
}

static int64_t
random_sign(int64_t coefficient)
{
	return next_random() % 2 ? coefficient : -coefficient;
}

static Quote
random_quote(void)
{
	Quote quote = {.price = random_coefficient(MAX), .price_scale = (uint8_t) (next_random() % 10)};

	quote.flags = next_random() & QUOTE_FLAGS_MASK;
	if (quote_has_delta(&quote))
	{
		quote.delta = random_sign(random_coefficient(MAX));
		quote.delta_scale = (uint8_t) (next_random() % 10);
	}
	if (quote_has_percent(&quote))
	{
		quote.percent = (int32_t) random_sign(random_coefficient(INT32_MAX));
		quote.percent_scale = (uint8_t) (next_random() % 10);
	}
	return quote;
}

/* An equal quote with other scales where the digits allow. */
static Quote
redisplay(Quote quote)
{
	if (quote.price_scale < 9 && quote.price < DECIMAL_LIMIT / 10)
	{
		quote.price *= 10;
		quote.price_scale++;
	}
	if (quote_has_delta(&quote) && quote.delta_scale > 0 && quote.delta % 10 == 0)
	{
		quote.delta /= 10;
		quote.delta_scale--;
	}
	if (quote_has_percent(&quote) && quote.percent_scale < 9 && abs(quote.percent) < INT32_MAX / 10)
	{
		quote.percent *= 10;
		quote.percent_scale++;
	}
	return quote;
}

static int
sign(int x)
{
	return (x > 0) - (x < 0);
}

static void
test_round_trip(void)
{
	int failures = 0;

	for (int i = 0; i < ROUNDS; i++)
	{
		Quote quote = random_quote();
		Quote again;
		ParseError err;
		char text[QUOTE_TEXT_MAX];
		size_t length = quote_format(&quote, text);

		if (length < QUOTE_TEXT_MAX && quote_valid(&quote) &&
			ticker_parse_quote(text, length, NUMBER_EN, &again, &err) &&
			memcmp(&quote, &again, sizeof(quote)) == 0)
			continue;
		if (failures++ < 5)
			printf("# %.*s\n", (int) length, text);
	}
	ok(failures == 0, "in(out(q)) = q for %d random quotes", ROUNDS);
}

static void
test_order_and_hash(void)
{
	int asymmetric = 0;
	int intransitive = 0;
	int hash_differs = 0;
	int display = 0;
	int collisions = 0;

	for (int i = 0; i < ROUNDS; i++)
	{
		Quote a = random_quote();
		Quote b = i % 2 ? random_quote() : a;
		Quote c = redisplay(a);
		int ab;

		/* neighbours that differ in one part only */
		if (i % 4 == 2)
			b.flags = a.flags, b.price = a.price > 0 ? a.price - 1 : 1;
		ab = quote_compare(&a, &b);
		asymmetric += sign(ab) != -sign(quote_compare(&b, &a));
		intransitive += quote_compare(&a, &c) != 0 || sign(quote_compare(&c, &b)) != sign(ab);
		hash_differs += quote_hash(&a, 0) != quote_hash(&c, 0) ||
						quote_hash(&a, (uint64_t) i) != quote_hash(&c, (uint64_t) i);
		collisions += ab != 0 && quote_hash(&a, 0) == quote_hash(&b, 0);
		display += (quote_compare_display(&a, &c) == 0) != (memcmp(&a, &c, sizeof(Quote)) == 0) ||
				   (ab != 0 && quote_compare_display(&a, &b) != ab);
	}
	ok(asymmetric == 0, "a against b is the reverse of b against a");
	ok(intransitive == 0, "another display of a is equal to a, and ordered as a is");
	ok(hash_differs == 0, "equal quotes have equal hashes, with any seed");
	ok(collisions == 0, "unequal quotes have other hashes (64 bits, %d pairs)", ROUNDS);
	ok(display == 0, "order by display tells equal quotes apart, and agrees with the order");
}

/* Strictly ascending: price, then delta, then percent; unknown is last. */
static void
test_sorted(void)
{
	static const char *const sorted[] = {
		"5",           "5.1 -0.10 (-2%)", "5.10 -0.1 (-1.9%)",
		"5.1 -0.1",    "5.1 0 (0%)",      "5.1 +0.1 (+1%)",
		"5.100 (-1%)", "5.1 (0%)",        "5.1 (+1%)",
		"5.1",         "5.11 -1",         "10",
	};
	const size_t n = sizeof(sorted) / sizeof(sorted[0]);
	int wrong = 0;

	for (size_t i = 0; i < n * n; i++)
	{
		const char *texts[] = {sorted[i / n], sorted[i % n]};
		Quote quotes[2];

		for (int k = 0; k < 2; k++)
			if (!quote_parse_canonical(texts[k], strlen(texts[k]), &quotes[k]))
				ok(false, "canonical: %s", texts[k]);
		if (sign(quote_compare(&quotes[0], &quotes[1])) == sign((int) (i / n) - (int) (i % n)))
			continue;
		wrong++;
		printf("# %s against %s\n", texts[0], texts[1]);
	}
	ok(wrong == 0, "order by value, unknown last");
}

/* What is not exactly as printed is not canonical. */
static void
test_not_canonical(void)
{
	static const char *const texts[] = {
		"",
		" ",
		"-1",
		"+1",
		"01",
		"1.",
		".5",
		"1 ",
		" 1",
		"1  +1",
		"1 1",
		"1 +0",
		"1 +1 (1%)",
		"1 (0)",
		"1 (+1%",
		"1 +1%)",
		"1 (+1%) +1",
		"1 (+1%) (+1%)",
		"1 +1 +1",
		"1 +1 (+1 %)",
		"1,000",
		"1000000000000000000",
		"1.0000000000",
		"1 (+2147483648%)",
		"1 +1 (+1%) ",
		"(+1%)",
		"1e5",
		"99999999999999999999999999999999999999999999999999999999999999999999999999999999999999",
	};
	Quote quote;
	int wrong = 0;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (quote_parse_canonical(texts[i], strlen(texts[i]), &quote))
		{
			wrong++;
			printf("# taken: %s\n", texts[i]);
		}
	ok(wrong == 0, "takes canonical text only");
}

typedef struct TextCase
{
	Quote quote;
	const char *text;
} TextCase;

#define BOTH QUOTE_FLAGS_MASK

static void
test_format(void)
{
	static const TextCase cases[] = {
		{{19380, 30, 16, 2, 2, 2, BOTH}, "193.80 +0.30 (+0.16%)"},
		{{1559, -1, -6, 2, 2, 2, BOTH}, "15.59 -0.01 (-0.06%)"},
		{{544, 0, 0, 2, 2, 0, BOTH}, "5.44 0.00 (0%)"},
		{{19380, 0, 0, 2, 0, 0, 0}, "193.80"},
		{{19380, 30, 0, 2, 2, 0, QUOTE_DELTA_KNOWN}, "193.80 +0.30"},
		{{19380, 0, 16, 2, 0, 2, QUOTE_PERCENT_KNOWN}, "193.80 (+0.16%)"},
		{{112389, 9019, 81, 0, 1, 2, BOTH}, "112389 +901.9 (+0.81%)"},
		{{MAX, -MAX, INT32_MIN, 0, 9, 9, BOTH},
		 "999999999999999999 -999999999.999999999 (-2.147483648%)"},
		{{0, 0, 0, 9, 9, 9, BOTH}, "0.000000000 0.000000000 (0.000000000%)"},
		/* parts that contradict each other are printed as they are */
		{{100, 1, -1, 0, 0, 0, BOTH}, "100 +1 (-1%)"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		char text[QUOTE_TEXT_MAX];
		Quote again;
		ParseError err;

		text[quote_format(&cases[i].quote, text)] = '\0';
		is_str(text, cases[i].text, cases[i].text);
		ok(ticker_parse_quote(text, strlen(text), NUMBER_EN, &again, &err) &&
			   memcmp(&again, &cases[i].quote, sizeof(Quote)) == 0,
		   "and back");
	}
}

typedef struct FaultCase
{
	Quote quote;
	const char *fault;
} FaultCase;

static void
test_fault(void)
{
	static const FaultCase cases[] = {
		{{0, 0, 0, 0, 0, 0, 0}, NULL},
		{{MAX, -MAX, INT32_MIN, 9, 9, 9, BOTH}, NULL},
		{{-1, 0, 0, 0, 0, 0, 0}, "price"},
		{{DECIMAL_LIMIT, 0, 0, 0, 0, 0, 0}, "price"},
		{{1, 0, 0, 10, 0, 0, 0}, "price"},
		{{1, DECIMAL_LIMIT, 0, 0, 0, 0, BOTH}, "delta"},
		{{1, -DECIMAL_LIMIT, 0, 0, 0, 0, BOTH}, "delta"},
		{{1, INT64_MIN, 0, 0, 0, 0, BOTH}, "delta"},
		{{1, 0, 0, 0, 10, 0, BOTH}, "delta"},
		{{1, 1, 0, 0, 0, 0, 0}, "delta"},
		{{1, 0, 0, 0, 1, 0, QUOTE_PERCENT_KNOWN}, "delta"},
		{{1, 0, 0, 0, 0, 10, BOTH}, "percent"},
		{{1, 0, 1, 0, 0, 0, QUOTE_DELTA_KNOWN}, "percent"},
		{{1, 0, 0, 0, 0, 1, 0}, "percent"},
		{{1, 0, 0, 0, 0, 0, 4}, "flag byte"},
		{{1, 0, 0, 0, 0, 0, 0x80}, "flag byte"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		const char *fault = quote_fault(&cases[i].quote);

		ok(fault == cases[i].fault || (fault && cases[i].fault && !strcmp(fault, cases[i].fault)),
		   "case %zu: %s is out of range", i, cases[i].fault ? cases[i].fault : "nothing");
	}
}

typedef struct CheckCase
{
	Quote quote;
	QuoteCheck check;
	const char *why;
} CheckCase;

static void
test_check(void)
{
	static const CheckCase cases[] = {
		{{19380, 30, 16, 2, 2, 2, BOTH}, QUOTE_OK, "equity as shown"},
		{{112389, 9019, 81, 0, 1, 2, BOTH}, QUOTE_OK, "index: price rounded to an integer"},
		{{35315, 3513, 1, 0, 1, 0, BOTH}, QUOTE_OK, "percent with its zeros cut"},
		{{19380, 30, -16, 2, 2, 2, BOTH}, QUOTE_SIGN, "up and down"},
		{{19380, -30, 16, 2, 2, 2, BOTH}, QUOTE_SIGN, "down and up"},
		{{19380, 30, 15, 2, 2, 2, BOTH},
		 QUOTE_OK,
		 "0.155 to two decimals, within the delta's rounding"},
		{{19380, 30, 17, 2, 2, 2, BOTH}, QUOTE_SIZE, "a unit off"},
		{{19380, 30, 0, 2, 2, 2, BOTH}, QUOTE_SIZE, "zero percent of a real change"},
		{{544, 0, 0, 2, 2, 0, BOTH}, QUOTE_OK, "unchanged"},
		{{10000000, 1, 0, 2, 2, 2, BOTH}, QUOTE_OK, "a change too small to show"},
		{{544, 30, 0, 2, 2, 0, QUOTE_DELTA_KNOWN}, QUOTE_UNKNOWN, "no percent"},
		{{544, 0, 30, 2, 0, 2, QUOTE_PERCENT_KNOWN}, QUOTE_UNKNOWN, "no delta"},
		{{544, 0, 0, 2, 0, 0, 0}, QUOTE_UNKNOWN, "neither"},
		{{100, 100, 5, 2, 2, 2, BOTH}, QUOTE_UNKNOWN, "previous close zero"},
		{{100, 101, 5, 2, 2, 2, BOTH}, QUOTE_UNKNOWN, "previous close negative"},
		{{0, 0, 0, 2, 2, 2, BOTH}, QUOTE_UNKNOWN, "nothing at all"},
		/* prev = 1: exact percent 100, allowed 0.5 + 100 (0.5 * 2 + 0.5 * 1) = 150.5 */
		{{2, 1, 250, 0, 0, 0, BOTH}, QUOTE_OK, "150 off of 150.5"},
		{{2, 1, 251, 0, 0, 0, BOTH}, QUOTE_SIZE, "151 off of 150.5"},
		{{2, 1, 2505, 0, 0, 1, BOTH}, QUOTE_SIZE, "150.5 off of 150.05"},
		{{2, 1, 2500, 0, 0, 1, BOTH}, QUOTE_OK, "150.0 off of 150.05"},
		/* the bound itself: prev = 100, delta 0, allowed 0.5 + 0.5 = 1 */
		{{100, 0, 1, 0, 0, 0, BOTH}, QUOTE_OK, "exactly as much as allowed"},
		{{100, 0, 2, 0, 0, 0, BOTH}, QUOTE_SIZE, "more than allowed"},
		/* sizes at which 128 bits do not hold the products */
		{{MAX, -MAX, -50, 0, 0, 0, BOTH}, QUOTE_OK, "halved, 18 digits"},
		{{MAX, -MAX, -51, 0, 0, 0, BOTH}, QUOTE_SIZE, "not halved, 18 digits"},
		{{MAX, MAX, -1, 0, 9, 9, BOTH}, QUOTE_SIGN, "sign, 18 digits"},
		{{MAX, MAX, 0, 0, 9, 9, BOTH}, QUOTE_SIZE, "1e9 of 1e18 is 1e-7 percent"},
		{{MAX, MAX, 100, 0, 9, 9, BOTH}, QUOTE_OK, "1e-7 percent, 9 decimals"},
		{{MAX, MAX, 101, 0, 9, 9, BOTH}, QUOTE_SIZE, "1.01e-7 percent"},
		{{MAX, -MAX, INT32_MIN, 9, 0, 0, BOTH}, QUOTE_SIZE, "-100 is not -2147483648"},
		{{MAX, -MAX, -100, 9, 0, 0, BOTH}, QUOTE_OK, "1e18 lost of 1e18 + 1e9"},
		{{MAX, -MAX, -1000000, 9, 0, 4, BOTH}, QUOTE_OK, "the same to 4 decimals"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ok(quote_check(&cases[i].quote) == cases[i].check, "check: %s (%d)", cases[i].why,
		   (int) quote_check(&cases[i].quote));
}

/* The formula as it stands in quote.h, in floating point: agrees wherever the margin is no matter of rounding. */
static void
test_check_against_formula(void)
{
	int compared = 0;
	int wrong = 0;

	for (int i = 0; i < ROUNDS; i++)
	{
		Quote q = random_quote();
		long double x, d, p, prev, off, allowed;

		q.flags = BOTH;
		q.percent = abs(q.percent) % 1000 * (q.delta < 0 ? -1 : 1);
		x = (long double) q.price / decimal_power10(q.price_scale);
		d = (long double) q.delta / decimal_power10(q.delta_scale);
		p = (long double) q.percent / decimal_power10(q.percent_scale);
		prev = x - d;
		if (prev <= x * 1e-6L || prev <= 0)
			continue;
		off = p - 100 * d / prev;
		off = off < 0 ? -off : off;
		d = d < 0 ? -d : d;
		allowed = 0.5L / decimal_power10(q.percent_scale) +
				  100 *
					  (0.5L / decimal_power10(q.delta_scale) * (prev + d) +
					   0.5L / decimal_power10(q.price_scale) * d) /
					  (prev * prev);
		if (off > allowed * 0.999999L && off < allowed * 1.000001L)
			continue;
		compared++;
		wrong += (quote_check(&q) == QUOTE_OK) != (off <= allowed);
	}
	ok(wrong == 0 && compared > ROUNDS / 10, "the check is the formula (%d of %d compared)",
	   compared, ROUNDS);
}

static void
test_complete(void)
{
	static const TextCase cases[] = {
		{{19380, 30, 0, 2, 2, 0, QUOTE_DELTA_KNOWN}, "193.80 +0.30 (+0.16%)"},
		{{1559, -1, 0, 2, 2, 0, QUOTE_DELTA_KNOWN}, "15.59 -0.01 (-0.06%)"},
		{{112389, 9019, 0, 0, 1, 0, QUOTE_DELTA_KNOWN}, "112389 +901.9 (+0.81%)"},
		{{544, 0, 0, 2, 2, 0, QUOTE_DELTA_KNOWN}, "5.44 0.00 (0.00%)"},
		{{19380, 0, 16, 2, 0, 2, QUOTE_PERCENT_KNOWN}, "193.80 +0.31 (+0.16%)"},
		{{19380, 0, 0, 2, 0, 0, QUOTE_PERCENT_KNOWN}, "193.80 0.00 (0%)"},
		{{5000, 0, -50, 2, 0, 0, QUOTE_PERCENT_KNOWN}, "50.00 -50.00 (-50%)"},
		/* 1/200 = 0.5 percent of a cent: half goes away from zero */
		{{20001, 1, 0, 2, 2, 0, QUOTE_DELTA_KNOWN}, "200.01 +0.01 (+0.01%)"},
		{{19999, -1, 0, 2, 2, 0, QUOTE_DELTA_KNOWN}, "199.99 -0.01 (-0.01%)"},
		/* nothing follows */
		{{100, 100, 0, 2, 2, 0, QUOTE_DELTA_KNOWN}, "1.00 +1.00"},
		{{100, 101, 0, 2, 2, 0, QUOTE_DELTA_KNOWN}, "1.00 +1.01"},
		{{100, 0, -100, 2, 0, 0, QUOTE_PERCENT_KNOWN}, "1.00 (-100%)"},
		{{0, 0, 5, 2, 0, 0, QUOTE_PERCENT_KNOWN}, "0.00 (+5%)"},
		{{100, 0, 0, 2, 0, 0, 0}, "1.00"},
		{{19380, 30, 99, 2, 2, 2, BOTH}, "193.80 +0.30 (+0.99%)"},
	};
	Quote out;
	ParseError err;
	char text[QUOTE_TEXT_MAX];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		ok(quote_complete(&cases[i].quote, &out, &err) && quote_valid(&out), "completes");
		text[quote_format(&out, text)] = '\0';
		is_str(text, cases[i].text, cases[i].text);
	}
	ok(!quote_complete(&(Quote){100000000, 99999999, 0, 2, 2, 0, QUOTE_DELTA_KNOWN}, &out, &err) &&
		   err.code == PARSE_RANGE && !strcmp(err.field, "percent"),
	   "a percent that does not fit is an error");
	ok(!quote_complete(&(Quote){MAX, 0, -99999, 0, 0, 3, QUOTE_PERCENT_KNOWN}, &out, &err) &&
		   err.code == PARSE_RANGE && !strcmp(err.field, "delta"),
	   "a delta that does not fit is an error");
}

static void
test_returns(void)
{
	double change;
	int direction;

	ok(quote_simple_return(&(Quote){200, 100, 0, 2, 2, 0, QUOTE_DELTA_KNOWN}, &change) &&
		   change == 1.0,
	   "doubled");
	ok(quote_simple_return(&(Quote){200, 0, 25, 2, 0, 1, QUOTE_PERCENT_KNOWN}, &change) &&
		   change == 0.025,
	   "by percent where delta is unknown");
	ok(!quote_simple_return(&(Quote){200, 200, 25, 2, 2, 1, BOTH}, &change),
	   "none without a previous close");
	ok(!quote_simple_return(&(Quote){200, 0, 0, 2, 0, 0, 0}, &change), "none without a move");
	ok(quote_direction(&(Quote){200, -1, 25, 2, 2, 1, BOTH}, &direction) && direction == -1,
	   "delta decides");
	ok(quote_direction(&(Quote){200, 0, 25, 2, 0, 1, QUOTE_PERCENT_KNOWN}, &direction) &&
		   direction == 1,
	   "percent where delta is unknown");
	ok(quote_direction(&(Quote){200, 0, 0, 2, 0, 0, BOTH}, &direction) && direction == 0,
	   "unchanged");
	ok(!quote_direction(&(Quote){200, 0, 0, 2, 0, 0, 0}, &direction), "unknown");
}

/* Stored hash indexes and partitions: these numbers never change. */
static void
test_hash_is_pinned(void)
{
	ok(quote_hash(&(Quote){51, -1, -2, 1, 1, 0, BOTH}, 0) == UINT64_C(0x7ee3bcab67c7f33f),
	   "hash of 5.1 -0.1 (-2%%)");
	ok(quote_hash(&(Quote){51, 0, 0, 1, 0, 0, 0}, 0) == UINT64_C(0xbc2ecc35812e3751),
	   "hash of 5.1");
	ok(quote_hash(&(Quote){51, 0, 0, 1, 0, 0, 0}, 1) == UINT64_C(0x638cbfb4d57871db),
	   "hash of 5.1, seed 1");
	ok(quote_hash(&(Quote){0, 0, 0, 0, 0, 0, 0}, 0) == UINT64_C(0xa706dd2f4d197e6f), "hash of 0");
	ok(quote_hash(&(Quote){MAX, -MAX, INT32_MIN, 9, 9, 9, BOTH}, UINT64_MAX) ==
		   UINT64_C(0xf73208cc312121b9),
	   "hash of the extremes");
}

int
main(void)
{
	test_format();
	test_round_trip();
	test_order_and_hash();
	test_sorted();
	test_not_canonical();
	test_fault();
	test_check();
	test_check_against_formula();
	test_complete();
	test_returns();
	test_hash_is_pinned();
	return done_testing();
}
