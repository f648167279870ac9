"""Departments are asked, answer and are merged at the same moment."""

from datetime import UTC, date, datetime

import pytest

from requests_app.administration.parts import merge_department
from requests_app.models import Enquiry, EnquiryReply, Notice
from responses.enquiries.answering import (
    Written,
    accept_enquiry,
    answer_enquiry,
    ask_for_more_time,
    decline_enquiry,
)
from responses.enquiries.asking import ask_departments
from responses.enquiries.following import withdraw_enquiry
from responses.enquiries.holders import Holder
from tests.at_once import at_once
from tests.factories import DepartmentFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = date(2026, 3, 16)
NOW = datetime(2026, 3, 16, 10, tzinfo=UTC)
WHEN = {"on": TODAY, "at": NOW}
ONE_ALONE = ["done", "refused"]


@pytest.fixture
def ask(foi_request, questions, officer):
    def ask(departments):
        return ask_departments(
            foi_request=foi_request,
            questions=dict.fromkeys(departments, questions),
            wanted_by=dict.fromkeys(departments, date(2026, 3, 20)),
            message="For 2025.",
            by=officer,
            on=TODAY,
        )

    return ask


def test_departments_asked_twice_in_any_order_are_asked_once(ask, officer):
    first, second = (DepartmentFactory(authority=officer.authority) for _ in range(2))

    assert at_once(ask, [(first, second), (second, first)]) == ONE_ALONE
    assert Enquiry.objects.count() == 2


def test_no_question_stays_with_a_department_merged_meanwhile(ask, officer):
    gone, into = (DepartmentFactory(authority=officer.authority) for _ in range(2))
    chief = UserFactory(roles=["administrator"], authority=officer.authority)

    def act(by):
        if by == chief:
            merge_department(department=gone, into=into, by=chief, on=TODAY)
        else:
            ask([gone])

    assert at_once(act, [chief, officer]) in (["done", "done"], ONE_ALONE)
    assert not Enquiry.objects.filter(department=gone).exists()


def test_a_reply_and_a_withdrawal_do_not_both_count(enquiry, contributor, officer):
    def act(by):
        if by == officer:
            withdraw_enquiry(enquiry=enquiry, by=officer, **WHEN)
        else:
            send(enquiry, by)

    assert at_once(act, [officer, contributor]) == ONE_ALONE
    enquiry.refresh_from_db()
    assert (enquiry.replied_on is None) == (enquiry.withdrawn_at is not None)


def send(enquiry, by):
    answer_enquiry(
        enquiry=enquiry, holder=Holder(user=by), written=Written(text="Nine."), **WHEN
    )


def accept(enquiry, by):
    accept_enquiry(enquiry=enquiry, holder=Holder(user=by), **WHEN)


def ask_for_time(enquiry, by):
    ask_for_more_time(
        enquiry=enquiry,
        holder=Holder(user=by),
        until=date(2026, 3, 27),
        reason="Leave.",
        on=TODAY,
    )


def decline(enquiry, by):
    decline_enquiry(
        enquiry=enquiry, holder=Holder(user=by), reason="Trees.", suggested=None, **WHEN
    )


@pytest.mark.parametrize(
    ("act", "told"), [(send, 1), (accept, 0), (ask_for_time, 1), (decline, 1)]
)
def test_a_double_click_of_a_department_counts_once(enquiry, contributor, act, told):
    before = enquiry.foi_request.history.count()
    pressed = [contributor, contributor]

    assert at_once(lambda by: act(enquiry, by), pressed) == ["done", "done"]
    assert enquiry.foi_request.history.count() == before + 1
    kinds = [Notice.Kind.REPLIED, Notice.Kind.DECLINED]
    assert Notice.objects.filter(kind__in=kinds).count() == told
    assert EnquiryReply.objects.count() == (act is send)
