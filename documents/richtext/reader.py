"""Walk through pasted text, and return its pieces as a letter can hold them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from typing import Final

from documents.richtext import elements, formulas, listed, looks, numbered
from documents.richtext.heights import Gap, Height, raised_by
from documents.richtext.leftovers import Leftovers, Reason
from documents.richtext.looks import Look
from documents.richtext.mails import quoted_head
from documents.richtext.nodes import NOTE, Content, Node, is_inline
from documents.richtext.outline import heading_of
from documents.richtext.pieces import (
    each_raised,
    is_parted,
    on_lines,
    put_after,
    put_before,
    words_in,
)
from documents.richtext.programs import put_together
from documents.richtext.reasons import is_mark_of_remark, name_of_raised, reason_of
from documents.richtext.sheets import Around, Sheet
from documents.richtext.signs import sign_of
from documents.richtext.tables import TableReader
from documents.richtext.twins import formula_of
from documents.richtext.typed import tick_of, typed_in
from documents.richtext.variables import Styles
from documents.richtext.wording import WordReader

_BOLD: Final = {"bold", "bolder", "600", "700", "800", "900"}


class Reader:
    """Walks through a text once, with what is said of each piece."""

    def __init__(self, sheet: Sheet, leftovers: Leftovers) -> None:
        self._sheet = sheet
        self._leftovers = leftovers
        self._words = WordReader(leftovers)
        self._above: list[Around] = []
        self._quotes = 0
        self._is_mail_noted = False
        # For each open field of Word's, whether its code is being read.
        self._fields: list[bool] = []

    def styles_of(self, node: Node) -> Styles:
        """Return the styles of an element."""
        return self._sheet.styles_of(node, self._above)

    @contextmanager
    def within(self, node: Node) -> Iterator[None]:
        """Walk within an element."""
        self._above.append(self._sheet.around(node, self._above))
        yield
        self._above.pop()

    def contents(self, node: Node, look: Look) -> list[Content]:
        """Return the content of an element."""
        self._above.append(self._sheet.around(node, self._above))
        read: list[Content] = []
        self._mark_items(node)
        children = _without_blanks(put_together(node.children))
        for is_list, run in groupby(children, listed.is_item):
            if is_list:
                items = [one for one in run if isinstance(one, Node)]
                read += self._listed(items, look)
                continue
            was_apart = False
            for child in run:
                piece, is_apart = self._piece(child, look)
                if (is_apart or was_apart) and not is_parted(read, piece):
                    read.append(Gap(" "))
                read += piece
                was_apart = is_apart or (was_apart and not piece)
        self._above.pop()
        return read

    def _mark_items(self, node: Node) -> None:
        """Write on each item of Word's lists what a style sheet says of its list."""
        for child in node.children if self._sheet.has_lists else ():
            if not isinstance(child, Node) or child.tag != "p":
                continue
            if named := self.styles_of(child).get("mso-list"):
                style = child.attributes.get("style", "")
                child.attributes["style"] = f"mso-list:{named};{style}"

    def _piece(self, node: Content, look: Look) -> tuple[list[Content], bool]:
        """Return a child as read, and whether a blank parts it from its neighbours."""
        if isinstance(node, str):
            return self._text(node, look), False
        styles = self.styles_of(node)
        tag = node.tag
        if formula := formula_of(node):
            return self._formula(formula, look), True
        is_unknown = tag not in elements.KNOWN and ":" not in tag
        is_thing = tag in elements.PICTURES | elements.FIELDS | {"math"}
        is_thing = is_thing or tag in elements.DRAWN
        is_apart = is_unknown or is_thing or looks.sets_apart(styles) == "blank"
        read = self._element(node, tag, styles, look)
        is_apart = is_apart or look.is_row or _is_column(styles, read)
        return read, is_apart

    def _listed(self, items: list[Node], look: Look) -> list[Content]:
        shown = []
        for item in items:
            styles = self.styles_of(item)
            if reason := reason_of(item, styles):
                self.leave(reason, item)
            else:
                shown.append(item)
        return listed.lists_of(
            shown,
            lambda item: self.contents(item, look.within(item, self.styles_of(item))),
        )

    def leave(self, reason: Reason, node: Node) -> None:
        """Note that an element is left out."""
        words = "".join(words_in(node))
        if words.strip():
            self._leftovers.add(reason, words)

    def note(self, reason: Reason, node: Node) -> None:
        """Note a doubt about an element kept."""
        self._leftovers.add(reason, "".join(words_in(node)))

    def _text(self, words: str, look: Look) -> list[Content]:
        if any(self._fields):
            return []
        return self._words.read(words, look)

    def _element(
        self, node: Node, tag: str, styles: Styles, look: Look
    ) -> list[Content]:
        self._follow_field(styles)
        if tag in elements.SILENT:
            return []
        if is_mark_of_remark(node, styles):
            self._leftovers.add(Reason.COMMENT, "")
            return []
        if tag in elements.PICTURES:
            if sign := sign_of(node):
                return self._text(sign, look)
            self._leftovers.add(Reason.PICTURE, "")
            return []
        if reason := reason_of(node, styles):
            self.leave(reason, node)
            return []
        if name := elements.DRAWN.get(tag):
            self._leftovers.add(Reason.OTHER, name)
            return []
        self._note_mail(node)
        within = look.within(node, styles)
        before, after = self._sheet.words_beside(node, self._above)
        read = [
            *self._text(before, within),
            *self._made(node, tag, styles, within),
            *self._text(after, within),
        ]
        return self._raised(node, styles, look, read)

    def _note_mail(self, node: Node) -> None:
        if not self._is_mail_noted and (head := quoted_head(node)):
            self._is_mail_noted = True
            self._leftovers.add(Reason.QUOTED, head)

    def _follow_field(self, styles: Styles) -> None:
        match styles.get("mso-element"):
            case "field-begin":
                self._fields.append(True)
            case "field-separator" if self._fields:
                self._fields[-1] = False
            case "field-end" if self._fields:
                self._fields.pop()

    def _raised(
        self, node: Node, styles: Styles, look: Look, read: list[Content]
    ) -> list[Content]:
        """Return content raised or lowered by its element or style."""
        is_cell = node.tag in elements.TABLES
        by_style = "" if is_cell else raised_by(styles) or name_of_raised(node)
        tag = elements.RAISED.get(node.tag) or by_style
        return list(each_raised(read, tag)) if tag else read

    def _made(self, node: Node, tag: str, styles: Styles, look: Look) -> list[Content]:
        """Return an element as one of a letter's, or its content."""
        if tag in elements.LISTS:
            return self._list(node, styles, look)
        if tag == "table":
            return TableReader(self).read(node, look)
        if tag in elements.BREAKS:
            return [Node("br")] if tag == "br" else [Node("div")]
        if tag in elements.FIELDS:
            return self._field(node, look)
        if tag == "math":
            return self._formula(node, look)
        if tag == NOTE:
            # A note stands at the foot of the page, however high its number stands.
            look = replace(look, height=Height())
            return [Node(NOTE, {}, on_lines(self.contents(node, look)))]
        read = self._said(node, tag, look)
        if level := heading_of(node):
            return [Node(level, {}, read)]
        if tag == "li":
            return [Node("li", {"value": node.attributes.get("value", "")}, read)]
        if tag == "a":
            return [Node("a", {"href": node.attributes.get("href", "")}, read)]
        if tag in {"b", "strong"} and not _is_light(styles):
            return [Node("strong", {}, read)]
        if tag in {"i", "em"} and styles.get("font-style") != "normal":
            return [Node("em", {}, read)]
        if (
            tag in elements.BLOCKS
            or tag in elements.TABLES
            or looks.sets_apart(styles) == "block"
        ):
            return [Node("div", {}, read)]
        return self._weighed(tag, styles, read)

    def _weighed(self, tag: str, styles: Styles, read: list[Content]) -> list[Content]:
        """Return a piece of a line bold or italic by its style."""
        if tag not in {"span", "font"} or not any(map(is_inline, read)):
            return read
        if styles.get("font-style") in {"italic", "oblique"}:
            read = [Node("em", {}, read)]
        if styles.get("font-weight") in _BOLD:
            read = [Node("strong", {}, read)]
        return read

    def _said(self, node: Node, tag: str, look: Look) -> list[Content]:
        """Return the content of an element, with what the element itself says."""
        if tag in {"q", "blockquote"}:
            return self._quoted(node, look)
        if tag == "rt":
            return [" (", *self.contents(node, look), ")"]
        return self.contents(node, look)

    def _quoted(self, node: Node, look: Look) -> list[Content]:
        opening, closing = ("“", "”") if self._quotes % 2 == 0 else ("‘", "’")
        self._quotes += 1
        read = self.contents(node, look)
        self._quotes -= 1
        words = "".join(words_in(Node("", {}, read))).strip()
        if not words or words[0] in "“‘\"'«„":
            return read
        put_before(read, opening)
        put_after(read, closing)
        return read

    def _field(self, node: Node, look: Look) -> list[Content]:
        """Return what is typed or chosen in the field of a form."""
        if node.tag == "textarea":
            return self.contents(node, look)
        if sign := tick_of(node):
            return [sign]
        return self._text(typed_in(node), look)

    def _formula(self, node: Node, look: Look) -> list[Content]:
        if look.is_struck or look.is_unseen or look.is_blacked:
            return self.contents(node, look)
        self._leftovers.part()
        return formulas.on_a_line(node)

    def _list(self, node: Node, styles: Styles, look: Look) -> list[Content]:
        contents = self.contents(node, look)
        if not numbered.is_numbered(node, styles):
            return [Node("ul", {}, contents)]
        items = (one for one in node.children if isinstance(one, Node))
        first = next((self.styles_of(one) for one in items if one.tag == "li"), {})
        return numbered.lists_of(node, contents, numbered.kind_of(node, styles, first))


def _is_column(styles: Styles, read: list[Content]) -> bool:
    """Whether content stands beside the text, and is no letter over several lines."""
    is_beside = styles.get("float", "") in {"left", "right"}
    return is_beside and len("".join(words_in(Node("", {}, read))).strip()) > 1


def _is_light(styles: Styles) -> bool:
    return styles.get("font-weight", "") in {"normal", "lighter", "300", "400"}


def _without_blanks(nodes: list[Content]) -> Iterator[Content]:
    """Yield nodes without the blanks after the items of Word's lists."""
    is_after = False
    for node in nodes:
        if is_after and isinstance(node, str) and not node.strip():
            continue
        is_after = listed.is_item(node)
        yield node
