/*
 * core_memory.c
 *	  The server's memory and its interrupts, as core code asks for them.
 */
#include "core_memory.h"

#include "miscadmin.h"
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

void
poll_interrupts(void)
{
	CHECK_FOR_INTERRUPTS();
}
