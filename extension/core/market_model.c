/*
 * market_model.c
 *	  The market model's state: adding pairs, merging, and what follows from it.
 *
 * Source: MacKinlay, Event Studies in Economics and Finance (1997), sections 4 and 5.
 */
#include "market_model.h"

#include <float.h>
#include <math.h>

#define USABLE_MAX 1e100

/* Squares of deviations below it are taken for 0, lest a quotient overflow. */
#define SQUARES_MIN 1e-200

bool
market_model_usable(double value)
{
	return fabs(value) <= USABLE_MAX; /* false for NaN */
}

bool
negligible_squares(double sum, double n, double magnitude)
{
	/* each value may be wrong in its last digits; beyond that nothing is known of their spread */
	double rounding = 16 * DBL_EPSILON * magnitude;

	return sum <= n * rounding * rounding || sum < SQUARES_MIN;
}

MarketModel
market_model_single(double firm, double index)
{
	return (MarketModel){.n = 1, .mean_x = index, .mean_y = firm};
}

/* A product of deviations of which one is 0, or was lost to underflow, is 0. */
static void
settle(MarketModel *model)
{
	if (model->sxx == 0 || model->syy == 0)
		model->sxy = 0;
}

bool
market_model_merge(MarketModel *into, const MarketModel *from)
{
	double dx = from->mean_x - into->mean_x;
	double dy = from->mean_y - into->mean_y;
	double share;
	double weight;

	if (from->n > INT64_MAX - into->n)
		return false;
	share = (double) from->n / ((double) into->n + (double) from->n);
	weight = (double) into->n * share;
	into->n += from->n;
	into->mean_x += dx * share;
	into->mean_y += dy * share;
	into->sxx += from->sxx + dx * dx * weight;
	into->syy += from->syy + dy * dy * weight;
	into->sxy += from->sxy + dx * dy * weight;
	settle(into);
	return true;
}

const char *
market_model_fault(const MarketModel *model)
{
	double bound = sqrt(model->sxx) * sqrt(model->syy);

	if (model->n < 1)
		return "number of pairs";
	if (!market_model_usable(model->mean_x) || !market_model_usable(model->mean_y))
		return "mean";
	if (!(model->sxx >= 0 && isfinite(model->sxx)) || !(model->syy >= 0 && isfinite(model->syy)) ||
		(model->n == 1 && (model->sxx != 0 || model->syy != 0)))
		return "sum of squares";
	/* Cauchy and Schwarz, give or take rounding */
	if (!(fabs(model->sxy) <= bound * (1 + 1e-6) + DBL_MIN))
		return "sum of products";
	return NULL;
}

/*
 * What follows from a state
 */

bool
market_model_fitted(const MarketModel *model)
{
	return model->n >= MARKET_MODEL_PAIRS_MIN &&
		   !negligible_squares(model->sxx, (double) model->n, fabs(model->mean_x));
}

double
market_model_beta(const MarketModel *model)
{
	return model->sxy / model->sxx;
}

double
market_model_alpha(const MarketModel *model)
{
	return model->mean_y - market_model_beta(model) * model->mean_x;
}

double
market_model_sse(const MarketModel *model)
{
	double sse = model->syy - market_model_beta(model) * model->sxy;

	/* the difference of two nearly equal sums is their rounding */
	return sse > 8 * DBL_EPSILON * model->syy ? sse : 0.0;
}

double
market_model_sigma(const MarketModel *model)
{
	return sqrt(market_model_sse(model) / (double) (model->n - 2));
}

bool
market_model_r2(const MarketModel *model, double *r2)
{
	if (negligible_squares(model->syy, (double) model->n, fabs(model->mean_y)))
		return false;
	*r2 = 1.0 - market_model_sse(model) / model->syy;
	return true;
}

double
market_model_beta_stderr(const MarketModel *model)
{
	return market_model_sigma(model) / sqrt(model->sxx);
}

double
market_model_alpha_stderr(const MarketModel *model)
{
	double standardized = model->mean_x / sqrt(model->sxx);

	return market_model_sigma(model) * sqrt(1.0 / (double) model->n + standardized * standardized);
}

double
market_model_abnormal(const MarketModel *model, double firm, double index)
{
	/* about the means, as their difference keeps the digits that alpha loses */
	return (firm - model->mean_y) - market_model_beta(model) * (index - model->mean_x);
}

double
market_model_forecast_factor(const MarketModel *model, int w, double deviation)
{
	double standardized = deviation / sqrt(model->sxx);

	return w + (double) w * w / (double) model->n + standardized * standardized;
}
