/*
 * test_tagger.c
 *	  Tagging: guards, signs, capitals, nesting, rules and scores in tables of cases; offsets; time.
 */
#include "core/tagger.h"

#include <stdlib.h>
#include <time.h>

#include "rules.h"
#include "tap.h"

typedef struct Case
{
	const char *title;
	const char *body;
	const char *expected;
} Case;

static void *block;
static Tagbook book;
static Tagger *tagger;
static TagArticle article;
static int number;

static void
begin_rules(const char *rules)
{
	ParseError err;
	size_t line;
	size_t size;
	const char *reason;

	block = compile_rules(rules, strlen(rules), &size, &err, &line);
	if (block == NULL || !tagbook_open(block, size, &book, &reason))
		abort();
	tagger = tagger_create(&book, heap);
}

static void
end_rules(void)
{
	tagger_free(tagger);
	free(block);
}

static void
read_article(const char *title, const char *body)
{
	article = (TagArticle){title, strlen(title), body, strlen(body)};
	tagger_read(tagger, &article, NULL);
}

/* The place of character `at`. */
static const char *
char_at(const char *text, uint32_t at)
{
	for (; at > 0; at--)
	{
		text++;
		while (((uint8_t) *text & 0xc0) == 0x80)
			text++;
	}
	return text;
}

/* "tag span verdict, ...": a rule's tag has an r before it; what counts has no verdict. */
static void
show_mentions(char *out, size_t size)
{
	size_t count;
	const TagMention *mentions = tagger_mentions(tagger, &count);
	size_t at = 0;

	out[0] = '\0';
	for (size_t i = 0; i < count && at < size; i++)
	{
		const TagMention *m = &mentions[i];
		const char *text = m->zone == ZONE_HEADLINE ? article.title : article.body;
		const char *from = char_at(text, m->start);
		const char *to = char_at(text, m->start + m->length);

		if (from != text + m->byte_start || to != text + m->byte_end)
			ok(false, "characters and bytes agree");
		at += (size_t) snprintf(out + at, size - at, "%s%s%d %.*s%s%s", i > 0 ? ", " : "",
								m->rule >= 0 ? "r" : "", (int) book.tags[m->tag].id,
								(int) (to - from), from, m->verdict == VERDICT_COUNTED ? "" : " ",
								m->verdict == VERDICT_COUNTED ? "" : verdict_name(m->verdict));
	}
}

static void
test_case(const char *title, const char *body, const char *expected)
{
	char shown[2000];

	read_article(title, body);
	show_mentions(shown, sizeof(shown));
	number++;
	if (!ok(strcmp(shown, expected) == 0, "case %d: %s", number, expected))
		printf("# got: %s\n", shown);
}

static void
test_cases(const char *rules, const Case *cases, size_t count)
{
	begin_rules(rules);
	for (size_t i = 0; i < count; i++)
		test_case(cases[i].title, cases[i].body, cases[i].expected);
	end_rules();
}

#define TEST_CASES(rules, cases) test_cases(rules, cases, sizeof(cases) / sizeof((cases)[0]))

static void
test_guards(void)
{
	static const char rules[] = "sign 1 exact: PSX\nsign 2 fold: ticker symbol\n"
								"tag 1 instrument\ntag 2 topic\ntag 3 person\n"
								"alias 1 none 1 fold: Hub Power\nalias 1 needs_coref 2 fold: "
								"hub\nalias 1 needs_exchange 3 exact: HUBC\n"
								"alias 2 headline_only 4 fold: gold\nalias 3 never 5 fold: "
								"Khan\nalias 3 none 6 fold: Imran Khan\n";
	static const Case cases[] = {
		{"", "", ""},
		{"Nothing", "here", ""},
		{"Hub Power", "x", "1 Hub Power"},
		{"", "HUB  POWER,\nhub-power", "1 HUB  POWER, 1 hub"},
		{"", "A hub. HUBC", "1 hub needs_coref, 1 HUBC needs_exchange"},
		{"A hub", "Hub Power", "1 hub, 1 Hub Power"},
		{"Hub Power", "A hub. HUBC", "1 Hub Power, 1 hub, 1 HUBC needs_exchange"},
		{"", "(PSX: HUBC) hub", "1 HUBC, 1 hub"},
		{"hub HUBC", "It said. (PSX: HUBC)", "1 hub, 1 HUBC, 1 HUBC"},
		{"", "PSX: hub", "1 hub"},
		{"", "PSX: hub HUBC", "1 hub, 1 HUBC"},
		{"Gold", "gold", "2 Gold, 2 gold headline_only"},
		{"Khan", "Imran Khan, Khan", "3 Khan never, 3 Imran Khan, 3 Khan never"},
		{"Hub Power", "Hub Power.\n\nCopyright (c) Hub Power, Khan",
		 "1 Hub Power, 1 Hub Power, 1 Hub Power boilerplate, 3 Khan never"},
		{"", "Copyright (c) Hub Power\n\nThe hub", "1 Hub Power boilerplate, 1 hub needs_coref"},
		{"", "Copyright (c) PSX: HUBC\n\nHUBC", "1 HUBC boilerplate, 1 HUBC needs_exchange"},
	};

	TEST_CASES(rules, cases);
}

