/*
 * test_decimal.c
 *	  Exact scaled decimals: printing, order across scales, subtraction, rounding division.
 */
#include "core/decimal.h"
#include "tap.h"

#define MAX (DECIMAL_LIMIT - 1)

typedef struct PrintCase
{
	int64_t coefficient;
	uint8_t scale;
	bool plus;
	const char *text;
} PrintCase;

static void
test_print(void)
{
	static const PrintCase cases[] = {
		{0, 0, true, "0"},
		{0, 2, true, "0.00"},
		{5, 0, false, "5"},
		{5, 0, true, "+5"},
		{-5, 0, true, "-5"},
		{5, 1, false, "0.5"},
		{5, 9, true, "+0.000000005"},
		{-1, 2, true, "-0.01"},
		{19380, 2, false, "193.80"},
		{510, 2, false, "5.10"},
		{1000, 3, false, "1.000"},
		{MAX, 0, false, "999999999999999999"},
		{MAX, 9, true, "+999999999.999999999"},
		{-MAX, 9, true, "-999999999.999999999"},
		{-MAX, 0, false, "-999999999999999999"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		char text[DECIMAL_TEXT_MAX + 1];
		Decimal value = {cases[i].coefficient, cases[i].scale};

		text[decimal_print(value, cases[i].plus, text)] = '\0';
		is_str(text, cases[i].text, "decimal_print");
	}
}

typedef struct OrderCase
{
	Decimal a;
	Decimal b;
	int order;
} OrderCase;

static void
test_order(void)
{
	static const OrderCase cases[] = {
		{{51, 1}, {510, 2}, 0},
		{{0, 0}, {0, 9}, 0},
		{{5, 0}, {51, 1}, -1},
		{{-5, 0}, {-51, 1}, 1},
		{{-1, 9}, {0, 0}, -1},
		{{MAX, 0}, {MAX, 9}, 1},
		{{-MAX, 0}, {-MAX, 9}, -1},
		{{MAX, 0}, {-MAX, 9}, 1},
		{{MAX, 0}, {MAX - 1, 0}, 1},
		/* 1 in the 18th digit, lost to a double */
		{{100000000000000001, 9}, {100000000, 0}, 1},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		const OrderCase *c = &cases[i];

		ok(decimal_compare(c->a, c->b) == c->order && decimal_compare(c->b, c->a) == -c->order,
		   "%lld/10^%d against %lld/10^%d", (long long) c->a.coefficient, c->a.scale,
		   (long long) c->b.coefficient, c->b.scale);
	}
}

static void
test_strip(void)
{
	Decimal value = decimal_strip((Decimal){51000, 4});

	ok(value.coefficient == 51 && value.scale == 1, "5.1000 is 5.1");
	value = decimal_strip((Decimal){0, 9});
	ok(value.coefficient == 0 && value.scale == 0, "0.000000000 is 0");
	value = decimal_strip((Decimal){-5000, 2});
	ok(value.coefficient == -50 && value.scale == 0,
	   "-50.00 is -50: no zero before the point goes");
}

static void
test_subtract(void)
{
	Decimal out;

	ok(decimal_subtract((Decimal){19380, 2}, (Decimal){3, 1}, &out) && out.coefficient == 19350 &&
		   out.scale == 2,
	   "193.80 - 0.3 is 193.50");
	ok(decimal_subtract((Decimal){112389, 0}, (Decimal){9019, 1}, &out) &&
		   out.coefficient == 1114871 && out.scale == 1,
	   "112389 - 901.9 is 111487.1");
	ok(decimal_subtract((Decimal){MAX, 0}, (Decimal){0, 0}, &out) && out.coefficient == MAX,
	   "the largest fits");
	ok(!decimal_subtract((Decimal){MAX, 0}, (Decimal){-1, 0}, &out), "one more does not");
	ok(!decimal_subtract((Decimal){-MAX, 0}, (Decimal){1, 0}, &out), "nor one less than the least");
	ok(!decimal_subtract((Decimal){MAX, 0}, (Decimal){1, 9}, &out), "nor more digits");
}

typedef struct DivideCase
{
	int64_t numerator;
	int64_t denominator;
	int64_t quotient;
} DivideCase;

static void
test_divide(void)
{
	static const DivideCase cases[] = {
		{7, 2, 4},     {-7, 2, -4},   {5, 2, 3},      {-5, 2, -3}, {1, 2, 1},   {-1, 2, -1},
		{1, 3, 0},     {-1, 3, 0},    {2, 3, 1},      {-2, 3, -1}, {0, 5, 0},   {6, 3, 2},
		{-6, 3, -2},   {4, 9, 0},     {5, 9, 1},      {14, 10, 1}, {15, 10, 2}, {-14, 10, -1},
		{-15, 10, -2}, {MAX, 1, MAX}, {-MAX, 1, -MAX}};
	int64_t out;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ok(decimal_divide(cases[i].numerator, cases[i].denominator, &out) &&
			   out == cases[i].quotient,
		   "%lld / %lld, half away from zero", (long long) cases[i].numerator,
		   (long long) cases[i].denominator);
	ok(!decimal_divide(DECIMAL_LIMIT, 1, &out), "a quotient at the limit is refused");
	ok(!decimal_divide(-(int128_t) DECIMAL_LIMIT, 1, &out), "and at the negative limit");
	ok(!decimal_divide((int128_t) DECIMAL_LIMIT * 2 - 1, 2, &out), "and one rounded up to it");
}

int
main(void)
{
	test_print();
	test_order();
	test_strip();
	test_subtract();
	test_divide();
	return done_testing();
}
