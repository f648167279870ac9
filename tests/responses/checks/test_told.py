"""What the words of an answer tell against its outcome and fields, in four laws."""

from datetime import date

import pytest

from responses.checks.findings import findings_in
from responses.letters.composing import compose
from responses.models import Answer, Citation, ResponseDraft
from tests.factories import EnclosureFactory
from tests.facts import cost_facts, facts_for
from tests.responses import good_replies, kinds
from tests.responses.good_replies import COST, LAWS, ON

pytestmark = pytest.mark.django_db


def found(made, on=ON):
    return {(str(one.severity), one.code) for one in findings_in(compose(made, on=on))}


def say(made, text, order=0):
    Answer.objects.filter(foi_request=made, questions__order=order).update(
        text=f"<p>{text}</p>"
    )
    return made


def around(made, **words):
    ResponseDraft.objects.filter(foi_request=made).update(
        **{name: f"<p>{text}</p>" for name, text in words.items()}
    )
    return made


def on_cost(held, *keys, text="Telling which logs name you takes long.", **facts):
    """Return a refusal on cost of the first question, beside an answer to the other."""
    made = good_replies.request("FOIA")
    made.questions.filter(order=0).update(
        text="How many patrols met a drunken skipper?"
    )
    good_replies.answer(made, 0, "cost", text, keys)
    for cited in Citation.objects.filter(answer__foi_request=made):
        stated = facts_for(cited.provision_key, is_held=held, **facts)
        if not held or "is_held" not in facts_for(cited.provision_key):
            stated.pop("is_held")
        Citation.objects.filter(pk=cited.pk).update(facts=stated)
    good_replies.answer(made, 1, "disclosed", "Ms J Ferry has been here since 2021.")
    return made


UNKNOWN = {
    "a field": ("unknown", ["FOIA 12(1)", "FOIA 12(2)"]),
    "section 12(2)": ("", ["FOIA 12(2)"]),
}


@pytest.mark.parametrize(("held", "keys"), UNKNOWN.values(), ids=list(UNKNOWN))
@pytest.mark.parametrize(
    "text",
    [
        "We hold this information, but it is spread over 900 logs.",
        "The information you asked for is held in 900 logs.",
        "We do not hold this information.",
    ],
)
def test_what_cannot_be_told_is_not_told_beside_it(held, keys, text):
    assert ("block", "held_in_words") not in found(on_cost(held, *keys))

    assert ("block", "held_in_words") in found(on_cost(held, *keys, text=text))


@pytest.mark.parametrize(("held", "keys"), UNKNOWN.values(), ids=list(UNKNOWN))
def test_another_answer_does_not_tell_it_either(held, keys):
    made = on_cost(held, *keys)
    say(made, "Our records show that 12 patrols met a drunken skipper.", order=1)

    assert ("warn", "confirms_elsewhere") in found(made)


@pytest.mark.parametrize(("held", "keys"), UNKNOWN.values(), ids=list(UNKNOWN))
def test_the_place_of_a_search_tells_nothing(held, keys):
    made = on_cost(
        held,
        *keys,
        text="We hold 900 paper logs without an index. Only reading each would show "
        "whether we hold what you ask for.",
    )

    assert not {code for _, code in found(made) if "held" in code}


def test_reasons_tell_it_too():
    made = on_cost("", "FOIA 12(2)")
    Citation.objects.filter(answer__foi_request=made).update(
        why_applies="We hold this information, but nobody has indexed it."
    )

    assert ("warn", "held_in_words") in found(made)


@pytest.mark.parametrize(
    ("held", "text", "expected"),
    [
        ("yes", "We do not hold this information.", ("warn", "held_in_words")),
        ("no", "We hold this information in 900 logs.", ("block", "held_in_words")),
    ],
)
def test_words_agree_with_what_is_said_to_be_held(held, text, expected):
    assert expected in found(on_cost(held, "FOIA 12(1)", text=text))


