/*
 * sparkline.c
 *	  sparkline(): numbers as a line of block characters.
 */
#include "compat.h"

#include "catalog/pg_type.h"
#include "core/sparkline.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/float.h"
#include "utils/memutils.h"

/* A line of more would take more than a text holds. */
#define SPARKLINE_MAX (MaxAllocSize / 2 / SPARKLINE_BYTES)

PG_FUNCTION_INFO_V1(newstape_sparkline);
Datum
newstape_sparkline(PG_FUNCTION_ARGS)
{
	ArrayType *array = PG_GETARG_ARRAYTYPE_P(0);
	Datum *elements;
	bool *nulls;
	int count;
	double *values;
	char *line;
	size_t length;

	deconstruct_array(array, FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE, &elements,
					  &nulls, &count);
	if (count > SPARKLINE_MAX)
		ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
						errmsg("too many numbers for a sparkline: %d", count),
						errhint("Aggregate them first, to one number a day or a month.")));
	values = palloc(Max(count, 1) * sizeof(double));
	for (int i = 0; i < count; i++)
		values[i] = nulls[i] ? get_float8_nan() : DatumGetFloat8(elements[i]);
	line = palloc(count * SPARKLINE_BYTES + 1);
	length = sparkline_format(values, count, line);
	line[length] = '\0';
	/* Raises an error where the database's encoding has no such characters. */
	PG_RETURN_TEXT_P(cstring_to_text(pg_any_to_server(line, length, PG_UTF8)));
}
