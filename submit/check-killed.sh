#!/usr/bin/env bash
# check-killed.sh [--seed N] [--kills N] [--work FOLDER] [COMMAND...]
# Runs ingest, preprocess, train, expand, segment and evaluate (or those that are named) on phantoms, ends each with kill -9 at
# random moments and starts it again, by the distribution as it is shipped. It checks that
#   - right after the kill every file under a final name is whole: gzip, zip, JSON, Parquet, CSV and PNG are read to their end;
#   - started again the command ends as an undisturbed run does, with its bytes (of Parquet its rows) and its ledger rows (times and machines aside),
#     no case is done twice, and nothing of the killed run is left, no lock among it;
#   - Ctrl-C gives exit status 130, and what was stopped goes on;
#   - of two runs at once on one output the second exits with 75, and the first is not disturbed.
# Of ten kills two fall anywhere from the start of the process on, the others shortly after a random number of outputs lies there.
# Exit status 0: all as it should be. FOLDER, a new one, is kept where it is given.
#
# Example: submit/check-killed.sh --seed 2 --kills 3 ingest train
set -euo pipefail
export LC_ALL=C

usage() {
  sed -n '2,/^set /{/^#/s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}" >&2
  exit 2
}

seed=1 kills=10 folder= names=()
while [ $# -gt 0 ]; do
  case $1 in
    --seed | --kills | --work)
      [ $# -gt 1 ] || usage
      case $1 in --seed) seed=$2 ;; --kills) kills=$2 ;; --work) folder=$2 ;; esac
      shift 2
      ;;
    ingest | preprocess | train | expand | segment | evaluate) names+=("$1") && shift ;;
    *) usage ;;
  esac
