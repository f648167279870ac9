"""Read the styles of pasted text, from attributes and from simple style sheets."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

import tinycss2

from documents.richtext.nodes import Node

_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;]*)")
_SHEET = re.compile(r"<(/?)style\b[^<>]*>?", re.IGNORECASE)
_NAME = re.compile(r"([.#]?)([\w-]+)")
_PSEUDO = re.compile(r"::?(before|after)$")
# Each element is compared with every rule of its name.
_MOST_OF_A_NAME: Final = 100

Styles = dict[str, str]


@dataclass(slots=True)
class _Rule:
    """A rule of a sheet: what an element must be, within what, and how that looks."""

    element: frozenset[str]
    within: tuple[frozenset[str], ...]
    styles: Styles
    weight: tuple[int, int]
    pseudo: str = ""


@dataclass(slots=True)
class Sheet:
    """The style sheets of a text, and the styles of its elements."""

    rules: dict[str, list[_Rule]] = field(default_factory=dict)

    def styles_of(self, node: Node, above: list[frozenset[str]]) -> Styles:
        """Return the styles of an element, its own `style` last.

        Args:
            node: The element.
            above: The keys of the elements around it, from `keys_of`.
        """
        styles: Styles = {}
        if self.rules:
            for rule in self._found(node, above, ""):
                styles |= rule.styles
        if written := node.attributes.get("style"):
            styles |= _declared(written)
        return styles

    def words_beside(self, node: Node, above: list[frozenset[str]]) -> tuple[str, str]:
        """Return the words that a sheet puts before and after an element."""
        if not self.rules:
            return "", ""
        before, after = (
            next(
                (
                    rule.styles["content"]
                    for rule in reversed(self._found(node, above, where))
                    if "content" in rule.styles
                ),
                "",
            )
            for where in ("before", "after")
        )
        return before, after

    def _found(
        self, node: Node, above: list[frozenset[str]], pseudo: str
    ) -> list[_Rule]:
        keys = keys_of(node)
        found = [
            rule
            for key in keys
            for rule in self.rules.get(key, ())
            if rule.pseudo == pseudo
            and rule.element <= keys
            and _is_within(rule.within, above)
        ]
        return sorted(found, key=lambda rule: rule.weight)


def keys_of(node: Node) -> frozenset[str]:
    """Return what a style sheet may call an element by."""
    names = node.attributes.get("class", "").lower().split()
    keys = {node.tag, *(f".{name}" for name in names)}
    if name := node.attributes.get("id"):
        keys.add(f"#{name.lower()}")
    return frozenset(keys)


def sheet_of(html: str) -> Sheet:
    """Return the style sheets written in a text."""
    sheet = Sheet()
    known: dict[object, _Rule] = {}
    for written in _written(html):
        for prelude, styles in _ruled(written.replace("<!--", "").replace("-->", "")):
            for selector in prelude.split(","):
                rule = _rule(selector.strip().lower(), styles, len(known))
                if rule is None:
                    continue
                same = (rule.element, rule.within, rule.pseudo)
                if same in known:
                    known[same].styles = {**known[same].styles, **styles}
                    continue
                known[same] = rule
                # Filed under the rarest of its names: an id or class, not a tag.
                key = min(rule.element, key=lambda one: (one[0] not in "#.", one))
                filed = sheet.rules.setdefault(key, [])
                if len(filed) < _MOST_OF_A_NAME:
                    filed.append(rule)
    return sheet


def _written(html: str) -> Iterator[str]:
    """Yield what stands between the tags of style sheets."""
    begins: int | None = None
    for tag in _SHEET.finditer(html):
        if not tag[1]:
            begins = tag.end() if begins is None else begins
        elif begins is not None:
            yield html[begins : tag.start()]
            begins = None


def _ruled(css: str) -> Iterator[tuple[str, Styles]]:
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    for rule in rules:
        if rule.type == "qualified-rule":
            written = tinycss2.serialize(rule.content)
            yield tinycss2.serialize(rule.prelude), _declared(written)


def _rule(selector: str, styles: Styles, place: int) -> _Rule | None:
    """Return a rule for a selector of tags, classes and ids; None for others."""
    pseudo = _PSEUDO.search(selector)
    selector = _PSEUDO.sub("", selector)
    parts = selector.replace(">", " ").split()
    if not parts or not all(re.fullmatch(r"(?:[.#]?[\w-]+)+", one) for one in parts):
        return None
    *around, element = (_keys(part) for part in parts)
    names = [key for part in (*around, element) for key in part]
    weight = sum(100 if one[0] == "#" else 10 if one[0] == "." else 1 for one in names)
    return _Rule(
        element, tuple(around), styles, (weight, place), pseudo[1] if pseudo else ""
    )


def _keys(part: str) -> frozenset[str]:
    return frozenset(f"{sign}{name}" for sign, name in _NAME.findall(part))


def _is_within(
    wanted: tuple[frozenset[str], ...], above: Iterable[frozenset[str]]
) -> bool:
    """Whether an element's ancestors hold those that a selector names, in order."""
    left = list(wanted)
    for keys in above:
        if left and left[0] <= keys:
            left.pop(0)
    return not left


def _declared(written: str) -> Styles:
    return {
        name.lower(): _value(value) for name, value in _DECLARATION.findall(written)
    }


def _value(written: str) -> str:
    value = re.sub(r"\s*!\s*important\s*$", "", written.strip(), flags=re.IGNORECASE)
    if value[:1] in {'"', "'"}:
        return value.strip("\"'")
    return value.lower()
