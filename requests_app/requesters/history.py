"""The history kinds that records of requesters write on requests."""

from requests_app.history.kinds import HistoryKind


class RequestersHistory(HistoryKind):
    """What is recorded, each kind named after its service."""

    REQUESTER_LINKED = "requester_linked", "Linked to a record of a requester"
    REQUESTERS_MERGED = "requesters_merged", "Records of a requester merged"
    MERGE_OF_REQUESTERS_UNDONE = (
        "merge_of_requesters_undone",
        "Merge of records of a requester undone",
    )
    REQUESTER_SPLIT = "requester_split", "Moved to a new record of a requester"
