/*
 * event_summary.c
 *	  Sums over the events, one pass each, and the test statistics that follow from them.
 */
#include "event_summary.h"

#include "distribution.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* What is left of a sum of terms near 1 once they cancel out. */
#define ROUNDING (64 * DBL_EPSILON)

static void *
make(const EventStudy *study, size_t count, size_t size)
{
	void *block = study->data.memory.resize(study->data.memory.context, NULL, count * size);

	memset(block, 0, count * size);
	return block;
}

void
event_summary_init(EventSummary *summary, const EventStudy *study, const int32_t (*windows)[2],
				   size_t window_count)
{
	int win = event_win_width(&study->options);
	int all = event_est_width(&study->options) + win;

	*summary = (EventSummary){.study = study, .column_count = win + window_count};
	summary->columns = make(study, summary->column_count, sizeof(EventColumn));
	summary->sessions = make(study, all, sizeof(EventSession));
	summary->items = make(study, all, sizeof(RankItem));
	summary->spare = make(study, all, sizeof(RankItem));
	summary->ends = make(study, all + 1, sizeof(int));
	summary->rank = make(study, all, sizeof(double));
	summary->scale = make(study, win, sizeof(double));
	for (int i = 0; i < win; i++)
		summary->columns[i] = (EventColumn){.from = i, .to = i + 1};
	for (size_t i = 0; i < window_count; i++)
		summary->columns[win + i] = (EventColumn){.from = windows[i][0] - study->options.win_from,
												  .to = windows[i][1] - study->options.win_from + 1,
												  .is_window = true};
}

void
event_summary_end(EventSummary *summary)
{
	const EventMemory *memory = &summary->study->data.memory;
	void *blocks[] = {summary->columns, summary->sessions, summary->items, summary->ends,
					  summary->spare,   summary->rank,     summary->scale};

	for (size_t i = 0; i < sizeof(blocks) / sizeof(blocks[0]); i++)
		memory->resize(memory->context, blocks[i], 0);
}

/*
 * Taking an event in
 */

static void
moments_add(EventMoments *moments, double value, double size)
{
	double change = value - moments->mean;

	moments->n++;
	moments->mean += change / moments->n;
	moments->squares += change * (value - moments->mean);
	moments->size = larger(moments->size, size);
}

/* The estimation window: means by session, residuals, the share above 0. */
static void
add_estimation(EventSummary *summary, const EventMeasure *m)
{
	double mean = summary->study->options.model == EVENT_MODEL_MARKET_ADJUSTED
					  ? m->fit.mean_y - m->fit.mean_x
					  : 0;
	double scale = m->sse > 0 ? 1.0 / sqrt(m->sse) : 0;
	EventSession *restrict sessions = summary->sessions;
	const double *abnormal = m->abnormal;
	const int *place = m->place;
	int positive = 0;

	for (int i = 0, n = m->n_est; i < n; i++)
	{
		EventSession *session = &sessions[place[i]];

		session->abnormal_sum += abnormal[i];
		session->residual_sum += (abnormal[i] - mean) * scale;
		positive += abnormal[i] > 0;
	}
	summary->largest = larger(m->largest, summary->largest);
	summary->positive_share_sum += (double) positive / m->n_est;
}

/* Ranks of the abnormal returns over both windows, as shares about 1/2. */
static void
add_ranks(EventSummary *summary, const EventMeasure *m)
{
	int count = m->n_est + event_win_width(&summary->study->options);
	double scale = 0.5 / (count + 1);
	RankItem *restrict items = summary->items;
	EventSession *restrict sessions = summary->sessions;
	const double *value = m->abnormal;
	const double *rank = summary->rank;
	const int *place = m->place;

	for (int i = 0; i < count; i++)
		items[i] = (RankItem){.value = value[i], .place = i};
	event_rank(items, summary->spare, summary->ends, count, summary->rank);
	for (int i = 0; i < count; i++)
	{
		EventSession *session = &sessions[place[i]];

		/* rank/(count + 1) - 1/2, symmetric about 0 */
		session->rank_sum += (2 * rank[i] - (count + 1)) * scale;
		session->n++;
	}
}

