# Who may do what: a database's owner needs no superuser, and a loader and a reporter need the grants below and no more.
# docs/etl.md and docs/reporting.md give the same grants.
use strict;
use warnings FATAL => 'all';
use FindBin;
use lib $FindBin::RealBin;
use Newstape;
use Test::More;

my $node = new_server('role');
my $denied = qr/ERROR:  42501: /;

$node->safe_psql('postgres', <<'SQL');
CREATE ROLE keeper LOGIN;
CREATE ROLE loader LOGIN;
CREATE ROLE reporter LOGIN;
CREATE ROLE stranger LOGIN;
CREATE DATABASE kept OWNER keeper TEMPLATE template0;
SQL

sub may {
  my ($role, $sql, $title) = @_;
  local $Test::Builder::Level = $Test::Builder::Level + 1;
  return lives($node, 'kept', $sql, "$role $title", extra_params => [ '-U', $role ]);
}

sub may_not {
  my ($role, $sql, $title, $error) = @_;
  local $Test::Builder::Level = $Test::Builder::Level + 1;
  return fails($node, 'kept', $sql, $error || $denied, "$role $title", extra_params => [ '-U', $role ]);
}

# The keeper: owner of the database, no superuser
may_not('stranger', 'CREATE EXTENSION newstape', 'installs nothing in another\'s database');
may('keeper', 'CREATE EXTENSION newstape', 'installs the extension');
may('keeper', "SELECT create_store('news')", 'makes a store');
may('keeper', "\\copy news.page $columns_of_page FROM '$pages_csv' CSV HEADER", 'loads pages');
may('keeper', "INSERT INTO news.alias (tag_id, alias) SELECT min(tag_id), 'said' FROM news.tag; CALL retag('news')", 'edits aliases and retags');
may('keeper', "SELECT upgrade_store('news')", 'upgrades the store');
is(may('keeper', "SELECT * FROM verify_store('news')", 'verifies it'), '', 'and finds it in order');
is($node->safe_psql('kept', <<'SQL'), '', 'everything in a store is the keeper\'s');
SELECT relname FROM pg_class WHERE relnamespace = 'news'::regnamespace AND relowner <> 'keeper'::regrole
UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'news'::regnamespace AND proowner <> 'keeper'::regrole
UNION ALL SELECT nspname FROM pg_namespace WHERE nspname = 'news' AND nspowner <> 'keeper'::regrole
SQL
may_not('keeper', 'DROP EXTENSION newstape', 'does not drop the extension from under a store', qr/ERROR:  2BP01: /);

# A stranger
may_not('stranger', "SELECT create_store('other')", 'makes no store in another\'s database');
may_not('stranger', 'SELECT * FROM news.quotes', 'reads nothing');
may_not('stranger', "SELECT drop_store('news')", 'drops nothing', qr/ERROR:  3F000: /);
is(may('stranger', 'SELECT * FROM stores()', 'asks for stores'), '', 'and sees none');
may('stranger', q{SELECT quote '193.80 +0.30 (+0.16%)', * FROM ticker_lines('HUBC 129.32 Increased By ▲ 2.25 (1.77%)')}, 'has the types and functions');

# The loader: each of these grants, and nothing else
my @loader_grants = (
  'USAGE ON SCHEMA news',
  'SELECT ON ALL TABLES IN SCHEMA news',
  (map { "INSERT ON news.$_" } qw(page quote_tick session_quote article article_url mention article_tag article_tag_history rulebook problem)),
  (map { "UPDATE ON news.$_" } qw(store_info session_quote article article_tag)),
  'UPDATE (loaded) ON news.page',
  (map { "DELETE ON news.$_" } qw(mention article_tag rulebook)),
);
# A little of everything that loading writes: an edit of the rules, news, the same page otherwise, a better capture, pages that wait.
my $edit = "UPDATE news.alias SET alias = alias || 'x' WHERE alias LIKE 'said%'; UPDATE news.page SET loaded = false WHERE url LIKE '%/49900247/%';";
my $work = <<'SQL';
INSERT INTO news.page (url, captured_at, content) VALUES
  ('https://example.com/1', '2025-01-30 11:00+05', E'HUBC 129.32 Increased By ▲ 2.25 (1.77%)\nOGDC 1,93.80 Increased By ▲ 0.30 (0.16%)\n'
                                                    'Hub Power plans\n\nKARACHI: Hub Power said that it would build.\n');
INSERT INTO news.page (url, captured_at, content, published_at) VALUES
  ('https://example.com/1', '2025-01-30 11:30+05', E'HUBC 129.40 Increased By ▲ 2.33 (1.83%)\n'
                                                    'Hub Power plans\n\nKARACHI: Hub Power said that it would build more.\n', '2025-01-30 09:00+05');
