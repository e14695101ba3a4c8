/*
 * tone_list.c
 *	  Read a word list from CSV.
 */
#include "tone_list.h"

#include <string.h>

#define NO_COLUMN SIZE_MAX
/* Rows between two polls, a power of two. */
#define POLL_ROWS 1024

/* Where a field lies, without its quotes; quotes inside it are still doubled. */
typedef struct Field
{
	const char *start;
	size_t length;
	size_t line;
	bool quoted;
} Field;

typedef struct Reader
{
	const char *text;
	const char *end;
	const char *next;
	size_t line;
	size_t *error_line;
	ParseError *err;
} Reader;

/* Which column holds what. */
typedef struct Header
{
	size_t width;
	size_t word;
	size_t label;
	size_t modal;
	size_t flags[TONE_CATEGORIES];
} Header;

/* What is wanted of a row. */
typedef struct Row
{
	size_t width;
	Field word;
	Field label;
	Field modal;
	Field flags[TONE_CATEGORIES];
	bool blank; /* nothing on the line */
} Row;

static bool
fail_at(Reader *reader, const char *column, const char *reason, const char *at, size_t length,
		size_t line)
{
	*reader->error_line = line;
	return parse_fail(reader->err, PARSE_SYNTAX, column, reason, (size_t) (at - reader->text),
					  length);
}

static bool
fail_field(Reader *reader, const char *column, const char *reason, const Field *field)
{
	return fail_at(reader, column, reason, field->start, field->length, field->line);
}

static bool
at_line_end(const Reader *reader)
{
	return reader->next == reader->end || *reader->next == '\n' || *reader->next == '\r';
}

static void
skip_line_end(Reader *reader)
{
	if (reader->next == reader->end)
		return;
	reader->next +=
		*reader->next == '\r' && reader->end - reader->next > 1 && reader->next[1] == '\n' ? 2 : 1;
	reader->line++;
}

static void
skip_blanks(Reader *reader)
{
	while (reader->next < reader->end && (*reader->next == ' ' || *reader->next == '\t'))
		reader->next++;
}

/* The field behind an opening quote, up to the closing one. */
static bool
read_quoted(Reader *reader, Field *field)
{
	const char *opening = reader->next++;

	field->start = reader->next;
	field->quoted = true;
	for (;;)
	{
		if (reader->next == reader->end)
			return fail_at(reader, "row", "a quoted field is not closed", opening, 1, field->line);
		if (*reader->next == '"')
		{
			if (reader->end - reader->next > 1 && reader->next[1] == '"')
				reader->next++;
			else
				break;
		}
		if (*reader->next == '\n' || *reader->next == '\r')
			skip_line_end(reader);
		else
			reader->next++;
	}
	field->length = (size_t) (reader->next++ - field->start);
	skip_blanks(reader);
	if (!at_line_end(reader) && *reader->next != ',')
		return fail_at(reader, "row", "there is text behind a quoted field", reader->next, 1,
					   reader->line);
	return true;
}

/* The next field of a row; *more if another follows. */
static bool
read_field(Reader *reader, Field *field, bool *more)
{
	const char *stop;

	skip_blanks(reader);
	field->line = reader->line;
	field->quoted = false;
	if (reader->next < reader->end && *reader->next == '"')
	{
		if (!read_quoted(reader, field))
			return false;
	}
	else
	{
		field->start = reader->next;
		while (!at_line_end(reader) && *reader->next != ',')
			reader->next++;
		for (stop = reader->next; stop > field->start && (stop[-1] == ' ' || stop[-1] == '\t');)
			stop--;
		field->length = (size_t) (stop - field->start);
	}
	*more = reader->next < reader->end && *reader->next == ',';
	if (*more)
		reader->next++;
	else
		skip_line_end(reader);
	return true;
}

static bool
field_is(const Field *field, const char *lower)
{
	if (field->length != strlen(lower))
		return false;
	for (size_t i = 0; i < field->length; i++)
	{
		char c = field->start[i];

		if ((c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c) != lower[i])
			return false;
	}
	return true;
}

/* Where a header's field says that its column goes; NULL if it is not wanted. */
static size_t *
column_of(Header *header, const Field *field, const char **name)
{
	ToneCategory category = tone_category_find(field->start, field->length);

	if (category != TONE_NONE)
	{
		*name = tone_category_name(category);
		return &header->flags[category];
	}
	*name = "word";
	if (field_is(field, *name))
		return &header->word;
	*name = "category";
	if (field_is(field, *name))
		return &header->label;
	*name = "modal";
	return field_is(field, *name) ? &header->modal : NULL;
}

static bool
read_header(Reader *reader, Header *header)
{
	const char *start = reader->next;
	bool flagged = false;
	bool more = true;
	Field field;

	header->width = 0;
	header->word = header->label = header->modal = NO_COLUMN;
	for (int i = 0; i < TONE_CATEGORIES; i++)
		header->flags[i] = NO_COLUMN;
	for (; more; header->width++)
	{
		const char *name;
		size_t *column;

		if (!read_field(reader, &field, &more))
			return false;
		column = column_of(header, &field, &name);
		if (column != NULL && *column != NO_COLUMN)
			return fail_field(reader, name, "two columns have this name", &field);
		if (column != NULL)
			*column = header->width;
	}
	for (int i = TONE_NONE + 1; i < TONE_CATEGORIES; i++)
		flagged |= header->flags[i] != NO_COLUMN;
	if (header->flags[TONE_STRONG_MODAL] != NO_COLUMN ||
		header->flags[TONE_WEAK_MODAL] != NO_COLUMN)
		header->modal = NO_COLUMN;
	flagged |= header->modal != NO_COLUMN;
	if (header->word == NO_COLUMN)
		return fail_at(reader, "header", "there is no column \"word\"", start, 0, 1);
	if (header->label == NO_COLUMN && !flagged)
		return fail_at(reader, "header", "there is no column \"category\", and none of a category",
					   start, 0, 1);
	if (header->label != NO_COLUMN && flagged)
		return fail_at(reader, "header",
					   "there is a column \"category\", and one of a category beside it", start, 0,
					   1);
	return true;
}

