"""A clamd for tests: it speaks INSTREAM, knows one virus, and may misbehave."""

import socketserver
import struct
import threading
from contextlib import contextmanager

# The string of EICAR, which every scanner takes for a virus; joined here, so that no
# scanner of the developer's machine takes this file away.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SIGNATURE = "Win.Test.EICAR_HDB-1"


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        server = self.server
        command = self._until_null()
        server.heard.append(command)
        if server.manner == "silent":
            server.released.wait(5)
            return
        if command == b"zPING":
            self.wfile.write(b"PONG\0")
            return
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
            if len(content) > server.most_bytes:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        server.contents.append(content)
        answer = f"stream: {SIGNATURE} FOUND" if EICAR in content else "stream: OK"
        if server.manner == "half":
            self.wfile.write(answer[:8].encode())
        elif server.manner == "error":
            self.wfile.write(b"Can't allocate memory ERROR\0")
        else:
            self.wfile.write(answer.encode() + b"\0")

    def _until_null(self):
        read = b""
        while not read.endswith(b"\0"):
            read += self.rfile.read(1)
        return read[:-1]


def _prepared(server):
    server.manner, server.most_bytes = "well", 25_000_000
    server.heard, server.contents = [], []
    server.released = threading.Event()
    server.daemon_threads = True
    return server


@contextmanager
def running_clamd(where=None):
    """Run a clamd: at a free port of this machine, or at the path of a socket."""
    if where is None:
        made = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Conversation)
    else:
        made = socketserver.ThreadingUnixStreamServer(str(where), _Conversation)
    server = _prepared(made)
    server.address = str(where) if where else "{}:{}".format(*server.server_address[:2])
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
