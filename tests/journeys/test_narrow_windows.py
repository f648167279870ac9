"""No page is wider than a narrow window, whatever words it has to show."""

import pytest
from django.test import Client

from requests_app.models import Enquiry, FOIRequest, Question
from tests.factories import UserFactory
from tests.test_access import OWN, PAGES, ROLES, make_world, url_of

pytestmark = pytest.mark.django_db(transaction=True)

WIDTHS = (400, 320)
# Words that people paste: no browser breaks a word or an address by itself.
LONG = "https://www.midshire.example/" + "foi-disclosure-log-2026-27" * 4


# The width of the page, and the elements standing out furthest.
WIDEST = """() => {
  const needed = document.documentElement.scrollWidth;
  const out = [...document.body.querySelectorAll("*")]
    .map((each) => [each.getBoundingClientRect().right, each])
    .filter(([right]) => right > innerWidth + 1)
    .sort(([one], [other]) => other - one)
    .slice(0, 3)
    .map(([, each]) => `${each.tagName}.${each.className}`);
  return [needed, out.join(" ")];
}"""


@pytest.fixture
def world():
    """Everything that the table of addresses names, with long words in it."""
    world = make_world(OWN)
    FOIRequest.objects.update(
        subject=LONG[:150], requester_organisation=LONG[:120], requester_address=LONG
    )
    Question.objects.update(text=f"What is behind {LONG} and why?")
    return world


@pytest.fixture
def person(world):
    department = Enquiry.objects.get().department
    return UserFactory(
        roles=list(ROLES), authority=world.authority, department=department
    )


def addresses_of_pages(world, person):
    """Return the address of each page that is HTML, one for each line of the table."""
    client = Client()
    client.force_login(person, backend="accounts.backends.RoleBackend")
    found = []
    for name, pages in PAGES.items():
        for page in pages:
            if page.status == 200 and name not in {"health", "preview-pane"}:
                answer = client.get(url := url_of(name, page, world))
                if answer["Content-Type"].startswith("text/html"):
                    found.append(url)
    return found


def test_no_page_is_wider_than_its_window(world, person, page, sign_in):
    sign_in(page, person)

    wide = []
    for url in addresses_of_pages(world, person):
        page.goto(url)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            needed, parts = page.evaluate(WIDEST)
            if needed > width:
                wide.append(f"{url} needs {needed} of {width}: {parts}")

    assert not wide, "\n".join(wide)
