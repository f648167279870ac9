"""Requests on file are linked to records, and unlinked again."""

from tests.old_rows import authority_of, request_of

APP = "requests_app"


def test_requests_of_one_name_and_address_have_one_record(step_of):
    step = step_of((APP, "0061_link_requests_to_requesters"))
    authority = authority_of(step.apps)
    one, same, spelt = (
        request_of(
            step.apps, authority=authority, requester_name=name, requester_email=at
        )
        for name, at in (
            ("Alex Requester", "alex@requester.example"),
            ("Alex Requester", "alex@requester.example"),
            ("ALEX  requester", "Alex@Requester.example"),
        )
    )
    namesake = request_of(
        step.apps, authority=authority, requester_email="another@requester.example"
    )
    wife = request_of(step.apps, authority=authority, requester_name="Robin Sample")
    elsewhere = request_of(step.apps)
    posted, again = (
        request_of(
            step.apps,
            authority=authority,
            requester_email="",
            requester_address="1 Low Road",
        )
        for _ in range(2)
    )
    review = request_of(
        step.apps, authority=authority, requester_email="", review_of=posted
    )
    made = (one, same, spelt, namesake, wife, elsewhere, posted, again, review)

    requests = step.forward().get_model(APP, "FOIRequest").objects

    made = [requests.get(pk=each.pk) for each in made]
    one, same, spelt, namesake, wife, elsewhere, posted, again, review = made
    assert one.requester == same.requester == spelt.requester
    assert review.requester == posted.requester
    assert len({each.requester_id for each in made}) == 6
    assert one.requester.known_by == ["alex requester", "alex@requester.example"]
    assert one.requester.name == "ALEX requester"  # as the newest request has it
    assert posted.requester.addresses == ["1 Low Road"]
    assert one.requester.authority_id == authority.pk

    apps = step.back()
    requests, requesters = (
        apps.get_model(APP, name).objects for name in ("FOIRequest", "Requester")
    )
    assert requests.count() == len(made)
    assert not requests.filter(requester__isnull=False).exists()
    assert not requesters.exists()
