/*
 * tagbook_format.h
 *	  What the parts of a tagbook's code share: how its phrases are labelled.
 */
#ifndef NEWSTAPE_CORE_TAGBOOK_FORMAT_H
#define NEWSTAPE_CORE_TAGBOOK_FORMAT_H

#include "phrase_format.h"
#include "tagbook.h"

/* While lines are read, a phrase's label is its kind and its place among those of the kind; in a book they are numbered one kind after another. */
typedef enum LabelKind
{
	LABEL_ALIAS,
	LABEL_SIGN,
	LABEL_TERM
} LabelKind;

#define LABEL_PLACE 0x0fffffff

#endif /* NEWSTAPE_CORE_TAGBOOK_FORMAT_H */
