/*
 * event_data.c
 *	  Takes in returns as they come and puts them in order, by counting.  Those that came symbol
 *	  after symbol, each by session, stay where they are.
 */
#include "event_data.h"

#include "event_flag.h"
#include "market_model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PAUSE_ROWS 65536

_Static_assert(EVENT_FLAGS_TOLD <= UINT8_MAX, "flags of a return fit in their column");

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
	*data = (EventData){.memory = memory, .index = -1};
	data->names.seed = seed;
}

void
event_data_end(EventData *data)
{
	void *blocks[] = {data->names.text,  data->names.names,      data->names.slots,
					  data->returns.ret, data->returns.position, data->returns.flags,
					  data->runs,        data->calendar,         data->ranges,
					  data->symbol_known};

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

static void
grow_returns(EventData *data)
{
	const EventMemory *memory = &data->memory;
	EventReturns *returns = &data->returns;
	size_t capacity = data->return_capacity;

	returns->position = event_grow(memory, returns->position, capacity, &data->return_capacity,
								   sizeof(*returns->position));
	returns->ret = memory->resize(memory->context, returns->ret,
								  data->return_capacity * sizeof(*returns->ret));
	if (returns->flags != NULL)
		returns->flags = memory->resize(memory->context, returns->flags,
										data->return_capacity * sizeof(*returns->flags));
}

/* The column of flags, with none for the returns so far. */
static void
make_flags(EventData *data)
{
	data->returns.flags = make_array(&data->memory, data->return_capacity, sizeof(uint8_t));
	memset(data->returns.flags, 0, data->return_count * sizeof(uint8_t));
}

/* The symbol of a return, mostly that of the one before; -1 if it is not of the study. */
static int32_t
return_symbol(const EventData *data, int32_t last, const char *name, size_t length)
{
	const EventNames *names = &data->names;

	if (last >= 0 && same_name(names, last, name, length))
		return last;
	return names->slots[find_slot(names, name, length, hash_name(name, length, names->seed))];
}

bool
event_data_add_return(EventData *data, const char *name, size_t length, int32_t date, double ret,
					  int32_t flags)
{
	size_t count = data->return_count;
	int32_t last = data->run_count > 0 ? data->runs[data->run_count - 1].symbol : -1;
	int32_t symbol = return_symbol(data, last, name, length);

	if (symbol < 0)
		return true;
	if (count >= EVENT_ROWS_MAX)
		return false;
	if (symbol != last)
	{
		data->runs = event_grow(&data->memory, data->runs, data->run_count, &data->run_capacity,
								sizeof(EventRun));
		data->runs[data->run_count++] = (EventRun){symbol, (uint32_t) count};
	}
	if (count == data->return_capacity)
		grow_returns(data);
	if (flags != 0 && data->returns.flags == NULL)
		make_flags(data);
	data->returns.position[count] = date;
	data->returns.ret[count] = market_model_usable(ret) ? ret : NAN;
	if (data->returns.flags != NULL)
		data->returns.flags[count] = (uint8_t) flags;
	data->return_count++;
	return true;
}

/* The end of a run's returns. */
static size_t
run_end(const EventData *data, size_t run)
{
	return run + 1 < data->run_count ? data->runs[run + 1].start : data->return_count;
}

static int
compare_dates(const void *a, const void *b)
{
	int32_t x = *(const int32_t *) a;
	int32_t y = *(const int32_t *) b;

	return (x > y) - (x < y);
}

/* The sessions of the index, ascending, each once. */
static void
make_calendar(EventData *data)
{
	size_t count = 0;
	bool ascending = true;
	int32_t *dates;

	for (size_t i = 0; i < data->run_count; i++)
		if (data->runs[i].symbol == data->index)
			count += run_end(data, i) - data->runs[i].start;
	dates = make_array(&data->memory, count, sizeof(int32_t));
	count = 0;
	for (size_t i = 0; i < data->run_count; i++)
		for (size_t j = data->runs[i].start;
			 data->runs[i].symbol == data->index && j < run_end(data, i); j++)
		{
			dates[count] = data->returns.position[j];
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

/* Position of a date that is a session, else -1; tried first is `guess`. */
static int32_t
exact_position(const EventData *data, int32_t date, int32_t guess)
{
	int32_t position = guess;

	if (position >= data->session_count || data->calendar[position] != date)
		position = event_data_position(data, date);
	return position < data->session_count && data->calendar[position] == date ? position : -1;
}

/* How returns stand after they have been placed. */
typedef struct Placed
{
	size_t count;
	bool grouped;   /* those of a symbol stand together */
	bool ascending; /* those of a symbol by position, none twice */
} Placed;

/*
 * Place the returns of a run behind those that have been, leaving out what is off the calendar.
 * `last` is the position of the symbol's last return, -1 before its first; the new one is returned.
 */
static int32_t
place_run(EventData *data, size_t run, int32_t last, Placed *placed)
{
	EventReturns returns = data->returns;
	size_t end = run_end(data, run);
	size_t to = placed->count;

	for (size_t i = data->runs[run].start; i < end; i++)
	{
		int32_t position = exact_position(data, returns.position[i], last + 1);

		if (i % PAUSE_ROWS == 0)
			data->memory.pause(data->memory.context);
		if (position < 0)
			continue;
		placed->ascending = placed->ascending && position > last;
		last = position;
		returns.position[to] = position;
		returns.ret[to] = returns.ret[i];
		if (returns.flags != NULL)
			returns.flags[to] = returns.flags[i];
		to++;
	}
	placed->count = to;
	return last;
}

/* Turn dates into positions, drop what is off the calendar, and count the returns of each symbol. */
static Placed
place_returns(EventData *data)
{
	Placed placed = {0, true, true};
	int32_t *last = make_array(&data->memory, data->names.count, sizeof(int32_t));

	memset(last, 0xff, data->names.count * sizeof(int32_t));
	for (size_t i = 0; i < data->run_count; i++)
	{
		EventRun *run = &data->runs[i];
		EventRange *range = &data->ranges[run->symbol];
		size_t start = placed.count;

		data->symbol_known[run->symbol] = true;
		last[run->symbol] = place_run(data, i, last[run->symbol], &placed);
		/* run_end() of the run before has been asked for */
		run->start = (uint32_t) start;
		if (range->start == range->end)
			*range = (EventRange){start, placed.count};
		else if (placed.count > start)
		{
			range->end += placed.count - start;
			placed.grouped = false;
		}
	}
	drop(&data->memory, last);
	return placed;
}

/* The numbers of the returns by position, those of one position in the order in which they stand. */
static uint32_t *
order_by_position(const EventData *data, size_t count)
{
	uint32_t *order = make_array(&data->memory, count, sizeof(uint32_t));
	size_t *next = make_array(&data->memory, data->session_count + 1, sizeof(size_t));

	memset(next, 0, (data->session_count + 1) * sizeof(size_t));
	for (size_t i = 0; i < count; i++)
		next[data->returns.position[i] + 1]++;
	for (int32_t i = 0; i < data->session_count; i++)
		next[i + 1] += next[i];
	for (size_t i = 0; i < count; i++)
		order[next[data->returns.position[i]]++] = (uint32_t) i;
	drop(&data->memory, next);
	return order;
}

/* The symbol of every return that has been placed. */
static int32_t *
list_symbols(const EventData *data, size_t count)
{
	int32_t *symbols = make_array(&data->memory, count, sizeof(int32_t));

	for (size_t i = 0; i < data->run_count; i++)
		for (size_t j = data->runs[i].start;
			 j < (i + 1 < data->run_count ? data->runs[i + 1].start : count); j++)
			symbols[j] = data->runs[i].symbol;
	return symbols;
}

/* Put the returns by symbol and position. */
static void
sort_returns(EventData *data, const Placed *placed)
{
	const EventMemory *memory = &data->memory;
	EventReturns from = data->returns;
	EventReturns to = {make_array(memory, placed->count, sizeof(*to.position)),
					   make_array(memory, placed->count, sizeof(*to.ret)), NULL};
	int32_t *symbols = list_symbols(data, placed->count);
	uint32_t *order = placed->ascending ? NULL : order_by_position(data, placed->count);
	size_t start = 0;

	if (from.flags != NULL)
		to.flags = make_array(memory, placed->count, sizeof(*to.flags));
	for (size_t i = 0; i < data->names.count; i++)
	{
		EventRange *range = &data->ranges[i];
		size_t next = start + (range->end - range->start);

		*range = (EventRange){start, start};
		start = next;
	}
	for (size_t k = 0; k < placed->count; k++)
	{
		size_t i = order == NULL ? k : order[k];
		size_t j = data->ranges[symbols[i]].end++;

		if (k % PAUSE_ROWS == 0)
			memory->pause(memory->context);
		to.position[j] = from.position[i];
		to.ret[j] = from.ret[i];
		if (to.flags != NULL)
			to.flags[j] = from.flags[i];
	}
	data->returns = to;
	drop(memory, from.position);
	drop(memory, from.ret);
	drop(memory, from.flags);
	drop(memory, symbols);
	drop(memory, order);
}

/* The first symbol that has two returns of one position, and the first of these; false if none has. */
static bool
find_repeat(const EventData *data, EventRepeat *repeat)
{
	const int32_t *position = data->returns.position;

	for (size_t i = 0; i < data->names.count; i++)
		for (size_t j = data->ranges[i].start + 1; j < data->ranges[i].end; j++)
			if (position[j - 1] == position[j])
			{
				*repeat = (EventRepeat){(int32_t) i, data->calendar[position[j]]};
				return true;
			}
	return false;
}

bool
event_data_settle(EventData *data, EventRepeat *repeat)
{
	size_t symbols = data->names.count;
	Placed placed;

	make_calendar(data);
	data->ranges = make_array(&data->memory, symbols, sizeof(EventRange));
	memset(data->ranges, 0, symbols * sizeof(EventRange));
	data->symbol_known = make_array(&data->memory, symbols, sizeof(bool));
	memset(data->symbol_known, 0, symbols * sizeof(bool));
	placed = place_returns(data);
	if (!placed.grouped || !placed.ascending)
		sort_returns(data, &placed);
	drop(&data->memory, data->runs);
	data->runs = NULL;
	return placed.ascending || !find_repeat(data, repeat);
}

size_t
event_data_find(const EventData *data, int32_t symbol, int32_t position)
{
	const int32_t *positions = data->returns.position;
	size_t low = data->ranges[symbol].start;
	size_t high = data->ranges[symbol].end;

	/* most symbols have a return of every session since their first */
	if (low < high && positions[low] <= position)
	{
		size_t guess = low + (size_t) (position - positions[low]);

		if (guess < high && positions[guess] == position)
			return guess;
	}
	while (low < high)
	{
		size_t middle = low + (high - low) / 2;

		if (positions[middle] < position)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}
