"""What only a field can say reaches the gate, the letter and the link that mends it."""

from datetime import date

import pytest

from responses.checks.findings import findings_in, notice_of
from responses.checks.where_to_fix import WhereToFix
from responses.letters.composing import compose
from responses.letters.pages import page_of
from responses.models import Answer
from tests.facts import facts_for
from tests.responses import kinds
from tests.responses.kinds import ON, answer

pytestmark = pytest.mark.django_db


def codes(foi_request):
    return {finding.code for finding in findings_in(compose(foi_request, on=ON))}


def citing(key, outcome="withheld", **facts):
    foi_request = kinds.request(key.split()[0])
    made = answer(foi_request, outcome=outcome, cites=[key])
    made.citations.update(facts={**facts_for(key), **facts})
    return foi_request


@pytest.mark.parametrize(
    ("key", "facts", "code"),
    [
        pytest.param(
            "EIR 12(5)(e)", {"is_on_emissions": "yes"}, "emissions", id="reg 12(9)"
        ),
        pytest.param(
            "EISR 10(5)(g)", {"is_on_emissions": "yes"}, "emissions", id="reg 10(6)"
        ),
        pytest.param(
            "FOISA 27(1)",
            {"publication_on": "2026-07-01"},
            "published_too_late",
            id="twelve weeks",
        ),
        pytest.param(
            "FOIA 22(1)",
            {"publication_intended": "no"},
            "missing_publication_intended",
            id="an intention older than the request",
        ),
        pytest.param(
            "FOIA 43(2)",
            {"cut_down_why": "They name the source."},
            "cutting_down_not_approved",
            id="s.17(4) without approval",
        ),
    ],
)
def test_a_field_can_stop_the_letter(key, facts, code):
    assert code not in codes(citing(key))

    assert code in codes(citing(key, **facts))


def _without(key, facts):
    foi_request = citing(key)
    cited = foi_request.answers.get().citations.get()
    cited.facts = {k: v for k, v in cited.facts.items() if k not in facts}
    cited.save()
    return foi_request


def test_reasons_cut_down_with_approval_are_not_missed_and_the_letter_says_so():
    foi_request = citing(
        "FOIA 43(2)",
        cut_down_why="They name the source.",
        cut_down_by="The Chief Constable",
    )
    foi_request.answers.get().citations.update(
        why_applies="", harm="", factors_for="", factors_against="", balance=""
    )

    page = page_of(compose(foi_request, on=ON))

    assert not {code for code in codes(foi_request) if code.startswith("missing_")}
    assert "section 17(4)" in page
    assert "They name the source." not in page
    assert "The Chief Constable" not in page


def test_statistics_under_section_36_need_no_opinion():
    foi_request = citing("FOIA 36(2)(c)", is_statistical="yes")
    cited = foi_request.answers.get().citations.get()
    cited.facts = {"is_statistical": "yes", "likelihood": "would"}
    cited.save()

    assert not {"missing_qp_opinion", "missing_qualified_person"} & codes(foi_request)
    assert "section 36(4)" in page_of(compose(foi_request, on=ON))


def test_an_earlier_request_of_another_person_does_not_serve():
    foi_request = citing("FOIA 14(2)", outcome="repeated", earlier_same_person="no")

    assert "earlier_request_does_not_serve" in codes(foi_request)


def test_a_link_nobody_opened_is_warned_of():
    place = "https://www.authority.example/list, free of charge."
    foi_request = citing(
        "FOIA 21(1)", outcome="accessible", where_available=place, links_checked="no"
    )
    assert "link_not_checked" in codes(foi_request)

    cited = foi_request.answers.get().citations.get()
    cited.facts["links_checked"] = "yes"
    cited.save()

    assert "link_not_checked" not in codes(foi_request)
    link = '<a href="https://www.authority.example/list">'
    assert link in page_of(compose(foi_request, on=ON))


def test_the_words_of_an_answer_are_no_advice_and_no_search():
    long = "<p>We have thought about this for a long time and with great care.</p>"
    foi_request = kinds.not_held()
    foi_request.answers.update(text=long, facts={})
    assert {"missing_searches", "missing_advice"} <= codes(foi_request)

    foi_request = kinds.cost_refusal()
    foi_request.answers.update(text=long, facts={})
    assert "missing_advice" in codes(foi_request)


def test_an_opening_is_not_what_changed():
    foi_request = kinds.supplementary()
    draft = foi_request.response_draft
    draft.opening, draft.what_changed = "<p>Here is our supplementary reply.</p>", ""
    draft.save()
    assert "missing_what_changed" in codes(foi_request)

    draft.what_changed = "We now answer question 2."
    draft.save()

    assert "missing_what_changed" not in codes(foi_request)
    assert "We now answer question 2." in page_of(compose(foi_request, on=ON))


def test_answers_beside_a_cost_refusal_say_on_what_footing_they_stand():
    foi_request = kinds.request()
    answer(foi_request, 0, 1, 2)
    cost = answer(foi_request, 3, outcome="cost", cites=["FOIA 12(1)"])
    facts = facts_for("FOIA 12(1)")
    del facts["other_answers"]
    cost.citations.update(facts=facts)
    assert "goodwill_not_said" in codes(foi_request)

    cost.citations.update(facts={**facts, "other_answers": "goodwill"})

    assert "goodwill_not_said" not in codes(foi_request)
    assert "of goodwill, outside the Act" in page_of(compose(foi_request, on=ON))


