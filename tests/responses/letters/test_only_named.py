"""Letters argue nothing as if held that they neither confirm nor deny, nor unasked."""

import pytest

from responses.checks.findings import findings_in
from responses.drafting.forms.citations import CiteExemptionForm
from responses.letters.composing import compose
from responses.letters.pages import page_of
from responses.letters.text import text_of
from responses.models import Citation
from statute import exemptions
from statute.reasons import is_only_named, parts_not_asked
from tests.factories import CitationFactory
from tests.facts import facts_for
from tests.responses import good_replies

pytestmark = pytest.mark.django_db

PERSONAL = "FOISA 38(1)(b) by virtue of 38(2A)(a)"
WEIGHING = {"pi_factors_disclosure", "pi_factors_maintain", "pi_reasons"}


def read(made):
    """Return the words of a request's letter in one line."""
    return " ".join(text_of(page_of(compose(made, on=good_replies.ON))).split())


def codes(made):
    return [one.code for one in findings_in(compose(made, on=good_replies.ON))]


def cited(made, key, **said):
    """Rely on section 18 with this exemption alone, for both questions."""
    Citation.objects.exclude(provision_key="FOISA 18(1)").delete()
    for answer in made.answers.all():
        CitationFactory(answer=answer, provision_key=key, **said)
    return made


def test_the_exemption_of_section_18_is_argued_only_as_if_held():
    made = good_replies.neither("FOISA")
    Citation.objects.filter(provision_key="FOISA 35(1)(a)").update(
        facts={"likelihood": "would_be_likely"}
    )

    said = read(made)

    assert "If the information existed and we held it, section 35(1)(a)" in said
    assert "Why it would apply" in said
    assert "if we held such information, disclosing it would be likely" in said
    assert said.count("Where the balance lies") == 1
    assert "in favour of disclosure" not in said
    assert "follow from disclosure" not in said
    assert said.count("contrary to the public interest") == 1


@pytest.mark.parametrize("basis", ["interests", "consent", "special"])
@pytest.mark.parametrize("principle", ["lawful_and_fair", "purpose"])
@pytest.mark.parametrize("fails", ["not_necessary", "outweighed", "none"])
def test_no_personal_data_is_said_to_exist(basis, principle, fails):
    facts = facts_for(
        PERSONAL, lawful_basis=basis, data_principle=principle, interest_fails=fails
    )
    made = cited(
        good_replies.neither("FOISA"),
        PERSONAL,
        why_applies="Such a list would name people who are not in public life.",
        facts=facts,
    )

    said = read(made)

    for shows in ("this data", "The data is", "was collected", "this personal data"):
        assert shows not in said
    assert "would be" in said


def test_the_same_exemption_for_what_is_held_is_explained_afresh():
    made = good_replies.neither("FOISA")
    second = made.answers.last()
    second.outcome = "withheld"
    second.text = "<p>We hold this, and are not giving it to you.</p>"
    second.save()
    second.citations.filter(provision_key="FOISA 18(1)").delete()
    second.citations.update(**good_replies.WITHHELD)

    said = read(made)

    assert "This exemption applies where disclosure would" in said
    assert "It is qualified: we may rely on it only where" in said
    assert "Our reasons are those we give under" not in said


@pytest.mark.parametrize("is_statement", [False, True])
def test_a_second_balance_under_section_18_is_kept_but_not_printed(is_statement):
    make = good_replies.with_statement if is_statement else good_replies.neither
    made = make("FOISA")
    named = Citation.objects.filter(provision_key="FOISA 35(1)(a)")
    named.update(balance="The names weigh more than the curiosity of the public.")

    found = [
        one
        for one in findings_in(compose(made, on=good_replies.ON))
        if one.code == "reasons_not_printed"
    ]

    assert "The names weigh more" not in read(made)
    assert [one.about for one in found] == ["FOISA 35(1)(a)"]
    assert "the balance of the public interest" in found[0].message
    assert {one.balance for one in named} == {
        "The names weigh more than the curiosity of the public."
    }


