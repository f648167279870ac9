"""A fake of Microsoft's sign-in service and of Graph, with a few mailboxes.

There is no emulator of Graph to install. This is the contract that our code relies on,
as Microsoft documents it for v1.0; what is not here is answered with 501, so that a
test shows where the code asks for more.

Sign-in, over TLS as msal wants it:

- `GET /{tenant}/v2.0/.well-known/openid-configuration` names the token address. A
  tenant that is not known gives 400.
- `POST /{tenant}/oauth2/v2.0/token` with `grant_type=client_credentials`, client id,
  secret and scope gives a token. A wrong secret gives 401 with
  `{"error": "invalid_client", "error_description": "AADSTS7000215: …"}`.
- `POST /introspect` with a token says whether the token is valid, and of which mailbox.
  It is not Microsoft's: an IMAP server of tests asks it, over plain HTTP.

Graph, each with `Authorization: Bearer …`. A token that is not known, or has expired,
gives 401; a mailbox outside the application's policy 403, one that is not there 404.

1. `GET /v1.0/users/{address}/mailFolders` and `…/mailFolders/{id}/childFolders`: pages
   of folders, with `@odata.nextLink`.
2. `GET …/mailFolders/{id}/messages/delta`: new messages, in pages of the size in
   `Prefer: odata.maxpagesize=N`, with `@odata.nextLink` between them and
   `@odata.deltaLink` at the end. `changeType=created` leaves changes out;
   `$filter=receivedDateTime ge …` leaves older messages out. What was moved away or
   deleted comes as `{"id": …, "@removed": {"reason": "deleted"}}`. A link that Graph
   has forgotten gives 410 with the code `SyncStateNotFound`.
3. `GET …/messages/{id}/$value`: the message as MIME.
4. `POST …/messages/{id}/move` with `{"destinationId": …}`: the message. With
   `Prefer: IdType="ImmutableId"` it keeps its id; without, it has another.
5. `POST …/mailFolders` with `{"displayName": …}`: 201 and the folder; 409 if the name
   is taken.
6. `POST …/sendMail` with `Content-Type: text/plain` and MIME in base64: 202 and no
   body; a copy lies in Sent Items of the mailbox in the address. A body that is no
   base64 gives 400.
7. `GET …/mailFolders/{id}/messages?$top=N&$orderby=receivedDateTime desc`: the newest.

Any of them may give 429 or 503 with `Retry-After`: set `busy`.
"""

import json
import re
import ssl
from base64 import b64decode
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Lock, Thread
from urllib.parse import parse_qs, unquote, urlsplit

from tests.certificates import make_certificate

TENANT = "council.example"
CLIENT = "11111111-2222-3333-4444-555555555555"
SECRET = "a secret of tests"  # noqa: S105 - of no service
BOX = "foi@council.example"
_WELL_KNOWN = {"inbox": "Inbox", "sentitems": "Sent Items", "archive": "Archive"}


