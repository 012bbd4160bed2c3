#!/usr/bin/env python3
"""Compares a written sheet with what it should show, through other programs: mupdf (PDF), ezdxf (DXF), librsvg and
Chromium (SVG, as pictures). Shares nothing with the program that wrote the file.

    measure_lines.py vectors FILE EXPECTED.json [--tolerance MM] [--share X,Y]
        Every expected line is drawn: PDF by mupdf's trace, DXF by ezdxf (audited).
    measure_lines.py picture FILE.svg EXPECTED.json --by rsvg|chromium [--tolerance MM]
        Every expected blot lies where it should in the picture that a viewer draws; the page is as large as it says, and
        no ink comes nearer to its edge than 3 mm.
    measure_lines.py rulers FILE.pdf [--share X,Y]
        Prints the lying and the standing ruler of each page and its longest level and upright lines:
        "PAGE LYING STANDING LONGEST_LYING LONGEST_STANDING" in mm.
    measure_lines.py joins FILE.pdf
        The alignment crosses of neighbouring pages meet: laid over each other by one cross, all of one seam lie together.
    measure_lines.py chords FILE.dxf [--tolerance MM]
        No piece of a bent line of the layers cut and draw cuts off more of its curve, by how its neighbours turn.
    measure_lines.py circles FILE.dxf X,Y,RADIUS... [--tolerance MM]
        No chord of a line is further off its circle.
    measure_lines.py words FILE.dxf WORDS...
        On each piece, the largest first, stand the strokes of these words and touch nothing: from the left R, L, and the
        number of letters of a longer word, joined by commas. Every letter is 3 mm high at least.

EXPECTED: {"pages": [{"width", "height", "lines": [{"layer", "points": [[x, y], ...]}], "blots": [{"x", "y", "reach"}]}]}, in
mm from the page's top left. --share: what a printer draws of each mm, about the page's middle. Exit 0, or 1 with one line
for each fault, 2 on bad usage, 3 where the program to read with is missing.
"""
import argparse
import json
import math
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

MM = 25.4 / 72.0
PIXELS_PER_MM = 5  # papers of whole fifths of a mm are whole pictures
WHITE_MM = 3.0


def output_of(*command):
    return subprocess.run([str(word) for word in command], check=True, capture_output=True).stdout


class Page:
    """Lines as (layer, points) in mm from the top left; the layer is None in a PDF."""

    def __init__(self, width, height):
        self.width, self.height, self.lines = width, height, []


def pdf_pages(path):
    pages = []
    trace = output_of("mutool", "trace", path).decode("utf-8", "replace")
    for part in re.split(r"(?=<page )", trace)[1:]:
        box = [float(v) for v in re.search(r'mediabox="([^"]+)"', part).group(1).split()]
        page = Page((box[2] - box[0]) * MM, (box[3] - box[1]) * MM)
        for head, body in re.findall(r"<(?:stroke|fill)_path ([^>]*)>(.*?)</(?:stroke|fill)_path>", part, re.S):
            a, b, c, d, e, f = map(float, re.search(r'transform="([^"]+)"', head).group(1).split())
            places = re.findall(r'<(moveto|lineto|curveto)(?: x="([^"]+)" y="([^"]+)")?', body)
            points = [((a * float(x) + c * float(y) + e) * MM, (b * float(x) + d * float(y) + f) * MM) for _, x, y in places if x]
            page.lines.append((None, points))
        pages.append(page)
    return pages


def dxf_pages(path, faults):
    import ezdxf
    drawing = ezdxf.readfile(path)
    audit = drawing.audit()
    faults += [f"audit: {fault.message}" for fault in list(audit.errors) + list(audit.fixes)]
    if drawing.dxfversion == "AC1015":
        if drawing.header["$INSUNITS"] != 4:
            faults.append(f"units {drawing.header['$INSUNITS']}, not millimetres")
    elif drawing.dxfversion != "AC1009":
        faults.append(f"version {drawing.dxfversion}")
    page = Page(*drawing.header["$EXTMAX"][:2])
    for entity in drawing.modelspace():
        if entity.dxftype() == "LINE":
            points = [entity.dxf.start, entity.dxf.end]
        elif entity.dxftype() == "POLYLINE":
            points = [vertex.dxf.location for vertex in entity.vertices]
        else:
            faults.append(f"there is a {entity.dxftype()}")
            continue
        page.lines.append((entity.dxf.layer, [(p[0], page.height - p[1]) for p in points]))
    return [page]


