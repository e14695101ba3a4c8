-- candlestick: what the ticks of a period come to (open, high, low, close), as a type and as aggregates.

CREATE TYPE @extschema@.candlestick;

CREATE FUNCTION @extschema@.candlestick_in(cstring) RETURNS @extschema@.candlestick
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.candlestick_in(cstring) IS
'Input of type candlestick: exactly the text that the type prints. Errors: 22P02 another text, or one that no ticks come to. Soft errors are supported.';

CREATE FUNCTION @extschema@.candlestick_out(@extschema@.candlestick) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.candlestick_out(@extschema@.candlestick) IS
'Output of type candlestick: open TIME = QUOTE; high ...; low ...; close ...; ticks N, with times in UTC. Reading it gives the identical value, whatever the settings.';

CREATE FUNCTION @extschema@.candlestick_recv(internal) RETURNS @extschema@.candlestick
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.candlestick_recv(internal) IS
'Binary input of type candlestick: a version byte (1), then for open, high, low and close the time (int8 microseconds since 2000-01-01 UTC) and the 24 bytes of the quote, then ticks int8; big-endian. Error: 22P03 on anything that no ticks come to.';

CREATE FUNCTION @extschema@.candlestick_send(@extschema@.candlestick) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.candlestick_send(@extschema@.candlestick) IS
'Binary output of type candlestick: 137 bytes, as candlestick_recv reads them.';

CREATE TYPE @extschema@.candlestick (
	INPUT = @extschema@.candlestick_in,
	OUTPUT = @extschema@.candlestick_out,
	RECEIVE = @extschema@.candlestick_recv,
	SEND = @extschema@.candlestick_send,
	INTERNALLENGTH = 136,
	ALIGNMENT = double,
	STORAGE = plain
);
COMMENT ON TYPE @extschema@.candlestick IS
'What the ticks of a symbol over a period come to: the first, highest, lowest and last quote, when each was seen, and the number of ticks. 136 bytes. Made by the aggregate candlestick(), merged by rollup(). High and low go by price, and of equal prices the first; ticks of one time are ordered by quote, then by its decimals, so that the result does not depend on the order of rows.';

-- Aggregates

CREATE FUNCTION @extschema@.candlestick_step(@extschema@.candlestick, timestamptz, @extschema@.quote) RETURNS @extschema@.candlestick
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.candlestick_step(@extschema@.candlestick, timestamptz, @extschema@.quote) IS
'A candlestick with one tick more; unchanged if the time or the quote is NULL.';

CREATE FUNCTION @extschema@.candlestick_combine(@extschema@.candlestick, @extschema@.candlestick) RETURNS @extschema@.candlestick
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.candlestick_combine(@extschema@.candlestick, @extschema@.candlestick) IS
'The candlestick of the ticks of two. Error: 22003 if their number exceeds bigint.';

CREATE AGGREGATE @extschema@.candlestick(ts timestamptz, quote @extschema@.quote) (
	SFUNC = @extschema@.candlestick_step, STYPE = @extschema@.candlestick, COMBINEFUNC = @extschema@.candlestick_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.candlestick(timestamptz, @extschema@.quote) IS
'The candlestick of quotes seen at the times ts, in any order. Rows with a NULL are ignored; NULL without other rows.';

CREATE AGGREGATE @extschema@.rollup(@extschema@.candlestick) (
	SFUNC = @extschema@.candlestick_combine, STYPE = @extschema@.candlestick, COMBINEFUNC = @extschema@.candlestick_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.rollup(@extschema@.candlestick) IS
'One candlestick of many: what all their ticks together come to. NULLs are ignored; NULL without rows. Error: 22003 if the number of ticks exceeds bigint.';

-- Parts

CREATE FUNCTION @extschema@.open(@extschema@.candlestick) RETURNS @extschema@.quote
	AS 'MODULE_PATHNAME', 'candlestick_open' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.open(@extschema@.candlestick) IS
'The first quote.';

CREATE FUNCTION @extschema@.high(@extschema@.candlestick) RETURNS @extschema@.quote
	AS 'MODULE_PATHNAME', 'candlestick_high' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.high(@extschema@.candlestick) IS
'The quote of the highest price, the first of them.';

CREATE FUNCTION @extschema@.low(@extschema@.candlestick) RETURNS @extschema@.quote
	AS 'MODULE_PATHNAME', 'candlestick_low' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.low(@extschema@.candlestick) IS
'The quote of the lowest price, the first of them.';

CREATE FUNCTION @extschema@.close(@extschema@.candlestick) RETURNS @extschema@.quote
	AS 'MODULE_PATHNAME', 'candlestick_close' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.close(@extschema@.candlestick) IS
'The last quote.';

CREATE FUNCTION @extschema@.open_time(@extschema@.candlestick) RETURNS timestamptz
	AS 'MODULE_PATHNAME', 'candlestick_open_time' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.open_time(@extschema@.candlestick) IS
'When the first quote was seen.';

CREATE FUNCTION @extschema@.high_time(@extschema@.candlestick) RETURNS timestamptz
	AS 'MODULE_PATHNAME', 'candlestick_high_time' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.high_time(@extschema@.candlestick) IS
'When the highest price was seen, for the first time.';

CREATE FUNCTION @extschema@.low_time(@extschema@.candlestick) RETURNS timestamptz
	AS 'MODULE_PATHNAME', 'candlestick_low_time' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.low_time(@extschema@.candlestick) IS
'When the lowest price was seen, for the first time.';

CREATE FUNCTION @extschema@.close_time(@extschema@.candlestick) RETURNS timestamptz
	AS 'MODULE_PATHNAME', 'candlestick_close_time' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.close_time(@extschema@.candlestick) IS
'When the last quote was seen.';

CREATE FUNCTION @extschema@.ticks(@extschema@.candlestick) RETURNS bigint
	AS 'MODULE_PATHNAME', 'candlestick_ticks' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.ticks(@extschema@.candlestick) IS
'The number of ticks.';

