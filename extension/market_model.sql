-- market_model: least squares of a firm's returns on an index's, as a type and as aggregates.

CREATE TYPE @extschema@.market_model;

CREATE FUNCTION @extschema@.market_model_in(cstring) RETURNS @extschema@.market_model
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.market_model_in(cstring) IS
'Input of type market_model: exactly the text that the type prints. Errors: 22P02 another text, or one that no pairs come to. Soft errors are supported.';

CREATE FUNCTION @extschema@.market_model_out(@extschema@.market_model) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.market_model_out(@extschema@.market_model) IS
'Output of type market_model: n N; index MEAN SQUARES; firm MEAN SQUARES; product SUM, with as many digits as give the identical value back, whatever the settings.';

CREATE FUNCTION @extschema@.market_model_recv(internal) RETURNS @extschema@.market_model
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.market_model_recv(internal) IS
'Binary input of type market_model: a version byte (1), n int8, then as float8 the means of index and firm, their sums of squares, and the sum of products; big-endian. Error: 22P03 on anything that no pairs come to.';

CREATE FUNCTION @extschema@.market_model_send(@extschema@.market_model) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.market_model_send(@extschema@.market_model) IS
'Binary output of type market_model: 49 bytes, as market_model_recv reads them.';

CREATE TYPE @extschema@.market_model (
	INPUT = @extschema@.market_model_in,
	OUTPUT = @extschema@.market_model_out,
	RECEIVE = @extschema@.market_model_recv,
	SEND = @extschema@.market_model_send,
	INTERNALLENGTH = 48,
	ALIGNMENT = double,
	STORAGE = plain
);
COMMENT ON TYPE @extschema@.market_model IS
'Pairs of returns of a firm and an index, as the least squares of the market model firm = alpha + beta*index need them: their number, means, and sums of squares and products about the means. 48 bytes. Made by the aggregate market_model(), merged by rollup(). Partial results in another order agree within rounding.';

-- Aggregates

CREATE FUNCTION @extschema@.market_model_step(@extschema@.market_model, double precision, double precision) RETURNS @extschema@.market_model
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.market_model_step(@extschema@.market_model, double precision, double precision) IS
'A model with one pair (firm, index) more; unchanged if either is NULL, not finite, or beyond 1e100.';

CREATE FUNCTION @extschema@.market_model_combine(@extschema@.market_model, @extschema@.market_model) RETURNS @extschema@.market_model
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.market_model_combine(@extschema@.market_model, @extschema@.market_model) IS
'The model of the pairs of two. Error: 22003 if their number exceeds bigint.';

CREATE AGGREGATE @extschema@.market_model(firm double precision, index double precision) (
	SFUNC = @extschema@.market_model_step, STYPE = @extschema@.market_model, COMBINEFUNC = @extschema@.market_model_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.market_model(double precision, double precision) IS
'The market model of pairs of returns. A pair in which either is NULL, not finite, or beyond 1e100 is ignored, never counted as 0; NULL without other pairs. Steps after Welford 1962, merging after Chan, Golub & LeVeque 1979.';

CREATE AGGREGATE @extschema@.rollup(@extschema@.market_model) (
	SFUNC = @extschema@.market_model_combine, STYPE = @extschema@.market_model, COMBINEFUNC = @extschema@.market_model_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.rollup(@extschema@.market_model) IS
'One market model of many: what all their pairs together come to. NULLs are ignored; NULL without rows. Error: 22003 if the number of pairs exceeds bigint.';

-- Parts

CREATE FUNCTION @extschema@.n(@extschema@.market_model) RETURNS bigint
	AS 'MODULE_PATHNAME', 'market_model_n' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.n(@extschema@.market_model) IS
'The number of pairs.';

CREATE FUNCTION @extschema@.alpha(@extschema@.market_model) RETURNS double precision
	AS 'MODULE_PATHNAME', 'market_model_get_alpha' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.alpha(@extschema@.market_model) IS
'The intercept. NULL with fewer than 3 pairs or an index that did not move.';

CREATE FUNCTION @extschema@.beta(@extschema@.market_model) RETURNS double precision
	AS 'MODULE_PATHNAME', 'market_model_get_beta' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.beta(@extschema@.market_model) IS
'The slope: what the firm''s return changes by with one unit of the index''s. NULL with fewer than 3 pairs or an index that did not move.';

CREATE FUNCTION @extschema@.sigma(@extschema@.market_model) RETURNS double precision
	AS 'MODULE_PATHNAME', 'market_model_get_sigma' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.sigma(@extschema@.market_model) IS
'The standard deviation of the residuals, sqrt(SSE/(n-2)). NULL with fewer than 3 pairs or an index that did not move.';

CREATE FUNCTION @extschema@.r2(@extschema@.market_model) RETURNS double precision
	AS 'MODULE_PATHNAME', 'market_model_get_r2' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.r2(@extschema@.market_model) IS
'The share of the firm''s variance that the index explains, 1 - SSE/Syy, 0 to 1. NULL with fewer than 3 pairs, or where firm or index did not move.';

CREATE FUNCTION @extschema@.alpha_stderr(@extschema@.market_model) RETURNS double precision
	AS 'MODULE_PATHNAME', 'market_model_get_alpha_stderr' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.alpha_stderr(@extschema@.market_model) IS
'The standard error of alpha, sigma*sqrt(1/n + mean(index)^2/Sxx). NULL with fewer than 3 pairs or an index that did not move.';

CREATE FUNCTION @extschema@.beta_stderr(@extschema@.market_model) RETURNS double precision
	AS 'MODULE_PATHNAME', 'market_model_get_beta_stderr' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.beta_stderr(@extschema@.market_model) IS
'The standard error of beta, sigma/sqrt(Sxx). NULL with fewer than 3 pairs or an index that did not move.';

CREATE FUNCTION @extschema@.abnormal_return(model @extschema@.market_model, firm double precision, index double precision) RETURNS double precision
	AS 'MODULE_PATHNAME', 'market_model_abnormal_return' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.abnormal_return(@extschema@.market_model, double precision, double precision) IS
'firm - alpha - beta*index: what the model does not explain of a return. NULL where it has no alpha and beta, or a return is not finite.';

CREATE FUNCTION @extschema@.car_variance(model @extschema@.market_model, indexes double precision[]) RETURNS double precision
	AS 'MODULE_PATHNAME', 'market_model_car_variance' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.car_variance(@extschema@.market_model, double precision[]) IS
'The variance of the cumulated abnormal return over w sessions outside the estimation with these index returns: sigma^2*(w + w^2/n + (sum of (index - mean))^2/Sxx). The sessions share alpha and beta, so it is more than the sum of daily variances (MacKinlay 1997). NULL where the model has no sigma, without sessions, or where an index return is missing (NULL, not finite, beyond 1e100).';
