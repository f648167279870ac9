"""Describe the changes of a correction, for history and the result message."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from requests_app.questions.numbering.lists import listed
from requests_app.questions.outline.nodes import Node, Outline


@dataclass(frozen=True, slots=True)
class Told:
    """A correction in words.

    Attributes:
        note: A sentence for each change.
        changes: For each affected node, the path before and after, or the text before
            and after.
    """

    note: str
    changes: dict[str, list[str]] = field(default_factory=dict)


def describe(before: Outline, after: Outline) -> Told:
    """Describe the changes between two outlines of a request.

    Args:
        before: The outline before the correction.
        after: The outline after the correction, with its record of merged and split
            nodes.
    """
    teller = _Teller(before, after)
    return Told(note=" ".join(teller.sentences()), changes=teller.changes())


class _Teller:
    """The comparison of two outlines of a request."""

    def __init__(self, before: Outline, after: Outline) -> None:
        self.before, self.after = before, after
        self.joined = dict(after.joined)
        self.parts = {part: whole for whole, part in after.parted}
        self.kept = [node for node in after.nodes if node.id in before.by_id]
        self.gone = [node for node in before.nodes if node.id not in after.by_id]
        self.new = [node for node in after.nodes if node.id not in before.by_id]
        # Nodes with a text changed only by merging or splitting.
        self.reshaped = {
            *self.parts.values(),
            *(kept for kept in self.joined.values() if kept is not None),
        }

    def sentences(self) -> Iterator[str]:
        for part in self.new:
            whole = self.parts.get(part.id, part.id)
            if whole in self.before.by_id and whole in self.after.by_id:
                yield (
                    f"{_capital(self._was(whole))} was split; the rest is now "
                    f"{self._now(part.id)}."
                )
            else:
                yield f"{_capital(self._now(part.id))} was added."
        for node in self.gone:
            yield f"{_capital(self._was(node.id))} was {self._end_of(node)}."
        for node in self.kept:
            yield from self._changes_of(node)
        yield from self._orders()
        edges_moved = None in self.joined.values() or bool(self.new)
        for name, then, now in (
            ("before", self.before.preamble, self.after.preamble),
            ("after", self.before.closing, self.after.closing),
        ):
            if then != now and not edges_moved:
                yield f"The words {name} the questions were changed."

    def changes(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for node in self.gone:
            found[self._was(node.id)] = [_said(node), ""]
        for node in self.new:
            found[self._now(node.id)] = ["", _said(node)]
        for node in self.kept:
            then = self.before.by_id[node.id]
            if _said(then) != _said(node) or then.kind != node.kind:
                found[self._was(node.id)] = [_said(then), _said(node)]
            elif self._is_moved(node):
                found[self._was(node.id)] = [
                    self._was(node.id),
                    self._now(node.id),
                ]
        for name, edge in (
            ("before the questions", (self.before.preamble, self.after.preamble)),
            ("after the questions", (self.before.closing, self.after.closing)),
        ):
            if edge[0] != edge[1]:
                found[name] = list(edge)
        return found

    def _changes_of(self, node: Node) -> Iterator[str]:
        then = self.before.by_id[node.id]
        was = _capital(self._was(node.id))
        if self._is_moved(node):
            where = (
                "is now at the top"
                if node.parent_id is None
                else (f"is now under {self._now(node.parent_id)}")
            )
            yield f"{was} {where}, as {self._now(node.id)}."
        if then.label != node.label:
            number = f"now numbered {node.label}" if node.label else "not numbered now"
            yield f"{was} is {number}."
        if then.kind != node.kind:
            yield f"{was} is now a {node.kind}."
        # After a merge, text below the children of the merged node may move to its last
        # child.
        has_other_words = then.text != node.text or (
            then.after != node.after and not self.joined
        )
        if has_other_words and node.id not in self.reshaped:
            yield f"The words of {self._was(node.id)} were changed."

    def _is_moved(self, node: Node) -> bool:
        """Return whether the node was moved itself, and not only its parent."""
        was, now = self.before.by_id[node.id].parent_id, node.parent_id
        if was == now or (was is not None and was not in self.after.by_id):
            return False
        return self.parts.get(now) != was if now is not None and was else True

    def _orders(self) -> Iterator[str]:
        kept = {node.id for node in self.kept}
        was, now = _families(self.before), _families(self.after)
        for parent, family in now.items():
            brothers = kept.intersection(was.get(parent, ()), family)
            then = [key for key in was.get(parent, ()) if key in brothers]
            yield from self._order(then, [key for key in family if key in brothers])

    def _order(self, then: list[int], now: list[int]) -> Iterator[str]:
        differing = [
            at
            for at, pair in enumerate(zip(then, now, strict=True))
            if len({*pair}) > 1
        ]
        if not differing:
            return
        first, last = differing[0], differing[-1]
        if last == first + 1:
            one, other = self._was(then[first]), self._was(then[last])
            yield f"{_capital(one)} and {other} changed places."
        elif now[first + 1 : last + 1] == then[first:last]:
            yield (
                f"{_capital(self._was(now[first]))} is now before "
                f"{self._was(then[first])}."
            )
        elif now[first:last] == then[first + 1 : last + 1]:
            yield (
                f"{_capital(self._was(now[last]))} is now after "
                f"{self._was(then[last])}."
            )
        else:
            yield f"The order is now {listed([self._was(key) for key in now])}."

    def _end_of(self, node: Node) -> str:
        kept = self.joined.get(node.id, node.id)
        if kept is None:
            return "joined to the words before the questions"
        return f"joined to {self._was(kept)}" if kept != node.id else "deleted"

    def _was(self, key: int) -> str:
        return self.before.paths.get(key) or self._now(key)

    def _now(self, key: int) -> str:
        return self.after.paths.get(key) or "a question split off before"


def _families(outline: Outline) -> dict[int | None, list[int]]:
    found: dict[int | None, list[int]] = {}
    for node in outline.nodes:
        found.setdefault(node.parent_id, []).append(node.id)
    return found


def _said(node: Node) -> str:
    return " ".join(filter(None, [node.label, node.text, node.after]))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
