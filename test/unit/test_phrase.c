/*
 * test_phrase.c
 *	  Phrases: options and lines as text, books (order, damage, limits), and tables of what matches where.
 */
#include "core/phrase_format.h"

#include <stdlib.h>

#include "tap.h"

#define MAX_ENTRIES 4096

typedef struct Book
{
	void *bytes;
	size_t size;
	PhraseBook view;
	PhraseScratch *scratch;
} Book;

static PhraseEntry entries[MAX_ENTRIES];
static char pool[MAX_ENTRIES * 64];

/* Compile entries[0..count). */
static void
compile(Book *book, size_t count)
{
	PhraseSource source = {entries, count, pool, NULL};
	PhraseMeasure measure;
	PhrasePlan *plan;
	ParseError err;
	const char *reason = "";
	void *work;

	if (!phrase_measure(&source, &measure, &err))
		abort();
	work = malloc(measure.work);
	if (!phrase_plan(&source, &measure, work, &plan, &err))
		abort();
	book->size = phrase_plan_bytes(plan);
	book->bytes = malloc(book->size);
	phrase_write(plan, book->bytes);
	free(work);
	if (!phrase_book_open(book->bytes, book->size, &book->view, &reason))
		ok(false, "a new book is sound: %s", reason);
	book->scratch = phrase_scratch_init(&book->view, malloc(phrase_scratch_size(&book->view)));
}

static void
free_book(Book *book)
{
	free(book->scratch);
	free(book->bytes);
}

/* A book from lines of text. */
static size_t
read_lines(const char *lines)
{
	size_t count = 0;
	uint32_t at = 0;

	while (*lines != '\0')
	{
		size_t n = strcspn(lines, "\n");
		ParseError err;

		if (!phrase_line_parse(lines, n, &entries[count], pool + at, &err))
		{
			ok(false, "line \"%.*s\": %s %s", (int) n, lines, err.field, err.reason);
			return count;
		}
		entries[count].offset = at;
		at += entries[count++].length;
		lines += n + (lines[n] == '\n');
	}
	return count;
}

typedef struct Printed
{
	char text[4096];
	size_t length;
	const char *content;
	size_t count;
} Printed;

static void
print_match(void *context, const PhraseMatch *match)
{
	Printed *out = context;

	out->count++;
	out->length += (size_t) snprintf(out->text + out->length, sizeof(out->text) - out->length,
									 "%s%d@%u+%u=%.*s", out->length ? "|" : "", match->id,
									 match->start + 1, match->length, (int) match->byte_length,
									 out->content + match->byte_start);
}

static void
count_match(void *context, const PhraseMatch *match)
{
	(void) match;
	++*(size_t *) context;
}

typedef struct Case
{
	const char *name;
	const char *book;
	const char *text;
	const char *expected;
} Case;

