"""The model of the packages, another model by its folder, and what is refused."""

import socket
from pathlib import Path

import pytest

from documents.meaning import model
from documents.meaning.asking import find_alike
from documents.meaning.model import Model, NoModel, is_installed, load, mark_of
from tests.documents.meaning.other_model import weights_of, write_model

LIBRARY = ["How many stray dogs were there?", "What did gritting cost?"]


@pytest.fixture
def other(tmp_path):
    """Return the folder of another model, of 64 numbers."""
    write_model(tmp_path)
    return tmp_path


@pytest.mark.parametrize("text", ["", " ", "?", "🐕" * 5_000, "dog " * 100_000, "\x00"])
def test_odd_texts_have_a_vector_too(text):
    (vector,) = load().vectors([text])

    assert vector @ vector == pytest.approx(1, abs=1e-3)


def test_the_words_about_the_law_asked_under_make_no_difference():
    ask = "Under the Freedom of Information Act 2000, how many stray dogs were there?"
    one, other = load().vectors([ask, "how many stray dogs were there?"])

    assert one @ other > 0.99


def test_texts_run_together_mean_what_each_means_alone():
    texts = [f"How many dogs were found in {'long ' * n}street?" for n in range(30)]

    for text, vector in zip(texts, load().vectors(texts), strict=True):
        # Weights of whole numbers: what runs together shares a scale.
        assert vector @ load().vectors([text])[0] > 0.98


def test_no_socket_is_opened(monkeypatch):
    def refused(*args, **kwargs):
        raise AssertionError("A socket was opened.")

    model.load.cache_clear()
    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "create_connection", refused)

    assert len(list(find_alike(LIBRARY[:3], ["How many dogs?"]))) == 1


def test_changed_weights_are_refused(monkeypatch):
    name, file, _ = model._WEIGHTS
    monkeypatch.setattr(model, "_WEIGHTS", (name, file, "0" * 64))

    with pytest.raises(NoModel, match="not the file expected"):
        model.Model()


def test_a_missing_package_is_named(monkeypatch):
    monkeypatch.setattr(model, "_PIECES", ("not-a-package", "file", "0" * 64))

    with pytest.raises(NoModel, match="not-a-package"):
        model.Model()
    assert not model.is_installed()


def test_another_model_is_used_by_its_folder(other):
    (dogs, cats) = load(other).vectors(["dogs", "cats"])

    assert dogs @ dogs == pytest.approx(1, abs=1e-5)
    assert len(dogs) == 64
    assert abs(dogs @ cats) < 0.5
    (alike,) = find_alike(["roads", "dogs", "cats"], ["dogs"], folder=other)
    assert [one.question for one in alike] == ["dogs"]


def test_vectors_of_each_model_have_a_mark_of_their_own(other):
    marks = {mark_of(), mark_of(other)}
    (other / "model.onnx").write_bytes(weights_of(128))
    mark_of.cache_clear()
    marks.add(mark_of(other))

    assert len(marks) == 3
    assert {len(mark) for mark in marks} == {16}


@pytest.mark.parametrize(
    ("weights", "says"),
    [
        (weights_of(65), "does not give a vector"),
        (weights_of(64, reads=("input_ids", "pixels")), "reads more than texts"),
        (b"not a model", "cannot be read"),
        (None, "cannot be read"),
    ],
)
def test_a_folder_without_a_usable_model_is_refused(other, weights, says):
    if weights is None:
        (other / "model.onnx").unlink()
    else:
        (other / "model.onnx").write_bytes(weights)

    with pytest.raises(NoModel, match=says):
        Model(other)


def test_a_folder_that_is_not_there_is_no_model(tmp_path):
    assert is_installed()
    assert not is_installed(tmp_path / "none")
    with pytest.raises(NoModel, match="No such file"):
        mark_of(Path(tmp_path, "none"))
