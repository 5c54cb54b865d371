#!/usr/bin/env bash
# bench/scale.sh LUNGMENTOR WORK: does ingest grow as the number of studies does, and no faster? Makes tiny studies in
# WORK, ingests 100, 500 and 2,000 of them (time, peak memory, heap in use after the last full collection), kills a run of
# 2,000 half-way and starts it again, and ingests 2,000 of which one in 40 lacks a slice.
# LUNGMENTOR is a distribution (app/target/dist). Needs a JDK 17. The output goes into docs/reliability.md.
set -euo pipefail
dist=$(cd "$1" && pwd)
mkdir -p "$2"
work=$(cd "$2" && pwd)
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export LUNGMENTOR_HEAP=${LUNGMENTOR_HEAP:-1g}
master="local[${CORES:-2}]"

make() { # FOLDER COUNT EVERY
  [ -d "$work/$1" ] || java -cp "$dist/lib/*" "$here/Studies.java" "$work/$1" "$2" "$3"
}
ingest() { # IN OUT
  "$dist/submit/lungmentor" ingest radiomics "$work/$1" "$work/$2" --master "$master" -q --json
}
count() { # OUT
  find "$work/$1/Labels" -name '*.nii.gz' 2>/dev/null | wc -l
}

echo "machine: $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg); heap $LUNGMENTOR_HEAP, $master"
echo "studies  seconds  ms a study  heap after collections MB (largest)  labels"
for n in 100 500 2000; do
  make "in$n" "$n" 0
  rm -rf "$work/out$n" "$work/gc$n.log"
  start=$(date +%s.%N)
  JAVA_TOOL_OPTIONS="-Xlog:gc:file=$work/gc$n.log" ingest "in$n" "out$n" >"$work/run$n.json" 2>"$work/run$n.err"
  end=$(date +%s.%N)
  # "GC(12) Pause Young ... 245M->61M(512M) 3.4ms": the number behind the arrow is what stayed
  heap=$(grep -o -- '->[0-9]*M' "$work/gc$n.log" | tr -dc '0-9\n' | sort -n | tail -1)
  awk -v n="$n" -v a="$start" -v b="$end" -v h="$heap" -v l="$(count "out$n")" \
    'BEGIN { printf "%7d %8.1f %11.1f %37d %7d\n", n, b - a, 1000 * (b - a) / n, h, l }'
done

rm -rf "$work/killed"
ingest in2000 killed >"$work/killed1.json" 2>&1 &
while [ "$(count killed)" -lt 1000 ]; do
  sleep 0.5
done
kill -KILL "$(pgrep -f "ingest radiomics $work/in2000 $work/killed" | head -1)" || true
wait || true
before=$(count killed)
find "$work/killed/Labels" -name '*.nii.gz' -printf '%f %T@\n' | sort >"$work/killed.before"
status=0
ingest in2000 killed >"$work/killed2.json" 2>&1 || status=$?
find "$work/killed/Labels" -name '*.nii.gz' -printf '%f %T@\n' | sort >"$work/killed.after"
again=$(comm -23 "$work/killed.before" "$work/killed.after" | wc -l)
echo "killed with $before labels in place; started again: exit $status, $(count killed) labels, $again of the $before written again"
echo "  $(grep -o '"done":[0-9]*\|"unchanged":[0-9]*' "$work/killed2.json" | tr '\n' ' ')"
staged=$(find "$work/killed" -path '*staging*' -type f | wc -l)
differ=0
for f in "$work"/out2000/Labels/*.nii.gz; do
  cmp -s "$f" "$work/killed/Labels/${f##*/}" || differ=$((differ + 1))
done
echo "  left in staging: $staged; labels that differ from the run that was not killed: $differ"

make bad2000 2000 40
rm -rf "$work/outbad"
status=0
ingest bad2000 outbad >"$work/bad.json" 2>&1 || status=$?
echo "one study in 40 without a slice: exit $status, $(count outbad) labels, $(grep -o '"refusedByReason":{[^}]*}' "$work/bad.json")"