static bool
read_row(Reader *reader, const Header *header, Row *row)
{
	const char *start = reader->next;
	size_t line = reader->line;
	bool more = true;
	Field field;

	row->blank = false;
	for (row->width = 0; more; row->width++)
	{
		if (!read_field(reader, &field, &more))
			return false;
		if (row->width == header->word)
			row->word = field;
		if (row->width == header->label)
			row->label = field;
		if (row->width == header->modal)
			row->modal = field;
		for (int i = TONE_NONE + 1; i < TONE_CATEGORIES; i++)
		{
			if (row->width == header->flags[i])
				row->flags[i] = field;
		}
	}
	row->blank = row->width == 1 && field.length == 0 && !field.quoted;
	if (!row->blank && row->width < header->width)
		return fail_at(reader, "row", "there are fewer fields than the header has", start, 0, line);
	if (row->width > header->width)
		return fail_at(reader, "row", "there are more fields than the header has", start, 0, line);
	return true;
}

/* A whole number, as 2009, -2020, or 2009.0 (how some tools write it); what is above 9999 stands for all that is. */
static bool
read_number(const Field *field, int *number)
{
	const char *p = field->start;
	const char *end = p + field->length;
	bool negative = p < end && *p == '-';
	const char *digits = p += negative;

	*number = 0;
	for (; p < end && *p >= '0' && *p <= '9'; p++)
		*number = *number > 9999 ? *number : *number * 10 + (*p - '0');
	if (p > digits && end - p >= 2 && *p == '.')
	{
		for (p++; p < end && *p == '0';)
			p++;
	}
	if (negative)
		*number = -*number;
	return p > digits && p == end;
}

/* Emit the row's word; it is checked before its first category. */
static bool
put_word(Reader *reader, const Field *field, const ToneListOutput *output, ToneCategory category)
{
	char word[PHRASE_MAX_BYTES];
	size_t length = 0;
	ParseError wrong;

	if (field->length == 0)
		return fail_field(reader, "word", "it is empty", field);
	for (size_t i = 0; i < field->length; i++)
	{
		char c = field->start[i];

		if (length == sizeof(word))
			return fail_field(reader, "word", "it is too long", field);
		word[length++] = c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
		i += field->quoted && c == '"';
	}
	if (!phrase_check(word, length, &wrong))
		return fail_field(reader, "word", wrong.reason, field);
	output->emit(output->context, word, length, category);
	return true;
}

/* Older files have one column for both: 1 is strong, 2 moderate, 3 weak. */
static bool
put_modal(Reader *reader, const Row *row, const ToneListOutput *output, bool *any)
{
	int strength;

	if (!read_number(&row->modal, &strength) || strength < 0 || strength > 3)
		return fail_field(reader, "modal", "it is none of 0, 1, 2, 3", &row->modal);
	if (strength != 1 && strength != 3)
		return true;
	*any = true;
	return put_word(reader, &row->word, output,
					strength == 1 ? TONE_STRONG_MODAL : TONE_WEAK_MODAL);
}

static bool
put_row(Reader *reader, const Header *header, const Row *row, const ToneListOutput *output,
		bool *any)
{
	if (header->label != NO_COLUMN)
	{
		ToneCategory category = tone_category_find(row->label.start, row->label.length);

		if (category == TONE_NONE)
			return fail_field(reader, "category", "it is the name of no category", &row->label);
		*any = true;
		return put_word(reader, &row->word, output, category);
	}
	for (int i = TONE_NONE + 1; i < TONE_CATEGORIES; i++)
	{
		int year = 0;

		if (header->flags[i] != NO_COLUMN && !read_number(&row->flags[i], &year))
			return fail_field(reader, tone_category_name((ToneCategory) i),
							  "it is neither 0 nor a year", &row->flags[i]);
		if (year > 0 && !put_word(reader, &row->word, output, (ToneCategory) i))
			return false;
		*any |= year > 0;
	}
	return header->modal == NO_COLUMN || put_modal(reader, row, output, any);
}

bool
tone_list_read(const char *csv, size_t length, const ToneListOutput *output, size_t *line,
			   ParseError *err)
{
	Reader reader = {
		.text = csv, .end = csv + length, .next = csv, .line = 1, .error_line = line, .err = err};
	Header header;
	bool any = false;

	if (length >= 3 && memcmp(csv, "\xef\xbb\xbf", 3) == 0)
		reader.next += 3;
	if (!read_header(&reader, &header))
		return false;
	for (size_t rows = 0; reader.next < reader.end; rows++)
	{
		Row row;

		if (output->poll && (rows & (POLL_ROWS - 1)) == 0)
			output->poll();
		if (!read_row(&reader, &header, &row))
			return false;
		if (!row.blank && !put_row(&reader, &header, &row, output, &any))
			return false;
	}
	if (!any)
		return fail_at(&reader, "file", "no word of it is in a category", reader.end, 0,
					   reader.line);
	return true;
}
