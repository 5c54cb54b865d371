#!/usr/bin/env python3
"""Writes the cases of this folder. Python's standard library only; run it in the folder.

The expected masks come from a point-by-point count of crossings in exact fractions: not the algorithm of any program
that the cases are meant to test. See README.md for what a case holds.
"""
import json
import math
from fractions import Fraction as F

AXIAL = dict(columns=16, rows=12, slices=5, origin=["0", "0", "0"], rowCosines=["1", "0", "0"],
             columnCosines=["0", "1", "0"], columnSpacing="1", rowSpacing="1", sliceSpacing="3")


def image(**changes):
    return {**AXIAL, **changes}


def contour(points, kind="CLOSED_PLANAR", count=None, data=None):
    text = data if data is not None else "\\".join(str(c) for p in points for c in p)
    return {"type": kind, "points": len(points) if count is None else count, "data": text}


def square(low, high, z, **more):
    return contour([(low, low, z), (high, low, z), (high, high, z), (low, high, z)], **more)


def box(x0, y0, x1, y1, z, **more):
    return contour([(x0, y0, z), (x1, y0, z), (x1, y1, z), (x0, y1, z)], **more)


def cross(a, b):
    return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]


def indices(point, im):
    """Column, row and slice (fractional) of a point in patient coordinates."""
    r = [F(c) for c in im["rowCosines"]]
    c = [F(v) for v in im["columnCosines"]]
    n = cross(r, c)
    d = [F(str(p)) - F(o) for p, o in zip(point, im["origin"])]
    dot = lambda a, b: sum(x * y for x, y in zip(a, b))
    return (dot(d, r) / F(im["columnSpacing"]), dot(d, c) / F(im["rowSpacing"]), dot(d, n) / F(im["sliceSpacing"]))


def inside(polygon, col, row):
    odd = False
    for (x0, y0), (x1, y1) in zip(polygon, polygon[1:] + polygon[:1]):
        if (y0 <= row) != (y1 <= row):
            cut = x0 + (row - y0) * (x1 - x0) / (y1 - y0)
            odd ^= cut <= col
    return odd


def mask(im, filled):
    """Slice number to rows of '.' and '#', from the contours that are to be filled."""
    slices = {}
    for one in filled:
        numbers = one["data"].split("\\")
        points = [indices(numbers[i:i + 3], im) for i in range(0, len(numbers), 3)]
        k = math.floor(sum(p[2] for p in points) / len(points) + F(1, 2))
        slices.setdefault(k, []).append([(p[0], p[1]) for p in points])
    rows = {}
    for k, polygons in sorted(slices.items()):
        rows[str(k)] = ["".join(".#"[sum(inside(p, x, y) for p in polygons) % 2] for x in range(im["columns"]))
                        for y in range(im["rows"])]
    return {k: r for k, r in rows.items() if any("#" in line for line in r)}


def case(name, about, contours, im=None, filled=None, counts=None, refused=None, seen=None):
    im = im or image()
    expected = {"refused": refused} if refused else {
        "mask": mask(im, contours if filled is None else filled), "counts": counts or {}}
    whole = {"about": about, **({"seenIn": seen} if seen else {}), "image": im, "contours": contours,
             "expected": expected}
    with open(name + ".json", "w", encoding="utf-8") as out:
        json.dump(whole, out, indent=1)
        out.write("\n")


