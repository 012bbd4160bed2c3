#!/usr/bin/env python3
"""Measures a cut file by ezdxf alone; shares nothing with the program that wrote it.

    measure_dxf.py FILE --svg FILE --edge MM

Holds when the file passes ezdxf's audit, is in millimetres, has only LINE and POLYLINE, its 100 mm rulers and its hairline
are true, and its hairline lies where that of the printed sheet lies. Exit 0, or 1 with one line for each fault.
"""
import argparse
import math
import sys
import xml.etree.ElementTree as xml

import ezdxf

TOLERANCE_MM = 0.001


def length_of(points):
    return sum(math.dist(a, b) for a, b in zip(points, points[1:]))


def points_of(entity):
    if entity.dxftype() == "LINE":
        return [(entity.dxf.start.x, entity.dxf.start.y), (entity.dxf.end.x, entity.dxf.end.y)]
    return [(vertex.dxf.location.x, vertex.dxf.location.y) for vertex in entity.vertices]


def svg_hairline(path):
    root = xml.parse(path).getroot()
    name = "{http://www.w3.org/2000/svg}"
    height = float(root.get("viewBox").split()[3])
    for group in root.iter(name + "g"):
        if group.get("id") == "draw":
            line = max(group.iter(name + "polyline"), key=lambda shape: len(shape.get("points")))
            pairs = (pair.split(",") for pair in line.get("points").split())
            return [(float(x), height - float(y)) for x, y in pairs]
    return []


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--svg", required=True)
    parser.add_argument("--edge", type=float, required=True)
    arguments = parser.parse_args()
    drawing = ezdxf.readfile(arguments.file)
    faults = [f"audit: {error.message}" for error in drawing.audit().errors]
    if drawing.dxfversion != "AC1015" or drawing.header["$INSUNITS"] != 4:
        faults.append(f"version {drawing.dxfversion}, units {drawing.header['$INSUNITS']}")
    layers = {}
    for entity in drawing.modelspace():
        if entity.dxftype() not in ("LINE", "POLYLINE"):
            faults.append(f"there is a {entity.dxftype()}")
            continue
        layers.setdefault(entity.dxf.layer, []).append(points_of(entity))
    if set(layers) != {"cut", "draw", "marks", "ruler", "words"}:
        faults.append(f"layers are {sorted(layers)}")
    hairlines = layers.get("draw", [])
    if len(hairlines) != 1 or abs(length_of(hairlines[0]) - arguments.edge) > 0.01:
        faults.append(f"hairlines {[length_of(line) for line in hairlines]} mm, not {arguments.edge}")
    printed = svg_hairline(arguments.svg)
    # The cut file may have more points between those of the printed sheet.
    if hairlines and (not printed or max(min(math.dist(a, b) for b in hairlines[0]) for a in printed) > TOLERANCE_MM):
        faults.append("the hairline lies elsewhere than on the printed sheet")
    rulers = [length_of(line) for line in layers.get("ruler", []) if len(line) == 2 and length_of(line) > 90.0]
    if len(rulers) != 2 or max(abs(ruler - 100.0) for ruler in rulers) > TOLERANCE_MM:
        faults.append(f"rulers {rulers} mm")
    print(f"hairline {[round(length_of(line), 4) for line in hairlines]} mm, rulers {rulers} mm")
    print("\n".join(faults))
    return 1 if faults else 0


sys.exit(main())
