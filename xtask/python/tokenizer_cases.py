"""Write the expected tokens of the tokenizer's cases with the real spaCy.

usage: tokenizer_cases.py TESTS    (TESTS is crates/tacitus-language/tests; see tokenizer/README.md there)
"""

import json
import re
import sys
from pathlib import Path

from spacy.tokenizer import Tokenizer
from spacy.vocab import create_vocab
from spacy.language import BaseDefaults


def main():
    tests = Path(sys.argv[1])
    rules = json.loads((tests / "tokenizer/rules.json").read_text("utf-8"))
    tokenizer = Tokenizer(
        create_vocab("xx", BaseDefaults),
        rules=rules["exceptions"],
        prefix_search=re.compile(rules["prefix_search"]).search,
        suffix_search=re.compile(rules["suffix_search"]).search,
        infix_finditer=re.compile(rules["infix_finditer"]).finditer,
        token_match=re.compile(rules["token_match"]).match,
        url_match=re.compile(rules["url_match"]).match,
        faster_heuristics=rules["faster_heuristics"],
    )
    lines = (tests / "odd.jsonl").read_text("utf-8").split("\n")
    with open(tests / "tokenizer/expected.jsonl", "w", encoding="utf-8") as out:
        for item in (json.loads(line) for line in lines if line):
            doc = tokenizer(item["text"])
            tokens = [[t.idx, t.idx + len(t.text), int(bool(t.whitespace_))] for t in doc]
            norms = {str(t.i): t.norm_ for t in doc if t.norm_ != t.lower_}
            out.write(json.dumps({"id": item["id"], "tokens": tokens, "norms": norms}) + "\n")


main()
