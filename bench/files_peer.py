#!/usr/bin/python3
"""The peers of bench/FilesBench.java: the same work by what researchers use now. Prints seconds, imports not counted.

    files_peer.py contours STRUCTURES.dcm FIRST_SLICE.dcm SLICES     pydicom, skimage
    files_peer.py read VOLUME.nii.gz                                 nibabel
    files_peer.py write VOLUME.nii.gz OUT.nii.gz                     nibabel, its default level 1
    files_peer.py versions
"""
import sys
import time


def contours(structures, first, slices):
    import numpy as np
    import pydicom
    from skimage.draw import polygon

    start = time.perf_counter()
    ct = pydicom.dcmread(first, stop_before_pixels=True)
    row_mm, column_mm = (float(v) for v in ct.PixelSpacing)
    x0, y0, z0 = (float(v) for v in ct.ImagePositionPatient)
    mask = np.zeros((slices, ct.Rows, ct.Columns), np.uint8)
    step = float(ct.SliceThickness)
    for contour in pydicom.dcmread(structures).ROIContourSequence[0].ContourSequence:
        points = np.array(contour.ContourData, float).reshape(-1, 3)
        z = round((points[0, 2] - z0) / step)
        rows, columns = polygon((points[:, 1] - y0) / row_mm, (points[:, 0] - x0) / column_mm, mask.shape[1:])
        mask[z, rows, columns] = 1
    seconds = time.perf_counter() - start
    return seconds, int(mask.sum())


def read(path):
    import nibabel
    import numpy as np

    start = time.perf_counter()
    volume = nibabel.load(path).get_fdata(dtype=np.float32)
    return time.perf_counter() - start, volume.size


def write(path, out):
    import nibabel
    import numpy as np

    image = nibabel.load(path)
    image = nibabel.Nifti1Image(np.asarray(image.dataobj), image.affine)
    start = time.perf_counter()
    nibabel.save(image, out)
    return time.perf_counter() - start, 0


def versions():
    import nibabel
    import numpy
    import pydicom
    import skimage

    print("pydicom", pydicom.__version__, "skimage", skimage.__version__, "nibabel", nibabel.__version__,
          "numpy", numpy.__version__, "Python", sys.version.split()[0])


if __name__ == "__main__":
    what, arguments = sys.argv[1], sys.argv[2:]
    if what == "versions":
        versions()
    elif what == "contours":
        print("%.6f %d" % contours(arguments[0], arguments[1], int(arguments[2])))
    else:
        print("%.6f %d" % {"read": read, "write": write}[what](*arguments))
