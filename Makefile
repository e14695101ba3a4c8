# newstape: PGXS Makefile.  `make help` lists the targets.

EXTENSION = newstape
# The version is written once, in the control file.
EXTVERSION := $(shell sed -n "s/^default_version *= *'\(.*\)'/\1/p" $(dir $(abspath $(lastword $(MAKEFILE_LIST))))newstape.control)

# Works from a build folder of its own too (VPATH build, as pg_buildext does): sources are named from here.
SRC := $(patsubst %/,%,$(dir $(abspath $(lastword $(MAKEFILE_LIST)))))

# Nouns in the order in which their SQL can be installed; `newstape` is the script's head.
NOUNS = newstape quote ticker page phrase tag tone candlestick breadth sparkline first time_weighted_mean asof market_model event_study tag_event_study url calendar simhash story_chain store

MODULE_big = newstape
OBJS = $(patsubst $(SRC)/%.c,%.o,$(wildcard $(SRC)/extension/*.c $(SRC)/extension/core/*.c))
PG_CPPFLAGS = -I$(SRC)/extension
# utf8proc: the tables of Unicode. Added to what the command line says too (sanitizers).
override SHLIB_LINK += -lutf8proc
PG_CFLAGS = -std=gnu11 -Wall -Wextra -Wno-unused-parameter -Wno-sign-compare -Wno-declaration-after-statement

DATA_built = newstape--$(EXTVERSION).sql
DATA = $(wildcard $(SRC)/extension/upgrade/newstape--*--*.sql)

# A new test is picked up by being there.
REGRESS = $(patsubst $(SRC)/sql/%.sql,%,$(sort $(wildcard $(SRC)/sql/*.sql)))
REGRESS_OPTS = --inputdir=$(SRC) --load-extension=newstape

# PostgreSQL 13's packages bring no runner of isolation tests.
ISOLATION = $(if $(wildcard $(ISOLATION_RUNNER)),$(patsubst $(SRC)/test/isolation/specs/%.spec,%,$(sort $(wildcard $(SRC)/test/isolation/specs/*.spec))))
ISOLATION_OPTS = --inputdir=$(SRC)/test/isolation --load-extension=newstape
ISOLATION_RUNNER = $(dir $(PGXS))../test/isolation/pg_isolation_regress

EXTRA_CLEAN = build results output_iso tmp_check

PG_CONFIG ?= pg_config
PGXS := $(shell $(PG_CONFIG) --pgxs)
include $(PGXS)

# PGXS knows of no headers, and a build folder starts out empty.
$(OBJS) $(OBJS:.o=.bc): $(wildcard $(SRC)/extension/*.h $(SRC)/extension/core/*.h) | $(CURDIR)/extension/core
$(CURDIR)/extension/core:
	mkdir -p $@

# Nouns whose SQL is there yet, in order.
NOUN_SQL = $(wildcard $(NOUNS:%=$(SRC)/extension/%.sql))

# What create_store() builds, a file a concern, in the order in which they need each other.
STORE = info calendar instrument source page quote article problem tag load novelty view view_comment quality tone law event event_window

newstape--$(EXTVERSION).sql: $(NOUN_SQL) $(wildcard $(SRC)/extension/store/* $(SRC)/extension/starter/*.tsv) $(SRC)/newstape.control $(SRC)/Makefile
	{ cat $(filter-out %/store.sql,$(NOUN_SQL)) && $(SRC)/extension/store/embed.sh $(SRC)/extension $(STORE) && cat $(SRC)/extension/store.sql; } >$@

C_FILES = $(shell find $(SRC)/extension $(SRC)/test $(SRC)/bench -name '*.[ch]' -not -path '*/node_modules/*' 2>/dev/null)

.PHONY: help test bench fuzz format format-check docs

help: ## list the targets
	@echo 'make TARGET [PG_CONFIG=/path/to/pg_config]'
	@echo '  all           build (the default)'
	@echo '  install       install into the PostgreSQL of PG_CONFIG'
	@echo '  installcheck  run the regression tests against a running server'
	@echo '  clean         remove what was built'
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(SRC)/Makefile | while IFS="$$(printf '\t')" read -r target what; do \
	  printf '  %-12s  %s\n' "$$target" "$$what"; done

test: ## run every test there is, setting the machine up for it
	$(SRC)/test/run

fuzz: ## fuzz the core a minute a target
	FUZZ_SECONDS=60 $(SRC)/test/run fuzz

bench: ## measure against peers, and write bench/results.md
	$(SRC)/bench/run

docs: ## write docs/reference.md from the comments in the catalog, and real output into the documents
	$(SRC)/test/cluster psql -XAtq -v ON_ERROR_STOP=1 -f docs/reference.sql >$(SRC)/docs/reference.md.new
	mv $(SRC)/docs/reference.md.new $(SRC)/docs/reference.md
	$(SRC)/test/cluster sh -c 'test/docs --write && tar -cf - README.md docs/*.md' | tar --no-same-owner -C $(SRC) -xf -

format: ## lay out the C files
	clang-format -i $(C_FILES)

format-check: ## fail where a C file is not laid out so
	clang-format --dry-run --Werror $(C_FILES)
