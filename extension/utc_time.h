/*
 * utc_time.h
 *	  Times in the text forms of our types: the same whatever the settings of a session.
 */
#ifndef NEWSTAPE_UTC_TIME_H
#define NEWSTAPE_UTC_TIME_H

#include "compat.h"

#include "datatype/timestamp.h"
#include "lib/stringinfo.h"

/* Append a time in UTC and ISO format, or infinity. */
extern void append_utc_time(StringInfo text, TimestampTz time);

#endif /* NEWSTAPE_UTC_TIME_H */
