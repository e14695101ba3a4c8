/*
 * fuzz_tone.c
 *	  Tone against its laws and against a plain reading of negations; word lists as CSV, which come back as they were written.
 *
 * Input: a byte of switches, then a text, or a CSV file with switch 1.  With switch 2 the bytes of a text are numbers of snippets that
 * matter to it.
 */
#include "core/tone.h"
#include "core/tone_list.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_TEXT 20000

static const char *const snippets[] = {"good",
									   "GAIN",
									   "bad",
									   "not",
									   "No",
									   "don't",
									   "isn\xe2\x80\x99t",
									   "nothing",
									   "record",
									   "record high",
									   "loss",
									   "may",
									   "the",
									   "of",
									   "U",
									   "S",
									   "t",
									   ".",
									   "!",
									   "?",
									   "'",
									   "\xe2\x80\x99",
									   "\"",
									   ")",
									   ",",
									   "-",
									   " ",
									   " ",
									   " ",
									   "\n",
									   "\n\n",
									   "\r\n",
									   "5",
									   "_",
									   "\xc3\xa9",
									   "e\xcc\x81",
									   "\xc2\xad",
									   "\xe6\x9d\xb1",
									   "\xef\xbc\x8e",
									   "\xcc\x81",
									   "\xff",
									   "no good "};

static const struct
{
	const char *word;
	ToneCategory category;
} list[] = {{"good", TONE_POSITIVE},      {"gain", TONE_POSITIVE},  {"record high", TONE_POSITIVE},
			{"e\xcc\x81", TONE_POSITIVE}, {"bad", TONE_NEGATIVE},   {"loss", TONE_NEGATIVE},
			{"good", TONE_WEAK_MODAL},    {"may", TONE_WEAK_MODAL}, {"t", TONE_POSITIVE},
			{"high", (ToneCategory) 40}};

#define LIST_SIZE (sizeof(list) / sizeof(list[0]))

static PhraseBook book;
static PhraseScratch *scratch;

static void
make_book(void)
{
	PhraseEntry entries[LIST_SIZE];
	char pool[256];
	PhraseSource source = {entries, LIST_SIZE, pool, NULL};
	PhraseMeasure measure;
	PhrasePlan *plan;
	ParseError err;
	const char *reason;
	uint32_t at = 0;
	void *work;
	void *bytes;

	for (size_t i = 0; i < LIST_SIZE; i++)
	{
		size_t n = strlen(list[i].word);

		entries[i] = (PhraseEntry){.id = (int32_t) list[i].category,
								   .offset = at,
								   .length = (uint16_t) n,
								   .options = PHRASE_FOLD};
		memcpy(pool + at, list[i].word, n);
		at += (uint32_t) n;
	}
	if (!phrase_measure(&source, &measure, &err))
		abort();
	work = malloc(measure.work);
	if (!phrase_plan(&source, &measure, work, &plan, &err))
		abort();
	bytes = malloc(phrase_plan_bytes(plan));
	phrase_write(plan, bytes);
	if (!phrase_book_open(bytes, phrase_plan_bytes(plan), &book, &reason))
		abort();
	free(work);
	scratch = phrase_scratch_init(&book, malloc(phrase_scratch_size(&book)));
}

typedef struct Matches
{
	uint32_t counts[TONE_CATEGORIES];
} Matches;

static void
count_match(void *context, const PhraseMatch *match)
{
	Matches *matches = context;

	if (match->id > TONE_NONE && match->id < TONE_CATEGORIES)
		matches->counts[match->id]++;
}

static void
check_counts(const Tone *tone, const char *text, size_t length)
{
	Matches matches = {{0}};
	PhraseOutput output = {count_match, NULL, &matches};
	double number;

	phrase_match(&book, scratch, text, length, &output);
	assert(tone->flipped <= matches.counts[TONE_POSITIVE]);
	matches.counts[TONE_POSITIVE] -= tone->flipped;
	matches.counts[TONE_NEGATIVE] += tone->flipped;
	assert(memcmp(matches.counts, tone->counts, sizeof(matches.counts)) == 0);
	assert(tone->words <= length);
	assert(!tone_net(tone, &number) || (number >= -1 && number <= 1));
}

static void
check_sum(const char *text, size_t length)
{
	static const char *const parts[] = {"\n\n", "\r\n\t\r\n", "\xe2\x80\xa9"};
	char *twice = malloc(2 * length + 8);
	Tone one;
	Tone two;

	tone_measure(&book, scratch, text, length, NULL, &one);
	check_counts(&one, text, length);
	for (size_t i = 0; i < 3; i++)
	{
		size_t gap = strlen(parts[i]);

		memcpy(twice, text, length);
		memcpy(twice + length, parts[i], gap);
		memcpy(twice + length + gap, text, length);
		tone_measure(&book, scratch, twice, 2 * length + gap, NULL, &two);
		assert(two.words == 2 * one.words && two.flipped == 2 * one.flipped);
		for (int k = 0; k < TONE_CATEGORIES; k++)
			assert(two.counts[k] == 2 * one.counts[k]);
	}
	free(twice);
}

