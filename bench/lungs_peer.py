#!/usr/bin/python3
"""The peer of bench/LungsBench.java: lungs of one scan by R231 in PyTorch, and all around it in scipy and scikit-image (torch_lungmask.py).

    lungs_peer.py weights OUT.pth                                   random weights of the published size
    lungs_peer.py lungs WEIGHTS.pth SCAN.nii.gz THREADS MAP.npy     one line of JSON: seconds, imports and loading not counted
"""
import json
import resource
import sys
import time

import nibabel
import numpy as np
import scipy
import torch

import torch_lungmask as r231

BATCH = 1  # the fastest here; lungmask's default of 20 takes more than twice as long on this processor


def weights(out):
    """Random, but for one channel that carries the input to the last layer: what is dark becomes class 1, so that
    there are as many pieces to mend as on a scan, and not as many as in noise."""
    net = r231.R231()
    r231.fill(net, 7)
    with torch.no_grad():
        last_step = net.up_path[3].conv_block.block
        for block, first in ((net.down_path[0].block, 0), (last_step, 64)):
            for convolution, norm, channel in ((0, 2, first), (3, 5, 0)):
                block[convolution].weight[0] = 0
                block[convolution].weight[0, channel, 1, 1] = 1
                block[convolution].bias[0] = 0
                block[norm].weight[0] = 1
                block[norm].bias[0] = 0
                block[norm].running_mean[0] = 0
                block[norm].running_var[0] = 1
        net.last.weight.zero_()
        net.last.bias.zero_()
        net.last.weight[1, 0] = -20
        net.last.bias[1] = 7
        net.last.bias[2] = -20
    torch.save(net.state_dict(), out)


def lps(image):
    """[slices, rows, columns] of an image whose axes are the patient's, and the way back."""
    to = nibabel.orientations.ornt_transform(
        nibabel.io_orientation(image.affine), nibabel.orientations.axcodes2ornt("LPS"))
    back = nibabel.orientations.ornt_transform(
        nibabel.orientations.axcodes2ornt("LPS"), nibabel.io_orientation(image.affine))
    volume = nibabel.orientations.apply_orientation(np.asarray(image.dataobj), to)
    return volume.transpose(2, 1, 0), lambda m: nibabel.orientations.apply_orientation(m.transpose(2, 1, 0), back)


def lungs(file, scan, threads, out):
    torch.set_num_threads(threads)
    net = r231.R231()
    net.load_state_dict(torch.load(file))
    net.eval()
    volume, back = lps(nibabel.load(scan))
    wall, cpu = time.perf_counter(), time.process_time()
    crops, boxes = r231.preprocess(volume)
    inputs = torch.from_numpy(r231.to_input(crops).astype(np.float32))[:, None]
    before = time.perf_counter() - wall
    with torch.no_grad():
        classes = [net(batch).argmax(1).numpy() for batch in inputs.split(BATCH)]
    network = time.perf_counter() - wall - before
    labels = r231.postprocess(np.concatenate(classes).astype(np.uint8))
    found = back(np.stack([r231.restore(m, b, volume.shape[1:]) for m, b in zip(labels, boxes)]))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    np.save(out, np.asfortranarray(found))
    print(json.dumps({
        "seconds": round(wall, 2), "cpu": round(cpu, 2), "before": round(before, 2), "network": round(network, 2),
        "after": round(wall - before - network, 2),
        "peak_rss_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024), "threads": threads,
        "torch": torch.__version__, "scipy": scipy.__version__}))


if sys.argv[1] == "weights":
    weights(sys.argv[2])
else:
    lungs(sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5])
