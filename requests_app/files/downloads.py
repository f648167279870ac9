"""Responses that carry a file, for the user alone and never cached in between."""

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
    """Return a file as an HTTP response, with a file name.

    Args:
        content: The bytes of the file.
        name: The file name; a slash, as in some references, becomes a dash.
        media_type: The media type of the file.
        is_to_keep: Whether the browser must save the file; otherwise it may show the
            file.
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
