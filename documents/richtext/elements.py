"""Say for each element of HTML and MathML what becomes of it in a letter.

An element in none of these lists is unknown: its words stay, set apart by blanks.
"""

import re
from typing import Final


def _named(names: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\w-]+", names))


# Elements of a line of text, whose words stay as they are.
IN_LINE: Final = _named(
    "a abbr acronym b bdi bdo big blink button cite code data dfn em font i ins kbd "
    "foot-note label mark nobr output q ruby rb rtc samp small span strong sub sup "
    "time tt u var basefont bgsound slot"
)
# Elements whose words stay, in a paragraph of their own.
BLOCKS: Final = _named(
    "address article aside blockquote body caption center dd details div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup html "
    "legend li listing main marquee nav p plaintext pre search section summary "
    "xmp"
)
LISTS: Final = frozenset({"ul", "ol", "menu", "dir"})
TABLES: Final = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th"})
COLUMNS: Final = frozenset({"col", "colgroup"})
# Elements that show no words of their own.
SILENT: Final = _named(
    "area base datalist head keygen link map meta noembed noframes noscript optgroup "
    "option param rp script source style template title track wbr xml"
)
BREAKS: Final = frozenset({"br", "hr"})
FIELDS: Final = frozenset({"input", "select", "textarea"})
STRUCK: Final = frozenset({"del", "s", "strike"})
# Elements that a letter cannot hold, by the name that the officer reads.
DRAWN: Final = {
    "applet": "a program",
    "audio": "a recording",
    "canvas": "a drawing",
    "dialog": "a dialogue box",
    "embed": "an embedded file",
    "fencedframe": "another page",
    "frame": "another page",
    "frameset": "another page",
    "geolocation": "a map",
    "iframe": "another page",
    "meter": "a measure drawn as a bar",
    "model": "a drawing",
    "object": "an embedded file",
    "portal": "another page",
    "progress": "a measure drawn as a bar",
    "selectedcontent": "a choice",
    "video": "a film",
}
PICTURES: Final = frozenset({"img", "image", "picture", "svg"})
RAISED: Final = {"sup": "sup", "sub": "sub"}
# Elements of MathML, put into words by `formulas`.
FORMULA: Final = _named(
    "annotation annotation-xml maction maligngroup malignmark math menclose merror "
    "mfenced mfrac mglyph mi mlabeledtr mlongdiv mmultiscripts mn mo mover mpadded "
    "mphantom mprescripts mroot mrow ms mscarries mscarry msgroup msline mspace msqrt "
    "msrow mstack mstyle msub msubsup msup mtable mtd mtext mtr munder munderover "
    "none semantics"
)
KNOWN: Final = frozenset().union(
    *(IN_LINE, BLOCKS, LISTS, TABLES, COLUMNS, SILENT, BREAKS, FIELDS, STRUCK),
    *(DRAWN, PICTURES, RAISED, FORMULA, {"rt"}),
)
