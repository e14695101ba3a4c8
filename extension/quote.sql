-- quote: a price, its change against the exchange's reference price, and the change in percent, exact and as displayed.

CREATE TYPE @extschema@.quote;

CREATE FUNCTION @extschema@.quote_in(cstring) RETURNS @extschema@.quote
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.quote_in(cstring) IS
'Input of type quote: the canonical text, or the quote part of a ticker line in number format en. Errors: 22P02 not such a text, or its parts contradict each other; 22003 too many digits or decimals, or a negative price. Soft errors are supported.';

CREATE FUNCTION @extschema@.quote_out(@extschema@.quote) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.quote_out(@extschema@.quote) IS
'Output of type quote: the canonical text, such as 193.80 +0.30 (+0.16%). Reading it gives the identical quote.';

CREATE FUNCTION @extschema@.quote_recv(internal) RETURNS @extschema@.quote
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.quote_recv(internal) IS
'Binary input of type quote: a version byte (1), then price int8, delta int8, percent int4 (coefficients), the three scales and the flags (1 delta known, 2 percent known), a byte each; big-endian. Error: 22P03 on anything that text input could not have made.';

CREATE FUNCTION @extschema@.quote_send(@extschema@.quote) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.quote_send(@extschema@.quote) IS
'Binary output of type quote: 25 bytes, as quote_recv reads them.';

CREATE TYPE @extschema@.quote (
	INPUT = @extschema@.quote_in,
	OUTPUT = @extschema@.quote_out,
	RECEIVE = @extschema@.quote_recv,
	SEND = @extschema@.quote_send,
	INTERNALLENGTH = 24,
	ALIGNMENT = double,
	STORAGE = plain
);
COMMENT ON TYPE @extschema@.quote IS
'A quote as a site shows it: a price, and where known the change since the previous close (delta) and the change in percent. 24 bytes. Numbers are exact and keep their decimals: 5.1 and 5.10 are equal and print differently. Prices are not negative; at most 18 digits and 9 decimals. Text: 193.80 +0.30 (+0.16%), 5.44 0.00 (0%), 193.80, 193.80 +0.30, 193.80 (+0.16%); input takes the quote part of a ticker line too. Casts to and from text and the like go through that text. Ordered by price, delta, percent, with unknown last.';

-- Constructor

CREATE FUNCTION @extschema@.quote(price numeric, delta numeric DEFAULT NULL, percent numeric DEFAULT NULL) RETURNS @extschema@.quote
	AS 'MODULE_PATHNAME', 'quote_make' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.quote(numeric, numeric, numeric) IS
'Make a quote of a price, and where not NULL a delta (in units of the price) and a percent, each with the decimals that it displays. NULL if the price is. Whether delta and percent agree is for quote_check() to say. Error: 22003 on NaN or infinity, more than 9 decimals or 18 digits (nothing is rounded), a negative price, or a percent beyond 2147483647 units of its last decimal.';

-- Parts

CREATE FUNCTION @extschema@.price(@extschema@.quote) RETURNS numeric
	AS 'MODULE_PATHNAME', 'quote_get_price' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.price(@extschema@.quote) IS
'The price, exact, with the decimals it was shown with.';

CREATE FUNCTION @extschema@.delta(@extschema@.quote) RETURNS numeric
	AS 'MODULE_PATHNAME', 'quote_get_delta' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.delta(@extschema@.quote) IS
'The change since the previous close, in units of the price, exact and signed, with the decimals it was shown with. NULL if unknown.';

CREATE FUNCTION @extschema@.percent(@extschema@.quote) RETURNS numeric
	AS 'MODULE_PATHNAME', 'quote_get_percent' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.percent(@extschema@.quote) IS
'The change in percent of the previous close as it was shown: signed, rounded by the site. NULL if unknown.';

CREATE FUNCTION @extschema@.previous_close(@extschema@.quote) RETURNS numeric
	AS 'MODULE_PATHNAME', 'quote_get_previous_close' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.previous_close(@extschema@.quote) IS
'The reference price that the change counts from: price - delta, exact. NULL if delta is unknown.';

CREATE FUNCTION @extschema@.exact_percent(@extschema@.quote) RETURNS numeric
	AS 'MODULE_PATHNAME', 'quote_get_exact_percent' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.exact_percent(@extschema@.quote) IS
'The change in percent from the parts: 100 * delta / (price - delta), by numeric division. NULL if delta is unknown or the previous close is not above zero.';

CREATE FUNCTION @extschema@.direction(@extschema@.quote) RETURNS integer
	AS 'MODULE_PATHNAME', 'quote_get_direction' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.direction(@extschema@.quote) IS
'-1 down, 0 unchanged, 1 up: the sign of delta, or of percent where delta is unknown. NULL if both are.';

CREATE FUNCTION @extschema@.simple_return(@extschema@.quote) RETURNS double precision
	AS 'MODULE_PATHNAME', 'quote_get_simple_return' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.simple_return(@extschema@.quote) IS
