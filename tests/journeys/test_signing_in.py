"""Signing in and out, and error messages."""

from django.urls import reverse


def test_signing_in_and_out(page, check_axe, officer):
    officer.set_password("a long enough sentence")
    officer.save()
    page.goto("/")
    check_axe(page)

    page.get_by_label("User name").fill(officer.username)
    page.get_by_label("Password", exact=True).fill("a long enough sentence")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(reverse("home"))

    check_axe(page)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"**{reverse('sign-in')}")


def test_a_wrong_password_is_explained_and_announced(page, check_axe, officer):
    page.goto(reverse("sign-in"))
    page.get_by_label("User name").fill(officer.username)
    page.get_by_label("Password", exact=True).fill("not this")

    page.get_by_role("button", name="Sign in").click()

    summary = page.get_by_role("alert")
    assert "is wrong" in summary.inner_text()
    assert page.get_by_label("User name").input_value() == officer.username
    check_axe(page)


def test_an_address_that_leads_nowhere_says_so(page, sign_in, check_axe, officer):
    sign_in(page, officer)

    response = page.goto("/requests/no-such-request/")

    assert response.status == 404
    assert page.get_by_role("heading", name="Page not found").is_visible()
    check_axe(page)
