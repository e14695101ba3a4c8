/*
 * asof.c
 *	  asof_join() and window_join(): rows of two queries paired by key and time.
 *
 * The left rows are read into memory, a batch after the other where they are more than it may hold;
 * the right rows run past them (core/asof.h) and are not kept.
 */
#include "compat.h"

#include "common/hashfn.h"
#include "common/int.h"
#include "core/asof.h"
#include "datatype/timestamp.h"
#include "executor/spi.h"
#include "join_input.h"
#include "miscadmin.h"
#include "result_rows.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"
#include "utils/tuplestore.h"

/* Left rows asked for at a time. */
#define FETCH_ROWS 1000

/* The bytes that a key takes beside its own: its entry in the table, which is at most full by a
 * quarter after it has grown, its group, and what the allocator adds. */
#define KEY_OVERHEAD 160

/*
 * The numbers of keys, in a hash table.
 */

typedef struct KeyText
{
	const char *bytes;
	size_t length;
} KeyText;

typedef struct KeyEntry
{
	KeyText text;
	uint32 hash;
	uint32 number;
	char status;
} KeyEntry;

static inline bool
key_equal(KeyText a, KeyText b)
{
	return a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0;
}

#define SH_PREFIX keys
#define SH_ELEMENT_TYPE KeyEntry
#define SH_KEY_TYPE KeyText
#define SH_KEY text
#define SH_HASH_KEY(table, text) hash_bytes((const unsigned char *) (text).bytes, (text).length)
#define SH_EQUAL(table, a, b) key_equal(a, b)
#define SH_STORE_HASH
#define SH_GET_HASH(table, entry) (entry)->hash
#define SH_SCOPE static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

/*
 * A join at work
 */

typedef struct PairJoin
{
	/* what pairs with what, in microseconds */
	bool back;  /* note right rows at least back_gap before */
	bool ahead; /* note right rows at least ahead_gap after */
	uint64 back_gap;
	uint64 ahead_gap;
	uint64 reach; /* what is noted counts up to this distance */
	bool window;  /* pair all right rows of [ts - before, ts + after] */
	uint64 before;
	uint64 after;

	Tuplestorestate *result;
	TupleDesc desc;

	/* a batch of left rows, and what belongs to it */
	MemoryContext batch;
	AsofLeft *rows;
	size_t count;
	size_t capacity;
	Size bytes; /* about what it takes, with the notes to come */
	keys_hash *keys;
	const KeyEntry *last; /* the key found last */
	AsofGroup *groups;
	AsofRight *notes_back;
	AsofRight *notes_ahead;
} PairJoin;

/* As much as a hash join may take, or as an index build may, whichever is more: a batch that does
 * not fit makes the right query run once more. */
static Size
batch_limit(void)
{
	return Max(work_mem * Max(hash_mem_multiplier, 1.0), maintenance_work_mem) * 1024.0;
}

/*
 * Results
 */

/* a - b as the operator gives it. */
static Interval
time_between(TimestampTz a, TimestampTz b)
{
	Interval age = {0};
	int64 microseconds;

	if (pg_sub_s64_overflow(a, b, &microseconds))
		ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
						errmsg("age of a matched row is out of range")));
	age.day = microseconds / USECS_PER_DAY;
	age.time = microseconds % USECS_PER_DAY;
	return age;
}

/* right is NULL where nothing matches. */
static void
put_pair(PairJoin *join, int64 left_id, int64 left_ts, const AsofRight *right)
{
	Datum values[4] = {Int64GetDatum(left_id)};
	bool nulls[4] = {false, true, true, true};
	Interval age;

	if (right != NULL)
	{
		age = time_between(left_ts, right->ts);
		values[1] = Int64GetDatum(right->id);
		values[2] = TimestampTzGetDatum(right->ts);
		values[3] = IntervalPGetDatum(&age);
		nulls[1] = nulls[2] = nulls[3] = false;
	}
	tuplestore_putvalues(join->result, join->desc, values, nulls);
}

/* Of what was noted for a left row the one to use: the nearer, of equally near ones the earlier. */
static const AsofRight *
choose(const PairJoin *join, size_t i)
{
	int64 ts = join->rows[i].ts;
	const AsofRight *back = join->back ? &join->notes_back[i] : NULL;
	const AsofRight *ahead = join->ahead ? &join->notes_ahead[i] : NULL;

	if (back && (!asof_found(back) || asof_distance(ts, back->ts) > join->reach))
		back = NULL;
	if (ahead && (!asof_found(ahead) || asof_distance(ts, ahead->ts) > join->reach))
		ahead = NULL;
	if (back && ahead)
		return asof_distance(ts, back->ts) <= asof_distance(ts, ahead->ts) ? back : ahead;
	return back ? back : ahead;
}

