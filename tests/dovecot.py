"""A real IMAP server of a test's own: Debian's dovecot, on free ports.

Every user name is known, with one password, so each test has a mailbox of its own. A
token is accepted if the fake of Microsoft's sign-in service says that it is valid.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from itertools import count
from pathlib import Path

PASSWORD = "a-password-of-tests"  # noqa: S105 - of no service
_BINARY = shutil.which("dovecot") or "/usr/sbin/dovecot"
_CONFIG = """
base_dir = {run}
state_dir = {run}
log_path = {log}
protocols = imap
listen = 127.0.0.1
ssl = {ssl}
{certificate}
disable_plaintext_auth = no
auth_mechanisms = plain login{xoauth2}
auth_cache_size = 0
auth_failure_delay = 0
first_valid_uid = 1
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
mail_location = maildir:{mail}/%u
mail_max_userip_connections = 100
mailbox_idle_check_interval = 1 secs
passdb {{
  driver = static
  mechanisms = plain login
  args = password={password}
}}
{oauth2}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={mail}/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
}}
"""
_OAUTH2 = """
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {file}
}}
"""
_INTROSPECTION = """
introspection_mode = post
introspection_url = {url}
username_attribute = username
active_attribute = active
active_value = true
"""


def is_installed():
    """Whether this machine has dovecot with IMAP."""
    return Path(_BINARY).exists() and Path("/usr/lib/dovecot/imap").exists()


class Dovecot:
    """The server. A test stops and starts it, and puts mail into its folders.

    Attributes:
        port: Where it listens without encryption.
        tls_port: Where it listens with encryption, if it has a certificate.
    """

    def __init__(self, folder, *, certificate=None, introspection=""):
        self.folder = folder
        self.port, self.tls_port = _free_port(), _free_port()
        self._mail = folder / "mail"
        self._numbers = count(1)
        self._process = None
        is_root = os.getuid() == 0
        # As root, mail belongs to a user without rights; else to the one who tests.
        owner = pwd.getpwnam("nobody") if is_root else pwd.getpwuid(os.getuid())
        self._owner = owner if is_root else None
        own = owner.pw_name
        self._mail.mkdir()
        folder.chmod(0o755)
        self._own(self._mail)
        tokens = folder / "oauth2.conf"
        tokens.write_text(_INTROSPECTION.format(url=introspection))
        config = _CONFIG.format(
            run=folder / "run",
            log=folder / "log",
            mail=self._mail,
            ssl="yes" if certificate else "no",
            certificate=(
                f"ssl_cert = <{certificate.chain}\nssl_key = <{certificate.key}"
                if certificate
                else ""
            ),
            xoauth2=" xoauth2" if introspection else "",
            oauth2=_OAUTH2.format(file=tokens) if introspection else "",
            internal="dovecot" if is_root else own,
            internal_group="dovecot" if is_root else _group(owner.pw_gid),
            login="dovenull" if is_root else own,
            password=PASSWORD,
            uid=owner.pw_uid,
            gid=owner.pw_gid,
            port=self.port,
            tls_port=self.tls_port,
        )
        self._config = folder / "dovecot.conf"
        self._config.write_text(config)

    def start(self):
        """Start the server, and wait until it answers."""
        with (self.folder / "errors").open("wb") as errors:
            self._process = subprocess.Popen(
                [_BINARY, "-F", "-c", self._config],
                stdout=subprocess.DEVNULL,
                stderr=errors,
            )
        for _ in range(200):
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1) as opened:
                    if opened.recv(4) == b"* OK":
                        return
            except OSError:
                pass
            time.sleep(0.05)
        raise AssertionError(
            f"dovecot did not start: {(self.folder / 'errors').read_text()}"
            f"{(self.folder / 'log').read_text()}"
        )

    def stop(self):
        """Stop the server, and wait until it has ended."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(20)
            self._process = None

    def deliver(self, user, raw, folder="INBOX"):
        """Put a message into a folder, as a delivery agent does."""
        place = self._mail / user
        if folder != "INBOX":
            place = place / f".{folder.replace('/', '.')}"
        for each in (place, *(place / name for name in ("cur", "new", "tmp"))):
            each.mkdir(parents=True, exist_ok=True)
            self._own(each)
        self._own(self._mail / user)
        seconds, rest = divmod(time.time_ns(), 1_000_000_000)
        name = f"{seconds}.M{rest // 1000:06}P{next(self._numbers):06}.tests"
        written = place / "tmp" / name
        written.write_bytes(raw)
        self._own(written)
        written.rename(place / "new" / name)

    def _own(self, path):
        if self._owner is not None:
            os.chown(path, self._owner.pw_uid, self._owner.pw_gid)


@contextmanager
def running_dovecot(**options):
    """Serve mail from a new folder; stop and clear up at the end."""
    folder = Path(tempfile.mkdtemp(prefix="foi-dovecot-"))
    server = Dovecot(folder, **options)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def _group(gid):
    import grp

    return grp.getgrgid(gid).gr_name
