/*
 * tagbook_read.c
 *	  The lines of a tagbook, read one at a time into the arrays that it will be built from.
 */
#include "tagbook_format.h"

/* The words of a line, read one after another. */
typedef struct LineReader
{
	const char *s;
	size_t n;
	size_t at;
} LineReader;

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* The next word; of length 0 at the end. */
static size_t
next_word(LineReader *line, size_t *start)
{
	while (line->at < line->n && is_blank(line->s[line->at]))
		line->at++;
	*start = line->at;
	while (line->at < line->n && !is_blank(line->s[line->at]))
		line->at++;
	return line->at - *start;
}

/* One of the names that `name` gives, by its number. */
static bool
read_name(LineReader *line, const char *(*name)(unsigned), const char *field, unsigned *value,
		  ParseError *err)
{
	size_t start;
	size_t length = next_word(line, &start);

	for (*value = 0; name(*value) != NULL; ++*value)
	{
		if (strlen(name(*value)) == length && memcmp(name(*value), line->s + start, length) == 0)
			return true;
	}
	return parse_fail(err, PARSE_SYNTAX, field, length == 0 ? "missing" : "unknown", start, length);
}

static bool
read_number(LineReader *line, int64_t least, int64_t most, const char *field, int32_t *value,
			ParseError *err)
{
	size_t start;
	size_t length = next_word(line, &start);
	const char *s = line->s + start;
	size_t i = length > 0 && s[0] == '-';
	int64_t number = 0;

	if (i == length)
		return parse_fail(err, PARSE_SYNTAX, field, length == 0 ? "missing" : "no integer", start,
						  length);
	for (size_t k = i; k < length; k++)
	{
		if (s[k] < '0' || s[k] > '9')
			return parse_fail(err, PARSE_SYNTAX, field, "no integer", start, length);
		if (number < INT64_C(1) << 40)
			number = number * 10 + (s[k] - '0');
	}
	if (i == 1)
		number = -number;
	if (number < least || number > most)
		return parse_fail(err, PARSE_RANGE, field, "out of range", start, length);
	*value = (int32_t) number;
	return true;
}

static bool
read_end(LineReader *line, ParseError *err)
{
	size_t start;
	size_t length = next_word(line, &start);

	return length == 0 ||
		   parse_fail(err, PARSE_SYNTAX, "line", "more than belongs to it", start, length);
}

/* The rest of a line as a phrase with its id and options, whose label is the kind's next place. */
static bool
read_phrase(TagbookSource *source, LineReader *line, LabelKind kind, size_t place,
			PhraseEntry *entry, ParseError *err)
{
	char phrase[PHRASE_MAX_BYTES];

	while (line->at < line->n && is_blank(line->s[line->at]))
		line->at++;
	if (!phrase_line_parse(line->s + line->at, line->n - line->at, entry, phrase, err))
	{
		err->offset += line->at;
		return false;
	}
	if (place > LABEL_PLACE)
		return parse_fail(err, PARSE_LIMIT, "line", "too many of its kind", 0, line->n);
	source->phrases = memory_grow(&source->memory, source->phrases, source->phrase_count,
								  &source->phrase_capacity, sizeof(PhraseEntry));
	if (source->pool_length + entry->length > source->pool_capacity)
	{
		size_t capacity = 2 * source->pool_capacity + PHRASE_MAX_BYTES;

		source->pool = source->memory.resize(source->memory.context, source->pool, capacity);
		source->pool_capacity = capacity;
	}
	memcpy(source->pool + source->pool_length, phrase, entry->length);
	source->phrases[source->phrase_count] = *entry;
	source->phrases[source->phrase_count].id = (int32_t) ((uint32_t) kind << 28 | (uint32_t) place);
	source->phrases[source->phrase_count].offset = (uint32_t) source->pool_length;
	source->phrase_count++;
	source->pool_length += entry->length;
	return true;
}

