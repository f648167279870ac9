"""Previous answers from our own letters."""

from documents.richtext.plain import to_plain
from requests_app.questions.numbering.lists import cite
from requests_app.questions.numbering.paths import paths_of
from responses.models import Letter, PreviousAnswer
from responses.precedents.lead_ins import lead_ins_of
from statute.notices import Outcome


def keep_issued_answers(*, letter: Letter) -> None:
    """Keep the answers of a letter just issued, as they stand in the letter.

    They can be searched and reused once the letter is given. Answers still to follow
    are left out. Harmless to run twice. Call this in the transaction that issues the
    letter.
    """
    foi_request = letter.foi_request
    questions = list(foi_request.questions.all())
    paths, lead_ins = paths_of(questions), lead_ins_of(questions)
    PreviousAnswer.objects.filter(letter=letter).delete()
    answers = foi_request.answers.prefetch_related(
        "answered_questions__question", "citations"
    ).exclude(outcome__in=["", Outcome.TO_FOLLOW])
    by_question = {
        tie.question_id: answer
        for answer in answers
        for tie in answer.answered_questions.all()
    }
    kept = []
    for answer in answers:
        # An answer that refers to another is kept with what that answer says.
        other = by_question.get(answer.as_question or 0)
        text = f"{other.text if other else ''}{answer.text}"
        citations = (other or answer).citations.all()
        kept += [
            PreviousAnswer(
                authority_id=foi_request.authority_id,
                foi_request=foi_request,
                letter=letter,
                order=tie.question.order,
                label=cite(paths, [tie.question_id])[:60],
                lead_in=lead_ins[tie.question_id],
                question=" ".join(f"{tie.question.text} {tie.question.after}".split()),
                answer=to_plain(text),
                html=text,
                outcome=answer.outcome,
                provisions=sorted({one.provision_key for one in citations}),
                reference=foi_request.reference or "",
                answered_on=letter.issued_on,
                is_reusable=True,
            )
            for tie in answer.answered_questions.all()
        ]
    PreviousAnswer.objects.bulk_create(kept)


def replace_earlier_answers(*, letter: Letter) -> None:
    """Remove the answers of earlier letters: the letter just given repeats them.

    Call this in the transaction that gives the letter.
    """
    PreviousAnswer.objects.filter(
        foi_request=letter.foi_request_id, letter__number__lt=letter.number
    ).delete()
