from datetime import date

import pytest
from django.urls import reverse

from returns.reports import reports
from tests.factories import FOIRequestFactory


@pytest.mark.django_db
@pytest.mark.parametrize("key", list(reports()))
def test_opens(key, client, manager):
    client.force_login(manager, backend="accounts.backends.RoleBackend")
    FOIRequestFactory(authority=manager.authority, state="answered")
    url = reverse("return", kwargs={"key": key})
    q = "?first=2026-01-01&last=2026-03-31&on=2026-05-01"
    page = client.get(url + q)
    assert page.status_code == 200
    print(page.content.decode()[3000:9000] if key == "co-time" else "")
    for form in ("csv", "xlsx", "html", "json"):
        assert client.get(reverse("return-file", kwargs={"key": key, "ending": form}) + q).status_code == 200
    page = client.post(reverse("keep-snapshot", kwargs={"key": key}), {"first":"2026-01-01","last":"2026-03-31","on":"2026-05-01"}, follow=True)
    assert page.status_code == 200
    assert "kept" in page.content.decode()