@pytest.mark.parametrize("held", ["", "unknown"])
def test_section_12_1_alone_needs_the_statement(held):
    silent = on_cost(held, "FOIA 12(1)")

    assert ("block", "cost_without_held_statement") in found(silent)


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("cites", [True, False])
def test_help_is_asked_for_by_the_outcome(law, cites):
    made = good_replies.cost(law)
    made.answers.update(facts={})
    if not cites:
        Citation.objects.filter(answer__foi_request=made).delete()
    # Among other outcomes the letter is no refusal on cost.
    Answer.objects.filter(foi_request=made, questions__order=1).update(
        outcome="disclosed"
    )

    assert ("block", "missing_advice") in found(made)


@pytest.mark.parametrize("law", LAWS)
def test_help_of_a_word_is_none(law):
    made = good_replies.cost(law)
    made.answers.update(facts={"advice": "None."})

    assert ("block", "thin_advice") in found(made)


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize(
    "text",
    [
        "There were 14 patrols in the week that you ask about.",
        "The total was £4,200.",
        "Yes, the harbour master is one of them.",
        "A copy of the plan is attached.",
    ],
)
def test_what_is_withheld_is_not_given(law, text):
    assert ("warn", "withheld_yet_given") in found(say(good_replies.refusal(law), text))


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize(
    "text",
    [
        "We hold the plan, and are withholding all 14 pages of it.",
        "There are 12 e-mails, all of which are exempt for the reasons below.",
        "What the patrols cost is published: it was £4,200.",
        "We do not attach the plan, because it would help thieves.",
    ],
)
def test_a_refusal_may_describe_what_it_withholds(law, text):
    assert found(say(good_replies.refusal(law), text)) == set()


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("Finding each entry would take 45 hours in all.", True),
        ("It would take more than seventy hours.", True),
        ("Finding each entry would take 60 hours in all.", False),
        ("It would take more than fifty hours.", False),
        ("It would take about 58 hours.", False),
        ("Each log takes two hours to go through.", False),
    ],
)
def test_the_hours_in_words_are_those_of_the_estimate(law, text, is_wrong):
    made = say(good_replies.cost(law), f"We hold the logs. {text}")

    assert (("warn", "hours_differ") in found(made)) is is_wrong


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("It would take 45 hours, which is above the limit of 18 hours.", True),
        ("It would take 60 hours, which is above the limit of 18 hours.", False),
        ("It would take 1500 hours.", True),
    ],
)
def test_the_hours_of_the_limit_are_no_estimate(text, is_wrong):
    made = say(good_replies.cost("FOIA"), f"We hold the logs. {text}")

    assert (("warn", "hours_differ") in found(made)) is is_wrong


@pytest.mark.parametrize("law", LAWS)
def test_the_hours_in_the_method_are_read_too(law):
    made = good_replies.cost(law)
    Citation.objects.filter(answer__foi_request=made).update(
        facts=cost_facts(
            COST[law], "60", estimate_method="A sample of ten. In total 75 hours."
        )
    )

    assert ("warn", "hours_differ") in found(made)


def publishing(key, on):
    made = kinds.request(key.split()[0])
    answer = kinds.answer(made, outcome="withheld", cites=[key])
    answer.citations.update(facts=facts_for(key, publication_on=on))
    return made


@pytest.mark.parametrize("key", ["FOIA 22(1)", "FOISA 27(1)"])
@pytest.mark.parametrize(
    ("on", "is_past"),
    [("2026-03-05", True), ("2026-03-09", False), ("2026-05-25", False)],
)
def test_a_day_of_publication_is_still_to_come(key, on, is_past):
    assert (("block", "publication_past") in found(publishing(key, on))) is is_past


@pytest.mark.parametrize(
    ("on", "is_late"), [("2026-05-25", False), ("2026-05-26", True)]
)
def test_in_scotland_it_comes_within_twelve_weeks_of_the_request(on, is_late):
    made = publishing("FOISA 27(1)", on)

    assert (("block", "published_too_late") in found(made)) is is_late


@pytest.mark.parametrize("key", ["FOIA 22(1)", "FOISA 27(1)"])
@pytest.mark.parametrize(
    ("text", "is_past"),
    [
        ("We will publish it on 4 March 2026.", True),
        ("We will publish it on 4 April 2026.", False),
        ("We published the first part on 4 March 2026.", False),
    ],
)
def test_words_promise_no_publication_in_the_past(key, text, is_past):
    made = publishing(key, "2026-04-04")
    made.answers.update(text=f"<p>{text}</p>")

    assert (("warn", "publication_past_said") in found(made)) is is_past


