"""What each figure counts: one definition, printed on the page about the figures."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Figure:
    """The definition of a figure.

    Attributes:
        key: The name by which pages mark the figure: `data-figure`.
        title: The figure's title on its page.
        population: What can be in the figure at all.
        counts: What is in it, and how it is worked out.
        source: The dated facts that it is counted from, and the law or practice.
    """

    key: str
    title: str
    population: str
    counts: str
    source: str


_OPEN_REQUESTS: Final = "Open requests of the authority, without internal reviews."
_BANDS: Final = (
    "By the due date of each, from the day of looking; a week ends on Sunday. Waiting "
    "for the requester: no time runs. Answered before, open again: the first answer "
    "kept or missed the time, whatever is corrected later. A request whose letter is "
    "issued and not yet given is open, and the time runs."
)
_DUE: Final = "The due date, worked out from the dated facts of the request."
_RATE: Final = (
    "The share whose answer was given by the due date. What counts is the day on which "
    "the whole request was first answered: the last answer was accepted by the mail "
    "server, posted or handed over. A letter held back, refused or returned is not "
    "given. A correction later changes neither the day nor the judgement. A request "
    "without a due date is in neither number."
)
_OF_OPEN_LETTERS: Final = "Letters issued and not withdrawn or replaced."

FIGURES: Final = (
    Figure(
        "open_requests",
        "Open requests by due date",
        _OPEN_REQUESTS,
        _BANDS,
        _DUE,
    ),
    Figure(
        "open_reviews",
        "Open internal reviews by due date",
        "Open internal reviews of the authority, without requests.",
        _BANDS,
        f"{_DUE} Section 45 Code, part 5; EIR reg 11; FOISA s.21; EISR reg 16.",
    ),
    Figure(
        "requests_in_time",
        "Requests answered in time",
        "Requests of the authority, first answered in the three months up to today. "
        "Left out are internal reviews, and requests closed without an answer: "
        "withdrawn, lapsed, transferred or not valid.",
        _RATE,
        "The day of the first answer, and the due date as it was that day. FOIA s.10; "
        "EIR reg 5; FOISA s.10; EISR reg 5.",
    ),
    Figure(
        "reviews_in_time",
        "Internal reviews decided in time",
        "Internal reviews of the authority, first decided in the three months up to "
        "today, without requests.",
        _RATE,
        "The day on which the outcome was first given, and the due date as it was that "
        "day.",
    ),
    Figure(
        "by_state",
        "By state",
        "Open requests, and in a column of their own open internal reviews.",
        "The present state of each. Issued, not yet sent: the letter is issued, and "
        "the request is answered once the letter is given.",
        "The state of the request.",
    ),
    Figure(
        "by_team",
        "By team",
        "As by state. Requests restricted to other people have a row of their own, "
        "under no team.",
        "The team of each request now.",
        "The team of the request.",
    ),
    Figure(
        "by_officer",
        "By officer",
        "As by state. Requests restricted to other people have a row of their own, "
        "under no officer.",
        "The officer of each request now, the officers with most to do first.",
        "The officer of the request.",
    ),
    Figure(
        "held_by_nobody",
        "Held by nobody",
        "Open requests and internal reviews of the authority that are registered.",
        "No officer is named, or the officer cannot act: has left, has no role that "
        "allows answering, works for another authority, has no e-mail address, or is "
        "on leave without a deputy who is here.",
        "The officer of the request, and the leave recorded.",
    ),
    Figure(
        "restricted",
        "Counted and not listed",
        "Requests and reviews restricted to people other than the person who looks.",
        "How many are open, or were first answered in the last three months. "
        "Every figure has them, whoever looks; lists have them only for the people "
        "named on each.",
        "The people named on each request.",
    ),
    Figure(
        "for_post",
        "Letters waiting for the post",
        _OF_OPEN_LETTERS,
        "How many can be posted and are not recorded as posted, and how many days the "
        "oldest has waited. Letters whose sending can still be undone are counted "
        "apart.",
        "The sendings by post, and the day from which each could be posted.",
    ),
    Figure(
        "letters_stuck",
        "Letters that go nowhere",
        f"{_OF_OPEN_LETTERS} Letters about withdrawn or lapsed requests are left out.",
        "How many were not sent, had their sending undone, were refused or returned, "
        "or are in doubt. No such letter counts as given.",
        "The sendings of each letter.",
    ),
    Figure(
        "departments",
        "Out with departments",
        "Questions put to departments, of open requests of the authority.",
        "How many sets of questions wait for a reply, and how many of these are late: "
        "the day wanted has passed. A department that replied, or said that the "
        "questions are not its own, is not waited for.",
        "The day on which each reply is wanted.",
    ),
    Figure(
        "time_of_departments",
        "Time of departments",
        "Replies of departments in the last three months, on requests of the "
        "authority.",
        "The time that the replies say was spent, added up. A reply without a time "
        "counts as no time.",
        "The day of each reply, and the time that it tells.",
    ),
    Figure(
        "in_clearance",
        "Waiting for clearance",
        "Requests and reviews in clearance.",
        "How many, and since when the oldest waits.",
        "The day on which each draft was sent for clearance. A step that no one can "
        "clear has no person named who is here, an approver, may see the request and "
        "wrote no part of the response.",
    ),
    Figure(
        "bypassed",
        "Steps of clearance bypassed",
        "Requests of the authority, and apart from these internal reviews, whose "
        "response was sent for clearance.",
        "How many steps were bypassed in the period, each with a reason, and of how "
        "many requests. A step left out when the response was sent on another route "
        "counts. Cleared are the responses whose last step was cleared in the period, "
        "and that were not recalled since.",
        "The day on which each step was bypassed, with the reason in the history.",
    ),
    Figure(
        "late_by_band",
        "Overdue requests, by working days",
        "Open requests of the authority or of a team that are overdue, without "
        "internal reviews.",
        "The working days since the due date. A request that became overdue at a "
        "weekend is in the first band.",
        _DUE,
    ),
    Figure(
        "requests_by_period",
        "Requests answered in time, by period",
        "Requests of the authority or of a team, first answered in the month, quarter, "
        "calendar year or financial year so far, and in the same days a year before. "
        "Left out are internal reviews, and requests closed without an answer. Figures "
        "of a team leave out requests restricted to named people.",
        f"{_RATE} The share is cut to a tenth, never rounded up. The target is a "
        "setting of the authority.",
        "The day of the first answer, and the due date as it was that day. FOIA s.10; "
        "EIR reg 5; FOISA s.10; EISR reg 5.",
    ),
    Figure(
        "reviews_by_period",
        "Internal reviews decided in time, by period",
        "Internal reviews first decided in the same periods, without requests.",
        _RATE,
        "The day on which the outcome was first given, and the due date as it was that "
        "day.",
    ),
    Figure(
        "by_week",
        "New, closed and open requests, week by week",
        "Requests of the authority or of a team, without internal reviews, in the last "
        "26 weeks from Monday to Sunday.",
        "New: received in the week. Closed: closed in the week, however they ended. "
        "Open: received by the end of the week, and not closed by then. A request "
        "closed and opened again counts as open in between.",
        "The day of receipt, and the day of closing.",
    ),
    Figure(
        "load",
        "Load of each officer",
        "Open requests, and requests closed in the last eight weeks, by their officer "
        "now, without internal reviews. Requests restricted to other people have a row "
        "of their own.",
        "Closed a week: the requests closed in eight weeks, divided by eight. Weeks of "
        "work: the open requests, divided by those closed a week. Leave: now, or in "
        "the next four weeks.",
        "The officer of the request, the day of closing, and the leave recorded.",
    ),
    Figure(
        "jobs",
        "Jobs needing attention",
        "Background work of requests that the person who looks may see.",
        "How much of it waits longer than fifteen minutes, or for a decision.",
        "The jobs of the installation.",
    ),
)
