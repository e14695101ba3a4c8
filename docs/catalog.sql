-- Every public object of newstape with its comment, in temporary views for docs/reference.sql and docs/uncommented.sql.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS newstape;

-- Members of the extension.  `support`: called by PostgreSQL (text and binary forms, operators, index support, aggregate steps) or by other members
-- (the comment says so), not by people.
CREATE TEMP VIEW member AS
WITH depend AS (
  SELECT d.classid, d.objid
  FROM pg_depend d JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
  WHERE e.extname = 'newstape' AND d.deptype = 'e'
)
SELECT CASE p.prokind WHEN 'a' THEN 'aggregate' ELSE 'function' END AS kind,
  format('%s(%s)', p.proname, replace(pg_get_function_arguments(p.oid), 'public.', '')) AS name,
  replace(pg_get_function_result(p.oid), 'public.', '') AS result,
  obj_description(p.oid, 'pg_proc') AS comment,
  'cstring'::regtype = p.prorettype OR 'internal'::regtype = p.prorettype OR 'cstring'::regtype = ANY (p.proargtypes)
    OR 'internal'::regtype = ANY (p.proargtypes)
    OR EXISTS (SELECT FROM pg_type t WHERE p.oid IN (t.typinput, t.typoutput, t.typreceive, t.typsend))
    OR EXISTS (SELECT FROM pg_operator o WHERE o.oprcode = p.oid)
    OR EXISTS (SELECT FROM pg_amproc a WHERE a.amproc = p.oid)
    OR EXISTS (SELECT FROM pg_aggregate a
               WHERE p.oid IN (a.aggtransfn, a.aggfinalfn, a.aggcombinefn, a.aggserialfn, a.aggdeserialfn, a.aggmtransfn, a.aggminvtransfn)
                 AND p.proname LIKE '%\_%')
    OR obj_description(p.oid, 'pg_proc') LIKE 'Internal: %' AS support
FROM depend d JOIN pg_proc p ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid
UNION ALL
SELECT 'type', t.typname, NULL, obj_description(t.oid, 'pg_type'), false
FROM depend d JOIN pg_type t ON d.classid = 'pg_type'::regclass AND d.objid = t.oid
WHERE NOT EXISTS (SELECT FROM pg_type element WHERE element.typarray = t.oid)
UNION ALL
SELECT 'operator', format('%s %s %s', nullif(o.oprleft, 0)::regtype, o.oprname, o.oprright::regtype), o.oprresult::regtype::text,
  obj_description(o.oid, 'pg_operator'), false
FROM depend d JOIN pg_operator o ON d.classid = 'pg_operator'::regclass AND d.objid = o.oid
UNION ALL
SELECT 'cast', format('%s AS %s', c.castsource::regtype, c.casttarget::regtype), NULL, obj_description(c.oid, 'pg_cast'), false
FROM depend d JOIN pg_cast c ON d.classid = 'pg_cast'::regclass AND d.objid = c.oid
UNION ALL
SELECT 'operator class', format('%s USING %s', c.opcname, a.amname), NULL, obj_description(c.oid, 'pg_opclass'), false
FROM depend d JOIN pg_opclass c ON d.classid = 'pg_opclass'::regclass AND d.objid = c.oid JOIN pg_am a ON a.oid = c.opcmethod;

SELECT EXISTS (SELECT FROM pg_proc WHERE proname = 'create_store') AS has_store \gset
\if :has_store
SELECT FROM create_store('news', starter => false) WHERE NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'news');
\endif

-- What create_store() makes in the schema that it is given.
CREATE TEMP VIEW store_relation AS
SELECT c.oid, CASE c.relkind WHEN 'v' THEN 'view' ELSE 'table' END AS kind, c.relname::text AS name, obj_description(c.oid, 'pg_class') AS comment
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'news' AND c.relkind IN ('v', 'r', 'p', 'm');

CREATE TEMP VIEW store_column AS
SELECT r.kind, r.name AS relation, a.attnum AS position, a.attname::text AS name,
  replace(format_type(a.atttypid, a.atttypmod), 'public.', '') AS type, col_description(r.oid, a.attnum) AS comment
FROM store_relation r JOIN pg_attribute a ON a.attrelid = r.oid
WHERE a.attnum > 0 AND NOT a.attisdropped;
