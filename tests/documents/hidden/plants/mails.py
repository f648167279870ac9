"""E-mails and texts with a leak in each."""

import base64

from tests.documents.hidden.plants.parts import SECRET, TOKEN, Plant

HEAD = (
    "From: FOI <foi@authority.example>\r\nTo: r@people.example\r\n"
    "Subject: Figures\r\nDate: Mon, 2 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
)


def mail(*parts, headers="", kind="mixed", around=""):
    """Return a message; a part is its headers, an empty line, and its content."""
    if len(parts) == 1:
        return f"{HEAD}{headers}{parts[0]}".replace("\r\n", "\n").encode()
    inside = "".join(f"--edge\r\n{part}\r\n" for part in parts)
    return (
        (
            f'{HEAD}{headers}Content-Type: multipart/{kind}; boundary="edge"\r\n\r\n'
            f"{around}"
            f"\r\n{inside}--edge--\r\n"
        )
        .replace("\r\n", "\n")
        .encode()
    )


def html(body, head=""):
    """Return a part that is a page."""
    return (
        "Content-Type: text/html; charset=utf-8\r\n\r\n<html><head>"
        f"{head}</head><body><p>Here are the figures.</p>{body}</body></html>"
    )


PLAIN = "Content-Type: text/plain; charset=utf-8\r\n\r\nHere are the figures.\r\n"


def packed(kind, content, more=""):
    """Return a part in base 64."""
    return (
        f"Content-Type: {kind}\r\n{more}Content-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(content).decode()
    )


def first_sight():
    """Return the plants written before the check was mended."""
    h2, h4, h6 = "H2 not to be seen", "H4 within", "H6 beside the page"
    h9, h10 = "H9 people", "H10 formulas"
    people = "\n".join(
        f"Case {n};1{n % 10}/0{n % 9 + 1}/19{60 + n};SW{n % 9 + 1}A {n % 9 + 1}AA"
        for n in range(25)
    )
    made = {
        "eml: white by a style sheet": (
            h2,
            "block",
            mail(
                html(f'<p class="x">{SECRET}</p>', "<style>.x{color:#fefefe}</style>")
            ),
        ),
        "eml: of no height": (
            h2,
            "block",
            mail(html(f'<div style="max-height:0; overflow:hidden">{SECRET}</div>')),
        ),
        "eml: with no opacity": (
            h2,
            "block",
            mail(html(f"<p style='opacity: 0.01'>{SECRET}</p>")),
        ),
        "eml: tiny by percent": (
            h2,
            "block",
            mail(html(f'<span style="font-size:1%">{SECRET}</span>')),
        ),
        "eml: a comment in the page": (h6, "warn", mail(html(f"<!-- {SECRET} -->"))),
        "eml: words before the first part": (
            h6,
            "block",
            mail(PLAIN, PLAIN, around=SECRET),
        ),
        "eml: a visiting card": (
            h4,
            "warn",
            mail(
                PLAIN,
                f"Content-Type: text/vcard\r\n\r\nBEGIN:VCARD\r\nFN:{SECRET}\r\n"
                "END:VCARD\r\n",
            ),
        ),
        "eml: the thread's earlier subject": (
            h6,
            "warn",
            mail(PLAIN, headers=f"Thread-Topic: {SECRET} - grievance\r\n"),
        ),
        "eml: a page within a message within a message": (
            h4,
            "block",
            mail(
                PLAIN,
                "Content-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\nTo: "
                "c@d.example"
                "\r\nSubject: x\r\nBcc: wren.ashdown@b.example\r\n"
                "\r\nText\r\n",
            ),
            "ashdown",
        ),
        "csv: people between semicolons": (
            h9,
            "warn",
            f"Case;Born;Home\n{people}\n".encode(),
            "postcode",
        ),
        "csv: formulas between bars": (
            h10,
            "warn",
            b"Case|Note\n1|=cmd()\n2|ok\n3|fine\n",
            "=cmd",
        ),
        "txt: words over other words": (
            h2,
            "block",
            f"Officer: {SECRET}\rOfficer: withheld                    \nYear "
            "2026\n".encode(),
        ),
        "txt: National Insurance numbers with stops": (
            h9,
            "warn",
            b"Staff: QQ.12.34.56.C\nStaff: AB-12-34-56-C\n",
            "National",
        ),
    }
    endings = {"eml": "message.eml", "csv": "table.csv", "txt": "notes.txt"}
    return {
        name: Plant(kind, wanted, endings[name[:3]], content, *(says or [TOKEN]))
        for name, (kind, wanted, content, *says) in made.items()
    }