CALL load_pages('news', 10);
CALL retag('news', 10);
SQL
my $undo = "DELETE FROM news.page WHERE host = 'example.com'; DELETE FROM news.article WHERE url LIKE 'https://example.com/%';"
  . "DELETE FROM news.quote_tick t WHERE NOT EXISTS (SELECT FROM news.page p WHERE p.page_id = t.page_id);";

may_not('loader', $work, 'loads nothing yet', qr/ERROR:  (42501|3F000): /);
$node->safe_psql('kept', join(';', map { "GRANT $_ TO loader" } @loader_grants));
for my $grant (@loader_grants) {
  $node->safe_psql('kept', "REVOKE $grant FROM loader; $edit");
  may_not('loader', $work, "needs $grant", qr/ERROR:  (42501|3F000): /);
  $node->safe_psql('kept', "GRANT $_ TO loader; $undo") for @loader_grants;
}
$node->safe_psql('kept', $edit);
may('loader', $work, 'loads, catches up and retags with all of them');
is($node->safe_psql('kept', q{SELECT count(*) FROM news.article WHERE url = 'https://example.com/1'}), 1, 'and the article is there');
in_order($node, 'kept', 'news', 'and the store in order');
may_not('loader', "INSERT INTO news.tag (tag, kind) VALUES ('mine', 'topic')", 'makes no tags');
may_not('loader', 'DELETE FROM news.alias', 'edits no aliases');
may_not('loader', 'DELETE FROM news.page', 'deletes no pages');
may_not('loader', "UPDATE news.page SET content = ''", 'changes no pages');
may_not('loader', 'DELETE FROM news.market_holiday', 'edits no calendar');
may_not('loader', 'TRUNCATE news.quote_tick', 'empties nothing');
may_not('loader', "SELECT upgrade_store('news')", 'upgrades nothing');
may_not('loader', "SELECT drop_store('news')", 'drops nothing');
may_not('loader', 'CREATE TABLE news.mine ()', 'makes nothing in the store');

# The reporter: the views, and nothing under them that they do not need
my @views = split /\n/, $node->safe_psql('kept', "SELECT relname FROM pg_class WHERE relnamespace = 'news'::regnamespace AND relkind = 'v' ORDER BY 1");
my $views = join ', ', map { "news.$_" } @views;
may_not('reporter', "SELECT * FROM news.$views[0]", 'reads nothing yet');
$node->safe_psql('kept', "GRANT USAGE ON SCHEMA news TO reporter; GRANT SELECT ON $views TO reporter");
# One view calls a function, which reads with its caller's rights.
my @more_tables = map { "news.$_" } qw(store_info tag article article_tag instrument session_quote market_session);
may_not('reporter', 'SELECT * FROM news.tag_event_studies', 'reads no event studies by a grant on the view alone', qr/ERROR:  (42501|3F000): /);
for my $table (@more_tables) {
  $node->safe_psql('kept', 'GRANT SELECT ON ' . join(', ', grep { $_ ne $table } @more_tables) . ' TO reporter');
  may_not('reporter', 'SELECT * FROM news.tag_event_studies', "needs SELECT ON $table for them", qr/ERROR:  (42501|3F000): /);
  $node->safe_psql('kept', 'REVOKE SELECT ON ' . join(', ', @more_tables) . ' FROM reporter');
}
$node->safe_psql('kept', 'GRANT SELECT ON ' . join(', ', @more_tables) . ' TO reporter');
for my $view (@views) {
  is(may('reporter', "SELECT count(*) FROM news.$view", "reads $view"), $node->safe_psql('kept', "SELECT count(*) FROM news.$view"), 'all of it');
}
may_not('reporter', 'SELECT content FROM news.page', 'reads no page');
may_not('reporter', 'SELECT * FROM news.quote_tick', 'reads no other table');
may_not('reporter', "INSERT INTO news.page (url, captured_at, content) VALUES ('x', now(), '')", 'loads nothing');
may_not('reporter', "CALL retag('news')", 'retags nothing');
may('keeper', "SELECT upgrade_store('news')", 'upgrades the store again');
may('reporter', "SELECT * FROM $_ LIMIT 1", "reads $_ after it") for split /, /, $views;

# The end
$node->safe_psql('postgres', 'GRANT CREATE ON DATABASE kept TO stranger');
may('stranger', "SELECT create_store('other')", 'makes a store where that is granted');
may_not('keeper', "SELECT drop_store('other')", 'does not drop another\'s store', qr/ERROR:  (42501|3F000): /);
may('stranger', "SELECT drop_store('other')", 'does');
may('keeper', "SELECT drop_store('news')", 'drops the own one');
may('keeper', 'DROP EXTENSION newstape', 'and then the extension');

done_testing();