'The simple return since the previous close, for statistics (floating point; 0.01 is one percent): delta / (price - delta), or percent / 100 where delta is unknown. NULL if neither is known or the previous close is not above zero.';

CREATE FUNCTION @extschema@.log_return(@extschema@.quote) RETURNS double precision
	AS 'MODULE_PATHNAME', 'quote_get_log_return' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.log_return(@extschema@.quote) IS
'The logarithmic return since the previous close, for statistics (floating point): ln(1 + simple_return). NULL where that is NULL or the price is zero.';

CREATE FUNCTION @extschema@.quote_check(@extschema@.quote) RETURNS text
	AS 'MODULE_PATHNAME', 'quote_get_check' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.quote_check(@extschema@.quote) IS
'Do delta and percent agree? ok; sign: one says up, the other down; size: they differ by more than rounding explains; unknown: one of them is unknown, or the previous close is not above zero. With prev = price - delta and sp, sd, sx the decimals of percent, delta and price, the difference allowed is |percent - 100*delta/prev| <= 10^-sp/2 + 100*(10^-sd/2*(prev + |delta|) + 10^-sx/2*|delta|)/prev^2: half a unit of the last digit of each, propagated to first order. Computed exactly.';

CREATE FUNCTION @extschema@.complete(@extschema@.quote) RETURNS @extschema@.quote
	AS 'MODULE_PATHNAME', 'quote_get_complete' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.complete(@extschema@.quote) IS
'The quote with the missing one of delta and percent filled in, rounded half away from zero: percent = 100*delta/(price - delta) to 2 decimals, delta = price*percent/(100 + percent) to the decimals of the price. Unchanged if nothing is missing or nothing follows (both unknown, previous close not above zero). Error: 22003 if the result has too many digits.';

-- Order

CREATE FUNCTION @extschema@.quote_lt(@extschema@.quote, @extschema@.quote) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.quote_lt(@extschema@.quote, @extschema@.quote) IS 'implementation of < operator';

CREATE FUNCTION @extschema@.quote_le(@extschema@.quote, @extschema@.quote) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.quote_le(@extschema@.quote, @extschema@.quote) IS 'implementation of <= operator';

CREATE FUNCTION @extschema@.quote_eq(@extschema@.quote, @extschema@.quote) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.quote_eq(@extschema@.quote, @extschema@.quote) IS 'implementation of = operator';

CREATE FUNCTION @extschema@.quote_ne(@extschema@.quote, @extschema@.quote) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.quote_ne(@extschema@.quote, @extschema@.quote) IS 'implementation of <> operator';

CREATE FUNCTION @extschema@.quote_ge(@extschema@.quote, @extschema@.quote) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.quote_ge(@extschema@.quote, @extschema@.quote) IS 'implementation of >= operator';

CREATE FUNCTION @extschema@.quote_gt(@extschema@.quote, @extschema@.quote) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.quote_gt(@extschema@.quote, @extschema@.quote) IS 'implementation of > operator';

