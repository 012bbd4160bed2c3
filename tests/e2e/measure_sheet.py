#!/usr/bin/env python3
"""Measures a printed stencil as a practitioner's ruler would, from the file alone.

PDF is read through mupdf (vector paths), poppler (words, ink) and qpdf (viewer preferences), SVG as plain XML.
Shares nothing with the program that wrote the file.

    measure_sheet.py FILE [--edge MM] [--paper WxH] [--pages N]

Prints what it measured. Exit 0 when all of it holds, 1 with one line for each thing that does not, 2 on bad usage.
"""
import argparse
import math
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
from pathlib import Path

MM = 25.4 / 72.0
RULER_TOLERANCE_MM = 0.02
EDGE_TOLERANCE = 0.005
MARGIN_MM = 6.0


def output_of(*command):
    return subprocess.run(command, check=True, capture_output=True).stdout


class Page:
    """Lines in mm: (points, closed, dashed, width, is_hairline)."""

    def __init__(self, width, height):
        self.width, self.height, self.lines, self.words, self.ink = width, height, [], [], None
        self.turned_words = []  # (word, way, across, (from, to) along the way, (from, to) across it)


def pdf_pages(path):
    pages = []
    trace = output_of("mutool", "trace", str(path)).decode("utf-8", "replace")
    for part in re.split(r"(?=<page )", trace)[1:]:
        box = re.search(r'mediabox="([^"]+)"', part).group(1).split()
        page = Page((float(box[2]) - float(box[0])) * MM, (float(box[3]) - float(box[1])) * MM)
        for kind, head, body in re.findall(r"<(stroke|fill)_path ([^>]*)>(.*?)</\1_path>", part, re.S):
            a, b, c, d, e, f = map(float, re.search(r'transform="([^"]+)"', head).group(1).split())
            points = [((a * x + c * y + e) * MM, (b * x + d * y + f) * MM)
                      for x, y in ((float(x), float(y)) for x, y in
                                   re.findall(r'<(?:moveto|lineto) x="([^"]+)" y="([^"]+)"', body))]
            width = float(re.search(r'linewidth="([^"]+)"', head).group(1)) * MM if kind == "stroke" else 0.0
            page.lines.append((points, "<closepath" in body, " dash=" in head, width,
                               len(points) > 20 and "<closepath" not in body and " dash=" not in head and width > 0.45))
        pages.append(page)
    return pages


def add_words_and_ink(path, pages):
    boxes = output_of("pdftotext", "-bbox", str(path), "-").decode("utf-8")
    for page, part in zip(pages, boxes.split("<page ")[1:]):
        for word in re.findall(r'xMin="([^"]+)" yMin="([^"]+)" xMax="([^"]+)" yMax="([^"]+)">([^<]*)<', part):
            page.words.append(tuple(float(v) * MM for v in word[:4]) + (word[4],))
    text = output_of("mutool", "draw", "-q", "-F", "stext", str(path)).decode("utf-8", "replace")
    for page, part in zip(pages, re.split(r"(?=<page )", text)[1:]):
        page.turned_words = turned_words(part)
    with tempfile.TemporaryDirectory() as folder:
        output_of("pdftoppm", "-r", "72", "-gray", str(path), folder + "/page")
        for page, picture in zip(pages, sorted(Path(folder).glob("*.pgm"))):
            page.ink = least_white_border(picture.read_bytes())


