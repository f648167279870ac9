"""Bad luck in the drafting room: whatever happens, no typed word is lost."""

import re
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.urls import reverse
from playwright.sync_api import expect

from requests_app.models import FOIRequest, PutAside
from requests_app.questions.correcting import correct_questions
from requests_app.questions.outline.tree_edits import delete
from requests_app.questions.stored_outline import outline_of
from responses.drafting.answers import answer_question
from responses.drafting.answers_after_correction import follow_questions
from responses.models import Answer, AnswerRevision
from tests.factories import UserFactory
from tests.journeys.bicycles import ask_about_bicycles
from tests.journeys.test_pasting import paste
from tests.journeys.test_room import LAPTOP, Desk
from tests.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)
ODD_NAME = "<script>alert('x')</script> d’Arc 🐝"
RESTORED = "had not been saved. It has been restored below."
PICTURE = """node => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(9)], "a.png", {type: "image/png"}));
  const how = {clipboardData: data, bubbles: true, cancelable: true};
  node.dispatchEvent(new ClipboardEvent("paste", how));
}"""


@pytest.fixture
def officer():
    return UserFactory(roles=["officer"], first_name="Priya", last_name="Nair")


@pytest.fixture
def foi_request(officer):
    return ask_about_bicycles(officer)


@pytest.fixture
def sit_down(new_page, sign_in, officer, address):
    """Open a window of the officer at a question."""

    def sit_down(label, *, page=None, **how):
        page = page or new_page(**how)
        page.set_viewport_size(LAPTOP)
        sign_in(page, officer)
        desk = Desk(page, address)
        desk.open(label)
        return desk

    return sit_down


def write(desk, words):
    desk.editor.click()
    desk.page.keyboard.type(words)


def saved_when():
    """Return what the page says of the answer as it was saved last, in London time."""
    saved = Answer.objects.get().updated_at.astimezone(ZoneInfo("Europe/London"))
    return f"Saved {saved:%H:%M}"


def is_saved(words):
    return wait_until(
        lambda: Answer.objects.filter(text__contains=words).exists(), seconds=15
    )


def test_two_windows_of_one_person_lose_neither_text(sit_down, check_axe):
    first = sit_down("2")
    second = Desk(first.page.context.new_page(), first.address)
    second.open("2")
    write(first, "In Derby.")
    expect(first.status).to_have_text(re.compile("^Saved"))

    write(second, "In Leeds.")
    expect(second.status).to_contain_text("You saved this answer in another window")
    second.page.get_by_role("button", name="Save", exact=True).click()

    expect(second.heading).to_contain_text("Choose which answer to keep")
    check_axe(second.page)
    second.page.get_by_role("button", name="Edit both together").click()
    expect(second.editor).to_contain_text("In Derby.")
    expect(second.editor).to_contain_text("In Leeds.")
    kept = set(AnswerRevision.objects.values_list("text", flat=True))
    assert kept >= {"<p>In Derby.</p>", "<p>In Leeds.</p>"}


def test_the_back_button_leads_back_to_words_not_yet_saved(sit_down):
    desk = sit_down("2", in_trouble=True)
    desk.page.route("**/autosave/", lambda route: route.abort("connectionrefused"))
    write(desk, "In Derby.")
    desk.row("stand in year 3").click()
    desk.at("3")

    desk.page.go_back()
    expect(desk.heading).to_have_text("Question 2")
    expect(desk.page.get_by_text(RESTORED)).to_be_visible()
    expect(desk.editor).to_have_text("In Derby.")

    desk.page.on("dialog", lambda dialog: dialog.accept())
    desk.page.goto(reverse("home"))
    desk.page.unroute("**/autosave/")
    desk.page.go_back()
    expect(desk.editor).to_have_text("In Derby.")
    assert is_saved("In Derby.")


def test_a_question_deleted_by_another_officer_takes_no_words_along(
    sit_down, foi_request, officer, check_axe
):
    desk = sit_down("2")
    gone = foi_request.questions.get(label="2")
    kim = UserFactory(roles=["officer"], authority=officer.authority, first_name="Kim")
    foi_request.refresh_from_db()
    correct_questions(
        foi_request=foi_request,
        version=foi_request.questions_version,
        outline=delete(outline_of(foi_request), gone.pk),
        by=kim,
        on=foi_request.received_on,
        follow=follow_questions,
    )

    write(desk, "In Derby.")
    expect(desk.status).to_contain_text("It is kept on the page of the request")
    check_axe(desk.page)
    desk.row("stand in year 3").click()
    desk.at("3")
    expect(desk.page.locator("#room-list")).not_to_contain_text("year 2")

    assert PutAside.objects.get().rich_texts == ["<p>In Derby.</p>"]
    desk.page.goto(foi_request.get_absolute_url())
    expect(desk.page.locator(".foi-put-aside")).to_contain_text("In Derby.")


def test_300_kilobytes_pasted_in_the_room_survive_a_move_and_a_reload(sit_down):
    desk = sit_down("2", in_trouble=True)
    desk.page.set_default_timeout(60_000)
    line = "water in the pond " * 30
    html = "".join(f"<p>Line {number}: {line}</p>" for number in range(560))
    assert len(html) > 300_000

    paste(desk.editor, html)
    desk.page.keyboard.press("Alt+ArrowDown")
    expect(desk.heading).to_have_text("Question 3", timeout=60_000)
    assert is_saved("Line 559:")
    desk.page.go_back()
    expect(desk.editor).to_contain_text("Line 559:", timeout=60_000)

    desk.page.route("**/autosave/", lambda route: route.abort("connectionrefused"))
    write(desk, "Typed after. ")
    desk.page.on("dialog", lambda dialog: dialog.accept())
    desk.page.reload()
    expect(desk.editor).to_contain_text("Typed after.", timeout=60_000)
    desk.page.unroute("**/autosave/")
    assert is_saved("Typed after.")


