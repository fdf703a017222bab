#!/bin/bash
# Deploys the backend on this instance, at the configured ref or at another one: boot [REF]
# Safe to run again at any time: it skips completed work.
set -uo pipefail
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
# python3 -m would run a module of the current directory, such as one of the application.
cd /
# shellcheck source=/dev/null
. /etc/careflowai/boot.env
REF=${1:-$REF}
ROOT=/opt/careflowai
LOG=/var/log/careflowai/boot.log
ENVIRONMENT=/etc/careflowai/environment
SERVING=/run/careflowai-serving
AGENT_KEY=937616F3450B7D806CBD9725D58167303B789C72
PIP_INSTALL=(-I -m pip install --quiet --disable-pip-version-check --no-input --no-cache-dir)
STEPS=(packages agent user swap tools checkout dependencies environment services health)

log() { echo "$(date -u +%FT%TZ) boot: $*"; }

fail() {
  echo "$*" >&2
  return 1
}

# For commands that use the network: in single-instance the Elastic IP replaces the launch address during the boot.
retry() {
  local deadline=$((SECONDS + ${RETRY_SECONDS:-300})) status
  while true; do
    "$@" && return
    status=$?
    ((SECONDS < deadline)) || return "$status"
    sleep 5
  done
}

apt() { apt-get -qq -o DPkg::Lock::Timeout=300 -o Acquire::http::Timeout=20 "$@"; }

# apt waits for the lock of another dpkg, which dpkg itself does not. An interrupted dpkg is completed first.
apt_install() {
  set -- apt install --yes --no-install-recommends "$@"
  "$@" || { dpkg --configure -a && "$@"; }
}

ssm() { AWS_DEFAULT_REGION=$REGION "$ROOT/tools/bin/python" -I "$ROOT/bin/read-parameters" "$@"; }

# Runs a command as a user without rights, credentials or surviving processes: dependencies may be hostile.
build() {
  systemd-run --quiet --pipe --wait --collect --working-directory="$release/source/$DIRECTORY" \
    --property={User=careflowai-build,UMask=0022,TimeoutStopSec=5,CapabilityBoundingSet=,NoNewPrivileges=yes} \
    --property={PrivateDevices,PrivateTmp,ProtectHome,ProtectKernelTunables,RestrictSUIDSGID}=yes \
    --property={ProtectProc=invisible,ProtectSystem=strict,"ReadWritePaths=$release/source $release/venv"} \
    --property=IPAddressDeny="$METADATA_ADDRESSES" "$@"
}

packages() {
  local required=(git gpg nginx python3-venv unattended-upgrades) installed
  installed=$(dpkg-query --show --showformat='${db:Status-Status}\n' "${required[@]}" 2>/dev/null | grep -cx installed || true)
  ((installed == ${#required[@]})) && return
  # Otherwise nginx would serve its welcome page until the backend is installed.
  systemctl mask --quiet nginx
  install_required() {
    apt update && apt_install "${required[@]}"
  }
  retry install_required
}

# AWS, Verifying the signature of the CloudWatch agent package.
download_agent() {
  local bucket=https://amazoncloudwatch-agent package
  package=$bucket-$REGION.s3.$REGION.amazonaws.com/ubuntu/amd64/latest/amazon-cloudwatch-agent.deb
  curl -fsS --fail-early --connect-timeout 10 --speed-limit 1000 --speed-time 30 --remote-name-all \
    "$bucket.s3.amazonaws.com/assets/amazon-cloudwatch-agent.gpg" "$package" "$package.sig" || return
  gpg --homedir . --batch --quiet --import amazon-cloudwatch-agent.gpg &&
    gpg --homedir . --batch --quiet --status-fd 1 --verify amazon-cloudwatch-agent.deb.sig amazon-cloudwatch-agent.deb >status &&
    grep --quiet "^\[GNUPG:\] VALIDSIG .* $AGENT_KEY$" status && return
  fail "the agent's package is not signed with AWS's key $AGENT_KEY"
}

agent() {
  systemctl is-active --quiet amazon-cloudwatch-agent && return
  work=$(mktemp --directory)
  trap 'rm -rf "$work"' EXIT
  cd "$work"
  retry download_agent
  chmod go=rx .
  retry apt_install ./amazon-cloudwatch-agent.deb
  retry /opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s \
    -c file:/etc/careflowai/amazon-cloudwatch-agent.json
}

user() {
  local name
  for name in careflowai careflowai-build; do
    id "$name" >/dev/null 2>&1 || useradd --system --home-dir "$ROOT" --shell /usr/sbin/nologin "$name"
  done
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
  python3 -I -m venv --clear "$ROOT/tools"
  retry "$ROOT/tools/bin/python" "${PIP_INSTALL[@]}" --only-binary :all: --require-hashes \
    --requirement /etc/careflowai/tools-requirements.txt
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
    # A redirect would take the token to another server.
    export GIT_CONFIG_COUNT=2 GIT_CONFIG_KEY_0="http.$REPOSITORY.extraHeader" GIT_CONFIG_VALUE_0 \
      GIT_CONFIG_KEY_1=http.followRedirects GIT_CONFIG_VALUE_1=false
  fi
  export GIT_TERMINAL_PROMPT=0 GIT_HTTP_LOW_SPEED_LIMIT=1000 GIT_HTTP_LOW_SPEED_TIME=30
  git init --quiet "$work"
  retry git -C "$work" fetch --quiet --depth 1 "$REPOSITORY" "$REF"
  commit=$(git -C "$work" rev-parse --verify "FETCH_HEAD^{commit}")
  release=$ROOT/releases/$commit
  if [ ! -e "$release" ]; then
    mkdir -p "$work/release/source"
    git -C "$work" archive "$commit" | tar --extract --no-same-owner --directory "$work/release/source"
    chmod --recursive u=rwX,go=rX "$work/release"
    mv "$work/release" "$release"
  fi
  [ -d "$release/source/$DIRECTORY" ] || fail "$REF of $REPOSITORY has no directory $DIRECTORY"
  echo "$REF is commit $commit"
  ln --symbolic --force --no-dereference "$release" "$ROOT/next"
}

dependencies() {
  local release python
  release=$(readlink "$ROOT/next")
  python=$release/venv/bin/python
  [ -e "$release/complete" ] && return
  rm -rf "$release/venv"
  mkdir "$release/venv"
  chown --recursive --no-dereference careflowai-build: "$release/source" "$release/venv"
  build python3 -I -m venv "$release/venv"
  retry build "$python" "${PIP_INSTALL[@]}" --only-binary "$ONLY_BINARY" --requirement "$REQUIREMENTS_FILE" ||
    fail "$REQUIREMENTS_FILE does not install; a dependency without a wheel needs backend.allowSourceBuilds"
  build "$python" -I -c 'import uvicorn' || fail "$REQUIREMENTS_FILE does not install uvicorn"
  chown --recursive --no-dereference root: "$release/source" "$release/venv"
  chmod --recursive u=rwX,go=rX "$release/source" "$release/venv"
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
