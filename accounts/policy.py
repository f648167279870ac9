"""Define the permissions of each role, for every page, download and count.

The same roles decide which requests a person may *see*, in
`requests_app.querysets.FOIRequestQuerySet.visible_to`.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from django.db.models import TextChoices


class Role(TextChoices):
    """A role in the office; a person may have several."""

    OFFICER = "officer", "Officer"
    APPROVER = "approver", "Approver"
    MANAGER = "manager", "Manager"
    CONTRIBUTOR = "contributor", "Contributor"
    AUDITOR = "auditor", "Auditor"
    ADMINISTRATOR = "administrator", "Administrator"
    OWNER = "owner", "Owner of the installation"


# Permissions have names in the form of Django, app label first.
VIEW_REQUESTS = "requests_app.view_foirequest"
RECORD_REQUEST = "requests_app.add_foirequest"
CHANGE_REQUEST = "requests_app.change_foirequest"
ASSIGN_REQUEST = "requests_app.assign_foirequest"
VIEW_DASHBOARD = "requests_app.view_dashboard"
RESTRICT_REQUEST = "requests_app.restrict_foirequest"
ANSWER_ENQUIRY = "requests_app.answer_enquiry"
DECIDE_JOBS = "requests_app.decide_jobs"
DRAFT_RESPONSE = "responses.draft_response"
CLEAR_RESPONSE = "responses.clear_response"
VIEW_CLEARANCE = "responses.view_clearance"
BYPASS_CLEARANCE = "responses.bypass_clearance"
COMMENT = "responses.comment_on_draft"
ISSUE_RESPONSE = "responses.issue_response"
USE_LIBRARY = "responses.use_library"
KEEP_LIBRARY = "responses.keep_library"
ADMINISTER = "accounts.administer"
# Of what all authorities share: authorities, bank holidays, dated law.
OWN_INSTALLATION = "accounts.own_installation"
# How mailboxes are; setting them up is part of administration.
VIEW_MAILBOXES = "mail.view_mailbox"
VIEW_CHANGES = "requests_app.view_administrationentry"
VIEW_RETURNS = "returns.view_returns"
# Keep snapshots, save tables and choose the rows of a return.
KEEP_RETURNS = "returns.keep_returns"

_CASEWORK = frozenset(
    {
        VIEW_REQUESTS,
        RECORD_REQUEST,
        CHANGE_REQUEST,
        DRAFT_RESPONSE,
        COMMENT,
        ISSUE_RESPONSE,
        USE_LIBRARY,
    }
)

ROLE_PERMISSIONS: Mapping[Role, frozenset[str]] = MappingProxyType(
    {
        Role.OFFICER: _CASEWORK,
        Role.APPROVER: frozenset(
            {VIEW_REQUESTS, CLEAR_RESPONSE, VIEW_CLEARANCE, COMMENT, USE_LIBRARY}
        ),
        Role.MANAGER: _CASEWORK
        | {
            ASSIGN_REQUEST,
            VIEW_DASHBOARD,
            RESTRICT_REQUEST,
            DECIDE_JOBS,
            KEEP_LIBRARY,
            VIEW_CLEARANCE,
            BYPASS_CLEARANCE,
            VIEW_RETURNS,
            KEEP_RETURNS,
            VIEW_MAILBOXES,
        },
        Role.CONTRIBUTOR: frozenset({ANSWER_ENQUIRY}),
        Role.AUDITOR: frozenset(
            {VIEW_REQUESTS, VIEW_DASHBOARD, VIEW_CHANGES, VIEW_RETURNS}
        ),
        Role.ADMINISTRATOR: frozenset(
            {ADMINISTER, USE_LIBRARY, KEEP_LIBRARY, VIEW_CHANGES, VIEW_MAILBOXES}
        ),
        Role.OWNER: frozenset({OWN_INSTALLATION, VIEW_CHANGES}),
    }
)


def permissions_of(roles: Iterable[str]) -> frozenset[str]:
    """Return all permissions of a person with these roles."""
    return frozenset().union(*(ROLE_PERMISSIONS[Role(role)] for role in roles))
