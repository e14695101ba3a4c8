/*
 * fuzz_event_flag.c
 *	  Laws of lists of flags: what is written is read again as the same, and an unknown name lies in the text.
 */
#include "core/event_flag.h"

#include <stdint.h>
#include <stdlib.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *) data;
	char list[EVENT_FLAGS_SIZE];
	EventWord unknown;
	size_t length;
	int flags;
	int again;

	if (!event_flags_parse(text, size, &flags, &unknown))
	{
		if (unknown.length == 0 || unknown.start < text ||
			unknown.start + unknown.length > text + size)
			abort();
		return 0;
	}
	length = event_flags_format(flags, list);
	if ((flags & ~EVENT_FLAGS_TOLD) != 0 || length >= EVENT_FLAGS_SIZE ||
		!event_flags_parse(list, length, &again, &unknown) || again != flags)
		abort();
	return 0;
}
