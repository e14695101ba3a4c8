/*
 * overrun.c
 *	  Reads one byte past its memory.  Built as the unit tests are, it must be stopped by AddressSanitizer, or their passing means nothing.
 */
#include <stdlib.h>
#include <string.h>

int
main(int argc, char **argv)
{
	size_t size = strlen(argv[0]);
	char *memory = malloc(size);

	(void) argc;
	memset(memory, 1, size);
	return memory[size] == 0;
}
