"""Set the project up on a bare machine: packages from PyPI, npm and the system.

Run by make before anything is installed, so it uses the standard library only:

    python3 foi/local/set_up.py run|develop|test|bench

Each step is skipped when it was done for the same lock file before; a start that has
nothing to do takes a tenth of a second.
"""

from __future__ import annotations

import ctypes
import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[2]
VENV = BASE_DIR / ".venv"
NODE_MODULES = BASE_DIR / "node_modules"
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
OLDEST_PYTHON = (3, 11)
OLDEST_NPM = 7  # reads package-lock.json as version 3

# What WeasyPrint loads → the package of Debian and Ubuntu that has it.
LIBRARIES = {
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz.so.0": "libharfbuzz0b",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libfontconfig.so.1": "libfontconfig1",
}
# What tests start, or read → its package.
PROGRAMS = {
    "chromium": "chromium",
    "redis-server": "redis-server",
    "pdftoppm": "poppler-utils",
    "javac": "default-jdk-headless",
    "/usr/share/java/jaxb-runtime.jar": "libjaxb-java",
}
# What benchmarks compare with → its package.
RIVALS = {"soffice": "libreoffice-writer-nogui"}


class CannotSetUp(Exception):
    """Something is missing that this program may not install."""


def main(level: str) -> None:
    """Set up what a level needs: "run", "develop" for checks, "test" or "bench"."""
    if sys.version_info < OLDEST_PYTHON:
        raise CannotSetUp(
            f"Python {'.'.join(map(str, OLDEST_PYTHON))} or later is needed; this is "
            f"{sys.version.split()[0]}. Name another with PYTHON=…"
        )
    if not os.access(BASE_DIR, os.W_OK):
        raise CannotSetUp(f"You may not write to {BASE_DIR}: use a copy of your own.")
    with (BASE_DIR / "pyproject.toml").open() as pyproject:
        fcntl.flock(pyproject, fcntl.LOCK_EX)  # one set-up at a time
        # First what may be refused, then what takes long.
        install_system_packages(
            [package for name, package in LIBRARIES.items() if not _loads(name)],
            purpose="Letters need",
        )
        if level == "test":
            install_system_packages(
                [package for name, package in PROGRAMS.items() if not _finds(name)],
                purpose="Tests need",
            )
        if level == "bench":
            wanted = {"chromium": PROGRAMS["chromium"], **RIVALS}
            install_system_packages(
                [package for name, package in wanted.items() if not _finds(name)],
                purpose="Benchmarks need",
            )
        make_virtual_environment()
        install_python_packages(develop=level != "run")
        install_node_packages()


def make_virtual_environment() -> None:
    """Make .venv, with uv at the version that pyproject.toml pins."""
    uv = VENV / "bin" / "uv"
    if uv.exists() and _succeeds([VENV / "bin" / "python", "-c", ""]):
        return
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise CannotSetUp(
            "Python's venv is missing: install it, on Debian with "
            "`apt-get install python3-venv`."
        )
    _say("Making .venv")
    _run([sys.executable, "-m", "venv", "--clear", VENV], "The virtual environment")
    pin = re.search(r'"(uv==[^"]+)"', (BASE_DIR / "pyproject.toml").read_text())
    assert pin, "pyproject.toml pins uv"  # noqa: S101 - a fact of this repository
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
    _run([*pip, "install", "--quiet", pin[1]], "uv")


def install_python_packages(*, develop: bool) -> None:
    """Install what uv.lock says: all of it, or just what running needs."""
    locked = _digest("uv.lock", "pyproject.toml")
    done_for_developing, done_for_running = (
        VENV / "set-up-to-develop",
        VENV / "set-up-to-run",
    )
    if _reads(done_for_developing) == locked:
        return
    if not develop and _reads(done_for_running) == locked:
        return
    _say("Installing Python packages")
    which = [] if develop else ["--no-default-groups", "--inexact"]
    _uv_sync(*which)
    (done_for_developing if develop else done_for_running).write_text(locked)


