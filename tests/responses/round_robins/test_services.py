"""Requests alike in a group: one common line, and each letter its own."""

from datetime import date

import pytest

from responses.drafting.letter_text import save_letter_text
from responses.models import ResponseDraft, RoundRobinEntry
from responses.paragraphs.offering import Wanted, offered_paragraphs
from responses.round_robins.queries import members_of
from responses.round_robins.services import (
    GroupChanged,
    GroupNotPossible,
    add_members,
    change_group,
    insert_line,
    make_group,
    remove_members,
)
from statute.paragraphs import ParagraphKind
from tests.factories import FOIRequestFactory, UserFactory

TODAY = date(2026, 3, 16)
LINE = "We answer every request on <bicycles> alike.\n\nSee our log."

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return UserFactory(roles=["officer"])


@pytest.fixture
def two(officer):
    return [
        FOIRequestFactory(
            authority=officer.authority, state="answering", reference=f"RR-{number}"
        )
        for number in range(2)
    ]


@pytest.fixture
def group(officer, two):
    first, *others = two
    return make_group(
        foi_request=first,
        title="  Bicycles  everywhere ",
        line=LINE,
        chosen=others,
        by=officer,
        on=TODAY,
    )


def opening(foi_request):
    draft = ResponseDraft.objects.filter(foi_request=foi_request).first()
    return draft.opening if draft else ""


def insert(group, officer, *found):
    return insert_line(group=group, foi_requests=found, by=officer, on=TODAY)


def test_a_group_knows_its_requests_and_tells_their_histories(group, two):
    assert str(group) == "Bicycles everywhere"
    assert set(group.members.values_list("foi_request", flat=True)) == {
        one.pk for one in two
    }
    for one in two:
        entry = one.history.get(kind="round_robin_joined")
        assert entry.note == "“Bicycles everywhere”"
    assert [each.kind for each in group.entries.all()] == ["added", "added", "made"]


def test_a_request_is_in_one_group(group, officer, two):
    other = FOIRequestFactory(authority=officer.authority)

    with pytest.raises(GroupNotPossible, match="Take it out there first"):
        make_group(
            foi_request=other, title="Other", chosen=two[:1], by=officer, on=TODAY
        )

    assert not other.history.filter(kind="round_robin_joined").exists()


@pytest.mark.parametrize(
    ("given", "why"),
    [
        pytest.param({"reference": None, "state": "received"}, "Register", id="new"),
        pytest.param({}, "another authority", id="of another authority"),
    ],
)
def test_what_cannot_be_in_a_group_is_refused(group, officer, given, why):
    if given:
        given["authority"] = officer.authority
    other = FOIRequestFactory(**given)

    with pytest.raises(GroupNotPossible, match=why):
        add_members(group=group, foi_requests=[other], by=officer, on=TODAY)


def test_the_line_goes_before_the_answers_once(group, officer, two):
    save_letter_text(
        foi_request=two[0],
        opening="<p>Thank you.</p>",
        ending="<p>Good bye.</p>",
        version=0,
        by=officer,
        on=TODAY,
    )

    first = insert(group, officer, *two)
    again = insert(group, officer, *two)

    assert (first.number, first.left) == (2, [])
    assert again.number == 0
    line = (
        "<p>We answer every request on &lt;bicycles&gt; alike.</p><p>See our log.</p>"
    )
    assert opening(two[0]) == f"<p>Thank you.</p>{line}"
    assert opening(two[1]) == line
    assert ResponseDraft.objects.get(foi_request=two[0]).ending == "<p>Good bye.</p>"
    assert two[1].history.filter(kind="letter_text_saved").exists()
    assert all(one.has_line for one in members_of(group, officer))


def test_a_new_line_replaces_the_one_before(group, officer, two):
    insert(group, officer, two[0])

    changed = change_group(
        group=group, title="B", line="New words.", version=1, by=officer, on=TODAY
    )
    (first, _) = members_of(changed, officer)
    assert (first.has_line, first.has_former_line) == (False, True)
    insert(changed, officer, two[0])

    assert opening(two[0]) == "<p>New words.</p>"


def test_a_letter_that_cannot_be_changed_is_left_with_the_reason(group, officer, two):
    two[1].state = "clearance"
    two[1].save()

    made = insert(group, officer, *two)

    assert made.number == 1
    assert len(made.left) == 1
    assert made.left[0].startswith("RR-1: ")
    assert opening(two[1]) == ""


def test_requests_outside_the_group_get_no_line(group, officer):
    other = FOIRequestFactory(authority=officer.authority, state="answering")

    with pytest.raises(GroupNotPossible, match="at least one request of the group"):
        insert(group, officer, other)

    assert opening(other) == ""


def test_without_a_line_nothing_is_put_in(officer, two):
    empty = make_group(foi_request=two[0], title="No words", by=officer, on=TODAY)

    with pytest.raises(GroupNotPossible, match="Write the common line first"):
        insert(empty, officer, two[0])


def test_a_stale_change_overwrites_nothing(group, officer):
    change_group(group=group, title="A", line="One", version=1, by=officer, on=TODAY)

    with pytest.raises(GroupChanged) as raised:
        change_group(
            group=group, title="B", line="Two", version=1, by=officer, on=TODAY
        )

    assert raised.value.group.line == "One"
    assert RoundRobinEntry.objects.filter(kind="changed").count() == 1


def test_a_request_taken_out_keeps_its_draft(group, officer, two):
    insert(group, officer, two[0])

    remove_members(group=group, foi_requests=two[:1], by=officer, on=TODAY)

    assert "bicycles" in opening(two[0])
    assert list(members_of(group, officer)) == [two[1]]
    assert two[0].history.filter(kind="round_robin_left").exists()
    with pytest.raises(GroupNotPossible):
        remove_members(group=group, foi_requests=two[:1], by=officer, on=TODAY)


def test_the_line_is_offered_beside_an_answer(group, two):
    kinds = frozenset({ParagraphKind.OTHER, ParagraphKind.OPENING})

    (offers,) = offered_paragraphs(
        foi_request=two[0], wanted=[Wanted((), kinds)], on=TODAY
    )
    (elsewhere,) = offered_paragraphs(
        foi_request=FOIRequestFactory(authority=group.authority),
        wanted=[Wanted((), kinds)],
        on=TODAY,
    )

    words = [one.text for one in offers if "Common line" in one.entry.topic]
    assert words == [LINE, LINE]
    assert not any("Common line" in one.entry.topic for one in elsewhere)
