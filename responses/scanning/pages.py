"""One page of a PDF: where its words are, and what is painted over or beneath them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import (
    ArrayObject,
    ContentStream,
    DictionaryObject,
    StreamObject,
    TextStringObject,
)

from responses.scanning.findings import CannotLook, Finding, block, counted, quoted

MOST_OPERATIONS = 400_000
_DEEPEST = 6
_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1, 0, 0, 1, 0, 0)
_Box = tuple[float, float, float, float]


@dataclass(slots=True)
class _State:
    """What the operators set, and q and Q keep and bring back."""

    matrix: _Matrix = _SAME
    fill: tuple[float, ...] = (0.0,)
    is_clear: bool = False
    size: float = 12
    mode: int = 0
    font: dict[str, Any] | None = None

    def copy(self) -> "_State":
        return _State(
            self.matrix, self.fill, self.is_clear, self.size, self.mode, self.font
        )


@dataclass(slots=True)
class _Words:
    """A piece of text as it was drawn."""

    text: str
    x: float
    y: float
    height: float
    fill: tuple[float, ...]
    mode: int
    order: int


@dataclass(slots=True)
class _Painted:
    """A filled box or a picture."""

    box: _Box
    fill: tuple[float, ...] | None
    order: int


@dataclass(slots=True)
class Page:
    """The words of a page, and why some of them are not to be seen."""

    reader: PdfReader
    page: PageObject
    words: list[str] = field(default_factory=list)
    _texts: list[_Words] = field(default_factory=list)
    _painted: list[_Painted] = field(default_factory=list)
    _order: int = 0

    def __post_init__(self) -> None:
        content = self.page.get_contents()
        if content is not None:
            stream = ContentStream(content, self.reader)
            resources = _plain(self.page.get("/Resources"))
            self._run(stream, resources, _State(), 0)
        self.words = [one.text for one in self._texts if one.text.strip()]

    def findings(self, place: str) -> Iterator[Finding]:
        """Yield the ways in which words of this page are kept from sight."""
        crop = [float(value) for value in self.page.cropbox]
        found: dict[str, list[str]] = {}
        for one in self._texts:
            if not one.text.strip():
                continue
            if why := self._why(one, crop):
                found.setdefault(why, []).append(one.text)
        for why, texts in found.items():
            shown = quoted(" ".join(texts))
            many = counted(len(texts), "piece")
            yield block(
                _CODES[why], place, f"{many} of text {why}: {shown}. {_MEND[why]}"
            )

    def _why(self, one: _Words, crop: list[float]) -> str:
        if one.mode in {3, 7}:
            return _INVISIBLE
        x, y = one.x + one.height * 0.25, one.y + one.height * 0.3
        if not (crop[0] - 2 <= x <= crop[2] + 2 and crop[1] - 2 <= y <= crop[3] + 2):
            return _OFF
        beneath: tuple[float, ...] | None = None
        is_on_picture = False
        for painted in self._painted:
            left, bottom, right, top = painted.box
            if not (left <= x <= right and bottom <= y <= top):
                continue
            if painted.order > one.order:
                return _COVERED
            beneath, is_on_picture = painted.fill, painted.fill is None
        if is_on_picture:
            return ""
        ground = beneath if beneath is not None else (1.0,)
        return (
            _SAME_COLOUR
            if _light(ground) == _light(one.fill) and _near(ground, one.fill)
            else ""
        )

    def _run(
        self,
        stream: ContentStream,
        resources: DictionaryObject,
        state: _State,
        depth: int,
    ) -> None:
        kept: list[_State] = []
        line = text = _SAME
        path: list[_Box] = []
        leading = 0.0
        for operands, operator in stream.operations:
            self._order += 1
            if self._order > MOST_OPERATIONS:
                raise CannotLook("draws more than this check can follow")
            name = operator.decode("latin-1")
            if name == "q":
                kept.append(state.copy())
            elif name == "Q":
                state = kept.pop() if kept else state
            elif name == "cm":
                state.matrix = _times(_numbers(operands), state.matrix)
            elif name == "BT":
                line = text = _SAME
            elif name in {"Td", "TD"}:
                x, y = float(operands[0]), float(operands[1])
                leading = -y if name == "TD" else leading
                line = text = _times((1, 0, 0, 1, x, y), line)
            elif name == "Tm":
                line = text = _numbers(operands)
            elif name == "TL":
                leading = float(operands[0])
            elif name == "T*":
                line = text = _times((1, 0, 0, 1, 0, -leading), line)
            elif name == "Tf":
                state.size = float(operands[1])
                state.font = self._font(resources, str(operands[0]))
            elif name == "Tr":
                state.mode = int(operands[0])
            elif name in {"Tj", "TJ", "'", '"'}:
                if name in {"'", '"'}:
                    line = text = _times((1, 0, 0, 1, 0, -leading), line)
                said, width = _said(operands[-1], state)
                self._draw(said, text, state)
                text = _times((1, 0, 0, 1, width, 0), text)
            elif name in {"g", "rg", "k", "sc", "scn"}:
                colour = [float(one) for one in operands if _is_number(one)]
                state.fill = tuple(colour) if colour else (0.5, 0.4, 0.6)
            elif name == "gs":
                state.is_clear = self._is_clear(resources, str(operands[0]))
            elif name == "re":
                path.append(_box(_numbers4(operands), state.matrix))
            elif name in {"m", "l", "c", "v", "y"} and name == "m":
                path.append((0, 0, 0, 0))
            elif name in {"f", "F", "f*", "B", "B*", "b", "b*"}:
                if not state.is_clear:
                    self._painted += [
                        _Painted(box, state.fill, self._order)
                        for box in path
                        if box[2] > box[0] and box[3] > box[1]
                    ]
                path = []
            elif name in {"n", "S", "s"}:
                path = []
            elif name == "Do":
                self._draw_object(resources, str(operands[0]), state, depth)
            elif name == "INLINE IMAGE" or name == "BI":
                box = _box((0, 0, 1, 1), state.matrix)
                self._painted.append(_Painted(box, None, self._order))

    def _draw(self, said: str, text: _Matrix, state: _State) -> None:
        if not said:
            return
        at = _times(text, state.matrix)
        height = abs(state.size) * max(abs(at[3]), abs(at[1]), 0.001)
        self._texts.append(
            _Words(said, at[4], at[5], height, state.fill, state.mode, self._order)
        )

    def _draw_object(
        self, resources: DictionaryObject, name: str, state: _State, depth: int
    ) -> None:
        drawn = _plain(_plain(resources.get("/XObject")).get(name))
        if drawn.get("/Subtype") == "/Image":
            if drawn.get("/SMask") is None and not state.is_clear:
                box = _box((0, 0, 1, 1), state.matrix)
                self._painted.append(_Painted(box, None, self._order))
        elif drawn.get("/Subtype") == "/Form" and isinstance(drawn, StreamObject):
            if depth >= _DEEPEST:
                raise CannotLook("draws pictures within pictures without end")
            inner = state.copy()
            if (matrix := drawn.get("/Matrix")) is not None:
                inner.matrix = _times(_numbers(list(matrix.get_object())), state.matrix)
            own = _plain(drawn.get("/Resources")) or resources
            self._run(ContentStream(drawn, self.reader), own, inner, depth + 1)

    def _font(self, resources: DictionaryObject, name: str) -> dict[str, Any]:
        font = _plain(_plain(resources.get("/Font")).get(name))
        if (known := _FONTS.get(id(font))) and known["of"] is font:
            return known
        made: dict[str, Any] = {"of": font, "map": {}, "is_wide": False}
        made["is_wide"] = font.get("/Subtype") == "/Type0"
        made["map"] = _unicode_of(font)
        if len(_FONTS) > 500:
            _FONTS.clear()
        _FONTS[id(font)] = made
        return made

    def _is_clear(self, resources: DictionaryObject, name: str) -> bool:
        setup = _plain(_plain(resources.get("/ExtGState")).get(name))
        mode = setup.get("/BM")
        opacity = setup.get("/ca")
        is_blended = mode is not None and mode not in {"/Normal", "/Compatible"}
        return is_blended or (opacity is not None and float(opacity) < 0.95)


_FONTS: dict[int, dict[str, Any]] = {}
_INVISIBLE = "drawn so that it is not seen"
_OFF = "outside the visible page"
_COVERED = "under something drawn over it"
_SAME_COLOUR = "in the colour of what is behind it"
_CODES = {
    _INVISIBLE: "invisible_text",
    _OFF: "off_page",
    _COVERED: "covered_text",
    _SAME_COLOUR: "invisible_text",
}
_MEND = {
    _INVISIBLE: "A scan keeps the words that were read from it: make sure none of them "
    "is to be withheld, or save the pages as pictures.",
    _OFF: "Print it to a new PDF.",
    _COVERED: "Redact it with a tool that deletes what is beneath.",
    _SAME_COLOUR: "Show it, or take it out.",
}


def _said(operand: Any, state: _State) -> tuple[str, float]:
    """Return what a text operator shows, and about how far it goes on."""
    pieces = operand if isinstance(operand, ArrayObject | list) else [operand]
    said, width = [], 0.0
    for piece in pieces:
        if _is_number(piece):
            width -= float(piece) / 1000
            if float(piece) < -250:
                said.append(" ")
            continue
        raw = _raw(piece)
        font = state.font or {}
        codes = (
            [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)]
            if font.get("is_wide")
            else list(raw)
        )
        table = font.get("map") or {}
        said.append(
            "".join(
                table.get(code) or (chr(code) if code > 31 else "?") for code in codes
            )
        )
        width += 0.5 * len(codes)
    return "".join(said), width * state.size


def _raw(piece: Any) -> bytes:
    if isinstance(piece, bytes):
        return piece
    if isinstance(piece, TextStringObject):
        return bytes(piece.original_bytes)
    return str(piece).encode("latin-1", "replace")


def _unicode_of(font: DictionaryObject) -> dict[int, str]:
    """Return what the codes of a font stand for, where it says so."""
    written = font.get("/ToUnicode")
    stream = written.get_object() if written is not None else None
    if not isinstance(stream, StreamObject):
        return {}
    table: dict[int, str] = {}
    lines = (
        stream.get_data()[:500_000].decode("latin-1").replace("\r", "\n").split("\n")
    )
    kind = ""
    for line in lines:
        if "begin" in line:
            kind = "char" if "bfchar" in line else "range" if "bfrange" in line else ""
            line = line.split("beginbf")[-1].removeprefix("char").removeprefix("range")
        if not kind or "<" not in line:
            continue
        parts = [part.split(">")[0] for part in line.split("<")[1:]]
        try:
            if kind == "char":
                for code, char in zip(parts[::2], parts[1::2], strict=False):
                    table[int(code, 16)] = _hex(char)
            elif len(parts) >= 3 and "[" not in line:
                first, last, char = int(parts[0], 16), int(parts[1], 16), _hex(parts[2])
                for step in range(min(last - first, 65_535) + 1):
                    table[first + step] = char[:-1] + chr(ord(char[-1]) + step)
        except (ValueError, IndexError):
            continue
    return table


def _hex(text: str) -> str:
    return bytes.fromhex(text).decode("utf-16-be", "replace")


def _plain(one: Any) -> DictionaryObject:
    found = one.get_object() if one is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _is_number(one: Any) -> bool:
    return isinstance(one, int | float) or hasattr(one, "as_numeric")


def _numbers(operands: Any) -> _Matrix:
    a, b, c, d, e, f = (float(one) for one in operands)
    return a, b, c, d, e, f


def _numbers4(operands: Any) -> _Box:
    x, y, width, height = (float(one) for one in operands)
    return x, y, x + width, y + height


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _box(box: _Box, matrix: _Matrix) -> _Box:
    a, b, c, d, e, f = matrix
    corners = [
        (a * x + c * y + e, b * x + d * y + f)
        for x in (box[0], box[2])
        for y in (box[1], box[3])
    ]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _light(colour: tuple[float, ...]) -> int:
    """Return how light a colour is, in tenths."""
    if len(colour) == 4:
        cyan, magenta, yellow, black = colour
        rgb = [(1 - ink) * (1 - black) for ink in (cyan, magenta, yellow)]
    elif len(colour) == 3:
        rgb = list(colour)
    else:
        rgb = [colour[0] if colour else 0.0] * 3
    return round(sum(rgb) / 3 * 10)


def _near(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    if len(one) != len(other):
        return _light(one) in {0, 10}
    return all(
        abs(first - second) < 0.08 for first, second in zip(one, other, strict=True)
    )