static void
test_signs(void)
{
	static const char rules[] = "sign 1 exact: PSX\nsign 2 fold: ticker symbol\nsign 3 fold: "
								"symbol\nsign 4 exact: NYSE American\nsign 5 exact: NYSE\n"
								"sign 6 fold: shares\nsign 7 exact: Shares\n"
								"tag 1 instrument\ntag 2 instrument\ntag 3 place\n"
								"alias 1 needs_exchange 1 exact: POWER\nalias 2 needs_exchange 2 "
								"exact: TRG\nalias 3 none 3 fold: Karachi\n";
	static const Case cases[] = {
		{"", "POWER TRG", "1 POWER needs_exchange, 2 TRG needs_exchange"},
		{"", "(PSX: TRG)", "2 TRG"},
		{"", "PSX:TRG", "2 TRG"},
		{"", "PSX : TRG", "2 TRG"},
		{"", "PSX:\xc2\xa0TRG", "2 TRG"},
		{"", "PSX:\r\nTRG", "2 TRG"},
		{"", "PSX TRG", "2 TRG needs_exchange"},
		{"", "psx: TRG", "2 TRG needs_exchange"},
		{"", "PSX:: TRG", "2 TRG needs_exchange"},
		{"", "PSX; TRG", "2 TRG needs_exchange"},
		{"", "XPSX: TRG", "2 TRG needs_exchange"},
		{"", "$TRG", "2 TRG"},
		{"", "$ TRG", "2 TRG needs_exchange"},
		{"", "ticker symbol TRG", "2 TRG"},
		{"", "Ticker Symbol: TRG", "2 TRG"},
		{"", "ticker symbol is TRG", "2 TRG needs_exchange"},
		{"", "PSX: HUBC, KEL, POWER", "1 POWER"},
		{"", "PSX: HUBC,KEL/K-E & A.B, POWER", "1 POWER"},
		{"", "PSX: HUBC, TRG, POWER", "2 TRG, 1 POWER"},
		{"", "PSX: HUBC and POWER", "1 POWER needs_exchange"},
		{"", "PSX: HUBC, Kel, POWER", "1 POWER needs_exchange"},
		{"", "PSX: HUBC,, POWER", "1 POWER needs_exchange"},
		{"", "PSX: , POWER", "1 POWER needs_exchange"},
		{"", "PSX: A, B, C, D, E, F, G, H, I, J, K, L, POWER", "1 POWER"},
		{"", "PSX: A, B, C, D, E, F, G, H, I, J, K, L, M, POWER", "1 POWER needs_exchange"},
		{"", "ticker symbol A, POWER", "1 POWER"},
		{"", "PSX A, POWER", "1 POWER needs_exchange"},
		{"", ", POWER", "1 POWER needs_exchange"},
		{"", ": POWER", "1 POWER needs_exchange"},
		{"", "KARACHI: TRG", "3 KARACHI, 2 TRG needs_exchange"},
		{"PSX:", "TRG", "2 TRG needs_exchange"},
		{"PSX: TRG", "TRG", "2 TRG, 2 TRG"},
		{"", "NYSE American: TRG", "2 TRG"},
		{"", "NYSE: TRG", "2 TRG"},
		{"", "symbol TRG", "2 TRG"},
		/* of two signs that are the same the one that asks for less */
		{"", "Shares TRG", "2 TRG"},
		{"", "shares: TRG", "2 TRG"},
	};

	TEST_CASES(rules, cases);
}

