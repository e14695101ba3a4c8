/*
 * test_event_study.c
 *	  Event studies over arrays: exact cases, ranks against a plain count, returns in any order.
 */
#include "core/event_summary.h"
#include "tap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void *
resize_block(void *context, void *block, size_t size)
{
	void *result;

	(void) context;
	if (size == 0)
	{
		free(block);
		return NULL;
	}
	result = realloc(block, size);
	if (result == NULL)
		abort();
	return result;
}

static int pauses;

static void
count_pause(void *context)
{
	(void) context;
	pauses++;
}

static const EventMemory memory = {resize_block, count_pause, NULL};

static bool
near(double got, double expected)
{
	return fabs(got - expected) <= 1e-12 * fabs(expected);
}

/* One firm, in percent: alpha 1/2, beta 2, sigma 1; Var(CAR) is 65/14. */
#define SESSIONS 9
static const double index_returns[SESSIONS] = {-3, -2, -1, 1, 2, 3, 0, 2, 0};
static const double firm_returns[SESSIONS] = {-4.5, -4.5, -1.5, 2.5, 3.5, 7.5, 3.5, 6.5, 0.5};

/* The returns of the one firm and its index, from session `first` on around. */
static void
load(EventStudy *study, EventModel model, int first)
{
	EventOptions options = {-6, -1, 0, 2, model, EVENT_HOLIDAY_LATER};
	EventRepeat repeat;

	event_study_init(study, options, memory, 42);
	event_data_set_index(&study->data, "I", 1);
	event_study_add(study, "F", 1, true, 106, 0);
	for (int i = 0; i < SESSIONS; i++)
	{
		int day = (i + first) % SESSIONS;

		event_data_add_return(&study->data, "F", 1, 100 + day, firm_returns[day], 0);
		event_data_add_return(&study->data, "I", 1, 100 + day, index_returns[day], 0);
		event_data_add_return(&study->data, "other", 5, 100 + day, 1, 0);
	}
	ok(event_data_settle(&study->data, &repeat), "returns from session %d on", first);
	event_study_resolve(study);
}

static void
test_exact(void)
{
	for (int first = 0; first < SESSIONS; first++)
	{
		EventStudy study;
		EventMeasure m;

		load(&study, EVENT_MODEL_MARKET, first);
		event_measure_init(&m, &study);
		event_measure(&study, 0, &m);
		ok(m.reason == EVENT_KEPT && m.n_est == 6 && m.alpha == 0.5 && m.beta == 2 && m.sse == 4 &&
			   m.sigma == 1 && near(m.r2, 1 - 4.0 / 116) && m.abnormal[6] == 3 &&
			   m.abnormal[7] == 2 && m.abnormal[8] == 0,
		   "model and abnormal returns");
		ok(near(event_variance_factor(&study, &m, 0, 3), 65.0 / 14) &&
			   near(event_variance_factor(&study, &m, 0, 1), 7.0 / 6) &&
			   near(event_variance_factor(&study, &m, 1, 2), 1 + 1.0 / 6 + 4.0 / 28),
		   "variances of sums");
		event_measure_end(&m, &study);
		event_study_end(&study);
	}
	ok(pauses > 0, "the caller can end a run");
}

static void
test_models(void)
{
	static const double mean_adjusted[] = {3, 6, 0};
	static const double market_adjusted[] = {3.5, 4.5, 0.5};

	for (int model = EVENT_MODEL_MEAN; model <= EVENT_MODEL_MARKET_ADJUSTED; model++)
	{
		const double *expected = model == EVENT_MODEL_MEAN ? mean_adjusted : market_adjusted;
		bool same = true;
		EventStudy study;
		EventMeasure m;

		load(&study, model, 0);
		event_measure_init(&m, &study);
		event_measure(&study, 0, &m);
		for (int i = 0; i < 3; i++)
			same = same && m.abnormal[6 + i] == expected[i];
		ok(same, "model %d", model);
		ok(near(event_variance_factor(&study, &m, 0, 3),
				model == EVENT_MODEL_MEAN ? 3 + 9.0 / 6 : 3),
		   "what it estimates counts");
		event_measure_end(&m, &study);
		event_study_end(&study);
	}
}

