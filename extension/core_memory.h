/*
 * core_memory.h
 *	  The server's memory, as core code asks for it.
 */
#ifndef NEWSTAPE_CORE_MEMORY_SERVER_H
#define NEWSTAPE_CORE_MEMORY_SERVER_H

#include "compat.h"

#include "core/memory.h"

/* Memory of a context; running out of it is an error of the server. */
extern CoreMemory core_memory(MemoryContext context);

#endif /* NEWSTAPE_CORE_MEMORY_SERVER_H */
