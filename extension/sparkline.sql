-- sparkline: numbers as a line of block characters, for psql.

CREATE FUNCTION sparkline(series double precision[]) RETURNS text
	AS 'MODULE_PATHNAME', 'newstape_sparkline' LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sparkline(double precision[]) IS
'A character for each number, U+2581 to U+2588: eight heights from the lowest number to the highest, the fourth if all are equal; a blank for NULL, NaN and infinities. Arrays of several dimensions are read row by row. '
'Errors: 54000 for more than some 178 million numbers; 22P05 where the encoding of the database lacks the characters.';

-- The state is an array, a base type; parts of a series say nothing of their order, so there is no combine function.
CREATE AGGREGATE sparkline(value double precision) (
	SFUNC = pg_catalog.array_append, STYPE = double precision[], FINALFUNC = @extschema@.sparkline, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sparkline(double precision) IS
'Numbers as a line of block characters, in the order of the rows: sparkline(price ORDER BY session). A blank for NULL, so that gaps are seen; NULL without rows. See sparkline(double precision[]).';
