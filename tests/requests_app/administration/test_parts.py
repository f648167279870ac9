"""Teams and departments: added, renamed, closed and merged."""

from datetime import date

import pytest

from accounts.models import Department, Team
from requests_app.administration.parts import (
    PartNotSaved,
    add_part,
    change_part,
    close_department,
    close_team,
    merge_department,
    relations_to_departments,
)
from requests_app.models import AdministrationEntry, Enquiry
from responses.enquiries.asking import EnquiryNotPossible, make_enquiry
from tests.factories import (
    AuthorityFactory,
    DepartmentFactory,
    FOIRequestFactory,
    QuestionFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

ON = date(2026, 3, 2)


@pytest.fixture
def chief():
    return UserFactory(roles=["administrator"])


@pytest.fixture
def team(chief):
    return TeamFactory(authority=chief.authority, name="North")


@pytest.fixture
def department(chief):
    return DepartmentFactory(authority=chief.authority, name="Fleet")


def ask(department, *, is_answered=False, **about):
    foi_request = FOIRequestFactory(authority=department.authority, **about)
    person = UserFactory(authority=department.authority)
    return Enquiry.objects.create(
        foi_request=foi_request,
        department=department,
        asked_by=person,
        asked_on=ON,
        wanted_by=date(2026, 3, 9),
        replied_on=ON if is_answered else None,
    )


def last_entry():
    return AdministrationEntry.objects.first()


def test_a_team_is_added_under_its_name(chief):
    team = add_part(
        model=Team, authority=chief.authority, name="  North   West ", by=chief
    )

    assert team.name == "North West"
    entry = last_entry()
    assert (entry.subject, entry.what, entry.by) == ("Team North West", "Added", chief)
    assert entry.changes == {"name": [None, "North West"]}


@pytest.mark.parametrize("model", [Team, Department])
def test_a_name_is_taken_once_in_an_authority_and_stays_taken(chief, model):
    first = add_part(model=model, authority=chief.authority, name="North", by=chief)
    elsewhere = AuthorityFactory()

    with pytest.raises(PartNotSaved, match=r"has a (team|department) of this name"):
        add_part(model=model, authority=chief.authority, name="NORTH", by=chief)
    model.objects.filter(pk=first.pk).update(closed_on=ON)
    with pytest.raises(PartNotSaved, match=r"had a (team|department) of this name"):
        add_part(model=model, authority=chief.authority, name="north", by=chief)

    assert add_part(model=model, authority=elsewhere, name="North", by=chief).pk


def test_a_team_is_renamed_with_both_names_on_record(chief, team):
    change_part(part=team, name="South", by=chief)

    team.refresh_from_db()
    assert team.name == "South"
    entry = last_entry()
    assert (entry.subject, entry.what) == ("Team North", "Renamed")
    assert entry.changes == {"name": ["North", "South"]}


def test_renaming_to_the_same_or_a_taken_name_is_refused(chief, team):
    TeamFactory(authority=chief.authority, name="South")

    with pytest.raises(PartNotSaved, match="Nothing was changed"):
        change_part(part=team, name="North", by=chief)
    with pytest.raises(PartNotSaved, match="of this name"):
        change_part(part=team, name="south", by=chief)

    team.refresh_from_db()
    assert team.name == "North"


def test_a_team_with_people_or_open_requests_is_not_closed_alone(chief, team):
    UserFactory(authority=chief.authority, team=team)
    FOIRequestFactory(authority=chief.authority, team=team)

    with pytest.raises(PartNotSaved, match="1 person and 1 open request"):
        close_team(team=team, by=chief, on=ON)

    team.refresh_from_db()
    assert team.closed_on is None


def test_closing_moves_people_and_open_requests_with_history(chief, team):
    other = TeamFactory(authority=chief.authority, name="South")
    officer = UserFactory(authority=chief.authority, team=team)
    held = FOIRequestFactory(authority=chief.authority, team=team, is_restricted=True)
    done = FOIRequestFactory(
        authority=chief.authority, team=team, state="withdrawn", closed_on=ON
    )

    close_team(team=team, successor=other, by=chief, on=ON)

    for row in (team, officer, held, done):
        row.refresh_from_db()
    assert (team.closed_on, officer.team, held.team, done.team) == (
        ON,
        other,
        other,
        team,
    )
    entry = held.history.get()
    assert (entry.kind, entry.by) == ("team_closed", chief)
    assert entry.changes == {"team": ["North", "South"]}
    assert not done.history.exists()
    assert "1 person and 1 open request moved to South" in last_entry().what


def test_a_closed_team_is_offered_no_more_and_stays_on_its_requests(chief, team):
    done = FOIRequestFactory(
        authority=chief.authority, team=team, state="withdrawn", closed_on=ON
    )

    close_team(team=team, by=chief, on=ON)

    assert list(chief.authority.teams.all()) == []
    assert type(done).objects.select_related("team").get(pk=done.pk).team == team
    assert str(type(done).objects.get(pk=done.pk).team) == "North"
    with pytest.raises(PartNotSaved, match="closed already"):
        close_team(team=team, by=chief, on=ON)


@pytest.mark.parametrize("which", ["itself", "closed", "elsewhere"])
def test_a_successor_is_another_team_in_use_of_the_authority(chief, team, which):
    other = {
        "itself": lambda: team,
        "closed": lambda: TeamFactory(authority=chief.authority, closed_on=ON),
        "elsewhere": TeamFactory,
    }[which]()

    with pytest.raises(PartNotSaved, match="Choose another team"):
        close_team(team=team, successor=other, by=chief, on=ON)

    team.refresh_from_db()
    assert team.closed_on is None


def test_a_department_that_owes_a_reply_is_not_closed(chief, department):
    ask(department)

    with pytest.raises(PartNotSaved, match="Merge the department into another"):
        close_department(department=department, by=chief, on=ON)


def test_a_department_without_people_or_questions_is_closed(chief, department):
    ask(department, is_answered=True)

    close_department(department=department, by=chief, on=ON)

    department.refresh_from_db()
    assert department.closed_on == ON
    assert last_entry().subject == "Department Fleet"


def test_merging_moves_questions_people_and_replies(chief, department):
    into = DepartmentFactory(authority=chief.authority, name="Estates")
    person = UserFactory(authority=chief.authority, department=department)
    waiting, replied = ask(department), ask(department, is_answered=True)

    merge_department(department=department, into=into, by=chief, on=ON)

    for row in (department, person, waiting, replied):
        row.refresh_from_db()
    assert (department.closed_on, department.merged_into) == (ON, into)
    assert {person.department, waiting.department, replied.department} == {into}
    entry = waiting.foi_request.history.get()
    assert entry.kind == "department_merged"
    assert entry.changes == {"department": ["Fleet", "Estates"]}
    assert "1 person and 2 enquiries moved" in last_entry().what


def test_merging_leaves_no_row_behind_in_any_table(chief, department):
    """A table that refers to departments later is moved as well."""
    into = DepartmentFactory(authority=chief.authority)
    UserFactory(authority=chief.authority, department=department)
    ask(department)
    elsewhere = ask(into)
    Enquiry.objects.filter(pk=elsewhere.pk).update(suggested=department)

    merge_department(department=department, into=into, by=chief, on=ON)

    relations = relations_to_departments()
    assert {each.field.name for each in relations} >= {"department", "suggested"}
    for relation in relations:
        rows = relation.related_model._base_manager
        assert not rows.filter(**{relation.field.name: department}).exists()
    elsewhere.refresh_from_db()
    assert elsewhere.suggested == into


def test_a_department_is_not_merged_into_itself_or_another_authoritys(
    chief, department
):
    for other in (department, DepartmentFactory()):
        with pytest.raises(PartNotSaved, match="Choose another department"):
            merge_department(department=department, into=other, by=chief, on=ON)


def test_a_department_merged_twice_is_refused(chief, department):
    into = DepartmentFactory(authority=chief.authority)
    merge_department(department=department, into=into, by=chief, on=ON)

    with pytest.raises(PartNotSaved, match="closed already"):
        merge_department(department=department, into=into, by=chief, on=ON)


def test_nothing_is_asked_of_a_department_merged_meanwhile(department, chief):
    other = DepartmentFactory(authority=chief.authority)
    seen = Department.objects.get(pk=department.pk)
    foi_request = FOIRequestFactory(authority=chief.authority)
    merge_department(department=department, into=other, by=chief, on=ON)

    with pytest.raises(EnquiryNotPossible, match="is now part of"):
        make_enquiry(
            foi_request=foi_request,
            department=seen,
            questions=[QuestionFactory(foi_request=foi_request)],
            message="",
            wanted_by=ON,
            by=chief,
            on=ON,
        )
    assert not Enquiry.objects.exists()
