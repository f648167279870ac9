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

__all__ = [
    "AddressNotUsable",
    "Sending",
    "SendingNotPossible",
    "ask_for_sending",
    "hold_back",
    "recorded_address",
    "send_letter",
    "sending_of",
    "undo_window",
]
