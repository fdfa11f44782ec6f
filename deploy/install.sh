#!/bin/sh
# Installs the binary `ringback` of a release, after checking its sum:
#
#     install.sh OWNER/REPOSITORY [VERSION] [FOLDER]
#
# VERSION is a tag such as v0.1.0, or `latest`; FOLDER is ~/.local/bin unless given. RINGBACK_DOWNLOADS replaces the place
# where the files of a release lie, such as a mirror.
set -eu

fail() { echo "install.sh: $1" >&2; exit 1; }

[ $# -ge 1 ] || fail "which repository? install.sh OWNER/REPOSITORY [VERSION] [FOLDER]"
repository=$1
version=${2:-latest}
folder=${3:-$HOME/.local/bin}

case "$(uname -s)" in
    Linux) system=unknown-linux-musl ;;
    Darwin) system=apple-darwin ;;
    *) fail "there is no release for $(uname -s): cargo install --locked --path conformance builds it" ;;
esac
case "$(uname -m)" in
    x86_64 | amd64) machine=x86_64 ;;
    aarch64 | arm64) machine=aarch64 ;;
    *) fail "there is no release for $(uname -m): cargo install --locked --path conformance builds it" ;;
esac
archive=ringback-$machine-$system.tar.gz

if [ -n "${RINGBACK_DOWNLOADS:-}" ]; then downloads=$RINGBACK_DOWNLOADS
elif [ "$version" = latest ]; then downloads=https://github.com/$repository/releases/latest/download
else downloads=https://github.com/$repository/releases/download/$version
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for file in "$archive" SHA256SUMS; do
    curl --fail --silent --show-error --location --output "$scratch/$file" "$downloads/$file" ||
        fail "cannot download $downloads/$file"
done
cd "$scratch"
grep " $archive\$" SHA256SUMS > sum || fail "SHA256SUMS does not name $archive"
if command -v sha256sum > /dev/null; then sha256sum --check --status sum; else shasum -a 256 --check --status sum; fi ||
    fail "$archive is not what SHA256SUMS says: nothing is installed"
tar -xzf "$archive"
mkdir -p "$folder"
# Moved in one step, so that a running ringback is not cut off.
cp ringback "$folder/.ringback.$$"
chmod 755 "$folder/.ringback.$$"
mv "$folder/.ringback.$$" "$folder/ringback"
"$folder/ringback" --version
