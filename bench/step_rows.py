#!/usr/bin/python3
"""Forward passes and updates of our networks beside PyTorch's, in turn.

For each row: ours in float32, ours in bfloat16, PyTorch in float32 (bench/torch_unet.py), the same sizes, threads and number of
cases an update, ROUNDS times; prints every command with its raw result, then what a round's best gives.

  step_rows.py --home app/target/dist                     all rows
  step_rows.py --home app/target/dist --rows sc-96 --rounds 2

--peer-env NAME=VALUE goes to PyTorch's environment: its allocator can be helped that way (MALLOC_MMAP_THRESHOLD_=..., say).
"""
import argparse
import json
import os
import subprocess
import sys

ROWS = {
    "teacher-64": ("teacher", (64, 64, 64), 8),
    "teacher-128": ("teacher", (128, 128, 128), 8),
    "sc-96": ("sc-student", (96, 96, 96), 8),
    "sc-lung": ("sc-student", (160, 208, 192), 1),
    "dc-lung": ("dc-student", (160, 208, 192), 1),
}
JAVA = ["java", "-Xmx2g", "-XX:+UseSerialGC", "--add-modules=jdk.incubator.vector", "-Dorg.bytedeco.javacpp.maxbytes=20g",
        "-Dorg.bytedeco.javacpp.maxphysicalbytes=20g"]


def run(command, shown, more):
    print("    $", shown, flush=True)
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, **more}, check=True)
    line = done.stdout.decode().strip().splitlines()[-1]
    print("    " + line, flush=True)
    return json.loads(line)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", required=True)
    parser.add_argument("--rows", nargs="+", choices=list(ROWS), default=list(ROWS))
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--peer-env", nargs="*", default=[])
    parser.add_argument("--precisions", nargs="+", default=["float32", "bfloat16"])
    args = parser.parse_args()
    peer_env = dict(pair.split("=", 1) for pair in args.peer_env)
    here = os.path.dirname(os.path.abspath(__file__))
    class_path = f"{args.home}/lib/*:{args.home}/spark/jars/*"
    for row in args.rows:
        network, size, accumulate = ROWS[row]
        what = ["--network", network, "--size", *map(str, size), "--threads", str(args.threads),
                "--accumulate", str(accumulate), "--repeat", str(args.repeat)]
        results = {}
        for _ in range(args.rounds):
            for precision in args.precisions:
                ours = what + ["--precision", precision]
                results.setdefault(precision, []).append(
                    run(JAVA + ["-cp", class_path, "org.lungmentor.train.bench.StepBench"] + ours,
                        "java ... StepBench " + " ".join(ours), {"OMP_NUM_THREADS": "1"}))
            results.setdefault("peer", []).append(
                run([sys.executable, os.path.join(here, "torch_unet.py"), "bench"] + what,
                    " ".join(args.peer_env + ["torch_unet.py bench"] + what), {"OMP_NUM_THREADS": str(args.threads), **peer_env}))
        peer = best(results["peer"])
        print(f"{row}: PyTorch {peer['torch']} forward {peer['forward']:.3f} s, update {peer['update']:.3f} s, {peer['peak']:.0f} MiB")
        for precision in args.precisions:
            ours = best(results[precision])
            print(f"{row}: {precision} forward {ours['forward']:.3f} s (peer / ours {peer['forward'] / ours['forward']:.2f}), update "
                  f"{ours['update']:.3f} s ({peer['update'] / ours['update']:.2f}), {ours['peak']:.0f} MiB", flush=True)


def best(runs):
    return {"torch": runs[0].get("torch"),
            "forward": min(r["forward"]["best_s"] for r in runs),
            "update": min(r["forward_backward_adam"]["best_s"] for r in runs),
            "peak": min(r["peak_rss_mib"] for r in runs)}


if __name__ == "__main__":
    main()
