# A store is dumped and restored whole, whatever its owner has added to it; and equal stores dump equally.
use strict;
use warnings FATAL => 'all';
use FindBin;
use lib $FindBin::RealBin;
use Newstape;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_server('dump');
my $name = 'My "News" Store';
my $store = '"My ""News"" Store"';
my $dir = $node->basedir;

sub dump_of {
  my ($database, @options) = @_;
  my ($text, $err) = run_command([ 'pg_dump', '--no-sync', '-d', $node->connstr($database), @options ]);
  is($err, '', "$database is dumped");
  # Since the fixes of August 2025, plain dumps are framed by a random key.
  $text =~ s/^\\(un)?restrict .*\n//mg;
  return $text;
}

# The owner's own things, beside and in the store
new_database($node, 'original', $name);
$node->safe_psql('original', <<"SQL");
ALTER TABLE $store.page ADD COLUMN scraper text DEFAULT 'crawler 1';
CREATE INDEX page_host ON $store.page (host);
CREATE VIEW $store.index_quotes AS SELECT session, symbol, close, percent FROM $store.session_quotes WHERE symbol LIKE 'KSE%';
CREATE MATERIALIZED VIEW my_tags AS SELECT tag, sum(articles) AS articles FROM $store.tag_activity GROUP BY tag;
INSERT INTO $store.tag (tag, kind) VALUES ('smog', 'topic');
INSERT INTO $store.alias (tag_id, alias) SELECT tag_id, 'dense fog' FROM $store.tag WHERE tag = 'smog';
INSERT INTO $store.market_holiday (mic, day, name) VALUES ('XKAR', '2025-01-22', 'a day off');
SQL
load_sample($node, 'original', $store);
$node->safe_psql('original', 'REFRESH MATERIALIZED VIEW my_tags');
$node->safe_psql('original', "CALL retag('$name')");
my $expected = contents($node, 'original', $store, with_numbers => 1);
my $own_rows = $node->safe_psql('original', "SELECT count(*) FROM $store.index_quotes");
isnt($own_rows, 0, 'the owner sees something');

my $plain = dump_of('original');
append_to_file("$dir/plain.sql", $plain);
command_ok([ 'pg_dump', '--no-sync', '-Fc', '-f', "$dir/custom", '-d', $node->connstr('original') ], 'a dump in custom format');

my %restore = (
  plain => [ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-f', "$dir/plain.sql", '-o', "$dir/plain.out" ],
  custom => [ 'pg_restore', '--exit-on-error', '-j2', "$dir/custom" ],
);
for my $format (sort keys %restore) {
  $node->safe_psql('postgres', "CREATE DATABASE $format TEMPLATE template0");
  my ($out, $err) = run_command([ @{ $restore{$format} }, '-d', $node->connstr($format) ]);
  is($err, '', "$format is restored without a word");
  same_contents(contents($node, $format, $store, with_numbers => 1), $expected, "$format holds what was dumped");
  in_order($node, $format, $name, "$format is in order");
  is(dump_of($format), $plain, "$format dumps as what it was made from");
  is($node->safe_psql($format, "SELECT count(*) FROM $store.index_quotes"), $own_rows, "$format has the owner's view");
}

# Life goes on: numbers continue, edits tell, new pages load, in each alike.
my %after;
for my $database ('original', 'plain', 'custom') {
  lives($node, $database, <<"SQL", "$database goes on");
INSERT INTO $store.tag (tag, kind) VALUES ('fog', 'topic');
INSERT INTO $store.alias (tag_id, alias) SELECT tag_id, 'fog' FROM $store.tag WHERE tag = 'fog';
INSERT INTO $store.page (url, captured_at, content)
SELECT url || '/again', captured_at + interval '10 minutes', replace(content, 'HUBC', 'hubc 1') FROM $store.page;
CALL retag('$name');
SQL
  in_order($node, $database, $name, "$database is in order");
  $after{$database} = contents($node, $database, $store, with_numbers => 1);
}
same_contents($after{$_}, $after{original}, "$_ goes on as the original does") for 'plain', 'custom';

# Two stores that were told the same: their dumps differ by the name alone.
new_database($node, 'pair', 'left_one', 'right_one');
load_sample($node, 'pair', $_) for 'left_one', 'right_one';
my ($left, $right) = map { dump_of('pair', '-n', $_) } 'left_one', 'right_one';
$right =~ s/right_one/left_one/g;
ok($left eq $right, 'equal stores dump equally') or diag(first_difference($left, $right));

sub first_difference {
  my @lines = map { [ split /\n/ ] } @_;
  for my $n (0 .. $#{ $lines[0] }) {
    return "line $n: $lines[0][$n]\nnot: $lines[1][$n]" if $lines[0][$n] ne ($lines[1][$n] // '');
  }
  return 'the first is shorter';
}

done_testing();
