#!/usr/bin/env bash
# standalone.sh [--deploy-mode client|cluster] COMMAND [OPTION...]
# Runs a lungmentor command on a Spark standalone cluster of this machine's own: a Master and a Worker on loopback, started
# for the command from the distribution's Spark home and ended with it. A cluster in small, to see that what works in one
# process works through spark-submit too. Name folders absolutely: executors, and in cluster mode the driver, work elsewhere.
#
# Example: submit/standalone.sh --deploy-mode cluster preprocess teacher /data/radiomics /data/radiomics-teacher
#
# SPARK_HOME               another Spark 3.5 with Scala 2.12
# LUNGMENTOR_PROPERTIES    settings of the cluster's jobs; else conf/spark/standalone.conf: two executors of one core
# LUNGMENTOR_WORKER_CORES  what the Worker offers; else 3: two executors and, in cluster mode, the driver
# LUNGMENTOR_WORKER_MEMORY else 8g
# LUNGMENTOR_HEAP          the driver's heap; else 1g
# LUNGMENTOR_KEEP=FOLDER   leaves the logs of Master, Worker, executors and driver there
#
# The exit status is the command's. In cluster mode Spark reports success or failure alone: 0 or 1.
set -euo pipefail

fail() {
  echo "standalone.sh: $*" >&2
  exit 1
}

mode=client
case ${1:-} in
  --deploy-mode)
    mode=${2:-}
    shift 2 || true
    ;;
esac
case $mode in client | cluster) ;; *) fail "--deploy-mode is client or cluster, not '$mode'." ;; esac
[ $# -gt 0 ] || fail "which command? As in: standalone.sh preprocess teacher /data/radiomics /data/radiomics-teacher"

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
home=$(cd "$here/.." && pwd -P)
[ -d "$home/lib" ] || home=$home/app/target/dist
# Builds the distribution if there is none.
[ -d "$home/lib" ] || "$here/lungmentor" --version >/dev/null
export SPARK_HOME=${SPARK_HOME:-$home/spark}
export SPARK_LOCAL_IP=127.0.0.1

logs=${LUNGMENTOR_KEEP:-$(mktemp -d)}
mkdir -p "$logs"
daemons=()
stop() {
  for pid in ${daemons[@]+"${daemons[@]}"}; do kill "$pid" 2>/dev/null || true; done
  for pid in ${daemons[@]+"${daemons[@]}"}; do wait "$pid" 2>/dev/null || true; done
  [ -n "${LUNGMENTOR_KEEP:-}" ] || rm -rf "$logs"
}
trap stop EXIT
trap 'exit 130' INT TERM

# await LOG WORDS PID: until the log holds the words, at most a minute.
await() {
  for _ in $(seq 300); do
    if grep -q "$2" "$1" 2>/dev/null; then return; fi
    kill -0 "$3" 2>/dev/null || break
    sleep 0.2
  done
  tail -n 20 "$1" >&2
  fail "Spark did not start: see above."
}

# Ports are chosen by the system, so that several can run at once. setsid: Ctrl-C is for the command, not for the daemons.
SPARK_DAEMON_MEMORY=512m setsid "$SPARK_HOME/bin/spark-class" org.apache.spark.deploy.master.Master \
  --host 127.0.0.1 --port 0 --webui-port 0 >"$logs/master.log" 2>&1 &
daemons+=($!)
await "$logs/master.log" "Starting Spark master at" "${daemons[0]}"
url=$(sed -n 's|.*Starting Spark master at \(spark://[0-9.:]*\).*|\1|p' "$logs/master.log")

SPARK_DAEMON_MEMORY=512m setsid "$SPARK_HOME/bin/spark-class" org.apache.spark.deploy.worker.Worker \
  --host 127.0.0.1 --webui-port 0 --cores "${LUNGMENTOR_WORKER_CORES:-3}" --memory "${LUNGMENTOR_WORKER_MEMORY:-8g}" \
  --work-dir "$logs/work" "$url" >"$logs/worker.log" 2>&1 &
daemons+=($!)
await "$logs/worker.log" "Successfully registered with master" "${daemons[1]}"

properties=${LUNGMENTOR_PROPERTIES:-$home/conf/spark/standalone.conf}
[ -f "$properties" ] || fail "there is no $properties: point LUNGMENTOR_PROPERTIES at a file of Spark settings."
export LUNGMENTOR_HEAP=${LUNGMENTOR_HEAP:-1g}
export LUNGMENTOR_SUBMIT="--deploy-mode $mode --properties-file $properties"

status=0
if [ "$mode" = client ]; then
  "$home/submit/lungmentor" "$@" --master "$url" || status=$?
else
  # spark-submit ends with 0 whatever became of the driver: its last words tell.
  "$home/submit/lungmentor" "$@" --master "$url" >"$logs/submit.log" 2>&1 || status=1
  grep -q "State of driver .* is FINISHED" "$logs/submit.log" || status=1
  # The driver ran within the Worker: what it said lies there.
  cat "$logs"/work/driver-*/stdout 2>/dev/null || cat "$logs/submit.log" >&2
  sed '/^Launch Command:/d; /^=*$/d' "$logs"/work/driver-*/stderr >&2 2>/dev/null || true
fi
exit "$status"
