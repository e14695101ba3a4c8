/*
 * overflow.c
 *	  Overflows a signed integer.  Built as the unit tests are, it must be stopped by UndefinedBehaviorSanitizer.
 */
#include <limits.h>

int
main(int argc, char **argv)
{
	(void) argv;
	return INT_MAX - 1 + argc + argc < 0;
}