static void
test_capitals(void)
{
	static const char rules[] =
		"sign 1 exact: PSX\n"
		"tag 1 instrument\ntag 2 instrument\ntag 3 instrument\ntag 4 instrument\n"
		"alias 1 none word 1 exact: POWER\nalias 1 none 2 fold: Power Cement\n"
		"alias 2 needs_exchange word 3 upper: TRADE\nalias 2 none 4 fold: Trade Bank\n"
		"alias 3 none word 5 fold: image\nalias 4 headline_only word 6 exact: GOLD\n";
	static const Case cases[] = {
		{"POWER TARIFF UP", "x", "1 POWER capitals"},
		{"POWER tariff up", "x", "1 POWER"},
		{"POWER", "x", "1 POWER"},
		{"POWER: A 1 B", "x", "1 POWER"},
		{"PSX: POWER TARIFF UP", "x", "1 POWER"},
		{"POWER TARIFF UP", "Power Cement", "1 POWER, 1 Power Cement"},
		{"TRADE TARIFF UP", "Trade Bank", "2 TRADE capitals, 2 Trade Bank"},
		{"TRADE TARIFF UP", "PSX: TRADE", "2 TRADE capitals, 2 TRADE"},
		{"TRADE tariff", "PSX: TRADE", "2 TRADE, 2 TRADE"},
		{"IMAGE TARIFF UP", "x", "3 IMAGE"},
		{"GOLD TARIFF UP", "GOLD TARIFF UP", "4 GOLD capitals, 4 GOLD headline_only"},
		{"", "POWER TARIFF UP. The power rose. POWER AND TARIFF",
		 "1 POWER capitals, 1 POWER capitals"},
		{"", "The end.\n\nPOWER TARIFF UP\n\nThe POWER", "1 POWER, 1 POWER"},
		{"POWER \xc3\x84\xc3\x96", "x", "1 POWER capitals"},
		{"POWER \xc3\xa4\xc3\x96", "x", "1 POWER"},
		/* letters without case are no capitals */
		{"\xe6\x9d\xb1\xe4\xba\xac POWER \xd9\xbe\xd8\xa7 \xd8\xb1\xd8\xb1", "x", "1 POWER"},
	};

	TEST_CASES(rules, cases);
}

static void
test_nesting(void)
{
	static const char rules[] =
		"tag 1 organisation\ntag 2 topic\ntag 3 place\ntag 4 topic\ntag 5 instrument\n"
		"alias 1 none 1 fold: IMF\nalias 2 none 2 fold: IMF programme\nalias 3 none 3 fold: "
		"Punjab\nalias 5 none 4 fold: Bank of Punjab\n"
		"alias 4 none 5 fold: bank\nalias 4 none 6 fold: programme\nalias 1 none 7 fold: State "
		"Bank\nalias 3 none 8 fold: state\n"
		"alias 3 none 9 fold: state bank\nalias 5 never 10 fold: power of\nalias 4 none 11 fold: "
		"power\nalias 4 none 12 fold: of punjab is\n";
	static const Case cases[] = {
		{"", "IMF programme", "2 IMF programme, 1 IMF, 4 programme inside"},
		{"", "Bank of Punjab", "5 Bank of Punjab, 4 Bank inside, 3 Punjab inside"},
		{"", "Bank of Punjab, Punjab bank",
		 "5 Bank of Punjab, 4 Bank inside, 3 Punjab inside, 3 Punjab, 4 bank"},
		/* what reaches beyond is not inside */
		{"", "Bank of Punjab is",
		 "5 Bank of Punjab, 4 Bank inside, 4 of Punjab is, 3 Punjab inside"},
		/* the same span for two tags */
		{"", "State Bank", "1 State Bank, 3 State Bank, 4 Bank inside"},
		{"", "power of", "5 power of never, 4 power inside"},
		/* the title hides nothing of the body */
		{"Bank of Punjab", "Punjab", "5 Bank of Punjab, 4 Bank inside, 3 Punjab inside, 3 Punjab"},
	};

	TEST_CASES(rules, cases);
}

