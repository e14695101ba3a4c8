/*
 * event_flag.c
 *	  Reads and writes lists of flags.
 */
#include "event_flag.h"

#include <string.h>

#define FLAG_COUNT 8

/* By number of the bit. */
static const char *const flag_name[FLAG_COUNT] = {"overlap",       "est_constant", "ambiguous_day0",
												  "reference_gap", "thin",         "stale",
												  "limit",         "quote_check"};

/* The flag of a name that may be told, 0 if there is none. */
static int
find_flag(EventWord word)
{
	for (int i = 0; i < FLAG_COUNT; i++)
		if (strlen(flag_name[i]) == word.length &&
			memcmp(flag_name[i], word.start, word.length) == 0)
			return (1 << i) & EVENT_FLAGS_TOLD;
	return 0;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool
event_flags_parse(const char *text, size_t length, int *flags, EventWord *unknown)
{
	size_t end;

	*flags = 0;
	for (size_t start = 0; start < length; start = end + 1)
	{
		EventWord word;
		int flag;

		for (end = start; end < length && text[end] != ',';)
			end++;
		word = (EventWord){text + start, end - start};
		while (word.length > 0 && is_blank(word.start[0]))
			word = (EventWord){word.start + 1, word.length - 1};
		while (word.length > 0 && is_blank(word.start[word.length - 1]))
			word.length--;
		if (word.length == 0)
			continue;
		flag = find_flag(word);
		if (flag == 0)
		{
			*unknown = word;
			return false;
		}
		*flags |= flag;
	}
	return true;
}

size_t
event_flags_format(int flags, char list[EVENT_FLAGS_SIZE])
{
	size_t length = 0;

	for (int i = 0; i < FLAG_COUNT; i++)
	{
		size_t name_length = strlen(flag_name[i]);

		if ((flags & (1 << i)) == 0)
			continue;
		if (length > 0)
			list[length++] = ',';
		memcpy(list + length, flag_name[i], name_length);
		length += name_length;
	}
	list[length] = '\0';
	return length;
}
