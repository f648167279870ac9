import pytest

from requests_app.models import FOIRequest
from responses.drafting.statements import save_statement
from responses.models import NCNDStatement

NEITHER = {
    "scope": "any other information",
    "provision": ["FOIA 24(2)", "FOIA 31(3)"],
    "why FOIA 24(2)": "Security.",
    "why FOIA 31(3)": "Crime.",
    "harm": "Either reply would tell.",
    "version": 0,
}


@pytest.fixture
def url(at):
    return at("save-statement")


def reasons():
    return {
        one.provision_key: one.why_applies
        for one in NCNDStatement.objects.get().citations.all()
    }


def test_wording_is_offered_to_begin_with(drafter, url):
    page = drafter.get(url)

    assert page.context["form"]["scope"].value().startswith("any other information")
    assert "Nothing should be inferred" in page.text
    assert not NCNDStatement.objects.exists()


def test_only_what_lifts_the_duty_to_confirm_can_be_chosen(drafter, url):
    choices = dict(drafter.get(url).context["form"].others)

    assert "FOIA 24(2)" in choices
    assert "FOIA 24(1)" not in choices


def test_a_statement_is_saved_and_the_list_comes_back(drafter, url, at):
    page = drafter.post(url, NEITHER, follow=True)

    assert page.redirect_chain[-1][0] == at("draft-response")
    assert reasons() == {"FOIA 24(2)": "Security.", "FOIA 31(3)": "Crime."}
    for words in ("Statement on other information saved", "s.24(2)", "s.31(3)"):
        assert words in page.text


def test_a_provision_is_added_with_the_wording_offered_for_it(drafter, url):
    page = drafter.post(url, {**NEITHER, "add": "FOIA 23(5)"}, follow=True)

    assert page.redirect_chain[-1][0] == url
    assert "security matters" in reasons()["FOIA 23(5)"]


def test_a_provision_is_dropped(drafter, url):
    drafter.post(url, {**NEITHER, "drop": "FOIA 24(2)"})

    assert reasons() == {"FOIA 31(3)": "Crime."}


def test_a_provision_that_does_not_belong_is_left_out(drafter, url):
    drafter.post(url, {**NEITHER, "provision": ["FOIA 24(1)", "FOIA 31(3)"]})

    assert list(reasons()) == ["FOIA 31(3)"]


def test_a_statement_needs_its_scope(drafter, url):
    page = drafter.post(url, {**NEITHER, "scope": " "})

    assert "Say what you neither confirm nor deny holding." in page.text
    assert "Either reply would tell." in page.text
    assert not NCNDStatement.objects.exists()


def test_a_statement_somebody_saved_shows_both_texts(
    drafter, url, foi_request, colleague
):
    drafter.post(url, NEITHER)
    save_statement(
        foi_request=foi_request,
        scope="other things",
        reasons={"FOIA 23(5)": "Bodies."},
        harm="Theirs.",
        version=1,
        by=colleague,
        on=foi_request.received_on,
    )

    page = drafter.post(url, {**NEITHER, "harm": "Mine.", "version": 1})

    assert page.status_code == 409
    for words in (
        "Another user changed this statement",
        "Theirs.",
        "things",
        "Bodies.",
    ):
        assert words in page.text
    assert page.context["form"]["harm"].value() == "Mine."

    drafter.post(url, {**NEITHER, "harm": "Mine.", "version": 2})

    assert NCNDStatement.objects.get().harm == "Mine."


def test_a_statement_is_removed(drafter, url, at):
    drafter.post(url, NEITHER)

    page = drafter.post(at("remove-statement"), {"version": 1}, follow=True)

    assert "Statement removed from the letter" in page.text
    assert not NCNDStatement.objects.exists()


def test_a_statement_saved_since_is_not_removed(drafter, url, at):
    drafter.post(url, NEITHER)

    page = drafter.post(at("remove-statement"), {"version": 0}, follow=True)

    assert "Another user changed this statement" in page.text
    assert NCNDStatement.objects.exists()


def test_a_closed_draft_shows_its_statement(drafter, url):
    drafter.post(url, NEITHER)
    FOIRequest.objects.update(state="cleared")

    page = drafter.get(url)

    assert "We neither confirm nor deny holding any other information." in page.text
    assert "<textarea" not in page.text
    assert "can be changed only while" in drafter.post(url, NEITHER).text
