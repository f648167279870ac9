"""Extend time for a complex and voluminous request, under the Regulations, reg 7."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from accounts.models import User
from requests_app.clock.extensions import extend_time
from requests_app.models import FOIRequest
from responses.letters import prose
from responses.letters.procedural_content import ProceduralContent
from responses.procedural.kinds.case import Case
from responses.procedural.kinds.fields import Day, Field, Said, Words
from responses.procedural.kinds.kind import ProceduralKind
from statute.deadlines import Event, EventName, Task
from statute.deadlines.clock import EXTENSIONS
from statute.deadlines.rules import RULES
from statute.notices import LetterType
from statute.regimes import Regime
from statute.working_days import format_date


@dataclass(frozen=True, kw_only=True)
class EirExtensionContent(ProceduralContent):
    """Content of an extension under the Regulations.

    `latest_on` is the last day allowed by law.
    """

    complexity: SafeString
    volume: SafeString
    until: date | None
    latest_on: date | None
    notice_by: date | None

    def parts(self) -> Iterator[str]:
        """Yield the extension, its reasons and the new date."""
        yield "extension_statement"
        if self.until:
            yield "new_date"
        if self.complexity and self.volume:
            yield "complexity_and_volume_reason"

    def facts(self) -> dict[str, Any]:
        """Return the limits of the new date."""
        return {
            "due_on": self.notice_by,
            "new_date_on": self.until,
            "latest_on": self.latest_on,
        }


class EirExtension(ProceduralKind):
    """Extend time under EIR 2004 reg 7(1) and (3), or EISR 2004 reg 7."""

    type = LetterType.EIR_EXTENSION
    action = "Extend the time: complexity and volume"
    about = (
        "Use this only if the request is complex and asks for so much that you "
        "cannot keep the first date. Weighing the public interest is not a reason."
    )
    effect = (
        "The answer is then due by the new date. The time can be extended only once."
    )
    recorded_by = "extend-time"
    content = EirExtensionContent

    def is_possible(self, case: Case) -> bool:
        """Whether the Regulations apply, notice is in time, and this is the first."""
        if not case.regime.is_environmental:
            return False
        if case.last_event(
            EventName.EIR_EXTENSION_NOTICE, EventName.EISR_EXTENSION_DAYS
        ):
            return False
        notice_by = case.day(Task.EXTENSION_NOTICE_DUE)
        return bool(notice_by and case.on <= notice_by)

    def fields(self, case: Case) -> tuple[Field, ...]:
        """Return fields for the reasons, and for the new date under EISR."""
        return (
            Words(
                name="complexity",
                label="Why the request is complex",
                hint="What has to be found out, brought together or asked of others.",
            ),
            Words(
                name="volume",
                label="How much information the request asks for",
                hint="How many records, files or messages there are to go through.",
            ),
            *self._until(case),
        )

    def _until(self, case: Case) -> Iterator[Field]:
        if case.regime is Regime.EISR:
            latest = self._latest(case)
            yield Day(
                name="until",
                label="New date for the answer",
                hint=f"{format_date(latest)} at the latest." if latest else "",
                offered=latest,
            )

    def says(self, case: Case, said: Said) -> dict[str, Any]:
        """Return the reasons and the dates."""
        latest = self._latest(case)
        return {
            "complexity": prose.set_plain_text(said["complexity"]),
            "volume": prose.set_plain_text(said["volume"]),
            "until": said.get("until", latest),
            "latest_on": latest,
            "notice_by": case.day(Task.EXTENSION_NOTICE_DUE),
            "has_rights": True,
        }

    def move(
        self, foi_request: FOIRequest, content: Any, said: Said, *, by: User, on: date
    ) -> None:
        """Set the new due date."""
        extend_time(
            foi_request=foi_request,
            until=content.until,
            reason=f"{said['complexity']}\n{said['volume']}".strip(),
            by=by,
            on=on,
            today=on,
        )

    def _latest(self, case: Case) -> date | None:
        further: int | str = "yes"
        if case.regime is Regime.EISR:
            further = RULES["EISR.extension"].working_days_at_most
        event = Event(EXTENSIONS[case.regime], case.on, value=further)
        return case.day(Task.RESPONSE_DUE, event)
