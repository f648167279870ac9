"""The seal of the addresses of channels. Anyone with an address can post to it."""

from typing import Final

from requests_app.sealing import Seal

ADDRESSES: Final = Seal(purpose="requests_app.telling.channels", noun="address")
