/*
 * test_tagbook.c
 *	  Tagbooks: text to block to text, what is wrong with lines and where, limits, and damaged blocks.
 */
#include "core/tagbook_format.h"

#include <stdlib.h>

#include "rules.h"
#include "tap.h"

/* As a book prints itself. */
static const char weights[] = "weight headline 40\nweight lead 25\nweight mention 4\nweight "
							  "mentions_most 5\nweight early 15\n"
							  "weight roundup 3\nweight roundup_free 5\nweight roundup_most 30\n";

static const char full[] =
	"weight headline 0\nweight lead 1000\nweight mention 4\nweight mentions_most 5\nweight early "
	"15\n"
	"weight roundup 3\nweight roundup_free 5\nweight roundup_most 30\n"
	"sign 1 exact: PSX\nsign 2 fold: ticker symbol\nsign 3 upper dots: K.S.E\n"
	"tag -2147483648 instrument\ntag -1 organisation\ntag 0 person\ntag 7 place\ntag 2147483647 "
	"topic\n"
	"alias -1 none -2147483648 fold: State Bank\n"
	"alias -2147483648 needs_exchange word -5 upper: POWER\n"
	"alias 0 headline_only 0 exact and ltd dots: M. Khan & Co\n"
	"alias 2147483647 needs_coref 3 fold: back\\\\slash\\nline\n"
	"alias 7 never word 2147483647 fold: \xe6\x9d\xb1\xe4\xba\xac\n"
	"rule -3 7 0 1\nrule 5 2147483647 1000 1000\nrule 6 2147483647 - 2\n"
	"term all -3 fold: rate\nterm all -3 exact: cut\nterm any 5 fold: a\nterm none 5 fold: b\nterm "
	"any 5 fold: c\n"
	"term all 6 fold: x\nterm none 6 fold: x\n";

/* Compile and open; aborts where that fails. */
static void *
make(const char *text, Tagbook *book, size_t *size)
{
	ParseError err;
	size_t line;
	const char *reason = "";
	void *block = compile_rules(text, strlen(text), size, &err, &line);

	if (block == NULL || !tagbook_open(block, *size, book, &reason))
	{
		printf("# %s\n", block ? reason : err.reason);
		abort();
	}
	return block;
}

/* What a text prints as, and that its book is the same. */
static void
test_round_trip(const char *text, const char *expected, const char *name)
{
	Tagbook book;
	size_t size;
	size_t size_again;
	size_t n;
	void *block = make(text, &book, &size);
	char *printed = print_rules(&book, &n);
	void *again;
	ParseError err;
	size_t line;

	printed = heap_resize(NULL, printed, n + 1);
	printed[n] = '\0';
	if (!ok(strcmp(printed, expected) == 0, "%s: text", name))
		printf("# got: %s\n", printed);
	again = compile_rules(printed, n, &size_again, &err, &line);
	ok(again && size == size_again && memcmp(block, again, size) == 0, "%s: same bytes", name);
	free(again);
	free(printed);
	free(block);
}

static void
test_round_trips(void)
{
	char text[4096];

	test_round_trip("", weights, "no lines");
	test_round_trip(full, full, "every kind of line");
	snprintf(text, sizeof(text), "%stag 1 place\nalias 1 none 2 fold: word\n", weights);
	test_round_trip(" tag\t1  place \nalias 1  none\t2 : word\n\n", text, "blanks and defaults");
	snprintf(text, sizeof(text), "%stag 1 place\nalias 1 none word 2 upper and: word\n", weights);
	test_round_trip(
		"weight lead 7\nweight lead 25\ntag 01 place\nalias 1 none word 2 and upper and: word",
		text, "the last weight");
	snprintf(text, sizeof(text),
			 "%ssign 1 fold: s\nsign 2 fold: s\ntag 1 place\ntag 2 place\nrule 1 1 - 1\nterm any 1 "
			 "fold: a\n",
			 weights);
	test_round_trip("tag 1 place\nrule 1 1 - 1\nterm any 1: a\nsign -9: s\ntag 2 place\nsign -9: s",
					text, "lines in another order");
}

/*
 * Errors
 */

typedef struct Case
{
	const char *text;
	const char *expected; /* line field code offset+length: reason */
} Case;

#define TAG "tag 1 place\n"
#define RULE TAG "rule 1 1 - 1\n"

