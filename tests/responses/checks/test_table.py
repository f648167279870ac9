"""One good reply and its wrong sisters, in four laws: each is blocked or warned of."""

import pytest
from django.utils.html import strip_tags

from responses.checks.findings import findings_in
from responses.letters.composing import compose
from responses.letters.pages import page_of
from responses.models import Answer, Citation, ResponseDraft
from statute.notices import Severity
from tests.responses import good_replies
from tests.responses.good_replies import LAWS, NEITHER, ON, REFUSING

pytestmark = pytest.mark.django_db

OTHER_LAW = {
    "FOIA": "EIR 12(5)(e)",
    "EIR": "FOIA 43(2)",
    "FOISA": "FOIA 43(2)",
    "EISR": "EIR 12(5)(e)",
}
OTHER_WORDS = {
    "FOIA": "regulation 12(5)(e) of the Environmental Information Regulations 2004",
    "EIR": "section 40(2) of the Freedom of Information Act 2000",
    "FOISA": "section 40(2) of the Freedom of Information Act 2000",
    "EISR": "regulation 12(5)(e) of the Environmental Information Regulations 2004",
}


def found(foi_request):
    return [
        (str(one.severity), one.code)
        for one in findings_in(compose(foi_request, on=ON))
    ]


def blocks(foi_request):
    return {code for severity, code in found(foi_request) if severity == "block"}


def warns(foi_request):
    return {code for severity, code in found(foi_request) if severity == "warn"}


def cite(foi_request, **words):
    Citation.objects.filter(answer__foi_request=foi_request).update(**words)
    return foi_request


def say(foi_request, text, order=0):
    Answer.objects.filter(foi_request=foi_request, questions__order=order).update(
        text=f"<p>{text}</p>"
    )
    return foi_request


def around(foi_request, **words):
    ResponseDraft.objects.filter(foi_request=foi_request).update(
        **{name: f"<p>{text}</p>" for name, text in words.items()}
    )
    return foi_request


@pytest.mark.parametrize("law", LAWS)
def test_the_good_reply_passes(law):
    assert found(good_replies.refusal(law)) == []


@pytest.mark.parametrize("law", LAWS)
def test_1_the_balance_is_missing(law):
    made = cite(good_replies.refusal(law), balance="")

    assert blocks(made) == {"missing_pi_reasons"}


@pytest.mark.parametrize(
    ("law", "severity"),
    [("FOIA", "warn"), ("EIR", "block"), ("FOISA", "warn"), ("EISR", "warn")],
)
def test_1b_the_factors_are_missing(law, severity):
    made = cite(good_replies.refusal(law), factors_for="", factors_against="")

    assert set(found(made)) == {
        (severity, "missing_pi_factors_disclosure"),
        (severity, "missing_pi_factors_maintain"),
    }


@pytest.mark.parametrize("law", LAWS)
def test_1c_the_reasons_say_nothing(law):
    made = cite(
        good_replies.refusal(law),
        why_applies="It applies.",
        harm="Harm.",
        factors_for="-",
        factors_against="…",
        balance="Yes.",
    )

    assert blocks(made) == {
        "thin_why_applies",
        "thin_harm",
        "thin_pi_factors_disclosure",
        "thin_pi_factors_maintain",
        "thin_pi_reasons",
    }


@pytest.mark.parametrize("law", LAWS)
def test_2_the_harm_is_missing(law):
    made = cite(good_replies.refusal(law), harm="")

    assert blocks(made) == {"missing_harm"}


@pytest.mark.parametrize("law", LAWS)
def test_3_no_ground_is_cited(law):
    made = good_replies.refusal(law)
    Citation.objects.filter(answer__foi_request=made).delete()

    assert "withheld_without_ground" in blocks(made)


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize(
    "text",
    [
        "We hold the report of the investigation into Mr Crabbe.",
        "We hold what question 1 asks for, and he is named in it.",
        "The investigation of John Crabbe has cost £400 so far.",
    ],
)
def test_4_another_answer_confirms(law, text):
    made = say(good_replies.mixed(law), text, order=1)

    assert warns(made) == {"confirms_elsewhere"}
    named = [
        one
        for one in findings_in(compose(made, on=ON))
        if one.code == "confirms_elsewhere"
    ]
    assert text in named[0].message
    assert "Question 1" in named[0].message


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("place", ["opening", "ending"])
def test_4b_the_opening_or_the_ending_confirms(law, place):
    made = around(good_replies.neither(law), **{place: "We hold a file on this man."})

    assert blocks(made) == {"confirms_possession"}


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize(
    "field", ["why_applies", "harm", "factors_for", "factors_against", "balance"]
)
def test_4c_the_reasons_confirm(law, field):
    made = cite(
        good_replies.neither(law),
        **{field: "We hold the report of the inquiry and giving it would do harm."},
    )

    assert blocks(made) == {"confirms_possession"}