CREATE OPERATOR @extschema@.< (
	LEFTARG = @extschema@.quote, RIGHTARG = @extschema@.quote, FUNCTION = @extschema@.quote_lt,
	COMMUTATOR = OPERATOR(@extschema@.>), NEGATOR = OPERATOR(@extschema@.>=), RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR @extschema@.< (@extschema@.quote, @extschema@.quote) IS
'Is the left quote before the right one, by value of price, then delta, then percent, unknown last?';

CREATE OPERATOR @extschema@.<= (
	LEFTARG = @extschema@.quote, RIGHTARG = @extschema@.quote, FUNCTION = @extschema@.quote_le,
	COMMUTATOR = OPERATOR(@extschema@.>=), NEGATOR = OPERATOR(@extschema@.>), RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR @extschema@.<= (@extschema@.quote, @extschema@.quote) IS
'Is the left quote before or equal to the right one, by value of price, then delta, then percent, unknown last?';

CREATE OPERATOR @extschema@.= (
	LEFTARG = @extschema@.quote, RIGHTARG = @extschema@.quote, FUNCTION = @extschema@.quote_eq,
	COMMUTATOR = OPERATOR(@extschema@.=), NEGATOR = OPERATOR(@extschema@.<>), RESTRICT = eqsel, JOIN = eqjoinsel,
	HASHES, MERGES
);
COMMENT ON OPERATOR @extschema@.= (@extschema@.quote, @extschema@.quote) IS
'Is the left quote equal to the right one, by value of price, then delta, then percent, unknown last?';

CREATE OPERATOR @extschema@.<> (
	LEFTARG = @extschema@.quote, RIGHTARG = @extschema@.quote, FUNCTION = @extschema@.quote_ne,
	COMMUTATOR = OPERATOR(@extschema@.<>), NEGATOR = OPERATOR(@extschema@.=), RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR @extschema@.<> (@extschema@.quote, @extschema@.quote) IS
'Is the left quote not equal to the right one, by value of price, then delta, then percent, unknown last?';

CREATE OPERATOR @extschema@.>= (
	LEFTARG = @extschema@.quote, RIGHTARG = @extschema@.quote, FUNCTION = @extschema@.quote_ge,
	COMMUTATOR = OPERATOR(@extschema@.<=), NEGATOR = OPERATOR(@extschema@.<), RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR @extschema@.>= (@extschema@.quote, @extschema@.quote) IS
'Is the left quote after or equal to the right one, by value of price, then delta, then percent, unknown last?';

CREATE OPERATOR @extschema@.> (
	LEFTARG = @extschema@.quote, RIGHTARG = @extschema@.quote, FUNCTION = @extschema@.quote_gt,
	COMMUTATOR = OPERATOR(@extschema@.<), NEGATOR = OPERATOR(@extschema@.<=), RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR @extschema@.> (@extschema@.quote, @extschema@.quote) IS
'Is the left quote after the right one, by value of price, then delta, then percent, unknown last?';

CREATE FUNCTION @extschema@.quote_cmp(@extschema@.quote, @extschema@.quote) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.quote_cmp(@extschema@.quote, @extschema@.quote) IS
'-1, 0 or 1: the order of quotes, for btree.';

CREATE FUNCTION @extschema@.quote_sortsupport(internal) RETURNS void
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.quote_sortsupport(internal) IS 'sort support';

CREATE FUNCTION @extschema@.quote_hash(@extschema@.quote) RETURNS integer
	AS 'MODULE_PATHNAME', 'quote_hash_standard' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.quote_hash(@extschema@.quote) IS
'Hash: equal quotes have equal hashes, however displayed. The same on every platform and in every version.';

CREATE FUNCTION @extschema@.quote_hash_extended(@extschema@.quote, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.quote_hash_extended(@extschema@.quote, bigint) IS
'Hash of 64 bits with a seed; with seed 0 its low half is quote_hash().';

CREATE OPERATOR CLASS @extschema@.quote_ops DEFAULT FOR TYPE @extschema@.quote USING btree AS
	OPERATOR 1 @extschema@.<,
	OPERATOR 2 @extschema@.<=,
	OPERATOR 3 @extschema@.=,
	OPERATOR 4 @extschema@.>=,
	OPERATOR 5 @extschema@.>,
	FUNCTION 1 @extschema@.quote_cmp(@extschema@.quote, @extschema@.quote),
	FUNCTION 2 @extschema@.quote_sortsupport(internal);
COMMENT ON OPERATOR CLASS @extschema@.quote_ops USING btree IS
'Order of quotes by value of price, then delta, then percent, unknown last.';
COMMENT ON OPERATOR FAMILY @extschema@.quote_ops USING btree IS
'Order of quotes by value of price, then delta, then percent, unknown last.';

CREATE OPERATOR CLASS @extschema@.quote_ops DEFAULT FOR TYPE @extschema@.quote USING hash AS
	OPERATOR 1 @extschema@.=,
	FUNCTION 1 @extschema@.quote_hash(@extschema@.quote),
	FUNCTION 2 @extschema@.quote_hash_extended(@extschema@.quote, bigint);
COMMENT ON OPERATOR CLASS @extschema@.quote_ops USING hash IS
'Equality of quotes by value: hash indexes, joins, grouping and partitions.';
COMMENT ON OPERATOR FAMILY @extschema@.quote_ops USING hash IS
'Equality of quotes by value: hash indexes, joins, grouping and partitions.';

-- Aggregates

CREATE FUNCTION @extschema@.quote_smaller(@extschema@.quote, @extschema@.quote) RETURNS @extschema@.quote
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.quote_smaller(@extschema@.quote, @extschema@.quote) IS
'The smaller of two quotes; of two equal ones the one with fewer decimals.';

CREATE AGGREGATE @extschema@.min(@extschema@.quote) (
	SFUNC = @extschema@.quote_smaller, STYPE = @extschema@.quote, COMBINEFUNC = @extschema@.quote_smaller, SORTOP = OPERATOR(@extschema@.<), PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.min(@extschema@.quote) IS
'The first quote in order of price, then delta, then percent. NULLs are ignored; NULL without rows.';

CREATE FUNCTION @extschema@.quote_larger(@extschema@.quote, @extschema@.quote) RETURNS @extschema@.quote
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.quote_larger(@extschema@.quote, @extschema@.quote) IS
'The larger of two quotes; of two equal ones the one with more decimals.';

CREATE AGGREGATE @extschema@.max(@extschema@.quote) (
	SFUNC = @extschema@.quote_larger, STYPE = @extschema@.quote, COMBINEFUNC = @extschema@.quote_larger, SORTOP = OPERATOR(@extschema@.>), PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.max(@extschema@.quote) IS
'The last quote in order of price, then delta, then percent. NULLs are ignored; NULL without rows.';

