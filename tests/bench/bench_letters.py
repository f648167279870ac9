"""Time the making of letters beside the tools offices use, and check the bounds.

The letter has four pages, with twelve questions, a public interest test and a table of
twelve rows. In turn it is made by us, by WeasyPrint as in its manual, by LibreOffice
from the same words in a .docx, and by Chromium's printing. All are measured in the same
run, turn by turn. Then the benchmark measures many letters at once, a worker's memory,
long letters, and the share of pasted fragments that pass PDF/UA-1.

Run it: python -m tests.bench.bench_letters [--json] [--letters N]
"""

import gc
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

import django

ON = date(2026, 3, 9)
ROUNDS = 9
SLOW_ROUNDS = 3
LETTERS = 1_000
PROCESSES = 2
PATIENCE_SECONDS = 10
QUESTIONS = (
    "How many fixed cameras did you operate on 1 March 2026?",
    "How many mobile cameras did you operate on the same day?",
    "How many notices were sent after what these cameras recorded, in each year?",
    "How much was paid for keeping the cameras in order in each of these years?",
    "Which company keeps them in order, and until when does its contract run?",
    "Please send the policy by which places for cameras are chosen.",
    "At which places will cameras be put up in the coming year?",
    "On which days and at which hours are mobile vans sent out?",
    "How many officers work in the team, by grade?",
    "How many complaints about cameras were received, and how many upheld?",
    "What training do officers have before they use a mobile camera?",
    "Do you share pictures with other bodies, and under what agreement?",
)
WITHHELD = 7
REASONS = {
    "why_applies": "The information shows where and when patrols take place.",
    "harm": "Offenders would be likely to avoid the places patrolled.",
    "factors_for": "- Spending of public money\n- Understanding of policing",
    "factors_against": "Crime would be likely to rise where no patrol is due.",
    "balance": "On balance the safety of road users weighs more.",
}


# --- The letters ----------------------------------------------------------------------


def paragraph(number: int) -> str:
    """Return an answer of two lines, different for each number."""
    return (
        f"<p>We searched the records of the team for question {number}. The figures "
        "count each camera once, however often it was moved.</p>"
    )


def table(rows: int) -> str:
    """Return a table of four columns."""
    body = "".join(
        f"<tr><th>Place {n}</th><td>{n * 37 % 90 + 4}</td>"
        f"<td>£{n * 1709 % 9000 + 1000:,}</td><td>In order all year</td></tr>"
        for n in range(1, rows + 1)
    )
    head = "<tr><th>Place</th><th>Cameras</th><th>Cost</th><th>Remark</th></tr>"
    return f"<table>{head}{body}</table>"


def page_with(questions: int, answer: Callable[[int], str]) -> str:
    """Return the page of a letter with this many answers."""
    from responses.letters.composing import compose
    from responses.letters.pages import page_of
    from tests.factories import (
        AnswerFactory,
        CitationFactory,
        FOIRequestFactory,
        QuestionFactory,
    )

    foi_request = FOIRequestFactory(
        regime="FOIA", requester_address="12 Example Street\nMidtown\nLS2 2BB"
    )
    for number in range(questions):
        is_withheld = number % len(QUESTIONS) == WITHHELD
        question = QuestionFactory(
            foi_request=foi_request,
            order=number,
            label=str(number + 1),
            text=QUESTIONS[number % len(QUESTIONS)],
        )
        made = AnswerFactory(
            foi_request=foi_request,
            outcome="withheld" if is_withheld else "disclosed",
            text=answer(number),
            to=[question],
        )
        if is_withheld:
            CitationFactory(answer=made, provision_key="FOIA 31(1)(a)", **REASONS)
    return page_of(compose(foi_request, on=ON))


def four_pages() -> str:
    """Return the letter made in every comparison."""
    return page_with(12, lambda n: table(12) if n == 2 else paragraph(n))


# --- Who makes them -------------------------------------------------------------------


