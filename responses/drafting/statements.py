"""The statement that neither confirms nor denies other information."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from requests_app.history.kinds import HistoryKind
from requests_app.history.record import changes_between, record
from requests_app.models import FOIRequest
from responses.drafting.cited import cited_by
from responses.drafting.draft_versions import keep_part, last_version
from responses.drafting.facts import kept_facts
from responses.drafting.history import DraftingHistory
from responses.drafting.permitted import DraftingRefused, normalise_text, open_draft
from responses.models import Citation, DraftRevision, NCNDStatement
from responses.searching.services import index_answers
from statute import facts as law
from statute.ncnd import grounds_for_neither
from statute.regimes import Regime

FIELDS = ("scope", "harm", "factors_for", "factors_against", "balance", "no_inference")
STATEMENT_SAYS = FIELDS


class NoReasonForNeither(DraftingRefused):
    """The provision does not lift the duty to confirm or deny."""


class StatementChanged(DraftingRefused):
    """The statement was saved by another page after this text was begun.

    Attributes:
        statement: The statement as it now stands; None if it was removed.
    """

    def __init__(self, statement: NCNDStatement | None) -> None:
        what = "changed" if statement else "removed"
        super().__init__(
            f"Another user {what} this statement after you opened it. Your text is "
            "kept: compare both versions below, then save the right one."
        )
        self.statement = statement


@transaction.atomic
def save_statement(
    *,
    foi_request: FOIRequest,
    scope: str,
    reasons: Mapping[str, str],
    facts: Mapping[str, Mapping[str, Any]] = law.NOTHING,
    harm: str = "",
    factors_for: str = "",
    factors_against: str = "",
    balance: str = "",
    no_inference: str = "",
    version: int,
    by: User,
    on: date,
) -> NCNDStatement:
    """Save the statement that neither confirms nor denies other information.

    Args:
        foi_request: A request in the state "answering".
        scope: What may or may not be held: "any other information about …".
        reasons: For each provision cited, by its key, why it applies.
        facts: What each provision asks for beside its reason, by `statute.facts`.
        harm: What confirming or denying would disclose, and the consequences.
        factors_for: Public interest factors for confirming or denying, one a line.
        factors_against: Factors against, one a line.
        balance: Where the balance lies, and why.
        no_inference: That nothing is to be inferred from the statement.
        version: The version of the statement on the page; 0 for none yet.
        by: The author.
        on: The London day.

    Raises:
        DraftNotOpen: The request is not being answered.
        NoReasonForNeither: A provision does not lift the duty to confirm or deny.
        StatementChanged: The statement was saved or removed since.

    Source: FOIA 2000 ss.1(1)(a), 2(1) and 17; EIR 2004 regs 12(6) and 13(5A); FOISA
    2002 s.18; EISR 2004 regs 10(8) and 11(6).
    """
    said = {
        "scope": normalise_text(scope),
        "harm": normalise_text(harm),
        "factors_for": normalise_text(factors_for),
        "factors_against": normalise_text(factors_against),
        "balance": normalise_text(balance),
        "no_inference": normalise_text(no_inference),
    }
    reasons = {key: normalise_text(why) for key, why in reasons.items()}
    stated = {key: kept_facts(facts.get(key, {})) for key in reasons}
    foi_request = open_draft(foi_request, by=by)
    statement = NCNDStatement.objects.filter(foi_request=foi_request).first()
    _check_grounds(foi_request, reasons, statement)
    before = recorded_values(statement)
    after = {**said, **reasons, **_named(stated)}
    if before == after:
        return statement or NCNDStatement()
    if (statement.version if statement else 0) != version:
        raise StatementChanged(statement)
    if statement is None:
        was = last_version(foi_request, DraftRevision.Part.STATEMENT)
        statement = NCNDStatement(foi_request=foi_request, version=was)
    for field, text in said.items():
        setattr(statement, field, text)
    statement.version += 1
    statement.updated_by = by
    statement.save()
    statement.citations.exclude(provision_key__in=reasons).delete()
    cited = {one.provision_key: one for one in statement.citations.all()}
    for key, why in reasons.items():
        citation = cited.get(key) or Citation(statement=statement, provision_key=key)
        citation.why_applies, citation.facts = why, stated[key]
        citation.save()
    keep_part(
        foi_request,
        DraftRevision.Part.STATEMENT,
        version=statement.version,
        said=said,
        citations=cited_by(statement.citations.all()),
        by=by,
    )
    _record(foi_request, DraftingHistory.STATEMENT_SAVED, before, after, by, on)
    return statement


@transaction.atomic
def remove_statement(
    *, foi_request: FOIRequest, version: int, by: User, on: date
) -> None:
    """Remove the statement from the draft; history keeps its text.

    Args:
        foi_request: A request in the state "answering".
        version: The version of the statement on the page.
        by: The officer who decided.
        on: The London day.

    Raises:
        DraftNotOpen: The request is not being answered.
        StatementChanged: The statement was saved since. Removing twice is no error.
    """
    foi_request = open_draft(foi_request, by=by)
    statement = NCNDStatement.objects.filter(foi_request=foi_request).first()
    if statement is None:
        return
    if statement.version != version:
        raise StatementChanged(statement)
    before = recorded_values(statement)
    keep_part(
        foi_request,
        DraftRevision.Part.STATEMENT,
        version=statement.version + 1,
        said={},
        by=by,
    )
    statement.delete()
    _record(foi_request, DraftingHistory.STATEMENT_REMOVED, before, {}, by, on)


def recorded_values(statement: NCNDStatement | None) -> dict[str, str]:
    """Return the text of a statement: its fields, and each provision's reason."""
    if statement is None:
        return {}
    citations = list(statement.citations.all())
    reasons = {one.provision_key: one.why_applies for one in citations}
    facts = _named({one.provision_key: one.facts for one in citations})
    said = {field: getattr(statement, field) for field in FIELDS}
    return {**said, **reasons, **facts}


def _named(facts: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Return facts as history writes them, each under its provision and its name."""
    return {
        f"{key}: {name}": ", ".join(value) if isinstance(value, list) else str(value)
        for key, stated in facts.items()
        for name, value in stated.items()
    }


def _check_grounds(
    foi_request: FOIRequest,
    keys: Mapping[str, str],
    statement: NCNDStatement | None,
) -> None:
    grounds = grounds_for_neither(Regime(foi_request.regime))
    allowed = {provision.key for provision in grounds}
    if statement is not None:
        allowed |= {one.provision_key for one in statement.citations.all()}
    for key in keys:
        if key not in allowed:
            raise NoReasonForNeither(
                f"{key} does not lift the duty to confirm or deny, so it cannot be "
                "relied on here. Cite it for the answer to a question instead."
            )


def _record(
    foi_request: FOIRequest,
    kind: HistoryKind,
    before: Mapping[str, str],
    after: Mapping[str, str],
    by: User,
    on: date,
) -> None:
    changes = changes_between(before, after)
    record(foi_request=foi_request, kind=kind, by=by, on=on, changes=changes)
    index_answers(foi_request=foi_request)
