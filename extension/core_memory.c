/*
 * core_memory.c
 *	  The server's memory, as core code asks for it.
 */
#include "core_memory.h"

#include "utils/memutils.h"

static void *
resize(void *context, void *block, size_t size)
{
	if (size > 0)
		return block == NULL ? MemoryContextAllocHuge(context, size) : repalloc_huge(block, size);
	if (block != NULL)
		pfree(block);
	return NULL;
}

CoreMemory
core_memory(MemoryContext context)
{
	return (CoreMemory){resize, context};
}
