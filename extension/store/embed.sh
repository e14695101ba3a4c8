#!/bin/sh
# embed.sh SOURCE-FOLDER CONCERN ... : print the SQL of two functions that carry files of the source tree into the database:
# store_layout() the layout of a store, from store/CONCERN.sql in the order given; starter_rows() the starter set, from starter/*.tsv.
set -eu
extension=$1
shift

echo "CREATE FUNCTION store_layout(OUT step integer, OUT concern text, OUT is_code boolean, OUT ddl text)
RETURNS SETOF record
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS \$store_layout\$"
# A line "-- @code@" divides what is made once (tables) from what an upgrade replaces (functions, triggers, views).
for concern; do
  awk -v concern="$concern" -v tag='$ddl$' '
    function flush() { if (ddl ~ /[^ \n]/) printf "SELECT %s, %s%s%s, %s, %s%s%s UNION ALL\n", "@step@", "\047", concern, "\047", code, tag, ddl, tag; ddl = "" }
    BEGIN { code = "false" }
    /^-- @code@$/ { flush(); code = "true"; next }
    { ddl = ddl $0 "\n" }
    END { flush() }' "$extension/store/$concern.sql"
done | awk '/^SELECT @step@/ { sub(/@step@/, ++step) } { print }'
echo "SELECT NULL, NULL, NULL, NULL WHERE false
\$store_layout\$;
COMMENT ON FUNCTION store_layout() IS 'Internal: the commands that build a store, in order; the store''s quoted name stands where it says store between at signs. Tables are made once, code is replaced by upgrade_store().';

CREATE FUNCTION starter_rows(part text)
RETURNS SETOF text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS \$starter_rows\$
  SELECT string_to_array(l.line, E'\\t', '')
  FROM unnest(string_to_array(CASE part"
for file in "$extension"/starter/*.tsv; do
  echo "  WHEN '$(basename "$file" .tsv)' THEN \$tsv\$$(cat "$file")\$tsv\$"
done
echo "  END, E'\\n')) WITH ORDINALITY AS l (line, line_no)
  WHERE l.line_no > 1 AND l.line <> ''
\$starter_rows\$;
COMMENT ON FUNCTION starter_rows(text) IS 'Internal: a part of the starter set, a row each as an array of fields: one of the files of extension/starter.';
"