static const Case cases[] = {
	{"a phrase in any case", "1: State Bank", "the STATE bank said", "1@5+10=STATE bank"},
	{"words, not parts of words", "1: bank", "banks embank bank_1 bank1 bank", "1@27+4=bank"},
	{"at both ends of the text", "1: a b", "a b", "1@1+3=a b"},
	{"an empty text", "1: a", "", ""},
	{"the longest of one id", "1: State Bank\n1: State Bank of Pakistan\n1: Pakistan",
	 "State Bank of Pakistan, Pakistan", "1@1+22=State Bank of Pakistan|1@25+8=Pakistan"},
	{"nested ones of other ids", "1: State Bank of Pakistan\n2: State Bank\n3: Pakistan",
	 "State Bank of Pakistan", "1@1+22=State Bank of Pakistan|2@1+10=State Bank|3@15+8=Pakistan"},
	{"every id of one phrase", "3: x\n1: x\n-2: X", "x", "-2@1+1=x|1@1+1=x|3@1+1=x"},
	{"the leftmost of one id, not the longest", "1: a b\n1: b c d", "a b c d", "1@1+3=a b"},
	{"overlaps of other ids", "1: a b\n2: b c", "a b c", "1@1+3=a b|2@3+3=b c"},
	{"itself over itself", "1: a a", "a a a a a", "1@1+3=a a|1@5+3=a a"},
	{"a longer phrase that fails leaves the shorter", "1: a\n1: a b c", "a b d", "1@1+1=a"},
	/* case modes */
	{"upper takes capitals alone", "1 upper: hubc", "HUBC Hubc hubc HUBC",
	 "1@1+4=HUBC|1@16+4=HUBC"},
	{"upper without letters", "1 upper: 786", "786 and 786x", "1@1+3=786"},
	{"upper beyond ASCII",
	 "1 upper: \xc3\xbc"
	 "x",
	 "\xc3\x9cX \xc3\xbcx \xc3\x9cx", "1@1+2=\xc3\x9cX"},
	{"exact", "1 exact: Pace", "pace PACE Pace", "1@11+4=Pace"},
	{"modes side by side", "1 exact: Pace\n2 upper: Pace\n3: Pace", "Pace PACE pace",
	 "1@1+4=Pace|3@1+4=Pace|2@6+4=PACE|3@6+4=PACE|3@11+4=pace"},
	{"one id in two modes is one match", "1: Pace\n1 upper: Pace\n1 exact: PACE", "PACE",
	 "1@1+4=PACE"},
	{"upper where the longer has a small letter", "1 upper: A\n1 upper: A B", "A b", "1@1+1=A"},
	{"upper where the first has a small letter", "1 upper: A\n1 upper: A B", "a B", ""},
	/* boundaries */
	{"hyphen and slash", "1: EBA\n2: ECB", "EBA-led EBA/ECB", "1@1+3=EBA|1@9+3=EBA|2@13+3=ECB"},
	{"possessive", "1: Microsoft", "Microsoft's Microsoft\xe2\x80\x99s",
	 "1@1+9=Microsoft|1@13+9=Microsoft"},
	{"signs", "1: PSX", "(PSX) $PSX, \"PSX\": PSX. #PSX@PSX",
	 "1@2+3=PSX|1@8+3=PSX|1@14+3=PSX|1@20+3=PSX|1@26+3=PSX|1@30+3=PSX"},
	{"signs in a phrase", "1: AT&T\n2: Yahoo!\n3: .NET", "AT&T Yahoo! ASP.NET AT & T",
	 "1@1+4=AT&T|2@6+6=Yahoo!|3@16+4=.NET"},
	{"hyphen in a phrase", "1: Coca-Cola", "Coca Cola CocaCola coca-cola Coca - Cola",
	 "1@20+9=coca-cola"},
	{"a mark belongs to its letter", "1: cafe\n2: e", "cafe\xcc\x81 e\xcc\x81 e", "2@10+1=e"},
	{"a mark belongs to its sign", "1: a=b",
	 "a=\xcc\xb8"
	 "b a=b",
	 "1@6+3=a=b"},
	{"Cyrillic words", "1: \xd0\xb1\xd0\xb0\xd0\xbd\xd0\xba",
	 "\xd0\xb1\xd0\xb0\xd0\xbd\xd0\xba\xd0\xb8 \xd0\x91\xd0\x90\xd0\x9d\xd0\x9a",
	 "1@7+4=\xd0\x91\xd0\x90\xd0\x9d\xd0\x9a"},
	{"ideographs need none", "1: \xe6\x9d\xb1\xe4\xba\xac",
	 "\xe5\x9c\xa8\xe6\x9d\xb1\xe4\xba\xac\xe9\x83\xbd", "1@2+2=\xe6\x9d\xb1\xe4\xba\xac"},
	{"kana and Latin", "1: \xe3\x83\x88\xe3\x83\xa8\xe3\x82\xbf\n2: PSX",
	 "PSX\xe3\x83\x88\xe3\x83\xa8\xe3\x82\xbf\xe3\x81\xaf",
	 "2@1+3=PSX|1@4+3=\xe3\x83\x88\xe3\x83\xa8\xe3\x82\xbf"},
	{"Hangul with a particle", "1: \xec\x82\xbc\xec\x84\xb1",
	 "\xec\x82\xbc\xec\x84\xb1\xec\x9d\x80", "1@1+2=\xec\x82\xbc\xec\x84\xb1"},
	{"Hangul syllables are whole", "1: \xea\xb0\x80",
	 "\xea\xb0\x81 \xe1\x84\x80\xe1\x85\xa1\xe1\x86\xa8 \xe1\x84\x80\xe1\x85\xa1",
	 "1@7+2=\xe1\x84\x80\xe1\x85\xa1"},
	/* white space */
	{"runs of blanks", "1: State  Bank",
	 "State \t Bank, State\xc2\xa0"
	 "Bank, State\xe2\x80\xaf \xe3\x80\x80"
	 "Bank",
	 "1@1+12=State \t Bank|1@15+10=State\xc2\xa0"
	 "Bank|1@27+12=State\xe2\x80\xaf \xe3\x80\x80"
	 "Bank"},
	{"a line break", "1: State Bank", "State\nBank State \r\n Bank State\rBank",
	 "1@1+10=State\nBank|1@12+13=State \r\n Bank|1@26+10=State\rBank"},
	{"a blank line", "1: State Bank",
	 "State\n\nBank State\r\n \r\nBank State\xe2\x80\xa9"
	 "Bank State\r\rBank",
	 ""},
	{"no blank where there is none", "1: State Bank\n2: a.b", "StateBank State-Bank a. b a .b", ""},
	/* equal characters */
	{"apostrophes", "1: O'Reilly\n2: McDonald\xe2\x80\x99s",
	 "O\xe2\x80\x99Reilly O'REILLY McDonald's O\xca\xbcReilly",
	 "1@1+8=O\xe2\x80\x99Reilly|1@10+8=O'REILLY|2@19+10=McDonald's|1@30+8=O\xca\xbcReilly"},
	{"dashes", "1: a-b",
	 "a\xe2\x80\x93"
	 "b a\xe2\x80\x94"
	 "b a\xe2\x80\x91"
	 "b a\xe2\x88\x92"
	 "b a-b",
	 "1@1+3=a\xe2\x80\x93"
	 "b|1@5+3=a\xe2\x80\x94"
	 "b|1@9+3=a\xe2\x80\x91"
	 "b|1@13+3=a\xe2\x88\x92"
	 "b|1@17+3=a-b"},
	{"soft hyphen and zero width", "1: Microsoft",
	 "Micro\xc2\xadsoft \xef\xbb\xbfMicro\xe2\x80\x8bsoft\xe2\x80\x8d",
	 "1@1+10=Micro\xc2\xadsoft|1@13+10=Micro\xe2\x80\x8bsoft"},
	{"composed and decomposed", "1: caf\xc3\xa9\n2 exact: Ange\xcc\x81",
	 "cafe\xcc\x81 CAF\xc3\x89 Ang\xc3\xa9",
	 "1@1+5=cafe\xcc\x81|1@7+4=CAF\xc3\x89|2@12+4=Ang\xc3\xa9"},
	{"marks in either order", "1: \xe1\xbb\x87",
	 "e\xcc\xa3\xcc\x82 e\xcc\x82\xcc\xa3 \xe1\xba\xb9\xcc\x82",
	 "1@1+3=e\xcc\xa3\xcc\x82|1@5+3=e\xcc\x82\xcc\xa3|1@9+2=\xe1\xba\xb9\xcc\x82"},
	{"sharp s",
	 "1: Stra\xc3\x9f"
	 "e\n2: x",
	 "STRASSE stra\xc3\x9f"
	 "e x",
	 "1@1+7=STRASSE|1@9+6=stra\xc3\x9f"
	 "e|2@16+1=x"},
	{"ligatures", "1: fish\n2 exact: fit", "\xef\xac\x81sh \xef\xac\x81t",
	 "1@1+3=\xef\xac\x81sh|2@5+2=\xef\xac\x81t"},
	{"the Turkish dot", "1: \xc4\xb0zmir\n2: x", "\xc4\xb0ZM\xc4\xb0R \xc4\xb0zmir x izmir",
	 "1@7+5=\xc4\xb0zmir|2@13+1=x"},
	{"Greek sigma", "1: \xce\xbf\xce\xb4\xce\xbf\xcf\x82", "\xce\x9f\xce\x94\xce\x9f\xce\xa3",
	 "1@1+4=\xce\x9f\xce\x94\xce\x9f\xce\xa3"},
	{"full width", "1: PSX 1", "\xef\xbc\xb0\xef\xbc\xb3\xef\xbc\xb8\xe3\x80\x80\xef\xbc\x91",
	 "1@1+5=\xef\xbc\xb0\xef\xbc\xb3\xef\xbc\xb8\xe3\x80\x80\xef\xbc\x91"},
	{"accents count", "1: Zurich", "Z\xc3\xbcrich", ""},
	/* variants */
	{"and", "1 and: Marks & Spencer",
	 "Marks and Spencer Marks&Spencer MARKS AND SPENCER Marks & Spencer Marks\n& Spencer",
	 "1@1+17=Marks and Spencer|1@19+13=Marks&Spencer|1@33+17=MARKS AND SPENCER|1@51+15=Marks & "
	 "Spencer|1@67+15=Marks\n& Spencer"},
	{"and spelt out", "1 and: oil and gas\n2: R and D", "Oil & Gas R&D", "1@1+9=Oil & Gas"},
	{"and at an edge", "1 and: & Sons", "and Sons &Sons &\n\nSons", "1@1+8=and Sons|1@10+5=&Sons"},
	{"ltd", "1 ltd: Engro Co Ltd",
	 "Engro Company Limited, Engro Co. Ltd., ENGRO CO LTD; Engro Co . Ltd",
	 "1@1+21=Engro Company Limited|1@24+14=Engro Co. Ltd.|1@40+12=ENGRO CO LTD"},
	{"ltd from the long form", "1 ltd: X Corporation (Private) Limited",
	 "X Corp. (Pvt.) Ltd X Corp (Private) Ltd",
	 "1@1+18=X Corp. (Pvt.) Ltd|1@20+20=X Corp (Private) Ltd"},
	{"ltd first", "1 ltd: Company A", "Co. A Co A COMPANY A Company. A",
	 "1@1+5=Co. A|1@7+4=Co A|1@12+9=COMPANY A"},
	{"no dot behind the long form", "1 ltd: X Company Y", "X Company. Y X Co. Y", "1@14+7=X Co. Y"},
	{"ltd in exact case", "1 exact ltd: Ltd", "Ltd Limited ltd LIMITED LTD LtD Ltd.",
	 "1@1+3=Ltd|1@5+7=Limited|1@33+4=Ltd."},
	{"not asked for", "1: A Ltd\n2: A and B\n3: PIA", "A Limited A & B P.I.A.", ""},
	{"dots", "1 dots: PIA", "P.I.A. PIA P.I.A p.i.a. P.IA P. I. A.",
	 "1@1+6=P.I.A.|1@8+3=PIA|1@12+5=P.I.A|1@18+6=p.i.a."},
	{"dots in the phrase", "1 dots: P.I.A.", "PIA. P.I.A.", "1@1+3=PIA|1@6+6=P.I.A."},
	{"dots of an initial", "1 dots: John F Kennedy", "John F. Kennedy John F Kennedy",
	 "1@1+15=John F. Kennedy|1@17+14=John F Kennedy"},
	{"no part of an abbreviation", "1 dots: IA\n2 dots: PI\n3 dots: A", "P.I.A.", ""},
	{"a sentence's dot", "1 dots: Vitamin C", "Vitamin C. The", "1@1+10=Vitamin C."},
	{"dots with upper", "1 dots upper: pia", "P.I.A. p.i.a. P.i.A.", "1@1+6=P.I.A."},
	{"all variants", "1 and ltd dots: J.P. Marks & Co. Ltd", "JP Marks and Company Limited",
	 "1@1+28=JP Marks and Company Limited"},
	{"bytes that are no UTF-8", "1: a",
	 "a\xff"
	 "a\xc3",
	 "1@1+1=a|1@3+1=a"},
};

