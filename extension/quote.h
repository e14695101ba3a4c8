/*
 * quote.h
 *	  The type quote as functions of the server see it.
 */
#ifndef NEWSTAPE_QUOTE_H
#define NEWSTAPE_QUOTE_H

#include "compat.h"

#include "core/quote.h"

#define DatumGetQuoteP(datum) ((Quote *) DatumGetPointer(datum))
#define QuotePGetDatum(quote) PointerGetDatum(quote)
#define PG_GETARG_QUOTE_P(n) DatumGetQuoteP(PG_GETARG_DATUM(n))
#define PG_RETURN_QUOTE_P(quote) return QuotePGetDatum(quote)

/* A palloc'd copy as a Datum. */
extern Datum quote_datum(const Quote *quote);

/* Read and write the 24 bytes of a quote in a binary message; reading raises 22P03 on what is no
 * valid quote. */
struct StringInfoData;
extern void quote_receive(struct StringInfoData *message, Quote *quote);
extern void quote_put(struct StringInfoData *message, const Quote *quote);

#endif /* NEWSTAPE_QUOTE_H */