static bool
read_weight(TagbookSource *source, LineReader *line, ParseError *err)
{
	unsigned weight;

	return read_name(line, tag_weight_name, "weight", &weight, err) &&
		   read_number(line, 0, TAG_WEIGHT_MAX, "weight", &source->weights[weight], err) &&
		   read_end(line, err);
}

static bool
read_sign(TagbookSource *source, LineReader *line, ParseError *err)
{
	PhraseEntry entry;

	if (!read_phrase(source, line, LABEL_SIGN, source->sign_count, &entry, err))
		return false;
	source->signs = memory_grow(&source->memory, source->signs, source->sign_count,
								&source->sign_capacity, sizeof(SignEntry));
	source->signs[source->sign_count++] =
		(SignEntry){.colon = (entry.options & PHRASE_CASE_MASK) != PHRASE_FOLD};
	return true;
}

static bool
read_tag(TagbookSource *source, LineReader *line, ParseError *err)
{
	TagEntry tag;
	unsigned kind;

	if (!read_number(line, INT32_MIN, INT32_MAX, "tag", &tag.id, err) ||
		!read_name(line, tag_kind_name, "kind", &kind, err) || !read_end(line, err))
		return false;
	if (source->tag_count > 0 && source->tags[source->tag_count - 1].id >= tag.id)
		return parse_fail(err, PARSE_CONTRADICTION, "tag", "ids do not ascend", 0, line->n);
	tag.kind = kind;
	source->tags = memory_grow(&source->memory, source->tags, source->tag_count,
							   &source->tag_capacity, sizeof(TagEntry));
	source->tags[source->tag_count++] = tag;
	return true;
}

