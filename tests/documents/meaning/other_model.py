"""Another sentence model, made here: each word has a row of numbers by chance.

The file is written field by field: nothing else needs a library that writes models.
"""

from pathlib import Path

import numpy as np
import tokenizers

WORDS = ["dogs", "cats", "roads", "[UNK]"]


def write_model(folder: Path) -> None:
    """Write a model of 64 numbers that knows a few words."""
    (folder / "model.onnx").write_bytes(weights_of(64))
    vocabulary = {word: at for at, word in enumerate(WORDS)}
    cut = tokenizers.Tokenizer(
        tokenizers.models.WordLevel(vocabulary, unk_token="[UNK]")  # noqa: S106
    )
    cut.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    cut.save(str(folder / "tokenizer.json"))


def _field(number, value):
    """Return a field of a protocol buffer: a number, or bytes with their length."""
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    value = value.encode() if isinstance(value, str) else value
    return _varint(number << 3 | 2) + _varint(len(value)) + value


def _varint(value):
    low = value & 127
    return bytes([low | 128]) + _varint(value >> 7) if value > 127 else bytes([low])


def _shaped(name, kind, *shape):
    dims = b"".join(
        _field(1, _field(1 if isinstance(one, int) else 2, one)) for one in shape
    )
    tensor = _field(1, kind) + _field(2, dims)
    return _field(1, name) + _field(2, _field(1, tensor))


def weights_of(length, reads=("input_ids", "attention_mask")):
    """Return the weights of a model: a row of so many numbers for each word."""
    rows = np.random.default_rng(7).standard_normal((len(WORDS), length))
    table = _field(1, len(WORDS)) + _field(1, length) + _field(2, 1)
    table += _field(8, "rows") + _field(9, rows.astype("<f4").tobytes())
    gather = _field(1, "rows") + _field(1, "input_ids") + _field(2, "given")
    graph = _field(1, gather + _field(4, "Gather")) + _field(2, "words")
    graph += _field(5, table)
    for name in reads:
        graph += _field(11, _shaped(name, 7, "texts", "pieces"))
    graph += _field(12, _shaped("given", 1, "texts", "pieces", length))
    return _field(1, 8) + _field(7, graph) + _field(8, _field(1, "") + _field(2, 13))
