"""How a file is handed out: to whoever asked, and kept by nothing in between."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def file_response(
    content: bytes,
    *,
    name: str,
    media_type: str = "application/pdf",
    is_to_keep: bool = True,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Return a file under a name that says what it is.

    Args:
        content: Its bytes.
        name: What it is called; a slash in it, as references have, becomes a dash.
        media_type: What it is.
        is_to_keep: Whether it is saved; otherwise it may be shown in the browser.
        headers: Further headers.
    """
    return HttpResponse(
        content,
        content_type=media_type,
        headers={
            "Content-Disposition": content_disposition_header(
                as_attachment=is_to_keep, filename=name.replace("/", "-")
            ),
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
            **(headers or {}),
        },
    )
