"""Reading pasted text takes time in proportion to its length, whatever it holds."""

from contextlib import suppress
from time import process_time

import pytest

from documents.richtext.cleaning import NotForALetter, take

SHORT, LONG = 12_000, 48_000
# Four times the text; twice as much again for a busy machine.
MOST = 8.0
LEAST_SECONDS = 0.02

REPEATED = [
    "<style>",
    "<style>.a{color:red}</style><i class=a>x</i>",
    "<del>",
    "<del>x</del>",
    "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.</span>x</p>",
    "<p style='mso-list:l0 level9 lfo1'>x</p>",
    "<span style='display:none'>x</span>",
    "<div style='background:#000'>",
    "<math><msup><mn>1</mn><mn>2</mn></msup></math>",
    "<msup>",
    "<m ",
    "<math",
    "<sup>",
    "<sup>x</sup>",
    "<td rowspan=99 colspan=20>x</td>",
    "<table><tr><td>",
    "<tr style='display:none'><td>x",
    "<col span=999 style='display:none'>",
    "<ul><li>x</ul>",
    "<ol reversed><li value=7>x</ol>",
    "<q>x",
    "<blockquote>",
    "<x-y>x</x-y>",
    "<p><a href='#cmnt_ref1'>x</a>",
    "<span style='mso-element:field-begin'></span>",
    "<select><option>x",
    "<pre>x\n</pre>",
    "<!--",
    "&nbsp;",
    "style='",
    "<b style=';;:;:'>",
    "<span style='font-size:7px;top:9px;left:9px'>1</span>",
    "<span style='position:relative;top:-4px'>1",
    "<i style='--a:var(--b);--b:var(--a);color:var(--a,var(--b,red))'>x",
    "<i aria-hidden=true>x</i><b>",
    "<b><math><mn>1</mn></math><i aria-hidden=true>1</i></b>",
    "<mjx-math aria-hidden=true><mjx-c class=mjx-c31></mjx-c></mjx-math>",
    "<!--[if gte msEquation 12]>",
    "<!--[if gte msEquation 12]><m:r>x</m:r><![endif]--><![if !msEquation]>",
    "<div><p>From: x Sent: x To: x",
    "<p class=x>• x</p>",
    "<ol data-indent=1><li>x</li></ol>",
    "<ul data-indent=0><li>x</li></ul> <ul data-indent=1><li>x</li></ul>",
    "<ol><li class=ql-indent-3 data-list=bullet>x</li></ol>",
    "<div style='mso-element:dropcap-dropped'>x</div>",
    "<font face=Wingdings>x</font>",
    "<i style='clip-path:polygon(0 0,0 0'>x</i>",
    "<p style='transform:translate(1px,2px'>1",
]


def _seconds(text):
    began = process_time()
    with suppress(NotForALetter):
        take(text)
    return process_time() - began


@pytest.mark.parametrize("piece", REPEATED)
def test_four_times_the_text_takes_about_four_times_as_long(piece):
    shorter, longer = (f"<p>{piece * (size // len(piece))}x" for size in (SHORT, LONG))

    before = max(_seconds(shorter), LEAST_SECONDS)

    # Other work on the machine may slow one try, but not each.
    assert any(_seconds(longer) < MOST * before for _ in range(4))


def test_a_sheet_of_many_rules_does_not_slow_each_element():
    rules = "".join(f".c{n} .d{{color:#{n:06x}}}" for n in range(1_900))
    short, long = (
        f"<style>{rules}</style>" + "<p class=d>x</p>" * many for many in (100, 400)
    )

    assert any(_seconds(long) < MOST * _seconds(short) for _ in range(4))
