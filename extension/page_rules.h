/*
 * page_rules.h
 *	  Boilerplate rules given as an array, compiled once per call site.
 */
#ifndef NEWSTAPE_PAGE_RULES_H
#define NEWSTAPE_PAGE_RULES_H

#include "compat.h"

#include "core/page_rule.h"
#include "utils/array.h"

/* The rules of `array`, or the built-in ones for NULL.  They live as long as the call site. */
extern const PageRules *page_rules_of(FmgrInfo *flinfo, ArrayType *array);

#endif /* NEWSTAPE_PAGE_RULES_H */
