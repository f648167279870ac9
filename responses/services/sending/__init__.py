"""Send letters: each once, and never to nobody knows whom."""

from responses.services.sending.asking import (
    AddressNotUsable,
    Sending,
    SendingNotPossible,
    ask_for_sending,
    hold_back,
    recorded_address,
    send_letter,
    sending_of,
    undo_window,
)
from responses.services.sending.carrying import MailNotSetUp, send_waiting_letters
from responses.services.sending.outcomes import (
    find_it_arrived,
    note_it_came_back,
    send_after_doubt,
)
from responses.services.sending.retracting import (
    RetractionNotPossible,
    correct_letter,
    retract_letter,
)

__all__ = [
    "AddressNotUsable",
    "MailNotSetUp",
    "RetractionNotPossible",
    "Sending",
    "SendingNotPossible",
    "ask_for_sending",
    "correct_letter",
    "find_it_arrived",
    "hold_back",
    "note_it_came_back",
    "recorded_address",
    "retract_letter",
    "send_after_doubt",
    "send_letter",
    "send_waiting_letters",
    "sending_of",
    "undo_window",
]
