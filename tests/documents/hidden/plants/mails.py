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
