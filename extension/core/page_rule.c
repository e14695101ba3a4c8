/*
 * page_rule.c
 *	  Boilerplate told by its words: the built-in rules, and matching.
 */
#include "page_rule.h"

#include <string.h>

#include "page_text.h"

enum
{
	TRIE_FORWARD,
	TRIE_BACKWARD,
	TRIE_ANYWHERE
};

static const char *const match_names[] = {"line", "prefix", "suffix", "contains", NULL};

#define RULE(name, match, pattern)                                                                 \
	{                                                                                              \
		name, sizeof name - 1, match, pattern, sizeof pattern - 1                                  \
	}

const PageRule page_builtin_rules[] = {
	RULE("comments", MATCH_LINE, "Comments"),
	RULE("comments", MATCH_LINE, "Comments are closed."),
	RULE("comments", MATCH_LINE, "Comments are closed"),
	RULE("comments", MATCH_LINE, "Comments (#)"),
	RULE("comments", MATCH_LINE, "# Comments"),
	RULE("comments", MATCH_LINE, "Read Comments"),
	RULE("comments", MATCH_LINE, "Leave a comment"),
	RULE("copyright", MATCH_PREFIX, "Copyright "),
	RULE("copyright", MATCH_PREFIX, "©"),
	RULE("copyright", MATCH_SUFFIX, "All rights reserved."),
	RULE("copyright", MATCH_SUFFIX, "All rights reserved"),
	RULE("follow us", MATCH_PREFIX, "Follow us"),
	RULE("read more", MATCH_LINE, "Read more"),
	RULE("read more", MATCH_PREFIX, "Read more:"),
	RULE("read more", MATCH_PREFIX, "Read also:"),
	RULE("read more", MATCH_PREFIX, "Also read:"),
	RULE("read more", MATCH_PREFIX, "See also:"),
	RULE("read more", MATCH_LINE, "Read full story"),
	RULE("read more", MATCH_LINE, "Related stories"),
	RULE("read more", MATCH_LINE, "Related news"),
	RULE("site logo", MATCH_LINE, "Business Recorder Logo"),
	RULE("site logo", MATCH_LINE, "Brecorder Logo"),
	RULE("navigation", MATCH_SUFFIX, "►"),
	RULE("navigation", MATCH_PREFIX, "Dollar to PKR"),
	RULE("navigation", MATCH_LINE, "Skip to content"),
	RULE("navigation", MATCH_LINE, "Menu"),
	RULE("navigation", MATCH_LINE, "Search"),
	RULE("share buttons", MATCH_LINE, "Share"),
	RULE("share buttons", MATCH_LINE, "Share this article"),
	RULE("share buttons", MATCH_LINE, "Share on Facebook"),
	RULE("share buttons", MATCH_LINE, "Share on Twitter"),
	RULE("share buttons", MATCH_LINE, "Share on Whatsapp"),
	RULE("share buttons", MATCH_LINE, "Facebook"),
	RULE("share buttons", MATCH_LINE, "Twitter"),
	RULE("share buttons", MATCH_LINE, "Whatsapp"),
	RULE("share buttons", MATCH_LINE, "Tweet"),
	RULE("share buttons", MATCH_LINE, "Print"),
	RULE("share buttons", MATCH_LINE, "Email"),
	RULE("reading time", MATCH_LINE, "# min read"),
	RULE("reading time", MATCH_LINE, "# minute read"),
	RULE("advertisement", MATCH_LINE, "Advertisement"),
	RULE("photo credit", MATCH_PREFIX, "Photo:"),
	RULE("photo credit", MATCH_PREFIX, "File photo:"),
	RULE("photo credit", MATCH_LINE, "File photo"),
	RULE("newsletter", MATCH_PREFIX, "Subscribe to our"),
	RULE("newsletter", MATCH_PREFIX, "Sign up for our"),
	RULE("COVID box", MATCH_CONTAINS, "covid.gov.pk"),
};
const int page_builtin_count = sizeof page_builtin_rules / sizeof *page_builtin_rules;

const char *
page_match_name(PageMatch match)
{
	return match_names[match];
}

bool
page_rule_parse(const char *text, size_t length, PageRule *out, ParseError *err)
{
	const char *end = text + length;
	const char *first = memchr(text, '\t', length);
	const char *second = first == NULL ? NULL : memchr(first + 1, '\t', (size_t) (end - first) - 1);
	size_t match_length;

	if (second == NULL)
		return parse_fail(err, PARSE_SYNTAX, "rule", "fewer than three fields", 0, length);
	if (first == text)
		return parse_fail(err, PARSE_SYNTAX, "name", "no name", 0, 0);
	if (second + 1 == end)
		return parse_fail(err, PARSE_SYNTAX, "pattern", "no pattern", length, 0);
	if (end - second - 1 > PAGE_PATTERN_MAX)
		return parse_fail(err, PARSE_LIMIT, "pattern", "longer than 255 bytes",
						  (size_t) (second + 1 - text), (size_t) (end - second) - 1);
	match_length = (size_t) (second - first) - 1;
	out->name = text;
	out->name_length = (size_t) (first - text);
	out->pattern = second + 1;
	out->pattern_length = (size_t) (end - second) - 1;
	for (int i = 0; match_names[i] != NULL; i++)
		if (page_equals(first + 1, match_length, match_names[i]))
		{
			out->match = (PageMatch) i;
			return true;
		}
	return parse_fail(err, PARSE_SYNTAX, "match", "unknown way to match",
					  (size_t) (first + 1 - text), match_length);
}

