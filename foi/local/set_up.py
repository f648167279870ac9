"""See that the machine has what this project needs, and install what is missing.

Run by make before anything is installed, so it uses the standard library only:

    python3 foi/local/set_up.py run|test|bench

Each level needs what those before it need, too. Python and front-end packages are the
Makefile's part.
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
# For each level: what is looked for → the package of Debian and Ubuntu that has it.
NEEDS = {
    "run": {
        "ensurepip": "python3-venv",
        # What WeasyPrint loads.
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
        "pdftoppm": "poppler-utils",
        # veraPDF, which holds letters to PDF/UA, is a Java program.
        "javac": "default-jdk-headless",
        "/usr/share/java/jaxb-runtime.jar": "libjaxb-java",
    },
    "bench": {
        "soffice": "libreoffice-writer-nogui",
    },
}


class CannotSetUp(Exception):
    """Something is missing that this program may not install."""


def main(level: str) -> None:
    """See that the machine has what "run", "test" or "bench" needs.

    Raises:
        CannotSetUp: It lacks something that cannot be installed here.
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
    if not (venv / "bin" / "python").exists():  # perhaps its Python has gone
        shutil.rmtree(venv, ignore_errors=True)


def finds(name: str) -> bool:
    """Say whether there is a shared library, file, program or module of this name."""
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
        CannotSetUp: They may not be installed here, or installing them fails.
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
    # The list of what there is may be empty or old.
    if not succeeds(command):
        subprocess.run([*apt, "update"], stdout=subprocess.DEVNULL, check=False)
        if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode:
            raise CannotSetUp(f"`apt-get install {names}` fails: see above.")


def succeeds(command: list[str]) -> bool:
    """Run a command, its output thrown away; say whether it did its work."""
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