static void
add_holding(EventColumn *column, const EventMeasure *m)
{
	double firm = 1.0;
	double index = 1.0;

	for (int i = m->n_est + column->from; i < m->n_est + column->to; i++)
	{
		firm *= 1.0 + m->ret[i];
		index *= 1.0 + m->index[i];
		/* a loss of more than everything is no simple return; a missing one ends it too */
		if (!(m->ret[i] >= -1.0 && m->index[i] >= -1.0))
			return;
	}
	moments_add(&column->holding, firm - index, fabs(firm) + fabs(index));
}

static void
add_column(EventSummary *summary, EventColumn *column, const EventMeasure *m)
{
	double abnormal = 0;
	double size = 0;

	for (int i = m->n_est + column->from; i < m->n_est + column->to; i++)
	{
		abnormal += m->abnormal[i];
		size += m->size[i];
	}
	moments_add(&column->abnormal, abnormal, size);
	column->positive += abnormal > 0;
	add_holding(column, m);
	if (m->sigma > 0)
	{
		double scale = column->is_window
						   ? m->sigma * sqrt(event_variance_factor(summary->study, m, column->from,
																   column->to))
						   : summary->scale[column->from];

		moments_add(&column->standardized, abnormal / scale, size / scale);
	}
	/* standardized returns of L pairs have a variance from L = 5 on */
	if (m->sigma > 0 && m->n_est > 4)
	{
		column->patell_n++;
		for (int i = column->from; i < column->to; i++)
			column->patell_sum += m->abnormal[m->n_est + i] / summary->scale[i];
		column->patell_variance +=
			(column->to - column->from) * (m->n_est - 2.0) / (m->n_est - 4.0);
	}
}

void
event_summary_add(EventSummary *summary, const EventMeasure *measure)
{
	int win = event_win_width(&summary->study->options);

	if (measure->reason != EVENT_KEPT)
		return;
	summary->n++;
	summary->standardized_n += measure->sigma > 0;
	add_estimation(summary, measure);
	add_ranks(summary, measure);
	for (int i = 0; i < win && measure->sigma > 0; i++)
		summary->scale[i] =
			measure->sigma * sqrt(event_variance_factor(summary->study, measure, i, i + 1));
	for (size_t i = 0; i < summary->column_count; i++)
		add_column(summary, &summary->columns[i], measure);
}

/*
 * What follows
 */

/* mean * sqrt(n) / sd; NAN where there is no sd, or it is nothing but rounding. */
static double
cross_section_t(const EventMoments *moments)
{
	double n = (double) moments->n;

	if (moments->n < 2 || negligible_squares(moments->squares, n, moments->size))
		return NAN;
	return moments->mean * sqrt(n) / sqrt(moments->squares / (n - 1));
}

/* sd over the estimation sessions of the mean abnormal return, and the sessions less 1. */
static double
mean_spread(const EventSummary *summary, double *df)
{
	int est = event_est_width(&summary->study->options);
	EventMoments moments = {0};

	for (int i = 0; i < est; i++)
	{
		const EventSession *session = &summary->sessions[i];

		if (session->n > 0)
			moments_add(&moments, session->abnormal_sum / session->n, summary->largest);
	}
	*df = (double) moments.n - 1;
	if (moments.n < 2 || negligible_squares(moments.squares, (double) moments.n, moments.size))
		return NAN;
	return sqrt(moments.squares / *df);
}

static double
crude_dependence_t(const EventSummary *summary, const EventColumn *column, double *df)
{
	if (summary->n == 0)
		return NAN;
	return column->abnormal.mean / (mean_spread(summary, df) * sqrt(column->to - column->from));
}

static double
patell_z(const EventColumn *column)
{
	return column->patell_n > 0 ? column->patell_sum / sqrt(column->patell_variance) : NAN;
}

double
event_summary_correlation(const EventSummary *summary)
{
	int est = event_est_width(&summary->study->options);
	double n = (double) summary->standardized_n;
	double squares = 0;

	if (summary->standardized_n < 2)
		return NAN;
	/*
	 * The sum over sessions of squared sums is n unit lengths and the products of all pairs.  A
	 * residual that is missing adds no product.
	 */
	for (int i = 0; i < est; i++)
		squares += summary->sessions[i].residual_sum * summary->sessions[i].residual_sum;
	return (squares - n) / (n * (n - 1));
}

