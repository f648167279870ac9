"""Write the files that plants lie in, by hand: not with what the check reads with."""

import io
import zipfile
from dataclasses import dataclass

# The words of a plant; a finding about it quotes them.
TOKEN = "Ashdown"  # noqa: S105 - it is a name
SECRET = "Wren Ashdown, 4 Mill Lane"  # noqa: S105

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

THEME = f"""<a:theme xmlns:a="{A}" name="Office Theme"><a:themeElements>
<a:clrScheme name="Office"><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>
<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1>
<a:dk2><a:srgbClr val="44546A"/></a:dk2><a:lt2><a:srgbClr val="E7E6E6"/></a:lt2>
<a:accent1><a:srgbClr val="4472C4"/></a:accent1>
<a:accent2><a:srgbClr val="ED7D31"/></a:accent2>
<a:accent3><a:srgbClr val="A5A5A5"/></a:accent3>
<a:accent4><a:srgbClr val="FFC000"/></a:accent4>
<a:accent5><a:srgbClr val="5B9BD5"/></a:accent5>
<a:accent6><a:srgbClr val="70AD47"/></a:accent6>
<a:hlink><a:srgbClr val="0563C1"/></a:hlink>
<a:folHlink><a:srgbClr val="954F72"/></a:folHlink></a:clrScheme>
<a:fontScheme name="Office"><a:majorFont><a:latin typeface="Calibri Light"/>
</a:majorFont><a:minorFont><a:latin typeface="Calibri"/></a:minorFont></a:fontScheme>
<a:fmtScheme name="Office"><a:fillStyleLst><a:solidFill><a:schemeClr val="phClr"/>
</a:solidFill></a:fillStyleLst></a:fmtScheme></a:themeElements></a:theme>"""


@dataclass(frozen=True)
class Plant:
    """A file with a leak in it.

    Attributes:
        kind: The kind of leak, H1 to H10 with its name.
        wanted: "block" or "warn"; "clean" for a file that must not be stopped.
        name: The file's name.
        content: Its bytes.
        says: What a finding must quote; "" if there is nothing to quote.
    """

    kind: str
    wanted: str
    name: str
    content: bytes
    says: str = TOKEN


def zipped(parts):
    """Return a ZIP archive of these parts, in this order."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def relationships(*links):
    """Return the XML of links, each "id kind target" or "id kind target External"."""
    written = ""
    for link in links:
        key, kind, target, *mode = link.split(" ")
        if not kind.startswith("http"):
            kind = f"{R}/{kind}"
        written += (
            f'<Relationship Id="{key}" Type="{kind}" Target="{target}"'
            + (' TargetMode="External"' if mode else "")
            + "/>"
        )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{written}</Relationships>'


def types(parts):
    """Return the list of types that every Office file has."""
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="/{one}" ContentType="x/y"/>' for one in parts)
        + "</Types>"
    )


def office(main, parts):
    """Return an Office file with a main part, others, and what every such file has."""
    made = {"[Content_Types].xml": types(parts)}
    made["_rels/.rels"] = relationships(f"rId1 officeDocument {main}")
    return zipped({**made, **parts})
