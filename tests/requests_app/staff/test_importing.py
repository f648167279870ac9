"""People from a CSV file: all lines are checked first, and all or none imported."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from requests_app.models import AccountLink, AdministrationEntry, Job, PeopleImport
from requests_app.staff.importing import (
    NotImported,
    import_people,
    keep_people,
    people_of,
)
from requests_app.staff.reading import FileRefused, read_people, text_of
from tests.factories import DepartmentFactory, TeamFactory, UserFactory

HEAD = "First name,Last name,E-mail,Team,Department,Roles\n"
ADA = "Ada,Wren,ada@authority.example,Access,,Officer / Manager\n"


@pytest.fixture(autouse=True)
def parts(authority):
    TeamFactory(authority=authority, name="Access")
    DepartmentFactory(authority=authority, name="Finance")


@pytest.fixture
def problems(authority):
    def problems(text):
        found = read_people(text, authority=authority, may_make_owners=False)
        return [(each.line, each.says) for each in found.problems]

    return problems


@pytest.fixture
def keep(authority, administrator):
    def keep(text):
        return keep_people(
            authority=authority,
            name="people.csv",
            content=text.encode(),
            by=administrator,
        )

    return keep


def test_people_are_imported_and_invited_at_once(keep, administrator, authority):
    kept = keep(f"{HEAD}{ADA}Bo,Ng,bo@authority.example,,finance,contributor\n")

    assert import_people(people_import=kept, by=administrator) == 2

    ada, bo = User.objects.filter(authority=authority).exclude(pk=administrator.pk)
    assert (ada.roles, str(ada.team)) == (["officer", "manager"], "Access")
    assert (bo.roles, str(bo.department)) == (["contributor"], "Finance")
    assert not ada.has_usable_password()
    assert AccountLink.objects.count() == Job.objects.count() == 2
    entry = AdministrationEntry.objects.order_by("pk").first()
    assert entry.what == "Imported from line 2 of people.csv, and invited"
    kept.refresh_from_db()
    assert kept.text == ""
    with pytest.raises(NotImported, match="imported already"):
        import_people(people_import=kept, by=administrator)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Ada,,ada@b.example,,,\n", "The last name is missing."),
        (",Wren,ada@b.example,,,\n", "The first name is missing."),
        ("Ada,Wren,,,,\n", "The e-mail address is missing."),
        ("Ada,Wren,ada,,,\n", "“ada” is no e-mail address."),
        ("Ada,Wren,ada@b.example,Law,,\n", "There is no team “Law”."),
        ("Ada,Wren,ada@b.example,,Law,\n", "There is no department “Law”."),
        ("Ada,Wren,ada@b.example,,,Chief\n", "There is no role “Chief” to give."),
        ("Ada,Wren,ada@b.example,,,owner\n", "There is no role “owner” to give."),
        ("Ada,Wren,a@b.example,,,Contributor\n", "A contributor needs a department."),
        ("A,B,a@b.example,,,,,more\n", "The line has 8 cells, and the first line 6."),
        (
            f"{'A' * 151},B,a@b.example,,,\n",
            "The first name is longer than 150 letters.",
        ),
    ],
)
def test_a_wrong_line_is_named_by_its_number_in_the_file(problems, line, says):
    assert problems(f"{HEAD}{ADA}\n\n{line}") == [(5, says)]


def test_a_line_after_a_cell_of_several_lines_keeps_its_number(problems):
    found = problems(f'{HEAD}"Ada\nMay",Wren,ada@b.example,,,\nBo,,bo@b.example,,,\n')

    assert found == [(4, "The last name is missing.")]


def test_a_person_listed_twice_is_named_with_both_lines(problems):
    again = ADA.replace("ada@", "ADA@")

    assert problems(f"{HEAD}{ADA}{again}") == [
        (3, "ADA@authority.example is on line 2 already.")
    ]


def test_a_colleague_is_not_imported_again(problems, administrator):
    line = f"Una,Reed,{administrator.email.upper()},,,\n"

    ((number, says),) = problems(HEAD + line)

    assert (number, says.split()[1:]) == (
        2,
        ["has", "an", "account", "here", "already."],
    )


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (HEAD.encode(), "lists nobody"),
        (f"{HEAD}Zo\u00eb,W,z@b.example,,,\n".encode("cp1252"), "Line 2 has letters"),
        (HEAD.encode("utf-16"), "not in UTF-8"),
        (b"PK\x03\x04\0\0", "no CSV file"),
        (b"Name,Mail\nAda,a@b.example\n", "lacks the column “First name”"),
        (f"Age,{HEAD}1,{ADA}".encode(), "“Age” twice or unknown"),
        (f'{HEAD}"Ada,Wren,a@b.example,,,\n'.encode(), "quotation mark"),
        (b"x" * 1_000_001, "larger than 1 MB"),
        (
            (HEAD + "".join(f"A,B,a{n}@b.example,,,\n" for n in range(501))).encode(),
            "more than 500 people",
        ),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_a_sentence(authority, content, why):
    with pytest.raises(FileRefused, match=why):
        read_people(text_of(content), authority=authority, may_make_owners=False)


@pytest.mark.parametrize(
    ("first", "last"),
    [("Sinéad", "O’Brien"), ("D'Arcy", "Ng-Lee"), ("Zoë 🦉", "van der Berg")],
)
def test_names_are_kept_as_they_are_written(keep, administrator, first, last):
    kept = keep(f"{HEAD}{first},{last},o'neill@authority.example,,,\n")

    import_people(people_import=kept, by=administrator)

    person = User.objects.get(email="o'neill@authority.example")
    assert (person.first_name, person.last_name) == (first, last)


def test_five_hundred_people_are_imported_in_few_queries(
    keep, administrator, authority, django_assert_max_num_queries
):
    lines = "".join(f"A,B{n},a{n}@b.example,Access,,Officer\n" for n in range(500))
    kept = keep(HEAD + lines)

    with django_assert_max_num_queries(600):
        assert import_people(people_import=kept, by=administrator) == 500

    assert authority.people.filter(roles=["officer"]).count() == 500


def test_addresses_alike_in_their_first_150_letters_have_names_of_their_own(
    keep, administrator
):
    local = "a" * 60
    host = ".".join(["b" * 60, "c" * 60, "example"])
    lines = "".join(f"A,B,{local}@{host}{end},,,\n" for end in ("ne", "nf"))

    assert import_people(people_import=keep(HEAD + lines), by=administrator) == 2


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_semicolons_and_tabs_separate_as_well(authority, delimiter):
    text = (HEAD + ADA).replace(",", delimiter)

    found = read_people(text, authority=authority, may_make_owners=False)

    assert [row.details.email for row in found.rows] == ["ada@authority.example"]


def test_a_mark_of_byte_order_and_crlf_do_no_harm(keep, administrator):
    kept = keep("\ufeff" + (HEAD + ADA).replace("\n", "\r\n"))

    assert len(people_of(kept, administrator).rows) == 1


def test_nobody_is_imported_where_a_line_became_wrong(keep, administrator, authority):
    kept = keep(f"{HEAD}{ADA}Bo,Ng,bo@authority.example,,,\n")
    UserFactory(authority=authority, email="bo@authority.example")

    with pytest.raises(NotImported, match=r"Nobody was imported\. Line 3"):
        import_people(people_import=kept, by=administrator)

    assert not User.objects.filter(first_name="Ada").exists()


def test_a_user_name_taken_elsewhere_does_not_stop_an_import(keep, administrator):
    UserFactory(username="ada@authority.example")
    kept = keep(HEAD + ADA)

    assert import_people(people_import=kept, by=administrator) == 1


# --- Pages ---


def upload(client, content, follow=True):
    file = SimpleUploadedFile("people.csv", content)
    return client.post(reverse("import-people"), {"file": file}, follow=follow)


def test_a_file_is_shown_before_it_is_imported(client):
    page = upload(client, (HEAD + ADA + "Bo,,bo@b.example,,,\n").encode())

    assert "Line 3: The last name is missing." in page.text
    assert "Ada Wren" in " ".join(page.text.split())
    assert not User.objects.filter(first_name="Ada").exists()
    assert "Import and send invitations" not in page.text

    page = upload(client, (HEAD + ADA).encode())
    done = client.post(page.redirect_chain[-1][0], follow=True)

    assert "1 person imported" in done.text
    assert User.objects.filter(first_name="Ada").exists()
    assert PeopleImport.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "empty"), (b"\xff", "UTF-8"), (b"x" * 1_000_001, "larger than 1 MB")],
)
def test_a_refused_file_is_told_on_the_form(client, content, why):
    page = upload(client, content)

    assert why in page.text
    assert not PeopleImport.objects.exists()


def test_the_export_holds_no_formula(client, authority):
    UserFactory(authority=authority, first_name="=cmd()", last_name="Zed")

    text = client.get(reverse("export-people")).content.decode("utf-8-sig")

    assert "'=cmd()" in text
    assert "\n=cmd" not in text


def test_the_template_is_read_as_a_list_without_people(client, authority):
    text = text_of(client.get(reverse("people-template")).content)

    with pytest.raises(FileRefused, match="lists nobody"):
        read_people(text, authority=authority, may_make_owners=False)
