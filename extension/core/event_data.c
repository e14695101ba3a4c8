/*
 * event_data.c
 *	  Takes in returns as they come and puts them in order: counting by symbol, then by session
 *	  where they did not come so.
 */
#include "event_data.h"

#include "market_model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PAUSE_ROWS 65536

void *
event_grow(const EventMemory *memory, void *block, size_t count, size_t *capacity, size_t size)
{
	if (count < *capacity)
		return block;
	*capacity = *capacity == 0 ? 64 : *capacity * 2;
	return memory->resize(memory->context, block, *capacity * size);
}

static void *
make_array(const EventMemory *memory, size_t count, size_t size)
{
	return memory->resize(memory->context, NULL, (count > 0 ? count : 1) * size);
}

static void
drop(const EventMemory *memory, void *block)
{
	if (block != NULL)
		memory->resize(memory->context, block, 0);
}

void
event_data_init(EventData *data, EventMemory memory, uint64_t seed)
{
	*data = (EventData){.memory = memory, .index = -1, .last_symbol = -1};
	data->names.seed = seed;
}

void
event_data_end(EventData *data)
{
	void *blocks[] = {data->names.text, data->names.names,  data->names.slots,
					  data->returns,    data->calendar,     data->index_return,
					  data->cells,      data->symbol_start, data->symbol_known};

	for (size_t i = 0; i < sizeof(blocks) / sizeof(blocks[0]); i++)
		drop(&data->memory, blocks[i]);
}

/*
 * Names
 */

/* FNV-1a, started from the seed and mixed at the end. */
static uint64_t
hash_name(const char *name, size_t length, uint64_t seed)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325) ^ seed;

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char) name[i]) * UINT64_C(0x100000001b3) + (seed >> 32);
	return hash ^ (hash >> 29);
}

static bool
same_name(const EventNames *names, int32_t number, const char *name, size_t length)
{
	const EventName *entry = &names->names[number];

	return entry->length == length && memcmp(names->text + entry->start, name, length) == 0;
}

/* The slot of a name, or the free one where it belongs. */
static size_t
find_slot(const EventNames *names, const char *name, size_t length, uint64_t hash)
{
	size_t slot = hash & (names->slot_count - 1);

	while (names->slots[slot] >= 0 && (names->names[names->slots[slot]].hash != hash ||
									   !same_name(names, names->slots[slot], name, length)))
		slot = (slot + 1) & (names->slot_count - 1);
	return slot;
}

/* Twice the slots, half of them free at least. */
static void
grow_slots(EventNames *names, const EventMemory *memory)
{
	size_t count = names->slot_count == 0 ? 128 : names->slot_count * 2;

	names->slots = memory->resize(memory->context, names->slots, count * sizeof(int32_t));
	names->slot_count = count;
	memset(names->slots, 0xff, count * sizeof(int32_t));
	for (size_t i = 0; i < names->count; i++)
	{
		size_t slot = names->names[i].hash & (count - 1);

		while (names->slots[slot] >= 0)
			slot = (slot + 1) & (count - 1);
		names->slots[slot] = (int32_t) i;
	}
}

int32_t
event_data_symbol(EventData *data, const char *name, size_t length)
{
	EventNames *names = &data->names;
	uint64_t hash = hash_name(name, length, names->seed);
	size_t slot;

	if (names->count * 2 >= names->slot_count)
		grow_slots(names, &data->memory);
	slot = find_slot(names, name, length, hash);
	if (names->slots[slot] >= 0)
		return names->slots[slot];

	names->names =
		event_grow(&data->memory, names->names, names->count, &names->capacity, sizeof(EventName));
	if (names->text_length + length > names->text_capacity)
	{
		names->text_capacity = (names->text_length + length) * 2;
		names->text = data->memory.resize(data->memory.context, names->text, names->text_capacity);
	}
	if (length > 0)
		memcpy(names->text + names->text_length, name, length);
	names->names[names->count] = (EventName){names->text_length, length, hash};
	names->text_length += length;
	names->slots[slot] = (int32_t) names->count;
	return (int32_t) names->count++;
}

void
event_data_set_index(EventData *data, const char *name, size_t length)
{
	data->index = event_data_symbol(data, name, length);
}

const char *
event_data_name(const EventData *data, int32_t symbol, size_t *length)
{
	*length = data->names.names[symbol].length;
	return data->names.text + data->names.names[symbol].start;
}

/*
 * Returns
 */

bool
event_data_add_return(EventData *data, const char *name, size_t length, int32_t date, double ret,
					  int32_t flags)
{
	int32_t symbol = data->last_symbol;

	if (symbol < 0 || !same_name(&data->names, symbol, name, length))
	{
		symbol = data->names.slots[find_slot(&data->names, name, length,
											 hash_name(name, length, data->names.seed))];
		if (symbol < 0)
			return true;
		data->last_symbol = symbol;
	}
	if (data->return_count >= EVENT_ROWS_MAX)
		return false;
	data->returns = event_grow(&data->memory, data->returns, data->return_count,
							   &data->return_capacity, sizeof(EventReturn));
	data->returns[data->return_count++] =
		(EventReturn){symbol, date, market_model_usable(ret) ? ret : NAN, flags};
	return true;
}

static int
compare_dates(const void *a, const void *b)
{
	int32_t x = *(const int32_t *) a;
	int32_t y = *(const int32_t *) b;

	return (x > y) - (x < y);
}

