/*
 * overrun.c
 *	  Reads one byte past its memory.  Built as the unit tests are, it must be stopped by AddressSanitizer, or their passing means nothing.
 */
#include <stdlib.h>

int
main(int argc, char **argv)
{
	/* volatile: no compiler may know the size, nor find out that nothing is done with the memory */
	volatile size_t size = (size_t) argc + 10;
	volatile char *memory = malloc(size);

	(void) argv;
	memory[0] = 1;
	return memory[size] == 0;
}