@pytest.mark.parametrize(
    ("held", "keys", "words", "code"),
    [
        ("yes", ["FOIA 12(1)"], "We hold that information, or some of it.", ""),
        ("no", ["FOIA 12(1)"], "We do not hold that", "cost_of_what_is_not_held"),
        ("unknown", ["FOIA 12(1)"], "We cannot say", "cost_without_held_statement"),
        ("", ["FOIA 12(2)"], "We cannot say whether we hold it", ""),
        ("yes", ["FOIA 12(1)", "FOIA 12(2)"], "We hold that", "held_and_not_known"),
    ],
)
def test_a_cost_refusal_says_whether_the_information_is_held(held, keys, words, code):
    foi_request = kinds.request()
    made = answer(foi_request, outcome="cost", cites=keys)
    for cited in made.citations.all():
        if held and cited.provision_key == "FOIA 12(1)":
            cited.facts["is_held"] = held
            cited.save()

    found = codes(foi_request)
    about_holding = {
        "cost_of_what_is_not_held",
        "cost_without_held_statement",
        "held_and_not_known",
    }
    assert found & about_holding == ({code} if code else set())
    assert words in " ".join(page_of(compose(foi_request, on=ON)).split())


def test_the_gate_is_told_what_the_fields_say():
    foi_request = citing(
        "FOIA 36(2)(c)",
        qualified_person="the Chief Constable",
        opinion_on="2026-03-04",
        likelihood="would",
    )

    draft = notice_of(compose(foi_request, on=ON))

    (ground,) = draft.grounds
    assert ground.qualified_person == "the Chief Constable"
    assert ground.opinion_on == date(2026, 3, 4)
    assert ground.likelihood == "would"
    assert draft.authority_kind == "police"


def test_a_finding_leads_to_the_very_field():
    foi_request = _without("FOIA 36(2)(c)", {"qualified_person": ""})
    content = compose(foi_request, on=ON)
    (finding,) = [
        one for one in findings_in(content) if one.code == "missing_qualified_person"
    ]

    assert WhereToFix(foi_request, content)(finding).url.endswith(
        "#id_qualified_person"
    )


def test_own_data_is_handed_over_and_nothing_is_confirmed():
    for key in ("FOIA 40(1)", "EIR 5(3)", "EISR 11(1)"):
        page = page_of(compose(citing(key), on=ON))

        assert "Article 15 of the UK GDPR" in page
        assert "We hold the information" not in page
        Answer.objects.all().delete()


@pytest.mark.parametrize(
    "key", ["EIR 5(3)", "EIR 6(1)(b)", "EISR 11(1)", "EISR 6(1)(b)"]
)
def test_a_limit_of_the_duty_is_called_no_exception(key):
    outcome = "accessible" if "6(1)" in key else "withheld"

    page = page_of(compose(citing(key, outcome=outcome), on=ON))

    assert "It is not an exception" in page
    assert "absolute" not in page.lower()
    assert "We refuse to give you" not in page


@pytest.mark.parametrize(
    ("outcome", "is_blocked"), [("withheld", True), ("partly_disclosed", False)]
)
def test_the_rest_is_said_to_be_given_only_where_something_is(outcome, is_blocked):
    made = citing("EIR 12(5)(b)", outcome, separation="given")

    assert ("rest_not_given" in codes(made)) is is_blocked


@pytest.mark.parametrize("facts", [{}, {"ncnd_yes": "That it is."}, {"ncnd_no": "No."}])
def test_what_a_yes_and_a_no_would_give_away_is_wanted_and_never_printed(facts):
    said = {"ncnd_yes": "That we watch the site.", "ncnd_no": "That nobody does."}
    whole = citing("FOIA 31(3)", "ncnd", **said)
    page = page_of(compose(whole, on=ON))
    assert "missing_ncnd_consequences" not in codes(whole)
    assert not [words for words in said.values() if words in page]

    foi_request = citing("FOIA 31(3)", "ncnd")
    cited = foi_request.answers.get().citations.get()
    cited.facts = facts
    cited.save()

    content = compose(foi_request, on=ON)
    (missing,) = [
        one for one in findings_in(content) if one.code == "missing_ncnd_consequences"
    ]
    assert WhereToFix(foi_request, content)(missing).url.endswith("#id_ncnd_yes")


def test_the_letter_says_once_that_sections_23_and_24_are_alternatives():
    foi_request = kinds.request("FOIA")
    made = answer(foi_request, outcome="withheld", cites=["FOIA 23(1)", "FOIA 24(1)"])
    for cited in made.citations.all():
        cited.facts = {"in_the_alternative": "yes"}
        cited.save()

    page = " ".join(page_of(compose(foi_request, on=ON)).split())

    assert page.count("of the Act in the alternative") == 1
    assert "provisions_exclude_each_other" not in codes(foi_request)


def test_what_one_provision_gives_away_is_said_for_those_beside():
    foi_request = kinds.request("FOIA")
    made = answer(foi_request, outcome="ncnd", cites=["FOIA 23(5)", "FOIA 24(2)"])
    first, _ = made.citations.all()
    first.facts = {"ncnd_yes": "That it is watched.", "ncnd_no": "That it is not."}
    first.save()

    assert "missing_ncnd_consequences" not in codes(foi_request)