/* A return given twice is found, wherever its rows stand. */
static void
test_repeats(void)
{
	for (int i = 0; i < 10; i++)
		for (int j = 0; j < 10; j++)
		{
			EventOptions options = {-6, -1, 0, 2, EVENT_MODEL_MARKET, EVENT_HOLIDAY_LATER};
			EventRepeat repeat = {-1, -1};
			EventStudy study;
			bool settled;

			event_study_init(&study, options, memory, i);
			event_data_set_index(&study.data, "I", 1);
			event_study_add(&study, "F", 1, true, 5, 0);
			for (int day = 0; day < 10; day++)
			{
				event_data_add_return(&study.data, "I", 1, day, 0, 0);
				event_data_add_return(&study.data, "F", 1, day == j ? i : day, 0, 0);
			}
			settled = event_data_settle(&study.data, &repeat);
			ok(settled == (i == j) && (settled || (repeat.date == i && repeat.symbol == 1)),
			   "session %d in the place of %d", i, j);
			event_study_end(&study);
		}
}

/* A market with holes: returns that are missing, of no session of the index, or flagged. */
enum
{
	MARKET_DAYS = 60,
	MARKET_SYMBOLS = 4, /* the last is the index */
	MARKET_ROWS = MARKET_DAYS * MARKET_SYMBOLS
};

typedef struct MarketRow
{
	int symbol;
	int day;
	double ret; /* NAN: NULL */
	int flags;
	bool absent;
} MarketRow;

static void
make_market(MarketRow *rows)
{
	srand(3);
	for (int i = 0; i < MARKET_ROWS; i++)
	{
		MarketRow *row = &rows[i];
		int chance = rand() % 20;

		*row = (MarketRow){i / MARKET_DAYS, i % MARKET_DAYS, rand() / (double) RAND_MAX - 0.5,
						   rand() % 30 == 0 ? EVENT_FLAG_STALE | EVENT_FLAG_THIN : 0, chance == 1};
		/* of the index at least one */
		if (chance == 0 || i == MARKET_ROWS - MARKET_DAYS / 2)
			row->ret = NAN;
	}
}

static int
by_day(const void *a, const void *b)
{
	const MarketRow *x = a;
	const MarketRow *y = b;

	return x->day != y->day ? x->day - y->day : x->symbol - y->symbol;
}

static void
shuffle(MarketRow *rows)
{
	for (int i = MARKET_ROWS - 1; i > 0; i--)
	{
		int j = rand() % (i + 1);
		MarketRow row = rows[i];

		rows[i] = rows[j];
		rows[j] = row;
	}
}

static void
load_market(EventStudy *study, const MarketRow *rows, EventModel model)
{
	static const char name[] = "ABCI";
	EventOptions options = {-20, -3, -2, 2, model, EVENT_HOLIDAY_LATER};
	EventRepeat repeat;

	event_study_init(study, options, memory, 42);
	event_data_set_index(&study->data, "I", 1);
	for (int i = 0; i < (MARKET_SYMBOLS - 1) * MARKET_DAYS; i++)
		event_study_add(study, name + i / MARKET_DAYS, 1, true, i % MARKET_DAYS, 0);
	for (int i = 0; i < MARKET_ROWS; i++)
		if (!rows[i].absent)
			event_data_add_return(&study->data, name + rows[i].symbol, 1, rows[i].day, rows[i].ret,
								  rows[i].flags);
	event_data_settle(&study->data, &repeat);
	event_study_resolve(study);
}

