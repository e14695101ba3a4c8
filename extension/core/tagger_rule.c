/*
 * tagger_rule.c
 *	  Boolean rules: all of, any of and none of some phrases, together or anywhere.
 */
#include "tagger_state.h"

void
tagger_add_term(Tagger *t, const TermMatch *term)
{
	const TermEntry *entry = &t->book.terms[term->term];
	RuleState *state = rule_state(t, entry->rule);
	int64_t place = (int64_t) t->term_count;

	if (entry->role == TERM_NONE)
	{
		state->excluded = true;
		return;
	}
	t->terms =
		memory_grow(&t->memory, t->terms, t->term_count, &t->term_capacity, sizeof(TermMatch));
	t->terms[t->term_count++] = *term;
	if (state->first < 0)
	{
		state->first = place;
		t->touched = memory_grow(&t->memory, t->touched, t->touched_count, &t->touched_capacity,
								 sizeof(uint32_t));
		t->touched[t->touched_count++] = entry->rule;
	}
	else
		t->terms[state->last].next = place;
	state->last = place;
}

static uint32_t
end_of(const TermMatch *term)
{
	return term->match.byte_start + term->match.byte_length;
}

/* A place where a rule holds: from one phrase to another. */
static void
add_place(Tagger *t, uint32_t rule, const TermMatch *from, uint32_t end, uint32_t end_char,
		  Verdict verdict)
{
	*tagger_add_mention(t) = (TagMention){.tag = t->book.rules[rule].tag,
										  .alias = -1,
										  .rule = (int32_t) rule,
										  .zone = from->zone,
										  .verdict = (uint8_t) verdict,
										  .sentence = from->sentence,
										  .start = from->match.start,
										  .length = end_char - from->match.start,
										  .byte_start = from->match.byte_start,
										  .byte_end = end};
}

/* Whether the rule's next phrase has the same span: which of the two comes first must not matter. */
static bool
is_joined(const Tagger *t, const TermMatch *term)
{
	const TermMatch *next;

	if (term->next < 0)
		return false;
	next = &t->terms[term->next];
	return next->stream == term->stream && next->match.byte_start == term->match.byte_start &&
		   next->match.byte_length == term->match.byte_length;
}

/* Of two that start together the longer is the first, so that it does not matter which group is which. */
static bool
is_before(const TermMatch *a, const TermMatch *b)
{
	return a->match.byte_start < b->match.byte_start ||
		   (a->match.byte_start == b->match.byte_start && end_of(a) > end_of(b));
}

/* Windows that do not overlap, the earliest first: one phrase of every group, the latest of each. */
static void
hold_together(Tagger *t, uint32_t rule)
{
	const RuleEntry *entry = &t->book.rules[rule];
	const TermMatch *last[RULE_ALL_MAX + 1];
	uint32_t seen = 0;
	uint32_t stream = STREAMS;
	uint32_t taken_to = 0;

	for (int64_t i = t->rules[rule].first; i >= 0; i = t->terms[i].next)
	{
		const TermMatch *term = &t->terms[i];
		const TermMatch *first = term;
		uint32_t end = end_of(term);
		uint32_t end_char = term->match.start + term->match.length;
		unsigned group = t->book.terms[term->term].group;

		tagger_poll(t);
		if (term->stream != stream)
			taken_to = seen = 0;
		stream = term->stream;
		if (term->match.byte_start < taken_to)
			continue;
		last[group] = term;
		seen |= UINT32_C(1) << group;
		if (seen != entry->groups || is_joined(t, term))
			continue;
		for (unsigned g = 0; g <= RULE_ALL_MAX; g++)
		{
			if ((seen >> g & 1) == 0)
				continue;
			if (is_before(last[g], first))
				first = last[g];
			if (end_of(last[g]) > end)
			{
				end = end_of(last[g]);
				end_char = last[g]->match.start + last[g]->match.length;
			}
		}
		if (term->words_before > first->words_to_end + (uint32_t) entry->within)
			continue;
		add_place(t, rule, first, end, end_char, VERDICT_COUNTED);
		taken_to = end;
		seen = 0;
	}
}

/* Each any_of phrase is a place, or each all_of where there are none, if every group is in the article; of those that overlap the first, the longest. */
static void
hold_anywhere(Tagger *t, uint32_t rule)
{
	const RuleEntry *entry = &t->book.rules[rule];
	TermRole role = entry->groups >> RULE_ALL_MAX & 1 ? TERM_ANY : TERM_ALL;
	uint32_t seen = 0;
	uint32_t stream = STREAMS;
	uint32_t taken_to = 0;

	for (int64_t i = t->rules[rule].first; i >= 0; i = t->terms[i].next)
		seen |= UINT32_C(1) << t->book.terms[t->terms[i].term].group;
	if (seen != entry->groups)
		return;
	for (int64_t i = t->rules[rule].first; i >= 0; i = t->terms[i].next)
	{
		const TermMatch *term = &t->terms[i];

		tagger_poll(t);
		if (t->book.terms[term->term].role != role ||
			(term->stream == stream && term->match.byte_start < taken_to))
			continue;
		stream = term->stream;
		taken_to = end_of(term);
		add_place(t, rule, term, taken_to, term->match.start + term->match.length, VERDICT_COUNTED);
	}
}

void
tagger_try_rules(Tagger *t)
{
	for (size_t i = 0; i < t->touched_count; i++)
	{
		uint32_t rule = t->touched[i];
		const RuleEntry *entry = &t->book.rules[rule];
		size_t before = t->mention_count;
		Verdict verdict = VERDICT_COUNTED;

		if (entry->within == RULE_ANYWHERE)
			hold_anywhere(t, rule);
		else
			hold_together(t, rule);
		if (t->rules[rule].excluded)
			verdict = VERDICT_EXCLUDED;
		else if (t->mention_count - before < entry->threshold)
			verdict = VERDICT_THRESHOLD;
		for (size_t k = before; k < t->mention_count; k++)
			t->mentions[k].verdict = (uint8_t) verdict;
		if (verdict == VERDICT_COUNTED && t->mention_count > before)
			tag_state(t, entry->tag)->established = true;
		if (t->poll)
			t->poll();
	}
}
