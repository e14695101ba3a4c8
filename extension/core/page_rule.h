/*
 * page_rule.h
 *	  Boilerplate told by its words: rules as data, so that whoever keeps a source can add to them.
 *
 * A rule names a line, or what it starts with, ends with or contains.  Lines are compared plain
 *(page_text.h), ASCII letters in any case; '#' in a pattern stands for a run of digits.  A set of
 *rules is compiled into three tries, so that a line costs its length, not the number of rules.
 */
#ifndef NEWSTAPE_CORE_PAGE_RULE_H
#define NEWSTAPE_CORE_PAGE_RULE_H

#include "error.h"

/* bounds the cost of "contains", where a walk may start at every byte */
#define PAGE_PATTERN_MAX 255
#define PAGE_RULES_MAX 10000

typedef enum PageMatch
{
	MATCH_LINE,
	MATCH_PREFIX,
	MATCH_SUFFIX,
	MATCH_CONTAINS
} PageMatch;

typedef struct PageRule
{
	const char *name;
	size_t name_length;
	PageMatch match;
	const char *pattern; /* plain */
	size_t pattern_length;
} PageRule;

/* 0 is no node: the first is never used. */
typedef struct PageRuleNode
{
	uint32_t child;
	uint32_t sibling;
	uint16_t whole; /* 1 + the rule that a line ending here obeys, 0 if none */
	uint16_t open;  /* 1 + the rule that any line passing here obeys */
	char byte;      /* folded; '#' is any run of digits */
} PageRuleNode;

typedef struct PageRules
{
	const PageRule *rules;
	int count;
	PageRuleNode *nodes;
	uint32_t used;
	uint32_t first[3][256]; /* starts of the tries of line and prefix, of suffix (backwards), of
							   contains */
} PageRules;

/* The rules that every page is read with unless others are given. */
extern const PageRule page_builtin_rules[];
extern const int page_builtin_count;

extern const char *page_match_name(PageMatch match);

/* "name TAB match TAB pattern"; out points into it, and the pattern is not plain yet. */
extern bool page_rule_parse(const char *text, size_t length, PageRule *out, ParseError *err);

/* How many nodes page_rules_compile() needs at most. */
extern size_t page_rules_nodes(const PageRule *rules, int count);
extern void page_rules_compile(PageRules *out, const PageRule *rules, int count,
							   PageRuleNode *nodes);

/* The first rule, in the order given, that the plain line obeys; -1 if none. */
extern int page_rules_match(const PageRules *rules, const char *text, size_t length);

#endif /* NEWSTAPE_CORE_PAGE_RULE_H */
