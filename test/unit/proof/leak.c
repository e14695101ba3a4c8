/*
 * leak.c
 *	  Loses memory.  Built as the unit tests are, it must be reported by LeakSanitizer.
 */
#include <stdlib.h>
#include <string.h>

int
main(int argc, char **argv)
{
	char *memory = malloc((size_t) argc + 10);

	memset(memory, 0, (size_t) argc + 10);
	memory = argv[0];
	return memory == NULL;
}