static const Case bad_lines[] = {
	{"x", "1 line syntax 0+1: neither weight, sign, tag, alias, rule nor term"},
	{"  \t", "1 line syntax 3+0: neither weight, sign, tag, alias, rule nor term"},
	{" Tag 1 place", "1 line syntax 1+3: neither weight, sign, tag, alias, rule nor term"},
	{"tags 1 place", "1 line syntax 0+4: neither weight, sign, tag, alias, rule nor term"},
	{"weight", "1 weight syntax 6+0: missing"},
	{"weight bonus 1", "1 weight syntax 7+5: unknown"},
	{"weight lea 1", "1 weight syntax 7+3: unknown"},
	{"weight lead", "1 weight syntax 11+0: missing"},
	{"weight lead x", "1 weight syntax 12+1: no integer"},
	{"weight lead -", "1 weight syntax 12+1: no integer"},
	{"weight lead 1x", "1 weight syntax 12+2: no integer"},
	{"weight lead +1", "1 weight syntax 12+2: no integer"},
	{"weight lead -1", "1 weight range 12+2: out of range"},
	{"weight lead 1001", "1 weight range 12+4: out of range"},
	{"weight lead 99999999999999999999999999", "1 weight range 12+26: out of range"},
	{"weight lead 1 2", "1 line syntax 14+1: more than belongs to it"},
	{"sign", "1 id syntax 4+0: no integer"},
	{"sign x: a", "1 id syntax 5+4: no integer"},
	{"sign 1 fold a", "1 phrase syntax 6+7: no colon before it"},
	{"sign 1 loud: a", "1 option syntax 7+4: unknown option"},
	{"sign 1 fold upper: a", "1 option contradiction 12+5: more than one case mode"},
	{"sign 1: -", "1 phrase syntax 8+1: no letter or digit in it"},
	{"sign 1: a\\x", "1 phrase syntax 9+2: bad backslash sequence"},
	{"tag", "1 tag syntax 3+0: missing"},
	{"tag x place", "1 tag syntax 4+1: no integer"},
	{"tag 2147483648 place", "1 tag range 4+10: out of range"},
	{"tag -2147483649 place", "1 tag range 4+11: out of range"},
	{"tag -21474836480 place", "1 tag range 4+12: out of range"},
	{"tag 1", "1 kind syntax 5+0: missing"},
	{"tag 1 Place", "1 kind syntax 6+5: unknown"},
	{"tag 1 place x", "1 line syntax 12+1: more than belongs to it"},
	{TAG "tag 1 topic", "2 tag contradiction 0+11: ids do not ascend"},
	{TAG "tag 0 topic", "2 tag contradiction 0+11: ids do not ascend"},
	{"alias", "1 tag syntax 5+0: missing"},
	{"alias x none 1: a", "1 tag syntax 6+1: no integer"},
	{"alias 1 none 1: a", "1 tag contradiction 6+1: not in the lines before"},
	{TAG "alias 2 none 1: a", "2 tag contradiction 6+1: not in the lines before"},
	{TAG "alias 0 none 1: a", "2 tag contradiction 6+1: not in the lines before"},
	{TAG "alias 1", "2 guard syntax 7+0: missing"},
	{TAG "alias 1 some 1: a", "2 guard syntax 8+4: unknown"},
	{TAG "alias 1 none words 1: a", "2 id syntax 13+10: no integer"},
	{TAG "alias 1 none word word 1: a", "2 id syntax 18+9: no integer"},
	{TAG "alias 1 none", "2 id syntax 12+0: no integer"},
	{TAG "alias 1 none 2147483648: a", "2 id syntax 13+13: no integer"},
	{TAG "alias 1 none 1 fold a", "2 phrase syntax 14+7: no colon before it"},
	{TAG "alias 1 none 1 dot: a", "2 option syntax 15+3: unknown option"},
	{TAG "alias 1 none 1: \xff", "2 phrase syntax 16+1: not valid UTF-8"},
	{TAG "alias 1 none 1: a\nalias 1 none 1: b", "3 alias contradiction 0+17: ids do not ascend"},
	{TAG "alias 1 none 1: a\nalias 1 none -1: b", "3 alias contradiction 0+18: ids do not ascend"},
	{"rule", "1 rule syntax 4+0: missing"},
	{"rule x 1 - 1", "1 rule syntax 5+1: no integer"},
	{"rule 1", "1 tag syntax 6+0: missing"},
	{"rule 1 1 - 1", "1 tag contradiction 7+1: not in the lines before"},
	{TAG "rule 1 1", "2 within syntax 8+0: missing"},
	{TAG "rule 1 1 -- 1", "2 within syntax 9+2: no integer"},
	{TAG "rule 1 1 -1 1", "2 within range 9+2: out of range"},
	{TAG "rule 1 1 1001 1", "2 within range 9+4: out of range"},
	{TAG "rule 1 1 -", "2 threshold syntax 10+0: missing"},
	{TAG "rule 1 1 - 0", "2 threshold range 11+1: out of range"},
	{TAG "rule 1 1 - 1001", "2 threshold range 11+4: out of range"},
	{TAG "rule 1 1 - 1 1", "2 line syntax 13+1: more than belongs to it"},
	{RULE "rule 1 1 - 1", "3 rule contradiction 0+12: ids do not ascend"},
	{"term", "1 role syntax 4+0: missing"},
	{"term some 1: a", "1 role syntax 5+4: unknown"},
	{"term all", "1 id syntax 8+0: no integer"},
	{"term all 1: a", "1 rule contradiction 0+13: not in the lines before, or out of order"},
	{RULE "term all 2: a", "3 rule contradiction 0+13: not in the lines before, or out of order"},
	{RULE "term all 0: a", "3 rule contradiction 0+13: not in the lines before, or out of order"},
	{RULE "rule 2 1 - 1\nterm all 2: a\nterm all 1: a",
	 "5 rule contradiction 0+13: not in the lines before, or out of order"},
	{RULE "term all 1: .", "3 phrase syntax 12+1: no letter or digit in it"},
	{RULE, "0 rule contradiction 0+0: no phrase of role all or any"},
	{RULE "rule 2 1 - 1\nterm any 1: a\nterm none 2: a",
	 "0 rule contradiction 1+0: no phrase of role all or any"},
	{RULE "rule 2 1 - 1\nterm none 1: a\nterm any 2: a",
	 "0 rule contradiction 0+0: no phrase of role all or any"},
};