@pytest.mark.parametrize(
    ("make", "regime", "key", "field", "words"),
    [
        ("cost", "FOIA", "FOIA 12(1)", "balance", "the balance of the public interest"),
        ("cost", "FOISA", "FOISA 12(1)", "harm", "the harm"),
        ("accessible", "FOIA", "FOIA 21(1)", "factors_for", "the factors for"),
        ("accessible", "FOISA", "FOISA 25(1)", "balance", "the balance"),
        ("cost", "EIR", "EIR 12(4)(b)", "harm", "the harm"),
        ("vexatious", "EISR", "EISR 10(4)(b)", "harm", "the harm"),
        ("repeated", "FOIA", "FOIA 14(2)", "balance", "the balance"),
    ],
)
def test_what_a_provision_does_not_ask_for_is_kept_but_not_printed(
    make, regime, key, field, words
):
    made = getattr(good_replies, make)(regime)
    leftover = "Purple herons weighed more than silver otters in this matter."
    Citation.objects.filter(provision_key=key).update(**{field: leftover})

    (found,) = [
        one
        for one in findings_in(compose(made, on=good_replies.ON))
        if one.code == "reasons_not_printed"
    ]

    assert "Purple herons" not in read(made)
    assert words in found.message
    assert "not print" in found.message
    assert getattr(Citation.objects.first(), field) == leftover


def test_facts_of_another_provision_are_kept_but_not_printed():
    made = good_replies.refusal("FOIA")
    Citation.objects.update(
        facts={
            "likelihood": "would",
            "hours_locating": "31",
            "where_available": "Look at https://www.harbour.example/plan for the plan.",
        }
    )

    said = read(made)

    assert "harbour.example/plan" not in said
    assert "31 hours" not in said
    assert "this harm would follow" in said
    assert codes(made) == ["reasons_not_printed"]


def test_the_limb_of_section_37_decides_whether_a_balance_is_printed():
    provision = exemptions.get("FOIA 37(2)")

    assert parts_not_asked(provision, {"royal_paragraph": "b"}, ()) == {"harm"}
    assert parts_not_asked(provision, {"royal_paragraph": "a"}, ()) == {
        "harm",
        *WEIGHING,
    }


@pytest.mark.parametrize(
    ("key", "beside", "is_named"),
    [
        ("FOISA 35(1)(a)", {"FOISA 18(1)"}, True),
        ("FOISA 39(1)", {"FOISA 18(1)"}, True),
        ("FOISA 35(1)(a)", set(), False),
        ("FOISA 36(1)", {"FOISA 18(1)"}, False),
        ("FOISA 18(1)", {"FOISA 18(1)"}, False),
        ("FOIA 31(1)(a)", {"FOIA 31(3)"}, False),
    ],
)
def test_only_section_18_names_an_exemption(key, beside, is_named):
    assert is_only_named(exemptions.get(key), beside) == is_named


def test_no_second_balance_is_asked_for_under_section_18():
    provision = exemptions.get("FOISA 35(1)(a)")

    alone = CiteExemptionForm(provision=provision)
    named = CiteExemptionForm(provision=provision, beside={"FOISA 18(1)"})

    assert "balance" in alone.fields
    assert not {"factors_for", "factors_against", "balance"} & named.fields.keys()
    assert "harm" in named.fields


def test_statistics_are_not_said_to_exist():
    made = good_replies.neither("FOIA")
    Citation.objects.update(provision_key="FOIA 36(3)", facts={"is_statistical": "yes"})

    said = read(made)

    assert "If we held such information, it would be statistical" in said
    assert "This is statistical" not in said


@pytest.mark.parametrize("regime", ["FOIA", "EISR"])
def test_the_likelihood_follows_the_harm_of_the_statement(regime):
    made = good_replies.with_statement(regime)
    Citation.objects.update(facts={"likelihood": "would_be_likely"})

    said = read(made)

    harm = said.index("how closely they are watched")
    likely = said.index("likely to follow from confirming or denying")
    assert harm < likely < said.index("in favour of confirming")
