#!/usr/bin/env bash
# How many readers one machine serves: nginx and wrk on loopback, with the built HTML.
# usage: benchmarks/load.sh [SECONDS]     needs nginx, wrk and curl (Debian packages)
set -eo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-10}
for program in nginx wrk curl; do
  command -v "$program" >/dev/null || { echo "$program is missing: sudo apt-get install nginx wrk curl" >&2; exit 3; }
done
[ -f _build/html/index.html ] || { echo "There is no book yet: make html" >&2; exit 2; }
folder=$(mktemp -d)
chmod 755 "$folder"
cp -r _build/html "$folder/html"
sed "s#^pid .*#pid $folder/nginx.pid;#; s#root html;#root $folder/html;#" benchmarks/nginx.conf > "$folder/nginx.conf"
nginx -p "$folder" -c "$folder/nginx.conf" &
server=$!
trap 'kill $server; wait $server 2>/dev/null || true; rm -rf "$folder"' EXIT
for _ in $(seq 50); do curl -s -o /dev/null http://127.0.0.1:8081/ && break; sleep 0.1; done
for page in index.html chapters/crises/kazakhstan-2022.html _static/book.css; do
  echo; echo "/$page"
  curl -sI -H 'Accept-Encoding: gzip' "http://127.0.0.1:8081/$page" | tr -d '\r' | grep -iE '^(HTTP|cache|content|x-content|referrer)' | cut -c1-90
  echo "bytes on the wire: $(curl -s -H 'Accept-Encoding: gzip' "http://127.0.0.1:8081/$page" | wc -c)"
  wrk -t 1 -c 100 -d "${seconds}s" --latency -H 'Accept-Encoding: gzip' "http://127.0.0.1:8081/$page" | grep -E '50%|99%|Requests/sec|Socket errors|Non-2xx'
done