done
[ ${#names[@]} -gt 0 ] || names=(ingest preprocess train expand segment evaluate)

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
home=$(cd "$here/.." && pwd -P)
[ -d "$home/lib" ] || home=$home/app/target/dist
[ -d "$home/lib" ] || "$here/lungmentor" --version >/dev/null
bin=${JAVA_HOME:+$JAVA_HOME/bin/}
export LUNGMENTOR_HEAP=${LUNGMENTOR_HEAP:-2g}

if [ -n "$folder" ]; then
  mkdir "$folder"
  work=$(cd "$folder" && pwd -P)
else
  work=$(mktemp -d)
fi
first= # the run that is to be killed: a process group of its own
end() {
  [ -z "$first" ] || kill -KILL -- "-$first" 2>/dev/null || true
  [ -n "$folder" ] || rm -rf "$work"
}
# What is ignored here is ignored by all that is started from here, and Ctrl-C would do nothing.
[ -z "$(trap -p INT)" ] || { echo "SIGINT is ignored here: start this in the foreground, or by env --default-signal=INT." >&2 && exit 2; }
trap end EXIT
trap 'exit 130' INT TERM
set -m # background jobs get a process group each, and Ctrl-C

mkdir "$work/classes"
cat >"$work/Look.java" <<'JAVA'
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.*;
import java.nio.file.*;
import java.security.MessageDigest;
import java.util.*;
import java.util.stream.*;
import java.util.zip.*;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.lungmentor.dicom.phantom.*;
import org.lungmentor.imaging.NiftiReader;
import org.lungmentor.jobs.*;

class Look {
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]);
        switch (args[0]) {
            case "phantoms" -> {
                PhantomSettings chest = new PhantomSettings(12, 80, 42, 1.6, 4.0); // small: 128 x 128 x 168 mm
                PhantomCollections.radiomics(folder.resolve("radiomics"), chest, 8);
                PhantomCollections.lungDx(folder.resolve("lungdx"), chest, 8);
            }
            case "whole" -> whole(folder);
            case "content" -> content(folder);
        }
    }

    static List<Path> files(Path folder) throws IOException {
        if (!Files.exists(folder)) return List.of();
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).map(folder::relativize).sorted().toList();
        }
    }

    /** Reads every file under a final name to its end; fails at the first that is not whole. */
    static void whole(Path folder) throws Exception {
        for (Path name : files(folder)) {
            String path = "/" + name;
            if (path.contains("/.")) continue; // temporary names and locks
            File file = folder.resolve(name).toFile();
            try {
                if (path.endsWith(".nii.gz")) {
                    NiftiReader.read(file.toPath());
                } else if (path.endsWith(".json")) {
                    new ObjectMapper().readTree(file).fieldNames().next();
                } else if (path.endsWith(".png")) {
                    ImageIO.read(file).getWidth();
                } else if (path.endsWith(".zip")) {
                    try (ZipFile zip = new ZipFile(file)) {
                        for (ZipEntry one : Collections.list(zip.entries())) zip.getInputStream(one).readAllBytes();
                    }
                } else if (path.endsWith(".parquet")) {
                    var input = HadoopInputFile.fromPath(
                            new org.apache.hadoop.fs.Path(file.toURI()), new Configuration(false));
                    try (ParquetFileReader reader = ParquetFileReader.open(input)) {
                        while (reader.readNextRowGroup() != null) {}
                    }
                } else if (path.endsWith(".csv") || path.endsWith(".yaml")) {
                    if (!Files.readString(file.toPath()).endsWith("\n")) throw new IOException("no last line end");
                } else {
                    throw new IOException("a kind that is not known here");
                }
            } catch (Exception | Error e) {
                System.out.println(path.substring(1) + " is not whole: " + e);
                System.exit(1);
            }
        }
    }

    static String rows(Path file) throws IOException {
        StringBuilder rows = new StringBuilder();
        var from = new org.apache.hadoop.fs.Path(file.toUri());
        try (var reader = ParquetReader.builder(new GroupReadSupport(), from).withConf(new Configuration(false)).build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) rows.append(row).append('\n');
        }
        return rows.toString();
    }

    /** All that must be equal: a line a file, hidden ones too, and a line a ledger row. */
    static void content(Path folder) throws Exception {
        for (Path name : files(folder)) {
            if (name.startsWith("ledger")) {
                if (!name.toString().endsWith(".parquet")) System.out.println("left in the ledger: " + name);
                continue;
            }
            String path = name.toString();
            byte[] bytes = Files.readAllBytes(folder.resolve(name));
            if (name.endsWith("metrics.csv")) {
                bytes = new String(bytes).replaceAll("(?m),[^,\n]*,[^,\n]*$", "").getBytes(); // the last columns are times
            } else if (path.endsWith(".parquet")) { // its writer lists a column's encodings in an order that Java draws
                bytes = rows(folder.resolve(name)).getBytes();
            } else if (name.endsWith("dataset.json")) { // where the other dataset lies is told from here
                bytes = new ObjectMapper().readValue(bytes, ObjectNode.class).without("base").toString().getBytes();
            } else if (name.endsWith("checkpoint/state.json")) {
                bytes = new ObjectMapper().readValue(bytes, ObjectNode.class).without("seconds").toString().getBytes();
            }
            System.out.println(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)) + " " + name);
        }
        Map<String, Integer> done = new TreeMap<>();
        Map<String, String> rows = new TreeMap<>();
        for (LedgerRow row : new Ledger(Storage.standard(), folder.toString()).rows()) {
            String one = row.step() + " " + row.caseName();
            if (row.status() == CaseStatus.DONE) done.merge(one, 1, Integer::sum);
            rows.put(one, Stream.of(row.patient(), row.group(), row.status(), row.reason(), row.message(),
                    new TreeMap<>(row.inputs()), row.settingsHash(), row.processorVersion(), row.software(), row.figures(),
                    row.notes()).map(Object::toString).collect(Collectors.joining(" ")));
        }
        rows.forEach((one, text) -> System.out.println("row " + one + ": " + text.replace('\n', ' ')));
        done.forEach((one, times) -> { if (times > 1) System.out.println(one + " was done " + times + " times"); });
    }
}
JAVA
classpath="$home/lib/*:${SPARK_HOME:-$home/spark}/jars/*"
"${bin}javac" -nowarn -cp "$classpath" -d "$work/classes" "$work/Look.java"
look() {
  "${bin}java" -Xshare:auto -XX:TieredStopAtLevel=1 -cp "$work/classes:$classpath" Look "$@" 2>>"$work/look.log"
}

mkdir -p "$work/source/radiomics" "$work/source/lungdx" "$work/undisturbed" "$work/tried"
look phantoms "$work/source"

