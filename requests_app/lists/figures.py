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
_ROUNDED: Final = (
    "The share is rounded to one decimal, a half up; but a share below the target is "
    "never shown as the target, and less than all never as 100%."
)

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
        "As by state. Requests restricted to named people have a row of their own, "
        "under no team.",
        "The team of each request now.",
        "The team of the request.",
    ),
    Figure(
        "by_officer",
        "By officer",
        "As by state. Requests restricted to named people have a row of their own, "
        "under no officer.",
        "The officer of each request now, the officers with most to do first. An "
        "officer whose account is closed is marked.",
        "The officer of the request.",
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
        "Steps that no one can clear",
        "Requests and reviews in clearance.",
        "How many steps wait that no one can clear.",
        "The people of each step. A step that no one can "
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
        f"{_RATE} {_ROUNDED} The target is a setting of the authority.",
        "The day of the first answer, and the due date as it was that day. FOIA s.10; "
        "EIR reg 5; FOISA s.10; EISR reg 5.",
    ),
    Figure(
        "reviews_by_period",
        "Internal reviews decided in time, by period",
        "Internal reviews first decided in the same periods, without requests.",
        f"{_RATE} {_ROUNDED}",
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
        "restricted",
        "Restricted to named people",
        "Open requests and internal reviews that are restricted to named people.",
        "Every figure of the authority has them, whoever looks; lists have them only "
        "for the people named on each. They are under no team and no officer.",
        "The mark of each request.",
    ),
    Figure(
        "likely",
        "Likely to be late, if nothing moves faster",
        "Open requests of the authority or of a team that are still in time, without "
        "internal reviews, requests answered before, and requests that wait for the "
        "requester.",
        "A request is counted when fewer working days are left than its stage usually "
        "needs until the answer goes out. Each night the days of each stage are found "
        "from requests of the authority, as they stood on each Monday of the last half "
        "year: the days that would have told late from in time best. As many days as a "
        "request has from its receipt would tell nothing: then the median of the stage "
        "counts, or the stage is left out. Of a team, days and checks are those of the "
        "authority. How right that "
        "was is counted for the last full quarter with the days found from what was "
        "known before it: how many of the forecast were late, and how many of the late "
        "were forecast. Beside it stands what a forecast without history would have "
        "had: due within five working days and not in clearance. A request "
        "counts once for each Monday on which it was open.",
        "The state of each request on each day, from its history, its due date as "
        "extended by then, and the day of the first answer.",
    ),
    Figure(
        "waits",
        "What requests wait for",
        "Requests, and apart from these internal reviews, of the authority or of a "
        "team. A request may wait for several things, and is then in several rows.",
        "Registration: received and not registered. An officer: registered, with none "
        "named. An officer who can act: theirs has left, has no role that allows "
        "answering, works for another authority, has no e-mail address, or is on leave "
        "without a deputy who is here. A department: a question without a reply. "
        "Clearance: the response is in clearance. Advice from outside: asked and not "
        "received. Printing and posting: a letter that can be posted now. A letter "
        "that went nowhere: not sent, sending undone, refused, returned or in doubt, "
        "unless the request is withdrawn, lapsed or a double. The requester: "
        "clarification or a fee is awaited. Named are those with whom most "
        "requests wait, departments and approvers, without reviews and without what is "
        "restricted to named people.",
        "The day named with the oldest: of receipt, registering, asking, sending for "
        "clearance or issuing.",
    ),
    Figure(
        "late_reasons",
        "Why answers were late",
        "Requests of the authority or of a team, first answered late in the financial "
        "year so far, without internal reviews.",
        "By the reason recorded. The reasons, and those without one, add up to all "
        "late answers.",
        "The reason recorded for the late answer.",
    ),
    Figure(
        "extended",
        "Requests given more time",
        "Requests of the authority or of a team, without internal reviews.",
        "Open now: with an extension. In a period: extended in these days, open or "
        "closed since.",
        "The day of the notice of each extension. FOIA s.10(3); EIR reg 7; EISR reg 7.",
    ),
    Figure(
        "by_month",
        "New, closed and open requests, month by month",
        "Requests of the authority or of a team, without internal reviews, in the last "
        "twelve months.",
        "As week by week.",
        "The day of receipt, and the day of closing.",
    ),
    Figure(
        "jobs",
        "Jobs needing attention",
        "Background work of requests that the person who looks may see.",
        "How much of it waits longer than fifteen minutes, or for a decision.",
        "The jobs of the installation.",
    ),
)
