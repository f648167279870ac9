"""Find the prose of the project, and measure how plain it is.

Two figures tell mannered prose from plain prose: pronoun-like words that stand for a
noun the reader must guess, and relative clauses. Well-kept Django projects use about
10 of either in 1,000 words.
"""

import ast
import re
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

# fmt: off
PRONOUN_LIKE = frozenset([
    "whoever", "somebody", "nobody", "anybody", "everybody", "someone", "anyone",
    "one", "ones", "it", "itself", "those", "them",
])
# fmt: on
RELATIVE = frozenset(["who", "whom", "whose", "which", "that", "what"])
_WORD = re.compile(r"[A-Za-z’']+")
_CODE = re.compile(r"`[^`]*`")
_NOT_PROSE = re.compile(r"#\s*(noqa|type:|ruff:|!)")
# Tags, comments and values of a template, and what a browser does not show.
_NOT_TEXT = re.compile(
    r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}|<(script|style).*?</\1>|"
    r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>",
    re.DOTALL,
)
# A sentence or label in code: it begins with a capital and has three words or more.
_SENTENCE = re.compile(r"[“‘(]?[A-Z][^\s]*(\s+\S+){2,}")


@dataclass
class Measure:
    """How many words some prose has, and how many of the two kinds."""

    words: int = 0
    pronoun_like: int = 0
    relative: int = 0

    @property
    def pronouns_per_thousand(self) -> float:
        return 1000 * self.pronoun_like / max(self.words, 1)

    @property
    def relatives_per_thousand(self) -> float:
        return 1000 * self.relative / max(self.words, 1)

    def __add__(self, other: "Measure") -> "Measure":
        return Measure(
            self.words + other.words,
            self.pronoun_like + other.pronoun_like,
            self.relative + other.relative,
        )


def measure(texts: Iterable[str]) -> Measure:
    """Count the words of texts; names of code in backticks are no words."""
    total = Measure()
    for text in texts:
        words = [word.lower() for word in _WORD.findall(_CODE.sub("", text))]
        total += Measure(
            len(words),
            sum(word in PRONOUN_LIKE for word in words),
            sum(word in RELATIVE for word in words),
        )
    return total


def docstrings(module: Path) -> Iterator[str]:
    """Yield the first paragraph of every docstring of a module."""
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(
            node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
        ) and (docstring := ast.get_docstring(node)):
            yield docstring.split("\n\n")[0]


def comments(module: Path) -> Iterator[str]:
    """Yield the comments of a module, but for those that speak to a tool."""
    with module.open() as lines:
        for token in tokenize.generate_tokens(lines.readline):
            if token.type == tokenize.COMMENT and not _NOT_PROSE.match(token.string):
                yield token.string.lstrip("# ")


def interface_text(file: Path) -> Iterator[str]:
    """Yield the words that a template or a module shows on the screen."""
    if file.suffix == ".html":
        yield _NOT_TEXT.sub(" ", file.read_text())
        return
    tree = ast.parse(file.read_text())
    described = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and ast.get_docstring(node)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in described
            and _SENTENCE.match(node.value)
        ):
            yield node.value
