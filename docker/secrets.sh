#!/bin/sh
# Makes the secrets of a new installation in the directory given, each drawn at random, and leaves those that are there.
# The token of the administrator is in admin-token; show it with: docker compose -f docker/compose.yaml exec api cat /secrets/admin-token
# usage: secrets.sh <directory> <file with the line `user streams …` of the Redis user>
set -eu
dir=$1
acl=$2
umask 027
draw() { head -c 32 /dev/urandom | base64 | tr -d '=\n' | tr '+/' '-_'; }
once() { [ -s "$dir/$1" ] || draw >"$dir/$1"; }

once db-password
once redis-password
[ -s "$dir/admin-token" ] || printf 'rst_%s' "$(draw)" >"$dir/admin-token"
[ -s "$dir/tokens" ] ||
  printf 'admin admin %s\n' "$(sha256sum <"$dir/admin-token" | cut -d' ' -f1)" >"$dir/tokens"
# Redis knows the hash of the password only. Nobody comes without a name.
{
  echo 'user default off'
  grep '^user streams ' "$acl" | sed "s/>CHANGE-ME/#$(sha256sum <"$dir/redis-password" | cut -d' ' -f1)/"
  echo "user probe on nopass resetchannels -@all +ping"
} >"$dir/redis.acl"
# The servers run as users of their own; nothing else mounts this directory.
if [ "$(id -u)" = 0 ]; then chown -R 1001:1001 "$dir"; chmod 0755 "$dir"; chmod 0444 "$dir"/*; fi