class FakeGraph:
    """The state of the fake; a test changes it and looks at it.

    Attributes:
        graph_url: The address of Graph, plain HTTP on this machine.
        login_url: The address of the sign-in service, over TLS.
        certificate: The certificate of the sign-in service.
        secret: The client secret that is valid.
        tokens: The tokens that are valid, with the number of calls each was used for.
        messages: By mailbox, the messages by id: folder, MIME, moment, or None once
            deleted.
        sent: (mailbox, MIME) of each message sent.
        calls: "METHOD path" of each call of Graph.
        token_calls: The number of tokens given.
        denied: Mailboxes that the policy keeps from the application.
        busy: Answers to give before the next ones count: (status, Retry-After).
        forgets_links: Whether every link given so far is forgotten.
        is_silent: Whether a message sent is taken, and the connection then ended
            without an answer.
    """

    def __init__(self, certificate):
        self.certificate = certificate
        self.graph_url = self.login_url = ""
        self.secret = SECRET
        self.tokens = {}
        self.lasts = 3600
        self.messages = {}
        self.folders = {}
        self.sent = []
        self.calls = []
        self.token_calls = 0
        self.denied = set()
        self.busy = []
        self.is_silent = False
        self._changes = {}
        self._first_link = 1
        self._links = {}
        self._numbers = count(1)
        self._lock = Lock()
        self.add_box(BOX)

    # --- For tests ---

    def add_box(self, address):
        """Add a mailbox with the folders that every mailbox has."""
        self.folders[address] = {key: (name, None) for key, name in _WELL_KNOWN.items()}
        self.messages[address] = {}
        self._changes[address] = []

    def add_folder(self, path, address=BOX):
        """Add a folder by its path, and return its id."""
        *around, name = path.split("/")
        parent = self._by_path(address, "/".join(around)) if around else None
        key = f"folder-{next(self._numbers)}"
        self.folders[address][key] = (name, parent)
        return key

    def delete_folder(self, key, address=BOX):
        """Delete a folder, as a person may in Outlook."""
        del self.folders[address][key]

    def deliver(self, raw, *, folder="inbox", address=BOX, at=None):
        """Put a message into a folder, and return its id."""
        with self._lock:
            return self._put(address, folder, raw, at)

    def delete(self, message, address=BOX):
        """Delete a message, as a person may in Outlook."""
        with self._lock:
            folder = self.messages[address].pop(message)[0]
            self._changes[address].append((folder, message, "deleted"))

    def folder_of(self, message, address=BOX):
        """Return the id of the folder in which a message lies."""
        return self.messages[address][message][0]

    def expire_tokens(self):
        """Let no token given so far be valid."""
        self.tokens.clear()

    def forget_links(self):
        """Forget every link given so far."""
        self._first_link = next(self._numbers)

    # --- The service ---

    def _by_path(self, address, path):
        name, _, inner = path.partition("/")
        parent = None
        while name:
            parent = next(
                key
                for key, found in self.folders[address].items()
                if found == (name, parent)
            )
            name, _, inner = inner.partition("/")
        return parent

    def _put(self, address, folder, raw, at=None):
        key = f"AAMk-{next(self._numbers)}"
        self.messages[address][key] = (folder, raw, at or datetime.now(UTC))
        self._changes[address].append((folder, key, "created"))
        return key

    def token(self, tenant, form):
        if form.get("client_secret") != [self.secret]:
            return 401, _refused("invalid_client", "AADSTS7000215: Invalid secret.")
        if form.get("client_id") != [CLIENT]:
            return 400, _refused("unauthorized_client", "AADSTS700016: Not found.")
        with self._lock:
            self.token_calls += 1
            token = f"token-{self.token_calls}"
            self.tokens[token] = 0
        return 200, {
            "token_type": "Bearer",
            "expires_in": self.lasts,
            "access_token": token,
        }

    def delta(self, address, folder, asked, size):
        """Return a page of changes of a folder since a link."""
        state, since = 0, ""
        if "token" in asked:
            number, state, since = self._links.get(asked["token"][0], (0, 0, ""))
            if number < self._first_link:
                return 410, _failed("SyncStateNotFound")
        elif "$filter" in asked:
            since = asked["$filter"][0].rpartition(" ")[2]
        changes = self._changes[address]
        page = []
        while state < len(changes) and len(page) < size:
            where, key, what = changes[state]
            state += 1
            if where != folder:
                continue
            if what == "deleted":
                page.append({"id": key, "@removed": {"reason": "deleted"}})
            elif self.messages[address].get(key, ("",))[0] == folder:
                at = _moment(self.messages[address][key][2])
                if at >= since:
                    page.append({"id": key, "receivedDateTime": at})
        number = next(self._numbers)
        self._links[str(number)] = (number, state, since)
        kind = "next" if state < len(changes) else "delta"
        link = (
            f"{self.graph_url}/users/{address}/mailFolders/{folder}/messages/delta"
            f"?token={number}"
        )
        return 200, {f"@odata.{kind}Link": link, "value": page}

    def move(self, address, key, to, keeps_id):
        if to not in self.folders[address]:
            return 404, _failed("ErrorFolderNotFound")
        folder, raw, at = self.messages[address].pop(key)
        self._changes[address].append((folder, key, "deleted"))
        new = key if keeps_id else f"AAMk-{next(self._numbers)}"
        self.messages[address][new] = (to, raw, at)
        self._changes[address].append((to, new, "created"))
        return 201, {"id": new}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Headers and body leave in one packet, as from a real server.
    wbufsize = -1
    fake: FakeGraph

    def log_message(self, *_):
        pass

    def do_GET(self):
        self._answer("GET")

    def do_POST(self):
        self._answer("POST")

    def _answer(self, method):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        parts = urlsplit(self.path)
        asked = parse_qs(parts.query)
        if parts.path.startswith("/v1.0/users/"):
            given = self._graph(method, unquote(parts.path), asked, body)
        else:
            given = self._sign_in(method, parts.path, body)
        if given is not None:
            self._give(*given)

    def _give(self, status, said, more=()):
        raw = isinstance(said, bytes)
        content = said if raw else b"" if said is None else json.dumps(said).encode()
        self.send_response_only(status)
        for name, value in more:
            self.send_header(name, value)
        self.send_header("Content-Type", "text/plain" if raw else "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        self.wfile.flush()

    def _sign_in(self, method, path, body):
        if path == "/introspect":
            token = parse_qs(body.decode()).get("token", [""])[0]
            return 200, {"active": token in self.fake.tokens, "username": BOX}
        tenant, _, rest = path.strip("/").partition("/")
        if tenant != TENANT:
            return 400, _refused("invalid_tenant", "AADSTS90002: Tenant not found.")
        base = f"{self.fake.login_url}/{TENANT}"
        if rest == "v2.0/.well-known/openid-configuration":
            return 200, {
                "issuer": f"{base}/v2.0",
                "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
                "token_endpoint": f"{base}/oauth2/v2.0/token",
            }
        if (method, rest) == ("POST", "oauth2/v2.0/token"):
            return self.fake.token(tenant, parse_qs(body.decode()))
        return 501, _failed("NotInTheContract")

    def _graph(self, method, path, asked, body):
        fake = self.fake
        fake.calls.append(f"{method} {path}")
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in fake.tokens:
            return 401, _failed("InvalidAuthenticationToken")
        fake.tokens[token] += 1
        if fake.busy:
            status, wait = fake.busy.pop(0)
            return status, _failed("TooManyRequests"), [("Retry-After", str(wait))]
        address, _, rest = path.removeprefix("/v1.0/users/").partition("/")
        if address in fake.denied:
            return 403, _failed("ErrorAccessDenied")
        if address not in fake.folders:
            return 404, _failed("ErrorInvalidUser")
        if rest == "sendMail" and method == "POST":
            return self._send(address, body)
        return self._of_box(method, address, rest, asked, body)

    def _of_box(self, method, address, rest, asked, body):
        fake, prefer = self.fake, self.headers.get("Prefer", "")
        if rest == "mailFolders":
            if method == "POST":
                return self._make_folder(address, json.loads(body)["displayName"])
            return 200, {"value": self._within(address, None)}
        if found := re.fullmatch(r"mailFolders/([^/]+)/(.+)", rest):
            folder, what = found.groups()
            if folder not in fake.folders[address]:
                return 404, _failed("ErrorFolderNotFound")
            if what == "childFolders":
                return 200, {"value": self._within(address, folder)}
            if what == "messages/delta":
                size = re.search(r"odata.maxpagesize=(\d+)", prefer)
                return fake.delta(address, folder, asked, int(size[1]) if size else 10)
            if what == "messages":
                return self._newest(address, folder, int(asked["$top"][0]))
        if found := re.fullmatch(r"messages/([^/]+)/(\$value|move)", rest):
            key, what = found.groups()
            if key not in fake.messages[address]:
                return 404, _failed("ErrorItemNotFound")
            if what == "$value" and method == "GET":
                return 200, fake.messages[address][key][1]
            if what == "move" and method == "POST":
                to = json.loads(body)["destinationId"]
                return fake.move(address, key, to, "ImmutableId" in prefer)
        return 501, _failed("NotInTheContract")

    def _within(self, address, parent):
        folders = self.fake.folders[address]
        return [
            {
                "id": key,
                "displayName": name,
                "childFolderCount": sum(each[1] == key for each in folders.values()),
            }
            for key, (name, around) in folders.items()
            if around == parent
        ]

    def _make_folder(self, address, name):
        if any(each == (name, None) for each in self.fake.folders[address].values()):
            return 409, _failed("ErrorFolderExists")
        return 201, {"id": self.fake.add_folder(name, address), "displayName": name}

    def _newest(self, address, folder, number):
        found = [
            (at, number, message_from_bytes(raw, policy=policy.default))
            for number, (where, raw, at) in enumerate(
                self.fake.messages[address].values()
            )
            if where == folder
        ]
        return 200, {
            "value": [
                {
                    "subject": message["Subject"] or "",
                    "toRecipients": [{"emailAddress": {"address": message["To"]}}],
                    "receivedDateTime": _moment(at),
                }
                for at, _, message in sorted(found, reverse=True)[:number]
            ]
        }

    def _send(self, address, body):
        is_plain = self.headers.get("Content-Type") == "text/plain"
        try:
            raw = b64decode(body, validate=True)
        except ValueError:
            raw = b""
        if not is_plain or not raw:
            return 400, _failed("ErrorMimeContentInvalid")
        self.fake.sent.append((address, raw))
        self.fake.deliver(raw, folder="sentitems", address=address)
        if self.fake.is_silent:
            self.close_connection = True
            return None
        return 202, None


@contextmanager
def fake_graph(folder):
    """Serve the fake on free ports, from a folder for its certificate."""
    fake = FakeGraph(make_certificate(folder))
    handler = type("Handler", (_Handler,), {"fake": fake})
    graph = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    login = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(fake.certificate.chain, fake.certificate.key)
    login.socket = context.wrap_socket(login.socket, server_side=True)
    fake.graph_url = f"http://127.0.0.1:{graph.server_address[1]}/v1.0"
    fake.login_url = f"https://localhost:{login.server_address[1]}"
    for each in (graph, login):
        each.daemon_threads = True
        Thread(target=each.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield fake
    finally:
        for each in (graph, login):
            each.shutdown()
            each.server_close()


def use_fake(settings, fake):
    """Point the settings to the fake."""
    settings.GRAPH_URL = fake.graph_url
    settings.MICROSOFT_LOGIN_URL = fake.login_url
    settings.CA_BUNDLE = str(fake.certificate.authority)


def moments_ago(**span):
    """Return a moment before now, for `deliver`."""
    return datetime.now(UTC) - timedelta(**span)


def _moment(at):
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _refused(error, description):
    return {"error": error, "error_description": description}


def _failed(code):
    return {"error": {"code": code, "message": "A message of tests."}}
