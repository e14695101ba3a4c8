/*
 * story_chain.c
 *	  story_chains(): the chains of re-told stories among articles of one subject.
 */
#include "compat.h"

#include "catalog/pg_type.h"
#include "core/story_chain.h"
#include "datatype/timestamp.h"
#include "miscadmin.h"
#include "result_rows.h"
#include "utils/array.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#define UUID_LENGTH 16

/* The arguments, by number. */
enum
{
	ARG_ARTICLES,
	ARG_PUBLISHED,
	ARG_SIMHASHES,
	ARG_BODIES,
	ARG_CHAINS,
	ARG_HOURS,
	ARG_DISTANCE
};

static const char *const argument_names[] = {
	"article_ids", "published_at", "simhashes", "body_hashes", "known_chains", "hours", "distance"};

typedef struct Column
{
	Datum *values;
	bool *nulls;
} Column;

/* The elements of an array argument; `count` of them, or as many as there are if it is negative. */
static int
read_column(FunctionCallInfo fcinfo, int argument, Oid type, int count, Column *column)
{
	ArrayType *array;
	int given;

	if (PG_ARGISNULL(argument))
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
						errmsg("%s is NULL", argument_names[argument])));
	array = PG_GETARG_ARRAYTYPE_P(argument);
	if (type == UUIDOID)
		deconstruct_array(array, type, UUID_LENGTH, false, TYPALIGN_CHAR, &column->values,
						  &column->nulls, &given);
	else
		deconstruct_array(array, type, sizeof(int64), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE,
						  &column->values, &column->nulls, &given);
	if (count >= 0 && given != count)
		ereport(ERROR, (errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
						errmsg("%s has %d elements, article_ids has %d", argument_names[argument],
							   given, count),
						errhint("Give an element for each article, NULL where it has none.")));
	return given;
}

static int
read_number(FunctionCallInfo fcinfo, int argument, int most)
{
	int value;

	if (PG_ARGISNULL(argument))
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
						errmsg("%s is NULL", argument_names[argument])));
	value = PG_GETARG_INT32(argument);
	if (value < 0 || value > most)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("%s is %d", argument_names[argument], value),
						errhint("It is a number from 0 to %d.", most)));
	return value;
}

static Story *
read_stories(FunctionCallInfo fcinfo, int *count, Datum **article_ids)
{
	Column articles;
	Column published;
	Column simhashes;
	Column bodies;
	Column chains;
	Story *stories;

	*count = read_column(fcinfo, ARG_ARTICLES, INT8OID, -1, &articles);
	read_column(fcinfo, ARG_PUBLISHED, TIMESTAMPTZOID, *count, &published);
	read_column(fcinfo, ARG_SIMHASHES, INT8OID, *count, &simhashes);
	read_column(fcinfo, ARG_BODIES, UUIDOID, *count, &bodies);
	read_column(fcinfo, ARG_CHAINS, INT8OID, *count, &chains);
	stories = MemoryContextAllocHuge(CurrentMemoryContext, (Size) *count * sizeof(Story));
	for (int i = 0; i < *count; i++)
	{
		Story *story = &stories[i];

		if (articles.nulls[i] || published.nulls[i])
			ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
							errmsg("%s has a NULL at %d",
								   argument_names[articles.nulls[i] ? ARG_ARTICLES : ARG_PUBLISHED],
								   i + 1)));
		story->number = i;
		story->published_at = DatumGetTimestampTz(published.values[i]);
		if (TIMESTAMP_NOT_FINITE(story->published_at))
			ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
							errmsg("published_at has an infinite time at %d", i + 1)));
		story->has_simhash = !simhashes.nulls[i];
		story->simhash = story->has_simhash ? (uint64) DatumGetInt64(simhashes.values[i]) : 0;
		story->has_body_hash = !bodies.nulls[i];
		if (story->has_body_hash)
			memcpy(story->body_hash, DatumGetPointer(bodies.values[i]), UUID_LENGTH);
		story->in_chain = !chains.nulls[i];
		story->known_chain = story->in_chain ? DatumGetInt64(chains.values[i]) : 0;
	}
	*article_ids = articles.values;
	return stories;
}

PG_FUNCTION_INFO_V1(newstape_story_chains);
Datum
newstape_story_chains(PG_FUNCTION_ARGS)
{
	uint64 reach = (uint64) read_number(fcinfo, ARG_HOURS, PG_INT32_MAX) * USECS_PER_HOUR;
	int distance = read_number(fcinfo, ARG_DISTANCE, 64);
	int count;
	Datum *article_ids;
	Story *stories = read_stories(fcinfo, &count, &article_ids);
	const Story **scratch =
		MemoryContextAllocHuge(CurrentMemoryContext, (Size) count * sizeof(*scratch));
	TupleDesc desc;
	Tuplestorestate *rows = begin_result_rows(fcinfo, &desc);

	story_begin(stories, scratch, count);
	for (int i = 0; i < count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		story_link_near(stories, count, i, reach, distance);
	}
	story_number(stories, count);
	for (int i = 0; i < count; i++)
	{
		const Story *story = &stories[i];
		int64 age = story->published_at - stories[story->previous].published_at;
		Datum values[5] = {article_ids[story->number], article_ids[stories[story->first].number],
						   Int32GetDatum((int32) story->place),
						   Int32GetDatum((int32) (age / USECS_PER_DAY)),
						   Int32GetDatum((int32) story->members)};
		bool nulls[5] = {false, false, false, story->place == 0, false};

		tuplestore_putvalues(rows, desc, values, nulls);
	}
	return (Datum) 0;
}
