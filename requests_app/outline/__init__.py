"""The tree of questions as an officer corrects it; plain Python.

An `Outline` never changes: each operation returns a new one in which every word of the
old one still stands, or refuses with a sentence. Only deleting and editing let words
go, and those of them that were received are found again by `placing`.
"""

from requests_app.outline.changes import Told, tell
from requests_app.outline.moves import (
    LONGEST_LABEL,
    CorrectionNotPossible,
    Where,
    add,
    delete,
    drop,
    edit,
    merge,
    move_down,
    move_in,
    move_out,
    move_up,
    put_back,
    renumber,
    set_kind,
    split,
)
from requests_app.outline.nodes import (
    CLOSING,
    PREAMBLE,
    Kind,
    Node,
    NodeId,
    Outline,
    from_json,
    from_parsed,
    tidy,
)
from requests_app.outline.placing import Placing, Segment, place

__all__ = [
    "CLOSING",
    "LONGEST_LABEL",
    "PREAMBLE",
    "CorrectionNotPossible",
    "Kind",
    "Node",
    "NodeId",
    "Outline",
    "Placing",
    "Segment",
    "Told",
    "Where",
    "add",
    "delete",
    "drop",
    "edit",
    "from_json",
    "from_parsed",
    "merge",
    "move_down",
    "move_in",
    "move_out",
    "move_up",
    "place",
    "put_back",
    "renumber",
    "set_kind",
    "split",
    "tell",
    "tidy",
]
