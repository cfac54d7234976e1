"""Write the tables of facts that the language runtime shares with spaCy.

usage: tables.py CRATE    (CRATE is crates/tacitus-language; the Python is the one of `cargo xtask parity`)

- src/unicode/tables.rs: what Python's `str` methods say of each character. Python's Unicode version and Rust's are not
  the same, and the pipelines were trained under Python's, so the tables are taken from Python itself.
- src/symbols.txt: spaCy's reserved strings, one a line, in the order of their ids.
- src/base_norms.tsv: the norms that spaCy gives to punctuation and currency, whatever the language.
"""

import sys
import unicodedata

EXPECTED = "14.0.0"
CODES = [code for code in range(0x110000) if not 0xD800 <= code < 0xE000]


def ranges(test):
    """The inclusive ranges of the characters that pass the test."""
    out = []
    for code in CODES:
        if not test(chr(code)):
            continue
        if out and out[-1][1] == code - 1:
            out[-1][1] = code
        else:
            out.append([code, code])
    return out


def lower_runs():
    """Runs (first, last, step, distance) of characters whose lower case is one other character."""
    pairs = []
    for code in CODES:
        low = chr(code).lower()
        if len(low) == 1 and ord(low) != code:
            pairs.append((code, ord(low) - code))
        elif len(low) != 1:
            assert code == 0x130, hex(code)
    out = []
    for code, distance in pairs:
        if out:
            first, last, step, known = out[-1]
            if known == distance and (first == last and code - last <= 2 or code - last == step):
                out[-1] = (first, code, code - last, distance)
                continue
        out.append((code, code, 1, distance))
    return out


# Whether a sigma ends a word depends on what stands around it; that shows which characters are cased (a sigma after
# one is final) and which are passed over.
def is_cased(char):
    return (char + "\u03a3").lower()[-1] == "\u03c2"


def is_case_ignorable(char):
    return ("a" + char + "\u03a3").lower()[-1] == "\u03c2" and not is_cased(char)


def table(name, doc, kind, rows):
    cells = ["(" + ", ".join(str(v) if v < 0 else hex(v) for v in row) + ")," for row in rows]
    lines, line = [], ""
    for cell in cells:
        if len(line) + len(cell) + 1 > 112:
            lines.append(line)
            line = ""
        line += (" " if line else "") + cell
    lines.append(line)
    body = "\n".join("    " + line for line in lines)
    return f"/// {doc}\n#[rustfmt::skip]\npub(super) static {name}: &[{kind}] = &[\n{body}\n];\n"


def unicode_tables():
    pair, run = "(u32, u32)", "(u32, u32, u32, i32)"
    parts = [
        table("ALPHA", "`str.isalpha`.", pair, ranges(str.isalpha)),
        table("NUMERIC", "`str.isalnum` and not `str.isalpha`.", pair,
              ranges(lambda c: c.isalnum() and not c.isalpha())),
        table("DIGIT", "`str.isdigit`.", pair, ranges(str.isdigit)),
        table("DECIMAL", "`str.isdecimal`.", pair, ranges(str.isdecimal)),
        table("UPPER", "`str.isupper` of one character.", pair, ranges(str.isupper)),
        table("CASED", "Characters that decide the form of a sigma beside them.", pair, ranges(is_cased)),
        table("CASE_IGNORABLE", "Characters that are passed over when the form of a sigma is decided.", pair,
              ranges(is_case_ignorable)),
        table("LOWER", "`str.lower` of one character: first, last, step, distance. U+0130 is not here.", run,
              lower_runs()),
    ]
    head = f"//! Facts of Unicode {EXPECTED} as Python states them. Written by `xtask/python/tables.py`; do not edit.\n\n"
    return head + "\n".join(parts)


def main():
    crate = sys.argv[1]
    if unicodedata.unidata_version != EXPECTED:
        sys.exit(f"this Python has Unicode {unicodedata.unidata_version}; use one with {EXPECTED} (Python 3.11)")
    from spacy.lang.norm_exceptions import BASE_NORMS
    from spacy.symbols import NAMES

    assert NAMES[0] == "" and "" not in NAMES[1:]
    with open(f"{crate}/src/unicode/tables.rs", "w") as out:
        out.write(unicode_tables())
    with open(f"{crate}/src/symbols.txt", "w") as out:
        out.writelines(name + "\n" for name in NAMES[1:])
    with open(f"{crate}/src/base_norms.tsv", "w") as out:
        out.writelines(f"{text}\t{norm}\n" for text, norm in BASE_NORMS.items())


main()
