import pytest

from tests.old_rows import answer_of, request_of


@pytest.fixture
def step(step_of):
    return step_of(
        ("responses", "0006_move_facts_of_citations"),
        ("responses", "0007_drop_old_facts_of_citations"),
    )


@pytest.fixture
def answers(step):
    foi_request = request_of(step.apps)
    return [answer_of(step.apps, foi_request, order).pk for order in range(2)]


def test_what_citations_said_moves_and_comes_back(answers, step):
    citations = step.apps.get_model("responses", "Citation").objects
    opinion = citations.create(
        answer_id=answers[0], provision_key="FOIA 36(2)(c)", opinion_on="2026-03-05"
    )
    cost = citations.create(
        answer_id=answers[0],
        provision_key="FOIA 12(1)",
        estimate_hours="40.50",
        estimate_method="A sample.",
    )

    new = step.forward().get_model("responses", "Citation").objects

    assert new.get(pk=opinion.pk).facts == {"opinion_on": "2026-03-05"}
    assert new.get(pk=cost.pk).facts == {
        "hours": "40.5",
        "estimate_method": "A sample.",
    }

    again = step.back().get_model("responses", "Citation").objects
    assert str(again.get(pk=opinion.pk).opinion_on) == "2026-03-05"
    assert again.get(pk=cost.pk).estimate_hours == 40.5
    assert again.get(pk=cost.pk).estimate_method == "A sample."


def test_silence_that_meant_as_before_becomes_a_choice_that_shows(answers, step):
    citations = step.apps.get_model("responses", "Citation").objects
    later = citations.create(answer_id=answers[1], provision_key="FOIA 43(2)")
    first = citations.create(
        answer_id=answers[0], provision_key="FOIA 43(2)", harm="Much."
    )
    alone = citations.create(answer_id=answers[1], provision_key="FOIA 31(1)(a)")

    new = step.forward().get_model("responses", "Citation").objects

    assert new.get(pk=later.pk).same_as_id == first.pk
    assert new.get(pk=first.pk).same_as_id is None
    assert new.get(pk=alone.pk).same_as_id is None


def test_a_purpose_beside_its_exemption_becomes_part_of_it(answers, step):
    citations = step.apps.get_model("responses", "Citation").objects
    served = citations.create(
        answer_id=answers[0], provision_key="FOIA 31(1)(g)", why_applies="Why."
    )
    citations.create(
        answer_id=answers[0], provision_key="FOIA 31(2)(b)", why_applies="Which."
    )
    alone = citations.create(answer_id=answers[1], provision_key="FOIA 31(2)(c)")

    new = step.forward().get_model("responses", "Citation").objects

    assert new.get(pk=served.pk).facts == {"purposes": ["FOIA 31(2)(b)"]}
    assert new.get(pk=served.pk).why_applies == "Why.\nWhich."
    assert set(new.values_list("pk", flat=True)) == {served.pk, alone.pk}
