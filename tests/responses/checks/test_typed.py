"""Every typed word of a letter is read, and a finding leads to its field."""

from datetime import date

import pytest
from django.utils.html import strip_tags

from documents.richtext.cleaning import clean
from responses.checks.findings import findings_in
from responses.checks.typed import typed_in
from responses.checks.where_to_fix import WhereToFix
from responses.letters.composing import compose
from responses.letters.pages import page_of
from responses.models import Answer, Citation, NCNDStatement, ResponseDraft
from responses.models.citations import PART_FIELDS
from statute.notices import LetterType
from tests.factories import EnclosureFactory, LetterFactory
from tests.responses import good_replies, kinds
from tests.responses.good_replies import ON

pytestmark = pytest.mark.django_db

STATEMENT = ("scope", "harm", "factors_for", "factors_against", "balance")


def marked():
    """Return a request with a mark of its own in every field that officers type."""
    made = good_replies.mixed("FOIA")
    statement = good_replies.with_statement("FOIA").statement
    NCNDStatement.objects.filter(pk=statement.pk).update(foi_request=made)
    marks = []

    def mark(name):
        marks.append(f"mark{len(marks)}{name}")
        return f"This sentence carries {marks[-1]} in it."

    ResponseDraft.objects.filter(foi_request=made).update(
        opening=clean(f"<p>{mark('opening')}</p>"),
        ending=clean(f"<p>{mark('ending')}</p>"),
    )
    for answer in made.answers.all():
        Answer.objects.filter(pk=answer.pk).update(text=f"<p>{mark('answer')}</p>")
    for citation in Citation.objects.all():
        # What several provisions of the statement share is asked for once.
        fields = PART_FIELDS.values() if citation.answer_id else ["why_applies"]
        Citation.objects.filter(pk=citation.pk).update(
            **{field: mark(field) for field in fields}
        )
    NCNDStatement.objects.filter(foi_request=made).update(
        **{field: mark(field) for field in (*STATEMENT, "no_inference")}
    )
    EnclosureFactory(foi_request=made, title=mark("title"), name="list.csv")
    return made, marks


def test_every_typed_word_that_the_letter_prints_is_in_the_list():
    made, marks = marked()
    content = compose(made, on=ON)
    page = strip_tags(page_of(content))

    words = "\n".join(typed.words for typed in typed_in(content))

    assert [mark for mark in marks if mark in page] == marks
    assert [mark for mark in marks if mark in words] == marks


def test_the_decisions_of_a_review_and_its_remedies_are_in_the_list():
    content = compose(kinds.made("review_outcome", "FOIA"), on=kinds.ON)

    words = "\n".join(typed.words for typed in typed_in(content))

    assert "Prices still matter to the next tender." in words
    assert "give each request one officer from the first day" in words


@pytest.mark.parametrize(
    ("fields", "page", "anchor"),
    [
        ({"opening": "<p>We hold a file.</p>"}, "letter-text", "id_opening"),
        ({"ending": "<p>We hold a file.</p>"}, "letter-text", "id_ending"),
    ],
)
def test_a_confirmation_around_the_answers_leads_there(fields, page, anchor):
    made = good_replies.neither("FOIA")
    ResponseDraft.objects.filter(foi_request=made).update(**fields)

    assert link(made, "confirms_possession").endswith(f"#{anchor}")


@pytest.mark.parametrize("field", list(PART_FIELDS.values()))
def test_a_confirmation_in_reasons_leads_to_the_field(field):
    made = good_replies.mixed("FOIA")
    citation = Citation.objects.get()
    Citation.objects.update(**{field: "We hold the report, and giving it does harm."})

    url = link(made, "confirms_possession")

    assert f"/{citation.pk}/" in url
    assert url.endswith(f"#id_{field}")


def test_a_confirmation_in_the_statement_leads_to_its_field():
    made = good_replies.with_statement("FOIA")
    NCNDStatement.objects.update(
        balance="We hold two files, and nothing outweighs that."
    )

    assert link(made, "confirms_possession").endswith("#id_balance")


def test_the_scope_of_a_statement_completes_its_sentence():
    made = good_replies.with_statement("FOIA")
    NCNDStatement.objects.update(scope="other reports that we hold")

    assert found(made) == set()


def test_the_name_of_a_file_confirms_too():
    made = good_replies.neither("FOIA")
    EnclosureFactory(foi_request=made, title="Reply", name="We_hold_the_report.pdf")

    assert "confirms_possession" in found(made)


def test_a_thin_reason_leads_to_its_field():
    made = good_replies.refusal("FOIA")
    Citation.objects.update(balance="Yes.")

    assert link(made, "thin_pi_reasons").endswith("#id_balance")


def test_one_harm_for_several_provisions_does_not_say_why_each_applies():
    made = kinds.mixed_with_ncnd("FOIA")
    made.statement.citations.update(why_applies="")

    assert "missing_why_applies" in found(made)


def test_the_opening_of_the_earlier_letter_is_not_what_changed():
    made = good_replies.disclosure("FOIA")
    earlier = compose(made, on=ON)
    LetterFactory(
        foi_request=made, type=LetterType.INTERIM, html=page_of(earlier), issued_on=ON
    )

    assert "opening_left_over" in found(made, on=date(2026, 3, 20))

    ResponseDraft.objects.filter(foi_request=made).update(
        opening="<p>We have now heard from the harbour office.</p>"
    )

    assert "opening_left_over" not in found(made, on=date(2026, 3, 20))


@pytest.mark.parametrize("place", ["ending", "what_changed"])
def test_no_words_around_the_answers_are_left_over(place):
    made = good_replies.disclosure("FOIA")
    words = "We hope to hear from the harbour office next week."
    said = words if place == "what_changed" else f"<p>{words}</p>"
    draft = ResponseDraft.objects.get(foi_request=made)
    setattr(draft, place, said)
    draft.save()
    LetterFactory(
        foi_request=made,
        type=LetterType.INTERIM,
        html=f"<p>{words}</p>",
        issued_on=ON,
    )

    assert f"{place}_left_over" in found(made, on=date(2026, 3, 20))
    finding = link(made, f"{place}_left_over")
    assert finding.partition("#")[0].endswith("/letter-text/")


def test_a_letter_that_says_nothing_new_warns(officer, approver):
    made = kinds.interim("FOIA")
    kinds.issued(made, by=officer, approver=approver)

    assert "nothing_changed" in found(made, on=date(2026, 3, 20))

    answered = made.answers.get(outcome="to_follow")
    Answer.objects.filter(pk=answered.pk).update(
        outcome="disclosed", text="<p>There are four of each kind.</p>"
    )
    assert "nothing_changed" not in found(made, on=date(2026, 3, 20))


def found(foi_request, on=ON):
    return {one.code for one in findings_in(compose(foi_request, on=on))}


def link(foi_request, code):
    content = compose(foi_request, on=ON)
    finding = next(one for one in findings_in(content) if one.code == code)
    return WhereToFix(foi_request, content)(finding).url