def repeated(law, answered_on, why):
    made = good_replies.repeated(law)
    Citation.objects.filter(answer__foi_request=made).update(
        why_applies=why,
        facts=facts_for(f"{law} 14(2)", earlier_answered_on=answered_on),
    )
    return found(made)


@pytest.mark.parametrize("law", ["FOIA", "FOISA"])
@pytest.mark.parametrize(
    ("answered_on", "why", "expected"),
    [
        ("2026-02-03", "Four weeks are no reasonable interval here.", None),
        ("2026-02-03", "Nothing has changed since we last wrote of it.", None),
        ("2026-02-03", "The register changes every two years.", None),
        (
            "2026-03-04",
            "Nothing has changed since we last wrote of it.",
            ("block", "earlier_request_is_later"),
        ),
        (
            "2025-02-03",
            "Nothing has changed since we last wrote of it.",
            ("warn", "interval_is_long"),
        ),
        (
            "2026-02-03",
            "Six months are no reasonable interval here.",
            ("warn", "interval_typed_wrong"),
        ),
    ],
)
def test_the_days_of_a_repeated_request_are_checked(law, answered_on, why, expected):
    codes = repeated(law, answered_on, why)

    assert codes == ({expected} if expected else set())


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("We are withholding all of the information you asked for.", True),
        ("Your request is refused.", True),
        ("We do not hold all of the information you asked for.", True),
        ("We have considered all of your request with care.", False),
        ("We hold all of the information you asked for.", False),
        ("We withhold all of the information you asked for in question 1.", False),
    ],
)
def test_words_on_the_whole_request_stand_only_where_all_answers_agree(
    law, text, is_wrong
):
    made = around(good_replies.partial(law), opening=text)
    assert (("warn", "speaks_of_whole") in found(made)) is is_wrong

    alike = around(good_replies.refusal(law), opening=text)
    if "hold all" not in text:
        assert ("warn", "speaks_of_whole") not in found(alike)


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("I enclose three files.", True),
        ("The 2 spreadsheets are attached.", True),
        ("I enclose one file.", False),
        ("I enclose the file.", False),
    ],
)
def test_as_many_files_are_enclosed_as_the_words_count(text, is_wrong):
    made = good_replies.disclosure("FOIA")
    EnclosureFactory(foi_request=made, title="Patrols", name="patrols.csv")
    say(made, f"Two officers walk the quay. {text}")

    assert (("warn", "fewer_enclosed") in found(made)) is is_wrong


@pytest.mark.parametrize("law", LAWS)
def test_advice_under_not_held_does_not_say_that_it_is_held(law):
    made = good_replies.not_held(law)
    made.answers.update(facts={"advice": "We hold this information for 2019 only."})
    assert ("warn", "not_held_yet_held") in found(made)

    made.answers.update(facts={"advice": "The port authority holds this information."})
    assert ("warn", "not_held_yet_held") not in found(made)


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize(
    ("text", "is_past"),
    [
        ("We will send you the rest by 4 March 2026.", True),
        ("We will send you the rest by 4 April 2026.", False),
        ("You will see that we wrote to you on 4 March 2026.", False),
    ],
)
def test_nothing_is_promised_for_a_day_that_is_past(law, text, is_past):
    made = around(good_replies.refusal(law), ending=text)

    assert (("warn", "promise_past") in found(made, on=date(2026, 3, 9))) is is_past


def test_the_subject_is_read_where_the_letter_leaves_it_open():
    made = good_replies.neither("FOIA")
    made.subject = "Our file on the informant: the entries in our diary"
    made.save()

    assert ("warn", "describes_possession") in found(made)


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize(
    "words",
    [
        "The payments recorded in our ledger were made to people who trusted us.",
        "The entries in our diary of patrols would name two informants.",
    ],
)
@pytest.mark.parametrize(
    "field", ["why_applies", "harm", "factors_for", "factors_against", "balance"]
)
def test_reasons_speak_of_no_kept_record(law, words, field):
    made = good_replies.neither(law)
    Citation.objects.filter(answer__foi_request=made).update(**{field: words})

    assert ("block", "confirms_possession") in found(made)