/* By what correlation widens the spread of a mean of n: 1 + (n-1) rho; NAN where it is not > 0. */
static double
correlation_widening(const EventSummary *summary, double *rho)
{
	double widening;

	*rho = event_summary_correlation(summary);
	widening = 1 + (summary->standardized_n - 1) * *rho;
	return widening > ROUNDING * summary->standardized_n ? widening : NAN;
}

/* Mean over the events of U - 1/2 in a session. */
static double
mean_rank(const EventSession *session)
{
	return session->rank_sum / session->n;
}

static double
corrado_z(const EventSummary *summary, const EventColumn *column)
{
	int est = event_est_width(&summary->study->options);
	int all = est + event_win_width(&summary->study->options);
	double w = column->to - column->from;
	double squares = 0;
	double sum = 0;
	int sessions = 0;

	for (int i = 0; i < all; i++)
		if (summary->sessions[i].n > 0)
		{
			squares += mean_rank(&summary->sessions[i]) * mean_rank(&summary->sessions[i]);
			sessions++;
		}
	if (summary->n == 0 || negligible_squares(squares, sessions, 1.0))
		return NAN;
	for (int i = est + column->from; i < est + column->to; i++)
		sum += mean_rank(&summary->sessions[i]);
	return sqrt(w) * (sum / w) / sqrt(squares / sessions);
}

/* How far `positive` of n is from the expected share, in standard deviations. */
static double
sign_z(int64_t positive, int64_t n, double share)
{
	double variance = n * share * (1 - share);

	return variance > ROUNDING * n ? (positive - n * share) / sqrt(variance) : NAN;
}

static EventStatistic
statistic(const char *name, double value, int64_t n, EventDistribution distribution, double df)
{
	EventStatistic result = {name, isfinite(value) ? value : NAN, n, distribution, df, NAN};

	if (isnan(result.value))
		return result;
	if (distribution == EVENT_NORMAL)
		result.p = normal_two_sided(value);
	else if (distribution == EVENT_STUDENT)
		result.p = student_two_sided(value, df);
	return result;
}

void
event_summary_column(const EventSummary *summary, const EventColumn *column,
					 EventStatistic statistics[EVENT_STATISTICS])
{
	const int64_t n = summary->n;
	const int64_t m = summary->standardized_n;
	double crude_df = 0;
	double crude = crude_dependence_t(summary, column, &crude_df);
	double bmp = cross_section_t(&column->standardized);
	double patell = patell_z(column);
	double rho;
	double widening = correlation_widening(summary, &rho);
	double mean = n > 0 ? column->abnormal.mean : NAN;
	double share = n > 0 ? summary->positive_share_sum / n : NAN;
	EventStatistic *s = statistics;

	*s++ = statistic(column->is_window ? "caar" : "aar", mean, n, EVENT_NO_TEST, 0);
	*s++ = statistic("n", (double) n, n, EVENT_NO_TEST, 0);
	*s++ = statistic("csect_t", cross_section_t(&column->abnormal), n, EVENT_STUDENT, n - 1.0);
	*s++ = statistic("bw1985_t", crude, n, EVENT_STUDENT, crude_df);
	*s++ = statistic("patell_z", patell, column->patell_n, EVENT_NORMAL, 0);
	*s++ = statistic("bmp_t", bmp, m, EVENT_STUDENT, m - 1.0);
	*s++ =
		statistic("kp_bmp_t", bmp * sqrt(larger(1 - rho, 0) / widening), m, EVENT_STUDENT, m - 1.0);
	*s++ = statistic("kp_patell_z", patell / sqrt(widening), column->patell_n, EVENT_NORMAL, 0);
	*s++ = statistic("corrado_rank_z", corrado_z(summary, column), n, EVENT_NORMAL, 0);
	*s++ = statistic("sign_z", sign_z(column->positive, n, 0.5), n, EVENT_NORMAL, 0);
	*s++ = statistic("gsign_z", sign_z(column->positive, n, share), n, EVENT_NORMAL, 0);
	*s++ = statistic("bhar_csect_t", cross_section_t(&column->holding), column->holding.n,
					 EVENT_STUDENT, column->holding.n - 1.0);
}
