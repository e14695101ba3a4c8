/*
 * test_page_rule.c
 *	  The tries of the boilerplate rules against a plain reading of the same rules.
 */
#include "page_reader.h"

#include "core/page_text.h"
#include "tap.h"

/* Does the pattern match here?  In *end where it stops. */
static bool
reads(const char *text, size_t length, size_t at, const PageRule *rule, size_t *end)
{
	for (size_t i = 0; i < rule->pattern_length; i++)
	{
		char c = page_fold(rule->pattern[i]);

		if (at == length)
			return false;
		/* a number sign in the text is itself; the tables below have none */
		if (c == '#')
		{
			if (!page_is_digit(text[at]) || (at > 0 && page_is_digit(text[at - 1])))
				return false;
			while (at < length && page_is_digit(text[at]))
				at++;
		}
		else if (page_fold(text[at++]) != c)
			return false;
	}
	*end = at;
	return true;
}

/* Suffixes are read backwards, so a run of digits is whole there too. */
static bool
obeys(const char *text, size_t length, const PageRule *rule)
{
	size_t end;

	for (size_t at = 0; at <= length; at++)
	{
		bool first = at == 0;

		if (!reads(text, length, at, rule, &end))
			continue;
		if (rule->match == MATCH_CONTAINS || (rule->match == MATCH_PREFIX && first) ||
			(rule->match == MATCH_LINE && first && end == length) ||
			(rule->match == MATCH_SUFFIX && end == length))
			return true;
	}
	return false;
}

static unsigned
next_random(unsigned *state)
{
	return *state = *state * 1103515245u + 12345u, *state >> 16;
}

static size_t
random_text(unsigned *state, char *out, const char *letters, size_t most)
{
	size_t length = 1 + next_random(state) % most;

	for (size_t i = 0; i < length; i++)
		out[i] = letters[next_random(state) % strlen(letters)];
	return length;
}

/* Many small rules over few letters, so that they meet on the same lines. */
static void
test_against_plain_reading(void)
{
	enum
	{
		RULES = 40
	};
	char patterns[RULES][8];
	PageRule list[RULES];
	unsigned state = 7;
	int wrong = 0;

	for (int round = 0; round < 300; round++)
	{
		PageRules rules;

		for (int i = 0; i < RULES; i++)
		{
			size_t length = random_text(&state, patterns[i], "aB #", 6);

			list[i] =
				(PageRule){"r", 1, (PageMatch) (next_random(&state) % 4), patterns[i], length};
		}
		reader_rules(&rules, list, 1 + (int) (next_random(&state) % RULES));
		for (int line = 0; line < 100; line++)
		{
			char text[12];
			size_t length = random_text(&state, text, "Ab 01", 10);
			int expected = 0;

			while (expected < rules.count && !obeys(text, length, &list[expected]))
				expected++;
			if (expected == rules.count)
				expected = -1;
			wrong += page_rules_match(&rules, text, length) != expected;
		}
		free(rules.nodes);
	}
	ok(wrong == 0, "30000 random lines obey the rules that a plain reading finds (%d do not)",
	   wrong);
}

/* A pattern whose number stands beside a digit of its own can match nothing: only whole runs are numbers. */
static void
test_builtin(void)
{
	static const char *const lines[][2] = {{"Comments", "comments"},
										   {"COMMENTS (12)", "comments"},
										   {"12 comments", "comments"},
										   {"Comments on the budget were few.", NULL},
										   {"Copyright Business Recorder, 2021", "copyright"},
										   {"Read more", "read more"},
										   {"Read more about it in the book", NULL},
										   {"Photo: Reuters", "photo credit"},
										   {"Source: covid.gov.pk", "COVID box"},
										   {"", NULL}};
	PageRules rules;

	reader_rules(&rules, page_builtin_rules, page_builtin_count);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
	{
		int rule = page_rules_match(&rules, lines[i][0], strlen(lines[i][0]));

		is_str(rule < 0 ? "none" : rules.rules[rule].name, lines[i][1] ? lines[i][1] : "none",
			   lines[i][0]);
	}
	free(rules.nodes);
}

int
main(void)
{
	test_against_plain_reading();
	test_builtin();
	return done_testing();
}
