-- breadth: how many quotes rose, fell or stood still, as a type and as aggregates.

CREATE TYPE @extschema@.breadth;

CREATE FUNCTION @extschema@.breadth_in(cstring) RETURNS @extschema@.breadth
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.breadth_in(cstring) IS
'Input of type breadth: exactly the text that the type prints. Errors: 22P02 another text, or one that no quotes come to. Soft errors are supported.';

CREATE FUNCTION @extschema@.breadth_out(@extschema@.breadth) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.breadth_out(@extschema@.breadth) IS
'Output of type breadth: advancers N, decliners N, unchanged N, unknown N.';

CREATE FUNCTION @extschema@.breadth_recv(internal) RETURNS @extschema@.breadth
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.breadth_recv(internal) IS
'Binary input of type breadth: a version byte (1), then advancers, decliners, unchanged and unknown as int8, big-endian. Error: 22P03 on anything that no quotes come to.';

CREATE FUNCTION @extschema@.breadth_send(@extschema@.breadth) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.breadth_send(@extschema@.breadth) IS
'Binary output of type breadth: 33 bytes, as breadth_recv reads them.';

CREATE TYPE @extschema@.breadth (
	INPUT = @extschema@.breadth_in,
	OUTPUT = @extschema@.breadth_out,
	RECEIVE = @extschema@.breadth_recv,
	SEND = @extschema@.breadth_send,
	INTERNALLENGTH = 32,
	ALIGNMENT = double,
	STORAGE = plain
);
COMMENT ON TYPE @extschema@.breadth IS
'How many quotes rose, fell, stood still, and do not say: counts of at least one quote. 32 bytes. Made by the aggregate breadth(), merged by rollup().';

CREATE FUNCTION @extschema@.breadth_step(@extschema@.breadth, @extschema@.quote) RETURNS @extschema@.breadth
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.breadth_step(@extschema@.breadth, @extschema@.quote) IS
'A breadth with one quote more; unchanged if the quote is NULL.';

CREATE FUNCTION @extschema@.breadth_combine(@extschema@.breadth, @extschema@.breadth) RETURNS @extschema@.breadth
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.breadth_combine(@extschema@.breadth, @extschema@.breadth) IS
'The breadth of the quotes of two. Error: 22003 if a count exceeds bigint.';

CREATE AGGREGATE @extschema@.breadth(quote @extschema@.quote) (
	SFUNC = @extschema@.breadth_step, STYPE = @extschema@.breadth, COMBINEFUNC = @extschema@.breadth_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.breadth(@extschema@.quote) IS
'The breadth of quotes: each counts by the sign of its delta, or of its percent where delta is unknown, and as unknown where both are. NULLs are ignored; NULL without other rows.';

CREATE AGGREGATE @extschema@.rollup(@extschema@.breadth) (
	SFUNC = @extschema@.breadth_combine, STYPE = @extschema@.breadth, COMBINEFUNC = @extschema@.breadth_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.rollup(@extschema@.breadth) IS
'One breadth of many: what all their quotes together come to. NULLs are ignored; NULL without rows. Error: 22003 if a count exceeds bigint.';

CREATE FUNCTION @extschema@.advancers(@extschema@.breadth) RETURNS bigint
	AS 'MODULE_PATHNAME', 'breadth_advancers' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.advancers(@extschema@.breadth) IS
'The number of quotes that rose.';

CREATE FUNCTION @extschema@.decliners(@extschema@.breadth) RETURNS bigint
	AS 'MODULE_PATHNAME', 'breadth_decliners' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.decliners(@extschema@.breadth) IS
'The number of quotes that fell.';

CREATE FUNCTION @extschema@.unchanged(@extschema@.breadth) RETURNS bigint
	AS 'MODULE_PATHNAME', 'breadth_unchanged' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.unchanged(@extschema@.breadth) IS
'The number of quotes that stood still.';

CREATE FUNCTION @extschema@.unknown(@extschema@.breadth) RETURNS bigint
	AS 'MODULE_PATHNAME', 'breadth_unknown' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.unknown(@extschema@.breadth) IS
'The number of quotes that do not say.';

CREATE FUNCTION @extschema@.net(@extschema@.breadth) RETURNS bigint
	AS 'MODULE_PATHNAME', 'breadth_net' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.net(@extschema@.breadth) IS
'Advancers less decliners.';

CREATE FUNCTION @extschema@.ratio(@extschema@.breadth) RETURNS double precision
	AS 'MODULE_PATHNAME', 'breadth_ratio' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.ratio(@extschema@.breadth) IS
'Advancers divided by decliners; NULL without decliners.';

CREATE FUNCTION @extschema@.share(@extschema@.breadth) RETURNS double precision
	AS 'MODULE_PATHNAME', 'breadth_share' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.share(@extschema@.breadth) IS
'Advancers divided by all quotes of known change, 0 to 1, as advance_share of market_breadth; NULL where none is known.';
