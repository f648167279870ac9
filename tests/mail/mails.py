"""Mails of tests, and the port of a server as bytes."""

import socket
from collections import Counter
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from threading import Thread


def mail(subject="Parking permits", number=0, to="foi@council.example", size=0):
    """Return a message as bytes."""
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "Alex Asker <alex@home.example>"
    message["To"] = to
    message["Message-ID"] = f"<{subject.replace(' ', '-')}-{number}@home.example>"
    message.set_content(f"How many permits are there? {number}\n{'x' * size}")
    return message.as_bytes()


class Relay:
    """Passes bytes on to a server, and counts them.

    Attributes:
        port: Where to connect.
        received: Bytes from the server.
        sent: Bytes to the server.
        said: What went to the server.
    """

    def __init__(self, port):
        self._to = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._ended = Counter()
        self._ends = []
        self.forget()
        Thread(target=self._accept, daemon=True).start()

    def forget(self):
        """Begin to count anew."""
        self.received = self.sent = 0
        self.said = b""

    def cut(self):
        """End every connection, as a server that is stopped does."""
        for each in self._ends:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def close(self):
        self._listener.close()

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self._to))
            self._ends = [client, server]
            for ends in ((client, server, True), (server, client, False)):
                Thread(target=self._pass, args=ends, daemon=True).start()

    def _pass(self, come, go, is_sent):
        try:
            while part := come.recv(65536):
                if is_sent:
                    self.sent += len(part)
                    self.said += part
                else:
                    self.received += len(part)
                go.sendall(part)
            go.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        finally:
            self._ended[come] += 1
            self._ended[go] += 1
            for each in (come, go):
                if self._ended[each] == 2:
                    each.close()


@contextmanager
def relay(port):
    """Count the bytes to and from a port of this machine."""
    made = Relay(port)
    try:
        yield made
    finally:
        made.close()
