"""Train tiny pipelines with the real spaCy, one for each kind of component that the default model has not.

usage: tiny.py FOLDER

They learn nothing worth knowing in some seconds; what counts is that another runtime gives the same with them.
"""

import random
import sys
from pathlib import Path

import numpy
import spacy
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import fix_random_seed

SENTENCES = [
    "The/the/DET/B minister/minister/NOUN/I met/meet/VERB/I rebels/rebel/NOUN/I in/in/ADP/I the/the/DET/I valley/valley/NOUN/I ././PUNCT/I",
    "Ships/ship/NOUN/B were/be/AUX/I leaving/leave/VERB/I two/two/NUM/I harbours/harbour/NOUN/I ././PUNCT/I",
    "She/she/PRON/B has/have/AUX/I signed/sign/VERB/I older/old/ADJ/I treaties/treaty/NOUN/I ././PUNCT/I",
    "Nobody/nobody/PRON/B knew/know/VERB/I the/the/DET/I thieves/thief/NOUN/I ././PUNCT/I Farmers/farmer/NOUN/B waited/wait/VERB/I ././PUNCT/I",
    "Talks/talk/NOUN/B went/go/VERB/I badly/badly/ADV/I ;/;/PUNCT/I guards/guard/NOUN/I fired/fire/VERB/I shots/shot/NOUN/I ././PUNCT/I",
    "Prices/price/NOUN/B rose/rise/VERB/I and/and/CCONJ/I people/people/NOUN/I marched/march/VERB/I ././PUNCT/I They/they/PRON/B sang/sing/VERB/I ././PUNCT/I",
]


def examples(nlp):
    for sentence in SENTENCES:
        rows = [word.split("/") for word in sentence.split(" ")]
        # The full stop is written as itself, lemma and all.
        rows = [row if len(row) == 4 else [".", ".", "PUNCT", "I"] for row in rows]
        words, lemmas, pos, starts = zip(*rows)
        morphs = ["Number=Plur" if word.endswith("s") and kind == "NOUN" else "" for word, kind in zip(words, pos)]
        # Every word hangs on the first of its sentence, and plurals are names: nothing true, but trees and spans.
        first = 0
        heads = []
        for at, start in enumerate(starts):
            first = at if start == "B" else first
            heads.append(first)
        deps = ["ROOT" if head == at else pos[at].lower() for at, head in enumerate(heads)]
        reference = Doc(
            nlp.vocab,
            words=list(words),
            lemmas=list(lemmas),
            pos=list(pos),
            tags=list(pos),
            morphs=morphs,
            heads=heads,
            deps=deps,
            ents=["B-THING" if word.endswith("s") else "O" for word in words],
        )
        yield Example(Doc(nlp.vocab, words=list(words)), reference)


def vectors(nlp):
    rng = numpy.random.default_rng(7)
    words = sorted({word.split("/")[0] for sentence in SENTENCES for word in sentence.split(" ")} - {""})
    for word in words[::2]:
        nlp.vocab.set_vector(word, rng.normal(size=20).astype("float32"))


def tok2vec(static):
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 24,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
            "rows": [200, 100, 100, 100],
            "include_static_vectors": static,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": 24,
            "depth": 2,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }


def own(static=False):
    return {"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": tok2vec(static)}}


def listening():
    return {
        "model": {
            "@architectures": "spacy.Tagger.v2",
            "tok2vec": {"@architectures": "spacy.Tok2VecListener.v1", "width": 24, "upstream": "*"},
        }
    }


def build(name, nlp):
    if name == "vectors":
        vectors(nlp)
        nlp.add_pipe("tok2vec", config={"model": tok2vec(True)})
        nlp.add_pipe("tagger", config=listening())
        nlp.add_pipe("morphologizer", config=own(True))
    elif name == "senter":
        nlp.add_pipe("senter", config=own())
    elif name == "morphologizer":
        nlp.add_pipe("tagger", config=own())
        nlp.add_pipe("morphologizer", config=own() | {"overwrite": True})
    elif name == "trees":
        nlp.add_pipe("tok2vec", config={"model": tok2vec(False)})
        nlp.add_pipe("senter", config=listening())
        nlp.add_pipe("trainable_lemmatizer", config=listening() | {"top_k": 3, "min_tree_freq": 1})
    elif name == "trees-lower":
        nlp.add_pipe("trainable_lemmatizer", config=own() | {"backoff": "lower", "min_tree_freq": 1})
    elif name == "trees-and-names":
        nlp.add_pipe("tok2vec", config={"model": tok2vec(False)})
        for kind in ["parser", "ner"]:
            model = {
                "@architectures": "spacy.TransitionBasedParser.v2",
                "state_type": kind,
                "extra_state_tokens": False,
                "hidden_width": 16,
                "maxout_pieces": 2,
                "use_upper": True,
                "tok2vec": listening()["model"]["tok2vec"],
            }
            nlp.add_pipe(kind, config={"model": model} | ({"min_action_freq": 1} if kind == "parser" else {}))
    elif name == "lookup":
        lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
        table = {"met": "meet", "rebels": "rebel", "Ships": "ship", "were": "be"}
        lemmatizer.lookups.add_table("lemma_lookup", table)


def train(name, folder):
    fix_random_seed(3)
    nlp = spacy.blank("en")
    build(name, nlp)
    data = list(examples(nlp))
    if name != "lookup":
        optimizer = nlp.initialize(lambda: data)
        for _ in range(12):
            random.shuffle(data)
            nlp.update(data, sgd=optimizer)
    nlp.to_disk(folder)


def main():
    root = Path(sys.argv[1])
    root.mkdir(parents=True, exist_ok=True)
    for name in ["vectors", "senter", "morphologizer", "trees", "trees-lower", "trees-and-names", "lookup"]:
        train(name, root / name)


main()