/* Compile lines that are wrong, and show the error. */
static void
test_error(const char *text, size_t n, const char *expected)
{
	static const char *const codes[] = {"ok", "syntax", "range", "contradiction", "limit"};
	char got[256] = "no error";
	ParseError err = {.field = "none", .reason = "none"};
	size_t line;
	size_t size;
	void *block = compile_rules(text, n, &size, &err, &line);

	if (block == NULL)
		snprintf(got, sizeof(got), "%zu %s %s %zu+%zu: %s", line, err.field, codes[err.code],
				 err.offset, err.length, err.reason);
	free(block);
	is_str(got, expected, expected);
}

static void
test_errors(void)
{
	for (size_t i = 0; i < sizeof(bad_lines) / sizeof(bad_lines[0]); i++)
		test_error(bad_lines[i].text, strlen(bad_lines[i].text), bad_lines[i].expected);
	test_error("tag 1 place\0", 12, "1 kind syntax 6+6: unknown");
	test_error(TAG "alias 1 none 1: a\0b", 31, "2 phrase syntax 16+3: not valid UTF-8");
}

static void
test_limits(void)
{
	char text[4096];
	size_t at;

	for (int all = 31; all <= 32; all++)
	{
		at = (size_t) snprintf(text, sizeof(text), "%s", RULE "term any 1: a\nterm none 1: b\n");
		for (int i = 0; i < all; i++)
			at += (size_t) snprintf(text + at, sizeof(text) - at, "term all 1: w%02d\n", i);
		test_error(text, at,
				   all == 31 ? "no error" : "36 rule limit 0+15: more than 31 phrases of role all");
	}
	at = (size_t) snprintf(text, sizeof(text), "%s", TAG "alias 1 none 1: ");
	memset(text + at, 'a', 1025);
	test_error(text, at + 1024, "no error");
	test_error(text, at + 1025, "2 phrase limit 16+1025: longer than 1024 bytes");
	/* a phrase that prints at twice its length, under the longest of all that stands before it */
	at = (size_t) snprintf(text, sizeof(text), "%s",
						   "tag -2147483648 place\nalias -2147483648 needs_exchange word "
						   "-2147483648 exact and ltd dots: a");
	for (int i = 0; i < 1023; i++)
		at += (size_t) snprintf(text + at, sizeof(text) - at, "\\\\");
	test_error(text, at, "no error");
}

/*
 * Damage
 */

/* A damaged book is refused, or can be printed and looked through without harm; whether it was refused. */
static bool
is_refused(const void *bytes, size_t size)
{
	void *copy = malloc(size > 0 ? size : 1);
	Tagbook book;
	const char *reason = NULL;
	bool opened;

	memcpy(copy, bytes, size);
	opened = tagbook_open(copy, size, &book, &reason);
	if (opened)
	{
		size_t n;

		free(print_rules(&book, &n));
	}
	else if (reason == NULL)
		abort();
	free(copy);
	return !opened;
}

static void
seal(uint8_t *bytes, size_t size, size_t book_offset)
{
	PhraseHeader *phrases = (PhraseHeader *) (bytes + book_offset);
	TagbookHeader *header = (TagbookHeader *) bytes;

	phrases->checksum = phrase_checksum(phrases, size - book_offset);
	header->checksum = phrase_checksum(bytes, size);
}

