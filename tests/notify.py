"""A fake of GOV.UK Notify: the addresses that our code asks for, and their rules.

There is no emulator to install. This is the contract that our code relies on, as the
documentation of the API has it; anything else is answered with 404.

Each call has `Authorization: Bearer …`, a JWT signed with the secret of an API key
(HS256) that names the service as issuer; issued at most 30 seconds ago or ahead. A
token that is none gives 403 `AuthError`; so does a key that was revoked.

1. `POST /v2/notifications/email`: address, template, personalisation, reference. All
   places of the template must be given; a file has base64 of 2 MB at most, a file name,
   `retention_period` of 1 to 78 weeks and `confirm_email_before_download`. 201.
2. `POST /v2/notifications/letter` with `content`, a PDF in base64, `reference` and
   `postage`. 201. What is no PDF, or has more than 10 pages, fails validation later.
3. `GET /v2/notifications?reference=…`: what was sent under a reference, which need not
   be unique.
4. `GET /v2/notifications/{id}`: with its status.
5. `GET /v2/template/{id}`: with the places of its personalisation.
"""

import json
import re
from base64 import b64decode
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import uuid4

import jwt
from notifications_python_client.authentication import decode_jwt_token

SERVICE = "26785a09-ab16-4eb0-8407-a37497a57506"
SECRET = "3d844edf-8d35-48ac-975b-e847b4f122b0"  # noqa: S105 - of no service
KEY = f"council-{SERVICE}-{SECRET}"
TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a"
_FILE_BYTES = 2 * 1024 * 1024


class FakeNotify:
    """The state of the fake; a test changes it and looks at it.

    Attributes:
        url: Its address, plain HTTP on this machine.
        sent: What was taken, in order, as the API returns it, with `to` and `content`.
        places: The places of the template.
        is_revoked: Whether the key was revoked.
        answers: Errors to give before what is sent counts: (status, error, message).
        is_silent: Whether what is sent is taken, and the connection then ended
            without an answer.
        before_answer: Called when something was taken, before the answer.
        calls: "METHOD path" of each call.
    """

    def __init__(self):
        self.url = ""
        self.sent = []
        self.places = ["subject", "message"]
        self.is_revoked = self.is_silent = False
        self.answers = []
        self.calls = []
        self.before_answer = None

    def set_status(self, status, number=-1):
        """Let something sent have another status."""
        self.sent[number]["status"] = status

    def check_token(self, header):
        """Return why a token is none; "" where it is one."""
        try:
            token = header.removeprefix("Bearer ")
            issuer = jwt.decode(token, options={"verify_signature": False})["iss"]
            decode_jwt_token(token, SECRET)
        except Exception:  # the library has many
            return "Invalid token: signature, api token not found"
        if issuer != SERVICE:
            return "Invalid token: service not found"
        return "Invalid token: API key revoked" if self.is_revoked else ""

    def email(self, body):
        if body.get("template_id") != TEMPLATE:
            return _error(400, "BadRequestError", "Template not found")
        if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[a-z]+", body["email_address"]):
            return _error(400, "ValidationError", "email_address Not a valid address")
        given = body.get("personalisation", {})
        if missing := [place for place in self.places if place not in given]:
            return _error(
                400, "BadRequestError", f"Missing personalisation: {', '.join(missing)}"
            )
        for value in given.values():
            if isinstance(value, dict) and (why := _why_no_file(value)):
                return _error(400, "ValidationError", why)
        return self._take("email", body["email_address"], body, "created", given)

    def letter(self, body):
        content = b64decode(body["content"], validate=True)
        if body.get("postage") not in {"first", "second", "economy"}:
            return _error(400, "ValidationError", "postage invalid")
        if len(content) > _FILE_BYTES:
            return _error(400, "ValidationError", "content too large")
        is_pdf = content.startswith(b"%PDF-")
        status = "pending-virus-check" if is_pdf else "validation-failed"
        return self._take("letter", None, body, status, content)

    def _take(self, kind, to, body, status, content):
        self.sent.append(
            {
                "id": str(uuid4()),
                "type": kind,
                "reference": body.get("reference"),
                "status": status,
                "postage": body.get("postage"),
                "to": to,
                "content": content,
            }
        )
        if self.before_answer is not None:
            self.before_answer()
        return 201, {**_shown(self.sent[-1]), "uri": "…"}

    def get(self, path, query):
        if found := re.fullmatch(r"/v2/notifications/([0-9a-f-]{36})", path):
            for each in self.sent:
                if each["id"] == found[1]:
                    return 200, _shown(each)
            return _error(404, "NoResultFound", "No result found")
        if path == "/v2/notifications":
            wanted = query.get("reference", [None])[0]
            found = [
                _shown(each)
                for each in reversed(self.sent)
                if wanted is None or each["reference"] == wanted
            ]
            return 200, {"notifications": found, "links": {"current": "…"}}
        if path == f"/v2/template/{TEMPLATE}":
            places = {place: {"required": True} for place in self.places}
            return 200, {"id": TEMPLATE, "personalisation": places}
        return _error(404, "NoResultFound", "No result found")


def _why_no_file(file):
    if len(b64decode(file["file"], validate=True)) > _FILE_BYTES:
        return "File is larger than 2MB"
    weeks = re.fullmatch(r"(\d+) weeks?", file.get("retention_period") or "1 week")
    if weeks is None or not 1 <= int(weeks[1]) <= 78:
        return "Unsupported value for retention_period"
    if not isinstance(file.get("confirm_email_before_download"), (bool, type(None))):
        return "Unsupported value for confirm_email_before_download"
    return "" if file.get("filename") else "filename is missing"


def _shown(sent):
    return {name: sent[name] for name in ("id", "type", "reference", "status")}


def _error(status, name, message):
    errors = [{"error": name, "message": message}]
    return status, {"status_code": status, "errors": errors}


def _handler(fake):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            parts = urlsplit(self.path)
            query = parse_qs(parts.query)
            self.answer(lambda _: fake.get(unquote(parts.path), query))

        def do_POST(self):
            self.answer(fake.email if self.path.endswith("/email") else fake.letter)

        def answer(self, act):
            fake.calls.append(f"{self.command} {self.path.partition('?')[0]}")
            length = int(self.headers.get("Content-Length", 0))
            body = json.loads(self.rfile.read(length) or "{}")
            if why := fake.check_token(self.headers.get("Authorization", "")):
                status, said = _error(403, "AuthError", why)
            elif fake.answers and self.command == "POST":
                status, said = _error(*fake.answers.pop(0))
            else:
                status, said = act(body)
                if fake.is_silent and self.command == "POST":
                    self.connection.close()
                    return
            content = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    return Handler


@contextmanager
def serving_notify():
    """Run the fake; yield it."""
    fake = FakeNotify()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(fake))
    fake.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
