/*
 * core_memory.h
 *	  The server's memory and its interrupts, as core code asks for them.
 */
#ifndef NEWSTAPE_CORE_MEMORY_SERVER_H
#define NEWSTAPE_CORE_MEMORY_SERVER_H

#include "compat.h"

#include "core/memory.h"

/* Memory of a context; running out of it is an error of the server. */
extern CoreMemory core_memory(MemoryContext context);

/* What long loops of core call now and then; leaves by an error where the query is cancelled. */
extern void poll_interrupts(void);

#endif /* NEWSTAPE_CORE_MEMORY_SERVER_H */