static bool
same_measures(const EventStudy *study, const EventMeasure *a, const EventMeasure *b)
{
	int count = a->n_est + event_win_width(&study->options);

	if (a->reason != b->reason || a->flags != b->flags || a->n_est != b->n_est)
		return false;
	return a->reason != EVENT_KEPT ||
		   (memcmp(a->abnormal, b->abnormal, count * sizeof(double)) == 0 &&
			memcmp(a->place, b->place, count * sizeof(int)) == 0);
}

/* The order of the rows makes no difference: by symbol, by session, in none. */
static void
test_order(void)
{
	for (int round = 0; round < 9; round++)
	{
		EventModel model = round / 3;
		MarketRow rows[MARKET_ROWS];
		EventStudy plain;
		EventStudy other;
		EventMeasure a;
		EventMeasure b;
		int kept = 0;
		bool same = true;

		make_market(rows);
		load_market(&plain, rows, model);
		if (round % 3 == 0)
			qsort(rows, MARKET_ROWS, sizeof(MarketRow), by_day);
		else
			shuffle(rows);
		load_market(&other, rows, model);
		event_measure_init(&a, &plain);
		event_measure_init(&b, &other);
		for (size_t i = 0; i < plain.event_count; i++)
		{
			event_measure(&plain, i, &a);
			event_measure(&other, i, &b);
			kept += a.reason == EVENT_KEPT;
			same = same && same_measures(&plain, &a, &b);
		}
		ok(same && kept > 20, "model %d in another order: %d events", model, kept);
		event_measure_end(&a, &plain);
		event_measure_end(&b, &other);
		event_study_end(&plain);
		event_study_end(&other);
	}
}

/* The model over the pairs is that of the aggregate, which takes them one by one. */
static void
test_pairs(void)
{
	MarketRow rows[MARKET_ROWS];
	const MarketRow *index = rows + (MARKET_SYMBOLS - 1) * MARKET_DAYS;
	EventStudy study;
	EventMeasure m;
	bool same = true;
	int calendar[MARKET_DAYS];
	int sessions = 0;

	make_market(rows);
	for (int day = 0; day < MARKET_DAYS; day++)
		if (!index[day].absent)
			calendar[sessions++] = day;
	load_market(&study, rows, EVENT_MODEL_MARKET);
	event_measure_init(&m, &study);
	for (int i = 20; i < sessions - 2; i++)
	{
		MarketModel fit = {0};

		for (int j = i - 20; j <= i - 3; j++)
		{
			const MarketRow *row = &rows[calendar[j]];
			double x = index[calendar[j]].ret;
			MarketModel pair = market_model_single(row->ret, x);

			if (row->absent || isnan(row->ret) || isnan(x))
				continue;
			if (fit.n == 0)
				fit = pair;
			else
				market_model_merge(&fit, &pair);
		}
		event_measure(&study, calendar[i], &m);
		same = same && m.has_model && m.n_est == fit.n &&
			   fabs(m.beta - market_model_beta(&fit)) < 1e-12 &&
			   fabs(m.sigma - market_model_sigma(&fit)) < 1e-12;
	}
	ok(same && sessions < MARKET_DAYS, "models over pairs, holes left out");
	event_measure_end(&m, &study);
	event_study_end(&study);
}

/* Many symbols, all found again, under any seed. */
static void
test_names(void)
{
	EventData data;
	bool same = true;

	event_data_init(&data, memory, 7);
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 5000; i++)
		{
			char name[16];
			int length = snprintf(name, sizeof name, "S%d", i);

			same = same && event_data_symbol(&data, name, length) == i;
		}
	ok(same && event_data_symbol(&data, "", 0) == 5000 && event_data_symbol(&data, "", 0) == 5000,
	   "5001 symbols, numbered in the order of their first use");
	event_data_end(&data);
}

