"""Fit the weights of the reading of requests, and measure it on unseen requests.

Run it: python -m tests.documents.requests.fit [--measure] [FOLDER …]

Fitted to: the requests of `manners/`, each with the tree a careful officer gives it;
the small requests of `rules.txt`; requests composed of the sentences of
`fragments.toml`; and every FOLDER of requests with their trees beside them as JSON, in
the form that `notation.read` returns. Nothing of `manners/held_out/` is used.

The weights maximise the likelihood of all right roles (a conditional random field),
with a penalty on their squares. `--measure` fits five times, each time to four fifths
of the requests of `manners/` and the folders, and reads the last fifth. Without it, the
weights are written to `documents/requests/weights.json`; small weights are left out.
"""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from documents.requests import model
from documents.requests.features import Described, Features
from documents.requests.reader import parse
from documents.requests.tree import as_dict
from tests.documents.requests.chain import Chains, Index, fitted
from tests.documents.requests.comparing import Score, compared, mean
from tests.documents.requests.composing import Composer, fragments
from tests.documents.requests.labelling import Example, example
from tests.documents.requests.notation import manners, read

OUTPUT = Path(model.__file__).with_name("weights.json")
RULES = Path(__file__).with_name("rules.txt")
COMPOSED = 1_000
PENALTY = 3.0
WEIGHT_OF_RULES, WEIGHT_OF_COMPOSED = 1.0, 0.12
FEWEST = 6  # requests that show a feature
SMALLEST = 0.03  # weights nearer to 0 are left out
FOLDS = 5


def real(folders: Sequence[Path]) -> list[Example]:
    """Return the whole requests: of `manners/`, and of the folders."""
    texts = {name: read(text) for name, text in manners(held_out=False).items()}
    for folder in folders:
        for path in sorted(folder.glob("*.txt")):
            tree = json.loads(path.with_suffix(".json").read_text("utf-8"))
            texts[str(path)] = (path.read_bytes().decode("utf-8"), tree)
    found = (example(name, *text) for name, text in texts.items())
    return [request for request in found if request]


def made() -> list[Example]:
    """Return the small requests and the composed requests."""
    small = RULES.read_bytes().decode("utf-8").split("\n=====\n")
    composer = Composer(fragments(), seed=1)
    weighed = [(text, WEIGHT_OF_RULES) for text in small]
    weighed += [(composer.composed(), WEIGHT_OF_COMPOSED) for _ in range(COMPOSED)]
    found = (example("made", *read(text), weight) for text, weight in weighed)
    return [request for request in found if request]


def fit(requests: Sequence[Example]) -> model.Weights:
    """Return the weights fitted to some requests."""
    requests = [request for request in requests if request.pieces]
    features = []
    for request in requests:
        described = Described(request.pieces)
        features.append([_named(described.of(at)) for at in range(len(request.pieces))])
    alone, paired = Counter[str](), Counter[str]()
    for of_request in features:
        alone.update({name for names, _ in of_request for name in names})
        paired.update({name for _, names in of_request for name in names})
    indices = (
        Index(sorted(name for name, times in alone.items() if times >= FEWEST)),
        Index(sorted(name for name, times in paired.items() if times >= FEWEST)),
    )
    order = sorted(range(len(requests)), key=lambda at: len(requests[at].pieces))
    chains, batch = [], [order[0]]
    for at in order[1:]:
        if len(requests[at].pieces) > 1.4 * len(requests[batch[0]].pieces) + 3:
            chains.append(_chains(batch, requests, features, indices))
            batch = []
        batch.append(at)
    chains.append(_chains(batch, requests, features, indices))
    own, pairs = fitted(chains, indices, penalty=PENALTY)
    alone_by_zone: dict[str, dict[str, tuple[float, ...]]] = {}
    for name, row in _kept(indices[0], own).items():
        zone, _, feature = name.rpartition("|")
        alone_by_zone.setdefault(zone, {})[feature] = row
    return model.Weights(
        alone=alone_by_zone,
        paired={
            name: tuple(row[at : at + len(model.ROLES)] for at in _row_starts())
            for name, row in _kept(indices[1], pairs).items()
        },
    )


