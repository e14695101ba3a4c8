/*
 * distribution.h
 *	  Two-sided tail probabilities of the normal and of Student's t distribution.
 *
 * Relative error below 1e-13 wherever the result is a normal number; the farthest tails are 0.
 */
#ifndef NEWSTAPE_CORE_DISTRIBUTION_H
#define NEWSTAPE_CORE_DISTRIBUTION_H

/* P(|Z| >= |z|), Z standard normal. */
extern double normal_two_sided(double z);

/* P(|T| >= |t|), T of Student's distribution with df > 0 degrees of freedom. */
extern double student_two_sided(double t, double df);

#endif /* NEWSTAPE_CORE_DISTRIBUTION_H */
