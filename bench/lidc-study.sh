#!/usr/bin/env bash
# bench/lidc-study.sh LUNGMENTOR CROPS SPLITS WORK: is our trainer as good as PyTorch's? Trains unet and teacher on the same
# crops and splits as a study in PyTorch, three seeds each, and prints the test parts' Dice scores.
# LUNGMENTOR is a distribution (app/target/dist); CROPS a preprocessed folder of 32^3 crops; SPLITS a JSON file with
# seeds/N/{train,validation,test}. SEEDS="0 1 2", PRECISION=float32|bfloat16. One thread a run. Needs a JDK 17. See docs/results.md.
set -euo pipefail
dist=$(cd "$1" && pwd)
crops=$2
splits=$3
mkdir -p "$4"
work=$(cd "$4" && pwd)
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for seed in ${SEEDS:-0 1 2}; do
  for network in unet teacher; do
    run=$work/$network-$seed
    [ -e "$run/model_best.zip" ] || "$dist/submit/lungmentor" train "$network" "$crops" --run "$run" \
      --split "$splits#/seeds/$seed" --seed "$seed" --filters 8,16,32,64 --epochs 40 --patience 40 \
      --learning-rate 0.001 --accumulate 2 --flip 0.5 --turns none --best dsc --max-repeat 1 --threads 1 --precision "${PRECISION:-float32}" -q
    java --add-modules jdk.incubator.vector -cp "$dist/lib/*:$dist/spark/jars/*" "$here/TestDsc.java" "$run" "$crops" \
      >"$run/test.txt" 2>/dev/null
    echo "$network seed $seed: $(tail -1 "$run/test.txt")"
  done
done
