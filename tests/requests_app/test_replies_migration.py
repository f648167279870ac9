"""The single reply of an enquiry becomes the first of its replies, and back."""

from datetime import date

from tests.old_rows import person_of, request_of

APP = "requests_app"
DAY = date(2026, 3, 9)


def test_a_reply_is_moved_and_comes_back(step_of):
    step = step_of(
        (APP, "0018_move_replies_of_enquiries"), (APP, "0019_drop_the_single_reply")
    )
    foi_request = request_of(step.apps)
    officer = person_of(step.apps, foi_request.authority)
    department = step.apps.get_model("accounts", "Department").objects.create(
        authority=foi_request.authority, name="Parks"
    )
    enquiries = step.apps.get_model(APP, "Enquiry").objects
    common = {
        "foi_request_id": foi_request.pk,
        "department_id": department.pk,
        "asked_by_id": officer.pk,
        "asked_on": DAY,
        "wanted_by": DAY,
    }
    replied = enquiries.create(
        **common, reply="Twelve.", replied_by_id=officer.pk, replied_on=DAY
    )
    waiting = enquiries.create(**common)

    apps = step.forward()

    reply = apps.get_model(APP, "EnquiryReply").objects.get()
    assert (reply.enquiry_id, reply.text) == (replied.pk, "Twelve.")
    assert (reply.by_id, reply.name, reply.sent_on) == (officer.pk, "Sam Person", DAY)

    back = step.back().get_model(APP, "Enquiry").objects
    assert back.get(pk=replied.pk).reply == "Twelve."
    assert back.get(pk=replied.pk).replied_by_id == officer.pk
    assert back.get(pk=waiting.pk).reply == ""
