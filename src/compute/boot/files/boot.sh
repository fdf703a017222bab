#!/bin/bash
# Deploys the backend on this instance, at the configured ref or at another one: boot [REF]
# Safe to run again at any time: it skips completed work.
set -uo pipefail
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
# shellcheck source=/dev/null
. /etc/careflowai/boot.env
REF=${1:-$REF}
ROOT=/opt/careflowai
LOG=/var/log/careflowai/boot.log
ENVIRONMENT=/etc/careflowai/environment
SERVING=/run/careflowai-serving
STEPS=(packages agent user swap tools checkout dependencies environment services health)

log() { echo "$(date -u +%FT%TZ) boot: $*"; }

fail() {
  echo "$*" >&2
  return 1
}

# For commands that use the network: in single-instance the Elastic IP replaces the launch address during the boot.
retry() {
  local deadline=$((SECONDS + ${RETRY_SECONDS:-180})) status
  while true; do
    "$@" && return
    status=$?
    ((SECONDS < deadline)) || return "$status"
    sleep 5
  done
}

apt() { apt-get -qq -o DPkg::Lock::Timeout=300 -o Acquire::http::Timeout=20 "$@"; }

pip_install() { "$1/bin/pip" install --quiet --disable-pip-version-check --no-input "${@:2}"; }

ssm() { AWS_DEFAULT_REGION=$REGION "$ROOT/tools/bin/python" "$ROOT/bin/read-parameters" "$@"; }