def plain(page: str) -> bytes:
    """Make a page as in WeasyPrint's manual, reading all files anew each time."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from responses.letters import columns, pdf
    from responses.letters.fonts import FACES

    fonts = FontConfiguration()
    sheet = Path("static", pdf.STYLESHEET).read_text("utf-8")
    sheets = [
        CSS(string=text, font_config=fonts, url_fetcher=pdf._fetcher())
        for text in (pdf._font_faces(FACES), columns.rules(), sheet)
    ]
    made: bytes = HTML(string=page).write_pdf(
        stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1"
    )
    return made


def bare(page: str) -> bytes:
    """Make a page with WeasyPrint alone, without our stylesheet and fonts."""
    from weasyprint import HTML

    made: bytes = HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    return made


def by_libreoffice(folder: Path) -> Callable[[str], None]:
    """Return a function that makes a letter with LibreOffice, from a .docx."""
    profile = f"-env:UserInstallation=file://{folder}/profile"

    def make(page: str) -> None:
        from responses.letters.word.document import word_of

        source = folder / "letter.docx"
        source.write_bytes(word_of(page))
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir"]
        subprocess.run([*command, folder, source], check=True, capture_output=True)
        assert (folder / "letter.pdf").stat().st_size > 1000

    return make


@contextmanager
def chromium() -> Iterator[Callable[[str], bytes]]:
    """Provide a running browser that prints a page."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        browser = running.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        sheet = Path("static/css/letter.css").read_text("utf-8")

        def make(page: str) -> bytes:
            tab = browser.new_page()
            tab.set_content(page)
            tab.add_style_tag(content=sheet)
            made = tab.pdf(format="A4", tagged=True)
            tab.close()
            return made

        yield make
        browser.close()


# --- What is measured -----------------------------------------------------------------


def seconds(work: Callable[[], object]) -> float:
    """Return the seconds some work takes, without what the work before left behind."""
    gc.collect()
    began = perf_counter()
    work()
    return perf_counter() - began


def compare(page: str) -> dict[str, float]:
    """Return the median seconds for a letter, for each maker.

    Each maker that is a library has a process of its own, as it has in an office:
    garbage that one leaves would else be collected in the time of another.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        chromium() as print_page,
        pool(1) as worker,
        pool(1, set_up) as by_the_manual,
        pool(1, set_up) as alone,
    ):
        libreoffice = by_libreoffice(Path(folder))
        makers: dict[str, Callable[[str], float]] = {
            "ours": lambda one: worker.submit(seconds_of_ours, one).result(),
            "WeasyPrint, fonts and style": (
                lambda one: by_the_manual.submit(seconds_of_plain, one).result()
            ),
            "WeasyPrint, bare": (
                lambda one: alone.submit(seconds_of_bare, one).result()
            ),
            "Chromium, warm": lambda one: seconds(lambda: print_page(one)),
            "LibreOffice": lambda one: seconds(lambda: libreoffice(one)),
        }
        for make in makers.values():
            make(page)  # The first run loads libraries and makes profiles.
        taken: dict[str, list[float]] = {name: [] for name in makers}
        for turn in range(ROUNDS):
            # Change each letter, so that no maker can reuse an earlier result.
            one = page.replace("Midtown", f"Midtown {turn}")
            for name, make in makers.items():
                if name != "LibreOffice" or turn < SLOW_ROUNDS:
                    taken[name].append(make(one))
    return {name: statistics.median(times) for name, times in taken.items()}


def seconds_of_ours(page: str) -> float:
    """Return the seconds our letter takes."""
    from responses.letters.pdf import pdf_of

    return seconds(lambda: pdf_of(page))


def seconds_of_plain(page: str) -> float:
    """Return the seconds a letter takes as in WeasyPrint's manual."""
    return seconds(lambda: plain(page))


def seconds_of_bare(page: str) -> float:
    """Return the seconds a letter takes by WeasyPrint alone."""
    return seconds(lambda: bare(page))


def set_up() -> None:
    """Prepare a process that makes letters without us."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "foi.settings")
    django.setup()


def begin() -> None:
    """Prepare a process of the pool in the same way as a worker."""
    set_up()
    import responses.tasks  # noqa: F401 - a worker has loaded these too
    from responses.letters.pdf import warm_up

    warm_up()


def make_one(job: tuple[str, int]) -> tuple[int, int]:
    """Make one letter; return the process and its memory in kilobytes."""
    from responses.letters.pdf import pdf_of

    page, number = job
    pdf_of(page.replace("Midtown", f"Midtown {number}"))
    return os.getpid(), memory()


def memory() -> int:
    """Return this process's resident memory in kilobytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * (os.sysconf("SC_PAGE_SIZE") // 1024)


def pool(processes: int, prepare: Callable[[], None] = begin) -> ProcessPoolExecutor:
    """Return processes ready to make letters."""
    return ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=prepare
    )


def in_a_batch(page: str, letters: int) -> dict[str, float]:
    """Return the letters made in a minute, and the growth of a process's memory."""
    with pool(PROCESSES) as workers:
        list(workers.map(make_one, [(page, n) for n in range(20)]))
        batch = [(page, n) for n in range(120)]
        took = seconds(lambda: list(workers.map(make_one, batch)))
    with pool(1) as worker:
        jobs = [(page, number) for number in range(letters)]
        sizes = [size for _, size in worker.map(make_one, jobs)]
    few, many = sizes[min(9, letters - 1)], sizes[-1]
    return {
        "letters a minute, 2 processes": round(len(batch) / took * 60),
        "memory after 10 letters, MB": round(few / 1024, 1),
        f"memory after {letters:,} letters, MB": round(many / 1024, 1),
        "memory grew by, %": round((many / few - 1) * 100, 1),
    }