/* Ranks are what counting the values below and the equal ones gives. */
static void
test_ranks(void)
{
	enum
	{
		MOST = 700
	};
	static RankItem items[MOST];
	static RankItem spare[MOST];
	static int ends[MOST + 1];
	static double value[MOST];
	static double rank[MOST];

	srand(1);
	for (int shape = 0; shape < 6; shape++)
	{
		bool right = true;

		for (int count = 0; count < MOST; count = count < 40 ? count + 1 : count * 2 + 1)
		{
			for (int i = 0; i < count; i++)
			{
				double x = rand() / (double) RAND_MAX - 0.5;
				/* spread, few values, one far away, one value, huge, heaped at one end */
				double shapes[] = {x, floor(x * 5),    i == 0 ? 1e9 : x,
								   3, x * 1.7e308 * 2, pow(x, 40)};

				value[i] = shapes[shape];
				items[i] = (RankItem){value[i], i};
			}
			event_rank(items, spare, ends, count, rank);
			for (int i = 0; i < count; i++)
			{
				int below = 0;
				int equal = 0;

				for (int j = 0; j < count; j++)
				{
					below += value[j] < value[i];
					equal += value[j] == value[i];
				}
				right = right && rank[i] == below + (equal + 1) / 2.0;
			}
		}
		ok(right, "ranks of shape %d", shape);
	}
}

/* Two firms that move oppositely: 1 + (n-1) rho is 0, and what divides by it is not defined. */
static void
test_opposite(void)
{
	EventOptions options = {-6, -1, 0, 0, EVENT_MODEL_MEAN, EVENT_HOLIDAY_LATER};
	EventStatistic statistics[EVENT_STATISTICS];
	EventRepeat repeat;
	EventStudy study;
	EventMeasure m;
	EventSummary summary;

	event_study_init(&study, options, memory, 1);
	event_data_set_index(&study.data, "I", 1);
	event_study_add(&study, "A", 1, true, 6, 0);
	event_study_add(&study, "B", 1, true, 6, 0);
	for (int day = 0; day < 7; day++)
	{
		event_data_add_return(&study.data, "I", 1, day, 0, 0);
		event_data_add_return(&study.data, "A", 1, day, firm_returns[day], 0);
		event_data_add_return(&study.data, "B", 1, day, day < 6 ? -firm_returns[day] : 1, 0);
	}
	event_data_settle(&study.data, &repeat);
	event_study_resolve(&study);
	event_measure_init(&m, &study);
	event_summary_init(&summary, &study, NULL, 0);
	for (int i = 0; i < 2; i++)
	{
		event_measure(&study, i, &m);
		event_summary_add(&summary, &m);
	}
	ok(near(event_summary_correlation(&summary), -1), "the correlation is -1");
	event_summary_column(&summary, &summary.columns[0], statistics);
	for (int i = 0; i < EVENT_STATISTICS; i++)
		if (strncmp(statistics[i].name, "kp_", 3) == 0 ||
			strcmp(statistics[i].name, "bw1985_t") == 0)
			ok(isnan(statistics[i].value) && isnan(statistics[i].p), "%s is not defined",
			   statistics[i].name);
		else
			ok(isfinite(statistics[i].value), "%s is", statistics[i].name);
	event_summary_end(&summary);
	event_measure_end(&m, &study);
	event_study_end(&study);
}