packages() {
  local required=(git nginx python3-venv unattended-upgrades) installed
  installed=$(dpkg-query --show --showformat='${db:Status-Status}\n' "${required[@]}" 2>/dev/null | grep -cx installed || true)
  ((installed == ${#required[@]})) && return
  # Otherwise nginx would serve its welcome page until the backend is installed.
  systemctl mask --quiet nginx
  install_required() {
    dpkg --configure -a && apt update && apt install --yes --no-install-recommends "${required[@]}"
  }
  retry install_required
}

agent() {
  systemctl is-active --quiet amazon-cloudwatch-agent && return
  local deb
  deb=$(mktemp --suffix=.deb)
  retry curl -fsS --connect-timeout 10 --speed-limit 1000 --speed-time 30 -o "$deb" \
    "https://amazoncloudwatch-agent-$REGION.s3.$REGION.amazonaws.com/ubuntu/amd64/latest/amazon-cloudwatch-agent.deb"
  retry apt install --yes "$deb"
  rm "$deb"
  retry /opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s \
    -c file:/etc/careflowai/amazon-cloudwatch-agent.json
}

user() {
  id careflowai >/dev/null 2>&1 || useradd --system --home-dir "$ROOT" --shell /usr/sbin/nologin careflowai
}

# pip needs more than the 1 GiB of memory of a t2.micro.
swap() {
  swapon --show=NAME --noheadings | grep -q . && return
  fallocate -l 1G /swapfile
  chmod 600 /swapfile
  mkswap /swapfile >/dev/null
  swapon /swapfile
  grep -q '^/swapfile ' /etc/fstab || echo '/swapfile none swap sw 0 0' >>/etc/fstab
}

tools() {
  [ -e "$ROOT/tools/complete" ] && return
  python3 -m venv --clear "$ROOT/tools"
  retry pip_install "$ROOT/tools" --no-cache-dir "boto3==$BOTO3_VERSION"
  touch "$ROOT/tools/complete"
}

checkout() {
  local commit release token credentials
  mkdir -p "$ROOT/releases"
  work=$(mktemp --directory --tmpdir="$ROOT")
  trap 'rm -rf "$work"' EXIT
  if [ -n "$TOKEN_PARAMETER" ]; then
    # In environment variables, so that the token is in no file and in no process list.
    token=$(retry ssm value "$TOKEN_PARAMETER")
    credentials=$token
    [[ $token == *:* ]] || credentials=x-access-token:$token
    GIT_CONFIG_VALUE_0="Authorization: Basic $(printf %s "$credentials" | base64 --wrap=0)"
    export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="http.$REPOSITORY.extraHeader" GIT_CONFIG_VALUE_0
  fi
  export GIT_TERMINAL_PROMPT=0 GIT_HTTP_LOW_SPEED_LIMIT=1000 GIT_HTTP_LOW_SPEED_TIME=30
  git init --quiet "$work"
  retry git -C "$work" fetch --quiet --depth 1 "$REPOSITORY" "$REF"
  commit=$(git -C "$work" rev-parse --verify "FETCH_HEAD^{commit}")
  release=$ROOT/releases/$commit
  if [ ! -e "$release" ]; then
    mkdir -p "$work/release/source"
    git -C "$work" archive "$commit" | tar --extract --directory "$work/release/source"
    chmod --recursive u=rwX,go=rX "$work/release"
    mv "$work/release" "$release"
  fi
  [ -d "$release/source/$DIRECTORY" ] || fail "$REF of $REPOSITORY has no directory $DIRECTORY"
  echo "$REF is commit $commit"
  ln --symbolic --force --no-dereference "$release" "$ROOT/next"
}

dependencies() {
  local release
  release=$(readlink "$ROOT/next")
  [ -e "$release/complete" ] && return
  python3 -m venv --clear "$release/venv"
  cd "$release/source/$DIRECTORY"
  retry pip_install "$release/venv" --requirement "$REQUIREMENTS_FILE"
  "$release/venv/bin/python" -c 'import uvicorn' || fail "$REQUIREMENTS_FILE does not install uvicorn"
  touch "$release/complete"
}

environment() {
  local new=$ENVIRONMENT.new
  umask 077
  write_new() { ssm environment "$PARAMETER_PATH" >"$new"; }
  retry write_new
  if cmp --silent "$new" "$ENVIRONMENT"; then rm "$new"; else mv "$new" "$ENVIRONMENT"; fi
}

# Identifies what runs: the release, and the secrets that it started with.
state() {
  readlink "$ROOT/current"
  sha256sum <"$ENVIRONMENT"
}

serve() {
  ln --symbolic --force --no-dereference "$1" "$ROOT/current"
  systemctl is-active --quiet careflowai-backend && [ "$(state)" = "$(cat "$SERVING" 2>/dev/null)" ] && return
  systemctl restart careflowai-backend
  (umask 077 && state >"$SERVING")
}

services() {
  local next current
  next=$(readlink "$ROOT/next")
  current=$(readlink "$ROOT/current" || true)
  [ -z "$current" ] || [ "$current" = "$next" ] || ln --symbolic --force --no-dereference "$current" "$ROOT/previous"
  rm -f /etc/nginx/sites-enabled/default
  ln --symbolic --force ../sites-available/careflowai /etc/nginx/sites-enabled/careflowai
  nginx -t -q
  systemctl daemon-reload
  # The backend starts last: behind a load balancer, only the backend makes the instance healthy.
  systemctl unmask --quiet nginx
  systemctl enable --quiet --now nginx
  serve "$next"
  systemctl enable --quiet careflowai-backend
}

health() {
  local deadline=$((SECONDS + ${HEALTH_SECONDS:-120})) port
  for port in "$APPLICATION_PORT" "$HTTP_PORT"; do
    until curl -fsS --max-time 10 -o /dev/null "http://127.0.0.1:$port$HEALTH_CHECK_PATH"; do
      ((SECONDS < deadline)) || fail "no successful response on port $port: see the backend's log" || return
      sleep 2
    done
  done
}

# After a failed health check: restores the previous release, if it is a different one.
roll_back() {
  [ -n "$before" ] && [ "$before" != "$(readlink "$ROOT/current")" ] || return
  log "rolling back to $before"
  serve "$before"
  health && log "rolled back: the health check passes"
}

prune() {
  local release
  for release in "$ROOT"/releases/*; do
    case $release in
    "$(readlink "$ROOT/current")" | "$(readlink "$ROOT/previous")") ;;
    *) rm -rf "$release" ;;
    esac
  done
}

main() {
  local before name status
  before=$(readlink "$ROOT/current" || true)
  for name in "${STEPS[@]}"; do
    log "step $name: started"
    (set -e && "$name") </dev/null
    status=$?
    if ((status != 0)); then
      [ "$name" != health ] || roll_back
      log "step $name: failed (exit $status)"
      return "$status"
    fi
    log "step $name: done"
  done
  prune
  log "serving $REF"
}

mkdir -p "${LOG%/*}"
exec 9>/run/careflowai-boot.lock
flock --nonblock 9 || { log "another run is in progress" && exit 75; }
main 2>&1 | tee --append "$LOG"
exit "${PIPESTATUS[0]}"
