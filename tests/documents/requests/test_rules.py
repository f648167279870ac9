"""The rules a careful person follows to read a request, with tests for each."""

import pytest

from documents.requests.reader import parse
from documents.requests.tree import as_dict


def shape(question):
    """Return a node as (label, text) or (label, text, [children])."""
    text = " ".join(question.text.split())
    if question.children:
        return question.label, text, [shape(child) for child in question.children]
    return question.label, text


def read(text):
    """Return the preamble, the shapes and the closing of a text, spaces collapsed."""
    parsed = parse(text)
    return (
        " ".join(parsed.preamble.split()),
        [shape(question) for question in parsed.questions],
        " ".join(parsed.closing.split()),
    )


def test_a_lead_sentence_that_asks_is_the_parent():
    preamble, questions, _ = read(
        "Dear Council,\n"
        "Please provide the number of allotments let in each ward, showing:\n"
        "- plots let to residents\n"
        "- plots let to schools\n"
        "Yours faithfully,\nA Gardener"
    )

    assert preamble == "Dear Council,"
    assert questions == [
        (
            "",
            "Please provide the number of allotments let in each ward, showing:",
            [("", "plots let to residents"), ("", "plots let to schools")],
        )
    ]


def test_a_lead_sentence_that_only_introduces_is_preamble():
    preamble, questions, _ = read(
        "Dear Council,\nPlease answer the following questions:\n"
        "* How many allotments are there?\n* How many are vacant?\n"
    )

    assert preamble == "Dear Council, Please answer the following questions:"
    assert questions == [
        ("", "How many allotments are there?"),
        ("", "How many are vacant?"),
    ]


def test_a_lead_over_numbers_that_asks_for_each_thing_is_their_parent():
    _, questions, _ = read(
        "The locations of all weighbridges owned by the county.\n"
        "For each weighbridge please state:\n"
        "1. The year it was built.\n2. The number of lorries weighed in 2019."
    )

    assert questions == [
        ("", "The locations of all weighbridges owned by the county."),
        (
            "",
            "For each weighbridge please state:",
            [
                ("1", "The year it was built."),
                ("2", "The number of lorries weighed in 2019."),
            ],
        ),
    ]


@pytest.mark.parametrize(
    ("first", "second", "labels"),
    [
        pytest.param("Moorings", "Locks", ("", ""), id="words alone"),
        pytest.param("A: Moorings", "B: Locks", ("A", "B"), id="letters"),
        pytest.param("A", "B", ("A", "B"), id="letters alone"),
        pytest.param("Part 1 - Moorings", "Part 2 - Locks", ("1", "2"), id="parts"),
    ],
)
def test_a_heading_whose_numbers_begin_again_is_a_heading(first, second, labels):
    parsed = parse(
        f"Please answer these questions:\n{first}\n"
        "1. How many are there?\n2. How many are in use?\n"
        f"{second}\n1. How many are there?\n2. Who repairs them?\n"
    )

    assert [node.kind for node in parsed.questions] == ["heading", "heading"]
    assert tuple(node.label for node in parsed.questions) == labels
    assert [[child.label for child in node.children] for node in parsed.questions] == [
        ["1", "2"],
        ["1", "2"],
    ]
    assert parsed.question_count == 4


def test_a_heading_over_numbers_that_go_on_is_a_heading_too():
    parsed = parse(
        "SECTION A: FERRIES\n1. How many ferries?\n2. How many crew?\n"
        "SECTION B: PIERS\n3. How many piers?\n4. What do they cost?\n"
    )

    assert [(node.kind, node.label) for node in parsed.questions] == [
        ("heading", "A"),
        ("heading", "B"),
    ]
    assert [child.label for child in parsed.questions[1].children] == ["3", "4"]


def test_bullets_under_a_question_are_its_children():
    _, questions, _ = read(
        "1. Harbour dues\n- Dues charged in 2020\n- Dues waived in 2020\n"
        "2. Harbour staff\n- Number of pilots\n"
    )

    assert questions == [
        (
            "1",
            "Harbour dues",
            [("", "Dues charged in 2020"), ("", "Dues waived in 2020")],
        ),
        ("2", "Harbour staff", [("", "Number of pilots")]),
    ]


