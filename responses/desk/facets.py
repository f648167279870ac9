"""Facts to narrow a search by: years, outcomes, provisions, teams."""

from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from django.db.models import Count
from django.db.models.functions import ExtractYear

from requests_app.models import FOIRequest
from requests_app.querysets import FOIRequestQuerySet
from statute import exemptions

MOST_OF_A_FACET: Final = 8


class Choice(NamedTuple):
    """A value of some of the requests found.

    Attributes:
        words: Its name.
        number: The number of requests with it.
        narrows: The filters for these alone.
    """

    words: str
    number: int
    narrows: dict[str, str]


class Facet(NamedTuple):
    """A fact to narrow by."""

    title: str
    choices: list[Choice]


def facets_of(found: FOIRequestQuerySet) -> tuple[int, list[Facet]]:
    """Return the number of requests found, and facts to narrow by.

    Each request is counted once under its year, outcome and team, and under each
    provision of the letters given.
    """
    by_facts = found.order_by().values_list(
        ExtractYear("received_on"), "outcome", "team_id", "team__name", "provisions"
    )
    years: Counter[int] = Counter()
    outcomes: Counter[str] = Counter()
    teams: Counter[tuple[int, str]] = Counter()
    cited: Counter[str] = Counter()
    for year, outcome, team, name, provisions, count in by_facts.annotate(
        count=Count("pk")
    ):
        years[year] += count
        if outcome:
            outcomes[outcome] += count
        if team is not None:
            teams[team, name] += count
        for key in provisions:
            cited[key] += count
    facets = [
        Facet("Year received", list(_years(years))),
        Facet("Outcome", list(_outcomes(outcomes))),
        Facet(
            "Provision",
            [
                Choice(str(exemptions.get(key)), count, {"provision": key})
                for key, count in sorted(
                    cited.items(), key=lambda one: (-one[1], one[0])
                )[:MOST_OF_A_FACET]
            ],
        ),
        Facet(
            "Team",
            [
                Choice(name, count, {"team": str(team)})
                for (team, name), count in teams.most_common(MOST_OF_A_FACET)
            ],
        ),
    ]
    return years.total(), [one for one in facets if len(one.choices) > 1]


def _years(counts: Counter[int]) -> Iterator[Choice]:
    for year in sorted(counts, reverse=True)[:MOST_OF_A_FACET]:
        narrows = {"received_from": f"{year}-01-01", "received_to": f"{year}-12-31"}
        yield Choice(str(year), counts[year], narrows)


def _outcomes(counts: Counter[str]) -> Iterator[Choice]:
    for outcome, count in counts.most_common():
        words = FOIRequest.Outcome(outcome).label
        yield Choice(words, count, {"outcome": outcome})
