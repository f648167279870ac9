"""Read requests whose trees are written into their text as tags.

`{1|a)}` begins a question of depth 1 with the mark "a)", `{2}` one of depth 2 without a
mark. A letter after the depth says more: `h` a heading, `n` a note, `f` a part that may
as well stay in the text of its question. `{a1}` goes on with the question of depth 1
below its parts, `{c}` begins the closing. What stands above the first tag is preamble.
"""

import re
from pathlib import Path
from typing import Any

Tree = dict[str, Any]
MANNERS = Path(__file__).with_name("manners")
_TAG = re.compile(
    r"\{(?:a(?P<after>\d)|(?P<closing>c)|(?P<depth>\d)(?P<kind>[hnf]?)(?:\|(?P<mark>[^}]*))?)\}"
)
_WORD = re.compile(
    r"(?:questions?|q|part|section|no)\b\.?\s*|q(?=\s?\d)", re.IGNORECASE
)
_KINDS = {"h": "heading", "n": "note"}


def label_of(mark: str) -> str:
    """Return the number or letter of a mark, without its punctuation."""
    if mark.strip() == "o":
        return ""
    label = _WORD.sub("", mark.strip(" ().:-–—*•○·\t"), count=1).strip(" ().:")
    within = re.fullmatch(r"\d+([a-z])", label)
    return within[1] if within else label


def read(tagged: str) -> tuple[str, Tree]:
    """Return the text without tags, and its tree in the form of the corpus."""
    tree: Tree = {"preamble": "", "questions": [], "closing": ""}
    node, key = tree, "preamble"
    open_nodes: list[Tree] = []
    text, done = "", 0
    for tag in _TAG.finditer(tagged):
        words = tagged[done : tag.start()]
        node[key] += words
        text += words + (tag["mark"] or "")
        done = tag.end()
        if tag["closing"]:
            node, key = tree, "closing"
        elif tag["after"]:
            del open_nodes[int(tag["after"]) :]
            node, key = open_nodes[-1], "after"
        else:
            del open_nodes[int(tag["depth"]) - 1 :]
            above = open_nodes[-1] if open_nodes else tree
            node, key = _node(tag["mark"] or "", tag["kind"]), "text"
            if tag["kind"] == "f":
                above["foldable"] = True
            above["children" if open_nodes else "questions"].append(node)
            open_nodes.append(node)
    node[key] += tagged[done:]
    return text + tagged[done:], tree


def _node(mark: str, kind: str) -> Tree:
    node: Tree = {"label": label_of(mark), "marker": mark, "text": ""}
    node |= {"after": "", "children": []}
    return node | ({"kind": _KINDS[kind]} if kind in _KINDS else {})


def manners(*, held_out: bool) -> dict[str, str]:
    """Return the tagged requests by name: those fitted to, or those held out."""
    folder = MANNERS / "held_out" if held_out else MANNERS
    return {
        path.stem: path.read_bytes().decode("utf-8")
        for path in sorted(folder.glob("*.txt"))
    }