def printed(page, share):
    """The page as a printer draws it."""
    middle = (page.width / 2, page.height / 2)
    page.lines = [(layer, [tuple(m + s * (v - m) for v, m, s in zip(p, middle, share)) for p in points]) for layer, points in page.lines]
    return page


def deviation(wanted, found):
    """How far the corners of one line lie off another, and its ends off the other's ends."""
    import numpy
    p, q = numpy.array(wanted), numpy.array(found)
    if len(q) > 2 and math.dist(found[0], found[-1]) < 1e-6 and math.dist(wanted[0], wanted[-1]) > 1e-6:
        found = found[:-1]  # closed by repeating its first point
    along = q[1:] - q[:-1]
    squared = numpy.maximum((along ** 2).sum(1), 1e-18)
    worst = max(math.dist(wanted[0], found[0]), math.dist(wanted[-1], found[-1]))
    for at in p:
        share = numpy.clip(((at - q[:-1]) * along).sum(1) / squared, 0.0, 1.0)
        worst = max(worst, numpy.sqrt((((q[:-1] + share[:, None] * along) - at) ** 2).sum(1).min()))
    return worst


def compare(pages, expected, tolerance):
    faults, worst, count = [], 0.0, 0
    if len(pages) != len(expected["pages"]):
        faults.append(f"{len(pages)} pages, not {len(expected['pages'])}")
    for number, (page, wanted) in enumerate(zip(pages, expected["pages"]), 1):
        if max(abs(page.width - wanted["width"]), abs(page.height - wanted["height"])) > 0.02:
            faults.append(f"page {number} is {page.width:.3f} x {page.height:.3f} mm")
        for line in wanted["lines"]:
            points = [tuple(p) for p in line["points"]]
            near = [found for layer, found in page.lines
                    if layer in (None, line["layer"]) and len(found) > 1 and
                    abs(found[0][0] - points[0][0]) < 2 and abs(found[0][1] - points[0][1]) < 2]
            off = min((deviation(points, found) for found in near), default=math.inf)
            worst, count = max(worst, off), count + 1
            if off > tolerance:
                faults.append(f"a line of {len(points)} points on page {number}, layer {line['layer']}, from {points[0]} is {off:.4f} mm off")
        strange = {layer for layer, _ in page.lines} - {None, "cut", "draw", "marks", "ruler", "registration", "words"}
        if strange:
            faults.append(f"no blade or pen follows the layers {sorted(strange)}")
    print(f"{count} lines, at most {worst:.5f} mm off")
    return faults if count else faults + ["there is nothing to compare"]


def picture_of(path, by, page, folder):
    """Grey values of the page, PIXELS_PER_MM to the mm; 0 is white, 1 is black."""
    import numpy
    png = Path(folder) / "page.png"
    if by == "rsvg":
        output_of("rsvg-convert", "--dpi-x", 25.4 * PIXELS_PER_MM, "--dpi-y", 25.4 * PIXELS_PER_MM, "-b", "white", "-o", png, path)
    else:
        scale = 25.4 * PIXELS_PER_MM / 96.0
        size = f"{math.ceil(page['width'] / 25.4 * 96)},{math.ceil(page['height'] / 25.4 * 96)}"
        output_of(browser(), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={folder}/profile",
                  f"--force-device-scale-factor={scale}", f"--window-size={size}", f"--screenshot={png}", Path(path).resolve().as_uri())
    pgm = output_of("convert", png, "-background", "white", "-alpha", "remove", "-colorspace", "Gray", "-depth", "8", "pgm:-")
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", pgm)
    width, height = int(head.group(1)), int(head.group(2))
    return 1.0 - numpy.frombuffer(pgm, numpy.uint8, width * height, head.end()).reshape(height, width) / 255.0


