/*
 * page_rules.c
 *	  Boilerplate rules given as an array, compiled once per call site.
 */
#include "page_rules.h"

#include "catalog/pg_type.h"
#include "core/page_text.h"
#include "mb/pg_wchar.h"
#include "utils/memutils.h"

/* What fn_extra holds.  The array's bytes tell whether it is still the same. */
typedef struct RuleCache
{
	MemoryContext context; /* holds all of it, this struct too */
	ArrayType *array;      /* NULL for the built-in rules */
	PageRules rules;
} RuleCache;

static const char *
reject_rule(const ParseError *err, const char *text, int length, int index)
{
	ereport(
		ERROR,
		(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		 errmsg("invalid boilerplate rule: \"%.*s\"", pg_mbcliplen(text, length, 80), text),
		 errdetail("Element %d of the array has a bad %s: %s.", index + 1, err->field, err->reason),
		 errhint("A rule is a name, one of line, prefix, suffix and contains, and a pattern, "
				 "separated by tab characters.")));
	return NULL;
}

static void
read_rule(Datum element, bool isnull, int index, PageRule *rule)
{
	ParseError err = {PARSE_SYNTAX, "rule", "it is null", 0, 0};
	PlainLine plain;
	text *value;

	if (isnull)
		reject_rule(&err, "", 0, index);
	value = DatumGetTextPP(element);
	if (!page_rule_parse(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), rule, &err))
		reject_rule(&err, VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), index);
	page_plain(rule->pattern, rule->pattern_length, palloc(rule->pattern_length), &plain);
	rule->pattern = plain.text;
	rule->pattern_length = plain.length;
	err.field = "pattern";
	err.reason = "it is blank";
	if (plain.length == 0)
		reject_rule(&err, VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), index);
}

static PageRule *
read_rules(ArrayType *array, int *count)
{
	Datum *elements;
	bool *nulls;
	PageRule *rules;

	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &elements, &nulls, count);
	if (*count > PAGE_RULES_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("too many boilerplate rules"),
				 errdetail("%d rules are given, at most %d are taken.", *count, PAGE_RULES_MAX)));
	rules = palloc(sizeof *rules * (*count + 1));
	for (int i = 0; i < *count; i++)
		read_rule(elements[i], nulls[i], i, &rules[i]);
	return rules;
}

static RuleCache *
build_cache(MemoryContext parent, ArrayType *array)
{
	MemoryContext context =
		AllocSetContextCreate(parent, "newstape page rules", ALLOCSET_SMALL_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	RuleCache *cache = palloc0(sizeof *cache);
	const PageRule *rules = page_builtin_rules;
	int count = page_builtin_count;
	PageRuleNode *nodes;

	cache->context = context;
	if (array != NULL)
	{
		cache->array = palloc(VARSIZE(array));
		memcpy(cache->array, array, VARSIZE(array));
		rules = read_rules(cache->array, &count);
	}
	nodes = MemoryContextAllocHuge(context, sizeof *nodes * page_rules_nodes(rules, count));
	page_rules_compile(&cache->rules, rules, count, nodes);
	MemoryContextSwitchTo(old);
	return cache;
}

static bool
same_array(const ArrayType *a, const ArrayType *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return VARSIZE(a) == VARSIZE(b) && memcmp(a, b, VARSIZE(a)) == 0;
}

const PageRules *
page_rules_of(FmgrInfo *flinfo, ArrayType *array)
{
	RuleCache *cache = flinfo->fn_extra;

	if (cache == NULL || !same_array(cache->array, array))
	{
		RuleCache *old = cache;

		cache = build_cache(flinfo->fn_mcxt, array);
		flinfo->fn_extra = cache;
		if (old != NULL)
			MemoryContextDelete(old->context);
	}
	return &cache->rules;
}
