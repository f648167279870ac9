"""The seals of the secrets of senders."""

from typing import Final

from requests_app.sealing import Seal

PASSWORDS: Final = Seal(purpose="responses.senders.smtp", noun="password")
KEYS: Final = Seal(purpose="responses.senders.notify", noun="API key of GOV.UK Notify")
