-- Public objects without a comment, one a line; nothing if all is well.
\ir catalog.sql
SELECT format('%s %s', kind, name) FROM member WHERE comment IS NULL
UNION ALL
SELECT format('%s of a store: %s', kind, name) FROM store_relation WHERE comment IS NULL
UNION ALL
SELECT format('column of a store: %s.%s', relation, name) FROM store_column WHERE comment IS NULL
ORDER BY 1;
