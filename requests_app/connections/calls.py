"""Call a web service: with time limits, by the machine's proxy, without redirects."""

from typing import Any, Final
from urllib.parse import urlsplit

from requests_app.connections.failures import (
    AnswerLost,
    CertificateWrong,
    NotEncrypted,
    ServerAway,
)
from requests_app.connections.transport import is_this_machine, tls_context

CONNECT_SECONDS: Final = 10
ANSWER_SECONDS: Final = 30


class Caller:
    """A client for the calls of one turn, with its connections kept open.

    It has the methods that msal asks of a client: `get` and `post`.
    """

    def __init__(self) -> None:
        """Load the library only here, in a worker."""
        import requests

        self._session = requests.Session()
        self._session.mount("https://", _adapter())

    def get(self, url: str, **options: Any) -> Any:
        """Ask for an address."""
        return self.call("GET", url, **options)

    def post(self, url: str, **options: Any) -> Any:
        """Send to an address."""
        return self.call("POST", url, **options)

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def call(self, method: str, url: str, **options: Any) -> Any:
        """Return the answer of a service, of any status.

        Raises:
            NotEncrypted: The address is not of https, nor of this machine.
            CertificateWrong: The certificate is not valid for the host.
            ServerAway: The service was not reached.
            AnswerLost: The service was reached, and its answer did not come.
        """
        import requests

        parts = urlsplit(url)
        host = parts.hostname or ""
        if parts.scheme != "https" and not is_this_machine(host):
            raise NotEncrypted(f"{host} is to be called without encryption.")
        options.setdefault("timeout", (CONNECT_SECONDS, ANSWER_SECONDS))
        try:
            return self._session.request(method, url, allow_redirects=False, **options)
        except requests.exceptions.SSLError:
            raise CertificateWrong(
                f"The certificate of {host} is not valid for this name."
            ) from None
        except requests.exceptions.ConnectTimeout:
            raise ServerAway(f"{host} was not reached.") from None
        except requests.exceptions.ReadTimeout:
            raise AnswerLost(f"{host} did not answer in time.") from None
        except requests.exceptions.ConnectionError as error:
            raise _of_connection(error, host) from None
        except (requests.exceptions.RequestException, ValueError):
            raise AnswerLost(f"{host} gave no answer that could be read.") from None


def _of_connection(error: Exception, host: str) -> ServerAway:
    """Return whether the call had left before the connection failed."""
    from urllib3.exceptions import MaxRetryError, NewConnectionError

    cause = error.args[0] if error.args else None
    if isinstance(cause, MaxRetryError) and isinstance(
        cause.reason, NewConnectionError
    ):
        return ServerAway(f"{host} was not reached.")
    return AnswerLost(f"{host} ended the connection without an answer.")


def _adapter() -> Any:
    from requests.adapters import HTTPAdapter

    class Checked(HTTPAdapter):
        """Checks certificates as `tls_context` says."""

        def init_poolmanager(self, *args: Any, **options: Any) -> None:
            super().init_poolmanager(*args, ssl_context=tls_context(), **options)

        def proxy_manager_for(self, *args: Any, **options: Any) -> Any:
            return super().proxy_manager_for(
                *args, ssl_context=tls_context(), **options
            )

    return Checked()
