# setup.sh: what test/run, demo/run and bench/run share; bash, sourced, never run.
#
# Sets `tree` (the top of the sources) and `work` (a folder that goes away at the end), and offers
#   step TITLE COMMAND ...   run a program or a function quietly: one line of what it does and how it ended, details only of a failure
#   need_postgres ...        install PostgreSQL, a compiler and further Debian packages where they are missing, and set PG_CONFIG
# As root it needs nothing on the machine but Debian itself; another user needs sudo, which is asked for apt alone.

tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export LC_ALL=C.UTF-8 PATH
unset PGHOST PGPORT PGUSER PGDATABASE PGOPTIONS PGSERVICE MAKEFLAGS MAKELEVEL
[ -d "${TMPDIR:-}" ] || TMPDIR=/tmp
export TMPDIR

work=$(mktemp -d "$TMPDIR/newstape.XXXXXX")
chmod 755 "$work"
running=
clean_up() {
  trap - EXIT INT TERM HUP
  if [ "$running" ]; then
    # The step's own traps (a server to stop) come first.
    kill -TERM -- "-$running" 2>/dev/null
    wait "$running" 2>/dev/null
  fi
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM HUP

show_tail() {
  tail -n "${2:-40}" "$1" | sed 's/^/    /'
}

# run_logged LOG COMMAND ...: in a process group of its own, so that an interrupt can end the whole of it.
run_logged() {
  local log=$1 status=0
  shift
  set -m
  "$@" >"$log" 2>&1 </dev/null &
  running=$!
  set +m
  wait "$running" || status=$?
  running=
  return "$status"
}

step() {
  local title=$1 status=0
  shift
  printf '%-56s ' "$title"
  run_logged "$work/step.log" "$@" || status=$?
  if [ "$status" = 0 ]; then
    echo done
  else
    echo FAILED
    show_tail "$work/step.log"
  fi
  return "$status"
}

apt_get() {
  local as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo -n)
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 apt-get -q -y -o DPkg::Lock::Timeout=900 \
    -o Acquire::Retries=3 -o APT::Keep-Downloaded-Packages=false "$@"
}

# Debian's PostgreSQL would set up and start a server of its own when first installed.  A setting that lives as long as dpkg runs says no.
apt_install() {
  local setting=/etc/postgresql-common/createcluster.d/newstape.conf
  apt_get -o DPkg::Pre-Invoke::="mkdir -p ${setting%/*} && echo 'create_main_cluster = false' >$setting" \
    -o DPkg::Post-Invoke::="rm -f $setting" install --no-install-recommends "$@"
}

update_lists() {
  [ -z "${lists_updated:-}" ] || return 0
  step "update the package lists" apt_get update && lists_updated=yes
}

# need PACKAGE ...: install those that are missing; without any missing, apt is left alone.
need() {
  local package missing=()
  for package; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  update_lists && step "install ${#missing[@]} missing packages" apt_install "${missing[@]}"
}

# The PostgreSQL to work with: the newest installed that can build extensions, else the one that Debian's metapackage stands for.
postgres_major() {
  local dir
  for dir in /usr/lib/postgresql/*; do
    [ -x "$dir/bin/postgres" ] && [ -f "$dir/lib/pgxs/src/makefiles/pgxs.mk" ] && echo "${dir##*/}"
  done | sort -n | tail -n 1 | grep . ||
    apt-cache depends postgresql 2>/dev/null | sed -n 's/^ *Depends: postgresql-\([0-9][0-9]*\)$/\1/p' | head -n 1 | grep .
}

# need_postgres PACKAGE ...: `postgresql-@` in a package's name stands for the version's.
need_postgres() {
  local major
  major=$(postgres_major) || { update_lists && major=$(postgres_major); } ||
    { echo "no PostgreSQL among this machine's packages"; return 1; }
  need make gcc libc6-dev libutf8proc-dev "postgresql-$major" "postgresql-server-dev-$major" "${@//postgresql-@/postgresql-$major}" ||
    return
  PG_CONFIG=/usr/lib/postgresql/$major/bin/pg_config
  export PG_CONFIG
}

# copy_tree DIR: the sources without anything built, in a folder where a step may build.
copy_tree() {
  mkdir -p "$1"
  tar -C "$tree" --exclude=./.git --exclude=node_modules --exclude='*.o' --exclude='*.so' --exclude='*.bc' --exclude=./results \
    --exclude='./newstape--*.sql' --exclude=./build -cf - . | tar -C "$1" -xf -
}
