#!/usr/bin/env bash
# check-standalone.sh [WORK]: ingest and preprocess phantoms in one process, on a standalone cluster of two executors in client mode, and
# there in cluster mode, all with the distribution as it is shipped, and compares every output byte by byte (the ledger tells
# of times and machines, and is left out). Exit status 0: all the same. WORK, a new folder, is kept where it is given.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
home=$(cd "$here/.." && pwd -P)
[ -d "$home/lib" ] || home=$home/app/target/dist
[ -d "$home/lib" ] || "$here/lungmentor" --version >/dev/null
if [ -n "${JAVA_HOME:-}" ]; then java=$JAVA_HOME/bin/java; else java=java; fi

if [ $# -gt 0 ]; then
  mkdir "$1"
  work=$(cd "$1" && pwd -P)
else
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
fi

cat >"$work/Phantoms.java" <<'JAVA'
import java.nio.file.Path;
import org.lungmentor.dicom.phantom.PhantomCollections;
import org.lungmentor.dicom.phantom.PhantomSettings;

class Phantoms {
    public static void main(String[] args) throws Exception {
        Path source = Path.of(args[0]);
        PhantomCollections.radiomics(source.resolve("radiomics"), PhantomSettings.small(12), 4);
        PhantomCollections.lungDx(source.resolve("lungdx"), PhantomSettings.small(12), 4);
    }
}
JAVA
mkdir -p "$work/source/radiomics" "$work/source/lungdx"
"$java" -cp "$home/lib/*" "$work/Phantoms.java" "$work/source"
echo "Phantoms: $(find "$work/source" -type f | wc -l) files"

# run MODE COMMAND...: the status is 3 where decoys were refused; spark-submit makes that 1 in cluster mode.
run() {
  local mode=$1 status=0
  shift
  case $mode in
    local) "$home/submit/lungmentor" "$@" 2>>"$work/log" || status=$? ;;
    *) LUNGMENTOR_KEEP="$work/$mode-logs/$1-$2" "$home/submit/standalone.sh" --deploy-mode "$mode" "$@" 2>>"$work/log" || status=$? ;;
  esac
  case $status in
    0 | 3) ;;
    1) [ "$mode" = cluster ] || failed "$mode" "$*" ;;
    *) failed "$mode" "$*" ;;
  esac
  echo "  $mode: $1 $2: status $status"
}

failed() {
  tail -n 20 "$work/log" >&2
  echo "$1: $2 failed" >&2
  exit 1
}

for mode in local client cluster; do
  out=$work/$mode
  run "$mode" ingest radiomics "$work/source/radiomics" "$out/radiomics"
  run "$mode" ingest lungdx "$work/source/lungdx" "$out/lungdx"
  run "$mode" preprocess teacher "$out/radiomics" "$out/teacher"
  run "$mode" preprocess student "$out/radiomics" "$out/student"
done

# sums FOLDER: one line with hash and path for each output.
sums() {
  (cd "$1" && find . -type f -not -path '*/ledger/*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum)
}

for mode in local client cluster; do sums "$work/$mode" >"$work/$mode.sums"; done
files=$(wc -l <"$work/local.sums")
[ "$files" -ge 40 ] || { echo "Only $files outputs: too few to say anything" >&2; exit 1; }
for mode in client cluster; do
  diff "$work/local.sums" "$work/$mode.sums" >&2 || { echo "$mode: other bytes than in one process" >&2; exit 1; }
  executors=$(find "$work/$mode-logs" -path '*/work/app-*' -name stdout | wc -l)
  echo "$mode: $files files, the same bytes as in one process ($executors executor processes)"
done
