"""The passages of a part, from which a comment may quote."""

from responses.approving.parts import Part


def passages(**words):
    part = Part(
        key="answer-1",
        title="Question 1",
        anchor="",
        about="answer-1",
        questions=(1,),
        answer=None,
        words=words,
        sha256="",
    )
    return part.passages


def test_sentences_are_offered_once_and_the_question_is_not():
    found = passages(
        Question="How many? Since when?",
        Answer="Dr. Ash counted. Nine stood there.\n\nDr. Ash counted.\nAt 5.30 pm",
    )

    assert found == ["Dr. Ash counted.", "Nine stood there.", "At 5.30 pm"]


def test_a_long_part_is_offered_by_paragraphs_and_no_more_than_200():
    lines = [f"Bench {n} stood. Tree {n} fell." for n in range(250)]

    assert passages(Answer="\n".join(lines)) == lines[:200]