@pytest.mark.parametrize("law", LAWS)
def test_4d_the_reasons_describe(law):
    made = cite(
        good_replies.neither(law),
        harm="The report which we prepared in May names two informants.",
    )

    assert set(found(made)) == {("warn", "describes_possession")}


@pytest.mark.parametrize("law", LAWS)
def test_5_a_late_reply_apologises_by_itself(law):
    made = good_replies.refusal(law)
    late = ON.replace(month=4, day=13)

    content = compose(made, on=late)

    assert not any(one.severity is Severity.BLOCK for one in findings_in(content))
    assert "sorry" in strip_tags(page_of(content)).lower()


@pytest.mark.parametrize("law", LAWS)
def test_6_a_provision_of_another_law_is_cited(law):
    made = cite(good_replies.refusal(law), provision_key=OTHER_LAW[law])

    assert "other_law" in blocks(made)


@pytest.mark.parametrize("law", LAWS)
def test_7_another_law_is_typed(law):
    made = say(
        good_replies.refusal(law), f"We withhold this under {OTHER_WORDS[law]} too."
    )

    assert set(found(made)) == {("warn", "other_law_typed")}


@pytest.mark.parametrize("law", LAWS)
def test_8_not_held_and_exempt(law):
    made = good_replies.refusal(law)
    made.answers.update(outcome="not_held")

    assert "not_held_with_exemption" in blocks(made)


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(
            "The plan is exempt because giving it would help thieves on the quay.",
            "not_held_called_exempt",
            id="8b in words",
        ),
        pytest.param(
            "There were 14 patrols in the week that you ask about, and 12 before that.",
            "not_held_yet_given",
            id="8c the text gives it",
        ),
        pytest.param(
            "The information you asked for is attached, with a list of the officers.",
            "not_held_yet_given",
            id="8c the text points to it",
        ),
    ],
)
def test_8_not_held_but_the_words_say_otherwise(law, text, code):
    made = say(good_replies.not_held(law), text)

    assert code in warns(made)


@pytest.mark.parametrize("law", LAWS)
def test_8d_no_search_is_told(law):
    made = good_replies.not_held(law)
    for order in range(2):
        say(made, "It is not held.", order)
    made.answers.update(facts={})

    assert "missing_searches" in warns(made)


@pytest.mark.parametrize("law", LAWS)
def test_9_an_ordinary_exemption_for_neither(law):
    made = good_replies.neither(law)
    made.answers.first().citations.all().delete()
    made.answers.first().citations.create(
        provision_key="FOISA 30(c)" if law == "FOISA" else REFUSING[law]
    )

    assert "ncnd_with_ordinary_ground" in blocks(made)


@pytest.mark.parametrize("law", LAWS)
def test_9b_withheld_by_a_provision_for_neither(law):
    made = good_replies.refusal(law)
    made.answers.first().citations.update(provision_key=NEITHER[law][0])

    assert "confirmed_and_not_confirmed" in blocks(made)


@pytest.mark.parametrize("law", LAWS)
def test_9c_disclosed_with_an_exemption(law):
    made = good_replies.refusal(law)
    made.answers.update(outcome="disclosed")

    assert "disclosed_with_ground" in blocks(made)


@pytest.mark.parametrize("law", LAWS)
def test_9d_partly_disclosed_and_nothing_given(law):
    made = good_replies.partial(law)
    made.answers.update(text="")

    assert "missing_disclosure" in blocks(made)


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize(
    "text",
    [
        "Thank you for your request, which we received on 5 March 2026.",
        "The last day for our answer was 20 March 2026.",
        "Your request of 17 March has had our attention.",
    ],
)
def test_10_a_date_in_the_words_is_wrong(law, text):
    made = around(good_replies.refusal(law), opening=text)

    assert set(found(made)) == {("warn", "date_typed_wrong")}


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize(
    "text",
    [
        "If you are unhappy, ask us for a review within 20 working days.",
        "You have two months to ask for an internal review.",
        "You may complain to the Commissioner within 3 months.",
    ],
)
def test_10b_the_time_for_a_review_in_the_words_is_wrong(law, text):
    made = around(good_replies.refusal(law), ending=text)

    assert set(found(made)) == {("warn", "review_period_typed_wrong")}
