"""Requests written as people speak: with few numbers or none."""

import pytest

from documents.requests.reader import parse


def outline(text: str) -> list[str]:
    """Return a request's questions, a line each, indented by depth."""

    def lines(nodes, depth):
        for node in nodes:
            head = "# " if node.kind == "heading" else ""
            words = " ".join(f"{node.label} {node.text}".split())
            yield "  " * depth + head + words
            yield from lines(node.children, depth + 1)

    return list(lines(parse(text).questions, 0))


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        pytest.param(
            "Hello\n\nplease send me the following info re agency nurses\n\n"
            "how much did you spend in 2023\nhow much did you spend in 2024\n"
            "which agency was paid the most\n\nthanks\nA Person\n",
            [
                "how much did you spend in 2023",
                "how much did you spend in 2024",
                "which agency was paid the most",
            ],
            id="lines-that-begin-with-question-words-are-questions",
        ),
        pytest.param(
            "Dear Council,\n\nCould you tell me -\n\nHow many did you receive?\n"
            "What's the fee?\nAnd how long does it take?\n\nTa\nSam\n",
            [
                "How many did you receive?",
                "What's the fee?",
                "And how long does it take?",
            ],
            id="ta-takes-leave",
        ),
        pytest.param(
            "Hi,\n\nI'm after the cost of your lights. Firstly, what did you spend? "
            "Secondly, who put them up? And finally, how many people complained?\n\n"
            "Cheers\nSam\n",
            [
                "I'm after the cost of your lights.",
                "Firstly, what did you spend?",
                "Secondly, who put them up?",
                "And finally, how many people complained?",
            ],
            id="and-finally-asks-anew",
        ),
        pytest.param(
            "Dear Council,\n\nHow many allotment holders with the following surnames "
            "are there?\n\nFoster\nGreen\nHolt\nMistry\nOkoro\nPrice\n\n"
            "Thank you,\nA Person\n",
            [
                "How many allotment holders with the following surnames are there? "
                "Foster Green Holt Mistry Okoro Price"
            ],
            id="a-column-of-names-belongs-to-the-question-above",
        ),
        pytest.param(
            "Hello,\n\nPlease could you send me the invoice paid to the fireworks firm "
            "for the following;\n\nNew Year in the Square - 31 December 2022\n"
            "Bonfire Night on the Common - 5 November 2022\nCarnival - 2 July 2023\n\n"
            "Many thanks\n",
            [
                "Please could you send me the invoice paid to the fireworks firm for "
                "the following; New Year in the Square - 31 December 2022 Bonfire "
                "Night on the Common - 5 November 2022 Carnival - 2 July 2023"
            ],
            id="a-lead-in-that-names-the-thing-wanted-asks",
        ),
        pytest.param(
            "“Please could you provide:\n\na) A list of the gifts received by the "
            "chair in 2023.\n\nb) The policy on gifts in force at the time.”\n",
            [
                "a A list of the gifts received by the chair in 2023.",
                "b The policy on gifts in force at the time.”",
            ],
            id="a-whole-request-in-quotation-marks",
        ),
        pytest.param(
            "שלום רב,\n\u200f1. כמה תלונות התקבלו בשנת 2022?\n"
            "\u202e2. כמה תלונות טופלו?\nתודה\n",
            ["1 כמה תלונות התקבלו בשנת 2022?", "2 כמה תלונות טופלו?"],
            id="numbers-behind-marks-of-right-to-left",
        ),
        pytest.param(
            "Please provide the following for each contract:\n\n• Supplier\n• Value\n\n"
            "For telephony only:\n\n• Number of extensions\n• Whether calls are kept\n",
            [
                "Please provide the following for each contract:",
                "  Supplier",
                "  Value",
                "For telephony only:",
                "  Number of extensions",
                "  Whether calls are kept",
            ],
            id="a-second-lead-has-bullets-of-its-own",
        ),
        pytest.param(
            "I request these documents:\n\n- The submission of 12 June 2023.\n\n"
            "- Any briefing for that meeting.\n\nShould you consider section 35 to "
            "apply, please weigh these points:\n\n- the policy was announced;\n"
            "- much money is involved.\n\nYours faithfully,\nA Person\n",
            ["The submission of 12 June 2023.", "Any briefing for that meeting."],
            id="points-of-argument-are-no-questions",
        ),
        pytest.param(
            "I would like to request the following:\n\nName of authority:\n"
            "Number of sites:\nNumber of plots:\nRent for a plot in 2024:\n\nThanks\n",
            [
                "Name of authority:",
                "Number of sites:",
                "Number of plots:",
                "Rent for a plot in 2024:",
            ],
            id="each-line-of-a-form-is-a-question",
        ),
        pytest.param(
            "Please can you provide the following information:\n\nThe number of calls "
            "received on New Year's Eve in\n2021/22\n2022/23\n\nThe average time taken "
            "to answer these.\n\nThe number abandoned.\n\nPlease provide in Excel.\n",
            [
                "The number of calls received on New Year's Eve in 2021/22 2022/23",
                "The average time taken to answer these.",
                "The number abandoned.",
            ],
            id="a-paragraph-that-names-a-thing-asks-for-it",
        ),
        pytest.param(
            "Dear Sirs,\n\nWe understand that a contract was let for Bridge Street. "
            "Kindly provide the scores awarded to each bidder. Please also confirm the "
            "date of the award.\n\nYours faithfully,\nA Person\n",
            [
                "Kindly provide the scores awarded to each bidder.",
                "Please also confirm the date of the award.",
            ],
            id="kindly-asks-as-please-does",
        ),
        pytest.param(
            "Hi team,\n\nNeed some info for a story\n\n- no of tents cleared\n"
            "- who does it (council or contractor?)\n\ncan I get this by Friday?\n",
            ["no of tents cleared", "who does it (council or contractor?)"],
            id="a-wish-for-haste-is-no-question",
        ),
        pytest.param(
            "Please provide me with a copy of the following.\n\nFire risk assessment "
            "for Grenville Court\nThe EWS1 forms for both\n\nRegards\n",
            ["Fire risk assessment for Grenville Court", "The EWS1 forms for both"],
            id="lines-below-a-lead-are-questions",
        ),
        pytest.param(
            "A list of all homes closed since 2020, to include:\nName of home\nDate\n\n"
            "How many residents were moved?\n",
            [
                "A list of all homes closed since 2020, to include: Name of home Date",
                "How many residents were moved?",
            ],
            id="what-a-list-is-to-include-is-part-of-it",
        ),
        pytest.param(
            "Please provide me with all information held regarding the closure.\n\n"
            "Where e-mails form a chain, please provide all of it.\n",
            ["Please provide me with all information held regarding the closure."],
            id="all-information-held-is-asked-for",
        ),
        pytest.param(
            "Thank you for the reply. Can you please give the number by type?\n\nI'd "
            "also like to make the following new request. For each year please can you "
            "provide:\n\n1. The number cancelled\n2. The reasons\n",
            [
                "Thank you for the reply. Can you please give the number by type?",
                "I'd also like to make the following new request. For each year please "
                "can you provide:",
                "  1 The number cancelled",
                "  2 The reasons",
            ],
            id="a-further-request-is-no-part-of-the-one-before",
        ),
        pytest.param(
            "• How many claims have been made?\n   o How many succeeded?\n"
            "   o How much was paid?\n• What is the policy?\n",
            [
                "How many claims have been made?",
                "  How many succeeded?",
                "  How much was paid?",
                "What is the policy?",
            ],
            id="a-small-o-is-a-bullet",
        ),
        pytest.param(
            "Part A - Felling\n\n1. How many trees were felled?\n\n"
            "Part B - Planting\n\n1. How many trees were planted?\n\n"
            "Please could you also tell me whether you hold a tree strategy.\n\n"
            "Regards,\nA Person\n",
            [
                "# A Felling",
                "  1 How many trees were felled?",
                "# B Planting",
                "  1 How many trees were planted?",
                "Please could you also tell me whether you hold a tree strategy.",
            ],
            id="a-further-wish-below-headings-stands-at-the-top",
        ),
    ],
)
def test_questions_without_marks_are_told_apart(text, questions):
    assert outline(text) == questions


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        pytest.param(
            "1. How many people used it?\n\n   Please give the total.\n\n2. How long "
            "did they wait?\n\n   (If you hold no averages, give the longest.)\n\n"
            "3. How many staff worked there?\n\n   Please exclude trainees.\n\n"
            "Best wishes\nA Person\n",
            [
                "1 How many people used it? Please give the total.",
                "2 How long did they wait? (If you hold no averages, give the "
                "longest.)",
                "3 How many staff worked there? Please exclude trainees.",
            ],
            id="remarks-below-a-question-belong-to-it",
        ),
        pytest.param(
            "1. May I see the register?\n2. Who keeps it?\n3. May I have a copy?\n",
            [
                "1 May I see the register?",
                "2 Who keeps it?",
                "3 May I have a copy?",
            ],
            id="may-i-is-no-date",
        ),
        pytest.param(
            "1. Do you keep a register?\n\n2. Number of entries, by year:\n    2021:\n"
            "    2022:\n    2023:\n\n3. Any guidance to staff.\n",
            [
                "1 Do you keep a register?",
                "2 Number of entries, by year: 2021: 2022: 2023:",
                "3 Any guidance to staff.",
            ],
            id="years-to-fill-in-are-no-numbers",
        ),
    ],
)
def test_what_stands_below_a_number_stays_with_it(text, questions):
    assert outline(text) == questions


@pytest.mark.parametrize(
    "closing",
    [
        "I would like the above in electronic format.",
        "By “visitor” I mean anybody who is not a resident.",
    ],
)
def test_words_on_the_request_as_a_whole_close_it(closing):
    parsed = parse(f"1. How many visitors came?\n2. What did they pay?\n\n{closing}\n")

    assert [node.text for node in parsed.questions] == [
        "How many visitors came?",
        "What did they pay?",
    ]
    assert parsed.closing == closing
