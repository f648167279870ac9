"""The places of administration that lie in requests_app itself."""

from django.db.models import Q
from django.utils.formats import date_format

from accounts import policy
from accounts.models import User
from requests_app.administration.places import Group, Place
from requests_app.calendars import working_days
from requests_app.models import Recalculation
from statute.regimes import Regime


def _is_school(user: User) -> bool:
    return user.authority is not None and user.authority.is_school


def _kind(user: User) -> str:
    if user.authority is None:
        return ""
    law = "Scottish law" if user.authority.is_scottish else "UK law"
    return (
        f"{user.authority.get_kind_display()}, {law}. The kind decides school days and "
        "cost limits."
    )


def _interpretations(user: User) -> str:
    number = len(user.authority.interpretations) if user.authority else 0
    if not number:
        return "All disputed points as in the statute."
    return f"{number} choice{'s' if number > 1 else ''} other than the default."


def _holidays(_: User) -> str:
    last = working_days.calendar_for(Regime.FOIA).last_known
    return f"Known until {date_format(last, 'j F Y')}. Add or remove a bank holiday."


def _recalculated(user: User) -> str:
    own = Q(authority=None) | Q(authority_id=user.authority_id)
    last = Recalculation.objects.filter(own).first()
    if last is None:
        return "No due date has been recalculated yet."
    return f"Last: {last.what} ({date_format(last.at, 'j F Y')})."


def _references(user: User) -> str:
    if user.authority is None:
        return ""
    return f"New requests get references of the form {user.authority.reference_scheme}."


PLACES = (
    Place(
        group=Group.WORK,
        title="Reminders and escalation",
        line="When people are reminded of due dates, and who is told once a request is "
        "overdue.",
        url_name="reminder-rules",
        concerns=lambda user: user.authority is not None,
    ),
    Place(
        group=Group.WORK,
        title="Messages to Teams or Slack",
        line="Post notices to a channel, with a reference and a link only.",
        url_name="channels",
        concerns=lambda user: user.authority is not None,
    ),
    Place(
        group=Group.AUTHORITY,
        title="Name, address and contacts",
        line="As letters show them, with who signs and where to ask for a review.",
        url_name="change-authority",
        is_of_authority=True,
    ),
    Place(
        group=Group.AUTHORITY,
        title="Kind and nation",
        line=_kind,
        url_name="change-kind",
        is_of_authority=True,
    ),
    Place(
        group=Group.AUTHORITY,
        title="References",
        line=_references,
        url_name="change-reference-scheme",
        is_of_authority=True,
    ),
    Place(
        group=Group.PEOPLE,
        title="Teams",
        line="The teams that handle requests: add, rename or close a team.",
        url_name="teams",
    ),
    Place(
        group=Group.PEOPLE,
        title="Departments",
        line="The parts of the authority that hold information: add, close or merge.",
        url_name="departments",
    ),
    Place(
        group=Group.WORK,
        title="Assignment rules",
        line="Which requests go to which team or officer when they are registered.",
        url_name="assignment-rules",
    ),
    Place(
        group=Group.WORK,
        title="Kinds of requesters",
        line="Media, business, researchers and others, for routes and for figures.",
        url_name="requester-types",
    ),
    Place(
        group=Group.DATES,
        title="How we calculate deadlines",
        line=_interpretations,
        url_name="interpretations",
        is_of_authority=True,
    ),
    Place(
        group=Group.DATES,
        title="Days without a session",
        line="Holidays, closures and staff days of the school.",
        url_name="closures",
        is_of_authority=True,
        concerns=_is_school,
    ),
    Place(
        group=Group.DATES,
        title="Recalculated due dates",
        line=_recalculated,
        url_name="recalculations",
        permissions=frozenset({policy.ADMINISTER, policy.OWN_INSTALLATION}),
    ),
    Place(
        group=Group.INSTALLATION,
        title="Authorities",
        line="Add an authority, and invite its first administrator.",
        url_name="authorities",
        permissions=frozenset({policy.OWN_INSTALLATION}),
    ),
    Place(
        group=Group.INSTALLATION,
        title="Bank holidays",
        line=_holidays,
        url_name="holidays",
        permissions=frozenset({policy.OWN_INSTALLATION}),
    ),
    Place(
        group=Group.INSTALLATION,
        title="Regulators, limits and fees",
        line="Names and addresses in letters, cost limits, hourly rates and fees, each "
        "with the day from which it holds.",
        url_name="dated-law",
        permissions=frozenset({policy.OWN_INSTALLATION}),
    ),
    Place(
        group=Group.RECORDS,
        title="Record of changes",
        line="Who changed people, roles, settings, wording and calendars, with before "
        "and after.",
        url_name="administration-changes",
        permissions=frozenset({policy.VIEW_CHANGES}),
    ),
)