def long_letters() -> dict[str, float]:
    """Return the seconds that long letters take."""
    from responses.letters.pdf import pdf_of

    pages = {
        "200 questions, s": page_with(200, paragraph),
        # A longer table would be enclosed as a file.
        "tables of 500 rows in all, s": page_with(5, lambda _: table(100)),
    }
    return {
        name: round(seconds(lambda page=page: pdf_of(page)), 2)
        for name, page in pages.items()
    }


def accessible(folder: Path) -> dict[str, int]:
    """Return the number of fragments, and how many pass PDF/UA-1, ours and raw."""
    from responses.letters.pdf import pdf_of
    from tests.pdfua.checking import broken_rules
    from tests.responses.letters.fragments import FRAGMENTS
    from tests.responses.letters.test_fragments import set_in_a_letter

    makers: dict[str, Callable[[str], bytes]] = {
        "ours": lambda html: pdf_of(set_in_a_letter(html)),
        "raw": lambda html: raw(html),
    }
    passed = {}
    for name, make in makers.items():
        files = []
        for number, html in enumerate(FRAGMENTS.values()):
            file = folder / f"{name}-{number}.pdf"
            try:
                file.write_bytes(make(html))
            except Exception as reason:
                if name == "ours":
                    raise
                print(f"raw {number}: {reason!r}"[:99], file=sys.stderr)
                continue
            files.append(file)
        passed[name] = sum(not rules for rules in broken_rules(*files).values())
    return {"fragments": len(FRAGMENTS), **{f"{k} pass": v for k, v in passed.items()}}


def raw(html: str) -> bytes:
    """Make a fragment with WeasyPrint alone, without fetching any address."""
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    page = f'<html lang="en"><title>Letter</title><body><h1>Letter</h1>{html}'
    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PATIENCE_SECONDS)
    try:
        made: bytes = HTML(
            string=page, url_fetcher=URLFetcher(allowed_protocols=("data",))
        ).write_pdf(pdf_variant="pdf/ua-1")
    finally:
        signal.alarm(0)
    return made


def give_up(*_) -> None:
    """Raise an error for a fragment that takes too long: it does not pass."""
    raise TimeoutError


def say(what: str) -> None:
    """Print the step now running."""
    print(what, file=sys.stderr, flush=True)


def bench(letters: int = LETTERS) -> dict[str, object]:
    """Return the results, and whether they are within bounds."""
    from tests.bench.bench_recalculating import scratch_database

    if missing := [one for one in ("soffice", "chromium") if not shutil.which(one)]:
        sys.exit(f"Install {' and '.join(missing)}: make bench does.")
    with scratch_database():
        page = four_pages()
        long = long_letters()
    load = os.getloadavg()[0]
    say("Turn by turn with others …")
    taken = compare(page)
    say("Bulk letters …")
    batch = in_a_batch(page, letters)
    say("What people paste …")
    with tempfile.TemporaryDirectory() as folder:
        fragments = accessible(Path(folder))
    ratios = {
        name: round(taken["ours"] / other, 2)
        for name, other in taken.items()
        if name != "ours"
    }
    grown = batch["memory grew by, %"]
    return {
        "load when it began": round(load, 1),
        "milliseconds": {name: round(one * 1000) for name, one in taken.items()},
        "ours, as a share of": ratios,
        "in a batch": batch,
        "long letters": long,
        "PDF/UA-1": fragments,
        "within bounds": (
            ratios["LibreOffice"] <= 0.25
            and ratios["WeasyPrint, fonts and style"] <= 0.95
            and ratios["WeasyPrint, bare"] <= 0.95
            and grown <= 5
            and batch["memory after 10 letters, MB"] * (1 + grown / 100) <= 120
            and fragments["ours pass"] == fragments["fragments"]
        ),
    }


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "foi.settings")
    django.setup()
    letters = LETTERS
    if "--letters" in sys.argv:
        letters = int(sys.argv[sys.argv.index("--letters") + 1])
    results = bench(letters)
    print(
        json.dumps(
            results, ensure_ascii=False, indent=None if "--json" in sys.argv else 2
        )
    )
    return 0 if results["within bounds"] else 1


if __name__ == "__main__":
    sys.exit(main())
