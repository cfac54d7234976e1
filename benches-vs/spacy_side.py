"""One measurement of the real spaCy, in a process of its own: JSON on standard output.

usage: spacy_side.py MODEL TEXTS.jsonl BLAS

BLAS is `installed` for what pip brings, or `numpy` for the OpenBLAS in numpy's wheel. One thread, batches of sixteen,
which is where spaCy is fastest. Times are of the processor, not of the clock.
"""

import json
import resource
import sys
import time

STARTED = time.process_time()


def main():
    folder, path, blas = sys.argv[1:]
    import spacy
    from thinc.api import NumpyOps

    nlp = spacy.load(folder)
    if blas == "numpy":
        ops = NumpyOps(use_blis=False)
        for _, component in nlp.pipeline:
            model = getattr(component, "model", None)
            for node in model.walk() if model else []:
                node.ops = ops
    first = len(nlp("Troops left the town on Friday."))
    ready = time.process_time()
    with open(path, encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines.read().split("\n") if line]
    # The first texts fill caches; what is measured is the going on.
    for _ in nlp.pipe(texts[:16], batch_size=16):
        pass
    start = time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe(texts, batch_size=16))
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"tokens": tokens, "seconds": seconds, "startup": ready - STARTED, "peak": peak, "first": first}))


main()
