/*
 * utc_time.c
 *	  Times in the text forms of our types: the same whatever the settings of a session.
 */
#include "utc_time.h"

#include "miscadmin.h" /* USE_ISO_DATES */
#include "utils/datetime.h"
#include "utils/timestamp.h"

void
append_utc_time(StringInfo text, TimestampTz time)
{
	char buffer[MAXDATELEN + 1];
	struct pg_tm tm;
	fsec_t fsec;

	if (TIMESTAMP_IS_NOBEGIN(time))
		appendStringInfoString(text, "-infinity");
	else if (TIMESTAMP_IS_NOEND(time))
		appendStringInfoString(text, "infinity");
	else
	{
		if (timestamp2tm(time, NULL, &tm, &fsec, NULL, NULL) != 0)
			elog(ERROR, "time out of range");
		tm.tm_isdst = 0; /* else the offset is left out */
		EncodeDateTime(&tm, fsec, true, 0, NULL, USE_ISO_DATES, buffer);
		appendStringInfoString(text, buffer);
	}
}
