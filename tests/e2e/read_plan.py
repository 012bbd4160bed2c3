#!/usr/bin/env python3
"""Reads a printed work plan as a person would, and compares every figure with `info --json`.

The page is read through poppler (words with their places) and mupdf (plain text), the table by Python's own csv.
Shares nothing with the program that wrote them.

    read_plan.py PLAN.pdf PLAN.csv INFO.json

Exit 0 when all agrees, 1 with one line for each thing that does not.
"""
import csv
import json
import re
import subprocess
import sys

MM = 25.4 / 72.0


def output_of(*command):
    return subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8")


def plain(text):
    return re.sub(r"[\s\u2009\u202f\u00a0]+", "", text)


def rows_of(path):
    """Lines of the page from top to bottom: (y in mm, words joined)."""
    words = []
    for x0, y0, _, y1, word in re.findall(r'xMin="([^"]+)" yMin="([^"]+)" xMax="([^"]+)" yMax="([^"]+)">([^<]*)<',
                                         output_of("pdftotext", "-bbox", path, "-")):
        words.append((float(y1) * MM, float(x0) * MM, word))
    rows = []
    for y, x, word in sorted(words):
        if rows and y - rows[-1][0] < 1.0:
            rows[-1][1].append((x, word))
        else:
            rows.append((y, [(x, word)]))
    return [(y, plain("".join(word for _, word in sorted(row)))) for y, row in rows]


def minutes(value):
    value = int(round(value))
    return f"{value} min" if value < 60 else f"{value // 60} h" + (f" {value % 60} min" if value % 60 else "")


def span(estimate, words):
    low, high = estimate["low"], estimate["high"]
    if low == high:
        return words(estimate["usual"])
    if words is minutes and high < 60:
        return f"{int(low)} to {int(high)} min"
    return f"{words(low)} to {words(high)}"


def whole(value):
    return str(int(round(value)))


def area(value):
    return f"{value:.1f}cm²" if value < 9.95 else f"{value:.0f}cm²"


def date(iso):
    if not iso:
        return "no date"
    year, month, day = iso.split("-")
    return f"{int(day)} {'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split()[int(month) - 1]} {year}"


def share(of):
    usual = int(round(of["work_minutes"]["usual"]))
    return f"{of['dots_about']}·{span(of['mix_drops'], whole)}·" + (f"{usual} min" if usual else "under 5 min")


def expected_rows(plan):
    def across(name, words):
        return plain(name + "".join(words(s) for s in plan["sessions"]))
    yield across("Date", lambda s: date(s["date"]))
    yield across("Shade, water to pigment", lambda s: f"{s['shade_name']}, {s['shade_ml_water_per_ml_pigment']:g}:1")
    yield across("Needle, depth", lambda s: f"{s['needle']}, {s['depth_mm']:g} mm")
    yield across("Passes", lambda s: str(s["passes"]))
    yield across("Dots, about", lambda s: str(s["dots_about"]))
    yield across("Set-up", lambda s: minutes(s["setup_minutes"]))
    yield across("Needle on skin", lambda s: span(s["work_minutes"], minutes))
    yield across("In all", lambda s: span(s["minutes"], minutes))
    yield across("Cartridges", lambda s: f"{s['cartridges'][0]['count']} × {s['cartridges'][0]['needle']}")
    yield across("Drops of pigment", lambda s: span(s["pigment_drops"], whole))
    yield across("Drops of water to them", lambda s: span(s["water_drops"], whole))
    for zone in plan["zones"]:
        name = {"mid": "Mid scalp"}.get(zone["zone"], zone["zone"].capitalize())
        row = name + ("1RL too" if any(len(s["needles"]) > 1 for s in zone["sessions"]) else "") + area(zone["area_cm2"]) + str(zone["dots_about"])
        for session in zone["sessions"]:
            row += "–" if session["dots"] == 0 else share(session)
        yield plain(row)
    yield plain("All" + area(plan["area_cm2"]) + str(plan["dots_about"]) + "".join(share(s) for s in plan["sessions"]))
    for free in plan["free_areas"]:
        kind = {"left_out": "left out"}.get(free["kind"], free["kind"])
        dots = "no dots" if kind == "left out" else f"{free['dots_about']} dots"
        yield plain(f"{free['name']}{kind}{area(free['area_cm2'])}{dots}")
    yield plain(f"about {plan['dots_about']} dots on {area(plan['area_cm2'])}, {span(plan['minutes'], minutes)} in all")


