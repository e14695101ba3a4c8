# What a session has set as its TimeZone and DateStyle changes neither what is stored nor what is read.
use strict;
use warnings FATAL => 'all';
use FindBin;
use lib $FindBin::RealBin;
use Newstape;
use Test::More;

my $node = new_server('timezone');
my @settings = (
  [ 'UTC', 'ISO, MDY' ],
  [ 'Asia/Karachi', 'German, DMY' ],
  [ 'Pacific/Kiritimati', 'Postgres, DMY' ],
  [ 'Etc/GMT+12', 'SQL, MDY' ],
);
new_database($node, 'zones');

# All that can depend on them: a store made, pages loaded, pages met again with other dates, impossible dates, a holiday, a page of a night.
my (%stored, $first);
for my $n (0 .. $#settings) {
  my ($zone, $style) = @{ $settings[$n] };
  my $store = "store_$n";
  lives($node, 'zones', <<"SQL", "a store is made and loaded in $zone, $style");
SET timezone = '$zone';
SET datestyle = '$style';
SELECT create_store('$store');
\\copy $store.page $columns_of_page FROM '$pages_csv' CSV HEADER
INSERT INTO $store.page (url, captured_at, content, published_at) VALUES
  ('https://example.com/1', '2025-01-30 23:30+05', E'HUBC 129.32 Increased By ▲ 2.25 (1.77%)\\nHub Power plans\\n\\nKARACHI: Hub Power said so.', '2025-01-31 00:00+05'),
  ('https://example.com/2', '2025-01-31 00:30+05', E'HUBC 129.40 Increased By ▲ 2.33 (1.83%)\\nHub Power thinks\\n\\nKARACHI: Hub Power thought.', '2025-03-04 05:06:07+00'),
  ('https://example.com/3', '2025-01-31 04:59+05', E'Hub Power waits\\n03 Feb, 2024\\n\\nKARACHI: Hub Power waited.', NULL),
  ('https://example.com/4', '2025-01-31 05:01+05', E'Hub Power waits on\\n\\nKARACHI: Hub Power waited.', '1969-02-03 04:05+00'),
  ('https://example.com/5', '2025-01-31 05:02+05', E'Hub Power is undated\\n\\nKARACHI: Hub Power is.', NULL);
INSERT INTO $store.page (url, captured_at, content, published_at)
VALUES ('https://example.com/1', '2025-01-30 18:30+00', 'Other', '2025-02-03 04:05+05');
INSERT INTO $store.market_holiday (mic, day, name) VALUES ('XKAR', date '2025-01-29', 'a day off');
SQL
  in_order($node, 'zones', $store, 'it is in order');
  $stored{$n} = contents($node, 'zones', $store, with_numbers => 1, tables_alone => 1);
  same_contents($stored{$n}, $stored{0}, 'it holds what the first holds') if $n > 0;
}

# The same file again, in other zones, is still the same file.
for my $n (0 .. $#settings) {
  my ($zone, $style) = @{ $settings[-1 - $n] };
  lives($node, 'zones', <<"SQL", "the same again in $zone");
SET timezone = '$zone';
SET datestyle = '$style';
\\copy store_0.page $columns_of_page FROM '$pages_csv' CSV HEADER
INSERT INTO store_0.page (url, captured_at, content, published_at)
VALUES ('https://example.com/1', '2025-01-30 18:30+00', 'Other', '2025-02-03 04:05+05');
SQL
}
same_contents(contents($node, 'zones', 'store_0', with_numbers => 1, tables_alone => 1), $stored{0}, 'and adds nothing');

# Every view, row by row; moments and days are told as numbers.
my $columns = $node->safe_psql('zones', <<'SQL');
SELECT c.relname, string_agg(
  CASE format_type(a.atttypid, NULL) WHEN 'timestamp with time zone' THEN format('extract(epoch FROM %I)', a.attname)
                                     WHEN 'date' THEN format('%I - date ''2000-01-01''', a.attname) ELSE format('%I', a.attname) END, ', ' ORDER BY a.attnum)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
WHERE c.relnamespace = 'store_0'::regnamespace AND c.relkind = 'v' GROUP BY c.relname ORDER BY 1
SQL
for (split /\n/, $columns) {
  my ($view, $select) = split /\|/, $_, 2;
  my %told;
  for my $setting (@settings) {
    my ($zone, $style) = @$setting;
    my $rows = $node->safe_psql('zones', "SET timezone = '$zone'; SET datestyle = '$style'; SELECT $select FROM store_0.$view");
    push @{ $told{ join "\n", sort split /\n/, $rows } }, $zone;
  }
  is(scalar(keys %told), 1, "$view tells the same everywhere");
}

done_testing();
