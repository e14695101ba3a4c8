# Newstape.pm: what the tests that need a server of their own share.
package Newstape;

use strict;
use warnings FATAL => 'all';
use Exporter 'import';
use FindBin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

our @EXPORT = qw($pages_csv $columns_of_page new_server new_database lives fails load_sample make_sample contents same_contents in_order wait_for_blocked);

# What a scraper brings.
our $pages_csv = "$FindBin::RealBin/../../demo/pages.csv";
our $columns_of_page = '(url, captured_at, title, published_at, content)';

# A running server; the settings follow those of the file TEMP_CONFIG, by which it finds the extension.
sub new_server {
  my ($name, @settings) = @_;
  my $node = PostgreSQL::Test::Cluster->new($name);
  $node->init(extra => ['--locale=C.UTF-8', '--encoding=UTF8']);
  $node->append_conf('postgresql.conf', join("\n", "max_connections = 20", "log_statement = none", "jit = off", "autovacuum = off", @settings, ''));
  $node->start;
  return $node;
}

# A database with the extension, and a store of each name given.
sub new_database {
  my ($node, $database, @stores) = @_;
  $node->safe_psql('postgres', qq(CREATE DATABASE "$database" TEMPLATE template0));
  $node->safe_psql($database, 'CREATE EXTENSION newstape');
  $node->safe_psql($database, "SELECT create_store('$_')") for @stores;
  return;
}

# lives($node, $database, $sql, $title, %psql): the commands succeed.  Returns what they print.
sub lives {
  my ($node, $database, $sql, $title, %how) = @_;
  local $Test::Builder::Level = $Test::Builder::Level + 1;
  my ($status, $out, $err) = $node->psql($database, $sql, on_error_stop => 1, %how);
  is($status, 0, $title) or diag($err);
  return $out;
}

# fails($node, $database, $sql, $like, $title, %psql): they fail, with such an error (SQLSTATE, then the message).
sub fails {
  my ($node, $database, $sql, $like, $title, %how) = @_;
  local $Test::Builder::Level = $Test::Builder::Level + 1;
  my ($status, $out, $err) = $node->psql($database, "\\set VERBOSITY verbose\n$sql", on_error_stop => 1, %how);
  like($status == 0 ? 'no error' : $err, $like, $title);
  return;
}

# The sample pages in a table "sample", and again for each further week: other addresses, captured so many weeks later.
sub make_sample {
  my ($node, $database, $weeks) = @_;
  $node->safe_psql($database, <<"SQL");
CREATE TABLE sample (url text, captured_at timestamptz, title text, published_at timestamptz, content text);
\\copy sample FROM '$pages_csv' CSV HEADER
INSERT INTO sample
SELECT regexp_replace(url, '/([0-9]+)/', '/' || week || '\\1/'), captured_at + week * interval '7 days', title || ' ' || week,
       published_at + week * interval '7 days', content
FROM sample, generate_series(1, $weeks - 1) AS week;
SQL
  return $node->safe_psql($database, 'SELECT count(*) FROM sample');
}

# The sample pages, straight into a store.
sub load_sample {
  my ($node, $database, $store, %how) = @_;
  my $sql = qq(\\copy $store.page $columns_of_page FROM '$pages_csv' CSV HEADER);
  return $node->safe_psql($database, $sql, %how);
}

# What a store holds, by relation: the rows as text, in an order that does not depend on the numbers that the store gave out.
# Those numbers, and moments of loading, are left out unless wanted.
sub contents {
  my ($node, $database, $store, %how) = @_;
  my $numbers = $how{with_numbers} ? '{}' : '{page_id,article_id,chain_id,problem_id,tag_id,alias_id,rule_id,ruleset_version,book,valid_from,valid_to}';
  my $kinds = $how{tables_alone} ? "'r'" : "'r', 'v'";
  my $relations = $node->safe_psql($database, <<"SQL");
SELECT c.relname FROM pg_class c WHERE c.relnamespace = '$store'::regnamespace AND c.relkind IN ($kinds) ORDER BY 1
SQL
  my @queries = map {
    qq(SELECT '$_', row_text FROM (SELECT (to_jsonb(t) - '$numbers'::text[])::text AS row_text FROM $store."$_" t) r ORDER BY row_text COLLATE "C";)
  } split /\n/, $relations;
  my %rows = map { $_ => [] } split /\n/, $relations;
  my $out = $node->safe_psql($database, join("\n", "SET timezone = 'UTC';", @queries));
  for (split /\n/, $out) {
    my ($relation, $row) = split /\|/, $_, 2;
    push @{ $rows{$relation} }, $row;
  }
  return \%rows;
}

# Two stores hold the same; else the first rows that differ are shown.
sub same_contents {
  my ($got, $expected, $title) = @_;
  local $Test::Builder::Level = $Test::Builder::Level + 1;
  my @wrong;
  for my $relation (sort keys %{ { %$got, %$expected } }) {
    my %balance;
    $balance{$_}++ for @{ $got->{$relation}      || ['no such relation'] };
    $balance{$_}-- for @{ $expected->{$relation} || ['no such relation'] };
    push @wrong, map { "$relation: " . ($balance{$_} > 0 ? 'unexpected ' : 'missing ') . substr($_, 0, 300) }
      grep { $balance{$_} != 0 } sort keys %balance;
  }
  ok(!@wrong, $title) or diag(join "\n", scalar(@wrong) . ' rows differ', @wrong[0 .. ($#wrong < 9 ? $#wrong : 9)]);
  return !@wrong;
}

# verify_store() has nothing to say.
sub in_order {
  my ($node, $database, $store, $title) = @_;
  local $Test::Builder::Level = $Test::Builder::Level + 1;
  return is($node->safe_psql($database, qq(SELECT * FROM verify_store('$store'))), '', $title);
}

# Until a session waits for a lock.
sub wait_for_blocked {
  my ($node, $database, $title) = @_;
  local $Test::Builder::Level = $Test::Builder::Level + 1;
  return ok($node->poll_query_until($database, 'SELECT count(*) > 0 FROM pg_locks WHERE NOT granted'), $title);
}

1;
