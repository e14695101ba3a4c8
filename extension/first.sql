-- first, last: the value that stands at the smallest, and at the largest key.

CREATE FUNCTION first_step(internal, anyelement, anycompatible) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE c IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION first_step(internal, anyelement, anycompatible) IS
'Step of the aggregate first(). Error: 42883 a type of key without order.';

CREATE FUNCTION first_combine(internal, internal) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE c IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION first_combine(internal, internal) IS
'Combines two states of the aggregate first().';

CREATE FUNCTION last_step(internal, anyelement, anycompatible) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE c IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION last_step(internal, anyelement, anycompatible) IS
'Step of the aggregate last(). Error: 42883 a type of key without order.';

CREATE FUNCTION last_combine(internal, internal) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE c IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION last_combine(internal, internal) IS
'Combines two states of the aggregate last().';

CREATE FUNCTION first_final(internal, anyelement, anycompatible) RETURNS anyelement
	AS 'MODULE_PATHNAME' LANGUAGE c IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION first_final(internal, anyelement, anycompatible) IS
'The value in a state of the aggregates first() and last().';

CREATE FUNCTION first_serialize(internal) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION first_serialize(internal) IS
'A state of the aggregates first() and last() on its way from a parallel worker.';

CREATE FUNCTION first_deserialize(bytea, internal) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION first_deserialize(bytea, internal) IS
'A state of the aggregates first() and last() as first_serialize() sent it.';

CREATE AGGREGATE first(value anyelement, key anycompatible) (
	SFUNC = @extschema@.first_step, STYPE = internal, COMBINEFUNC = @extschema@.first_combine, FINALFUNC = @extschema@.first_final, FINALFUNC_EXTRA,
	SERIALFUNC = @extschema@.first_serialize, DESERIALFUNC = @extschema@.first_deserialize, PARALLEL = SAFE
);
COMMENT ON AGGREGATE first(anyelement, anycompatible) IS
'The value of the row with the smallest key, of any types, the key''s with an order (btree). Of rows with one key the one with the smallest value; of values that are equal and differ, as 1.0 and 1.00 do, always the same one; a value before a NULL. So the order of rows does not matter. Rows with a NULL key are ignored; a NULL value counts as any other; NULL without rows. first() and last() of a column by time are its opening and closing values. Error: 42883 a type of key without order.';

CREATE AGGREGATE last(value anyelement, key anycompatible) (
	SFUNC = @extschema@.last_step, STYPE = internal, COMBINEFUNC = @extschema@.last_combine, FINALFUNC = @extschema@.first_final, FINALFUNC_EXTRA,
	SERIALFUNC = @extschema@.first_serialize, DESERIALFUNC = @extschema@.first_deserialize, PARALLEL = SAFE
);
COMMENT ON AGGREGATE last(anyelement, anycompatible) IS
'The value of the row with the largest key, of any types, the key''s with an order (btree). Of rows with one key the one with the largest value; of values that are equal and differ, as 1.0 and 1.00 do, always the same one; a value before a NULL. So the order of rows does not matter. Rows with a NULL key are ignored; a NULL value counts as any other; NULL without rows. first() and last() of a column by time are its opening and closing values. Error: 42883 a type of key without order.';
