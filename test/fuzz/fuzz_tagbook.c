/*
 * fuzz_tagbook.c
 *	  Tagbooks: lines that make a book come back as they were; damaged books are refused, or can be used without harm.
 *
 * Input: a byte of switches, then lines; or with switch 1 pairs of a position (three bytes) and a new byte, applied to a sound book,
 * whose checksums are made to agree again by switches 2 (the phrases') and 4 (the book's).  With switch 8 the rest of the input is the book itself.
 */
#include "core/tagger.h"
#include "core/tagbook_format.h"

#include <assert.h>

#include "../unit/rules.h"

static const char rules[] =
	"weight lead 20\nsign 1 exact: PSX\nsign 2: ticker symbol\ntag 1 instrument\ntag 2 place\ntag "
	"3 topic\n"
	"alias 1 none 1: Hub Power\nalias 1 needs_exchange word 2 upper: HUBC\nalias 2 none 3: "
	"Karachi\nalias 3 headline_only 4: power\n"
	"alias 3 never 5: power of\nalias 1 needs_coref word 6 exact: POWER\nrule 1 3 5 1\nrule 2 3 - "
	"1\n"
	"term all 1: rate\nterm all 1: cut\nterm any 1: bank\nterm none 2: gold\nterm any 2: oil\n";

static const char title[] = "Hub Power (PSX: HUBC) cuts POWER";
static const char body[] = "KARACHI: The bank cut the rate, rate of bank cut. Oil, gold and power "
						   "of Hub Power.\n\nCopyright (c) HUBC POWER";
static const TagArticle article = {title, sizeof(title) - 1, body, sizeof(body) - 1};

static void
use(const void *bytes, size_t size)
{
	Tagbook book;
	const char *reason = NULL;
	Tagger *tagger;
	size_t n;
	const TagMention *mentions;

	if (!tagbook_open(bytes, size, &book, &reason))
	{
		assert(reason != NULL);
		return;
	}
	free(print_rules(&book, &n));
	tagger = tagger_create(&book, heap);
	for (int i = 0; i < 2; i++)
		tagger_read(tagger, &article, NULL);
	mentions = tagger_mentions(tagger, &n);
	for (size_t i = 0; i < n; i++)
	{
		assert(mentions[i].tag < book.header->tag_count && mentions[i].verdict < VERDICTS &&
			   mentions[i].zone < ZONES);
		assert(mentions[i].byte_start < mentions[i].byte_end &&
			   mentions[i].byte_end <= article.body_length);
	}
	tagger_free(tagger);
}

static void
seal(uint8_t *bytes, size_t size, uint8_t switches)
{
	TagbookHeader header;

	if (size < sizeof(header))
		return;
	memcpy(&header, bytes, sizeof(header));
	if ((switches & 2) && header.book_offset % 8 == 0 && header.book_offset < size &&
		size - header.book_offset >= sizeof(PhraseHeader))
	{
		PhraseHeader *phrases = (PhraseHeader *) (bytes + header.book_offset);

		phrases->checksum = phrase_checksum(phrases, size - header.book_offset);
	}
	if (switches & 4)
		((TagbookHeader *) bytes)->checksum = phrase_checksum(bytes, size);
}

static void
check_lines(const char *text, size_t n)
{
	ParseError err = {.field = NULL};
	size_t line;
	size_t size;
	size_t size_again;
	size_t length;
	const char *reason;
	char *printed;
	void *again;
	void *block = compile_rules(text, n, &size, &err, &line);
	Tagbook book;

	if (block == NULL)
	{
		assert(err.field != NULL && err.reason != NULL && err.code != PARSE_OK);
		assert(err.offset <= n && err.length <= n - err.offset);
		return;
	}
	assert(tagbook_open(block, size, &book, &reason));
	printed = print_rules(&book, &length);
	again = compile_rules(printed, length, &size_again, &err, &line);
	assert(again != NULL && size_again == size && memcmp(again, block, size) == 0);
	use(block, size);
	free(again);
	free(printed);
	free(block);
}

static void
check_damaged(const uint8_t *data, size_t size)
{
	ParseError err;
	size_t line;
	size_t length;
	uint8_t *bytes;

	if (data[0] & 8)
	{
		length = size - 1;
		bytes = malloc(length + 1);
		memcpy(bytes, data + 1, length);
	}
	else
	{
		bytes = compile_rules(rules, sizeof(rules) - 1, &length, &err, &line);
		for (size_t i = 1; i + 4 <= size; i += 4)
			bytes[((size_t) data[i] << 16 | (size_t) data[i + 1] << 8 | data[i + 2]) % length] =
				data[i + 3];
	}
	seal(bytes, length, data[0]);
	use(bytes, length);
	free(bytes);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	if (data[0] & 1)
		check_damaged(data, size);
	else
		check_lines((const char *) data + 1, size - 1);
	return 0;
}