def install_node_packages() -> None:
    """Install what package-lock.json says, with Node.js from a wheel if need be."""
    locked = _digest("package-lock.json", "package.json")
    done = NODE_MODULES / ".set-up"
    if _reads(done) == locked:
        return
    _say("Installing front-end packages")
    path = os.environ.get("PATH", os.defpath)
    if not _has_npm():
        _uv_sync("--only-group", "node", "--inexact")
        path = f"{VENV / 'bin'}{os.pathsep}{path}"
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
    npm = shutil.which("npm", path=path) or "npm"
    _run([npm, "ci", *options], "The front-end packages", PATH=path)
    done.write_text(locked)


def install_system_packages(packages: list[str], *, purpose: str) -> None:
    """Install packages with apt-get, as root or where sudo asks for no password.

    Raises:
        CannotSetUp: They may not be installed here.
    """
    if not packages:
        return
    names = " ".join(packages)
    if not shutil.which("apt-get") or not (
        _is_root() or _succeeds(["sudo", "-n", "true"])
    ):
        raise CannotSetUp(
            f"{purpose} what only an administrator may install here: "
            f"`apt-get install {names}`."
        )
    _say(f"Installing system packages: {names}")
    apt = [*([] if _is_root() else ["sudo", "-n"]), "env"]
    apt += ["DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet=2"]
    install = [*apt, "install", "--yes", "--no-install-recommends", *packages]
    # The list of what there is may be empty or old.
    if not _succeeds(install):
        _run([*apt, "update"], "The list of system packages")
        _run(install, f"System packages ({names})")


def _uv_sync(*options: str) -> None:
    _run(
        [VENV / "bin" / "uv", "sync", "--quiet", "--frozen", *options],
        "The Python packages",
        UV_PROJECT_ENVIRONMENT=str(VENV),
        UV_PYTHON_DOWNLOADS="never",
    )


def _has_npm() -> bool:
    try:
        said = subprocess.run(
            ["npm", "--version"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return False
    return int(said.split(".")[0]) >= OLDEST_NPM


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _finds(program: str) -> bool:
    return Path(program).is_file() or shutil.which(program) is not None


def _is_root() -> bool:
    return os.geteuid() == 0


def _digest(*names: str) -> str:
    content = b"".join((BASE_DIR / name).read_bytes() for name in names)
    return hashlib.sha256(content).hexdigest()


def _reads(file: Path) -> str:
    return file.read_text() if file.exists() else ""


def _environment(**changes: str) -> dict[str, str]:
    """Return ours, without another virtual environment's name, and with sbin found.

    pip, uv and npm trust whom the machine trusts: many an authority's network has a
    certificate of its own.
    """
    environment = {**os.environ, **changes}
    if SYSTEM_CERTIFICATES.exists():
        environment.setdefault("PIP_CERT", str(SYSTEM_CERTIFICATES))
        environment.setdefault("UV_SYSTEM_CERTS", "1")
        environment.setdefault("NODE_EXTRA_CA_CERTS", str(SYSTEM_CERTIFICATES))
    environment.pop("VIRTUAL_ENV", None)
    path = environment.get("PATH", os.defpath)
    environment["PATH"] = f"{path}{os.pathsep}/usr/sbin{os.pathsep}/sbin"
    return environment


def _succeeds(command: Sequence[str | Path]) -> bool:
    try:
        subprocess.run(command, env=_environment(), capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def _run(command: Sequence[str | Path], what: str, **environment: str) -> None:
    """Run a command that says on standard error why it fails, if it does."""
    try:
        subprocess.run(
            command,
            cwd=BASE_DIR,
            env=_environment(**environment),
            stdout=subprocess.DEVNULL,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError) as failed:
        raise CannotSetUp(f"{what} could not be installed: see above.") from failed


def _say(sentence: str) -> None:
    print(f"{sentence} …", flush=True)  # noqa: T201


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except CannotSetUp as reason:
        sys.exit(str(reason))
    except KeyboardInterrupt:
        sys.exit(130)
