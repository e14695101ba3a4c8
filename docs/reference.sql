-- Prints docs/reference.md from the comments in the catalog: `make docs` writes it, test/run compares it.
\ir catalog.sql
\pset format unaligned
\pset tuples_only on

-- A comment's lines break where they were written; in a table cell they must not.
CREATE FUNCTION pg_temp.cell(value text) RETURNS text LANGUAGE sql
AS $$ SELECT replace(regexp_replace(coalesce(value, ''), '\s+', ' ', 'g'), '|', '\|') $$;

\qecho '# Reference'
\qecho
\qecho 'Made from the comments in the catalog by `make docs`; `\\dx+ newstape`, `\\df+` and `\\d+` show the same in psql.'
\qecho
\qecho '## Types'
SELECT format(E'\n### %s\n\n%s', name, comment) FROM member WHERE kind = 'type' ORDER BY name COLLATE "C";
\qecho
\qecho '## Functions'
SELECT format(E'\n### %s\n\n`%s`%s\n\n%s', split_part(name, '(', 1), name, coalesce(' → `' || result || '`', ', a procedure: CALL it'), comment)
FROM member WHERE kind = 'function' AND NOT support ORDER BY name COLLATE "C", result COLLATE "C";
\qecho
\qecho '## Aggregates'
SELECT format(E'\n### %s\n\n`%s` → `%s`\n\n%s', split_part(name, '(', 1), name, result, comment)
FROM member WHERE kind = 'aggregate' ORDER BY name COLLATE "C";
\qecho
\qecho '## Operators, casts and operator classes'
\qecho
\qecho '| kind | object | result | |'
\qecho '|---|---|---|---|'
SELECT format('| %s | `%s` | %s | %s |', kind, pg_temp.cell(name), coalesce('`' || result || '`', ''), pg_temp.cell(comment))
FROM member WHERE kind IN ('operator', 'cast', 'operator class') ORDER BY kind, name COLLATE "C";
\if :has_store
\qecho
\qecho '## A store'
\qecho
\qecho 'What `create_store()` makes in the schema that it is given.'
SELECT E'\n' || CASE WHEN c.position = 1 THEN format(E'### %s `%s`\n\n%s\n\n| column | type | |\n|---|---|---|\n', r.kind, r.name, r.comment) END || columns
FROM store_relation r
JOIN LATERAL (
  SELECT 1 AS position, string_agg(format('| `%s` | %s | %s |', name, type, pg_temp.cell(comment)), E'\n' ORDER BY position) AS columns
  FROM store_column WHERE relation = r.name
) c ON true
ORDER BY r.kind, r.name COLLATE "C";
\endif
\qecho
\qecho '## Support functions'
\qecho
\qecho 'Called by PostgreSQL itself (text and binary forms, operators, index support, steps of aggregates) or by the functions above (internal).'
\qecho
\qecho '| function | |'
\qecho '|---|---|'
SELECT format('| `%s` | %s |', pg_temp.cell(name), pg_temp.cell(comment)) FROM member WHERE kind = 'function' AND support ORDER BY name COLLATE "C";