def second_sight():
    """Return the plants written after the check was mended, before they were tried."""
    h2, h4, h6 = "H2 not to be seen", "H4 within", "H6 beside the page"
    h9, h10 = "H9 people", "H10 formulas"
    hidden = "<p style='{}'>" + SECRET + "</p>"
    phones = "\n".join(f"Ward {n},0{1}22 {n % 9}96{n:04}" for n in range(20))
    made = {
        "eml: by a name of the style": (
            h2,
            "block",
            mail(
                html(
                    f'<p><span id="n">{SECRET}</span></p>',
                    "<style>/* x */ p span#n , b{ display :none!important}</style>",
                )
            ),
        ),
        "eml: pushed aside": (
            h2,
            "block",
            mail(html(hidden.format("text-indent:-9999px"))),
        ),
        "eml: cut to nothing": (
            h2,
            "block",
            mail(html(hidden.format("position:absolute;clip:rect(0,0,0,0)"))),
        ),
        "eml: hsl on a grey cell": (
            h2,
            "block",
            mail(
                html(
                    '<table><tr><td bgcolor="#cccccc"><font color="#cdcdcd">'
                    f"{SECRET}</font></td></tr></table>"
                )
            ),
        ),
        "eml: for Outlook alone not shown": (
            h2,
            "block",
            mail(html(hidden.format("mso-hide:all"))),
        ),
        "eml: the plain text says more": (
            h2,
            "block",
            mail(
                PLAIN.replace("figures.", f"figures. {SECRET} asked."),
                html(""),
                kind="alternative",
            ),
        ),
        "eml: a hidden field of a form": (
            h6,
            "warn",
            mail(html(f'<input type="hidden" name="w" value="{SECRET}">')),
        ),
        "eml: the description of a picture": (
            h6,
            "warn",
            mail(html(f'<img src="cid:1" alt="{SECRET}">')),
        ),
        "eml: an answer to": (
            h6,
            "warn",
            mail(PLAIN, headers=f"Resent-From: {SECRET} <w@b.example>\r\n"),
        ),
        "eml: a text attached": (
            h4,
            "warn",
            mail(
                PLAIN,
                "Content-Type: text/plain; name=a.csv\r\nContent-Disposition: "
                "attachment"
                "; filename=a.csv\r\n\r\nWho,NI\r\nJo,AB 12 34 56 C\r\n",
            ),
            "National",
        ),
        "csv: telephone numbers": (
            h9,
            "warn",
            f"Ward,Call\n{phones}\n".encode(),
            "telephone",
        ),
        "csv: a formula after blanks and quotes": (
            h10,
            "warn",
            b'Who;Note\nA;"  +SUM(1)"\nB;x\n',
            "+SUM",
        ),
        "txt: marked as sensitive": (
            h9,
            "warn",
            b"OFFICIAL-SENSITIVE\nFigures for the year\n",
            "SENSITIVE",
        ),
        "txt: far to the right": (
            h2,
            "warn",
            f"Year 2026{' ' * 300}{SECRET}\n".encode(),
        ),
    }
    endings = {"eml": "message.eml", "csv": "table.csv", "txt": "notes.txt"}
    return {
        name: Plant(kind, wanted, endings[name[:3]], content, *(says or [TOKEN]))
        for name, (kind, wanted, content, *says) in made.items()
    }


def clean():
    """Return e-mails and texts as people make them, with nothing to stop."""
    made = {
        "eml: words for small windows": mail(
            html(
                '<p class="wide">The figures are in the table.</p>',
                "<style>@media only screen and (max-width:600px){.wide{display:none}}"
                "</style>",
            )
        ),
        "eml: a rule for other places": mail(
            html("<span>Kind regards</span>", "<style>.a span{display:none}</style>")
        ),
        "eml: a dark foot": mail(
            html('<div style="background:#0b0c0c"><a style="color:#fff">Site</a></div>')
        ),
        "eml: both texts say the same": mail(PLAIN, html(""), kind="alternative"),
        "csv: notes with commas": b'Year,Note\n2025,"Rise, then fall"\n2026,-3\n',
        "txt: prose": b"Dear all,\n\n- one, two\n- three\n\nRegards,\nThe team\n",
        "txt: lines of Windows": b"One\r\nTwo\r\nThree\r\n",
    }
    endings = {"eml": "message.eml", "csv": "table.csv", "txt": "notes.md"}
    return {
        name: Plant("clean", "clean", endings[name[:3]], content)
        for name, content in made.items()
    }
