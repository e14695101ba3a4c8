/*
 * newstape.c
 *	  The module itself.  Each noun has a file of its own beside this one.
 */
#include "postgres.h"

#include "fmgr.h"

PG_MODULE_MAGIC;