def browser():
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def picture_faults(path, by, page, tolerance):
    import numpy
    with tempfile.TemporaryDirectory() as folder:
        ink = picture_of(path, by, page, folder)
    faults, worst = [], 0.0
    size = [side / PIXELS_PER_MM for side in (ink.shape[1], ink.shape[0])]
    # A window is whole points of the screen; a picture of the page alone is as large as the page.
    slack = 0.1 if by == "rsvg" else 0.6
    if not 0 <= size[0] - page["width"] < slack or not 0 <= size[1] - page["height"] < slack:
        faults.append(f"the picture is {size} mm, not {page['width']} x {page['height']}")
    for blot in page["blots"]:
        x0, x1 = ((blot["x"] + sign * blot["reach"]) * PIXELS_PER_MM for sign in (-1, 1))
        y0, y1 = ((blot["y"] + sign * blot["reach"]) * PIXELS_PER_MM for sign in (-1, 1))
        x0, x1, y0, y1 = round(x0), round(x1), round(y0), round(y1)
        window = ink[y0:y1, x0:x1]
        total = window.sum()
        if total == 0:
            faults.append(f"there is no ink at {blot['x']}, {blot['y']}")
            continue
        x = ((numpy.arange(x0, x1) + 0.5) * window.sum(0)).sum() / total / PIXELS_PER_MM
        y = ((numpy.arange(y0, y1) + 0.5) * window.sum(1)).sum() / total / PIXELS_PER_MM
        off = math.dist((x, y), (blot["x"], blot["y"]))
        worst = max(worst, off)
        if off > tolerance:
            faults.append(f"the blot of {blot['x']:.3f}, {blot['y']:.3f} lies at {x:.3f}, {y:.3f}: {off:.4f} mm off")
    rows, columns = numpy.nonzero(ink.max(1) > 0.2)[0], numpy.nonzero(ink.max(0) > 0.2)[0]
    white = min(columns[0] / PIXELS_PER_MM, rows[0] / PIXELS_PER_MM, page["width"] - (columns[-1] + 1) / PIXELS_PER_MM,
                page["height"] - (rows[-1] + 1) / PIXELS_PER_MM)
    if white < WHITE_MM:
        faults.append(f"ink comes within {white:.1f} mm of the page's edge")
    print(f"{len(page['blots'])} blots by {by}, at most {worst:.5f} mm off; {white:.1f} mm of white round the page")
    return faults if page["blots"] else faults + ["there is nothing to compare"]


def rulers_of(page):
    """Of the plain level and upright lines: the nearest to 100 mm, and the longest."""
    lengths = ([], [])
    for _, points in page.lines:
        if len(points) == 2:
            flat = abs(points[0][1] - points[1][1]) < 0.01
            if flat or abs(points[0][0] - points[1][0]) < 0.01:
                lengths[0 if flat else 1].append(math.dist(*points))
    nearest = [min(found, key=lambda length: abs(length - 100.0), default=math.nan) for found in lengths]
    return nearest + [max(found, default=math.nan) for found in lengths]


def crosses_of(page, words):
    """Places of crosses of two lines of 5 mm by the word beside them."""
    ends = [points for _, points in page.lines if len(points) == 2 and 4.5 < math.dist(*points) < 5.5]
    middles = [(tuple((a + b) / 2 for a, b in zip(*line)), abs(line[0][1] - line[1][1]) < 0.1) for line in ends]
    crosses = {}
    for at, lies in middles:
        if not lies or not any(not other_lies and math.dist(at, other) < 0.01 for other, other_lies in middles):
            continue
        named = min(words, key=lambda word: math.dist(at, word[:2]), default=None)
        if named and math.dist(at, named[:2]) < 6.0:
            crosses[named[2]] = at
    return crosses


def words_of(path, page):
    boxes = output_of("pdftotext", "-bbox", path, "-").decode("utf-8").split("<page ")[1:][page]
    found = re.findall(r'xMin="([^"]+)" yMin="([^"]+)" xMax="[^"]+" yMax="([^"]+)">([A-Za-z]\d+)<', boxes)
    return [(float(x) * MM, (float(y0) + float(y1)) / 2 * MM, word) for x, y0, y1, word in found]