def test_years_listed_under_an_unnumbered_question_stay_in_its_text():
    _, questions, closing = read(
        "How many swans were counted on the river in:\n- 2019\n- 2020\n- 2021\nThanks"
    )

    assert questions == [
        ("", "How many swans were counted on the river in: - 2019 - 2020 - 2021")
    ]
    assert closing == "Thanks"


def test_lines_listed_inside_a_question_stay_in_its_text():
    _, questions, _ = read(
        "How many of the following birds were ringed in 2020?\n"
        "Swans\nGeese\nDucks (all kinds)\nCould you state who ringed them?\n"
    )

    assert questions == [
        (
            "",
            "How many of the following birds were ringed in 2020? "
            "Swans Geese Ducks (all kinds)",
        ),
        ("", "Could you state who ringed them?"),
    ]


def test_several_questions_under_one_number_are_not_split():
    _, questions, _ = read(
        "1. How many kilns are there? Who runs them? If leased, until when?\n"
        "2. What do they burn?"
    )

    assert [label for label, _ in questions] == ["1", "2"]


def test_marks_run_together_in_one_paragraph_are_split():
    preamble, questions, closing = read(
        "Please answer: 1. How many kilns are lit? 2. Who lights them every week? "
        "3. What did the coal cost in 2020? Please send the answers by email. Thanks."
    )

    assert preamble == "Please answer:"
    assert questions == [
        ("1", "How many kilns are lit?"),
        ("2", "Who lights them every week?"),
        ("3", "What did the coal cost in 2020?"),
    ]
    assert closing == "Please send the answers by email. Thanks."


def test_short_options_marked_inside_a_sentence_stay_in_it():
    _, questions, _ = read(
        "1. How many pupils take lunch, by (a) infants; (b) juniors; (c) seniors?\n"
        "2. What does it cost?"
    )

    assert questions[0] == (
        "1",
        "How many pupils take lunch, by (a) infants; (b) juniors; (c) seniors?",
    )


def test_a_paragraph_alone_is_split_where_it_asks_for_different_things():
    _, questions, _ = read(
        "Dear Trust,\n\nHow many stretchers were bought in 2020? "
        "Which company sold them? What is your policy on repairing them?\n\nRegards"
    )

    assert [text for _, text in questions] == [
        "How many stretchers were bought in 2020?",
        "Which company sold them?",
        "What is your policy on repairing them?",
    ]


def test_if_yes_belongs_to_its_question_unless_it_has_a_mark_of_its_own():
    _, questions, _ = read(
        "1. Do you own a crane? If yes, what can it lift?\n2. Is it insured?\n"
        "2a. If yes, by whom?"
    )

    assert questions == [
        ("1", "Do you own a crane? If yes, what can it lift?"),
        ("2", "Is it insured?", [("a", "If yes, by whom?")]),
    ]


def test_a_break_down_of_the_only_question_is_part_of_it():
    _, questions, _ = read(
        "How many gulls were fed in the harbour?\nPlease break this down by year.\n"
        "Yours faithfully"
    )

    assert questions == [
        (
            "",
            "How many gulls were fed in the harbour? Please break this down by year.",
        )
    ]


def test_wishes_about_form_cost_and_the_act_are_closing():
    _, questions, closing = read(
        "1. How many gulls were fed?\n2. Who fed them?\n\n"
        "Please provide the information in Excel format.\n"
        "If this would exceed the cost limit, please tell me how to narrow it.\n"
        "I understand that you must reply within twenty working days.\n"
        "Yours sincerely,\nB Writer\n"
    )

    assert len(questions) == 2
    assert questions[1] == ("2", "Who fed them?")
    assert closing.startswith("Please provide the information in Excel")


def test_bullets_about_form_at_the_end_are_closing():
    _, questions, closing = read(
        "1. Wells\n- Number of wells\n2. Pumps\n- Number of pumps\n"
        "Data Format Preferences:\n- CSV\n- one row for each year\nThank you"
    )

    assert len(questions) == 2
    assert closing.startswith("Data Format Preferences: - CSV")


