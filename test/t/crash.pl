# The machine fails while pages load: every process of the server is killed, at points chosen by a lock that another session holds.
# A statement is all there or not at all, and loading again ends where an undisturbed load ends.
use strict;
use warnings FATAL => 'all';
use File::Spec;
use FindBin;
use lib $FindBin::RealBin;
use Newstape;
use Test::More;
use Time::HiRes qw(usleep);

my $node = new_server('crash');
new_database($node, 'whole', 'news');
# More than a thousand pages: a statement loads them in batches.
my $pages = make_sample($node, 'whole', 20);
my $file = File::Spec->rel2abs($node->basedir . '/pages.csv');
$node->safe_psql('whole', "COPY sample TO '$file' CSV HEADER");
my $copy = "COPY news.page $columns_of_page FROM '$file' CSV HEADER";

$node->safe_psql('whole', $copy);
# The views follow from the tables.
sub tables { return contents($node, $_[0], 'news', tables_alone => 1) }
my $expected = tables('whole');
my $last_seen = $node->safe_psql('whole', "SELECT max(captured_at) FROM news.quote_tick WHERE symbol = 'KSE100'");
in_order($node, 'whole', 'news', 'an undisturbed load is in order');

# Runs commands until they wait for the lock, and kills everything there: the postmaster first, so that nothing is shut down.
sub fail_while {
  my ($title, $database, $lock, $commands) = @_;
  my $other = $node->background_psql($database);
  $other->query_safe("BEGIN; $lock");
  my $loader = $node->background_psql($database);
  $loader->query_until(qr/started/, "\\echo started\n$commands;\n");
  wait_for_blocked($node, 'postgres', $title);

  my @pids = ($node->{_pid}, split /\n/, $node->safe_psql('postgres', 'SELECT pid FROM pg_stat_activity'));
  $node->kill9;
  kill 9, @pids;
  my $patience = time + 60;
  for my $pid (@pids) {
    while (kill 0, $pid) {
      die "process $pid does not die\n" if time > $patience;
      usleep(10_000);
    }
  }
  $_->{run}->signal('KILL') for $other, $loader;
  $_->{run}->finish for $other, $loader;
  $node->start;
  return;
}

sub count_pages {
  return $node->safe_psql($_[0], "SELECT count(*) || ' of which loaded ' || count(*) FILTER (WHERE loaded) FROM news.page");
}

# One statement
new_database($node, 'copied', 'news');
my @points = (
  [ 'writes the first tags', 'LOCK TABLE news.article_tag IN SHARE ROW EXCLUSIVE MODE' ],
  # A tick of the last page that is there, but not committed: the statement waits for it when a thousand pages are done.
  [ 'writes the last quotes', "INSERT INTO news.quote_tick VALUES ('XKAR', 'KSE100', '$last_seen', '2025-01-30', '100.00', false, 0)" ],
);
for my $point (@points) {
  my ($title, $lock) = @$point;
  fail_while("the server fails while COPY $title", 'copied', $lock, $copy);
  is(count_pages('copied'), '0 of which loaded 0', 'nothing of the statement is there');
  in_order($node, 'copied', 'news', 'the store is in order');
}
$node->safe_psql('copied', $copy);
is(count_pages('copied'), "$pages of which loaded $pages", 'the same file loads whole afterwards');
same_contents(tables('copied'), $expected, 'and the store holds what it holds without the failures');

# Committing batches
new_database($node, 'batched', 'news');
$node->safe_psql('batched', "ALTER TABLE news.page DISABLE TRIGGER USER; $copy; ALTER TABLE news.page ENABLE TRIGGER USER");
is(count_pages('batched'), "$pages of which loaded 0", 'with the triggers off pages are stored alone');
fail_while('the server fails in the third batch of load_pages()', 'batched',
  'SELECT FROM news.page WHERE page_id = (SELECT page_id FROM news.page ORDER BY captured_at, page_id OFFSET 250 LIMIT 1) FOR NO KEY UPDATE', "CALL load_pages('news', 100)");
is(count_pages('batched'), "$pages of which loaded 200", 'two batches are there, and nothing of the third');
is($node->safe_psql('batched', <<'SQL'), '', 'every page that is called loaded has its quotes, and no quote is of another page');
SELECT p.url, l.symbol
FROM news.page p CROSS JOIN LATERAL ticker_lines(p.content) l
WHERE l.quote IS NOT NULL AND p.loaded
  AND NOT EXISTS (SELECT FROM news.quote_tick t WHERE t.mic = 'XKAR' AND t.symbol = l.symbol AND t.captured_at = p.captured_at)
UNION ALL
SELECT p.url, t.symbol FROM news.page p JOIN news.quote_tick t ON t.page_id = p.page_id WHERE NOT p.loaded
SQL
in_order($node, 'batched', 'news', 'the store is in order');
$node->safe_psql('batched', "CALL load_pages('news', 100)");
is(count_pages('batched'), "$pages of which loaded $pages", 'called again, load_pages() loads the rest');
same_contents(tables('batched'), $expected, 'and the store holds what one statement loads');

# Retagging
my $edit = "INSERT INTO news.alias (tag_id, alias) SELECT min(tag_id), 'said' FROM news.tag";
$node->safe_psql($_, $edit) for 'whole', 'batched';
$node->safe_psql('whole', "CALL retag('news')");
fail_while('the server fails in the second batch of retag()', 'batched',
  'SELECT FROM news.article WHERE article_id = (SELECT article_id FROM news.article ORDER BY article_id OFFSET 25 LIMIT 1) FOR NO KEY UPDATE', "CALL retag('news', 20)");
my $old = 'SELECT count(*) FILTER (WHERE a.ruleset_version = i.ruleset_version) FROM news.article a, news.store_info i';
is($node->safe_psql('batched', $old), 20, 'one batch of articles is tagged anew');
in_order($node, 'batched', 'news', 'the store is in order');
$node->safe_psql('batched', "CALL retag('news', 20)");
same_contents(tables('batched'), tables('whole'), 'called again, retag() ends where it ends without the failure');

done_testing();
