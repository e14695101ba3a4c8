# Several sessions at once: loaders whose pages overlap, and people who edit the rules and the calendar meanwhile.
# Nobody fails, and the store ends as if they had come one after the other.
use strict;
use warnings FATAL => 'all';
use FindBin;
use lib $FindBin::RealBin;
use Newstape;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_server('concurrent');

sub new_store {
  my ($database) = @_;
  new_database($node, $database, 'news');
  make_sample($node, $database, 3);
  # Pages of one moment that contradict each other: which is the first depends on who comes first.
  $node->safe_psql($database, <<'SQL');
ALTER TABLE sample ADD COLUMN n integer;
UPDATE sample s SET n = r.n FROM (SELECT url, captured_at, row_number() OVER (ORDER BY captured_at, url) AS n FROM sample) r
WHERE r.url = s.url AND r.captured_at = s.captured_at;
DELETE FROM sample s USING sample o WHERE o.captured_at = s.captured_at AND o.n < s.n;
SQL
  return;
}

sub insert_pages {
  my ($condition) = @_;
  return "INSERT INTO news.page $columns_of_page SELECT url, captured_at, title, published_at, content FROM sample WHERE $condition ORDER BY captured_at, url";
}

# Waits until the other session does, too.
sub when_blocked {
  my ($session, $commands, $title) = @_;
  $session->query_until(qr/started/, "\\echo started\n$commands;\n\\echo finished\n");
  wait_for_blocked($node, 'postgres', $title);
  return;
}

# The views follow from the tables, and what the rules once were is told by two of them.
sub tables {
  my $tables = contents($node, $_[0], 'news', tables_alone => 1);
  delete @$tables{qw(rule_change article_tag_history)};
  return $tables;
}

new_store('alone');
$node->safe_psql('alone', insert_pages('true'));
my $expected = tables('alone');

# Loaders
new_store('together');
my ($first, $second) = map { $node->background_psql('together') } 1, 2;
$first->query_safe('BEGIN; ' . insert_pages('n <= 100'));
when_blocked($second, insert_pages('n > 50'), 'the second loader waits for the first');
$first->query_safe('COMMIT');
$second->query_until(qr/finished/, '');
same_contents(tables('together'), $expected, 'pages that both bring are there once, and the store is as if loaded at once');
in_order($node, 'together', 'news', 'and in order');

# The rules change while articles are tagged by them.  The retagging stops in the middle, at a mention that another session holds.
$first->query_safe("INSERT INTO news.alias (tag_id, alias) SELECT tag_id, 'said' FROM news.tag ORDER BY tag_id LIMIT 1");
$second->query_safe(<<'SQL');
BEGIN;
INSERT INTO news.mention (article_id, tag_id, alias_id, zone, sentence, start, length, verdict)
SELECT a.article_id, t.tag_id, 0, 'lead', 1, position('said' IN a.body), 4, 'counted'
FROM news.article a, (SELECT tag_id FROM news.tag ORDER BY tag_id LIMIT 1) t WHERE a.body ~ '^[^:]*: ([a-zA-Z ]*) \msaid\M' ORDER BY a.article_id LIMIT 1
SQL
my $retagger = $node->background_psql('together');
when_blocked($retagger, "CALL retag('news')", 'retag() is in the middle of its work');
$first->query_safe("INSERT INTO news.alias (tag_id, alias) SELECT tag_id, 'company' FROM news.tag ORDER BY tag_id LIMIT 1");
$second->query_safe('ROLLBACK');
$retagger->query_until(qr/finished/, '');
$node->safe_psql('together', "CALL retag('news')");
my $retagged = tables('together');
is($node->safe_psql('together', 'SELECT count(*) FROM news.article a, news.store_info i WHERE a.ruleset_version <> i.ruleset_version'), 0, 'retag() leaves no article to older rules');
$node->safe_psql('together', "UPDATE news.article SET ruleset_version = 0; CALL retag('news')");
same_contents($retagged, tables('together'), 'an edit in the middle of retag() is not lost');
$node->safe_psql('together', "DELETE FROM news.alias WHERE alias IN ('said', 'company'); CALL retag('news')");

# An edit that is open does not hold up a load, nor a load an edit.
$first->query_safe("BEGIN; UPDATE news.alias SET guard = 'never'");
lives($node, 'together', <<'SQL', 'pages load while an edit of the aliases is open');
SET statement_timeout = 10000;
BEGIN;
INSERT INTO news.page (url, captured_at, content) SELECT url || '/other', captured_at + interval '1 minute', content || ' more' FROM sample;
ROLLBACK;
SQL
$first->query_safe('ROLLBACK');
$first->query_safe("BEGIN; INSERT INTO news.page (url, captured_at, content) VALUES ('https://example.com/1', '2025-01-30', '')");
lives($node, 'together', "SET statement_timeout = 10000; UPDATE news.alias SET guard = guard WHERE alias = 'said'", 'aliases are edited while a load is open');
when_blocked($second, "INSERT INTO news.market_holiday (mic, day) VALUES ('XKAR', '2025-01-31')", 'an edit of the calendar waits for the load');
$first->query_safe('ROLLBACK');
$second->query_until(qr/finished/, '');
$node->safe_psql('together', "DELETE FROM news.market_holiday WHERE day = '2025-01-31'");
same_contents(tables('together'), $expected, 'with all edits taken back, the store is as it was');
$_->quit for $first, $second, $retagger;

# All of them, as they come
new_store('crowd');
my $dir = $node->basedir;
my %work = (
  load => "\\set n random(1, 150)\n" . insert_pages('n BETWEEN :n AND :n + 20') . ";\n",
  edit => "\\set n random(1, 40)\nUPDATE news.alias SET guard = CASE guard WHEN 'none' THEN 'never' ELSE 'none' END WHERE alias_id = :n;\n",
  holiday => "\\set n random(0, 9)\nINSERT INTO news.market_holiday (mic, day) VALUES ('XKAR', date '2025-01-24' + :n) ON CONFLICT DO NOTHING;\n"
    . "DELETE FROM news.market_holiday WHERE mic = 'XKAR' AND day = date '2025-01-24' + :n;\n",
  retag => "CALL retag('news', 10);\n",
);
append_to_file("$dir/$_.sql", $work{$_}) for keys %work;
my ($guards, $days) = map { "SELECT $_" } 'alias_id, guard FROM news.alias', 'mic, day, name, remark FROM news.market_holiday';
$node->safe_psql('crowd', "CREATE TABLE guards AS $guards; CREATE TABLE days AS $days");
$node->command_ok([ 'pgbench', '-n', '-c', '6', '-T', '2', '-d', $node->connstr('crowd'), (map { ('-f', "$dir/$_.sql") } sort keys %work) ],
  'loaders, editors and retaggers in a crowd: none fails');
$node->safe_psql('crowd', insert_pages('true'));
in_order($node, 'crowd', 'news', 'the store is in order');
$node->safe_psql('crowd', <<'SQL');
UPDATE news.alias a SET guard = g.guard FROM guards g WHERE g.alias_id = a.alias_id AND a.guard IS DISTINCT FROM g.guard;
DELETE FROM news.market_holiday;
INSERT INTO news.market_holiday (mic, day, name, remark) SELECT mic, day, name, remark FROM days;
CALL retag('news');
SQL
in_order($node, 'crowd', 'news', 'in order with all edits taken back, too');
same_contents(tables('crowd'), $expected, 'and as if loaded at once');

done_testing();