/* Plain English in one paragraph: its words parted by single blanks, no other character but letters. */
static bool
is_plain(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
	{
		bool letter = (text[i] | 0x20) >= 'a' && (text[i] | 0x20) <= 'z';

		if (!letter && !(text[i] == ' ' && i > 0 && text[i - 1] != ' '))
			return false;
	}
	return true;
}

static bool
word_is(const char *word, size_t length, const char *lower)
{
	if (strlen(lower) != length)
		return false;
	for (size_t i = 0; i < length; i++)
	{
		if ((word[i] | 0x20) != lower[i])
			return false;
	}
	return true;
}

/* Negations of plain English, read from left to right with a count of words since the last one. */
static void
check_plain(const char *text, size_t length)
{
	static const char *const negators[] = {"no",      "not",     "never",  "none",
										   "neither", "nor",     "cannot", "nobody",
										   "nothing", "nowhere", "without"};
	uint32_t words = 0;
	uint32_t flipped = 0;
	unsigned since = 4;
	size_t previous = 0;
	size_t previous_length = 0;
	Tone tone;

	for (size_t at = 0; at < length;)
	{
		const char *word = text + at;
		const char *blank = memchr(word, ' ', length - at);
		size_t n = blank ? (size_t) (blank - word) : length - at;

		words += n > 0;
		flipped += since <= 3 &&
				   (word_is(word, n, "good") || word_is(word, n, "gain") || word_is(word, n, "t"));
		/* a phrase looks back from its first word */
		flipped += since - 1 <= 3 && since > 1 && word_is(word, n, "high") &&
				   word_is(text + previous, previous_length, "record");
		since++;
		for (size_t i = 0; i < sizeof(negators) / sizeof(negators[0]); i++)
		{
			if (word_is(word, n, negators[i]))
				since = 1;
		}
		previous = at;
		previous_length = n;
		at += n + 1;
	}
	tone_measure(&book, scratch, text, length, NULL, &tone);
	assert(tone.words == words && tone.flipped == flipped);
}

/* The words of a list, written as a list again. */
typedef struct Copy
{
	char *bytes;
	size_t length;
	size_t count;
} Copy;

static void
copy_word(void *context, const char *word, size_t length, ToneCategory category)
{
	Copy *copy = context;
	const char *name = tone_category_name(category);

	copy->bytes = realloc(copy->bytes, copy->length + 2 * length + strlen(name) + 5);
	copy->bytes[copy->length++] = '"';
	for (size_t i = 0; i < length; i++)
	{
		if (word[i] == '"')
			copy->bytes[copy->length++] = '"';
		copy->bytes[copy->length++] = word[i];
	}
	copy->length += (size_t) sprintf(copy->bytes + copy->length, "\",%s\n", name);
	copy->count++;
}

static void
check_list(const char *csv, size_t size)
{
	static const char header[] = "word,category\n";
	Copy first = {.bytes = strdup(header), .length = strlen(header)};
	Copy second = {.bytes = strdup(header), .length = strlen(header)};
	ToneListOutput output = {copy_word, NULL, &first};
	ParseError err;
	size_t line = 0;

	if (tone_list_read(csv, size, &output, &line, &err))
	{
		bool again;

		output.context = &second;
		again = tone_list_read(first.bytes, first.length, &output, &line, &err);
		assert(again && first.count > 0 && first.length == second.length);
		assert(memcmp(first.bytes, second.bytes, first.length) == 0);
	}
	else
	{
		assert(err.field != NULL && err.reason != NULL && line >= 1 && line <= size + 1);
		assert(err.offset <= size && err.length <= size - err.offset);
	}
	free(first.bytes);
	free(second.bytes);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(MAX_TEXT);
	size_t length = 0;

	if (scratch == NULL)
		make_book();
	for (size_t i = 1; i < size; i++)
	{
		const char *piece = (const char *) data + i;
		size_t n = 1;

		if (data[0] & 2)
		{
			piece = snippets[data[i] % (sizeof(snippets) / sizeof(snippets[0]))];
			n = strlen(piece);
		}
		if (length + n > MAX_TEXT)
			break;
		memcpy(text + length, piece, n);
		length += n;
	}
	/* exactly as long as it is, so that reading beyond the end is seen */
	text = realloc(text, length ? length : 1);
	if (size > 0 && (data[0] & 1))
		check_list(text, length);
	else
	{
		check_sum(text, length);
		if (is_plain(text, length))
			check_plain(text, length);
	}
	free(text);
	return 0;
}