def turned_words(part):
    """Words as they lie, level or at any angle, each with the room of its small letters."""
    words = []
    for way, body in re.findall(r'<line [^>]*dir="([^"]+)"[^>]*>(.*?)</line>', part, re.S):
        ux, uy = map(float, way.split())
        word, spans, heights = "", [], []

        def end():
            if word:
                low, high = min(h[0] for h in heights), max(h[1] for h in heights)
                rim = 0.25 * (high - low)
                words.append((word, (ux, uy), (-uy, ux), (spans[0][0], spans[-1][1]), (low + rim, high - rim)))

        for quad, letter in re.findall(r'<char quad="([^"]+)"[^>]* c="([^"]*)"', body):
            values = [float(v) * MM for v in quad.split()]
            corners = list(zip(values[::2], values[1::2]))
            along = sorted(x * ux + y * uy for x, y in corners)
            across = sorted(y * ux - x * uy for x, y in corners)
            if letter.strip() == "" or (spans and along[0] - spans[-1][1] > 0.6):
                end()
                word, spans, heights = "", [], []
            if letter.strip():
                word += letter
                spans.append((along[0], along[-1]))
                heights.append((across[0], across[-1]))
        end()
    return words


def least_white_border(pgm):
    """The narrowest border without ink, in mm, of a picture of 72 pixels an inch."""
    fields = re.match(rb"P5\s+(\d+)\s+(\d+)\s+(\d+)\s", pgm)
    width, height = int(fields.group(1)), int(fields.group(2))
    rows = [pgm[fields.end() + y * width:fields.end() + (y + 1) * width] for y in range(height)]
    inked = [y for y in range(height) if min(rows[y]) < 200]
    columns = [min(row[x] for row in rows) for x in range(width)]
    inked_columns = [x for x in range(width) if columns[x] < 200]
    if not inked:
        return 0.0
    return MM * min(inked[0], height - 1 - inked[-1], inked_columns[0], width - 1 - inked_columns[-1])


def svg_pages(path):
    root = xml.parse(path).getroot()
    name = "{http://www.w3.org/2000/svg}"
    size = [re.fullmatch(r"([0-9.]+)mm", root.get(key)) for key in ("width", "height")]
    box = [float(v) for v in root.get("viewBox").split()]
    if None in size or box[:2] != [0.0, 0.0]:
        raise ValueError("width and height are not in mm, or the viewBox does not start at 0,0")
    page = Page(float(size[0].group(1)), float(size[1].group(1)))
    sx, sy = page.width / box[2], page.height / box[3]
    for group in root.iter(name + "g"):
        for shape in group:
            if shape.tag not in (name + "polyline", name + "polygon"):
                continue
            points = [tuple(float(v) for v in pair.split(",")) for pair in shape.get("points").split()]
            page.lines.append(([(x * sx, y * sy) for x, y in points], shape.tag == name + "polygon",
                               shape.get("stroke-dasharray") is not None, float(shape.get("stroke-width", 0)),
                               re.search(r"\.edge(-\d+)?$", shape.get("id", "")) is not None))
    layers = {group.get("id") for group in root.iter(name + "g")}
    missing = {"cut", "draw", "marks", "ruler", "registration", "frame", "text"} - layers
    if missing:
        raise ValueError("layers are missing: " + ", ".join(sorted(missing)))
    return [page]


def length_of(points):
    return sum(math.dist(a, b) for a, b in zip(points, points[1:]))


def rulers_of(page):
    """Lengths of the plain straight lines of about 100 mm, lying and standing."""
    lying, standing = [], []
    for points, closed, dashed, _, _ in page.lines:
        if closed or dashed or len(points) != 2 or not 90.0 < length_of(points) < 110.0:
            continue
        (lying if abs(points[0][1] - points[1][1]) < 0.01 else standing).append(length_of(points))
    return lying, standing


BOXES = ((100.0, 50.0), (101.6, 50.8))  # the second is 4 x 2 in


def boxes_of(page):
    """The box nearest to each of BOXES."""
    sizes = []
    for points, closed, _, _, _ in page.lines:
        if closed and len(points) == 4:
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            sizes.append((max(xs) - min(xs), max(ys) - min(ys)))
    return [min(sizes, key=lambda size: math.dist(size, box), default=(0.0, 0.0)) for box in BOXES]


def corners_of(word):
    _, (ux, uy), (vx, vy), along, across = word
    return [(a * ux + b * vx, a * uy + b * vy) for a in along for b in across]


