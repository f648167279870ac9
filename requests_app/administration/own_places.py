"""The places of administration that lie in requests_app itself."""

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


def _recalculated(_: User) -> str:
    last = Recalculation.objects.first()
    if last is None:
        return "No due date has been recalculated yet."
    return f"Last: {last.what} ({date_format(last.at, 'j F Y')})."


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
        title="Teams and Slack",
        line="Post notices to a channel, with a reference and a link only.",
        url_name="channels",
        concerns=lambda user: user.authority is not None,
    ),
    Place(
        group=Group.AUTHORITY,
        title="Kind and nation",
        line=_kind,
        url_name="change-kind",
        is_of_authority=True,
    ),
    Place(
        group=Group.PEOPLE,
        title="People, teams and authorities",
        line="Users and their roles, teams, departments, and the details of each "
        "authority.",
        url_name="admin:index",
    ),
    Place(
        group=Group.WORK,
        title="Assignment rules",
        line="Which requests go to which team or officer when they are registered.",
        url_name="assignment-rules",
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
    ),
    Place(
        group=Group.INSTALLATION,
        title="Bank holidays",
        line=_holidays,
        url_name="holidays",
    ),
    Place(
        group=Group.INSTALLATION,
        title="Regulators, limits and fees",
        line="Names and addresses in letters, cost limits, hourly rates and fees, each "
        "with the day from which it holds.",
        url_name="dated-law",
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