# compose NAME OUT: sets `command`. Its inputs are what undisturbed runs wrote; every OUT lies equally deep.
compose() {
  local from=$work/undisturbed
  case $1 in
    ingest) command=(ingest radiomics "$work/source/radiomics" "$2") ;;
    boxes) command=(ingest lungdx "$work/source/lungdx" "$2") ;;
    preprocess) command=(preprocess student "$from/ingest" "$2") ;;
    crops) command=(preprocess teacher "$from/ingest" "$2" --edge 32) ;;
    train) command=(train teacher "$from/crops" --run "$2" --filters 4,8,16,32 --epochs 4 --accumulate 2) ;;
    student) command=(train sc-student "$from/preprocess" --run "$2" --filters 4,8,8,8,8 --epochs 1 --accumulate 2) ;;
    expand) command=(expand --teacher "$from/train/model_best.zip" "$from/boxes" "$2") ;;
    segment) command=(segment --model "$from/student/model_best.zip" "$from/ingest" "$2") ;;
    evaluate) command=(evaluate "$from/ingest/Boxes" "$from/ingest" "$2") ;;
  esac
}

milliseconds() {
  echo $(($(date +%s%N) / 1000000))
}

seconds() {
  printf '%d.%02d s' $(($1 / 1000)) $(($1 % 1000 / 10))
}

# draw LIMIT: sets `drawn` to 0 to LIMIT - 1.
RANDOM=$seed
draw() {
  drawn=$(((RANDOM * 32768 + RANDOM) % $1))
}

# pause: for as many milliseconds as were drawn.
pause() {
  sleep "$((drawn / 1000)).$(printf %03d $((drawn % 1000)))"
}

# launch: `command` in the background, its process group in `first`.
launch() {
  begun=$(milliseconds)
  "$home/submit/lungmentor" "${command[@]}" >"$work/out" 2>"$work/err" &
  first=$!
}

# await: the exit status of what was launched, in `status`, once it has ended and not merely stands still.
await() {
  status=0
  { wait -f "$first"; } 2>/dev/null || status=$?
  first=
}

# locked OUT: until the command holds its lock; false if it ended before.
locked() {
  until compgen -G "$1/.*.lock" >/dev/null; do
    kill -0 "$first" 2>/dev/null || return 1
    sleep 0.05
  done
}

# there NAME OUT: how much of the work lies there: updates in metrics.csv of a training, ledger rows and tables of an evaluation,
# else outputs.
there() {
  case $1 in
    train) (cat "$2/metrics.csv" 2>/dev/null || true) | grep -c '^update' || true ;;
    evaluate) find "$2" -type f -not -path '*/.*' 2>/dev/null | wc -l ;;
    *) find "$2" -type f -not -path '*/.*' -not -path '*/_temporary/*' -not -path '*/ledger/*' 2>/dev/null | wc -l ;;
  esac
}

problems=0
problem() {
  problems=$((problems + 1))
  echo "  PROBLEM: $*"
}

# again NAME OUT: starts what was interrupted once more and compares.
again() {
  compose "$1" "$2"
  [ "$1" != train ] || command+=(--resume)
  launch
  await
  local took=$(($(milliseconds) - begun))
  [ "$status" -eq "${statuses[$1]}" ] || problem "started again: status $status, ${statuses[$1]} undisturbed: $(tail -n 2 "$work/err" | tr '\n' ' ')"
  same "$1" "$2" || return 0
  echo "  again: $(seconds $took), status $status, the same bytes; $(tail -n 1 "$work/out")"
}

same() {
  look content "$2" >"$work/content" || problem "cannot be read: $(tail -n 1 "$work/look.log")"
  diff "$work/undisturbed/$1.content" "$work/content" >"$work/diff" || {
    problem "other content than undisturbed:"
    head -n 10 "$work/diff" | cut -c1-300
    return 1
  }
}

