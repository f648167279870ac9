"""Add structure to a letter's PDF that WeasyPrint leaves out.

A list item may contain only a label and a body, and a table heading must state its
scope (ISO 14289-1, 7.2 and 7.5). An element that runs over pages is one element.
"""

from typing import Any

import pydyf

from responses.letters.joining import Joining, remember_elements
from responses.letters.noting import settle_notes

_IN_ITEM = {"/Lbl", "/LBody"}


def finish(document: Any, pdf: Any) -> None:
    """Join pieces, place footnotes, wrap items' content, and set headings' scope."""
    elements = {
        one.reference: one
        for one in pdf.objects
        if isinstance(one, pydyf.Dictionary) and one.get("Type") == "/StructElem"
    }
    Joining(elements).join(pdf)
    settle_notes({key: one for key, one in elements.items() if one.free != "f"})
    for element in list(elements.values()):
        if element.free == "f":
            continue
        if element["S"] == "/LI":
            _settle_item(element, elements, pdf)
        elif element["S"] == "/TR":
            _settle_row(element, elements)
    for element in elements.values():
        _empty_if_free(element)


def _empty_if_free(element: Any) -> None:
    """Keep an element that is left out as an empty object.

    pydyf would leave a free object out of its stream but count it there: readers that
    go by place, such as Poppler, would then miss every object behind.
    """
    if element.free == "f":
        element.clear()
        element.free = "n"


def _settle_item(item: Any, elements: dict[bytes, Any], pdf: Any) -> None:
    kept = pydyf.Array()
    body: Any = None
    for kid in item["K"]:
        if kid not in elements or elements[kid]["S"] in _IN_ITEM:
            kept.append(kid)
            body = None
            continue
        if body is None:
            body = _body(item, pdf)
            kept.append(body.reference)
        body["K"].append(kid)
        elements[kid]["P"] = body.reference
    item["K"] = kept


def _body(item: Any, pdf: Any) -> Any:
    body = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": "/LBody",
            "K": pydyf.Array(),
            "P": item.reference,
        }
    )
    if "Pg" in item:
        body["Pg"] = item["Pg"]
    pdf.add_object(body)
    return body


def _settle_row(row: Any, elements: dict[bytes, Any]) -> None:
    """Set the scope of a row's headings.

    In a row of headings each heads its column; beside data a heading heads its row.
    """
    cells = [elements[kid] for kid in row["K"] if kid in elements]
    is_heading = all(cell["S"] == "/TH" for cell in cells)
    for cell in cells:
        if cell["S"] == "/TH":
            cell.setdefault("A", pydyf.Dictionary({"O": "/Table"}))
            cell["A"]["Scope"] = "/Column" if is_heading else "/Row"


remember_elements()
