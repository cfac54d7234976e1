"""Bring what the documents show of the program's output up to date.

usage: documents.py PROGRAM [SHARED]    (PROGRAM is target/release/tacitus; SHARED the folder beside the repository)

- README.md: the picture of `explain`.
- docs/the-report.md, where SHARED is given: the page tells each fact of the report of the brief in words of its own;
  the last column of its tables is filled with the record that the program gives for it now. Which record answers to
  which fact is decided by the check that came with the brief (SHARED/seed/check.py).
"""

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
PAGE = ROOT / "docs/the-report.md"
PICTURED = "examples/visit.txt"


def side(people):
    names = []
    for one in people:
        code = f"{one['code']} {one['sector']}".strip() or "–"
        name = one["identifier_text"] or one["entity_text"]
        names.append(f"{code} ({name})")
    return " + ".join(names) or "–"


def event_line(event):
    kind = " ".join([event["event"][0], *event["mode"]])
    of = f" of {event['of']}" if event["of"] else ""
    tellings = len(event["mentions"])
    facts = [f"`{kind}{of}` {side(event['actor'])} → {side(event['recipient'])}", f"*{event['status']}*"]
    if event["date"] and event["date_basis"] != "inferred":
        last = "" if event["enddate"] == event["date"] else f" to {event['enddate']}"
        facts.append(event["date"] + last)
    if event["event_loc"]:
        facts.append("in " + event["event_loc"]["resolved_place"])
    if tellings > 1:
        facts.append(f"{tellings} tellings")
    if event["attribution"]:
        facts.append("according to " + ", ".join(one["speaker"] for one in event["attribution"]))
    return ", ".join(facts)


def statement_line(statement):
    speaker = f"{statement['speaker']} ({statement['code']} {statement['sector']})".replace(" )", ")").replace("()", "")
    addressee = f" to {statement['addressee']}" if statement["addressee"] else ""
    return f"{speaker.strip()}{addressee}, {statement['quoted']}, cue “{statement['cue']}”"


def said(check, want, statement):
    speaker = check.words(statement.get("speaker"))
    return (
        check.words(want["content"]) in check.words(statement.get("content"))
        and len(speaker.split()) <= 8
        and any(check.words(name) in speaker for name in want["speaker"])
        and ("addressee" not in want or any(check.words(a) in check.words(statement.get("addressee")) for a in want["addressee"]))
    )


def run(command):
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout


def picture(program):
    shown = run([program, "explain", PICTURED]).rstrip("\n")
    block = f"```text\n{shown}\n```"
    text, count = re.subn(r"```text\n── .*?\n```", lambda _: block, README.read_text(), flags=re.DOTALL)
    if count != 1:
        sys.exit(f"expected one picture in {README}, found {count}")
    README.write_text(text)


def report(program, shared):
    spec = importlib.util.spec_from_file_location("check", shared / "seed/check.py")
    sys.argv = sys.argv[:1]
    check = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(check)
    command = [program, "code", shared / "seed/article.txt", "--with", "articles,statements"]
    records = [json.loads(line) for line in run(command).splitlines()]
    kind = lambda name: [record for record in records if record["record"] == name]
    events, statements = kind("event"), kind("statement")
    wanted = check.load("expected.jsonl")
    found = {wanted[row]["id"]: event_line(events[i]) for row, i in check.assign(wanted, events).items()}
    for want in check.load("statements.jsonl"):
        hits = [statement for statement in statements if said(check, want, statement)]
        if hits:
            found[want["id"]] = statement_line(hits[0])
    page = PAGE.read_text()
    asked = 0

    def fill(match):
        nonlocal asked
        asked += 1
        return f"{match[1]} | {found.get(match[2], '**missing**')} |"

    page = re.sub(r"^(\| ([SQ]\d\d) \|[^|\n]*) \|[^\n]*\|$", fill, page, flags=re.MULTILINE)
    window = kind("article")[0]["published"] or {}
    counts = {
        "events": len(events),
        "statements": len(statements),
        "found": len(found),
        "asked": asked,
        "published": f"{window.get('earliest', 'no day')} to {window.get('latest', 'no day')}",
    }
    for name, value in counts.items():
        page = re.sub(rf"(<!-- {name} -->).*?(<!-- -->)", rf"\g<1>{value}\g<2>", page)
    PAGE.write_text(page)
    print(", ".join(f"{name} {value}" for name, value in counts.items()))


def main():
    program, *shared = [Path(argument).resolve() for argument in sys.argv[1:]]
    picture(program)
    if shared:
        report(program, shared[0])


main()
