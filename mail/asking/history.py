"""The history kinds of links to progress, and of answers shown to everybody."""

from requests_app.history.kinds import HistoryKind


class AskingHistory(HistoryKind):
    """The kinds of the public form."""

    PROGRESS_LINK_MADE = "progress_link_made", "Link to progress made"
    PROGRESS_LINK_ENDED = "progress_link_ended", "Link to progress ended"
    ANSWER_SHOWN = "answer_shown", "Answer shown on the public form"
    ANSWER_HIDDEN = "answer_hidden", "Answer taken off the public form"