def _named(features: Features) -> tuple[list[str], list[str]]:
    """Return the features of a piece that are weighed alone, and those in pairs."""
    names = sorted(features.names)
    in_zone = [f"{features.zone}|{name}" for name in names]
    return [*names, *in_zone], list(features.paired)


def _row_starts() -> range:
    return range(0, len(model.ROLES) ** 2, len(model.ROLES))


def _kept(index: Index, weights: np.ndarray) -> dict[str, tuple[float, ...]]:
    """Return the weights by feature, without those near 0."""
    rounded = np.where(abs(weights) < SMALLEST, 0, weights).round(2)
    return {
        name: tuple(map(float, row))
        for name, row in zip(index.names, rounded, strict=True)
        if row.any()
    }


def _chains(
    batch: Sequence[int],
    requests: Sequence[Example],
    features: Sequence[list[tuple[list[str], list[str]]]],
    indices: tuple[Index, Index],
) -> Chains:
    return Chains(
        [requests[at] for at in batch], [features[at] for at in batch], indices
    )


def written(weights: model.Weights) -> str:
    """Return weights as they are kept, without those that are 0."""
    letters = [role.value for role in model.ROLES]
    alone = {
        zone: {
            name: {
                letter: weight
                for letter, weight in zip(letters, row, strict=True)
                if weight
            }
            for name, row in in_zone.items()
        }
        for zone, in_zone in weights.alone.items()
    }
    paired = {
        name: {
            above + letter: weight
            for above, row in zip(letters, rows, strict=True)
            for letter, weight in zip(letters, row, strict=True)
            if weight
        }
        for name, rows in weights.paired.items()
    }

    def block(part: dict[str, dict[str, float]], margin: str) -> str:
        lines = (
            f"{margin} {json.dumps(name, ensure_ascii=False)}: {json.dumps(row)}"
            for name, row in sorted(part.items())
        )
        return "{\n" + ",\n".join(lines) + f"\n{margin}}}"

    zones = ",\n".join(
        f"  {json.dumps(zone)}: {block(part, '  ')}"
        for zone, part in sorted(alone.items())
    )
    return f'{{\n "alone": {{\n{zones}\n }},\n "paired": {block(paired, " ")}\n}}\n'


def measured(requests: Sequence[Example], also: Sequence[Example]) -> dict[str, Score]:
    """Return how well each request is read with weights fitted without it."""
    shuffled = sorted(requests, key=lambda request: hash_of(request.name))
    scores: dict[str, Score] = {}
    kept = model.weights
    try:
        for fold in range(FOLDS):
            others = [r for at, r in enumerate(shuffled) if at % FOLDS != fold]
            weights = fit([*others, *also])
            _use(lambda weights=weights: weights)
            for request in shuffled[fold::FOLDS]:
                scores[request.name] = compared(
                    request.tree, as_dict(parse(request.text))
                )
    finally:
        _use(kept)
    return scores


def _use(weights: object) -> None:
    """Read with these weights from now on."""
    setattr(model, "weights", weights)  # noqa: B010
    model.forget_steps()


def hash_of(name: str) -> int:
    """Return a number that is the same in every run."""
    return int.from_bytes(name.encode()[-12:], "big") % 1_000_003


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--measure", action="store_true")
    chosen = parser.parse_args()
    requests, also = real(chosen.folders), made()
    print(f"{len(requests)} requests, {len(also)} made")  # noqa: T201
    if not chosen.measure:
        OUTPUT.write_text(written(fit([*requests, *also])), "utf-8")
        return
    scores = measured(requests, also)
    for name, score in sorted(scores.items(), key=lambda item: item[1].f1):
        print(f"{score.f1:.2f} {'exact' if score.is_exact else '     '} {name}")  # noqa: T201
    print(mean(scores.values()))  # noqa: T201


if __name__ == "__main__":
    main()
