/*
 * distribution.c
 *	  Tails of the normal and of Student's t distribution.
 *
 * Sources: P(|Z| >= z) = erfc(z/sqrt 2), of the C library.  P(|T| >= t) = I_x(df/2, 1/2) with x =
 * df/(df + t^2), the regularized incomplete beta function (Abramowitz & Stegun 26.7.1, 26.5.27), by
 * the continued fraction of Didonato & Morris (1992, TOMS 708), which loses no digits where x is
 * near 1.  Logarithms of gamma functions would lose digits with large df, so their ratio comes from
 * its own series (DLMF 5.11.8).
 */
#include "distribution.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

/* More steps than any df of use needs: their number grows as the square root of df. */
#define FRACTION_STEPS_MAX 1000000

double
normal_two_sided(double z)
{
	return erfc(fabs(z) / sqrt(2.0));
}

/* Gamma(a + 1/2) / Gamma(a), a > 0: the series needs a large a, a step of the recurrence adds 1. */
static double
gamma_half_ratio(double a)
{
	double factor = 1.0;
	double w;

	while (a < 20.0)
	{
		factor *= a / (a + 0.5);
		a += 1.0;
	}
	w = 1.0 / (a * a);
	return factor * sqrt(a) *
		   exp((-1.0 / 8 +
				w * (1.0 / 192 + w * (-1.0 / 640 + w * (17.0 / 14336 - w * (31.0 / 18432))))) /
			   a);
}

/*
 * I_x(a, b) without its factor x^a y^b / B(a, b), y = 1 - x; lambda = a - (a+b) x, not below 0.  The
 * terms are those of Didonato & Morris's BFRAC.
 */
static double
beta_fraction(double a, double b, double x, double y, double lambda)
{
	double c = 1 + lambda;
	double before_numerator = 0;
	double before_denominator = 1;
	double numerator = 1;
	double denominator = c / (1 + 1 / a);

	for (int n = 1; n < FRACTION_STEPS_MAX; n++)
	{
		double s = a + 2 * n - 1;
		double w = n * (b - n) * x;
		double alpha = (a + n - 1) * (a + b + n - 1) / (s * s) * w * x;
		double beta = n + w / s + (a + n) / (a + 2 * n + 1) * (c + n * (1 + y));
		double next_numerator = alpha * before_numerator + beta * numerator;
		double next_denominator = alpha * before_denominator + beta * denominator;
		double last = numerator / denominator;

		/* scaled, as a quotient alone is wanted */
		before_numerator = numerator / next_denominator;
		before_denominator = denominator / next_denominator;
		numerator = next_numerator / next_denominator;
		denominator = 1;
		if (fabs(numerator - last) <= DBL_EPSILON * numerator)
			break;
	}
	return numerator;
}

double
student_two_sided(double t, double df)
{
	double a = df / 2;
	double u = t / sqrt(df); /* t^2/df may overflow, where the tail is not yet 0 */
	bool far = fabs(u) > 1e100;
	double logarithm = far ? 2 * log(fabs(u)) : log1p(u * u); /* -ln x */
	double x = exp(-logarithm);
	double y = far ? 1.0 : u * u / (1.0 + u * u); /* 1 - x, without cancellation */
	double lambda = (a + 0.5) * y - 0.5;          /* a - (a + 1/2) x, without cancellation */
	double factor;

	if (isnan(t) || !(df > 0))
		return NAN;
	if (u == 0)
		return 1.0;
	/* x^a y^(1/2) / B(a, 1/2), B(a, 1/2) = Gamma(a) sqrt(pi) / Gamma(a + 1/2) */
	factor = exp(-a * logarithm) * sqrt(y) * gamma_half_ratio(a) / sqrt(acos(-1.0));
	if (lambda >= 0)
		return factor * beta_fraction(a, 0.5, x, y, lambda);
	return 1.0 - factor * beta_fraction(0.5, a, y, x, -lambda);
}
