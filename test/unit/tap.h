/*
 * tap.h
 *	  Test Anything Protocol for the unit tests of core: plain programs, a line for each check.
 */
#ifndef NEWSTAPE_TAP_H
#define NEWSTAPE_TAP_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int tap_run;
static int tap_failed;

static bool ok(bool passed, const char *format, ...) __attribute__((format(printf, 2, 3), unused));

static bool
ok(bool passed, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	printf("%sok %d - ", passed ? "" : "not ", ++tap_run);
	vprintf(format, arguments);
	printf("\n");
	va_end(arguments);
	tap_failed += !passed;
	return passed;
}

static inline bool
is_str(const char *got, const char *expected, const char *name)
{
	bool same = strcmp(got, expected) == 0;

	ok(same, "%s", name);
	if (!same)
		printf("#      got: %s\n# expected: %s\n", got, expected);
	return same;
}

static inline int
done_testing(void)
{
	printf("1..%d\n", tap_run);
	return tap_failed > 0;
}

#endif /* NEWSTAPE_TAP_H */
