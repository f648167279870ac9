"""Classify an English sentence of a request: a question, a lead-in, a farewell."""

import re

from documents.requests import phrases

_HEAD = 400  # characters of a text searched for its opening words
_LONG_HEAD = 2_000  # characters of a text searched for a request
_TAIL = 120  # characters of a text searched for a lead-in
_WORD = re.compile(r"[^\W_]+")


def is_salutation(words: str) -> bool:
    """Whether a line greets the reader."""
    if len(words) >= 120 or not phrases.SALUTATION.match(words):
        return False
    # "Dear Sir, please tell me …" is a greeting followed by a question.
    said = words.partition(",")[2].strip()
    return not asks(said) or states_topic(said)


def is_sign_off(words: str) -> bool:
    """Whether a line is a farewell: "Yours faithfully", "Many thanks in advance"."""
    if len(words) > 120 or not phrases.SIGN_OFF.match(words):
        return False
    tokens = _WORD.findall(words.lower())
    strange = sum(token not in phrases.SIGN_OFF_WORDS for token in tokens)
    return strange <= 2 and strange < len(tokens)


def has_question_mark(words: str) -> bool:
    """Whether a text has a question mark, of any script."""
    return phrases.QUESTION_MARK.search(words) is not None


def asks(words: str) -> bool:
    """Whether a text asks for something, by a question mark or its wording."""
    return (
        has_question_mark(words)
        or phrases.ASKING_OPENING.match(words[:_HEAD]) is not None
        or phrases.REQUESTING.search(words[:_LONG_HEAD]) is not None
    )


def asks_outright(sentence: str) -> bool:
    """Whether a sentence asks on its own: a question, or an order to provide."""
    return not (is_closing(sentence) or follows_up(sentence)) and (
        sentence.rstrip()[-1:] in ("?", "؟")
        or phrases.ASKING_OPENING.match(sentence[:_HEAD]) is not None
    )


def is_item(words: str) -> bool:
    """Whether a text could be a list item: no question mark, no request of its own."""
    return "?" not in words and phrases.REQUESTING.match(words[:_HEAD]) is None


def only_leads_in(words: str) -> bool:
    """Whether a text only introduces the text below: "Please answer these:"."""
    return (
        phrases.LEAD_IN.search(words[-_TAIL:]) is not None
        or phrases.PREPARING.match(words[:_HEAD]) is not None
    )


def is_specific(words: str) -> bool:
    """Whether a text names the thing asked for: "the number of", "how many"."""
    return phrases.SPECIFIC.search(words[:_HEAD]) is not None


def only_introduces_parts(words: str) -> bool:
    """Whether the words above a list ask nothing but its parts: "Please state:"."""
    return (
        "?" not in words
        and len(words) < _TAIL
        and only_leads_in(words)
        and phrases.LEAD_IN_WORDS.issuperset(_WORD.findall(words.lower()))
    )


def leads_in_for_each(words: str) -> bool:
    """Whether a lead-in asks the same of each of several things."""
    return phrases.EACH.match(words) is not None


def states_topic(words: str) -> bool:
    """Whether a text only gives the topic of the request, or names the Act."""
    head = words[:_HEAD]
    return (
        "?" not in words
        and phrases.SPECIFIC.search(head) is None
        and phrases.TOPIC.search(head) is not None
    )


def names_a_thing(words: str) -> bool:
    """Whether a text only names information to be given: "The number lost."."""
    return phrases.NAMED_THING.fullmatch(words[:_HEAD]) is not None


def names_the_act(words: str) -> bool:
    """Whether a sentence names the Act, or says it makes a request."""
    return phrases.THE_ACT.search(words[:_HEAD]) is not None


def follows_up(words: str) -> bool:
    """Whether a sentence depends on the sentence before."""
    return phrases.FOLLOWING_UP.match(words[:_HEAD]) is not None


def specifies(words: str) -> bool:
    """Whether a text gives details of the question just above."""
    return phrases.SPECIFYING.match(words) is not None and words[-1:] != "?"


def adds_on(words: str) -> bool:
    """Whether a text says it adds a further question."""
    return phrases.ADDING.match(words) is not None


def wishes_more(words: str) -> bool:
    """Whether a text says how the information asked for should be presented."""
    return phrases.WISHING.search(words[:_HEAD]) is not None


def breaks_down(words: str) -> bool:
    """Whether a text asks for a breakdown of the question above, and nothing else."""
    return (
        "?" not in words
        and words[-1:] != ":"
        and phrases.SPECIFIC.search(words[:_HEAD]) is None
        and phrases.BREAKING_DOWN.match(words) is not None
    )


def sets_condition(words: str) -> bool:
    """Whether a sentence opens with a condition: "If you hold none, …"."""
    return phrases.CONDITION.match(words) is not None


def is_closing(words: str) -> bool:
    """Whether a text is about the request as a whole and asks for nothing new."""
    return phrases.CLOSING.match(words[:_HEAD]) is not None or is_sign_off(words)


def speaks_of_form(words: str) -> bool:
    """Whether a text is about how to answer: format, delivery, cost."""
    return phrases.FORM.search(words[:_HEAD]) is not None


def is_about_form(words: str) -> bool:
    """Whether a short text asks only for a format: "Please send it as CSV"."""
    return (
        len(words) < 120
        and speaks_of_form(words)
        and phrases.SPECIFIC.search(words) is None
        and phrases.SENDING.match(words) is not None
    )


def takes_leave(words: str) -> bool:
    """Whether a sentence gives thanks, or says how to send the answers."""
    return is_sign_off(words.strip()) or (is_closing(words) and speaks_of_form(words))


def asks_for_review(words: str) -> bool:
    """Whether a text complains about an earlier answer."""
    return phrases.REVIEW.search(words[:_HEAD]) is not None


def adds_background(words: str) -> bool:
    """Whether a line is the title of an appended section: background, notes."""
    is_title = len(words.split()) < 9 or words[-1:] == ":"
    return (
        len(words) < 120
        and is_title
        and "?" not in words
        and phrases.APPENDED.match(words) is not None
    )


def is_period(words: str) -> bool:
    """Whether a text is only a year, a month, a date or a period between two."""
    tokens = _WORD.findall(words[:80])
    return (
        len(words) < 60
        and any(token[0].isdigit() or len(token) > 2 for token in tokens)
        and all(map(phrases.PERIOD_WORD.fullmatch, tokens))
    )


def is_table_row(words: str) -> bool:
    """Whether a line is a row of a table drawn with bars or tabs."""
    return words.count("|") >= 2 or words.count("\t") >= 2


def sentence_starts(words: str) -> list[int]:
    """Return the position of each sentence of a text."""
    starts = [0]
    for stop in phrases.SENTENCE_END.finditer(words):
        last_word = words[max(starts[-1], stop.start() - 12) : stop.start() + 1]
        if not phrases.ABBREVIATION.search(last_word):
            starts.append(stop.end())
    return starts
