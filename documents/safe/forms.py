"""Read how a workbook's cells are written: formats of numbers, and letters."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from openpyxl.styles.numbers import BUILTIN_FORMATS

from documents.hidden.numbers import whole_in
from documents.hidden.packages import attribute, child, find_all, is_on
from documents.safe.numbers import said_of, said_of_text

# Formats that each machine writes in its own way: here as in the United Kingdom.
_HERE = {14: "dd/mm/yyyy", 22: "dd/mm/yyyy hh:mm"}


@dataclass(frozen=True, slots=True)
class Form:
    """How a cell is written."""

    code: str = "General"
    is_bold: bool = False
    is_italic: bool = False
    is_wrapped: bool = False

    def said(self, value: float | str | bool, *, is_mac: bool) -> str:
        """Return a value as the cell shows the value.

        Args:
            value: The value.
            is_mac: Whether the workbook counts its days from 1904.
        """
        if isinstance(value, bool):
            return str(value).upper()
        if isinstance(value, str):
            return said_of_text(value, self.code)
        return said_of(value, self.code, is_mac=is_mac)


def forms_of(styles: Element | None) -> list[Form]:
    """Return the forms of a workbook's cells, by number."""
    if styles is None:
        return [Form()]
    codes = {
        one.get("numFmtId", ""): one.get("formatCode", "")
        for one in find_all(styles, "numFmt")
    }
    fonts = list(child(styles, "fonts") or ())
    made = []
    for one in child(styles, "cellXfs") or ():
        number, font = whole_in(one.get("numFmtId")), whole_in(one.get("fontId"))
        code = codes.get(str(number)) or _usual(number)
        letters = fonts[font] if 0 <= font < len(fonts) else None
        alignment = child(one, "alignment")
        made.append(
            Form(
                code,
                _has(letters, "b"),
                _has(letters, "i"),
                alignment is not None and is_on(alignment.get("wrapText")),
            )
        )
    return made or [Form()]


def _usual(number: int) -> str:
    """Return a format that programs know by its number, with pounds for dollars."""
    return _HERE.get(number) or BUILTIN_FORMATS.get(number, "General").replace("$", "£")


def _has(letters: Element | None, name: str) -> bool:
    found = child(letters, name)
    return found is not None and attribute(found, "val") not in {"0", "false"}