/* Aliases of one tag on one span: the same whichever is first. */
static void
test_same_span(void)
{
	static const struct
	{
		const char *one;
		const char *two;
		Case article;
	} cases[] = {
		{"none", "never", {"POWER", "x", "1 POWER never"}},
		{"none", "needs_exchange", {"POWER", "x", "1 POWER"}},
		{"none", "needs_exchange", {"PSX: POWER", "other", "1 POWER, 1 other"}},
		{"never",
		 "needs_exchange",
		 {"PSX: POWER", "other", "1 POWER never, 1 other needs_exchange"}},
		{"needs_coref", "needs_exchange", {"POWER", "x", "1 POWER needs_coref"}},
		{"needs_coref", "needs_exchange", {"POWER", "Full Name", "1 POWER, 1 Full Name"}},
		{"headline_only", "needs_exchange", {"", "POWER. $other", "1 POWER, 1 other"}},
		{"headline_only", "needs_coref", {"", "POWER", "1 POWER needs_coref"}},
		{"none word", "needs_coref", {"POWER UP AT", "x", "1 POWER needs_coref"}},
		{"none word", "needs_exchange word", {"POWER UP AT", "Full Name", "1 POWER, 1 Full Name"}},
		{"none word", "needs_exchange", {"POWER UP AT", "$other", "1 POWER, 1 other"}},
		{"headline_only", "needs_exchange word", {"", "POWER UP AT", "1 POWER capitals"}},
	};
	char rules[500];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		for (int swap = 0; swap < 2; swap++)
		{
			snprintf(rules, sizeof(rules),
					 "sign 1 exact: PSX\ntag 1 instrument\nalias 1 %s 1 exact: POWER\nalias 1 %s 2 "
					 "upper: power\n"
					 "alias 1 needs_exchange 3 fold: other\nalias 1 none 4 fold: full name\n",
					 swap ? cases[i].two : cases[i].one, swap ? cases[i].one : cases[i].two);
			test_cases(rules, &cases[i].article, 1);
		}
	}
}

static void
test_overlaps(void)
{
	static const char rules[] =
		"tag 1 topic\nalias 1 none 1 fold: a b\nalias 1 none 2 fold: b c d\nalias 1 none 3 fold: a "
		"b c\nalias 1 none 4 fold: d\nalias 1 none 5 fold: c\n";
	static const Case cases[] = {
		{"", "a b c d", "1 a b c, 1 d"},
		{"", "a b x b c d", "1 a b, 1 b c d"},
		{"", "b c d d", "1 b c d, 1 d"},
		{"a b", "c", "1 a b, 1 c"},
	};

	TEST_CASES(rules, cases);
}

