"""Read the styles of pasted text, from attributes and from simple style sheets."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

import tinycss2

from documents.richtext.nodes import Node

_SHEET = re.compile(r"<(/?)style\b[^<>]*>?", re.IGNORECASE)
_NAME = re.compile(r"([.#]?)([\w-]+)")
_PSEUDO = re.compile(r"::?(before|after)$")
# Each element is compared with every rule of its name.
_MOST_OF_A_NAME: Final = 100
# Pasted text was seen on a screen; what another medium would show is not counted.
_SEEN_ON = re.compile(r"\b(screen|all)\b", re.IGNORECASE)
# Stands for what a style sheet makes by a function, such as a counted number.
MADE: Final = "\ufffc"
_IMPORTANT: Final = "!"  # begins the name under which an important value is kept
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")

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
            styles |= {
                name: value
                for name, value in _declared(written).items()
                if name.startswith(_IMPORTANT) or f"{_IMPORTANT}{name}" not in styles
            }
        return _settled(styles) if styles else styles

    def words_beside(self, node: Node, above: list[frozenset[str]]) -> tuple[str, str]:
        """Return the words put before and after an element by a sheet."""
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
        is_medium = rule.type == "at-rule" and rule.lower_at_keyword == "media"
        if is_medium and rule.content and _SEEN_ON.search(_medium(rule)):
            yield from _ruled(tinycss2.serialize(rule.content))
        if rule.type == "qualified-rule":
            written = tinycss2.serialize(rule.content)
            yield tinycss2.serialize(rule.prelude), _declared(written)


def _medium(rule: tinycss2.ast.AtRule) -> str:
    return tinycss2.serialize(rule.prelude).strip() or "all"


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
    styles: Styles = {}
    found = tinycss2.parse_blocks_contents(
        written, skip_comments=True, skip_whitespace=True
    )
    for one in found:
        if one.type == "declaration":
            name = f"{_IMPORTANT * one.important}{one.lower_name}"
            styles[name] = _value(one.lower_name, one.value)
    return styles


def _value(name: str, tokens: list[tinycss2.ast.Node]) -> str:
    """Return a value as CSS reads it, without comments and escapes."""
    said = [one for one in tokens if one.type not in {"comment", "whitespace"}]
    if said and said[0].type in {"string", "function"} and name == "content":
        is_typed = all(one.type == "string" for one in said)
        return "".join(one.value for one in said) if is_typed else MADE
    if said and name == "content":
        return ""
    written = "".join(
        one.value if one.type == "ident" else one.serialize()
        for one in tokens
        if one.type != "comment"
    )
    return written.strip().lower()


def _settled(styles: Styles) -> Styles:
    """Return styles with important values over the others, and variables filled in."""
    first = {k[1:]: v for k, v in styles.items() if k.startswith(_IMPORTANT)}
    settled = {k: v for k, v in styles.items() if not k.startswith(_IMPORTANT)} | first
    for name, value in settled.items():
        if "var(" in value:
            settled[name] = _VARIABLE.sub(
                lambda found: settled.get(found[1], found[2] or "").strip(), value
            )
    return settled
