#!/bin/sh
# Prints how many times faster than encoding/json the decoders are and what
# benchstat makes of it, then the walk; for each toolchain in TOOLCHAINS (default:
# the installed one), on one core.
#
#	TOOLCHAINS="go1.26.8 go1.27.4" ROUNDS=10 ./run.sh
set -eu
cd "$(dirname "$0")"
out=$(mktemp)
trap 'rm -f "$out"' EXIT
for toolchain in ${TOOLCHAINS:-local}; do
	export GOTOOLCHAIN="$toolchain" GOMAXPROCS=1
	echo "== $(go version)"
	go run ./cmd/table -rounds "${ROUNDS:-10}" -seed "${SEED:-1}" -out "$out"
	go tool benchstat -col /by -row /doc "$out"
	go test -run '^$' -bench Walk -benchtime 1x .
done
