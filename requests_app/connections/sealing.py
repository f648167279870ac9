"""The seals of logins: of their secrets, and of the tokens obtained by them."""

from typing import Final

from requests_app.sealing import Seal

SECRETS: Final = Seal(purpose="requests_app.connections.secrets", noun="secret")
TOKENS: Final = Seal(purpose="requests_app.connections.tokens", noun="token")
