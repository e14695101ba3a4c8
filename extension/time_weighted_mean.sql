-- time_weighted_mean: the mean of a value by how long it held, as a type and as aggregates.

CREATE TYPE @extschema@.time_weighted_mean;

CREATE FUNCTION @extschema@.time_weighted_mean_in(cstring) RETURNS @extschema@.time_weighted_mean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.time_weighted_mean_in(cstring) IS
'Input of type time_weighted_mean: exactly the text that the type prints. Errors: 22P02 another text; 22003 a time or a value that is not finite; 54000 too many points. Soft errors are supported.';

CREATE FUNCTION @extschema@.time_weighted_mean_out(@extschema@.time_weighted_mean) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.time_weighted_mean_out(@extschema@.time_weighted_mean) IS
'Output of type time_weighted_mean: its points in order as TIME = VALUE; ..., times in UTC. Reading it gives the same points, whatever the settings.';

CREATE FUNCTION @extschema@.time_weighted_mean_recv(internal) RETURNS @extschema@.time_weighted_mean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.time_weighted_mean_recv(internal) IS
'Binary input of type time_weighted_mean: a version byte (1), the number of points int4, then of each the time (int8 microseconds since 2000-01-01 UTC) and the value float8, in order; big-endian. Error: 22P03 on anything else.';

CREATE FUNCTION @extschema@.time_weighted_mean_send(@extschema@.time_weighted_mean) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.time_weighted_mean_send(@extschema@.time_weighted_mean) IS
'Binary output of type time_weighted_mean: 5 bytes, and 16 a point, as time_weighted_mean_recv reads them.';

CREATE TYPE @extschema@.time_weighted_mean (
	INPUT = @extschema@.time_weighted_mean_in,
	OUTPUT = @extschema@.time_weighted_mean_out,
	RECEIVE = @extschema@.time_weighted_mean_recv,
	SEND = @extschema@.time_weighted_mean_send,
	INTERNALLENGTH = variable,
	ALIGNMENT = double,
	STORAGE = extended
);
COMMENT ON TYPE @extschema@.time_weighted_mean IS
'A value over time: points from which on it held, 16 bytes each, at most some 67 million. Made by the aggregate time_weighted_mean(), merged by rollup(), read by mean(). All points are kept, since points between them may still come; so neither the order of rows nor that of parts matters, and parts may overlap.';

CREATE FUNCTION @extschema@.time_weighted_mean_step(@extschema@.time_weighted_mean, timestamptz, double precision) RETURNS @extschema@.time_weighted_mean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.time_weighted_mean_step(@extschema@.time_weighted_mean, timestamptz, double precision) IS
'A time-weighted mean with one point more; unchanged if the time or the value is NULL. Errors: 22003 if either is not finite; 54000 too many points.';

CREATE FUNCTION @extschema@.time_weighted_mean_combine(@extschema@.time_weighted_mean, @extschema@.time_weighted_mean) RETURNS @extschema@.time_weighted_mean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.time_weighted_mean_combine(@extschema@.time_weighted_mean, @extschema@.time_weighted_mean) IS
'The time-weighted mean of the points of two. Error: 54000 too many points.';

CREATE FUNCTION @extschema@.time_weighted_mean_final(@extschema@.time_weighted_mean) RETURNS @extschema@.time_weighted_mean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.time_weighted_mean_final(@extschema@.time_weighted_mean) IS
'The same with its points in order.';

CREATE AGGREGATE @extschema@.time_weighted_mean(ts timestamptz, value double precision) (
	SFUNC = @extschema@.time_weighted_mean_step, STYPE = @extschema@.time_weighted_mean, COMBINEFUNC = @extschema@.time_weighted_mean_combine, FINALFUNC = @extschema@.time_weighted_mean_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.time_weighted_mean(timestamptz, double precision) IS
'A value that holds from each time ts until the next; mean() of it is its mean by how long it held. Rows may come in any order; of values of one time the largest stands. Rows with a NULL are ignored: the value before goes on; NULL without other rows. Takes 16 bytes a row, up to twice that at work. Errors: 22003 a time or a value that is not finite; 54000 more than some 67 million rows.';

CREATE AGGREGATE @extschema@.rollup(@extschema@.time_weighted_mean) (
	SFUNC = @extschema@.time_weighted_mean_combine, STYPE = @extschema@.time_weighted_mean, COMBINEFUNC = @extschema@.time_weighted_mean_combine, FINALFUNC = @extschema@.time_weighted_mean_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.rollup(@extschema@.time_weighted_mean) IS
'One time-weighted mean of many: that of all their points, the gap between two parts filled by the last value before it. NULLs are ignored; NULL without rows. Error: 54000 too many points.';

CREATE FUNCTION @extschema@.mean(@extschema@.time_weighted_mean) RETURNS double precision
	AS 'MODULE_PATHNAME', 'time_weighted_mean_mean' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.mean(@extschema@.time_weighted_mean) IS
'The mean from the first point to the last: the sum of value times the time to the next point, divided by the whole time. The last value holds for no time; NULL if all points have one time.';

CREATE FUNCTION @extschema@.mean(@extschema@.time_weighted_mean, timestamptz) RETURNS double precision
	AS 'MODULE_PATHNAME', 'time_weighted_mean_mean_until' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.mean(@extschema@.time_weighted_mean, timestamptz) IS
'The mean from the first point to a later time, until which the last value holds; NULL if that is the time of the first point. Error: 22023 if it is before the last point, or infinite.';

CREATE FUNCTION @extschema@.first_time(@extschema@.time_weighted_mean) RETURNS timestamptz
	AS 'MODULE_PATHNAME', 'time_weighted_mean_first_time' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.first_time(@extschema@.time_weighted_mean) IS
'The time of the first point.';

CREATE FUNCTION @extschema@.last_time(@extschema@.time_weighted_mean) RETURNS timestamptz
	AS 'MODULE_PATHNAME', 'time_weighted_mean_last_time' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.last_time(@extschema@.time_weighted_mean) IS
'The time of the last point.';

CREATE FUNCTION @extschema@.points(@extschema@.time_weighted_mean) RETURNS bigint
	AS 'MODULE_PATHNAME', 'time_weighted_mean_points' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.points(@extschema@.time_weighted_mean) IS
'The number of points.';
