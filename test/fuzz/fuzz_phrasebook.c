/*
 * fuzz_phrasebook.c
 *	  Damaged books: phrase_book_open refuses them, or what it lets pass can be used without harm.
 *
 * Input: pairs of a position (three bytes) and a new byte, applied to a sound book.  The first byte says whether the checksum is made to
 * agree again, which gets past it to the checks of structure; with its second bit the rest of the input is the book itself.
 */
#include "core/phrase_format.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const phrases[] = {
	"State Bank", "State Bank of Pakistan", "PIA",         "Marks & Spencer",         "a", "a a",
	"a a a",      "Engro Co Ltd",           "Caf\xc3\xa9", "\xe6\x9d\xb1\xe4\xba\xac"};

static const char text[] =
	"The State Bank of Pakistan, P.I.A. and PIA; a a a a, Marks and Spencer, "
	"Engro Company Limited caf\xc3\xa9 \xe6\x9d\xb1\xe4\xba\xac";

static void *
sound_book(size_t *size)
{
	PhraseEntry entries[40];
	char pool[1024];
	PhraseSource source = {entries, 0, pool, NULL};
	PhraseMeasure measure;
	PhrasePlan *plan;
	ParseError err;
	uint32_t at = 0;
	void *work;
	void *book;

	for (size_t i = 0; i < 40; i++)
	{
		const char *phrase = phrases[i % 10];
		uint16_t length = (uint16_t) strlen(phrase);

		memcpy(pool + at, phrase, length);
		entries[source.count++] =
			(PhraseEntry){.id = (int32_t) (i % 7),
						  .offset = at,
						  .length = length,
						  .options = (uint8_t) (i / 10 == 3 ? PHRASE_EXACT : i / 10 * 4 + i % 2)};
		at += length;
	}
	assert(phrase_measure(&source, &measure, &err));
	work = malloc(measure.work);
	assert(phrase_plan(&source, &measure, work, &plan, &err));
	*size = phrase_plan_bytes(plan);
	book = malloc(*size);
	phrase_write(plan, book);
	free(work);
	return book;
}

static void
on_match(void *context, const PhraseMatch *match)
{
	(void) context;
	assert(match->byte_start + match->byte_length < sizeof(text));
	assert(match->start <= match->byte_start && match->length > 0);
}

static void
use(const void *bytes, size_t size)
{
	PhraseBook book;
	const char *reason = NULL;
	char line[PHRASE_LINE_SIZE];
	PhraseOutput output = {on_match, NULL, NULL};
	PhraseScratch *scratch;

	if (!phrase_book_open(bytes, size, &book, &reason))
	{
		assert(reason != NULL);
		return;
	}
	for (uint32_t i = 0; i < phrase_book_count(&book); i++)
		assert(phrase_line_print(&book.entries[i], book.pool + book.entries[i].offset, line) <=
			   PHRASE_LINE_SIZE);
	scratch = phrase_scratch_init(&book, malloc(phrase_scratch_size(&book)));
	phrase_match(&book, scratch, text, sizeof(text) - 1, &output);
	free(scratch);
}

static void
seal(void *bytes, size_t size)
{
	PhraseHeader *header = bytes;

	if (size >= sizeof(PhraseHeader))
		header->checksum = phrase_checksum(bytes, size);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t length;
	uint8_t *bytes;

	if (size == 0)
		return 0;
	if (data[0] & 2)
	{
		length = size - 1;
		bytes = malloc(length + 1);
		memcpy(bytes, data + 1, length);
	}
	else
	{
		bytes = sound_book(&length);
		for (size_t i = 1; i + 4 <= size; i += 4)
			bytes[((size_t) data[i] << 16 | (size_t) data[i + 1] << 8 | data[i + 2]) % length] =
				data[i + 3];
	}
	if (data[0] & 1)
		seal(bytes, length);
	use(bytes, length);
	free(bytes);
	return 0;
}
