"""Wide tables on paper: every column is there, and what only a screen needs is not."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from pypdf import PdfReader

from requests_app.models import Enquiry, EnquiryReply
from tests.factories import DepartmentFactory, FOIRequestFactory

pytestmark = pytest.mark.django_db(transaction=True)

# The cells that stand out of the paper, of A4 upright and on its side.
OUT = """() => [...document.querySelectorAll("main th, main td")]
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
  .map((each) => each.innerText)"""
WIDTHS = (703, 1032)


@pytest.fixture
def office(manager):
    """Make answered requests, each asked of one of two departments."""
    authority = manager.authority
    manager.first_name, manager.last_name = "Aleksandra", "Featherstonehaugh"
    manager.save()
    names = "Estates and Facilities Management", "Professional Standards Department"
    departments = [DepartmentFactory(authority=authority, name=name) for name in names]
    today = timezone.localdate()  # noqa: TID251 - the day the pages go by
    for number in range(12):
        foi_request = FOIRequestFactory(
            authority=authority,
            reference=f"{1400 + number}-26",
            subject="Correspondence about incidents at the custody suite",
            requester_name="Wilhelmina Featherstonehaugh",
            officer=manager,
            received_on=today - timedelta(days=100 + number),
            due_on=today + timedelta(days=number),
        )
        enquiry = Enquiry.objects.create(
            foi_request=foi_request,
            department=departments[number % 2],
            asked_by=manager,
            asked_on=today - timedelta(days=90),
            wanted_by=today - timedelta(days=80),
        )
        EnquiryReply.objects.create(
            enquiry=enquiry,
            by=manager,
            sent_at=timezone.make_aware(datetime.combine(today, time(0))),
            sent_on=today,
            time_spent_minutes=90,
        )


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/requests/?state=open", ("Officer", "Received", "Featherstonehaugh")),
        ("/returns/departments/", ("Professional Standards Department",)),
        ("/returns/hours/", ("Cost in hours",)),
    ],
)
def test_wide_tables_are_whole_on_paper(
    office, manager, page, sign_in, tmp_path, address, words
):
    sign_in(page, manager)
    page.goto(address)
    heads = [head.strip() for head in page.locator("main thead th").all_inner_texts()]

    for is_css in (True, False):
        path = tmp_path / f"{is_css}.pdf"
        path.write_bytes(page.pdf(format="A4", prefer_css_page_size=is_css))
        text = " ".join(one.extract_text() for one in PdfReader(path).pages)
        # A word may be divided at the end of a line.
        whole = "".join(text.split()).replace("-", "").replace("\u2010", "")
        for word in (*words, *heads):
            assert "".join(word.split()).replace("-", "") in whole, (word, text)
        for word in (
            *("Apply filters", "More filters", "Choose columns", "Save this view"),
            *("All views", "Save as a spreadsheet", "Choose the rows", "Show the"),
            *("Save this table", "Build another table", "Keep these figures"),
        ):
            assert word not in text
    page.emulate_media(media="print")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate(OUT) == [], width