# undisturbed NAME: runs it once, after what it reads; whatever is compared is compared with this.
declare -A statuses=() started=() lasted=() works=()
undisturbed() {
  [ -z "${statuses[$1]:-}" ] || return 0
  case $1 in
    preprocess | crops | evaluate) undisturbed ingest ;;
    train) undisturbed crops ;;
    student) undisturbed preprocess ;;
    expand)
      undisturbed train
      undisturbed boxes
      ;;
    segment) undisturbed student ;;
  esac
  local out=$work/undisturbed/$1
  compose "$1" "$out"
  launch
  locked "$out" || true
  started[$1]=$(($(milliseconds) - begun))
  await
  lasted[$1]=$(($(milliseconds) - begun))
  works[$1]=$(there "$1" "$out")
  statuses[$1]=$status
  case $status in
    0 | 3) ;;
    *)
      cat "$work/err" >&2
      echo "Not even undisturbed this ends well: ${command[*]}" >&2
      exit 1
      ;;
  esac
  look whole "$out"
  look content "$out" >"$work/undisturbed/$1.content"
  echo "$1 undisturbed: $(seconds "${lasted[$1]}"), its lock after $(seconds "${started[$1]}"); $(tail -n 1 "$work/out")"
}

echo "Seed $seed, $kills kills a command. $(nproc) processors, $("${bin}java" -version 2>&1 | grep version), $(uname -sr)"
killed=0
for name in "${names[@]}"; do
  undisturbed "$name"
  out=$work/tried/$name
  span=$((lasted[$name] - started[$name]))
  hit=0
  tries=0
  while [ "$hit" -lt "$kills" ] && [ "$tries" -lt $((3 * kills)) ]; do
    tries=$((tries + 1))
    rm -rf "$out"
    compose "$name" "$out"
    launch
    if [ $((hit % 5)) -eq 0 ]; then
      draw "${lasted[$name]}"
    else
      locked "$out" || true
      draw "${works[$name]}"
      until [ "$(there "$name" "$out")" -ge "$drawn" ]; do
        kill -0 "$first" 2>/dev/null || break
        sleep 0.05
      done
      draw $((span / 20 + 1))
    fi
    pause
    kill -KILL -- "-$first" 2>/dev/null || true
    at=$(($(milliseconds) - begun))
    await
    [ "$status" -eq 137 ] || continue # it had ended before
    hit=$((hit + 1))
    killed=$((killed + 1))
    lock=$(compgen -G "$out/.*.lock" >/dev/null && echo "its lock there" || echo "no lock")
    echo "$name kill $hit: after $(seconds $at), $lock, $(there "$name" "$out") of ${works[$name]} there"
    torn=$(look whole "$out") || problem "$torn"
    again "$name" "$out"
  done
  [ "$hit" -eq "$kills" ] || problem "$name ended before it could be killed: $hit of $kills kills"

  rm -rf "$out"
  compose "$name" "$out"
  launch
  locked "$out" || true
  draw $((span / 2 + 1))
  pause
  kill -INT -- "-$first" 2>/dev/null || true
  asked=$(milliseconds)
  await
  echo "$name Ctrl-C: ended $(seconds $(($(milliseconds) - asked))) later, status $status, $(there "$name" "$out") of ${works[$name]} there; says: $(tail -n 1 "$work/err")"
  [ "$status" -eq 130 ] || problem "the status of Ctrl-C is 130"
  ! grep -q '^lungmentor:' "$work/err" || problem "Ctrl-C is no error: $(grep -m 1 '^lungmentor:' "$work/err")"
  torn=$(look whole "$out") || problem "$torn"
  [ -z "$(find "$out" -name '.*' 2>/dev/null)" ] || problem "left behind: $(find "$out" -name '.*' | head -n 3 | tr '\n' ' ')"
  again "$name" "$out"

  rm -rf "$out"
  compose "$name" "$out"
  launch
  locked "$out" || true
  kill -STOP -- "-$first" # stands still, so that the other surely meets it
  second=0
  said=$("$home/submit/lungmentor" "${command[@]}" -q 2>&1 >/dev/null) || second=$?
  kill -CONT -- "-$first"
  await
  echo "$name twice at once: the second has status $second and says: $(tail -n 1 <<<"$said" | sed "s|$work|WORK|")"
  [ "$second" -eq 75 ] || problem "the status of the second is 75"
  [ "$status" -eq "${statuses[$name]}" ] || problem "the first has status $status"
  same "$name" "$out" && echo "  the first: status $status, the same bytes"
done
echo "$killed kills, ${#names[@]} Ctrl-C, ${#names[@]} times two at once: $problems problems"
[ "$problems" -eq 0 ]