def test_a_pasted_picture_is_kept_out_and_told(sit_down):
    desk = sit_down("2")
    write(desk, "In Derby.")

    desk.editor.evaluate(PICTURE)
    told = desk.page.locator(".foi-editor__told")
    expect(told).to_contain_text("1 picture was left out: add it as a file.")

    picture = "<img src='data:image/png;base64,iVBORw0KGgo=' onerror='alert(1)'>"
    paste(desk.editor, f"<p>And Leeds. {picture}</p>")
    expect(desk.editor).to_contain_text("And Leeds.")
    assert is_saved("And Leeds.")
    assert "<img" not in Answer.objects.get().text


def test_a_script_in_pasted_text_never_runs(sit_down):
    desk = sit_down("2")
    desk.page.evaluate("window.alert = words => { window.ran = words; }")

    paste(
        desk.editor,
        "<p onclick='alert(1)'>In <b>Derby</b>.<script>alert(2)</script>"
        "<a href='javascript:alert(3)'>here</a>"
        "<svg onload='alert(4)'></svg><iframe srcdoc='<script>parent.alert(5)"
        "</script>'></iframe></p>",
    )

    expect(desk.editor).to_contain_text("In Derby.")
    assert is_saved("Derby")
    stored = Answer.objects.get().text
    assert not re.search("script|onclick|svg|iframe", stored)
    desk.page.reload()
    expect(desk.editor).to_contain_text("In Derby.")
    assert desk.page.evaluate("window.ran") is None


def refuse(route):
    route.abort("connectionrefused")


def answer_as_gateway(route):
    route.fulfill(status=502, content_type="text/html", body="Bad gateway")


@pytest.mark.parametrize(
    ("trouble", "told"),
    [(refuse, "There is no connection"), (answer_as_gateway, "could not answer")],
)
def test_a_server_that_restarts_meanwhile_gets_the_words_when_it_is_back(
    sit_down, trouble, told, check_axe
):
    desk = sit_down("2", in_trouble=True)
    desk.page.route("**/requests/**", trouble)
    write(desk, "In Derby.")
    expect(desk.status).to_contain_text("NOT SAVED")
    expect(desk.status).to_contain_text("kept in this browser")
    desk.row("stand in year 3").click()
    expect(desk.page.locator("#room-told")).to_contain_text(told)
    desk.page.get_by_role("button", name="Save", exact=True).click()
    expect(desk.page.locator("#room-told")).to_contain_text(told)
    expect(desk.heading).to_have_text("Question 2")
    expect(desk.editor).to_have_text("In Derby.")
    check_axe(desk.page)

    desk.page.unroute("**/requests/**")
    assert is_saved("In Derby.")


@pytest.mark.parametrize("years", [-1, 1])
def test_a_clock_wrong_by_a_year_loses_nothing(
    new_page, sit_down, years, officer, foi_request
):
    page = new_page()
    page.clock.install(time=f"{2026 + years}-11-29T09:00:00Z")
    desk = sit_down("2", page=page)
    page.route("**/autosave/", lambda route: route.abort())
    write(desk, "In Derby.")
    page.clock.run_for(2_000)
    expect(desk.status).to_contain_text("NOT SAVED")
    page.on("dialog", lambda dialog: dialog.accept())
    page.unroute("**/autosave/")
    page.reload()

    expect(page.get_by_text(RESTORED)).to_be_visible()
    expect(desk.editor).to_have_text("In Derby.")
    page.clock.run_for(2_000)
    assert is_saved("In Derby.")
    # The text may be saved again in the next minute.
    assert wait_until(
        lambda: desk.status.inner_text().strip() == saved_when(), seconds=5
    )
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Question 2 saved.")).to_be_visible()
    assert wait_until(
        lambda: page.evaluate(
            "Object.keys(sessionStorage).every(key => !key.startsWith('foi-typed:'))"
        ),
        seconds=5,
    )


def test_an_odd_name_stands_in_the_room_as_it_is_written(
    sit_down, foi_request, officer, check_axe
):
    odd = UserFactory(
        roles=["officer"],
        authority=officer.authority,
        first_name=ODD_NAME,
        last_name="",
    )
    desk = sit_down("2")
    answer_question(
        foi_request=foi_request,
        question=foi_request.questions.get(label="2"),
        text="<p>In Leeds.</p>",
        outcome="",
        version=0,
        by=odd,
        on=foi_request.received_on,
    )
    write(desk, "In Derby.")
    expect(desk.status).to_contain_text(f"{ODD_NAME} saved this answer")
    desk.page.get_by_role("button", name="Save", exact=True).click()

    theirs = desk.page.get_by_role("heading", name=f"Saved by {ODD_NAME}")
    expect(theirs).to_be_visible()
    check_axe(desk.page)
    expect(desk.row("year 2").locator("xpath=../p")).to_contain_text(ODD_NAME)


def end_other_connections():
    """End what other connections of this database are doing; return how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0]


def test_a_connection_to_the_database_cut_in_mid_save_costs_no_word(
    sit_down, foi_request
):
    desk = sit_down("2", in_trouble=True)

    with transaction.atomic():
        # The save waits for the request's lock when its connection is cut.
        FOIRequest.objects.select_for_update().get(pk=foi_request.pk)
        write(desk, "In Derby.")
        assert wait_until(end_other_connections, seconds=30)
    expect(desk.status).to_have_text(re.compile("^Saved"), timeout=30_000)

    assert Answer.objects.get().text == "<p>In Derby.</p>"
    assert AnswerRevision.objects.count() == 1