def join_faults(path, tolerance=0.05):
    pages = pdf_pages(path)
    crosses = [crosses_of(page, words_of(path, number)) for number, page in enumerate(pages)]
    faults, seams, worst = [], 0, 0.0
    for i, first in enumerate(crosses):
        for second in crosses[:i]:
            shared = sorted(set(first) & set(second))
            if not shared:
                continue
            seams += 1
            if len(shared) < 2:
                faults.append(f"only {shared} joins two pages")
            for name in shared[1:]:
                apart = [math.dist(cross[shared[0]], cross[name]) for cross in (first, second)]
                shift = [tuple(b - a for a, b in zip(second[n], first[n])) for n in (shared[0], name)]
                off = math.dist(*shift)
                worst = max(worst, off)
                if off > tolerance:
                    faults.append(f"{shared[0]} and {name} are {apart} mm apart: they meet {off:.4f} mm off")
    print(f"{seams} seams, crosses meet within {worst:.5f} mm")
    return faults if seams else faults + ["no two pages share a cross"]


def circle_faults(path, circles, tolerance):
    faults = []
    page = dxf_pages(path, faults)[0]
    if len(page.lines) != len(circles):
        faults.append(f"{len(page.lines)} lines, not {len(circles)}")
    for (x, y, radius), (_, points) in zip(circles, page.lines):
        worst = 0.0
        for a, b in zip(points, points[1:]):
            for k in range(11):
                at = [u + (v - u) * k / 10 for u, v in zip(a, b)]
                worst = max(worst, abs(math.dist(at, (x, y)) - radius))
        print(f"radius {radius} mm: {len(points)} points, at most {worst:.5f} mm off")
        if worst > tolerance:
            faults.append(f"a chord of the circle of {radius} mm is {worst:.4f} mm off")
    return faults


def turn_at(before, at, after):
    a, b = math.atan2(at[1] - before[1], at[0] - before[0]), math.atan2(after[1] - at[1], after[0] - at[0])
    return abs((b - a + math.pi) % (2 * math.pi) - math.pi)


def chord_faults(path, tolerance):
    """An arc's height over its chord is an eighth of the chord by the angle that the curve turns along it."""
    faults, worst, count = [], 0.0, 0
    for layer, points in dxf_pages(path, faults)[0].lines:
        if layer not in ("cut", "draw"):
            continue
        for before, a, b, after in zip(points, points[1:], points[2:], points[3:]):
            length = math.dist(a, b)
            turns = turn_at(before, a, b), turn_at(a, b, after)
            sides = math.dist(before, a), math.dist(b, after)
            # Corners, and pieces that are straight on purpose, are no samples of a curve.
            if length > 4.0 or max(turns) > math.radians(40.0) or min(sides) * 3 < length or max(sides) > 3 * length:
                continue
            height = length * sum(turns) / 2.0 / 8.0
            worst, count = max(worst, height), count + 1
            if height > tolerance:
                faults.append(f"a piece of {length:.2f} mm at {a[0]:.1f}, {a[1]:.1f} in layer {layer} is {height:.4f} mm off its curve")
    print(f"{count} pieces, at most {worst:.5f} mm off their curves")
    return faults if count else faults + ["there is no bent line"]


def segments(line):
    return list(zip(line, line[1:]))


def gap(first, second):
    """How near two lines come to each other; 0 where they cross; of lines far apart, at least so much."""
    boxes = [[(f(p[k] for p in line)) for k in (0, 1) for f in (min, max)] for line in (first, second)]
    apart = max(max(boxes[0][k] - boxes[1][k + 1], boxes[1][k] - boxes[0][k + 1]) for k in (0, 2))
    if apart > 3.0:
        return apart

    def off(p, a, b):
        squared = (b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2
        share = 0 if squared == 0 else max(0, min(1, ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / squared))
        return math.dist(p, (a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))

    def side(a, b, p):
        return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])

    least = math.inf
    for a, b in segments(first):
        for c, d in segments(second):
            if side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0:
                return 0.0
            least = min(least, off(a, c, d), off(b, c, d), off(c, a, b), off(d, a, b))
    return least


def joined(groups, near):
    """Groups of lines, with those that come as near as that made one."""
    whole = []
    for group in groups:
        meeting = [other for other in whole if any(gap(a, b) < near for a in group for b in other)]
        whole = [other for other in whole if other not in meeting] + [group + [line for other in meeting for line in other]]
    return whole


def is_inside(closed, p):
    inside = False
    for (ax, ay), (bx, by) in zip(closed, closed[1:] + closed[:1]):
        if (ay > p[1]) != (by > p[1]) and p[0] < ax + (bx - ax) * (p[1] - ay) / (by - ay):
            inside = not inside
    return inside


