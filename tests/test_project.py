"""The project keeps its promises about itself: what is documented is so."""

import re
import subprocess
import tomllib
from fnmatch import fnmatch
from hashlib import sha256
from json import loads
from pathlib import Path
from pkgutil import resolve_name

import pytest
from django.core.management import call_command, get_commands

from tests import prose
from tests.describe_layers import page as layers_page

REPOSITORY = Path(__file__).resolve().parents[1]
APPS = (
    "accounts",
    "documents",
    "foi",
    "requests_app",
    "responses",
    "mail",
    "returns",
    "statute",
)
# Not this project's: every program reads them.
OF_THE_SYSTEM = {"PATH"}


def python_files():
    for app in APPS:
        yield from (REPOSITORY / app).rglob("*.py")


def text_of(name):
    return (REPOSITORY / name).read_text()


def targets():
    return set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))


def tracked(*patterns):
    listed = subprocess.run(
        ["git", "ls-files", *patterns],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    return listed.stdout.splitlines()


def documents():
    return tracked("*.md")


def named_in_documents(pattern):
    """Return what stands between backquotes in any document and is all of a pattern."""
    return sorted(
        {
            name
            for document in documents()
            for name in re.findall(rf"`({pattern})`", text_of(document))
        }
    )


@pytest.mark.django_db
def test_the_migrations_are_complete():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_variable_that_is_read_is_described_and_no_other():
    reads = re.compile(
        r'(?:environ(?:\.get)?[(\[]|_flag\(|_words\(|getenv\()\s*"([A-Z_]+)"'
    )
    read = {name for file in python_files() for name in reads.findall(file.read_text())}

    described = re.findall(r"^#?([A-Z_]+)=", text_of(".env.example"), re.MULTILINE)

    assert set(described) == read - OF_THE_SYSTEM
    assert len(described) == len(set(described))


def test_every_target_of_the_makefile_is_in_the_readme_and_no_other():
    named = set(re.findall(r"\bmake ([a-z]+)\b", text_of("README.md")))

    assert named & targets() == targets() - {"help"} | (named & {"help"})
    assert set(re.findall(r"`make ([a-z]+)`", text_of("README.md"))) <= targets()


def test_every_command_in_the_readme_exists():
    section = text_of("README.md").partition("## Commands for scripts")[2]
    named = re.findall(r"^\| `([a-z_]+)", section, re.MULTILINE)

    assert named
    assert set(named) <= set(get_commands())


@pytest.mark.parametrize("document", documents())
def test_every_link_in_a_document_leads_somewhere(document):
    here = REPOSITORY / document
    links = re.findall(r"\]\((?!https?://|mailto:|#)([^)#\s]+)", here.read_text())

    assert [link for link in links if not (here.parent / link).exists()] == []


def test_every_file_that_a_document_names_exists():
    roots = "|".join((*APPS, "docs", "templates", "static", "tests"))
    files = tracked()
    known = {*files, *(str(up) for file in files for up in Path(file).parents)}

    # "<type>" stands for any name, as "*" does.
    missing = [
        path
        for path in named_in_documents(rf"(?:{roots})/[\w./<>*-]+")
        if not any(
            fnmatch(name, re.sub("<.*?>", "*", path.rstrip("/"))) for name in known
        )
    ]

    assert missing == []


@pytest.mark.parametrize("name", named_in_documents(rf"(?:{'|'.join(APPS)})(?:\.\w+)+"))
def test_every_module_that_a_document_names_exists(name):
    resolve_name(name)


def test_the_page_about_the_layers_is_the_contracts():
    assert text_of("docs/layers.md") == layers_page(), (
        "Run: .venv/bin/python -m tests.describe_layers > docs/layers.md"
    )


def test_decisions_are_numbered_without_gap_and_say_why():
    decisions = sorted((REPOSITORY / "docs/decisions").glob("*.md"))

    for number, decision in enumerate(decisions, start=1):
        text = decision.read_text()
        assert decision.name.startswith(f"{number:04}-")
        assert text.startswith(f"# {number}. ")
        for part in ("Context", "Decision", "Consequences"):
            assert f"\n## {part}\n" in text


def test_every_version_is_pinned():
    project = tomllib.loads(text_of("pyproject.toml"))
    wanted = [
        *project["project"]["dependencies"],
        *(one for group in project["dependency-groups"].values() for one in group),
    ]
    packages = loads(text_of("package.json"))

    assert [one for one in wanted if "==" not in one] == []
    for version in {**packages["dependencies"], **packages["devDependencies"]}.values():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)


def test_continuous_integration_runs_the_checks_and_the_tests():
    commands = [line for line in text_of(".ci/run").splitlines() if "make" in line]

    assert commands == ["make check", "make test COVERAGE=1"]


def test_the_changelog_has_a_place_for_what_is_not_released_yet():
    assert "\n## Unreleased\n" in text_of("CHANGELOG.md")


# At most this many in 1,000 words (see `tests.prose`).
MOST_PRONOUN_LIKE = 20
MOST_RELATIVE = 25
# These words go out in letters: their terms are the law's and the authority's.
LETTERS = ("responses/letters/", "responses/procedural/kinds/", "templates/letters/")


def product_files():
    return [file for file in python_files() if "migrations" not in file.parts]


def files_of_tests():
    return list((REPOSITORY / "tests").rglob("*.py"))


def screen_files():
    files = [*(REPOSITORY / "templates").rglob("*.html"), *product_files()]
    return [
        file
        for file in files
        if not file.relative_to(REPOSITORY).as_posix().startswith(LETTERS)
        and file.relative_to(REPOSITORY).parts[0] not in {"documents", "statute"}
        and "management" not in file.parts
    ]


@pytest.mark.parametrize(
    ("files", "prose_of"),
    [
        pytest.param(product_files, prose.docstrings, id="docstrings"),
        pytest.param(product_files, prose.comments, id="comments"),
        pytest.param(files_of_tests, prose.docstrings, id="docstrings of tests"),
        pytest.param(files_of_tests, prose.comments, id="comments of tests"),
        pytest.param(screen_files, prose.interface_text, id="interface text"),
    ],
)
def test_prose_is_plain(files, prose_of):
    measured = {file: prose.measure(prose_of(file)) for file in files()}
    total = sum(measured.values(), prose.Measure())
    worst = sorted(
        measured,
        key=lambda file: measured[file].pronoun_like + measured[file].relative,
        reverse=True,
    )

    found = "\n".join(
        f"{file.relative_to(REPOSITORY)}: {measured[file]}" for file in worst[:10]
    )
    assert total.pronouns_per_thousand <= MOST_PRONOUN_LIKE, found
    assert total.relatives_per_thousand <= MOST_RELATIVE, found


def migrations():
    return [file for file in python_files() if file.match("*/migrations/0*.py")]


def test_no_migration_changes_once_it_is_written():
    """Compare with tests/migrations.sha256; a new migration adds its line there."""
    listed = dict(
        reversed(line.split("  "))
        for line in text_of("tests/migrations.sha256").splitlines()
    )

    found = {
        file.relative_to(REPOSITORY).as_posix(): sha256(file.read_bytes()).hexdigest()
        for file in migrations()
    }

    assert found == listed