static void
test_damage(void)
{
	static const uint8_t flips[] = {0x01, 0x10, 0x80, 0xff};
	Tagbook book;
	size_t size;
	uint8_t *block = make(full, &book, &size);
	size_t offset = book.header->book_offset;
	size_t refused = 0;
	size_t tried = 0;
	size_t sealed = 0;

	ok(!is_refused(block, size), "a sound block opens");
	for (size_t n = 0; n < size; n++)
		refused += is_refused(block, n);
	ok(refused == size, "no part of it does");
	refused = 0;
	/* the length word is the server's, and checked with the size */
	for (size_t i = 4; i < size; i++)
	{
		for (size_t k = 0; k < sizeof(flips); k++)
		{
			block[i] ^= flips[k];
			refused += is_refused(block, size);
			tried++;
			block[i] ^= flips[k];
		}
	}
	ok(refused == tried, "any byte changed is found: %zu of %zu", refused, tried);
	for (size_t i = 16; i < size; i++)
	{
		for (size_t k = 0; k < sizeof(flips); k++)
		{
			block[i] ^= flips[k];
			seal(block, size, offset);
			sealed += is_refused(block, size);
			block[i] ^= flips[k];
		}
	}
	ok(sealed > tried / 4 && sealed < tried, "with its checksum right: %zu of %zu are refused",
	   sealed, tried);
	free(block);
}

/* Entries out of bounds, one at a time, under a right checksum. */
static void
test_bounds(void)
{
	Tagbook book;
	size_t size;
	uint8_t *block = make(full, &book, &size);
	TagbookHeader *header = (TagbookHeader *) block;
	struct
	{
		void *at;
		uint32_t value;
		size_t width;
		const char *name;
	} cases[] = {
		{(void *) &book.tags[1].kind, TAG_KINDS, 4, "kind"},
		{(void *) &book.tags[1].id, 5, 4, "order of tags"},
		{(void *) &book.aliases[0].tag, 5, 4, "an alias's tag"},
		{(void *) &book.aliases[0].guard, TAG_GUARDS, 1, "guard"},
		{(void *) &book.aliases[1].id, 0x80000000u, 4, "order of aliases"},
		{(void *) &book.rules[0].tag, 5, 4, "a rule's tag"},
		{(void *) &book.rules[0].groups, 0, 4, "groups"},
		{(void *) &book.rules[0].threshold, 0, 4, "threshold of 0"},
		{(void *) &book.rules[0].threshold, RULE_THRESHOLD_MAX + 1, 4, "threshold"},
		{(void *) &book.rules[0].within, (uint32_t) -2, 4, "within below"},
		{(void *) &book.rules[0].within, RULE_WITHIN_MAX + 1, 4, "within"},
		{(void *) &book.rules[1].id, (uint32_t) -3, 4, "order of rules"},
		{(void *) &book.terms[0].rule, 3, 4, "a term's rule"},
		{(void *) &book.terms[0].role, TERM_ROLES, 1, "role"},
		{(void *) &book.terms[0].group, RULE_ALL_MAX + 1, 1, "group"},
		{&header->weights[2], (uint32_t) -1, 4, "weight below"},
		{&header->weights[2], TAG_WEIGHT_MAX + 1, 4, "weight"},
		{&header->tag_count, 4, 4, "number of tags"},
		{&header->tag_count, UINT32_MAX, 4, "number of tags beyond all"},
		{&header->sign_count, 0x10000000, 4, "number of signs"},
		{&header->sign_count, 2, 4, "number of signs that ends within the same eight bytes"},
		{&header->term_count, 6, 4, "number of terms"},
		{&header->book_offset, 8, 4, "offset"},
		{&header->book_size, 8, 4, "size of the phrases"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		uint8_t kept[4];

		memcpy(kept, cases[i].at, cases[i].width);
		memcpy(cases[i].at, &cases[i].value, cases[i].width);
		header->checksum = phrase_checksum(block, size);
		ok(is_refused(block, size), "%s is checked", cases[i].name);
		memcpy(cases[i].at, kept, cases[i].width);
	}
	header->checksum = phrase_checksum(block, size);
	ok(!is_refused(block, size), "and all was as before");
	free(block);
}

static void
test_names(void)
{
	ok(tag_kind_name(TAG_KINDS) == NULL && tag_guard_name(TAG_GUARDS) == NULL &&
		   tag_weight_name(TAG_WEIGHTS) == NULL && term_role_name(TERM_ROLES) == NULL,
	   "names end");
	ok(sizeof(TagbookHeader) >= 128 && sizeof(TagbookHeader) % 8 == 0,
	   "a header has a length word of four bytes, and keeps the phrases aligned");
	ok(offsetof(TagbookHeader, size) == offsetof(PhraseHeader, size) &&
		   offsetof(TagbookHeader, checksum) == offsetof(PhraseHeader, checksum),
	   "a header begins as a phrasebook's");
}

int
main(void)
{
	test_round_trips();
	test_errors();
	test_limits();
	test_damage();
	test_bounds();
	test_names();
	return done_testing();
}