/* The place of a tag that an earlier line has brought. */
static bool
read_tag_place(const TagbookSource *source, LineReader *line, uint32_t *place, ParseError *err)
{
	size_t low = 0;
	size_t high = source->tag_count;
	size_t start;
	int32_t id;

	while (line->at < line->n && is_blank(line->s[line->at]))
		line->at++;
	start = line->at;
	if (!read_number(line, INT32_MIN, INT32_MAX, "tag", &id, err))
		return false;
	while (low < high)
	{
		size_t middle = (low + high) / 2;

		if (source->tags[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == source->tag_count || source->tags[low].id != id)
		return parse_fail(err, PARSE_CONTRADICTION, "tag", "not in the lines before", start,
						  line->at - start);
	*place = (uint32_t) low;
	return true;
}

static bool
has_lower(const char *s, size_t n)
{
	const uint8_t *p = (const uint8_t *) s;
	const uint8_t *end = p + n;

	while (p < end)
	{
		uint32_t c;

		p += phrase_decode(p, end, &c);
		if (phrase_char_is_lower(c))
			return true;
	}
	return false;
}

static bool
read_alias(TagbookSource *source, LineReader *line, ParseError *err)
{
	AliasEntry alias = {0};
	PhraseEntry entry;
	unsigned guard;
	size_t before;
	size_t start;
	size_t length;

	if (!read_tag_place(source, line, &alias.tag, err) ||
		!read_name(line, tag_guard_name, "guard", &guard, err))
		return false;
	alias.guard = (uint8_t) guard;
	before = line->at;
	length = next_word(line, &start);
	alias.word = length == 4 && memcmp(line->s + start, "word", 4) == 0;
	if (!alias.word)
		line->at = before;
	if (!read_phrase(source, line, LABEL_ALIAS, source->alias_count, &entry, err))
		return false;
	alias.id = entry.id;
	alias.capitals = (entry.options & PHRASE_CASE_MASK) == PHRASE_UPPER ||
					 ((entry.options & PHRASE_CASE_MASK) == PHRASE_EXACT &&
					  !has_lower(source->pool + source->pool_length - entry.length, entry.length));
	if (source->alias_count > 0 && source->aliases[source->alias_count - 1].id >= alias.id)
		return parse_fail(err, PARSE_CONTRADICTION, "alias", "ids do not ascend", 0, line->n);
	source->aliases = memory_grow(&source->memory, source->aliases, source->alias_count,
								  &source->alias_capacity, sizeof(AliasEntry));
	source->aliases[source->alias_count++] = alias;
	return true;
}

static bool
read_rule(TagbookSource *source, LineReader *line, ParseError *err)
{
	RuleEntry rule = {.within = RULE_ANYWHERE};
	int32_t threshold;
	size_t before;
	size_t start;

	if (!read_number(line, INT32_MIN, INT32_MAX, "rule", &rule.id, err) ||
		!read_tag_place(source, line, &rule.tag, err))
		return false;
	before = line->at;
	if (next_word(line, &start) != 1 || line->s[start] != '-')
	{
		line->at = before;
		if (!read_number(line, 0, RULE_WITHIN_MAX, "within", &rule.within, err))
			return false;
	}
	if (!read_number(line, 1, RULE_THRESHOLD_MAX, "threshold", &threshold, err) ||
		!read_end(line, err))
		return false;
	rule.threshold = (uint32_t) threshold;
	if (source->rule_count > 0 && source->rules[source->rule_count - 1].id >= rule.id)
		return parse_fail(err, PARSE_CONTRADICTION, "rule", "ids do not ascend", 0, line->n);
	source->rules = memory_grow(&source->memory, source->rules, source->rule_count,
								&source->rule_capacity, sizeof(RuleEntry));
	source->rules[source->rule_count++] = rule;
	return true;
}

/* Terms follow all rules, those of a rule together, in the order of the rules. */
static bool
read_term(TagbookSource *source, LineReader *line, ParseError *err)
{
	TermEntry term = {0};
	PhraseEntry entry;
	unsigned role;
	uint32_t rule = source->term_count == 0 ? 0 : source->terms[source->term_count - 1].rule;

	if (!read_name(line, term_role_name, "role", &role, err) ||
		!read_phrase(source, line, LABEL_TERM, source->term_count, &entry, err))
		return false;
	while (rule < source->rule_count && source->rules[rule].id < entry.id)
		rule++;
	if (rule >= source->rule_count || source->rules[rule].id != entry.id)
		return parse_fail(err, PARSE_CONTRADICTION, "rule",
						  "not in the lines before, or out of order", 0, line->n);
	term.rule = rule;
	term.role = (uint8_t) role;
	if (role == TERM_ANY)
		term.group = RULE_ALL_MAX;
	else if (role == TERM_ALL)
	{
		while (source->rules[rule].groups >> term.group & 1)
		{
			if (++term.group == RULE_ALL_MAX)
				return parse_fail(err, PARSE_LIMIT, "rule", "more than 31 phrases of role all", 0,
								  line->n);
		}
	}
	if (role != TERM_NONE)
		source->rules[rule].groups |= UINT32_C(1) << term.group;
	source->terms = memory_grow(&source->memory, source->terms, source->term_count,
								&source->term_capacity, sizeof(TermEntry));
	source->terms[source->term_count++] = term;
	return true;
}

static const struct
{
	const char *name;
	bool (*read)(TagbookSource *source, LineReader *line, ParseError *err);
} line_kinds[] = {
	{"weight", read_weight}, {"sign", read_sign}, {"tag", read_tag},
	{"alias", read_alias},   {"rule", read_rule}, {"term", read_term},
};

bool
tagbook_line(TagbookSource *source, const char *s, size_t n, ParseError *err)
{
	LineReader line = {.s = s, .n = n};
	size_t start;
	size_t length = next_word(&line, &start);

	for (size_t i = 0; i < sizeof(line_kinds) / sizeof(line_kinds[0]); i++)
	{
		if (strlen(line_kinds[i].name) == length &&
			memcmp(line_kinds[i].name, s + start, length) == 0)
			return line_kinds[i].read(source, &line, err);
	}
	return parse_fail(err, PARSE_SYNTAX, "line", "neither weight, sign, tag, alias, rule nor term",
					  start, length);
}