def test_numbers_skipped_repeated_or_begun_late_are_kept():
    _, questions, _ = read(
        "6. How many wells?\n7. How deep?\n9. Who dug them?\n9. When?\n10. Why?"
    )

    assert [label for label, _ in questions] == ["6", "7", "9", "9", "10"]


def test_a_number_cut_off_is_not_made_up():
    parsed = parse(")   The number of wells dug in 2015.\n2)   Their depth.\n3)  Cost.")

    assert [(node.label, node.marker) for node in parsed.questions] == [
        ("", ")"),
        ("2", "2)"),
        ("3", "3)"),
    ]


def test_a_parent_nobody_wrote_is_implicit():
    parsed = parse("1a) Who owns it?\n1b) Since when?\n2a) Who uses it?\n2b) Why?")

    assert [(node.label, node.is_implicit) for node in parsed.questions] == [
        ("1", True),
        ("2", True),
    ]
    assert [child.label for child in parsed.questions[1].children] == ["a", "b"]
    assert parsed.question_count == 4


def test_text_after_a_list_comes_after_the_children():
    parsed = parse(
        "1. How many bells were cast:\n- in bronze\n- in iron\n"
        "Please include bells that cracked.\n2. Who cast them?"
    )

    assert parsed.questions[0].after == "Please include bells that cracked."
    assert parsed.questions[1].label == "2"


def test_a_list_that_sets_the_scope_is_preamble():
    preamble, questions, _ = read(
        "I am asking about these harbours, including:\n- North Quay\n- South Quay\n"
        "Please provide\n1. The depth at low water\n2. The number of berths\n"
    )

    assert preamble.endswith("- South Quay Please provide")
    assert [label for label, _ in questions] == ["1", "2"]


def test_a_numbered_background_is_closing():
    _, questions, closing = read(
        "Question 1:\nHow many elms were felled?\nQuestion 2:\nHow many remain?\n"
        "*****\nBACKGROUND\n1) The minutes of May list the elms.\n"
        "2) The report of June does not.\n"
    )

    assert [label for label, _ in questions] == ["1", "2"]
    assert closing.startswith("***** BACKGROUND 1)")


def test_numbers_in_a_quotation_of_several_lines_are_not_questions():
    _, questions, _ = read(
        "1. How was this rule applied?\n"
        '"3. No horse shall be led\n4. No cart shall be drawn\nacross the bridge."\n'
        "2. By whom?"
    )

    assert [label for label, _ in questions] == ["1", "2"]
    assert questions[0][1].endswith('across the bridge."')


def test_one_thing_more_after_a_list_is_a_question_of_its_own():
    _, questions, _ = read(
        "Please could you provide details of the following:\n"
        "*number of graves\n*date of the first burial\n"
        "In addition, please state whether the register can be seen.\n"
        "Yours faithfully"
    )

    assert [text for _, text in questions] == [
        "number of graves",
        "date of the first burial",
        "In addition, please state whether the register can be seen.",
    ]


def test_headings_over_unnumbered_questions_hold_them():
    parsed = parse(
        "I am making a request under the FOI Act.\nBoats\n"
        "How many boats do you hire?\nWhen does the hire end?\nIf late, who pays?\n"
        "Crews\nHow many crew do you employ?\nWho trains them?\nRegards"
    )

    assert [(node.kind, node.text) for node in parsed.questions] == [
        ("heading", "Boats"),
        ("heading", "Crews"),
    ]
    assert [len(node.children) for node in parsed.questions] == [3, 2]


def test_a_request_whose_only_question_is_in_its_topic_sentence_is_read():
    _, questions, _ = read(
        "Dear Council,\n\nI now make a formal request under the Act for all records "
        "of inspections of the sluice.\n\nI also request a copy of the plan.\n"
    )

    assert len(questions) == 2


def test_grateful_if_you_could_provide_asks():
    _, questions, _ = read(
        "I would be grateful if you could provide the number of swans ringed.\n"
        "I would be grateful if you could acknowledge this letter.\n"
    )

    assert [text for _, text in questions] == [
        "I would be grateful if you could provide the number of swans ringed."
    ]


