"""The part of a request's page about links to progress and answers shown."""

from accounts import policy
from accounts.models import User
from mail.asking.links import links_to, url_of
from requests_app.models import FOIRequest
from responses.desk.panels import Panel
from responses.models import Letter


def panel_of_public_form(foi_request: FOIRequest, user: User) -> Panel | None:
    """Return the public side of a request; None before it is registered."""
    allowed = user.role_permissions
    if not foi_request.reference or policy.CHANGE_REQUEST not in allowed:
        return None
    links = list(links_to(foi_request).filter(revoked_at=None))
    own = next((link for link in links if link.foi_request_id is not None), None)
    may_show = policy.ISSUE_RESPONSE in allowed and not foi_request.is_restricted
    return Panel(
        "mail/asking/on_request.html",
        {
            "links": links,
            "url": url_of(own, language=foi_request.language) if own else "",
            "letters": _letters(foi_request) if may_show else [],
        },
        is_below=True,
    )


def _letters(foi_request: FOIRequest) -> list[Letter]:
    """Return the letters shown to everybody, or open to it."""
    return list(
        Letter.objects.filter(
            foi_request=foi_request,
            given_on__isnull=False,
            withdrawal=None,
            superseded_by=None,
        )
        .exclude(html_for_publication="")
        .select_related("public_answer")
        .defer("html", "html_for_publication")
        .order_by("number")
    )