def main():
    case("ring", "A contour within another one on the same slice is a hole: the ring stays a ring.",
         [square(1, 11, 3), square(4, 8, 3)], seen="dcmrtstruct2nii #31")
    case("island-in-a-hole", "A third contour within the hole is tissue again, whatever the order in the file.",
         [square(5, 7, 3), square(1, 11, 3), square(3, 9, 3)], seen="platipy #244")
    case("xor-type", "CLOSEDPLANAR_XOR is filled like CLOSED_PLANAR: by even and odd.",
         [square(1, 11, 3, kind="CLOSEDPLANAR_XOR"), square(4, 8, 3, kind="CLOSEDPLANAR_XOR")])
    case("keyhole", "One path that goes in, around the hole and out again the same way leaves the hole out.",
         [contour([(1, 1, 3), (11, 1, 3), (11, 11, 3), (1, 11, 3), (1, 6, 3), (4, 6, 3), (4, 9, 3), (8, 9, 3),
                   (8, 4, 3), (4, 4, 3), (4, 6, 3), (1, 6, 3)])])
    case("overlapping-contours", "What two contours of a slice share is in neither: even and odd, as for LUNG1-001's lungs.",
         [square(1, 7, 3), square(4, 10, 3)], seen="NSCLC-Radiomics LUNG1-001")
    case("figure-of-eight", "A path that crosses itself fills both halves.",
         [contour([(1, 1, 3), (9, 9, 3), (9, 1, 3), (1, 9, 3)])])
    case("touching-the-border", "A contour on and beyond the edge of the image is cut off there and nothing wraps around.",
         [box("-3.5", "-2", "4.2", "5", 3), box("12.5", "8.5", "19", "14", 3)], seen="dcmrtstruct2nii #39")
    case("rows-unequal-columns", "More columns than rows, unequal spacings: rows and columns are not exchanged.",
         [contour([("2.2", "1.1", 3), ("18.8", "2.3", 3), ("6.1", "8.7", 3)])],
         im=image(columns=20, rows=7, columnSpacing="1.2", rowSpacing="1.5"), seen="dcmrtstruct2nii #28")
    case("empty-mask", "Contours that cover no voxel centre are refused: an empty mask is not written silently.",
         [box("3.2", "3.2", "3.8", "3.8", 3), box("3.2", "3.2", "3.8", "3.8", 6)], refused="roi-empty",
         seen="dcmrtstruct2nii #49")
    case("sub-pixel-contour", "A contour of 0.12 mm beside a large one: the large one is filled, the small one counted.",
         [square(2, 8, 3), box("10.4", "4.4", "10.52", "4.52", 3), box("10.4", "4.4", "10.52", "4.52", 6),
          square(2, 8, 9)], counts={"contoursVanished": 2}, seen="vv #117")
    # one turn about x by the angle whose cosine and sine are 24/25 and 7/25, exact in decimals
    c, s = F(24, 25), F(7, 25)
    oblique = image(rowCosines=["1", "0", "0"], columnCosines=["0", "0.96", "0.28"], origin=["-5", "10", "-40"])

    def turned(points):
        placed = []
        for x, y, k in points:
            z = 3 * k
            placed.append((f"{float(x) - 5:.2f}", f"{float(F(str(y)) * c - z * s + 10):.2f}",
                           f"{float(F(str(y)) * s + z * c - 40):.2f}"))
        return contour(placed)
    case("oblique-planes", "Slices tilted by 16 degrees, coordinates rounded to 0.01 mm: no slice is lost.",
         [turned([("2.3", "1.3", k), ("9.6", "2.4", k), ("11.3", "8.7", k), ("3.4", "9.6", k)]) for k in range(5)],
         im=oblique, seen="platipy #165")
    case("slices-downwards", "Rows run to the patient's right: the normal points to the feet, slice 0 is the highest.",
         [contour([(-2, 2, -3), (-9, 2, -3), (-9, 7, -3)])],
         im=image(rowCosines=["-1", "0", "0"]))
    case("half-open-edges", "Edges on voxel centres: the lower and the left side belong, the upper and the right do not.",
         [box(2, 3, 5, 6, 3)])
    case("neighbours", "Two contours that share an edge share no voxel and lose none between them.",
         [contour([(1, 1, 3), ("6.3", 1, 3), ("9.7", 10, 3), (1, 10, 3)]),
          contour([(14, 1, 3), (14, 10, 3), ("9.7", 10, 3), ("6.3", 1, 3)])])
    case("repeated-contour", "A contour that is there twice exactly counts once.",
         [square(2, 8, 3), square(2, 8, 3)], filled=[square(2, 8, 3)], counts={"contoursRepeated": 1})
    point = contour([(3, 3, 3)], kind="POINT")
    case("points-and-open-paths", "POINT, OPEN_PLANAR and OPEN_NONPLANAR enclose nothing: ignored and counted.",
         [point, square(2, 8, 3, kind="OPEN_PLANAR"), square(2, 8, 3, kind="OPEN_NONPLANAR"), square(4, 6, 3)],
         filled=[square(4, 6, 3)], counts={"contoursIgnored": 3})
    case("points-only", "A region of points has no area.", [point], refused="roi-empty")
    case("broken-contours",
         "Two points, a NaN, two coordinates for a point, text, data cut off: refused one by one, the whole one is filled.",
         [contour([(1, 1, 3), (9, 9, 3)]), contour([], count=3, data="1\\1\\3\\9\\NaN\\3\\9\\9\\3"),
          contour([], count=4, data="1\\1\\3\\9\\1\\3\\9\\9\\3\\1\\9"),
          contour([], count=3, data="1\\1\\3\\9\\x\\3\\9\\9\\3"),
          contour([], count=40, data="1\\1\\3\\9\\1\\3\\9\\9\\3"), contour([], count=0, data=""), square(2, 8, 6)],
         filled=[square(2, 8, 6)], counts={"contoursRefused": 6})
    case("only-broken-contours", "None left that can be used.",
         [contour([(1, 1, 3), (9, 9, 3)]), contour([], count=3, data="1\\1\\3\\9\\inf\\3\\9\\9\\3")], refused="roi-empty")
    case("beyond-the-slices", "Contours below the first and above the last slice are left out and counted.",
         [square(2, 8, z) for z in (-30, -6, 0, 3, 6, 9, 12, 15, 60)],
         filled=[square(2, 8, z) for z in (0, 3, 6, 9, 12)], counts={"contoursOutside": 4},
         seen="NSCLC-Radiomics LUNG1-001, cut to 36 of 134 slices")
    case("wholly-beyond-the-slices", "A region of another part of the patient.", [square(2, 8, 60)],
         refused="roi-outside")
    case("wholly-beside-the-image", "A region beside the field of view.", [square(40, 48, 3)], refused="roi-outside")
    case("gap", "A slice without contour between slices with one stays empty, and is counted.",
         [square(2, 8, 3), square(2, 8, 9)], counts={"contourGapSlices": 1})
    case("inexact-planes", "Positions with rounding noise (z of 3.00000152587), as some writers leave it.",
         [contour([(2, 2, "3.00000152587"), (8, 2, "3.00000152587"), (8, 8, "2.99999847"), (2, 8, "3")])],
         seen="CERR, the IBSI radiomics phantom")
    case("whole-set-shifted", "All contours 1.2 mm from their slices, as on a grid of other slice centres: nearest slice.",
         [square(2, 8, "4.2"), square(3, 8, "7.2"), square(4, 8, "10.2")])
    case("between-slices", "More than 5 % of the contours lie on planes of another grid.",
         [square(2, 8, 3), square(2, 8, "4.5"), square(2, 8, 6), square(2, 8, "7.5"), square(2, 8, 9)],
         refused="contours-off-slices")
    slope = contour([(2, 2, 3), (8, 2, 3), (8, 8, 5), (2, 8, 5)])
    case("slanting-contours", "Contours that are not parallel to the slices, more than 5 % of them.",
         [square(2, 8, 3), slope], refused="contours-off-slices")
    many = [box(i % 4 * 3 + 1, i // 4 * 3 + 1, i % 4 * 3 + 3, i // 4 * 3 + 3, z)
            for z in (3, 6) for i in range(12)]
    case("one-slanting-contour", "One of 25 contours is not parallel to the slices: left out and counted.",
         many + [slope], filled=many, counts={"contoursOffSlices": 1})


if __name__ == "__main__":
    main()
