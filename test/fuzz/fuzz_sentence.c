/*
 * fuzz_sentence.c
 *	  Laws of sentences: they cover the text, ascend, begin and end on characters, and their zones come in an order that makes sense.
 *
 * Input: a byte of switches, then a text; with switch 1 its bytes are numbers of snippets that matter to sentences.
 */
#include "core/phrase_unicode.h"
#include "core/sentence.h"

#include <assert.h>

#include "../unit/rules.h"

#define MAX_TEXT 20000

static const char *const snippets[] = {"A",
									   "a",
									   "Word",
									   "word ",
									   " ",
									   " ",
									   "\n",
									   "\n\n",
									   "\r\n",
									   "\r",
									   "\t",
									   ".",
									   ". ",
									   "...",
									   "!",
									   "?",
									   "\"",
									   "'",
									   ")",
									   "]",
									   "(",
									   "\xe2\x80\x99",
									   "\xe2\x80\x9d",
									   "\xe2\x80\xa6",
									   "\xe3\x80\x82",
									   "\xef\xbc\x81",
									   "\xe3\x80\x8d",
									   "\xc2\xbb",
									   "\xc2\xa0",
									   "\xe2\x80\xa8",
									   "\xe2\x80\xa9",
									   "\xc2\x85",
									   "\xe3\x80\x80",
									   "\xe2\x80\x8b",
									   "\xef\xbb\xbf",
									   "\xc3\xa9",
									   "\xc3\x89",
									   "\xe6\x9d\xb1",
									   "Mr.",
									   "Rs. ",
									   "U.S.",
									   "Ltd.",
									   "No. ",
									   "5",
									   ":",
									   ",",
									   "Reporting by ",
									   "(Editing by ",
									   "Copyright (c)",
									   "\xc2\xa9",
									   "Read more",
									   "About ",
									   "About Hub Power\n",
									   "About the company",
									   "Disclaimer:",
									   "Tags:",
									   "\xff",
									   "\xe2",
									   "\xe2\x80"};

static bool
is_white(uint32_t c)
{
	PhraseChar kind = phrase_char_class(c);

	return kind == CHAR_SPACE || kind == CHAR_NEWLINE || kind == CHAR_PARAGRAPH ||
		   kind == CHAR_IGNORED;
}

/* Nothing but white space before the first sentence. */
static void
check_beginning(const uint8_t *text, size_t n, size_t first)
{
	uint32_t c;

	for (size_t at = 0; at < first;)
	{
		at += phrase_decode(text + at, text + n, &c);
		assert(is_white(c) && at <= first);
	}
}

static void
check(const char *text, size_t n)
{
	const uint8_t *bytes = (const uint8_t *) text;
	Sentences sentences;
	size_t told = 0;
	size_t lead = 0;
	bool body = false;

	sentences_init(&sentences, heap);
	sentences_split(&sentences, "One. Two", 8, NULL);
	sentences_split(&sentences, text, n, NULL);
	check_beginning(bytes, n, sentences.count > 0 ? sentences.list[0].start : n);
	for (size_t i = 0; i < sentences.count; i++)
	{
		const Sentence *sentence = &sentences.list[i];
		uint32_t c;

		assert(sentence->start < n && (i == 0 || sentence->start > sentence[-1].start));
		phrase_decode(bytes + sentence->start, bytes + n, &c);
		assert(!is_white(c));
		/* valid text is cut between characters */
		assert(c != PHRASE_INVALID || (bytes[sentence->start] & 0xc0) != 0x80 || i == 0 ||
			   bytes[sentence->start - 1] >= 0x80 || bytes[sentence->start - 1] <= ' ');
		assert(sentence->zone > ZONE_HEADLINE && sentence->zone < ZONES);
		assert(sentence->zone != ZONE_LEAD || !body);
		body |= sentence->zone == ZONE_BODY;
		told += sentence->zone != ZONE_BOILERPLATE;
		lead += sentence->zone == ZONE_LEAD;
	}
	assert(told == sentences.told && lead <= LEAD_SENTENCES && (told == 0 || lead > 0));
	sentences_free(&sentences);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(MAX_TEXT);
	size_t length = 0;

	for (size_t i = 1; i < size; i++)
	{
		const char *piece = (const char *) data + i;
		size_t n = 1;

		if (data[0] & 1)
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
	text = heap_resize(NULL, text, length > 0 ? length : 1);
	check(text, length);
	free(text);
	return 0;
}
