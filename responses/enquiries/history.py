"""The history kinds of questions put to departments."""

from requests_app.history.kinds import HistoryKind, Trait


class EnquiriesHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    ENQUIRY_MADE = "enquiry_made", "Department asked"
    ENQUIRY_ANSWERED = (
        "enquiry_answered",
        "Department replied",
        Trait.FROM_DEPARTMENT,
    )
    ENQUIRY_ACCEPTED = "enquiry_accepted", "Department accepted the questions"
    ENQUIRY_DECLINED = (
        "enquiry_declined",
        "Department does not hold this",
        Trait.FROM_DEPARTMENT,
    )
    MORE_TIME_ASKED = "enquiry_more_time_asked", "Department asked for more time"
    ENQUIRY_DAY_CHANGED = "enquiry_day_changed", "Day of a department’s reply changed"
    ENQUIRY_DEALT_WITH = "enquiry_dealt_with", "Department’s reply dealt with"
    ENQUIRY_WITHDRAWN = "enquiry_withdrawn", "Questions to a department withdrawn"
    ENQUIRY_REMINDED = "enquiry_reminded", "Department reminded"
    ENQUIRY_FILE_ENCLOSED = "enquiry_file_enclosed", "Department’s file put with letter"
    ENQUIRY_LINK_SENT = "enquiry_link_sent", "Link sent to a person of a department"
    ENQUIRY_LINK_ENDED = "enquiry_link_ended", "Link of a department ended"
    ENQUIRY_BOUNCED = "enquiry_bounced", "E-mail to a department came back"
