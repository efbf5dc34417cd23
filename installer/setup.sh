#!/bin/sh
# Put in place what Shubbak needs to run and be tested; a second run finds everything there and downloads nothing.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*"; }

# Run a command and show what it said only when it fails.
quietly() {
    "$@" >"$log" 2>&1 && return 0
    tail -n 20 "$log"
    say "This failed: $*"
    exit 1
}

missing_system_packages() {
    sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' installer/debian-packages.txt | while read -r name; do
        status=$(dpkg-query --show --showformat='${db:Status-Status}' "$name" 2>/dev/null || true)
        [ "$status" = installed ] || printf '%s ' "$name"
    done
    # Node comes from elsewhere on many machines, and then Debian's npm cannot stand beside it.
    command -v npm >/dev/null || printf 'nodejs npm '
}

is_debian_12() {
    [ -r /etc/os-release ] && command -v apt-get >/dev/null && (. /etc/os-release && [ "${ID:-}${VERSION_ID:-}" = debian12 ])
}

# Only its parser is wanted here: its service would begin with no rules and shut out a developer's own keyboard.
keep_usbguard_asleep() {
    case " $1" in
    *" usbguard "*) [ ! -d /etc/systemd/system ] || $as_root ln -sfn /dev/null /etc/systemd/system/usbguard.service ;;
    esac
}

install_system_packages() {
    if ! is_debian_12; then
        [ -e "$stamp" ] ||
            say "This is not Debian 12, so install the counterparts of installer/debian-packages.txt yourself; setup goes on."
        return 0
    fi
    missing=$(missing_system_packages)
    [ -n "$missing" ] || return 0
    say "System packages to install: $missing"
    if [ "$(id -u)" = 0 ]; then
        as_root=""
    elif command -v sudo >/dev/null; then
        as_root="sudo"
    else
        say "This needs an administrator, who may run: apt-get install --no-install-recommends $missing"
        say "Setup goes on without them."
        return
    fi
    keep_usbguard_asleep "$missing"
    quietly $as_root apt-get update
    # shellcheck disable=SC2086  # a list of names
    quietly $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing
}

find_python() {
    for candidate in "${PYTHON:-python3}" /usr/bin/python3 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s' "$candidate"
            return
        fi
    done
    say "Python 3.11 or later is needed; set PYTHON=/path/to/python3 if it has another name." >&2
    exit 1
}

make_environment() {
    if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
        say "Making .venv with $("$python" --version)."
        "$python" -m venv --clear .venv || {
            say "Python cannot make a virtual environment: the package python3-venv is missing."
            exit 1
        }
    fi
    [ ! -e "$stamp" ] || return 0
    say "Python packages from requirements.lock (about 400 MB the first time)."
    quietly .venv/bin/python -m pip install --disable-pip-version-check --require-hashes -r requirements.lock
    quietly .venv/bin/python -m pip install --disable-pip-version-check --no-deps --no-build-isolation --editable .
    rm -f .venv/.shubbak-*
    : >"$stamp"
    say "Ready."
}

# Other people's programs that judge what the tests print; the product runs without them.
install_judges() {
    judged=tests/judges/node_modules/.shubbak-$(sha256sum <tests/judges/package-lock.json | cut -c1-16)
    [ ! -e "$judged" ] || return 0
    if ! command -v npm >/dev/null; then
        say "npm is missing, so the tests that print cannot be judged; setup goes on."
        return 0
    fi
    say "The judges of printed paper, from tests/judges/package-lock.json."
    quietly npm ci --prefix tests/judges --no-progress
    : >"$judged"
}

# A reader of signed codes that needs another cbor2 than the product's has a folder of its own.
install_code_judge() {
    judge=var/judges/cose
    judged=$judge/.shubbak-$(sha256sum <tests/judges/cose.txt | cut -c1-16)
    [ ! -e "$judged" ] || return 0
    say "The judge of signed codes, from tests/judges/cose.txt."
    rm -rf "$judge"
    quietly .venv/bin/python -m pip install --disable-pip-version-check --require-hashes --target "$judge" \
        -r tests/judges/cose.txt
    : >"$judged"
}

# A moved tree or a changed lock gets a new stamp, so the packages are looked at once more.
stamp=.venv/.shubbak-$( (pwd && cat requirements.lock pyproject.toml) | sha256sum | cut -c1-16)
log=$(mktemp)
trap 'rm -f "$log"' EXIT
install_system_packages
python=$(find_python)
make_environment
install_judges
install_code_judge