static void
test_cases(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		Printed out = {.length = 0, .content = cases[i].text};
		PhraseOutput output = {print_match, NULL, &out};
		Book book;

		compile(&book, read_lines(cases[i].book));
		phrase_match(&book.view, book.scratch, cases[i].text, strlen(cases[i].text), &output);
		is_str(out.text, cases[i].expected, cases[i].name);
		free_book(&book);
	}
}

typedef struct LineCase
{
	const char *line;
	const char *expected; /* printed again, or "field: reason @offset+length" */
} LineCase;

static const LineCase lines[] = {
	{"1: a", "1 fold: a"},
	{"-2147483648 upper  dots and : a: b", "-2147483648 upper and dots: a: b"},
	{"2147483647 exact exact ltd: \\\\a\\nb\\r", "2147483647 exact ltd: \\\\a\\nb\\r"},
	{"7:a", "7 fold: a"},
	{"7:  a ", "7 fold:  a "},
	{"", "id: no integer @0+0"},
	{"x 1: a", "id: no integer @0+6"},
	{"2147483648: a", "id: no integer @0+13"},
	{"1 a", "phrase: no colon before it @1+2"},
	{"1fold: a", "phrase: no colon before it @1+7"},
	{"1 uper: a", "option: unknown option @2+4"},
	{"1 upper fold: a", "option: more than one case mode @8+4"},
	{"1: ", "phrase: no letter or digit in it @3+0"},
	{"1: &-", "phrase: no letter or digit in it @3+2"},
	{"1: a\\b", "phrase: bad backslash sequence @4+2"},
	{"1: a\\", "phrase: bad backslash sequence @4+1"},
	{"1: a\xc3", "phrase: not valid UTF-8 @3+2"},
};

