# A hostile user may create objects in every schema on a superuser's search_path, even before pg_catalog: functions and operators with the very
# arguments of PostgreSQL's own, or with closer ones; types, tables and views by the names used here.  Each raises an error if it is ever called.
use strict;
use warnings FATAL => 'all';
use FindBin;
use lib $FindBin::RealBin;
use Newstape;
use Test::More;

my $node = new_server('security');
$node->safe_psql('postgres', <<'SQL');
CREATE ROLE mallory LOGIN;
CREATE DATABASE attacked TEMPLATE template0;
\c attacked
GRANT CREATE ON SCHEMA public TO mallory;
GRANT CREATE ON DATABASE attacked TO mallory;
CREATE SCHEMA tools;
GRANT USAGE ON SCHEMA tools TO PUBLIC;
SQL

sub as_mallory {
  my ($sql, $title) = @_;
  local $Test::Builder::Level = $Test::Builder::Level + 1;
  return lives($node, 'attacked', $sql, $title, extra_params => [ '-U', 'mallory' ]);
}

as_mallory(<<'SQL', 'mallory lays traps');
SET client_min_messages = error;
CREATE SCHEMA evil;
CREATE FUNCTION evil.trap() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'hostile code runs as %', current_user; END $$;
-- Functions and aggregates by the arguments of the real ones
DO $do$
DECLARE
  p record;
  home text;
BEGIN
  FOR p IN
    SELECT proname, pg_get_function_identity_arguments(oid) AS arguments, proretset, format_type(prorettype, NULL) AS result, prokind, oid
    FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace AND prokind IN ('f', 'a') AND proallargtypes IS NULL AND provariadic = 0
      AND NOT EXISTS (SELECT FROM unnest(proargtypes || prorettype) AS t WHERE t IN ('internal'::regtype, 'cstring'::regtype, 'trigger'::regtype, '"any"'::regtype))
      AND proname !~ '^(pg_|bt|hash|gin|gist|brin|spg|array_|range_|multirange_|tid|_)'
  LOOP
    FOREACH home IN ARRAY ARRAY['evil', 'public'] LOOP
      BEGIN
        EXECUTE format('CREATE FUNCTION %I.%I(%s) RETURNS %s LANGUAGE plpgsql AS %L', home, p.proname, p.arguments,
          CASE WHEN p.proretset THEN 'SETOF ' ELSE '' END || p.result, 'BEGIN PERFORM evil.trap(); RETURN NULL; END');
      EXCEPTION WHEN others THEN NULL;
      END;
    END LOOP;
  END LOOP;
END
$do$;
-- Operators: the real ones, and between types that meet only here
DO $do$
DECLARE
  o record;
  home text;
BEGIN
  FOR o IN
    SELECT oprname, format_type(oprleft, NULL) AS l, format_type(oprright, NULL) AS r
    FROM pg_operator WHERE oprnamespace = 'pg_catalog'::regnamespace AND oprkind = 'b'
    UNION
    SELECT v.name, a.t, b.t
    FROM (VALUES ('='), ('<>'), ('<'), ('>='), ('||'), ('+'), ('-'), ('~'), ('@>')) AS v (name),
         unnest(ARRAY['name', 'text', 'integer', 'bigint', 'smallint', 'date', 'oid', 'regtype', '"char"', 'text[]', 'bigint[]']) AS a (t),
         unnest(ARRAY['name', 'text', 'integer', 'bigint', 'smallint', 'date', 'oid', 'regtype', '"char"', 'text[]', 'bigint[]']) AS b (t)
  LOOP
    FOREACH home IN ARRAY ARRAY['evil', 'public'] LOOP
      BEGIN
        EXECUTE format('CREATE FUNCTION %I.trap(%s, %s) RETURNS boolean LANGUAGE plpgsql AS %L', home, o.l, o.r, 'BEGIN RETURN evil.trap(); END');
      EXCEPTION WHEN others THEN NULL;
      END;
      BEGIN
        EXECUTE format('CREATE OPERATOR %I.%s (LEFTARG = %s, RIGHTARG = %s, FUNCTION = %I.trap)', home, o.oprname, o.l, o.r, home);
      EXCEPTION WHEN others THEN NULL;
      END;
    END LOOP;
  END LOOP;
