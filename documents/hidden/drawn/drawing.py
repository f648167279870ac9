"""Draw an Office file as a PDF with LibreOffice, if the machine has LibreOffice."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from documents.files.kinds import Kind

PROGRAM = "soffice"
# LibreOffice tells kinds by the ending. A copy gets the ending of its own kind.
_SUFFIXES = {
    Kind.DOCUMENT: (".docx",),
    Kind.WORKBOOK: (".xlsx", ".xlsm"),
    Kind.SLIDES: (".pptx",),
    Kind.OPEN_DOCUMENT: (".odt", ".ods"),
    Kind.OPEN_SLIDES: (".odp",),
}
_ROOT = Path(__file__).resolve().parents[3]
_OFFICE = "/org.openoffice.Office"
# No macro runs, and no link is followed or brought up to date. Anything fetched in
# spite of that goes to a port without a server.
_SETTINGS = (
    (f"{_OFFICE}.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    (f"{_OFFICE}.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    (f"{_OFFICE}.Common/Security/Scripting", "DisableActiveContent", "true"),
    (f"{_OFFICE}.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    (f"{_OFFICE}.Common/Save/Document", "CreateBackup", "false"),
    (f"{_OFFICE}.Writer/Content/Update", "Link", "2"),
    (f"{_OFFICE}.Calc/Content/Update", "Link", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
# LibreOffice's name of each reader, and of its writer of PDFs. LibreOffice guesses the
# kind worse than `kind_of` does.
_FILTERS = {
    ".docx": ("MS Word 2007 XML", "writer"),
    ".xlsx": ("Calc MS Excel 2007 XML", "calc"),
    ".xlsm": ("Calc MS Excel 2007 VBA XML", "calc"),
    ".pptx": ("Impress MS PowerPoint 2007 XML", "impress"),
    ".odt": ("writer8", "writer"),
    ".ods": ("calc8", "calc"),
    ".odp": ("impress8", "impress"),
}
# A filled-in field is drawn as words, to be compared.
_OPTIONS = '{"ExportFormFields":{"type":"boolean","value":"false"}}'


class NotDrawn(Exception):
    """A file could not be drawn; the message says why."""


def suffix_of(kind: Kind, name: str) -> str:
    """Return the ending under which LibreOffice draws a file; "" if it does not."""
    known = _SUFFIXES.get(kind, ())
    own = Path(name).suffix.lower()
    return own if own in known else "".join(known[:1])


def draw(path: Path, suffix: str, folder: Path, *, seconds: float) -> Path:
    """Return a PDF of an Office file.

    Args:
        path: The file.
        suffix: Its ending, from `suffix_of`.
        folder: An empty directory for all that LibreOffice writes.
        seconds: The time allowed.

    Raises:
        NotDrawn: LibreOffice is missing, failed, or took too long.
    """
    program = shutil.which(PROGRAM)
    if program is None:
        raise NotDrawn("LibreOffice is not installed")
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_registry(), "utf-8")
    copy = folder / f"drawn{suffix}"
    shutil.copyfile(path, copy)
    reader, writer = _FILTERS[suffix]
    command = [
        *(sys.executable, "-P", "-m", "documents.hidden.drawn", str(seconds), program),
        f"-env:UserInstallation={profile.as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", f"--infilter={reader}"),
        *("--convert-to", f"pdf:{writer}_pdf_Export:{_OPTIONS}"),
        *("--outdir", str(folder), str(copy)),
    ]
    _run(command, folder, seconds)
    drawn = folder / "drawn.pdf"
    if not drawn.exists():
        raise NotDrawn("LibreOffice could not open it")
    return drawn


def _run(command: list[str], folder: Path, seconds: float) -> None:
    """Run LibreOffice, and end all its processes when its time is over."""
    known = {key: os.environ[key] for key in ("PATH", "LANG") if key in os.environ}
    kept = {**known, "HOME": str(folder), "TMPDIR": str(folder)}
    # ruff S603: only the paths in the command come from outside.
    running = subprocess.Popen(  # noqa: S603
        command,
        cwd=_ROOT,
        env={**kept, "PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        running.wait(seconds)
    except subprocess.TimeoutExpired as why:
        raise NotDrawn(f"LibreOffice took more than {seconds:.0f} seconds") from why
    finally:
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def _registry() -> str:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items '
        'xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>'
    )
