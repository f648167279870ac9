"""Read how a workbook's cells are written: formats of numbers, and letters."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from xml.etree.ElementTree import Element

from openpyxl.styles.numbers import (
    BUILTIN_FORMATS,
    is_date_format,
    is_timedelta_format,
)
from openpyxl.utils.datetime import CALENDAR_MAC_1904, WINDOWS_EPOCH, from_excel

from documents.hidden.packages import attribute, child, find_all, is_on


@dataclass(frozen=True, slots=True)
class Form:
    """How a cell is written."""

    code: str = "General"
    is_bold: bool = False
    is_italic: bool = False
    is_wrapped: bool = False

    def said(self, value: float | str | bool, *, is_mac: bool) -> str:
        """Return a value as a text: dates as 2026-03-02, yes and no as TRUE and FALSE.

        Args:
            value: The value.
            is_mac: Whether the workbook counts its days from 1904.
        """
        if isinstance(value, bool):
            return str(value).upper()
        if isinstance(value, str) or not is_date_format(self.code):
            return str(value)
        epoch = CALENDAR_MAC_1904 if is_mac else WINDOWS_EPOCH
        is_length = is_timedelta_format(self.code)
        try:
            moment = from_excel(value, epoch, timedelta=is_length)
        except (ValueError, OverflowError):
            return str(value)
        if isinstance(moment, datetime) and moment.time() == time(0):
            moment = moment.date()
        if isinstance(moment, (date, time)):
            return moment.isoformat()
        return str(moment) if isinstance(moment, timedelta) else str(value)


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
        number, font = one.get("numFmtId", "0"), one.get("fontId", "0")
        code = codes.get(number) or BUILTIN_FORMATS.get(int(number), "General")
        letters = fonts[int(font)] if int(font) < len(fonts) else None
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


def _has(letters: Element | None, name: str) -> bool:
    found = child(letters, name)
    return found is not None and attribute(found, "val") not in {"0", "false"}