static int
compare_cells(const void *a, const void *b)
{
	return compare_dates(&((const PanelCell *) a)->position, &((const PanelCell *) b)->position);
}

/* The sessions of the index, ascending, each once. */
static void
make_calendar(EventData *data)
{
	size_t count = 0;
	bool ascending = true;
	int32_t *dates;

	for (size_t i = 0; i < data->return_count; i++)
		count += data->returns[i].symbol == data->index;
	dates = make_array(&data->memory, count, sizeof(int32_t));
	count = 0;
	for (size_t i = 0; i < data->return_count; i++)
		if (data->returns[i].symbol == data->index)
		{
			dates[count] = data->returns[i].date;
			ascending = ascending && (count == 0 || dates[count - 1] < dates[count]);
			count++;
		}
	if (!ascending)
	{
		size_t kept = 0;

		qsort(dates, count, sizeof(int32_t), compare_dates);
		for (size_t i = 0; i < count; i++)
			if (kept == 0 || dates[kept - 1] != dates[i])
				dates[kept++] = dates[i];
		count = kept;
	}
	data->calendar = dates;
	data->session_count = (int32_t) count;
}

int32_t
event_data_position(const EventData *data, int32_t date)
{
	int32_t low = 0;
	int32_t high = data->session_count;

	while (low < high)
	{
		int32_t middle = low + (high - low) / 2;

		if (data->calendar[middle] < date)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Position of a date that is a session, else -1; tried first is the one behind `last`. */
static int32_t
exact_position(const EventData *data, int32_t date, int32_t last)
{
	int32_t position = last + 1;

	if (position >= data->session_count || data->calendar[position] != date)
		position = event_data_position(data, date);
	return position < data->session_count && data->calendar[position] == date ? position : -1;
}

/* Turn dates into positions (-1 off the calendar), and count the cells of each symbol. */
static void
place_returns(EventData *data)
{
	int32_t last = -1;

	for (size_t i = 0; i < data->return_count; i++)
	{
		EventReturn *row = &data->returns[i];

		if (i % PAUSE_ROWS == 0)
			data->memory.pause(data->memory.context);
		data->symbol_known[row->symbol] = true;
		row->date = exact_position(data, row->date, last);
		if (row->date < 0)
			continue;
		last = row->date;
		data->symbol_start[row->symbol + 1]++;
	}
}

/* Distribute the returns over the symbols, in the order in which they came. */
static void
distribute(EventData *data)
{
	size_t *next = make_array(&data->memory, data->names.count, sizeof(size_t));

	for (size_t i = 0; i < data->names.count; i++)
	{
		data->symbol_start[i + 1] += data->symbol_start[i];
		next[i] = data->symbol_start[i];
	}
	data->cells =
		make_array(&data->memory, data->symbol_start[data->names.count], sizeof(PanelCell));
	for (size_t i = 0; i < data->return_count; i++)
	{
		const EventReturn *row = &data->returns[i];

		if (i % PAUSE_ROWS == 0)
			data->memory.pause(data->memory.context);
		if (row->date >= 0)
			data->cells[next[row->symbol]++] = (PanelCell){row->date, row->flags, row->ret};
	}
	drop(&data->memory, next);
}

/* A symbol's cells by position.  False if two share one, the place of which is put in *position. */
static bool
sort_cells(PanelCell *cells, size_t count, int32_t *position)
{
	for (size_t i = 1; i < count; i++)
		if (cells[i - 1].position > cells[i].position)
		{
			qsort(cells, count, sizeof(PanelCell), compare_cells);
			break;
		}
	for (size_t i = 1; i < count; i++)
		if (cells[i - 1].position == cells[i].position)
		{
			*position = cells[i].position;
			return false;
		}
	return true;
}

bool
event_data_settle(EventData *data, EventRepeat *repeat)
{
	size_t symbols = data->names.count;

	make_calendar(data);
	data->symbol_start = make_array(&data->memory, symbols + 1, sizeof(size_t));
	memset(data->symbol_start, 0, (symbols + 1) * sizeof(size_t));
	data->symbol_known = make_array(&data->memory, symbols, sizeof(bool));
	memset(data->symbol_known, 0, symbols * sizeof(bool));
	place_returns(data);
	distribute(data);
	drop(&data->memory, data->returns);
	data->returns = NULL;

	for (size_t i = 0; i < symbols; i++)
	{
		PanelCell *cells = data->cells + data->symbol_start[i];
		int32_t position;

		data->memory.pause(data->memory.context);
		if (sort_cells(cells, data->symbol_start[i + 1] - data->symbol_start[i], &position))
			continue;
		*repeat = (EventRepeat){(int32_t) i, data->calendar[position]};
		return false;
	}

	data->index_return = make_array(&data->memory, data->session_count, sizeof(double));
	for (size_t i = 0; i < (size_t) data->session_count; i++)
		data->index_return[i] = event_data_index_cell(data, (int32_t) i)->ret;
	return true;
}

const PanelCell *
event_data_index_cell(const EventData *data, int32_t position)
{
	return &data->cells[data->symbol_start[data->index] + position];
}

const PanelCell *
event_data_cells(const EventData *data, int32_t symbol, int32_t position, const PanelCell **end)
{
	size_t low = data->symbol_start[symbol];
	size_t high = data->symbol_start[symbol + 1];

	*end = data->cells + high;
	while (low < high)
	{
		size_t middle = low + (high - low) / 2;

		if (data->cells[middle].position < position)
			low = middle + 1;
		else
			high = middle;
	}
	return data->cells + low;
}
