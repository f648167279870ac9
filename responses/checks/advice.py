"""Hold a response back until the advice wanted by a rule has come."""

from collections.abc import Iterable, Iterator

from requests_app.models import FOIRequest
from responses.letters.content import LetterContent
from responses.letters.procedural_content import AnyContent
from responses.models import Advice, AdviceRule
from statute.exemptions import Provision
from statute.exemptions.covering import is_covered
from statute.notices import RESPONSES, Finding, block, warn
from statute.working_days import format_date

ADVICE_OPEN = "advice_open"
ADVICE_WANTED = "advice_wanted"
_SOURCE = "Rule of the authority on advice from outside"
_PRACTICE = "Good practice: advice that was sought is read before the letter goes"


def outside_advice(foi_request: FOIRequest, content: AnyContent) -> Iterator[Finding]:
    """Yield what rules want of a response, and the advice still open.

    A rule that blocks holds the response back until advice has come and the authority
    has decided on it. Other advice that is open is a warning.
    """
    if content.type not in RESPONSES or not isinstance(content, LetterContent):
        return
    sought = list(foi_request.advice.all())
    rules = AdviceRule.objects.filter(
        authority_id=foi_request.authority_id, ended_at=None
    )
    wanting = list(_wanting(rules, [relied.provision for relied in content.annex]))
    decided = {one.source for one in sought if one.decided_on is not None}
    for rule, provision in wanting:
        if rule.source in decided or any(
            one.source == rule.source and one.is_open for one in sought
        ):
            continue
        tell = block if rule.is_blocking else warn
        yield tell(
            ADVICE_WANTED,
            f"{provision.citation} is cited, and advice is needed first: "
            f"{rule.get_source_display()}. Seek the advice on the page of the request.",
            _SOURCE,
            f"{rule.source} {provision.key}",
        )
    blocking = {rule.source for rule, _ in wanting if rule.is_blocking}
    for advice in sought:
        if advice.is_open:
            holds_back = advice.source in blocking - decided
            tell = block if holds_back else warn
            yield tell(
                ADVICE_OPEN,
                _told(advice),
                _SOURCE if holds_back else _PRACTICE,
                f"advice {advice.pk}",
            )


def _wanting(
    rules: Iterable[AdviceRule], provisions: Iterable[Provision]
) -> Iterator[tuple[AdviceRule, Provision]]:
    """Yield each rule brought in by a provision, with the first such provision."""
    cited = list(provisions)
    for rule in rules:
        for one in cited:
            if is_covered(one, regime=rule.regime, section=rule.section):
                yield rule, one
                break


def _told(advice: Advice) -> str:
    if advice.received_on is None:
        return (
            f"{advice.adviser} was asked on {format_date(advice.sent_on)} and has not "
            "answered. Record the answer, or that it is no longer needed."
        )
    return (
        f"{advice.adviser} answered on {format_date(advice.received_on)}. Say whether "
        "you follow the answer, and why."
    )
