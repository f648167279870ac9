"""Leaks of spreadsheets that a fourth set of files showed to be missed in .ods."""

from tests.documents.hidden.plants import opendocuments
from tests.documents.hidden.plants.parts import SECRET, TOKEN, Plant

_CONFIG = "urn:oasis:names:tc:opendocument:xmlns:config:1.0"
_NOTHING = (
    '<number:number-style style:name="N1P0"><number:text/></number:number-style>'
    '<number:text-style style:name="N1"><number:text/><style:map '
    'style:condition="value()&gt;0" style:apply-style-name="N1P0"/>'
    "</number:text-style>"
)
_PALE = (
    '<number:text-style style:name="N1"><style:text-properties fo:color="#ffffff"/>'
    "<number:text-content/></number:text-style>"
)
_SHOWN = (
    '<number:number-style style:name="N1P0"><number:number/></number:number-style>'
    '<number:text-style style:name="N1"><number:text-content/><style:map '
    'style:condition="value()&gt;0" style:apply-style-name="N1P0"/>'
    "</number:text-style>"
)
_CELL = ' table:style-name="ce1"'
_LINES = "".join(f"<text:p>{one}</text:p>" for one in ("Note", "of", "1 May", SECRET))
_TALL = f"<table:table-cell{_CELL}>{_LINES}</table:table-cell>"
_CONDITION = (
    '<calcext:conditional-formats xmlns:calcext="urn:org:documentfoundation:names:'
    'experimental:calc:xmlns:calcext:1.0"><calcext:conditional-format '
    'calcext:target-range-address="Sheet1.A2:Sheet1.A2"><calcext:condition '
    'calcext:apply-style-name="Any"/></calcext:conditional-format>'
    "</calcext:conditional-formats>"
)


def _style(name="ce1", setup="", more="", maps=""):
    return (
        f'<style:style style:name="{name}" style:family="table-cell"{more}>'
        f"<style:table-cell-properties {setup}/>{maps}</style:style>"
    )


def _row(height, is_optimal="false"):
    return (
        '<style:style style:name="ro2" style:family="table-row">'
        f'<style:table-row-properties style:row-height="{height}" '
        f'style:use-optimal-row-height="{is_optimal}"/></style:style>'
    )


def _formatted(data, *, name="ce1", setup="", after=""):
    """Return a sheet with a cell in a style with a number format."""
    made = opendocuments.sheet(opendocuments.cell(SECRET, _CELL))
    return opendocuments.open_document(
        "ods",
        made.replace("</table:table>", f"{after}</table:table>"),
        styles=data + _style(name, setup, more=' style:data-style-name="N1"'),
    )


def _mapped(data):
    """Return a sheet with a cell whose style gives another under a condition."""
    other = '<style:map style:condition="value()!=7" style:apply-style-name="Any"/>'
    return opendocuments.open_document(
        "ods",
        opendocuments.sheet(opendocuments.cell(SECRET, _CELL)),
        styles=data
        + _style(maps=other)
        + _style("Any", more=' style:data-style-name="N1"'),
    )


def _set(item, value, second=""):
    """Return two sheets, with a setting."""
    settings = (
        f'<office:document-settings {opendocuments.NS} xmlns:config="{_CONFIG}">'
        f'<config:config-item config:name="{item}">{value}</config:config-item>'
        "</office:document-settings>"
    )
    made = opendocuments.sheet(opendocuments.cell("812"))
    return opendocuments.open_document(
        "ods",
        made + made.replace("Sheet1", second or "Sheet2"),
        parts={"settings.xml": settings},
    )


def _fitted(cell, setup, row=""):
    """Return a sheet with a cell of some setup in a row."""
    return opendocuments.open_document(
        "ods",
        opendocuments.sheet(cell, row=' table:style-name="ro2"'),
        styles=row + _style(setup=setup),
    )


