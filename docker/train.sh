#!/usr/bin/env bash
# Runs the packaged service for some seconds under a bounded load of all kinds of calls, and keeps in app.aot what the JVM has
# loaded, linked and profiled meanwhile (JEP 483, 514, 515). A JVM of the same build then starts from there.
# usage: train.sh <directory with quarkus-run.jar> [seconds]; needs initdb, postgres and redis-server in the PATH.
set -euo pipefail
app=$(cd "$1" && pwd)
seconds=${2:-20}
work=$(mktemp -d)
pids=()
cleanup() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait || true
  rm -rf "$work"
}
trap cleanup EXIT

export REDIS_HOST=127.0.0.1 REDIS_PORT=${TRAIN_REDIS_PORT:-16379}
export DB_HOST=127.0.0.1 DB_PORT=${TRAIN_DB_PORT:-15432} DB_NAME=postgres DB_USER=streams
export PORT=${TRAIN_PORT:-18080} STREAMS_SECURITY=none
export QUARKUS_HTTP_HOST=127.0.0.1

redis-server --bind 127.0.0.1 --port "$REDIS_PORT" --save '' --dir "$work" >"$work/redis.log" &
pids+=($!)
# PostgreSQL does not run as root.
as=()
if [ "$(id -u)" = 0 ]; then
  chown postgres "$work"
  as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
fi
"${as[@]}" initdb -D "$work/data" -U streams -A trust -E UTF8 >/dev/null
"${as[@]}" postgres -D "$work/data" -h 127.0.0.1 -p "$DB_PORT" -k "$work" -c fsync=off >"$work/postgres.log" 2>&1 &
pids+=($!)

java -XX:AOTCacheOutput="$app/app.aot" -XX:+UseSerialGC -Xmx256m -jar "$app/quarkus-run.jar" >"$work/service.log" 2>&1 &
service=$!
pids+=("$service")
url=http://127.0.0.1:$PORT
for _ in $(seq 600); do
  curl -fs -o /dev/null "$url/q/health/ready" && break
  kill -0 "$service" || { cat "$work/service.log"; exit 1; }
  sleep 0.1
done

post() { curl -s -o /dev/null -H 'Content-Type: application/json' -d "$2" "$url$1"; }
end=$((SECONDS + seconds))
n=0
while ((SECONDS < end)); do
  n=$((n + 1))
  # One process of curl makes many calls on one connection.
  for _ in $(seq 20); do
    printf 'url = "%s/api/events/chat"\nheader = "Content-Type: application/json"\ndata = "{\\"senderId\\":\\"a\\",\\"receiverId\\":\\"b\\",\\"content\\":\\"c\\"}"\noutput = /dev/null\nnext\n' "$url"
  done >"$work/calls"
  curl -s -K "$work/calls"
  post /api/users "{\"username\": \"train$n\", \"email\": \"train$n@example.com\"}"
  post /api/events/tasks '{"title": "t", "assignedTo": "a", "createdBy": "b"}'
  post /api/events/logs '{"level": "info", "message": "m"}'
  post /api/events/custom '{"streamName": "train:custom", "eventType": "train.custom", "payload": {"a": 1}}'
  post /api/events/batch '{"events": [{"streamName": "train:custom", "eventType": "train.custom", "payload": {}}]}'
  post /api/users '{"username": "x"}'
  for path in /api/users /api/tasks /api/events/processed '/api/events/processed?q=train' /api/events/stats \
    /api/dead-letters /api/monitoring/overview /api/monitoring/streams /q/health /q/metrics /; do
    curl -s -o /dev/null "$url$path"
  done
done
# The JVM writes the cache when it ends in an orderly way.
kill -TERM "$service"
wait "$service" || true
pids=("${pids[@]:0:2}")
test -s "$app/app.aot" || { tail -50 "$work/service.log"; exit 1; }