def two_digits(value):
    if value < 100:
        return value
    step = 10 ** (len(str(value)) - 2)
    return (2 * value + step) // (2 * step) * step


def faults_of_page(path, plan):
    rows = rows_of(path)
    faults = [f"the page has no row {row!r}" for row in expected_rows(plan) if not any(row in text for _, text in rows)]
    captions = [y for y, text in rows if "Front" in text and "Top" in text and "Back" in text]
    if len(captions) != 1:
        return faults + ["the map has no captions"]
    on_map = "|".join(text for y, text in rows if 36.0 < y < captions[0] - 1.0)
    for zone in plan["zones"]:
        sides = [zone["dots"]]
        if zone["zone"] in ("temples", "sides"):
            sides = [zone["dots_left"], zone["dots"] - zone["dots_left"]]
        for dots in sides:
            if dots and str(two_digits(dots)) not in on_map:
                faults.append(f"the map does not number the {zone['zone']} with {two_digits(dots)}: {on_map}")
    other = plain(output_of("mutool", "draw", "-q", "-F", "txt", path))
    for session in plan["sessions"]:
        if plain(str(session["dots_about"])) not in other:
            faults.append(f"mupdf does not read {session['dots_about']}")
    return faults


def faults_of_table(path, plan):
    raw = open(path, newline="", encoding="utf-8").read()
    faults = [] if raw.count("\r\n") == raw.count("\n") else ["lines do not end in CRLF"]
    table = list(csv.reader(raw.splitlines(keepends=True), strict=True))
    if len({len(row) for row in table}) != 1:
        faults.append("rows differ in length")
    rows = [dict(zip(table[0], row)) for row in table[1:]]
    for session in plan["sessions"]:
        row = [r for r in rows if r["part"] == "session" and r["session"] == str(session["session"])][0]
        told = [row["date"], row["dots"], row["dots_about"], row["all_low_min"], row["all_high_min"], row["pigment_high_drops"], row["water_low_drops"]]
        meant = [session["date"] or "", str(session["dots"]), str(session["dots_about"]), whole(session["minutes"]["low"]),
                 whole(session["minutes"]["high"]), whole(session["pigment_drops"]["high"]), whole(session["water_drops"]["low"])]
        if told != meant:
            faults.append(f"session {session['session']} of the table: {told}, not {meant}")
        for zone in plan["zones"]:
            cells = [[r["dots"], r["needle"], r["work_low_min"], r["work_usual_min"], r["work_high_min"], r["mix_high_drops"]]
                     for r in rows if r["part"] == "zone" and r["name"] == zone["zone"] and r["session"] == str(session["session"])]
            here = zone["sessions"][session["session"] - 1]
            meant = [str(here["dots"]), " + ".join(here["needles"])] + [whole(here["work_minutes"][end]) for end in ("low", "usual", "high")]
            if cells != [meant + [whole(here["mix_drops"]["high"])]]:
                faults.append(f"zone {zone['zone']} of the table: {cells}")
        for figure in ("work_minutes", "mix_drops"):
            for end in ("low", "usual", "high"):
                if sum(zone["sessions"][session["session"] - 1][figure][end] for zone in plan["zones"]) != session[figure][end]:
                    faults.append(f"the zones' {figure} do not add up to session {session['session']}'s")
    if [r["dots"] for r in rows if r["part"] == "all"] != [str(plan["dots"])]:
        faults.append("the table's sum")
    return faults


def main():
    page, table, info = sys.argv[1:]
    plan = json.load(open(info, encoding="utf-8"))["work_plan"]
    faults = faults_of_page(page, plan) + faults_of_table(table, plan)
    print("\n".join(faults))
    return 1 if faults else 0


sys.exit(main())
