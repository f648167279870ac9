"""Each provision: what the law requires can be said by its form, and is printed."""

import pytest

from responses.checks.findings import findings_in
from responses.drafting.forms.citations import CiteExemptionForm
from responses.letters.composing import compose
from responses.letters.pages import page_of
from responses.models.citations import PART_FIELDS
from statute import facts as law
from statute.exemptions import PROVISIONS, Basis
from statute.notices import LETTER_RULES, PARTS, Severity
from statute.notices.parts import part_called
from statute.regimes import Regime
from tests.facts import facts_for
from tests.responses import kinds
from tests.responses.kinds import ON, REASONS, answer

CITABLE = [
    one
    for one in PROVISIONS.values()
    if one.is_ground
    and not one.is_umbrella
    and one.basis is not Basis.PURPOSE
    and one.kind != "not_held"
]
OUTCOMES = {
    "12(1)": "cost",
    "12(2)": "cost",
    "12(4)(b)": "cost",
    "10(4)(b)": "cost",
    "14(1)": "vexatious",
    "14(2)": "repeated",
    "21(1)": "accessible",
    "25(1)": "accessible",
    "6(1)(b)": "accessible",
}
NOT_INFERRED = "<p>Nothing is to be inferred from this about what is held.</p>"
# Said by the letter as a whole, by its answers or by its details.
LETTER_WIDE = {part.id for part in PARTS.values() if not part.is_per_ground}
# Said by citing the provision.
BY_CITING = {"state_reliance", "cite_provision"}


def letter_citing(provision, **facts):
    foi_request = kinds.request(provision.regime.value)
    outcome = "ncnd" if provision.is_ncnd else OUTCOMES.get(provision.section)
    if provision.regime in {Regime.FOISA, Regime.EISR} and outcome == "cost":
        outcome = OUTCOMES.get(provision.section, "cost")
    made = answer(
        foi_request,
        outcome=outcome or "withheld",
        cites=[provision.key],
        text=NOT_INFERRED if provision.is_ncnd else "<p>This is our answer.</p>",
        **REASONS,
    )
    if facts:
        made.citations.update(facts={**facts_for(provision.key), **facts})
    return compose(foi_request, on=ON)


@pytest.mark.parametrize("provision", CITABLE, ids=lambda one: one.key)
def test_what_a_provision_requires_can_be_said(provision, db):
    found = findings_in(letter_citing(provision))

    missing = {one.code for one in found if one.code.startswith("missing_")}
    assert not missing - {"missing_copyright"}


@pytest.mark.parametrize("provision", CITABLE, ids=lambda one: one.key)
def test_what_a_provision_requires_is_asked_by_its_form(provision):
    form = CiteExemptionForm(provision=provision)
    asked = {fact.part for fact in law.asked_by(provision)}
    reasons = {part for part, name in PART_FIELDS.items() if name in form.fields}
    reasons |= {"pi_reasons_ncnd"} if "balance" in form.fields else set()

    needed = {
        part_called(name).id
        for name in (*provision.required_by_law, *provision.good_practice)
    }
    assert needed <= asked | reasons | LETTER_WIDE | BY_CITING


@pytest.mark.parametrize("provision", CITABLE, ids=lambda one: one.key)
def test_without_its_facts_the_gate_names_each_that_is_required(provision, db):
    content = letter_citing(provision)
    required = {
        fact.part
        for fact in law.asked_by(provision)
        if fact.part in provision.required_by_law
    }
    foi_request = kinds.FOIRequest.objects.get()
    foi_request.answers.get().citations.update(facts={})

    found = findings_in(compose(foi_request, on=ON))

    blocked = {one.code for one in found if one.severity is Severity.BLOCK}
    assert {f"missing_{part}" for part in required} <= blocked
    assert content


@pytest.mark.parametrize(
    ("provision", "fact"),
    [
        (one, fact)
        for one in CITABLE
        for fact in law.asked_by(one)
        if fact.kind in {"line", "text"} and not fact.is_internal
    ],
    ids=lambda one: getattr(one, "key", getattr(one, "id", "")),
)
def test_the_letter_prints_what_is_stated(provision, fact, db):
    words = "a thing that stands nowhere else"
    needed = {"prepared_by": "other", "finished_known": "yes"}
    facts = {fact.id: words, **{k: v for k, v in needed.items() if k in provision.asks}}

    assert words in page_of(letter_citing(provision, **facts))


def test_every_part_that_a_kind_of_letter_requires_is_known():
    for rule in LETTER_RULES.values():
        lists = (rule.required_by_law, rule.good_practice, rule.foisa_law)
        for names in lists:
            assert all(part_called(name).id in PARTS for name in names)
