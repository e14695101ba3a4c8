# upgrade_store(): what is the store's is made anew, what is its owner's stays.
use strict;
use warnings FATAL => 'all';
use FindBin;
use lib $FindBin::RealBin;
use Newstape;
use Test::More;

my $node = new_server('upgrade');
new_database($node, 'upgraded', 'news');
load_sample($node, 'upgraded', 'news');
my $expected = contents($node, 'upgraded', 'news', with_numbers => 1);

# What owners and others build on a store
$node->safe_psql('upgraded', <<'SQL');
CREATE ROLE reporter;
ALTER TABLE news.page ADD COLUMN scraper text DEFAULT 'crawler 1';
CREATE INDEX page_host ON news.page (host);
CREATE TABLE reading (article_id bigint PRIMARY KEY REFERENCES news.article, note text);
INSERT INTO reading SELECT min(article_id), 'to be read' FROM news.article;
CREATE VIEW my_report AS SELECT q.symbol, q.session, q.close, r.note FROM news.session_quotes q CROSS JOIN reading r;
CREATE VIEW news.my_breadth AS SELECT session, net FROM news.market_breadth;
CREATE MATERIALIZED VIEW my_tags AS SELECT tag, articles FROM news.tag_activity;
CREATE FUNCTION news.my_function(day date) RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM news.quotes WHERE session = day';
CREATE FUNCTION news.my_trigger() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.remark := ''mine''; RETURN NEW; END';
CREATE TRIGGER my_trigger BEFORE INSERT ON news.market_holiday FOR EACH ROW EXECUTE FUNCTION news.my_trigger();
GRANT USAGE ON SCHEMA news TO reporter;
GRANT SELECT ON news.movers TO reporter;
SQL
my $mine = 'SELECT (SELECT count(*) FROM my_report), (SELECT sum(net) FROM news.my_breadth), (SELECT count(*) FROM my_tags), '
  . "news.my_function('2025-01-30'), (SELECT string_agg(DISTINCT scraper, '') FROM news.page), to_regclass('news.page_host'), "
  . "has_table_privilege('reporter', 'news.movers', 'SELECT'), (SELECT count(*) FROM pg_trigger WHERE tgname = 'my_trigger')";
my $had = $node->safe_psql('upgraded', $mine);

sub is_whole {
  my ($title) = @_;
  local $Test::Builder::Level = $Test::Builder::Level + 1;
  in_order($node, 'upgraded', 'news', "$title: the store is in order");
  is($node->safe_psql('upgraded', $mine), $had, "$title: the owner has what he had");
  my $got = contents($node, 'upgraded', 'news', with_numbers => 1);
  delete $got->{my_breadth};
  s/"scraper": "crawler 1", //, s/, "scraper": "crawler 1"// for @{ $got->{page} };
  return same_contents($got, $expected, "$title: rows and views say what they said");
}

is($node->safe_psql('upgraded', "SELECT upgrade_store('news') = store_layout_version()"), 't', 'a store is upgraded to the newest layout');
is_whole('after an upgrade to the layout that it has');

# Damage: verify_store() names it, upgrade_store() repairs it.
my @triggers = map { [ split /\|/ ] } split /\n/, $node->safe_psql('upgraded', 'SELECT * FROM store_triggers()');
my @damage = (
  [ 'a view is dropped', 'DROP VIEW news.movers', 'view news.movers|is missing' ],
  [ 'a function is dropped', 'DROP FUNCTION news.load_waiting(integer)', 'function news.load_waiting|is missing' ],
  [ 'the laws are dropped', 'DROP FUNCTION news.broken_laws()', 'function news.broken_laws|is missing' ],
  [ 'a function is changed', 'CREATE OR REPLACE FUNCTION news.derive(page_ids bigint[]) RETURNS void LANGUAGE plpgsql AS \'BEGIN END\'',
    'function news.derive|is not as this version makes it; see upgrade_store()' ],
  [ 'the laws are silenced', 'CREATE OR REPLACE FUNCTION news.broken_laws() RETURNS TABLE (object text, problem text) LANGUAGE sql AS $$ SELECT NULL, NULL WHERE false $$',
    'function news.broken_laws|is not as this version makes it; see upgrade_store()' ],
  [ 'the triggers are dropped', join('; ', map { "DROP TRIGGER $_->[0] ON news.$_->[1]" } @triggers),
    join("\n", map { "$_|is missing; see upgrade_store()" } sort map { "trigger $_->[0] on news.$_->[1]" } @triggers) ],
);
for my $damage (@damage) {
  my ($title, $sql, $named) = @$damage;
  $node->safe_psql('upgraded', $sql);
  is($node->safe_psql('upgraded', "SELECT * FROM verify_store('news')"), $named, "$title: verify_store() names it");
  $node->safe_psql('upgraded', "SELECT upgrade_store('news')");
  is($node->safe_psql('upgraded', "SELECT * FROM verify_store('news')"), '', "$title: upgrade_store() repairs it");
}
$node->safe_psql('upgraded', 'GRANT SELECT ON news.movers TO reporter');
is_whole('after the repairs');
$node->safe_psql('upgraded', 'ALTER TABLE news.page DISABLE TRIGGER pages_arrived');
is($node->safe_psql('upgraded', "SELECT * FROM verify_store('news')"), 'trigger pages_arrived on news.page|is disabled', 'a disabled trigger is named');
$node->safe_psql('upgraded', 'ALTER TABLE news.page ENABLE TRIGGER pages_arrived');
is($node->safe_psql('upgraded', "SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = 'news'::regnamespace AND NOT t.tgisinternal"),
  $node->safe_psql('upgraded', 'SELECT count(*) + 1 FROM store_triggers()'), 'every trigger of a store is known, and the owner\'s own is none of them');

# Rows that do not follow: named, and nothing that an upgrade would touch.
$node->safe_psql('upgraded', "UPDATE news.session_quote SET ticks = ticks + 1 WHERE symbol = 'KSE100' AND session = '2025-01-30'");
is($node->safe_psql('upgraded', "SELECT upgrade_store('news') > 0; SELECT * FROM verify_store('news')"),
  "t\nsession_quote XKAR KSE100 2025-01-30|does not follow from its ticks", 'a session that does not follow from its ticks is named still');
$node->safe_psql('upgraded', "UPDATE news.session_quote SET ticks = ticks - 1 WHERE symbol = 'KSE100' AND session = '2025-01-30'");

# A layout from the future
$node->safe_psql('upgraded', 'UPDATE news.store_info SET layout_version = layout_version + 1');
fails($node, 'upgraded', "SELECT upgrade_store('news')", qr/ERROR:  55000: store news has layout \d+, newer than this version of newstape knows/, 'a newer layout is left alone');
$node->safe_psql('upgraded', 'UPDATE news.store_info SET layout_version = layout_version - 1');

# The extension itself
my ($status, $out, $err) = $node->psql('upgraded', 'SET client_min_messages = notice; ALTER EXTENSION newstape UPDATE');
is($status, 0, 'the extension is updated to the version that it has');
like($err, qr/NOTICE:  version "[0-9.]+" of extension "newstape" is already installed/, 'which is no more than a notice');
is_whole('in the end');

done_testing();