static void
test_lines(void)
{
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
	{
		char phrase[PHRASE_MAX_BYTES];
		char out[PHRASE_LINE_SIZE + 1];
		PhraseEntry entry;
		ParseError err;

		if (phrase_line_parse(lines[i].line, strlen(lines[i].line), &entry, phrase, &err))
			out[phrase_line_print(&entry, phrase, out)] = '\0';
		else
			snprintf(out, sizeof(out), "%s: %s @%zu+%zu", err.field, err.reason, err.offset,
					 err.length);
		is_str(out, lines[i].expected, lines[i].line);
	}
}

static void
test_limits(void)
{
	char phrase[PHRASE_MAX_BYTES + 1];
	ParseError err;
	Book book;
	size_t count = 0;
	PhraseOutput output = {count_match, NULL, &count};

	memset(phrase, 'a', sizeof(phrase));
	ok(phrase_check(phrase, PHRASE_MAX_BYTES, &err), "a phrase of 1024 bytes is taken");
	ok(!phrase_check(phrase, PHRASE_MAX_BYTES + 1, &err) && err.code == PARSE_LIMIT,
	   "one of 1025 is beyond the limit");

	/* one of the longest, 512 words, over a text of its own word */
	for (size_t i = 1; i < PHRASE_MAX_BYTES; i += 2)
		phrase[i] = ' ';
	entries[0] = (PhraseEntry){.id = 1, .length = PHRASE_MAX_BYTES - 1};
	memcpy(pool, phrase, PHRASE_MAX_BYTES);
	compile(&book, 1);
	for (size_t n = 0; n < 40; n++)
	{
		static char text[40 * PHRASE_MAX_BYTES];

		memcpy(text + n * PHRASE_MAX_BYTES, phrase, PHRASE_MAX_BYTES);
		if (n == 39)
			phrase_match(&book.view, book.scratch, text, sizeof(text), &output);
	}
	ok(count == 40, "the longest phrase over many windows: %zu of 40", count);
	free_book(&book);
}