def area(closed):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(closed, closed[1:] + closed[:1]))) / 2


def word_faults(path, expected):
    faults = []
    lines = dxf_pages(path, faults)[0].lines
    strokes = [points for layer, points in lines if layer == "words"]
    pieces = sorted((points for layer, points in lines if layer == "cut"), key=area, reverse=True)
    if len(pieces) != len(expected):
        faults.append(f"{len(pieces)} pieces, not {len(expected)}")
    for stroke in strokes:
        if not any(all(is_inside(piece, p) for p in stroke) for piece in pieces):
            faults.append(f"a stroke from {stroke[0]} lies on no piece")
        others = [points + points[:1] if layer == "cut" else points for layer, points in lines if layer in ("cut", "draw", "marks")]
        if min(gap(stroke, other) for other in others) < 0.3:
            faults.append(f"a stroke from {stroke[0]} touches another line")
    # Strokes that touch are a letter; letters nearer than a blank are a word.
    letters = joined([[stroke] for stroke in strokes], 0.02)
    def extent(word, is_upright):
        places = [p for stroke in word for p in stroke]
        ways = [math.pi * k / 360 for k in range(360)] if not is_upright else [math.pi / 2]
        along = [[math.cos(way) * x + math.sin(way) * y for x, y in places] for way in ways]
        return min(max(line) - min(line) for line in along)

    def reading(word):
        places = [p for stroke in word for p in stroke]
        count = sum(all(stroke in word for stroke in letter) for letter in letters)
        if count > 1:
            return str(count)
        # An L is little more than its two sides, an R has a bowl and a leg besides.
        length = sum(math.dist(a, b) for stroke in word for a, b in segments(stroke))
        return "R" if length > 2 * max(math.dist(a, b) for a in places for b in places) else "L"

    words = joined(letters, 2.2)
    for word in words:
        # Across the way that a long word runs; R and L alone stand upright.
        if (high := extent(word, reading(word) in "RL")) < 3.0:
            faults.append(f"letters at {word[0][0]} are {high:.3f} mm high")
    for piece, wanted in zip(pieces, expected):
        own = sorted((word for word in words if is_inside(piece, word[0][0])), key=lambda word: min(p[0] for stroke in word for p in stroke))
        found = ",".join(reading(word) for word in own)
        if found != wanted:
            faults.append(f"a piece says {found or 'nothing'}, not {wanted}")
    print(f"{len(letters)} letters in {len(words)} words")
    return faults


def numbers(text):
    return [float(v) for v in text.split(",")]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["vectors", "picture", "rulers", "joins", "chords", "circles", "words"])
    parser.add_argument("file")
    parser.add_argument("expected", nargs="*")
    parser.add_argument("--by", choices=["rsvg", "chromium"])
    parser.add_argument("--tolerance", type=float)
    parser.add_argument("--share", type=numbers, default=[1.0, 1.0])
    arguments = parser.parse_args()
    is_dxf = arguments.file.endswith(".dxf")
    faults = []
    if arguments.what == "vectors":
        pages = dxf_pages(arguments.file, faults) if is_dxf else pdf_pages(arguments.file)
        expected = json.loads(Path(arguments.expected[0]).read_text())
        faults += compare([printed(page, arguments.share) for page in pages], expected,
                          arguments.tolerance or (0.001 if is_dxf else 0.02))
    elif arguments.what == "picture":
        if arguments.by == "chromium" and not browser():
            return 3
        page = json.loads(Path(arguments.expected[0]).read_text())["pages"][0]
        faults = picture_faults(arguments.file, arguments.by, page, arguments.tolerance or 0.05)
    elif arguments.what == "rulers":
        for number, page in enumerate(pdf_pages(arguments.file), 1):
            print(number, *(f"{length:.5f}" for length in rulers_of(printed(page, arguments.share))))
    elif arguments.what == "joins":
        faults = join_faults(arguments.file)
    elif arguments.what == "chords":
        faults = chord_faults(arguments.file, arguments.tolerance or 0.02)
    elif arguments.what == "words":
        faults = word_faults(arguments.file, arguments.expected)
    else:
        faults = circle_faults(arguments.file, [numbers(circle) for circle in arguments.expected], arguments.tolerance or 0.02)
    print("\n".join(faults))
    return 1 if faults else 0


sys.exit(main())