static void
put_batch(PairJoin *join)
{
	if (join->back)
		asof_spread_back(join->rows, join->count, join->notes_back);
	if (join->ahead)
		asof_spread_ahead(join->rows, join->count, join->notes_ahead);
	for (size_t i = 0; i < join->count; i++)
	{
		const AsofLeft *row = &join->rows[i];
		const AsofRight *right = choose(join, i);

		CHECK_FOR_INTERRUPTS();
		/* A quote of the very start of a window prevails there, and is in the window already. */
		if (join->window && right && asof_distance(row->ts, right->ts) == join->before)
			right = NULL;
		if (right || !row->paired)
			put_pair(join, row->id, row->ts, right);
	}
}

/*
 * Left rows
 */

static void
begin_batch(PairJoin *join)
{
	MemoryContextReset(join->batch);
	join->count = 0;
	join->capacity = FETCH_ROWS;
	join->bytes = 0;
	join->rows = MemoryContextAlloc(join->batch, join->capacity * sizeof(AsofLeft));
	join->keys = keys_create(join->batch, 256, NULL);
	join->last = NULL;
}

static uint32
number_key(PairJoin *join, const JoinRow *row)
{
	KeyText text = {row->key, row->key_length};
	KeyEntry *entry;
	bool found;

	/* Rows of one key often follow each other. */
	if (join->last && key_equal(join->last->text, text))
		return join->last->number;
	entry = keys_insert(join->keys, text, &found);
	if (!found)
	{
		char *copy = MemoryContextAlloc(join->batch, Max(text.length, 1));

		memcpy(copy, text.bytes, text.length);
		entry->text.bytes = copy;
		entry->number = join->keys->members - 1;
		join->bytes += KEY_OVERHEAD + text.length;
	}
	join->last = entry;
	return entry->number;
}

static void
take_left(void *context, const JoinRow *row)
{
	PairJoin *join = context;

	if (!row->usable)
	{
		put_pair(join, row->right.id, 0, NULL);
		return;
	}
	if (join->count == join->capacity)
	{
		join->capacity *= 2;
		join->rows = repalloc_huge(join->rows, join->capacity * sizeof(AsofLeft));
	}
	join->rows[join->count++] =
		(AsofLeft){row->right.ts, row->right.id, number_key(join, row), false};
	join->bytes += sizeof(AsofLeft) + (1 + join->ahead) * sizeof(AsofRight);
}

/* Read the next batch; false if no more follow it. */
static bool
read_batch(PairJoin *join, JoinInput *left)
{
	/* Row numbers are of 32 bits. */
	while (join->bytes < batch_limit() && join->count < PG_INT32_MAX - FETCH_ROWS)
	{
		CHECK_FOR_INTERRUPTS();
		if (!join_input_fetch(left, FETCH_ROWS, take_left, join))
			return false;
	}
	return true;
}

static AsofRight *
make_notes(PairJoin *join, AsofRight none)
{
	AsofRight *notes = MemoryContextAllocHuge(join->batch, Max(join->count, 1) * sizeof(AsofRight));

	for (size_t i = 0; i < join->count; i++)
		notes[i] = none;
	return notes;
}

StaticAssertDecl(sizeof(AsofLeft) <= sizeof(AsofRight), "notes are room enough to sort in");

/* Sort the batch, and have everything ready for right rows. */
static void
prepare_batch(PairJoin *join)
{
	size_t keys = join->keys->members;
	AsofRight *space = MemoryContextAllocHuge(join->batch, Max(join->count, 1) * sizeof(AsofRight));

	asof_sort(join->rows, (AsofLeft *) space, join->count);
	pfree(space);
	join->groups = MemoryContextAllocHuge(join->batch, Max(keys, 1) * sizeof(AsofGroup));
	asof_group(join->rows, join->count, join->groups, keys);
	if (join->back)
		join->notes_back = make_notes(join, ASOF_NONE_BACK);
	if (join->ahead)
		join->notes_ahead = make_notes(join, ASOF_NONE_AHEAD);
	join->last = NULL;
}

/*
 * Right rows
 */

/* The left rows that have the row in their window are neighbours. */
static void
pair_windows(PairJoin *join, AsofGroup *group, const AsofRight *right)
{
	uint32 first = asof_search(join->rows, group, asof_earlier(right->ts, join->after));
	int64 last_ts = asof_later(right->ts, join->before);

	for (uint32 i = first; i < group->end && join->rows[i].ts <= last_ts; i++)
	{
		CHECK_FOR_INTERRUPTS();
		join->rows[i].paired = true;
		put_pair(join, join->rows[i].id, join->rows[i].ts, right);
	}
}