/* An abbreviation is whole wherever the matcher's window ends. */
static void
test_windows(void)
{
	static char text[8192];
	size_t wrong = 0;
	Book book;

	compile(&book, read_lines("1 dots: PIA\n2 dots: IA\n3 dots: A\n4: x y"));
	for (size_t pad = 900; pad < 1200; pad++)
	{
		size_t count = 0;
		PhraseOutput output = {count_match, NULL, &count};
		size_t n = 0;

		for (size_t i = 0; i < pad; i++)
			n += (size_t) snprintf(text + n, sizeof(text) - n, "x ");
		n += (size_t) snprintf(text + n, sizeof(text) - n, "y P.I.A.");
		for (size_t i = 0; i < 100; i++)
			n += (size_t) snprintf(text + n, sizeof(text) - n, " x");
		phrase_match(&book.view, book.scratch, text, n, &output);
		wrong += count != 2;
	}
	ok(wrong == 0, "windows end anywhere");
	free_book(&book);
}

static void
test_empty_book(void)
{
	Book book;
	size_t count = 0;
	PhraseOutput output = {count_match, NULL, &count};

	compile(&book, 0);
	phrase_match(&book.view, book.scratch, "a b", 3, &output);
	ok(count == 0 && phrase_book_count(&book.view) == 0, "an empty book matches nothing");
	free_book(&book);
}

