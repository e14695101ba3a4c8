/*
 * test_number.c
 *	  Displayed numbers under the formats of their sites.
 */
#include "core/number.h"
#include "tap.h"

typedef struct NumberCase
{
	const char *text;
	NumberFormat format;
	ParseCode code;
	int64_t coefficient;
	uint8_t scale;
} NumberCase;

static const NumberCase cases[] = {
	{"0", NUMBER_EN, PARSE_OK, 0, 0},
	{"193.80", NUMBER_EN, PARSE_OK, 19380, 2},
	{".50", NUMBER_EN, PARSE_OK, 50, 2},
	{"1,234,567.89", NUMBER_EN, PARSE_OK, 123456789, 2},
	{"12,34,567.89", NUMBER_EN, PARSE_OK, 123456789, 2},
	{"112,389", NUMBER_EN, PARSE_OK, 112389, 0},
	{"1.234", NUMBER_EN, PARSE_OK, 1234, 3},
	{"999999999999999999", NUMBER_EN, PARSE_OK, INT64_C(999999999999999999), 0},
	{"0.123456789", NUMBER_EN, PARSE_OK, 123456789, 9},
	{"1000000000000000000", NUMBER_EN, PARSE_RANGE, 0, 0},
	{"0.1234567890", NUMBER_EN, PARSE_RANGE, 0, 0},
	{"1,93.80", NUMBER_EN, PARSE_SYNTAX, 0, 0},
	{"9.8.8", NUMBER_EN, PARSE_SYNTAX, 0, 0},
	{"1234,567", NUMBER_EN, PARSE_SYNTAX, 0, 0},
	{"1,2345", NUMBER_EN, PARSE_SYNTAX, 0, 0},
	{"1,234,56", NUMBER_EN, PARSE_SYNTAX, 0, 0},
	{"12,345,67,890", NUMBER_EN, PARSE_SYNTAX, 0, 0},
	{"0,123", NUMBER_EN, PARSE_SYNTAX, 0, 0},
	{"007", NUMBER_EN, PARSE_SYNTAX, 0, 0},
	{"175,79", NUMBER_EN, PARSE_SYNTAX, 0, 0},
	{"1.234,56", NUMBER_EN, PARSE_SYNTAX, 0, 0},
	{"1,234.5,6", NUMBER_EN, PARSE_SYNTAX, 0, 0},
	{"12 549.80", NUMBER_EN, PARSE_SYNTAX, 0, 0},
	{"13'102.44", NUMBER_EN, PARSE_SYNTAX, 0, 0},
	{"9.", NUMBER_EN, PARSE_SYNTAX, 0, 0},
	{"", NUMBER_EN, PARSE_SYNTAX, 0, 0},
	{"1,33,410.00", NUMBER_IN, PARSE_OK, 13341000, 2},
	{"12,345", NUMBER_IN, PARSE_OK, 12345, 0},
	{"133,410.00", NUMBER_IN, PARSE_SYNTAX, 0, 0},
	{"1,234,567", NUMBER_IN, PARSE_SYNTAX, 0, 0},
	{"13'102.44", NUMBER_CH, PARSE_OK, 1310244, 2},
	{"9'841,07", NUMBER_CH, PARSE_OK, 984107, 2},
	{"1,234", NUMBER_CH, PARSE_SYNTAX, 0, 0},
	{"1'23.4", NUMBER_CH, PARSE_SYNTAX, 0, 0},
	{"10.288,40", NUMBER_DE, PARSE_OK, 1028840, 2},
	{"12 549,80", NUMBER_DE, PARSE_OK, 1254980, 2},
	{"1.234", NUMBER_DE, PARSE_OK, 1234, 0},
	{"12.34", NUMBER_DE, PARSE_SYNTAX, 0, 0},
	{"1.234 567,8", NUMBER_DE, PARSE_SYNTAX, 0, 0},
	{"12 549,80", NUMBER_FR, PARSE_OK, 1254980, 2},
	{"1.234,5", NUMBER_FR, PARSE_SYNTAX, 0, 0},
	{"123.802,11", NUMBER_BR, PARSE_OK, 12380211, 2},
	{"5,1602", NUMBER_BR, PARSE_OK, 51602, 4},
	{"12 549,80", NUMBER_BR, PARSE_SYNTAX, 0, 0},
};

int
main(void)
{
	NumberFormat format;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		const NumberCase *c = &cases[i];
		Decimal value = {0, 0};
		const char *reason = NULL;
		ParseCode code = number_read(c->text, strlen(c->text), c->format, &value, &reason);

		ok(code == c->code &&
			   (code != PARSE_OK ? reason != NULL
								 : value.coefficient == c->coefficient && value.scale == c->scale),
		   "\"%s\" under format %d", c->text, (int) c->format);
	}
	ok(number_format_by_name("de", 2, &format) && format == NUMBER_DE, "format by name");
	ok(!number_format_by_name("DE", 2, &format) && !number_format_by_name("", 0, &format) &&
		   !number_format_by_name("eng", 3, &format),
	   "no format by any other name");
	return done_testing();
}
