/*
 * overrun.c
 *	  Reads one byte past its memory.  Built as the unit tests are, it must be stopped by AddressSanitizer, or their passing means nothing.
 */
#include <stdlib.h>

/* A function of its own, so that no compiler knows the size of the memory and stops the read by other means. */
__attribute__((noinline)) static char
read_at(volatile char *memory, size_t offset)
{
	return memory[offset];
}

int
main(int argc, char **argv)
{
	size_t size = (size_t) argc + 10;
	char *memory = malloc(size);

	(void) argv;
	memory[0] = 1;
	return read_at(memory, size);
}
