"""A request is registered once, or found not valid."""

import threading
from datetime import date

import pytest
from django.db import connections

from requests_app.actions.table import ActionNotPossible
from requests_app.history.steps import DayNotPossible
from requests_app.intake.registering import (
    AlreadyRegistered,
    NothingAsked,
    mark_not_valid,
    register_request,
)
from requests_app.models import FOIRequest, ReferenceCounter
from requests_app.questions.outline.tree_edits import edit
from requests_app.questions.stored_outline import outline_of
from requests_app.search.matching import has_words_of
from requests_app.workflow import State
from tests.factories import (
    AuthorityFactory,
    FOIRequestFactory,
    QuestionFactory,
    UserFactory,
)
from tests.requests_app.intake.received import TODAY, record


def test_registering_gives_the_next_reference_of_the_year(officer):
    authority = officer.authority
    authority.reference_scheme = "{number}-{year}"
    authority.save()
    ReferenceCounter.objects.create(authority=authority, year=2026, last_number=1432)

    foi_request = register_request(foi_request=record(officer), by=officer, on=TODAY)

    assert foi_request.reference == "1433-26"
    assert foi_request.state == State.ANSWERING
    assert foi_request.registered_on == TODAY
    assert foi_request.due_on == date(2026, 3, 31)
    assert foi_request.history.first().note == "As 1433-26, due 31 March 2026."


def test_a_reference_somebody_has_already_is_passed_over(officer):
    authority = officer.authority
    authority.reference_scheme = "{number}-{year}"
    authority.save()
    FOIRequestFactory(authority=AuthorityFactory(), reference="1-26")

    foi_request = register_request(foi_request=record(officer), by=officer, on=TODAY)

    assert foi_request.reference == "2-26"


def test_each_year_counts_from_one(officer):
    for year, end in ((2025, "{}-25"), (2026, "{}-26")):
        foi_request = register_request(
            foi_request=record(officer, received_on=date(2025, 1, 2)),
            by=officer,
            on=date(year, 3, 4),
        )
        expected = officer.authority.reference_scheme.format(number=1, year=end[-2:])
        assert foi_request.reference == expected


def test_registering_twice_gives_one_reference(officer):
    foi_request = record(officer)
    register_request(foi_request=foi_request, by=officer, on=TODAY)

    with pytest.raises(AlreadyRegistered) as refusal:
        register_request(foi_request=foi_request, by=officer, on=TODAY)

    assert refusal.value.foi_request.reference in str(refusal.value)
    assert ReferenceCounter.objects.get().last_number == 1


def test_registering_saves_the_questions_as_last_typed(officer):
    foi_request = record(officer)
    outline = outline_of(foi_request)

    register_request(
        foi_request=foi_request,
        by=officer,
        on=TODAY,
        version=1,
        outline=edit(outline, outline.nodes[-1].id, text="Is there a policy?"),
    )

    assert foi_request.questions.last().text == "Is there a policy?"


def test_a_request_that_asks_nothing_is_not_registered(officer):
    nothing = record(officer, received_text="Yours faithfully\nRobin Writer")
    empty = record(officer)
    QuestionFactory(foi_request=empty, order=99, label="3", text="")

    with pytest.raises(NothingAsked, match="no question yet"):
        register_request(foi_request=nothing, by=officer, on=TODAY)
    with pytest.raises(NothingAsked, match="3 has no text"):
        register_request(foi_request=empty, by=officer, on=TODAY)


def test_a_registered_request_is_found_by_what_it_asks(officer):
    foi_request = register_request(foi_request=record(officer), by=officer, on=TODAY)
    other = record(officer, received_text="1. How many dogs do you keep?")

    def found(words):
        return list(FOIRequest.objects.filter(has_words_of(words)))

    assert found("drone policy") == [foi_request]
    assert found(foi_request.reference) == [foi_request]
    assert found("writer dogs") == [other]
    assert found("cats") == []


@pytest.mark.django_db(transaction=True)
def test_no_reference_is_given_twice_to_requests_registered_at_once():
    officer = UserFactory(roles=["officer"])
    waiting = [record(officer) for _ in range(24)]
    gate = threading.Barrier(8)
    given, failures = [], []

    def register(some):
        try:
            gate.wait(timeout=20)
            for foi_request in some:
                given.append(
                    register_request(
                        foi_request=foi_request, by=officer, on=TODAY
                    ).reference
                )
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=register, args=(waiting[n::8],)) for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    scheme = officer.authority.reference_scheme
    assert not failures
    assert sorted(given) == sorted(
        scheme.format(number=n, year="26") for n in range(1, 25)
    )


@pytest.mark.django_db(transaction=True)
def test_one_request_registered_at_once_by_several_people_has_one_reference():
    officer = UserFactory(roles=["officer"])
    foi_request = record(officer)
    gate = threading.Barrier(6)
    outcomes = []

    def register():
        try:
            gate.wait(timeout=20)
            register_request(foi_request=foi_request, by=officer, on=TODAY)
            outcomes.append("registered")
        except AlreadyRegistered:
            outcomes.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=register) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert sorted(outcomes) == ["refused"] * 5 + ["registered"]
    assert ReferenceCounter.objects.get().last_number == 1


def test_a_number_is_not_given_again_when_its_request_goes(officer):
    first = register_request(foi_request=record(officer), by=officer, on=TODAY)
    FOIRequest.objects.filter(pk=first.pk).update(reference="elsewhere")

    second = register_request(foi_request=record(officer), by=officer, on=TODAY)

    assert second.reference == officer.authority.reference_scheme.format(
        number=2, year="26"
    )


def test_a_request_found_not_valid_is_closed_with_the_reason(officer):
    foi_request = mark_not_valid(
        foi_request=record(officer),
        reason="It gives no name.",
        by=officer,
        on=TODAY,
        today=TODAY,
    )

    assert foi_request.state == State.NOT_VALID
    assert foi_request.closed_on == TODAY
    assert foi_request.history.first().note == "It gives no name."


def test_finding_a_request_not_valid_twice_is_refused(officer):
    foi_request = mark_not_valid(
        foi_request=record(officer),
        reason="No name.",
        by=officer,
        on=TODAY,
        today=TODAY,
    )

    with pytest.raises(ActionNotPossible, match="Not valid"):
        mark_not_valid(
            foi_request=foi_request,
            reason="No name.",
            by=officer,
            on=TODAY,
            today=TODAY,
        )


def test_a_request_is_not_found_invalid_before_it_came(officer):
    with pytest.raises(DayNotPossible, match="received on 2 March"):
        mark_not_valid(
            foi_request=record(officer),
            reason="No name.",
            by=officer,
            on=date(2026, 3, 1),
            today=TODAY,
        )