static void
test_rules(void)
{
	static const char near[] = "tag 1 topic\nrule 1 1 3 1\nterm all 1: rate\nterm all 1 exact: "
							   "cut\nterm any 1: bank\nterm any 1: state bank\nterm none 1: gold\n";
	static const Case near_cases[] = {
		{"", "rate cut bank", "r1 rate cut bank"},
		{"", "bank cut rate", "r1 bank cut rate"},
		{"", "rate 1 cut 3 bank", "r1 rate 1 cut 3 bank"},
		{"", "rate cut 2 3 bank", "r1 rate cut 2 3 bank"},
		{"", "rate cut 2 3 4 bank", ""},
		{"",
		 "rate, (cut) -- \"2\" \xe2\x96\xb2 3; "
		 "......................................................... bank",
		 "r1 rate, (cut) -- \"2\" \xe2\x96\xb2 3; "
		 "......................................................... bank"},
		{"", "rate cut", ""},
		{"", "rate Cut bank", ""},
		{"rate cut", "bank", ""},
		{"rate cut bank", "Rate cut BANK", "r1 rate cut bank, r1 Rate cut BANK"},
		{"", "rate cut bank rate cut bank rate", "r1 rate cut bank, r1 rate cut bank"},
		{"", "rate cut bank cut rate", "r1 rate cut bank"},
		{"", "rate 1 2 3 4 rate cut state bank", "r1 rate cut state bank"},
		{"", "cut cut cut rate rate bank", "r1 cut rate rate bank"},
		{"", "rate cut bank. Gold", "r1 rate cut bank excluded"},
		{"gold", "rate cut bank", "r1 rate cut bank excluded"},
		{"", "rate cut bank.\n\nCopyright (c) gold rate cut bank", "r1 rate cut bank"},
		{"", "Copyright (c) rate\n\ncut bank", ""},
	};
	static const char within_0[] = "tag 1 topic\nrule 1 1 0 2\nterm all 1: a\nterm all 1: b\n";
	static const Case within_0_cases[] = {
		{"", "a b", "r1 a b threshold"},
		{"", "a b, b-a", "r1 a b, r1 b-a"},
		{"", "a b x b x a", "r1 a b threshold"},
		{"a b", "a b", "r1 a b, r1 a b"},
	};
	static const char anywhere[] = "tag 1 topic\nrule 1 1 - 2\nterm all 1: fund\nterm any 1: "
								   "oil\nterm any 1: crude oil\nterm any 1 exact: oil\n";
	static const Case anywhere_cases[] = {
		{"", "oil oil", ""},
		{"", "fund fund", ""},
		{"fund", "oil", "r1 oil threshold"},
		{"", "oil. Oil and fund", "r1 oil, r1 Oil"},
		/* a place is one, by however many phrases */
		{"", "crude oil fund", "r1 crude oil threshold"},
		{"oil", "fund. Crude oil", "r1 oil, r1 Crude oil"},
	};
	static const char all_only[] = "tag 1 topic\nrule 1 1 - 1\nterm all 1: a\nterm all 1: b\n";
	static const Case all_only_cases[] = {
		{"", "a a", ""}, {"a", "b", "r1 a, r1 b"}, {"", "a b a", "r1 a, r1 b, r1 a"}};
	static const char any_only[] = "tag 1 topic\nrule 1 1 2 2\nterm any 1: a\nterm any 1: b\n";
	static const Case any_only_cases[] = {
		{"", "a", "r1 a threshold"}, {"a", "b", "r1 a, r1 b"}, {"", "a b a", "r1 a, r1 b, r1 a"}};
	static const char shows[] = "tag 1 topic\ntag 2 topic\nalias 1 needs_coref 1: word\nrule 1 1 - "
								"1\nrule 2 2 - 1\nterm any 1: a\nterm none 1: b\nterm any 2: a\n";
	static const Case shows_cases[] = {{"word", "a", "1 word, r1 a, r2 a"},
									   {"word", "a b", "1 word needs_coref, r1 a excluded, r2 a"}};

	TEST_CASES(near, near_cases);
	TEST_CASES(within_0, within_0_cases);
	TEST_CASES(anywhere, anywhere_cases);
	TEST_CASES(all_only, all_only_cases);
	TEST_CASES(any_only, any_only_cases);
	TEST_CASES(shows, shows_cases);
}

/* Terms of a rule in any order give the same places. */
static void
test_term_order(void)
{
	static const Case cases[] = {{"", "a x b", "r1 a x b"},
								 {"", "b x a x b", "r1 b x a"},
								 {"", "x a b", "r1 a b"},
								 {"", "c b c", "r1 c, r1 c"},
								 {"", "a c", "r1 c"}};

	TEST_CASES(
		"tag 1 topic\nrule 1 1 3 1\nterm all 1: a\nterm all 1: c\nterm any 1: b\nterm any 1: c\n",
		((const Case[]){{"", "a c", "r1 a c"}, {"", "c x a", "r1 c x a"}}));
	TEST_CASES(
		"tag 1 topic\nrule 1 1 3 1\nterm all 1: c\nterm any 1: c\nterm any 1: b\nterm all 1: a\n",
		((const Case[]){{"", "a c", "r1 a c"}, {"", "c x a", "r1 c x a"}}));
	TEST_CASES("tag 1 topic\nrule 1 1 3 1\nterm all 1: a\nterm any 1: b\n",
			   ((const Case[]){cases[0], cases[1], cases[2]}));
	TEST_CASES("tag 1 topic\nrule 1 1 3 1\nterm any 1: b\nterm all 1: a\n",
			   ((const Case[]){cases[0], cases[1], cases[2]}));
	/* one phrase in two roles: a place is where it is, not from the one before on */
	TEST_CASES("tag 1 topic\nrule 1 1 9 1\nterm all 1: c\nterm any 1: c\nterm any 1: b\n",
			   ((const Case[]){cases[3], cases[4]}));
	TEST_CASES("tag 1 topic\nrule 1 1 9 1\nterm any 1: c\nterm any 1: b\nterm all 1: c\n",
			   ((const Case[]){cases[3], cases[4]}));
}

/*
 * Scores
 */