def test_a_break_down_of_all_questions_is_closing():
    _, questions, closing = read(
        "I would like to request the following information:\n- The number of gulls\n"
        "- The number of swans\nI'd be grateful if this could be broken down by ward.\n"
        "Yours faithfully"
    )

    assert [text for _, text in questions] == [
        "The number of gulls",
        "The number of swans",
    ]
    assert closing.startswith("I'd be grateful if this could be broken down")


def test_a_question_after_a_gap_stands_beneath_no_heading():
    parsed = parse(
        "Harbours\n(a) number of berths\n(b) number of boats\n\n"
        "Lakes\n(a) number of berths\n(b) number of boats\n\n"
        "Could you also tell me who decides?\n\nThanks"
    )

    assert [node.kind for node in parsed.questions] == [
        "heading",
        "heading",
        "question",
    ]


def test_an_initial_below_the_farewell_is_no_mark():
    _, questions, closing = read(
        "1. All letters sent to the harbour master.\n2. His replies.\n\n"
        "Yours faithfully,\nA. Campaigner"
    )

    assert [label for label, _ in questions] == ["1", "2"]
    assert closing == "Yours faithfully, A. Campaigner"


def test_list_items_below_a_lead_are_questions_though_nothing_marks_them():
    _, questions, _ = read(
        "Dear Council,\nPlease can you provide copies of the following:\n"
        "The risk assessment for the regatta\nThe plan of the course\n"
        "Letters from the fire service\nYours faithfully,\nA Rower"
    )

    assert [text for _, text in questions] == [
        "The risk assessment for the regatta",
        "The plan of the course",
        "Letters from the fire service",
    ]


def test_a_table_to_fill_in_is_part_of_its_question():
    _, questions, _ = read(
        "Please complete the table below:\n\n"
        "Year | Boats | Crew\n2019 | | \n2020 | |\n\nRegards"
    )

    assert questions == [
        (
            "",
            "Please complete the table below: Year | Boats | Crew 2019 | | 2020 | |",
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Everything about the market hall.", id="no verb that asks"),
        pytest.param(
            "How many complaints about noise came in last year? From which streets?",
            id="complaints are what is asked about, not made",
        ),
        pytest.param("Market hall please", id="three words"),
    ],
)
def test_what_was_sent_as_a_request_asks_something(text):
    parsed = parse(text)

    assert parsed.questions
    assert parsed.preamble == ""


def test_a_text_that_only_greets_and_takes_leave_asks_nothing():
    assert not parse("Dear Sirs,\n\nYours faithfully,\n").questions


def test_a_name_signed_without_a_farewell_is_no_sub_question():
    parsed = parse("Q1: What did it cost?\nQ2: Who was paid?\n\nB. Harrow")

    assert [len(question.children) for question in parsed.questions] == [0, 0]
    assert parsed.closing == "B. Harrow"


def test_a_greeting_that_goes_on_to_ask_is_no_preamble():
    parsed = parse("Dear Sir, please tell me how many dogs you own. Also their names.")

    assert parsed.preamble == ""
    assert "how many dogs" in parsed.questions[0].text


@pytest.mark.parametrize(
    "lead",
    [
        "Please also state:",
        "Please provide the following information:",
        "Could you also tell me the following:",
    ],
)
def test_a_lead_in_is_a_heading_in_the_tree_and_counts_as_no_question(lead):
    parsed = parse(
        "1. How many seats are there?\n"
        f"2. {lead}\na) the height of the stage;\nb) the number of doors.\n"
        "3. Who built the theatre?"
    )

    assert [(node.label, node.kind) for node in parsed.walk()] == [
        ("1", "question"),
        ("2", "heading"),
        ("a", "question"),
        ("b", "question"),
        ("3", "question"),
    ]
    assert parsed.question_count == 4
    assert as_dict(parsed)["questions"][1]["kind"] == "heading"


@pytest.mark.parametrize(
    "words",
    [
        "How many seats are there in:",
        "Please state the number of seats in:",
        "Management information:",
        "For each theatre please state:",
    ],
)
def test_words_that_say_what_is_asked_are_a_question_above_their_parts(words):
    parsed = parse(f"1. {words}\na) the stalls;\nb) the circle.\n2. Who built it?")

    assert parsed.questions[0].kind == "question"
    assert parsed.question_count == 4
