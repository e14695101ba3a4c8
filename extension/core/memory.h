/*
 * memory.h
 *	  Memory that core code asks of its caller.
 *
 * resize() works as realloc() does, frees with size 0 (and gives NULL), and never returns NULL otherwise: it has its own way out, or the process ends.
 */
#ifndef NEWSTAPE_CORE_MEMORY_H
#define NEWSTAPE_CORE_MEMORY_H

#include <stddef.h>

typedef struct CoreMemory
{
	void *(*resize)(void *context, void *block, size_t size);
	void *context;
} CoreMemory;

/* Room for one element more in a block of `*capacity` elements, `count` of them used. */
static inline void *
memory_grow(const CoreMemory *memory, void *block, size_t count, size_t *capacity, size_t size)
{
	if (count < *capacity)
		return block;
	count = *capacity == 0 ? 64 : *capacity * 2;
	block = memory->resize(memory->context, block, count * size);
	/* not before: resize() may leave by its own way, and the block is as it was */
	*capacity = count;
	return block;
}

static inline void
memory_free(const CoreMemory *memory, void *block)
{
	if (block != NULL)
		memory->resize(memory->context, block, 0);
}

#endif /* NEWSTAPE_CORE_MEMORY_H */