/* "tag mentions headline lead count early roundup relevance; ..." */
static void
test_score(const char *title, const char *body, const char *expected)
{
	char shown[1000] = "";
	size_t at = 0;
	size_t count;
	const TagScore *scores;

	read_article(title, body);
	scores = tagger_scores(tagger, &count);
	for (size_t i = 0; i < count; i++)
	{
		const TagScore *s = &scores[i];

		at += (size_t) snprintf(shown + at, sizeof(shown) - at, "%s%d: %u %d %d %d %d %d = %d",
								i > 0 ? "; " : "", (int) book.tags[s->tag].id, s->mentions,
								(int) s->headline, (int) s->lead, (int) s->count, (int) s->early,
								(int) s->roundup, (int) s->relevance);
		if (tagger_score(tagger, s->tag) != s)
			ok(false, "a tag's score is the one of the list");
	}
	number++;
	if (!ok(strcmp(shown, expected) == 0, "score %d: %s", number, expected))
		printf("# got: %s\n", shown);
}

static void
test_scores(void)
{
	begin_rules("tag 1 instrument\ntag 2 place\ntag 3 topic\nalias 1 none 1: a\nalias 2 none 2: "
				"p\nalias 3 none 3: t\nrule 1 3 - 1\nterm any 1: r\n");
	test_score("", "", "");
	test_score("a", "", "1: 1 40 0 4 15 0 = 59");
	test_score("a", "a", "1: 2 40 25 8 15 0 = 88");
	test_score("a a", "a. A. A. A", "1: 6 40 25 20 15 0 = 100");
	test_score("", "a", "1: 1 0 25 4 15 0 = 44");
	test_score("", "x. A", "1: 1 0 25 4 8 0 = 37");
	test_score("", "X? Y? Z? A", "1: 1 0 0 4 4 0 = 8");
	test_score("", "1? 2? 3? 4? 5? 6? 7? A", "1: 1 0 0 4 2 0 = 6");
	test_score("", "x.\n\nA", "1: 1 0 0 4 8 0 = 12");
	test_score("", "Xx. Yy. A.\n\nCopyright (c) a a a", "1: 1 0 25 4 8 0 = 37");
	test_score("", "p: x. P", "2: 2 0 25 8 8 0 = 41");
	test_score("", "p: x", "2: 1 0 0 4 0 0 = 4");
	test_score("p", "p: x", "2: 2 40 0 8 15 0 = 63");
	test_score("", "x p", "2: 1 0 25 4 15 0 = 44");
	test_score("", "a: x", "1: 1 0 25 4 15 0 = 44");
	test_score("t", "a r", "3: 2 40 25 8 15 0 = 88; 1: 1 0 25 4 15 0 = 44");
	test_score("x", "Copyright (c) a", "");
	test_score("", "\xe2\x80\xa6 a", "1: 1 0 25 4 15 0 = 44");
	end_rules();
	begin_rules("weight headline 1000\nweight mention 1000\nweight mentions_most 1000\nweight "
				"early 1000\nweight lead 0\ntag 1 topic\nalias 1 none 1: a\n");
	test_score("a", "a. B", "1: 2 1000 0 2000 1000 0 = 100");
	test_score("", "Xx. Yy. A", "1: 1 0 0 1000 333 0 = 100");
	test_score("", "x. Y. Z? A. 1. 2", "1: 1 0 0 1000 500 0 = 100");
	end_rules();
	begin_rules(
		"weight mentions_most 0\nweight early 1\nweight lead 0\ntag 1 topic\nalias 1 none 1: a\n");
	test_score("", "x. Y. Z? A. 1. 2", "1: 1 0 0 0 1 0 = 1");
	test_score("", "x. Y. Z? Z? A. 1. 2", "1: 1 0 0 0 0 0 = 0");
	end_rules();
}