static void
take_right(void *context, const JoinRow *row)
{
	PairJoin *join = context;
	KeyText text = {row->key, row->key_length};
	AsofGroup *group;

	if (!row->usable)
		return;
	if (join->last == NULL || !key_equal(join->last->text, text))
	{
		const KeyEntry *entry = keys_lookup(join->keys, text);

		if (entry == NULL)
			return;
		join->last = entry;
	}
	group = &join->groups[join->last->number];
	if (join->window)
		pair_windows(join, group, &row->right);
	if (join->back)
		asof_note_back(join->rows, group, join->notes_back, &row->right, join->back_gap);
	if (join->ahead)
		asof_note_ahead(join->rows, group, join->notes_ahead, &row->right, join->ahead_gap);
}

/*
 * The whole
 */

static void
run_join(FunctionCallInfo fcinfo, PairJoin *join, const char *left_query, const char *right_query)
{
	JoinInput *left;
	bool more;

	join->result = begin_result_rows(fcinfo, &join->desc);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	join->batch = AllocSetContextCreate(CurrentMemoryContext, "left rows", ALLOCSET_DEFAULT_SIZES);
	left = join_input_open(left_query, "left");
	do
	{
		JoinInput *right;

		begin_batch(join);
		more = read_batch(join, left);
		prepare_batch(join);
		/* Even without left rows: a wrong query is wrong whatever the other one gives. */
		right = join_input_open(right_query, "right");
		if (join->count > 0)
			join_input_drain(right, take_right, join);
		join_input_close(right);
		put_batch(join);
	} while (more);
	join_input_close(left);
	SPI_finish();
}

/*
 * Arguments
 */

static char *
query_argument(FunctionCallInfo fcinfo, int n)
{
	if (PG_ARGISNULL(n))
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
						errmsg("the %s query is NULL", n == 0 ? "left" : "right")));
	return text_to_cstring(PG_GETARG_TEXT_PP(n));
}

static bool
switch_argument(FunctionCallInfo fcinfo, int n, const char *name)
{
	if (PG_ARGISNULL(n))
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("%s is NULL", name),
						errhint("It is true or false.")));
	return PG_GETARG_BOOL(n);
}

/* Microseconds of a length of time, zero or more. */
static uint64
length_of(const Interval *interval, const char *name)
{
	int64 length;

	if (interval->month != 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("%s is no fixed length of time", name),
						errdetail("Months and years differ in length."),
						errhint("Give it in days, of 24 hours each, or in hours.")));
	if (pg_mul_s64_overflow(interval->day, USECS_PER_DAY, &length) ||
		pg_add_s64_overflow(length, interval->time, &length))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("%s is out of range", name)));
	if (length < 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s is negative", name),
						errhint("Give zero or more.")));
	return length;
}

static uint64
length_argument(FunctionCallInfo fcinfo, int n, const char *name, uint64 if_null)
{
	return PG_ARGISNULL(n) ? if_null : length_of(PG_GETARG_INTERVAL_P(n), name);
}

static void
take_direction(PairJoin *join, FunctionCallInfo fcinfo, int n)
{
	char *direction = PG_ARGISNULL(n) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(n));

	join->back =
		direction && (strcmp(direction, "backward") == 0 || strcmp(direction, "nearest") == 0);
	join->ahead =
		direction && (strcmp(direction, "forward") == 0 || strcmp(direction, "nearest") == 0);
	if (!join->back && !join->ahead)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						direction ? errmsg("unknown direction: \"%s\"", direction)
								  : errmsg("direction is NULL"),
						errhint("The directions are backward, forward and nearest.")));
}

PG_FUNCTION_INFO_V1(newstape_asof_join);
Datum
newstape_asof_join(PG_FUNCTION_ARGS)
{
	PairJoin join = {0};
	uint64 gap;

	take_direction(&join, fcinfo, 2);
	/* Times are whole microseconds: strictly before is at least one before. */
	gap = switch_argument(fcinfo, 3, "strict") ? 1 : 0;
	join.reach = length_argument(fcinfo, 4, "max_age", PG_UINT64_MAX);
	join.back_gap = join.ahead_gap = Max(gap, length_argument(fcinfo, 5, "min_age", 0));
	run_join(fcinfo, &join, query_argument(fcinfo, 0), query_argument(fcinfo, 1));
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(newstape_window_join);
Datum
newstape_window_join(PG_FUNCTION_ARGS)
{
	PairJoin join = {0};

	for (int n = 2; n <= 3; n++)
		if (PG_ARGISNULL(n))
			ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
							errmsg("%s is NULL", n == 2 ? "before" : "after"),
							errhint("Zero makes the window begin or end at the row itself.")));
	join.window = true;
	join.before = length_argument(fcinfo, 2, "before", 0);
	join.after = length_argument(fcinfo, 3, "after", 0);
	join.back = switch_argument(fcinfo, 4, "prevailing");
	join.back_gap = join.before;
	join.reach = PG_UINT64_MAX;
	run_join(fcinfo, &join, query_argument(fcinfo, 0), query_argument(fcinfo, 1));
	return (Datum) 0;
}
