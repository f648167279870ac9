"""Fragments of HTML from editors, word processors, browsers and typing.

Each fragment has a name for its special feature. All fragments are made up.
"""

_PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    "YPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)

FRAGMENTS: dict[str, str] = {
    # Lists
    "paragraphs in list items": "<ul><li><p>One</p></li><li><p>Two</p></li></ul>",
    "two paragraphs in an item": "<ul><li><p>One</p><p>more</p></li></ul>",
    "text and then a paragraph in an item": "<ul><li>One<p>more</p></li></ul>",
    "a division in an item": "<ol><li><div>One</div></li></ol>",
    "a table in an item": "<ul><li>See<table><tr><td>1</td></tr></table></li></ul>",
    "nested lists": "<ul><li>A<ol><li>B<ul><li>C</li></ul></li></ol></li></ul>",
    "a list straight in a list": "<ul><li>A</li><ul><li>B</li></ul><li>C</li></ul>",
    "letters and roman numbers": (
        '<ol type="a"><li>A<ol type="i" start="4"><li>B</li></ol></li></ol>'
    ),
    "a list from 17": '<ol start="17"><li>Seventeen</li><li>Eighteen</li></ol>',
    "empty items": "<ul><li></li><li> </li><li>Only</li></ul>",
    "an empty list": "<p>Before</p><ul></ul><p>After</p>",
    "items without a list": "<li>Lost</li><li>Found</li>",
    "a long list": "<ul>" + "".join(f"<li>Item {n}</li>" for n in range(120)) + "</ul>",
    "a list in a cell": (
        "<table><tr><td><ul><li>A</li><li><p>B</p></li></ul></td></tr></table>"
    ),
    "terms and what they mean": "<dl><dt>Term</dt><dd>Meaning<p>more</p></dd></dl>",
    # Links
    "bold in a link": '<p><a href="https://a.example/"><strong>Bold</strong></a></p>',
    "mixed markup in a link": (
        '<p><a href="https://a.example/x">See <b>the</b> <i>list</i> of all</a>.</p>'
    ),
    "a link over two lines": (
        '<p>Words before it, <a href="https://a.example/'
        + "long-" * 30
        + '">'
        + "a link of many words " * 12
        + "</a></p>"
    ),
    "a bare long address": f"<p>https://a.example/{'path/' * 60}end</p>",
    "a link around a block": '<a href="https://a.example/"><p>Block</p><p>Two</p></a>',
    "a link with a break": '<p><a href="https://a.example/">One<br>two</a></p>',
    "an empty link": '<p>Here <a href="https://a.example/"></a>it ends</p>',
    "links by mail and telephone": (
        '<p><a href="mailto:foi@a.example">Write</a> or <a href="tel:+441">call</a></p>'
    ),
    "links that go nowhere": (
        '<p><a href="file:///etc/passwd">File</a> <a href="/x">Here</a> '
        '<a href="javascript:alert(1)">Script</a> <a name="top">Anchor</a></p>'
    ),
    "a link in a link": (
        '<p><a href="https://a.example/">A<a href="https://b.example/">B</a></a></p>'
    ),
    # Tables
    "merged heading cells": (
        "<table><tr><th colspan=2>Costs</th><th rowspan=2>Sum</th></tr>"
        "<tr><th>2024</th><th>2025</th></tr>"
        "<tr><td>1</td><td>2</td><td>3</td></tr></table>"
    ),
    "merged cells in the body": (
        "<table><tr><th>A</th><th>B</th></tr><tr><td rowspan=2>1</td><td>2</td></tr>"
        "<tr><td>3</td></tr><tr><td colspan=2>4</td></tr></table>"
    ),
    "cells that hang below the table": (
        "<table><tr><td rowspan=9>1</td><td rowspan=2>2</td><td>3</td></tr>"
        "<tr><td colspan=3>4</td></tr><tr><td>5</td></tr></table>"
    ),
    "cells that overlap": (
        "<table><tr><td>1</td><td rowspan=2>2</td></tr>"
        "<tr><td colspan=2>3</td></tr></table>"
    ),
    "cells that name their headings": (
        '<table><tr><th id="a">A</th></tr><tr><td headers="a">1</td></tr></table>'
    ),
    "a table without a head": "<table><tr><td>1</td><td>2</td></tr></table>",
    "headings down the side": (
        "<table><tr><th>2024</th><td>1</td></tr><tr><th>2025</th><td>2</td></tr></table>"
    ),
    "headings alone": "<table><tr><th>A</th><th>B</th></tr></table>",
    "empty rows and cells": (
        "<table><tr></tr><tr><td></td><td>1</td></tr><tr><td> </td></tr></table>"
    ),
    "rows of unlike lengths": (
        "<table><tr><th>A</th><th>B</th><th>C</th></tr><tr><td>1</td></tr>"
        "<tr><td>1</td><td>2</td><td>3</td><td>4</td></tr></table>"
    ),
    "a table in a table": (
        "<table><tr><td>Out<table><tr><td>In</td></tr></table></td></tr></table>"
    ),
    "a caption": "<table><caption>Costs</caption><tr><td>1</td></tr></table>",
    "groups of columns and rows": (
        "<table><colgroup><col style='width:9px'></colgroup><thead><tr><th>A</th></tr>"
        "</thead><tfoot><tr><td>Sum</td></tr></tfoot><tbody><tr><td>1</td></tr></tbody>"
        "</table>"
    ),
    "paragraphs in cells": (
        "<table><tr><th><p>A</p></th></tr><tr><td><p>1</p><p>2</p></td></tr></table>"
    ),
    "a long table": (
        "<table><thead><tr><th>Place</th><th>Number</th></tr></thead><tbody>"
        + "".join(f"<tr><td>Road {n}</td><td>{n * n}</td></tr>" for n in range(150))
        + "</tbody></table>"
    ),
    "a wide table": (
        "<table>"
        + "".join(
            "<tr>" + "".join(f"<td>{row * col}</td>" for col in range(20)) + "</tr>"
            for row in range(4)
        )
        + "</table>"
    ),
    "a cell taller than a page": (
        f"<table><tr><td>{'many words ' * 900}</td><td>few</td></tr></table>"
    ),
    "text straight in a table": "<table>Stray<tr>row<td>1</td></tr></table>",
    "a cell of a million columns": "<table><tr><td colspan=1000000>1</td></tr></table>",
    # Headings, quotations and other blocks
    "skipped headings": "<h1>One</h1><h4>Four</h4><h2>Two</h2><p>Text</p>",
    "an empty heading": "<h3></h3><p>Text</p>",
    "a quotation": "<blockquote><p>They</p><blockquote>so</blockquote></blockquote>",
    "code and its lines": "<pre><code>a = 1\n  b = 2</code></pre>",
    "rules and breaks": "<p>One</p><hr><p>Two<br><br><br><br>three<br></p><br><br>",
    "a picture with its caption": (
        f'<figure><img src="{_PIXEL}" alt="Map"><figcaption>Map</figcaption></figure>'
    ),
    "sections": (
        "<section><article><header>Head</header><p>Text</p><footer>Foot</footer>"
        "</article></section><aside>Beside</aside><main>Main</main>"
    ),
    "details": "<details><summary>More</summary><p>Hidden</p></details>",
    "text in no block": "Bare text <b>bold</b><p>then a paragraph</p>and more",
    "empty paragraphs": "<p></p><p>&nbsp;</p><p>\u200b</p><p>Text</p>" + "<p></p>" * 50,
    # Text
    "bold and italic crossed": "<p><b>One <i>two</b> three</i></p>",
    "underlined, struck, small and big": "<p><u>a</u><s>b</s><small>c</small>",
    "raised and lowered": "<p>m<sup>2</sup> and H<sub>2</sub>O</p>",
    "fonts of the nineties": '<font face="Wingdings 9" size="7" color="red">Red</font>',
    "unknown fonts": "<p style=\"font-family:'Foundry Sterling'\">House style</p>",
    "see-through text": '<p style="opacity:.3">Faint</p><p style="color:#fff">W</p>',
    "huge text": '<p style="font-size:9999999pt;position:fixed;top:-9px">Huge</p>',
    "a very long word": "<p>" + "Donaudampfschifffahrt" * 20 + "</p>",
    "soft hyphens": "<p>" + "inter\u00adnation\u00adal " * 40 + "</p>",
    "unbreakable blanks": "<p>One" + "&nbsp;" * 300 + "two\u202f\u2007three</p>",
    "invisible characters": "<p>a\u200bb\u200dc\u2060d\ufeffe\u200ef\u202eg\u202c</p>",
    "ligatures": "<p>office, affluent, ﬁnal, ﬂoor, ﬃ</p>",
    "quotes, dashes and signs": "<p>“a” ‘b’ – — … • € £ ½ ² ≤ ≥ ≠ → ✓ ☐ № ℃ §</p>",
    "marks of word processors": "<p>\uf0b7 Point \uf0a7 b \uf0fc tick \uf0e0 on</p>",
    "combining marks": "<p>e\u0301 n\u0303 a\u030a\u0301 o\u0328\u0304 Z\u0351</p>",
    "unknown entities": "<p>&foo; &amp;lt; &#8212; &#xe9; &copy &#128077; &#0;</p>",
    "less than": "<p>If a < b and c > d then a<b</p>",
    "unclosed tags": "<p>One <b>two <i>three<p>four<ul><li>five<li>six<table><tr><td>1",
    "tags closed that were not open": "</p></div>Text</b></li></table> end</ul>",
    # Scripts and languages
    "Arabic": "<p>طلبت المعلومات في عام 2024، 12 مارس.</p><ul><li>أولاً</li></ul>",
    "Hebrew in an English line": "<p>The name is שלום עולם (two words), 12.</p>",
    "English in an Arabic line": "<p>كتبت إلى FOI Team أمس.</p>",
    "Urdu and Persian": "<p>معلومات تک رسائی — گزارش چاپ شد</p>",
    "Chinese, Japanese and Korean": "<p>信息公開 臺灣 情報をください 정보 공개</p>",
    "Indian scripts": "<p>सूचना का अधिकार, তথ্য, ਜਾਣਕਾਰੀ, માહિતી, தகவல், సమాచారం</p>",
    "Thai, Khmer and Amharic": "<p>ข้อมูลข่าวสาร ព័ត៌មាន መረጃ</p>",
    "Greek, Cyrillic and Vietnamese": "<p>Ελλάδα ἀρχή, Україна ї ґ, Tiếng Việt ữ</p>",
    "Welsh and Gaelic": '<p lang="cy">Ŵyr, ŷd, tŷ</p><p lang="gd">fàilte</p>',
    "emoji": "<p>Thanks 👍🏽 😀 👨‍👩‍👧 🇬🇧 1️⃣ ♻️ ✔️ 🏴󠁧󠁢󠁷󠁬󠁳󠁿</p>",
    "scripts nobody has a font for": "<p>𓀀 ᚠ 𝒜 \ue123 \U0010fffd \ufffe</p>",
    # Content to be removed
    "a pasted picture": f'<p>Before <img src="{_PIXEL}" alt="A map"> after</p>',
    "a decorative picture": f'<p>Text<img src="{_PIXEL}" alt=""></p>',
    "a picture from elsewhere": '<p>Text<img src="https://a.example/b.png"></p>',
    "a file of the server": '<p>Text<img src="file:///etc/passwd"></p>',
    "a drawing": '<p>Text</p><svg viewBox="0 0 9 9"><circle r="4"/></svg>',
    "a formula": "<p>Area <math><mi>x</mi><mo>=</mo><mn>2</mn></math></p>",
    "scripts and styles": (
        "<script>alert(1)</script><style>@import url(//a.example)</style><p>Text</p>"
    ),
    "frames and objects": (
        '<iframe src="https://a.example"></iframe><object data="x"></object>'
        '<embed src="x"><p>Text</p>'
    ),
    "a form": (
        '<form action="https://a.example"><label>Name <input value="x"></label>'
        "<button>Go</button></form><p>Text</p>"
    ),
    "sound and film": '<video src="x"></video><audio src="y"></audio><p>Text</p>',
    "comments and instructions": "<!-- note --><?php echo 1 ?><![CDATA[x]]><p>Text</p>",
    "a whole document": (
        "<!DOCTYPE html><html><head><title>T</title><meta http-equiv=refresh "
        'content="0;url=//a.example"><link rel=stylesheet href="//a.example"></head>'
        "<body bgcolor=red><p>Text</p></body></html>"
    ),
    "attributes of every kind": (
        '<p class="x" id="letter-1" style="background:url(//a.example)" dir="rtl" '
        'lang="xx" title="t" onclick="x()" data-x="1" hidden>Text</p>'
    ),
    # Whole pastes
    "a paste from a word processor": (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><p class=MsoNormal '
        "style='mso-margin-top-alt:auto'><b><span lang=EN-GB style='font-family:"
        '"Aptos",sans-serif;mso-fareast-font-family:"Times New Roman"\'>Cameras</span>'
        "</b><o:p></o:p></p><p class=MsoListParagraph style='text-indent:-18.0pt;"
        "mso-list:l0 level1 lfo1'><![if !supportLists]><span>·<span>&nbsp;&nbsp;&nbsp;"
        "</span></span><![endif]>Twelve are fixed<o:p></o:p></p>"
    ),
    "a paste from a spreadsheet": (
        "<table border=0 cellpadding=0 width=128 style='border-collapse:collapse'>"
        "<colgroup><col width=64 span=2></colgroup><tr height=20><td class=xl65 "
        "width=64>Year</td><td>Number</td></tr><tr><td align=right>2024</td>"
        "<td align=right x:num>1,204</td></tr></table>"
    ),
    "a paste from a web page": (
        '<div class="card"><h3><a href="https://a.example/"><span>Title</span></a></h3>'
        '<div role="list"><div role="listitem"><button>Share</button>First</div></div>'
        '<noscript>Turn it on</noscript><picture><source srcset="x"></picture></div>'
    ),
    "a message with quotations": (
        "<div dir=ltr>Yes.<br><div class=gmail_quote>On Monday A wrote:<br><blockquote "
        "style='margin:0 0 0 .8ex'>How many?</blockquote></div></div>"
    ),
    "what the editor itself makes": (
        '<p>One <strong>two</strong></p><ol start="2"><li><p>Three</p></li></ol>'
        "<table><tbody><tr><th colspan='1' rowspan='1'><p>A</p></th></tr><tr><td>"
        "<p>1</p></td></tr></tbody></table><p></p>"
    ),
    "an old-fashioned page": (
        "<center><h2>News</h2></center><marquee>Read</marquee><nobr>no break</nobr>"
        "<tt>type</tt><strike>gone</strike><dir><li>entry</dir>"
    ),
    "deep nesting": "<div>" * 200 + "Deep" + "</div>" * 200,
}
