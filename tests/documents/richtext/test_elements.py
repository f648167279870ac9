"""It is decided for every element of HTML and MathML what becomes of it."""

import re

import pytest

from documents.richtext import elements
from documents.richtext.cleaning import take
from documents.richtext.plain import to_plain

# The elements of the HTML standard, its obsolete ones included, and of MathML Core.
STANDARD = re.findall(
    r"[\w-]+",
    """
    html head title base link meta style body article section nav aside h1 h2 h3 h4
    h5 h6 hgroup header footer address p hr pre blockquote ol ul menu li dl dt dd figure
    figcaption main search div a em strong small s cite q dfn abbr ruby rt rp data time
    code var samp kbd sub sup i b u mark bdi bdo span br wbr ins del picture source img
    iframe embed object video audio track map area table caption colgroup col tbody
    thead tfoot tr td th form label input button select datalist optgroup option
    textarea output progress meter fieldset legend details summary dialog script
    noscript template slot canvas svg math
    applet acronym bgsound dir frame frameset noframes isindex keygen listing menuitem
    nextid noembed param plaintext rb rtc strike xmp basefont big blink center font
    marquee multicol nobr spacer tt
    annotation annotation-xml maction merror mfrac mi mmultiscripts mn mo mover mpadded
    mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd
    mtext mtr munder munderover semantics
    """,
)
# Of no browser of this century; their words stay, set apart.
UNKNOWN = {"isindex", "menuitem", "multicol", "nextid", "spacer"}
SAID_NOWHERE = elements.SILENT | elements.FIELDS | elements.COLUMNS | {"frameset"}


def test_each_element_is_decided_on():
    assert set(STANDARD) - elements.KNOWN == UNKNOWN


@pytest.mark.parametrize("name", STANDARD)
def test_no_words_of_an_element_go_in_silence(name):
    taken = take(f"<p>before</p><{name}>within</{name}><p>after</p>")

    text = to_plain(taken.html)
    assert "before" in text
    is_told = bool(taken.left_out)
    assert "within" in text or is_told or name in SAID_NOWHERE | elements.FORMULA


@pytest.mark.parametrize("name", STANDARD)
def test_figures_on_both_sides_of_an_element_do_not_become_another_figure(name):
    taken = take(f"<p>12<{name}>15</{name}> cases</p>")

    joins = elements.IN_LINE | elements.FORMULA | elements.SILENT | elements.COLUMNS
    # Of no paragraph: HTML passes over such tags.
    joins |= {"html", "body", "caption", "tbody", "thead", "tfoot", "frame", "frameset"}
    assert name in joins or "1215" not in taken.html.replace("</p><p>", " ")