END
$do$;
-- Closer matches than PostgreSQL's own, which take "any"
CREATE FUNCTION evil.count(bigint) RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN PERFORM evil.trap(); END $$;
CREATE FUNCTION evil.format(text, name) RETURNS text LANGUAGE plpgsql AS $$ BEGIN PERFORM evil.trap(); END $$;
CREATE FUNCTION evil.format(text, text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN PERFORM evil.trap(); END $$;
CREATE FUNCTION evil.concat(text, text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN PERFORM evil.trap(); END $$;
-- Types, tables and views
CREATE DOMAIN evil.text AS pg_catalog.text CHECK (evil.trap());
CREATE DOMAIN evil.name AS pg_catalog.name CHECK (evil.trap());
CREATE DOMAIN evil.date AS pg_catalog.date CHECK (evil.trap());
CREATE DOMAIN evil.timestamptz AS pg_catalog.timestamptz CHECK (evil.trap());
CREATE DOMAIN evil.regclass AS pg_catalog.regclass CHECK (evil.trap());
CREATE DOMAIN evil.quote AS pg_catalog.text CHECK (evil.trap());
CREATE DOMAIN evil.phrasebook AS pg_catalog.text CHECK (evil.trap());
DO $do$
DECLARE
  relation text;
BEGIN
  FOREACH relation IN ARRAY ARRAY['market', 'page', 'article', 'tag', 'alias', 'quote_tick', 'store_info', 'changed', 'arrived',
                                  'pg_class', 'pg_namespace', 'pg_proc', 'pg_roles', 'pg_trigger', 'pg_attribute', 'pg_extension', 'pg_type'] LOOP
    EXECUTE format('CREATE VIEW evil.%I AS SELECT evil.trap() AS oid', relation);
  END LOOP;
END
$do$;
SQL
my $traps = $node->safe_psql('attacked', "SELECT count(*) FROM pg_proc WHERE prosrc LIKE '%evil.trap%'");
my $trap_operators = $node->safe_psql('attacked', "SELECT count(*) FROM pg_operator WHERE oprnamespace IN ('evil'::regnamespace, 'public'::regnamespace)");
cmp_ok($traps, '>', 2000, "$traps functions") and cmp_ok($trap_operators, '>', 2000, "$trap_operators operators");

# The test's own look from outside
sub inspect {
  return $node->safe_psql('attacked', "SET search_path = pg_catalog; $_[0]");
}

# Traps that would not spring prove nothing.
my $path = 'SET search_path = evil, public, pg_catalog;';
for my $careless ('SELECT 1 + 1', "SELECT lower('A')", "SELECT 'a'::text", 'SELECT * FROM pg_class', "SELECT count(1::bigint)", "SELECT 'a'::pg_catalog.name = 'b'::pg_catalog.text") {
  fails($node, 'attacked', "$path $careless", qr/hostile code runs as postgres/, "careless: $careless");
}

sub safely {
  my ($sql, $title) = @_;
  local $Test::Builder::Level = $Test::Builder::Level + 1;
  return lives($node, 'attacked', "$path $sql", "$title: nothing hostile runs");
}

safely('CREATE EXTENSION newstape SCHEMA tools', 'CREATE EXTENSION');
is(inspect(<<'SQL'), "load_pages\nretag", 'functions pin search_path; the procedures that commit cannot, and name every schema');
SELECT p.proname FROM pg_depend d JOIN pg_proc p ON p.oid = d.objid
WHERE d.classid = 'pg_proc'::regclass AND d.deptype = 'e' AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'newstape')
  AND p.prolang IN (SELECT oid FROM pg_language WHERE lanname IN ('sql', 'plpgsql'))
  AND NOT coalesce(p.proconfig @> ARRAY['search_path=pg_catalog, pg_temp'], false)
ORDER BY 1
SQL
safely("SELECT tools.create_store('news')", 'create_store()');
safely("\\copy news.page $columns_of_page FROM '$pages_csv' CSV HEADER", 'COPY');
safely("INSERT INTO news.alias (tag_id, alias) SELECT tag_id, 'said' FROM news.tag LIMIT 1", 'an alias');
safely("CALL tools.retag('news', 20)", 'retag()');
safely('UPDATE news.page SET loaded = false', 'pages that wait');
safely("CALL tools.load_pages('news', 20)", 'load_pages()');
safely("INSERT INTO news.market_holiday (mic, day) VALUES ('XKAR', '2025-01-29')", 'a holiday');
safely("SELECT tools.verify_store('news')", 'verify_store()');
safely("SELECT tools.upgrade_store('news')", 'upgrade_store()');
safely("SELECT tools.load_starter('news')", 'load_starter()');
safely("SELECT tools.load_tone_words('news', E'word,category\\nfine,positive\\n')", 'load_tone_words()');
safely('SELECT tools.stores()', 'stores()');
safely("TABLE news.$_", "view $_")
  for split /\n/, inspect("SELECT relname FROM pg_class WHERE relnamespace = 'news'::regnamespace AND relkind = 'v'");
for my $wrong ("create_store('')", "create_store('news')", "create_store('x', 'nowhere')", "drop_store('nowhere')") {
  fails($node, 'attacked', "$path SELECT tools.$wrong", qr/ERROR:  (42602|42P06|22023|3F000): (?!hostile)/, "$wrong fails by its own error");
}

# Stores that are none: whoever lists the stores must not run their code.
as_mallory(<<'SQL', 'mallory makes schemas that look like stores');
CREATE TYPE evil.market_name AS ENUM ('XKAR');
CREATE FUNCTION evil.market_text(evil.market_name) RETURNS pg_catalog.text LANGUAGE plpgsql AS $$ BEGIN PERFORM evil.trap(); END $$;
CREATE CAST (evil.market_name AS pg_catalog.text) WITH FUNCTION evil.market_text AS ASSIGNMENT;

CREATE SCHEMA fake_view;
CREATE VIEW fake_view.store_info AS SELECT 1 AS layout_version, 'XKAR' AS market WHERE evil.trap();
CREATE SCHEMA fake_rules;
CREATE TABLE fake_rules.store_info AS SELECT 1 AS layout_version, 'XKAR' AS market;
ALTER TABLE fake_rules.store_info ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY p ON fake_rules.store_info USING (evil.trap());
CREATE SCHEMA fake_cast;
CREATE TABLE fake_cast.store_info (layout_version integer, market evil.market_name);
INSERT INTO fake_cast.store_info VALUES (1, 'XKAR');
CREATE SCHEMA fake_domain;
CREATE DOMAIN evil.version AS integer CHECK (evil.trap() OR true);
CREATE TABLE fake_domain.store_info (layout_version evil.version, market pg_catalog.text);
CREATE SCHEMA fake_field;
CREATE TABLE fake_field.store_info (layout_version integer);
INSERT INTO fake_field.store_info VALUES (1);
CREATE FUNCTION fake_field.market(fake_field.store_info) RETURNS pg_catalog.text LANGUAGE plpgsql AS $$ BEGIN PERFORM evil.trap(); END $$;
CREATE SCHEMA fake_rows;
CREATE TABLE fake_rows.store_info (layout_version integer, market pg_catalog.text);
INSERT INTO fake_rows.store_info VALUES (NULL, NULL);
DO $do$
DECLARE
  fake pg_catalog.text;
BEGIN
  FOREACH fake IN ARRAY ARRAY['fake_view', 'fake_rules', 'fake_cast', 'fake_domain', 'fake_field', 'fake_rows'] LOOP
    EXECUTE format('CREATE TABLE %I.quote_tick (quote tools.quote)', fake);
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO PUBLIC', fake);
    EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO PUBLIC', fake);
  END LOOP;
END
$do$;
SQL
safely('SELECT tools.stores()', 'stores() beside fakes');
is(inspect('SELECT store FROM tools.stores() ORDER BY 1'), "fake_rows\nnews", 'only what has the tables of a store is listed');
fails($node, 'attacked', "$path SELECT tools.create_store('fake_view')", qr/ERROR:  42P07: /, 'no store is made over what lies in a schema');
safely("SELECT tools.drop_store('news')", 'drop_store()');

# Names: what is not refused as a name is one, whatever it holds.
inspect('CREATE TABLE public.precious ()');
my %refused = ('' => 'empty', 'x$function$' => 'a dollar quote', '$ddl$' => 'another', 'pg_news' => 'a prefix of PostgreSQL\'s');
for my $name (sort keys %refused) {
  fails($node, 'attacked', "SELECT tools.create_store(" . literal($name) . ")", qr/ERROR:  42602: /, "refused as a store's name: $refused{$name}");
}
my @names = (
  'a"; DROP TABLE public.precious; --', q{a'; DROP TABLE public.precious; --}, q{a''b}, 'a\\', '%I', '%1$s' =~ s/\$//r, '@store@', '@extschema@',
  'Mixed Case', 'select', '1', ' ', "two\nlines", '--', '/*', 'новости', '新闻', 'x' x 63, 'й' x 31,
);
for my $name (@names) {
  my ($ident, $literal) = ($name =~ s/"/""/gr, literal($name));
  my ($shown) = $name =~ s/\n/\\n/gr;
  lives($node, 'attacked', <<"SQL", "a store may be called $shown");
SET search_path = pg_catalog;
SELECT tools.create_store($literal, starter => false);
INSERT INTO "$ident".page (url, captured_at, content) VALUES ('https://example.com/1', '2025-01-30 11:00+05', 'HUBC 129.32 Increased By ▲ 2.25 (1.77%)');
CALL tools.retag($literal);
CALL tools.load_pages($literal);
DO \$\$ BEGIN ASSERT (SELECT count(*) FROM "$ident".quotes) = 1; ASSERT (SELECT count(*) FROM "$ident".tag_event_studies) = 0; END \$\$;
SELECT tools.upgrade_store($literal);
DO \$\$ BEGIN ASSERT NOT EXISTS (SELECT FROM tools.verify_store($literal)); ASSERT EXISTS (SELECT FROM tools.stores() WHERE store = $literal); END \$\$;
SELECT tools.drop_store($literal);
SQL
}
is(inspect("SELECT to_regclass('public.precious')"), 'public.precious', 'and what is precious is there still');

sub literal {
  my ($text) = @_;
  return "'" . ($text =~ s/'/''/gr) . "'";
}

done_testing();
