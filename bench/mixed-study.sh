#!/usr/bin/env bash
# bench/mixed-study.sh LUNGMENTOR CROPS SPLITS WORK: what do a teacher's labels add where a tenth of the crops has masks and all have
# boxes? For each seed: a teacher of the tenth; then students, all with as many steps, from the tenth's masks alone (strong), from these
# and the teacher's labels of the other crops (soft, and once more by the teacher's confidence), from these and the other crops'
# boxes (boxes: two decoders, no teacher), and from all masks (all). Prints the test parts' Dice scores.
# LUNGMENTOR is a distribution (app/target/dist); CROPS a preprocessed folder of 32^3 crops; SPLITS a JSON file with
# seeds/N/{train,validation,test}. SEEDS="0 1 2". One thread a run. Needs a JDK 17. See docs/results.md.
set -euo pipefail
dist=$(cd "$1" && pwd)
crops=$(cd "$2" && pwd)
splits=$3
mkdir -p "$4"
work=$(cd "$4" && pwd)
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

java_of() { java --add-modules jdk.incubator.vector -cp "$dist/lib/*:$dist/spark/jars/*" "$here/$1.java" "${@:2}" 2>/dev/null; }

# train NETWORK RUN EPOCHS OPTION...
train() {
  [ -e "$2/done" ] || "$dist/submit/lungmentor" train "$1" --run "$2" --epochs "$3" --patience "$3" --learning-rate 0.001 \
    --accumulate 2 --flip 0.5 --turns none --best dsc --max-repeat 1 --threads 1 -q "${@:4}"
  touch "$2/done"
}

for seed in ${SEEDS:-0 1 2}; do
  at=$work/$seed
  [ -e "$at/tenth.json" ] || java_of MixedCrops tenth "$crops" "$splits" "$seed" "$at"
  # The tenth has a tenth of the steps an epoch: ten times the epochs.
  train teacher "$at/teacher" 390 "$crops" --split "$at/tenth.json" --seed "$seed" --filters 8,16,32,64
  [ -e "$at/arms.json" ] || java_of MixedCrops label "$crops" "$at" "$at/teacher"
  student=(--seed "$seed" --filters 8,16,32,64,128)
  train sc-student "$at/strong-only" 390 "$at/strong" --split "$at/arms.json#/strong" "${student[@]}"
  train sc-student "$at/soft-labels" 40 "$at/strong" "$at/soft" --split "$at/arms.json#/soft" "${student[@]}"
  train sc-student "$at/soft-by-confidence" 40 "$at/strong" "$at/soft" --split "$at/arms.json#/soft" "${student[@]}" \
    --soft-weight confidence
  train dc-student "$at/boxes-alone" 40 "$at/strong" "$at/boxes" --split "$at/arms.json#/boxes" "${student[@]}"
  train sc-student "$at/all-masks" 40 "$at/strong" --split "$at/arms.json#/all" "${student[@]}"
  java_of TestDsc "$at/teacher" "$crops" >"$at/teacher/test.txt"
  for arm in strong-only soft-labels soft-by-confidence boxes-alone all-masks; do
    java_of TestDsc "$at/$arm" "$at/strong" >"$at/$arm/test.txt"
  done
  for arm in teacher strong-only soft-labels soft-by-confidence boxes-alone all-masks; do
    echo "seed $seed, $arm: $(tail -1 "$at/$arm/test.txt")"
  done
done
