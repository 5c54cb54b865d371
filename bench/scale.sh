#!/usr/bin/env bash
# bench/scale.sh LUNGMENTOR WORK: does ingest grow as the number of studies does, and no faster? Makes tiny studies in
# WORK, ingests 100, 500 and 2,000 of them (time, live heap, peak memory), kills a run of 2,000 half-way and starts it
# again, and ingests 2,000 of which one in 40 lacks a slice.
# LUNGMENTOR is a distribution (app/target/dist). Needs a JDK 17. The output goes into docs/reliability.md.
# COUNTS="20 100" makes it smaller: the last number takes the place of 2,000. CORES: of the master local[CORES], 2.
set -euo pipefail
dist=$(cd "$1" && pwd)
mkdir -p "$2"
work=$(cd "$2" && pwd)
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
read -ra counts <<<"${COUNTS:-100 500 2000}"
most=${counts[-1]}
export LUNGMENTOR_HEAP=${LUNGMENTOR_HEAP:-1g}
master="local[${CORES:-2}]"
run= # the process of the run in hand
trap '[ -z "$run" ] || kill -KILL "$run" 2>/dev/null || true' EXIT

make() { # FOLDER COUNT EVERY
  [ -d "$work/$1" ] || java -cp "$dist/lib/*" "$here/Studies.java" "$work/$1" "$2" "$3" >&2
}
start() { # IN OUT: in the background, as process $run
  "$dist/submit/lungmentor" ingest radiomics "$work/$1" "$work/$2" --master "$master" -q --json \
    >"$work/$2.json" 2>"$work/$2.err" &
  run=$!
}
ended() { # waits for it; its exit status is $status
  status=0
  wait "$run" 2>/dev/null || status=$?
  run=
}
labels() { # OUT
  find "$work/$1/Labels" -name '*.nii.gz' 2>/dev/null | wc -l
}
live() { # bytes of live objects: the smaller of two counts, for a collection may be put off
  for _ in 1 2; do
    jcmd "$run" GC.class_histogram 2>/dev/null | tail -1 | awk '/^Total/ { print $3 }' || true
  done | sort -n | awk 'NR == 1 { n = $1 } END { print n + 0 }'
}
differ() { # OUT OTHER: labels of OUT that are not in OTHER, byte for byte
  local n=0 f
  for f in "$work/$1"/Labels/*.nii.gz; do
    cmp -s "$f" "$work/$2/Labels/${f##*/}" || n=$((n + 1))
  done
  echo "$n"
}
told() { # OUT NAME...: numbers of the summary
  local out=$1
  shift
  for name in "$@"; do
    printf '%s %s, ' "$name" "$(sed -n "s/.*\"$name\":\([0-9]*\).*/\1/p" "$work/$out.json")"
  done
}
written() { # OUT: each label and when it was written
  find "$work/$1/Labels" -name '*.nii.gz' -printf '%f %T@\n' | sort
}

echo "machine: $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg); $(java -version 2>&1 | head -1); heap $LUNGMENTOR_HEAP, $master"
echo "largest live heap in MB, driver and executors in one process: while headers are looked at, and while cases are done"
echo "studies  seconds  ms a study  live: headers  live: cases  peak memory MB  labels  exit"
for n in "${counts[@]}"; do
  make "in$n" "$n" 0
  rm -rf "$work/out$n"
  begin=$(date +%s.%N)
  start "in$n" "out$n"
  planning=0 working=0 peak=0
  while kill -0 "$run" 2>/dev/null; do
    sleep 3
    bytes=$(live)
    if [ "$(labels "out$n")" -eq 0 ]; then
      [ "$bytes" -le "$planning" ] || planning=$bytes
    else
      [ "$bytes" -le "$working" ] || working=$bytes
    fi
    kb=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$run/status" 2>/dev/null) || true
    [ "${kb:-0}" -le "$peak" ] || peak=$kb
  done
  ended
  end=$(date +%s.%N)
  awk -v n="$n" -v a="$begin" -v b="$end" -v h="$planning" -v w="$working" -v p="$peak" -v l="$(labels "out$n")" -v s="$status" \
    'BEGIN { printf "%7d %8.1f %11.1f %14.0f %12.0f %15.0f %7d %5d\n", n, b - a, 1000 * (b - a) / n, h / 1e6, w / 1e6, p / 1024, l, s }'
done

rm -rf "$work/killed"
start "in$most" killed
while [ "$(labels killed)" -lt $((most / 2)) ]; do
  sleep 0.2
done
kill -KILL "$run"
ended
before=$(labels killed)
written killed >"$work/killed.before"
start "in$most" killed
ended
written killed >"$work/killed.after"
again=$(comm -23 "$work/killed.before" "$work/killed.after" | wc -l)
echo "killed with $before labels in place; started again: exit $status, $(labels killed) labels, $again of the $before written again"
echo "  $(told killed done unchanged refused failed)files left in staging: $(find "$work/killed" -path '*staging*' -type f | wc -l)," \
  "labels that differ from the run that was not killed: $(differ "out$most" killed)"

make "bad$most" "$most" 40
rm -rf "$work/outbad"
start "bad$most" outbad
ended
echo "one study in 40 lacks a slice: exit $status, $(labels outbad) labels, $(told outbad done refused failed)$(grep -o '"refusedByReason":{[^}]*}' "$work/outbad.json")," \
  "labels that differ from the run without bad studies: $(differ outbad "out$most")"
cat >"$work/Refused.java" <<'JAVA'
import java.util.*;
import org.lungmentor.jobs.*;

class Refused {
    public static void main(String[] args) throws Exception {
        Map<String, LedgerRow> rows = new Ledger(Storage.standard(), args[0]).newest("ingest");
        int named = 0;
        int others = 0;
        for (LedgerRow row : rows.values()) {
            int number = Integer.parseInt(row.caseName().substring("LUNG1-".length()));
            boolean bad = number % 40 == 0;
            boolean told = row.status() == CaseStatus.REFUSED && row.reason().equals("missing-slice");
            named += bad && told ? 1 : 0;
            others += bad == told ? 0 : 1;
        }
        System.out.println("  ledger: " + rows.size() + " cases, " + named + " of the bad ones as missing-slice, "
                + others + " rows wrong");
    }
}
JAVA
java -Dlog4j2.level=error -cp "$dist/lib/*:$dist/spark/jars/*" "$work/Refused.java" "$work/outbad" 2>/dev/null