def overlapping_words(page):
    """Two words overlap unless one of the four ways along and across them parts them, by a fifth of a millimetre or so."""
    found = []
    for i, a in enumerate(page.turned_words):
        for b in page.turned_words[i + 1:]:
            gaps = []
            for x, y in (a[1], a[2], b[1], b[2]):
                one, other = ([p[0] * x + p[1] * y for p in corners_of(w)] for w in (a, b))
                gaps.append(max(min(one) - max(other), min(other) - max(one)))
            if max(gaps) < -0.2:
                found.append(f"{a[0]} / {b[0]}")
    return found


def faults_of_page(page, number, paper):
    faults = []
    if paper and max(abs(page.width - paper[0]), abs(page.height - paper[1])) > 0.02:
        faults.append(f"page {number} is {page.width:.2f} x {page.height:.2f} mm")
    lying, standing = rulers_of(page)
    print(f"page {number}: rulers {lying} {standing} mm, boxes {boxes_of(page) if number == 1 else None} mm, white border {page.ink} mm")
    for name, lengths in (("lying", lying), ("standing", standing)):
        if len(lengths) != 1:
            faults.append(f"page {number} has {len(lengths)} {name} rulers")
        elif abs(lengths[0] - 100.0) > RULER_TOLERANCE_MM:
            faults.append(f"the {name} ruler of page {number} is {lengths[0]:.4f} mm")
    for box, wanted in zip(boxes_of(page), BOXES) if number == 1 else ():
        if max(abs(box[0] - wanted[0]), abs(box[1] - wanted[1])) > RULER_TOLERANCE_MM:
            faults.append(f"the box of page {number} is {box}, not {wanted} mm")
    for points, _, _, width, _ in page.lines:
        for x, y in points:
            room = min(x, y, page.width - x, page.height - y) - 0.5 * width
            if room < MARGIN_MM - 0.01:
                faults.append(f"a line of page {number} comes within {room:.2f} mm of the edge")
                break
    for x0, y0, x1, y1, word in page.words:
        if min(x0, y0, page.width - x1, page.height - y1) < MARGIN_MM - 1.0:
            faults.append(f"'{word}' on page {number} stands in the margin")
    if page.ink is not None and page.ink < MARGIN_MM - 0.4:
        faults.append(f"page {number} has ink {page.ink:.2f} mm from its edge")
    return faults + [f"words overlap on page {number}: {words}" for words in overlapping_words(page)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--edge", type=float)
    parser.add_argument("--paper")
    parser.add_argument("--pages", type=int)
    arguments = parser.parse_args()
    faults = []
    try:
        is_pdf = arguments.file.suffix == ".pdf"
        pages = pdf_pages(arguments.file) if is_pdf else svg_pages(arguments.file)
        if is_pdf:
            add_words_and_ink(arguments.file, pages)
            plain = output_of("qpdf", "--qdf", "--object-streams=disable", str(arguments.file), "-")
            if not re.search(rb"/ViewerPreferences\s*<<[^>]*/PrintScaling\s*/None", plain):
                faults.append("viewers are not told to leave the size alone (PrintScaling None)")
    except (ValueError, AttributeError, xml.ParseError, subprocess.CalledProcessError) as error:
        print(f"not a readable sheet: {error}")
        return 1
    paper = [float(v) for v in arguments.paper.split("x")] if arguments.paper else None
    if arguments.pages and len(pages) != arguments.pages:
        faults.append(f"{len(pages)} pages, not {arguments.pages}")
    for number, page in enumerate(pages, 1):
        faults += faults_of_page(page, number, paper)
    edges = [length_of(points) for page in pages for points, _, _, _, hairline in page.lines if hairline]
    print("edge", [round(edge, 4) for edge in edges], "mm")
    if arguments.edge and (len(edges) != 1 or abs(edges[0] / arguments.edge - 1.0) > EDGE_TOLERANCE):
        faults.append(f"the hairline is {edges} mm, not {arguments.edge} mm")
    print("\n".join(faults))
    return 1 if faults else 0


sys.exit(main())