/* Lists of flags: names, blanks, order, and what is no name. */
static void
test_flags(void)
{
	static const struct
	{
		const char *given;
		int flags;
		const char *unknown; /* or NULL */
	} cases[] = {
		{"", 0, NULL},
		{" , ,", 0, NULL},
		{"stale", EVENT_FLAG_STALE, NULL},
		{"limit, thin ,limit", EVENT_FLAG_LIMIT | EVENT_FLAG_THIN, NULL},
		{"quote_check,ambiguous_day0,reference_gap",
		 EVENT_FLAG_QUOTE_CHECK | EVENT_FLAG_AMBIGUOUS_DAY0 | EVENT_FLAG_REFERENCE_GAP, NULL},
		{"thin,stal", 0, "stal"},
		{"Thin", 0, "Thin"},
		{"overlap", 0, "overlap"}, /* the study finds these itself */
		{"est_constant", 0, "est_constant"},
		{"thin stale", 0, "thin stale"},
	};
	char list[EVENT_FLAGS_SIZE];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		EventWord word = {"", 0};
		int flags;
		bool known = event_flags_parse(cases[i].given, strlen(cases[i].given), &flags, &word);

		ok(known == (cases[i].unknown == NULL) && (!known || flags == cases[i].flags) &&
			   (known || (word.length == strlen(cases[i].unknown) &&
						  memcmp(word.start, cases[i].unknown, word.length) == 0)),
		   "flags \"%s\" are read", cases[i].given);
	}
	for (int flags = 0; flags < 256; flags++)
	{
		EventWord word;
		int again;
		size_t length = event_flags_format(flags & EVENT_FLAGS_TOLD, list);

		if (length >= EVENT_FLAGS_SIZE || !event_flags_parse(list, length, &again, &word) ||
			again != (flags & EVENT_FLAGS_TOLD))
		{
			ok(false, "flags %d come back", flags);
			return;
		}
	}
	ok(event_flags_format(255, list) < EVENT_FLAGS_SIZE &&
		   strcmp(list, "overlap,est_constant,ambiguous_day0,reference_gap,thin,stale,limit,"
						"quote_check") == 0,
	   "all flags come back, and are written in their order");
}

/* Which returns' flags an event takes over: `where` is a session, of the firm or of the index. */
static void
test_flags_of_returns(void)
{
	static const struct
	{
		EventModel model;
		int where;
		bool of_index;
		int expected;
		const char *title;
	} cases[] = {
		{EVENT_MODEL_MARKET, 6, false, EVENT_FLAG_STALE | EVENT_FLAG_THIN, "first of the window"},
		{EVENT_MODEL_MARKET, 8, false, EVENT_FLAG_STALE | EVENT_FLAG_THIN, "last of the window"},
		{EVENT_MODEL_MARKET, 7, true, EVENT_FLAG_STALE | EVENT_FLAG_THIN, "of the index"},
		{EVENT_MODEL_MEAN, 7, true, 0, "of an index that the model leaves out"},
		{EVENT_MODEL_MARKET, 0, false, EVENT_FLAG_THIN, "in the estimation"},
		{EVENT_MODEL_MARKET, 5, true, EVENT_FLAG_THIN, "of the index in the estimation"},
		{EVENT_MODEL_MARKET, 9, false, 0, "after the window"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		EventOptions options = {-6, -1, 0, 2, cases[i].model, EVENT_HOLIDAY_LATER};
		EventStudy study;
		EventMeasure measure;
		EventRepeat repeat;

		event_study_init(&study, options, memory, 42);
		event_data_set_index(&study.data, "I", 1);
		event_study_add(&study, "F", 1, true, 6, EVENT_FLAG_AMBIGUOUS_DAY0);
		for (int day = 0; day < 10; day++)
		{
			int flags = day == cases[i].where ? EVENT_FLAG_STALE | EVENT_FLAG_THIN : 0;

			event_data_add_return(&study.data, "F", 1, day, day % 3, cases[i].of_index ? 0 : flags);
			event_data_add_return(&study.data, "I", 1, day, day % 4, cases[i].of_index ? flags : 0);
		}
		event_data_settle(&study.data, &repeat);
		event_study_resolve(&study);
		event_measure_init(&measure, &study);
		event_measure(&study, 0, &measure);
		ok(measure.reason == EVENT_KEPT &&
			   measure.flags == (cases[i].expected | EVENT_FLAG_AMBIGUOUS_DAY0),
		   "flags of a return %s", cases[i].title);
		event_measure_end(&measure, &study);
		event_study_end(&study);
	}
}

int
main(void)
{
	test_exact();
	test_models();
	test_repeats();
	test_order();
	test_pairs();
	test_names();
	test_ranks();
	test_opposite();
	test_flags();
	test_flags_of_returns();
	return done_testing();
}