size_t
page_rules_nodes(const PageRule *rules, int count)
{
	size_t nodes = 1;

	for (int i = 0; i < count; i++)
		nodes += rules[i].pattern_length;
	return nodes;
}

static uint32_t
child_of(PageRules *set, uint32_t *link, char byte)
{
	for (; *link != 0; link = &set->nodes[*link].sibling)
		if (set->nodes[*link].byte == byte)
			return *link;
	set->nodes[set->used] = (PageRuleNode){.byte = byte};
	*link = set->used++;
	return *link;
}

static void
add_rule(PageRules *set, int index)
{
	const PageRule *rule = &set->rules[index];
	int trie = rule->match == MATCH_SUFFIX     ? TRIE_BACKWARD
			   : rule->match == MATCH_CONTAINS ? TRIE_ANYWHERE
											   : TRIE_FORWARD;
	uint32_t node = 0;
	uint16_t *end;

	for (size_t i = 0; i < rule->pattern_length; i++)
	{
		char byte =
			page_fold(rule->pattern[trie == TRIE_BACKWARD ? rule->pattern_length - 1 - i : i]);
		uint32_t *link =
			node == 0 ? &set->first[trie][(unsigned char) byte] : &set->nodes[node].child;

		node = child_of(set, link, byte);
	}
	end = rule->match == MATCH_LINE ? &set->nodes[node].whole : &set->nodes[node].open;
	if (*end == 0)
		*end = (uint16_t) (index + 1);
}

void
page_rules_compile(PageRules *out, const PageRule *rules, int count, PageRuleNode *nodes)
{
	memset(out, 0, sizeof *out);
	out->rules = rules;
	out->count = count;
	out->nodes = nodes;
	out->used = 1;
	for (int i = 0; i < count; i++)
		if (rules[i].pattern_length > 0)
			add_rule(out, i);
}

/* A walk along the text from one of its bytes, forwards or backwards. */
typedef struct Walk
{
	const PageRules *set;
	const char *text;
	size_t length;
	int step;    /* 1, or -1 for suffixes */
	bool in_run; /* the walk starts within a run of digits */
	unsigned best;
} Walk;

static void
better(Walk *walk, unsigned rule)
{
	if (rule != 0 && (walk->best == 0 || rule < walk->best))
		walk->best = rule;
}

/* The byte before a walk that has come `at` bytes far. */
static char
byte_at(const Walk *walk, size_t at)
{
	return walk->text[walk->step > 0 ? at : walk->length - 1 - at];
}

static void descend(Walk *walk, uint32_t node, size_t at);

/* '#' takes whole runs only: else each of a million digits would begin a run of its own. */
static size_t
run_at(const Walk *walk, size_t at)
{
	size_t end = at;

	if (at == 0 ? walk->in_run : page_is_digit(byte_at(walk, at - 1)))
		return at;
	while (end < walk->length && page_is_digit(byte_at(walk, end)))
		end++;
	return end;
}

/* A digit may go on as itself and as part of a run, anything else only as itself: each node is
 * reached once, from one place. */
static void
visit(Walk *walk, uint32_t node, size_t at)
{
	for (; node != 0; node = walk->set->nodes[node].sibling)
	{
		char byte = walk->set->nodes[node].byte;

		if (byte == '#')
		{
			size_t end = run_at(walk, at);

			if (end > at)
				descend(walk, node, end);
		}
		if (byte == page_fold(byte_at(walk, at)))
			descend(walk, node, at + 1);
	}
}

static void
descend(Walk *walk, uint32_t node, size_t at)
{
	better(walk, walk->set->nodes[node].open);
	if (at == walk->length)
		better(walk, walk->set->nodes[node].whole);
	else
		visit(walk, walk->set->nodes[node].child, at);
}

static void
walk_from(Walk *walk, int trie)
{
	char here = walk->length == 0 ? '\0' : byte_at(walk, 0);

	if (walk->length == 0)
		return;
	visit(walk, walk->set->first[trie][(unsigned char) page_fold(here)], 0);
	if (page_is_digit(here))
		visit(walk, walk->set->first[trie]['#'], 0);
}

int
page_rules_match(const PageRules *rules, const char *text, size_t length)
{
	Walk walk = {rules, text, length, 1, false, 0};

	walk_from(&walk, TRIE_FORWARD);
	walk.step = -1;
	walk_from(&walk, TRIE_BACKWARD);
	walk.step = 1;
	for (; walk.length > 0; walk.text++, walk.length--)
	{
		walk_from(&walk, TRIE_ANYWHERE);
		walk.in_run = page_is_digit(*walk.text);
	}
	return (int) walk.best - 1;
}
