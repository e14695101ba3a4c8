# newstape: PGXS Makefile.  `make help` lists the targets.

EXTENSION = newstape
# The version is written once, in the control file.
EXTVERSION := $(shell sed -n "s/^default_version *= *'\(.*\)'/\1/p" $(dir $(abspath $(lastword $(MAKEFILE_LIST))))newstape.control)

# Works from a build folder of its own too (VPATH build, as pg_buildext does): sources are named from here.
SRC := $(patsubst %/,%,$(dir $(abspath $(lastword $(MAKEFILE_LIST)))))

# Nouns in the order in which their SQL can be installed; `newstape` is the script's head.
NOUNS = newstape quote ticker page phrase candlestick store

MODULE_big = newstape
OBJS = $(patsubst $(SRC)/%.c,%.o,$(wildcard $(SRC)/extension/*.c $(SRC)/extension/core/*.c))
PG_CPPFLAGS = -I$(SRC)/extension
PG_CFLAGS = -std=gnu11 -Wall -Wextra -Wno-unused-parameter -Wno-sign-compare -Wno-declaration-after-statement

DATA_built = newstape--$(EXTVERSION).sql
DATA = $(wildcard $(SRC)/extension/upgrade/newstape--*--*.sql)

# A new test is picked up by being there.
REGRESS = $(patsubst $(SRC)/sql/%.sql,%,$(sort $(wildcard $(SRC)/sql/*.sql)))
REGRESS_OPTS = --inputdir=$(SRC) --load-extension=newstape

EXTRA_CLEAN = build results

PG_CONFIG ?= pg_config
PGXS := $(shell $(PG_CONFIG) --pgxs)
include $(PGXS)

# Nouns whose SQL is there yet, in order.
NOUN_SQL = $(wildcard $(NOUNS:%=$(SRC)/extension/%.sql))

newstape--$(EXTVERSION).sql: $(NOUN_SQL) $(SRC)/newstape.control $(SRC)/Makefile
	cat $(NOUN_SQL) >$@
