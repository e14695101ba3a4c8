/*
 * book_cache.c
 *	  Books as they come: checked, and kept for the next call of the same place in a query.
 */
#include "book_cache.h"

#include "access/detoast.h"
#include "utils/memutils.h"

#include "core/phrase.h"

typedef struct BookCache
{
	MemoryContext context; /* of the book and all that goes with it */
	struct varlena *value;
	void *opened;
	bool toasted; /* `pointer` says where the value lies */
	struct varatt_external pointer;
} BookCache;

/* Whether an argument is the cached book, without fetching it if it lies elsewhere. */
static bool
is_cached(const BookCache *cache, struct varlena *value)
{
	if (cache->value == NULL)
		return false;
	if (VARATT_IS_EXTERNAL_ONDISK(value))
	{
		struct varatt_external pointer;

		VARATT_EXTERNAL_GET_POINTER(pointer, value);
		return cache->toasted && memcmp(&pointer, &cache->pointer, sizeof(pointer)) == 0;
	}
	/* the key holds the checksum; what lies behind it was checked when it was cached */
	return !VARATT_IS_EXTENDED(value) && VARSIZE(value) >= PHRASE_KEY_SIZE &&
		   memcmp(value, cache->value, PHRASE_KEY_SIZE) == 0;
}

static void
fill_cache(BookCache *cache, struct varlena *value, MemoryContext parent, BookOpener open)
{
	MemoryContext old;

	if (cache->context != NULL)
		MemoryContextDelete(cache->context);
	memset(cache, 0, sizeof(*cache));
	cache->context = AllocSetContextCreate(parent, "newstape book", ALLOCSET_DEFAULT_SIZES);
	old = MemoryContextSwitchTo(cache->context);
	if (VARATT_IS_EXTERNAL_ONDISK(value))
	{
		VARATT_EXTERNAL_GET_POINTER(cache->pointer, value);
		cache->toasted = true;
	}
	value = (struct varlena *) PG_DETOAST_DATUM_COPY(PointerGetDatum(value));
	cache->opened = open(value);
	cache->value = value;
	MemoryContextSwitchTo(old);
}

void *
cached_book(FunctionCallInfo fcinfo, int argument, BookOpener open)
{
	struct varlena *value = (struct varlena *) PG_GETARG_POINTER(argument);
	BookCache *cache = fcinfo->flinfo->fn_extra;

	if (cache == NULL)
		cache = fcinfo->flinfo->fn_extra =
			MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(BookCache));
	if (!is_cached(cache, value))
		fill_cache(cache, value, fcinfo->flinfo->fn_mcxt, open);
	return cache->opened;
}
