"""Writes docs/functional.md from what runs of Dash Core's functional tests reported.

    python tools/functional_report.py dash-node=node.tsv dashd=dashd.tsv

Each report has a header and tab-separated rows: name, area, status, seconds, message. A test that did not
run with an executable counts as not run there.
"""

import argparse
import csv
import re
from collections import Counter
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "functional.md"
STATUSES = ("PASS", "FAIL", "TIMEOUT", "SKIP")
_MESSAGE_LENGTH = 110  # characters
_PATH = re.compile(r"\S*functional_\w+/")  # the folder of one run
Report = dict[str, dict[str, str]]  # test -> column -> text


def read_report(path: Path) -> Report:
    """Read one run."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["name"]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


def count(report: Report) -> str:
    """Say how a run went."""
    counts = Counter(row["status"] for row in report.values())
    return ", ".join(f"{counts[status]} {status.lower()}" for status in STATUSES if counts[status])


def areas(reports: dict[str, Report]) -> list[str]:
    """Table of passes by area."""
    names = sorted({row["area"] for report in reports.values() for row in report.values()})
    lines = ["| area | " + " | ".join(reports) + " |", "|---|" + "---|" * len(reports)]
    for area in names:
        cells = []
        for report in reports.values():
            rows = [row for row in report.values() if row["area"] == area]
            passed = sum(row["status"] == "PASS" for row in rows)
            skipped = sum(row["status"] == "SKIP" for row in rows)
            cells.append(f"{passed} of {len(rows) - skipped}" + (f" ({skipped} skipped)" if skipped else ""))
        lines.append(f"| {area} | " + " | ".join(cells) + " |")
    return lines


def tests(reports: dict[str, Report]) -> list[str]:
    """Table of every test."""
    names = sorted({name for report in reports.values() for name in report})
    lines = ["| test | " + " | ".join(reports) + " | why not |", "|---|" + "---|" * (len(reports) + 1)]
    for name in names:
        rows = [report.get(name) for report in reports.values()]
        cells = [row["status"].lower() if row else "not run" for row in rows]
        messages = [row["message"] for row in rows if row and row["message"]]
        message = _PATH.sub("", messages[0] if messages else "")[:_MESSAGE_LENGTH].replace("|", "\\|")
        lines.append(f"| {name} | " + " | ".join(cells) + f" | {message} |")
    return lines


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(description="Write docs/functional.md.")
    parser.add_argument("reports", nargs="+", metavar="EXECUTABLE=TSV")
    reports = {}
    for word in parser.parse_args().reports:
        executable, _, path = word.partition("=")
        reports[executable] = read_report(Path(path))
    lines = [
        "# Dash Core's functional tests",
        "",
        "Dash Core v23.1.2's own functional tests, unmodified, run against our executables.",
        "Written by `tools/functional_report.py`; do not edit.",
        "",
        *(f"- {executable}: {count(report)}" for executable, report in reports.items()),
        "",
        *areas(reports),
        "",
        *tests(reports),
    ]
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