static void
test_roundup(void)
{
	char rules[4000];
	size_t at = 0;

	for (int i = 1; i <= 30; i++)
		at += (size_t) snprintf(rules + at, sizeof(rules) - at, "tag %d %s\n", i,
								i == 30 ? "topic" : "instrument");
	for (int i = 1; i <= 30; i++)
		at += (size_t) snprintf(rules + at, sizeof(rules) - at, "alias %d none %d: w%d\n", i, i, i);
	begin_rules(rules);
	test_score("", "w1 w2 w3 w4 w5",
			   "1: 1 0 25 4 15 0 = 44; 2: 1 0 25 4 15 0 = 44; 3: 1 0 25 4 15 0 = 44; 4: 1 0 25 4 "
			   "15 0 = 44; 5: 1 0 25 4 15 0 = 44");
	test_score("", "w1 w2 w3 w4 w5 w30\n\nw6",
			   "1: 1 0 25 4 15 -3 = 41; 2: 1 0 25 4 15 -3 = 41; 3: 1 0 25 4 15 -3 = 41; 4: 1 0 25 "
			   "4 15 -3 = 41; 5: 1 0 25 4 15 -3 = 41; "
			   "30: 1 0 25 4 15 0 = 44; 6: 1 0 0 4 8 -3 = 9");
	at = 0;
	for (int i = 1; i <= 29; i++)
		at += (size_t) snprintf(rules + at, sizeof(rules) - at, "w%d ", i);
	read_article("", rules);
	ok(tagger_score(tagger, 0)->roundup == -30 && tagger_score(tagger, 0)->relevance == 14,
	   "a roundup takes off no more than its most");
	snprintf(rules + at, sizeof(rules) - at, "\n\nw29");
	read_article(
		"",
		"x.\n\nx. X. X. X. X. X. X. X. X. X. X. X. X. X. X. X. X. W1 w2 w3 w4 w5 w6 w7 w8 w9 w10");
	ok(tagger_score(tagger, 0)->roundup == -15 && tagger_score(tagger, 0)->relevance == 0,
	   "relevance is not below 0");
	ok(tagger_score(tagger, 29) == NULL, "what is not named has no score");
	end_rules();
}

/* Characters of many bytes before and in what is found. */
static void
test_offsets(void)
{
	static const Case cases[] = {
		{"\xc3\xbc\xe2\x96\xb2 Caf\xc3\xa9", "\xe2\x96\xb2\xe2\x96\xb2 cafe\xcc\x81, \xc4\xb0zmir",
		 "1 Caf\xc3\xa9, 1 cafe\xcc\x81, 2 \xc4\xb0zmir"},
		{"",
		 "\xc3\x9f STRASSE stra\xc3\x9f"
		 "e \xef\xac\x81sh FISH",
		 "3 STRASSE, 3 stra\xc3\x9f"
		 "e, 4 \xef\xac\x81sh, 4 FISH"},
		{"", "\xf0\x9f\x93\x88\xe6\x9d\xb1\xe4\xba\xac\xe3\x80\x82\xe6\x9d\xb1\xe4\xba\xac",
		 "5 \xe6\x9d\xb1\xe4\xba\xac, 5 \xe6\x9d\xb1\xe4\xba\xac"},
		{"", "\xe2\x96\xb2 a\xcc\x88 oil \xe2\x96\xb2 gas", "r6 oil \xe2\x96\xb2 gas"},
	};

	TEST_CASES(
		"tag 1 topic\ntag 2 place\ntag 3 topic\ntag 4 topic\ntag 5 place\ntag 6 topic\nalias 1 "
		"none 1: Caf\xc3\xa9\nalias 2 none 2: \xc4\xb0zmir\nalias 3 none 3: Stra\xc3\x9f"
		"e\nalias 4 none 4: fish\nalias 5 none 5: \xe6\x9d\xb1\xe4\xba\xac\nrule 1 6 2 1\nterm all "
		"1: oil\nterm all 1: gas\n",
		cases);
}

static void
test_zones(void)
{
	size_t count;
	const TagMention *m;

	begin_rules("tag 1 topic\nalias 1 none 1: a\nrule 1 1 - 1\nterm any 1: r\n");
	read_article("x a", "x. A? Y.\n\nz. A.\n\nCopyright (c) a\n\nr");
	m = tagger_mentions(tagger, &count);
	ok(count == 5 && m[0].zone == ZONE_HEADLINE && m[0].sentence == 0 && m[0].start == 2,
	   "a mention in the headline");
	ok(m[1].zone == ZONE_LEAD && m[1].sentence == 2 && m[1].start == 3 && m[1].length == 1,
	   "in the lead");
	ok(m[2].zone == ZONE_BODY && m[2].sentence == 5, "in the body");
	ok(m[3].zone == ZONE_BOILERPLATE && m[3].sentence == 6 && m[3].verdict == VERDICT_BOILERPLATE,
	   "in boilerplate");
	ok(m[4].zone == ZONE_BODY && m[4].sentence == 7 && m[4].rule == 0 && m[4].alias == -1,
	   "and a rule's behind it");
	ok(verdict_name(VERDICTS) == NULL && strcmp(verdict_name(VERDICT_THRESHOLD), "threshold") == 0,
	   "verdicts have names");
	end_rules();
}

