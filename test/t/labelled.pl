# The starter rules against articles that a reader has tagged, see bench/tags/README.md.
use strict;
use warnings FATAL => 'all';
use FindBin;
use lib $FindBin::RealBin;
use Newstape;
use PostgreSQL::Test::Utils;
use Test::More;

my $run = "$FindBin::RealBin/../../bench/tags/run";
my $node = new_server('labelled');

# The lines that bench/tags/run prints, each as its fields; a database of its own, since it makes a store.
sub measured {
  my ($database, @files) = @_;
  $node->safe_psql('postgres', "CREATE DATABASE $database TEMPLATE template0");
  local @ENV{qw(PGHOST PGPORT PGDATABASE)} = ($node->host, $node->port, $database);
  my ($out, $err) = run_command([ $run, @files ]);
  return ([ map { [ split /\t/ ] } split /\n/, $out ], $err);
}

my ($lines, $err) = measured('sets');
is($err, '', 'the sets load');
my %total = map { $_->[1] => $_ } grep { $_->[0] eq 'total' && $_->[2] eq 'all' } @$lines;
# What nobody has fitted the rules to is held to what it was when first measured.
my %floor = (held_out => [ 0.98, 0.95 ], tuned => [ 0.98, 0.95 ], unseen => [ 0.90, 0.90 ]);
for my $set (sort keys %floor) {
  my (undef, undef, undef, $right, $wrong, $missed, $precision, $recall) = @{ $total{$set} || [] };
  cmp_ok($precision || 0, '>=', $floor{$set}[0], "$set: precision");
  cmp_ok($recall || 0,    '>=', $floor{$set}[1], "$set: recall");
  is(scalar(grep { $_->[0] eq 'wrong' && $_->[1] eq $set } @$lines),  $wrong,  "$set: each wrong tag is shown");
  is(scalar(grep { $_->[0] eq 'missed' && $_->[1] eq $set } @$lines), $missed, "$set: and each missed one");
  note(join ' ', @$_) for grep { $_->[0] ne 'total' && $_->[1] eq $set } @$lines;
}

# What the totals count
my $small = PostgreSQL::Test::Utils::tempdir() . '/small.txt';
append_to_file($small, <<'TXT');
== 1
title: Home again
tags: gold, Karachi
note: a tag is missed, a tag is wrong

LAHORE: The runner came home with a smile.
TXT
($lines, $err) = measured('small', $small);
is_deeply([ map { [ grep { defined } @$_[0 .. 5] ] } grep { $_->[0] ne 'total' || $_->[2] eq 'all' } @$lines ],
  [ [qw(total small all 0 1 2)], [ qw(wrong small 1 Lahore place), "'LAHORE'" ], [qw(missed small 1 Karachi place)], [qw(missed small 1 gold topic)] ],
  'wrong and missed tags are told apart') or diag(explain($lines));

append_to_file($small, <<'TXT');

== 2
title: Another
tags: no such tag

A text.
TXT
($lines, $err) = measured('unknown', $small);
like($err, qr/labels that are no tags: no such tag \(small 2\)/, 'a label that is no tag is an error');

done_testing();
