"""Check the machine for everything this project needs, and install missing packages.

make runs this before anything is installed, so it uses only the standard library:

    python3 foi/local/set_up.py run|test|bench

Each level includes the needs of the levels before it. The Makefile installs Python and
front-end packages.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[2]
OLDEST_PYTHON = (3, 11)
# For each level: the file, program or module needed → the Debian or Ubuntu package.
NEEDS = {
    "run": {
        "ensurepip": "python3-venv",
        # Libraries WeasyPrint loads.
        "libgobject-2.0.so.0": "libglib2.0-0",
        "libpango-1.0.so.0": "libpango-1.0-0",
        "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
        "libharfbuzz.so.0": "libharfbuzz0b",
        "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
        "libfontconfig.so.1": "libfontconfig1",
    },
    "test": {
        "chromium": "chromium",
        "redis-server": "redis-server",
        # A real IMAP server, for tests of mailboxes.
        "/usr/sbin/dovecot": "dovecot-imapd",
        "pdftoppm": "poppler-utils",
        # veraPDF, used to check letters against PDF/UA, is a Java program.
        "javac": "default-jdk-headless",
        "/usr/share/java/jaxb-runtime.jar": "libjaxb-java",
    },
    "bench": {
        "soffice": "libreoffice-writer-nogui",
    },
}


class CannotSetUp(Exception):
    """A missing package cannot be installed by this program."""


def main(level: str) -> None:
    """Check the machine for the needs of "run", "test" or "bench", and install them.

    Raises:
        CannotSetUp: A need is missing and cannot be installed here.
    """
    if sys.version_info < OLDEST_PYTHON:
        raise CannotSetUp(
            f"Python {'.'.join(map(str, OLDEST_PYTHON))} or later is needed; this is "
            f"{sys.version.split()[0]}. Name another with PYTHON=…"
        )
    if not os.access(BASE_DIR, os.W_OK):
        raise CannotSetUp(f"You may not write to {BASE_DIR}: use a copy of your own.")
    levels = list(NEEDS)
    needs = {
        name: package
        for each in levels[: levels.index(level) + 1]
        for name, package in NEEDS[each].items()
    }
    missing = [package for name, package in needs.items() if not finds(name)]
    if missing:
        install(missing)
    venv = BASE_DIR / ".venv"
    if not (venv / "bin" / "python").exists():  # its Python may be gone
        shutil.rmtree(venv, ignore_errors=True)


def finds(name: str) -> bool:
    """Return whether a shared library, file, program or module of this name exists."""
    if ".so." in name:
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True
    if name.startswith("/"):
        return Path(name).is_file()
    return bool(shutil.which(name) or importlib.util.find_spec(name))


def install(packages: list[str]) -> None:
    """Install system packages, as root or where sudo asks for no password.

    Raises:
        CannotSetUp: The user may not install them here, or installing fails.
    """
    names = " ".join(packages)
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not shutil.which("apt-get") or not succeeds([*as_root, "true"]):
        raise CannotSetUp(
            "This needs what only an administrator may install here: "
            f"`apt-get install {names}`."
        )
    print(f"Installing system packages: {names} …", flush=True)  # noqa: T201
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet=2"]
    command = [*apt, "install", "--yes", "--no-install-recommends", *packages]
    # The package index may be empty or old.
    if not succeeds(command):
        subprocess.run([*apt, "update"], stdout=subprocess.DEVNULL, check=False)
        if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode:
            raise CannotSetUp(f"`apt-get install {names}` fails: see above.")


def succeeds(command: list[str]) -> bool:
    """Run a command, discarding its output; return whether it succeeded."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:  # there is no such program
        return False


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except CannotSetUp as reason:
        sys.exit(str(reason))
    except KeyboardInterrupt:
        sys.exit(130)
