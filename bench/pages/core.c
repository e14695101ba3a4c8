/*
 * core.c
 *	  Measures core/ alone, without a server: core ticker|page FILE, core phrase PHRASES FILE.
 *
 * `ticker` parses a file's lines one by one, `page` walks a file of ticker lines as one page, `phrase` matches a book made of PHRASES
 * (id, tab, phrase) against a file's lines.  Prints bytes and items for one pass and the seconds of the best of several.
 */
#include "core/phrase.h"
#include "core/ticker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PASSES 7

typedef struct Text
{
	char *bytes;
	size_t length;
} Text;

static void
fail(const char *what)
{
	fprintf(stderr, "core: %s\n", what);
	exit(1);
}

static void *
take(size_t size)
{
	void *memory = malloc(size);

	if (memory == NULL)
		fail("out of memory");
	return memory;
}

static Text
read_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	Text text;
	long size;

	if (file == NULL || fseek(file, 0, SEEK_END) != 0 || (size = ftell(file)) < 0)
		fail(path);
	rewind(file);
	text.length = (size_t) size;
	text.bytes = take(text.length + 1);
	if (fread(text.bytes, 1, text.length, file) != text.length)
		fail(path);
	fclose(file);
	return text;
}

/* The end of the line at `at`: its newline, or the end of the text. */
static size_t
line_end(const Text *text, size_t at)
{
	const char *newline = memchr(text->bytes + at, '\n', text->length - at);

	return newline ? (size_t) (newline - text->bytes) : text->length;
}

static size_t
pass_ticker(const Text *text)
{
	size_t found = 0;

	for (size_t at = 0, end; at < text->length; at = end + 1)
	{
		TickerQuote quote;
		ParseError error;

		end = line_end(text, at);
		found += ticker_parse(text->bytes + at, end - at, NUMBER_EN, &quote, &error);
	}
	return found;
}

static void *
resize(void *context, void *block, size_t size)
{
	(void) context;
	if (size == 0)
	{
		free(block);
		return NULL;
	}
	block = realloc(block, size);
	if (block == NULL)
		fail("out of memory");
	return block;
}

static size_t
pass_page(const Text *text)
{
	CoreMemory memory = {resize, NULL};
	TickerScan scan;
	TickerItem item;
	size_t found = 0;

	ticker_scan_init(&scan, text->bytes, text->length, NUMBER_EN, 1, memory);
	while (ticker_scan_next(&scan, &item))
		found++;
	ticker_scan_end(&scan);
	return found;
}

static PhraseBook book;
static PhraseScratch *scratch;

static void
compile_book(const Text *phrases)
{
	PhraseEntry *entries = take((phrases->length / 2 + 1) * sizeof(PhraseEntry));
	PhraseSource source = {entries, 0, phrases->bytes, NULL};
	PhraseMeasure measure;
	PhrasePlan *plan;
	ParseError error;
	const char *reason;
	void *bytes;

	for (size_t at = 0, end; at < phrases->length; at = end + 1)
	{
		const char *tab = memchr(phrases->bytes + at, '\t', phrases->length - at);
		PhraseEntry *entry = &entries[source.count++];

		end = line_end(phrases, at);
		memset(entry, 0, sizeof *entry);
		entry->id = atoi(phrases->bytes + at);
		entry->offset = (uint32_t) (tab + 1 - phrases->bytes);
		entry->length = (uint16_t) (phrases->bytes + end - tab - 1);
	}
	if (!phrase_measure(&source, &measure, &error) ||
		!phrase_plan(&source, &measure, take(measure.work), &plan, &error))
		fail(error.reason);
	bytes = take(phrase_plan_bytes(plan));
	phrase_write(plan, bytes);
	if (!phrase_book_open(bytes, phrase_plan_bytes(plan), &book, &reason))
		fail(reason);
	scratch = phrase_scratch_init(&book, take(phrase_scratch_size(&book)));
}

static void
count_match(void *context, const PhraseMatch *match)
{
	(void) match;
	++*(size_t *) context;
}

static size_t
pass_phrase(const Text *text)
{
	size_t found = 0;
	PhraseOutput output = {count_match, NULL, &found};

	for (size_t at = 0, end; at < text->length; at = end + 1)
	{
		end = line_end(text, at);
		phrase_match(&book, scratch, text->bytes + at, end - at, &output);
	}
	return found;
}

static double
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

static void
measure(const Text *text, size_t (*pass)(const Text *))
{
	double best = 1e9;
	size_t found = 0;

	for (int i = 0; i < PASSES; i++)
	{
		double start = now(), seconds;

		found = pass(text);
		seconds = now() - start;
		if (seconds < best)
			best = seconds;
	}
	printf("%zu %zu %.6f\n", text->length, found, best);
}

int
main(int argc, char **argv)
{
	Text text, phrases;

	if (argc < 3)
		fail("ticker|page FILE or phrase PHRASES FILE");
	text = read_file(argv[argc - 1]);
	if (strcmp(argv[1], "ticker") == 0)
		measure(&text, pass_ticker);
	else if (strcmp(argv[1], "page") == 0)
		measure(&text, pass_page);
	else if (strcmp(argv[1], "phrase") == 0 && argc == 4)
	{
		phrases = read_file(argv[2]);
		compile_book(&phrases);
		measure(&text, pass_phrase);
	}
	else
		fail("unknown measurement");
	return 0;
}