def _apart(rows, columns, *, is_filled=False):
    empty = "<table:table-cell/>" if not is_filled else opendocuments.cell("0")
    between = (
        f'<table:table-row table:number-rows-repeated="{rows}">{empty}'
        "</table:table-row><table:table-row>"
        + empty.replace("cell", f'cell table:number-columns-repeated="{columns}"', 1)
        + f"{opendocuments.cell(SECRET)}</table:table-row></table:table>"
    )
    made = opendocuments.sheet(opendocuments.cell("812"))
    return opendocuments.open_document("ods", made.replace("</table:table>", between))


def planted():
    """Return the plants by their names."""
    h2, h6 = "H2", "H6"
    shrunk = opendocuments.cell(f"{SECRET} {'and others ' * 40}", _CELL)
    wrapped = opendocuments.cell(f"{'Note on it all ' * 12}{SECRET}", _CELL)
    upright = opendocuments.cell(f"Note of the case of {SECRET}", _CELL)
    gap = f"<table:table-cell><text:p>Note</text:p>{'<text:p/>' * 9}"
    gap += f"<text:p>{SECRET}</text:p></table:table-cell>"
    made = {
        "rows and columns away": (h2, "warn", _apart(4000, 300)),
        "tabs switched off": (
            h2,
            "warn",
            _set("HasSheetTabs", "false", TOKEN),
        ),
        "letters shrunk to fit": (
            h2,
            "block",
            _fitted(shrunk, 'style:shrink-to-fit="true"'),
        ),
        "lines cut off by a low row": (
            h2,
            "block",
            _fitted(_TALL, 'style:vertical-align="top"', _row("0.5cm")),
        ),
        "wrapped words cut off by a low row": (
            h2,
            "block",
            _fitted(
                wrapped,
                'fo:wrap-option="wrap" style:vertical-align="top"',
                _row("0.5cm"),
            ),
        ),
        "a line cut off": (
            h2,
            "warn",
            _fitted(_TALL, 'style:vertical-align="top"', _row("1.4cm")),
        ),
        "upright words cut off by a low row": (
            h2,
            "warn",
            _fitted(upright, 'style:rotation-angle="90"', _row("0.5cm")),
        ),
        "lines after a gap": (
            h2,
            "warn",
            opendocuments.open_document("ods", opendocuments.sheet(gap)),
        ),
        "a format of nothing": (h2, "block", _formatted(_NOTHING)),
        "a format of nothing by a condition": (
            h2,
            "block",
            _formatted(_NOTHING, name="Any", after=_CONDITION),
        ),
        "a format of nothing by a map of the style": (h2, "block", _mapped(_NOTHING)),
        "a format in white": (h2, "block", _formatted(_PALE)),
        "a format in white by a map of the style": (h2, "block", _mapped(_PALE)),
        "the name of a sheet in macros": (
            h6,
            "warn",
            _set("CodeName", f"caseOf{TOKEN}"),
        ),
    }
    return _plants(made)


def clean():
    """Return the counterparts with nothing to say."""
    wrapped = opendocuments.cell("Note on all of it " * 9, _CELL)
    made = {
        "filled up to the end": _apart(4000, 300, is_filled=True),
        "tabs shown": _set("HasSheetTabs", "true"),
        "words with room to be shrunk": _fitted(
            opendocuments.cell("Visits 2024", _CELL), 'style:shrink-to-fit="true"'
        ),
        "wrapped words in a row that grows": _fitted(
            wrapped, 'fo:wrap-option="wrap"', _row("0.5cm", "true")
        ),
        "lines in a row of their height": _fitted(_TALL, "", _row("2cm")),
        "upright words with room": _fitted(
            opendocuments.cell("Visits", _CELL),
            'style:rotation-angle="90"',
            _row("2cm"),
        ),
        "a format of texts": _formatted(_SHOWN),
        "a format in white on a dark ground": _formatted(
            _PALE, setup='fo:background-color="#003078"'
        ),
        "a format of texts by a map of the style": _mapped(_SHOWN),
        "a sheet in macros": _set("CodeName", "Sheet2"),
    }
    return _plants({name: ("clean", "clean", one) for name, one in made.items()})


def _plants(made):
    return {
        f"ods: {name}": Plant(kind, wanted, "figures.ods", content, TOKEN)
        for name, (kind, wanted, content) in made.items()
    }
