/*
 * market_model.h
 *	  Least squares of a firm's returns on an index's, as a state that can be merged.
 *
 * Means and sums of squares about them, so that no digits are lost to large means.  Steps after
 * Welford (1962), merging after Chan, Golub & LeVeque (1979).
 */
#ifndef NEWSTAPE_CORE_MARKET_MODEL_H
#define NEWSTAPE_CORE_MARKET_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The type market_model on disk; x is the index, y the firm. */
typedef struct MarketModel
{
	int64_t n;     /* pairs, at least 1 */
	double mean_x; /* of the index */
	double mean_y; /* of the firm */
	double sxx;    /* sum of (x - mean_x)^2 */
	double syy;    /* sum of (y - mean_y)^2 */
	double sxy;    /* sum of (x - mean_x)(y - mean_y) */
} MarketModel;

/* Fewer pairs give no model. */
#define MARKET_MODEL_PAIRS_MIN 3

/* A return that takes part: finite, and so small that its square is far from overflow. */
extern bool market_model_usable(double value);

/* The state of one pair, and of two states together. */
extern MarketModel market_model_single(double firm, double index);
extern bool market_model_merge(MarketModel *into, const MarketModel *from); /* false: n overflows */

/* What no pairs come to: the name of the part, or NULL if all is well. */
extern const char *market_model_fault(const MarketModel *model);

/* Whether there is a line: enough pairs, and an index that moved. */
extern bool market_model_fitted(const MarketModel *model);

/* Of a fitted model. */
extern double market_model_alpha(const MarketModel *model);
extern double market_model_beta(const MarketModel *model);
extern double market_model_sse(const MarketModel *model);
extern double market_model_sigma(const MarketModel *model); /* sqrt(SSE / (n - 2)) */
extern bool market_model_r2(const MarketModel *model,
							double *r2); /* false: the firm was constant */
extern double market_model_alpha_stderr(const MarketModel *model);
extern double market_model_beta_stderr(const MarketModel *model);
extern double market_model_abnormal(const MarketModel *model, double firm, double index);

/*
 * Variance of the sum of abnormal returns of w sessions, in units of sigma^2 (MacKinlay 1997):
 * w + w^2/n + (sum of (index - mean))^2 / Sxx; `deviation` is that sum.
 */
extern double market_model_forecast_factor(const MarketModel *model, int w, double deviation);

/* Whether a sum of n squares is no more than the rounding of n values of a magnitude. */
extern bool negligible_squares(double sum, double n, double magnitude);

/* fmax() without the call. */
static inline double
larger(double a, double b)
{
	return a > b ? a : b;
}

#endif /* NEWSTAPE_CORE_MARKET_MODEL_H */