/* States are made anew when numbers of articles run out, and are those of one article. */
static void
test_reuse(void)
{
	begin_rules(
		"sign 1 exact: PSX\ntag 1 topic\nalias 1 none 1: a\nalias 1 needs_coref 2: b\nalias 1 "
		"needs_exchange 3: c\nrule 1 1 - 1\nterm all 1: x\nterm all 1: y\nterm none 1: z\n");
	test_case("", "PSX: c, a, b, x y z", "1 c, 1 a, 1 b, r1 x excluded, r1 y excluded");
	test_case("", "b c x", "1 b needs_coref, 1 c needs_exchange");
	test_case("", "x y", "r1 x, r1 y");
	test_case("", "", "");
	end_rules();
	begin_rules("");
	test_case("a", "b", "");
	end_rules();
}

/*
 * Time
 */

static double
time_body(const char *unit, size_t bytes, const char *first)
{
	size_t n = strlen(unit);
	char *text = malloc(bytes + n + strlen(first));
	size_t at = strlen(first);
	clock_t start;

	memcpy(text, first, at);
	for (; at < bytes; at += n)
		memcpy(text + at, unit, n);
	article = (TagArticle){"", 0, text, bytes};
	start = clock();
	tagger_read(tagger, &article, NULL);
	start = clock() - start;
	free(text);
	return (double) start / CLOCKS_PER_SEC;
}

static void
test_time(void)
{
	static char far[2 * 1500 + 5] = "oil ";
	static const struct
	{
		const char *first;
		const char *unit;
		const char *name;
	} cases[] = {
		{"", "oil ", "one word"},
		{"", "gas ", "one word of many rules"},
		{far, "gas ", "many rules, whose other term is far away"},
		{"oil gas", ".", "a run of signs"},
		{"PSX: ", "POWER, ", "a list behind a sign"},
		{"PSX: ", "A,", "a list of others"},
		{"PSX:", " ", "blanks"},
		{"PSX: ", "-", "a long symbol"},
		{"", "POWER UP ", "capitals"},
		{"", "a ", "nested phrases"},
		{"", "POWER. ", "sentences"},
	};
	char *rules = malloc(100000);
	size_t at = 0;

	/* further than any rule looks */
	for (int i = 0; i < 1500; i++)
		strcat(far, "w ");
	at += (size_t) sprintf(rules, "sign 1 exact: PSX\ntag 1 topic\ntag 2 instrument\n");
	for (int i = 1; i <= 10; i++)
		at += (size_t) sprintf(rules + at, "alias 2 needs_exchange word %d exact: POWER\n", i);
	for (int i = 11, n = 1; i <= 40; i++, n++)
	{
		at += (size_t) sprintf(rules + at, "alias 1 none %d fold:", i);
		for (int k = 0; k < n; k++)
			at += (size_t) sprintf(rules + at, " a");
		at += (size_t) sprintf(rules + at, "\n");
	}
	for (int i = 1; i <= 10; i++)
		at += (size_t) sprintf(rules + at, "rule %d 1 1000 1\n", i);
	for (int i = 1; i <= 10; i++)
		at += (size_t) sprintf(rules + at, "term all %d: oil\nterm all %d: gas\n", i, i);
	begin_rules(rules);
	free(rules);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		double one = time_body(cases[i].unit, 100000, cases[i].first);
		double ten = time_body(cases[i].unit, 1000000, cases[i].first);

		ok(ten < 25 * one + 0.2 && ten < 10, "linear time for %s: %.3f and %.3f s", cases[i].name,
		   one, ten);
	}
	end_rules();
}

int
main(void)
{
	test_guards();
	test_signs();
	test_capitals();
	test_nesting();
	test_same_span();
	test_overlaps();
	test_rules();
	test_term_order();
	test_scores();
	test_roundup();
	test_offsets();
	test_zones();
	test_reuse();
	test_time();
	return done_testing();
}