/* Many phrases; each is found, in any order of the rows the bytes are the same. */
static void
test_many(void)
{
	static char text[MAX_ENTRIES * 32];
	size_t at = 0;
	size_t count = 0;
	PhraseOutput output = {count_match, NULL, &count};
	Book book;
	Book shuffled;

	for (size_t i = 0; i < MAX_ENTRIES; i++)
	{
		int n = snprintf(text + at, 32, "Word%zu of %zx\n\n", i % 700, i * 7919);

		entries[i] = (PhraseEntry){
			.id = (int32_t) (i % 1000), .offset = (uint32_t) at, .length = (uint16_t) (n - 2)};
		memcpy(pool + at, text + at, (size_t) n);
		at += (size_t) n;
	}
	compile(&book, MAX_ENTRIES);
	phrase_match(&book.view, book.scratch, text, at, &output);
	ok(count == MAX_ENTRIES, "%zu phrases are found in their list", count);
	for (size_t i = 0; i < MAX_ENTRIES; i++)
	{
		size_t k = i * 1237 % MAX_ENTRIES;
		PhraseEntry swap = entries[i];

		entries[i] = entries[k];
		entries[k] = swap;
	}
	compile(&shuffled, MAX_ENTRIES);
	ok(shuffled.size == book.size && memcmp(shuffled.bytes, book.bytes, book.size) == 0,
	   "the order of the rows leaves no trace");
	free_book(&book);
	free_book(&shuffled);
}

/* A changed byte anywhere but in the length word is noticed. */
static void
test_damage(void)
{
	Book book;
	PhraseBook view;
	const char *reason;
	size_t missed = 0;

	compile(&book, read_lines("1: State Bank\n2 upper: SBP\n3 dots: P.I.A."));
	for (size_t i = offsetof(PhraseHeader, magic); i < book.size; i++)
	{
		((uint8_t *) book.bytes)[i] ^= 0x10;
		missed += phrase_book_open(book.bytes, book.size, &view, &reason);
		((uint8_t *) book.bytes)[i] ^= 0x10;
	}
	ok(missed == 0, "a damaged byte is noticed wherever it is");
	ok(!phrase_book_open(book.bytes, book.size - 8, &view, &reason) &&
		   !phrase_book_open(book.bytes, 16, &view, &reason) &&
		   !phrase_book_open(book.bytes, 0, &view, &reason),
	   "so is a book cut short");
	ok(phrase_book_open(book.bytes, book.size, &view, &reason), "and a sound one is taken");
	free_book(&book);
}

/* The hash of an ASCII word, read eight bytes at a time, is that of its canonical bytes. */
static void
test_hashes(void)
{
	static const char word[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz0123456789";
	size_t wrong = 0;

	for (size_t from = 0; from < 40; from++)
	{
		for (size_t n = 1; n <= 20; n++)
		{
			TokenReader reader = {.text = (const uint8_t *) word + from,
								  .end = (const uint8_t *) word + from + n,
								  .next = (const uint8_t *) word + from,
								  .seed = 42};
			Token token;
			PhraseSink sink;

			phrase_sink_init(&sink, 42);
			phrase_canonical(reader.text, reader.end, true, &sink);
			wrong += token_read(&reader, &token, 1) != 1 || token.end != n ||
					 token.hash != phrase_sink_hash(&sink);
		}
	}
	ok(wrong == 0, "hashes of words agree with hashes of their bytes");
}

int
main(void)
{
	test_cases();
	test_lines();
	test_limits();
	test_windows();
	test_empty_book();
	test_many();
	test_damage();
	test_hashes();
	return done_testing();
}
