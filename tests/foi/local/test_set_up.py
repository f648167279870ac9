"""Setup installs missing packages, or says what is missing where it may not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from foi.local import set_up

REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Fake programs that record their calls; `machine(name, does)` adds another."""
    programs, notes = tmp_path / "programs", tmp_path / "notes"
    programs.mkdir()
    notes.touch()
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    monkeypatch.setenv("NOTES", str(notes))

    def add(name, does="", at=programs):
        at.mkdir(parents=True, exist_ok=True)
        program = at / name
        program.write_text(f'#!/bin/sh\necho "{name} $*" >> "$NOTES"\n{does}\n')
        program.chmod(0o755)

    add.calls = lambda: notes.read_text().splitlines()
    return add


@pytest.fixture
def root(monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 0)


@pytest.fixture
def plain_user(monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 1000)


# --- Requirements of the machine ------------------------------------------------------


def test_an_old_python_is_refused(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10))

    with pytest.raises(set_up.CannotSetUp, match=r"Python 3\.11 or later is needed"):
        set_up.main("run")


def test_a_checkout_of_another_user_is_left_alone(monkeypatch):
    monkeypatch.setattr("os.access", lambda *_: False)

    with pytest.raises(set_up.CannotSetUp, match="You may not write to"):
        set_up.main("run")


def test_libraries_files_programs_and_modules_are_found():
    assert [name for name in set_up.NEEDS["run"] if not set_up.finds(name)] == []
    for there in ("sh", __file__):
        assert set_up.finds(there)
    for missing in ("libnone-has-this.so.0", "none-has-this", "/none/has/this.jar"):
        assert not set_up.finds(missing)


@pytest.mark.parametrize(
    ("level", "needed", "not_needed"),
    [
        ("run", {"python3-venv", "libpango-1.0-0"}, {"chromium", "libjaxb-java"}),
        ("test", {"libpango-1.0-0", "chromium", "default-jdk-headless"}, {"soffice"}),
        ("bench", {"chromium", "libjaxb-java", "libreoffice-writer-nogui"}, set()),
    ],
)
def test_each_level_needs_what_those_before_it_need_too(
    level, needed, not_needed, root, machine, monkeypatch, tmp_path
):
    machine("apt-get")
    monkeypatch.setattr(set_up, "BASE_DIR", tmp_path)
    monkeypatch.setattr(set_up, "finds", lambda _: False)

    set_up.main(level)

    [call] = machine.calls()
    assert needed <= set(call.split())
    assert not not_needed & set(call.split())


def test_root_installs_missing_system_packages(root, machine, capsys):
    machine("apt-get")

    set_up.install(["libpango-1.0-0"])

    [call] = machine.calls()
    assert "install --yes --no-install-recommends libpango-1.0-0" in call
    assert "libpango-1.0-0" in capsys.readouterr().out


def test_a_machine_that_knows_no_packages_learns_of_them_first(
    root, machine, monkeypatch, tmp_path
):
    machine("apt-get", 'case "$*" in *update*) touch known;; *) test -e known;; esac')
    monkeypatch.chdir(tmp_path)

    set_up.install(["chromium"])

    assert ["update" in call for call in machine.calls()] == [False, True, False]


def test_a_package_that_cannot_be_installed_is_named(root, machine):
    machine("apt-get", "exit 100")

    with pytest.raises(set_up.CannotSetUp, match="`apt-get install chromium` fails"):
        set_up.install(["chromium"])


def test_sudo_installs_where_it_asks_for_no_password(plain_user, machine):
    machine("apt-get")
    machine("sudo", 'shift; exec "$@"')

    set_up.install(["chromium"])

    assert [call.split()[0] for call in machine.calls()] == ["sudo", "sudo", "apt-get"]


def test_what_may_not_be_installed_is_named_in_one_sentence(plain_user, machine):
    machine("apt-get")
    machine("sudo", "exit 1")

    with pytest.raises(set_up.CannotSetUp) as refusal:
        set_up.install(["libpango-1.0-0", "chromium"])

    assert str(refusal.value) == (
        "This needs what only an administrator may install here: "
        "`apt-get install libpango-1.0-0 chromium`."
    )


def test_a_virtual_environment_whose_python_has_gone_is_made_afresh(
    monkeypatch, tmp_path
):
    monkeypatch.setattr(set_up, "BASE_DIR", tmp_path)
    monkeypatch.setattr(set_up, "finds", lambda _: True)
    python = tmp_path / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.symlink_to(tmp_path / "gone")

    set_up.main("run")

    assert not (tmp_path / ".venv").exists()


def test_from_the_command_line_a_refusal_is_one_sentence_and_status_1(tmp_path):
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "sitecustomize.py").write_text("import sys; sys.version_info = (3, 9)")

    refused = subprocess.run(
        [sys.executable, set_up.__file__, "run"],
        env={**os.environ, "PYTHONPATH": str(tools)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert refused.returncode == 1
    assert refused.stderr.startswith("Python 3.11 or later is needed")
    assert refused.stderr.count("\n") == 1


# --- Packages installed by make -------------------------------------------------------


@pytest.fixture
def checkout(tmp_path, machine):
    """Return a checkout for this test, with fake programs as virtual environment."""
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    (checkout / "Makefile").write_text((REPOSITORY / "Makefile").read_text())
    (checkout / "pyproject.toml").write_text('dev = ["uv==1.2.3"]')
    for name in ("uv.lock", "package.json", "package-lock.json"):
        (checkout / name).write_text("as locked")
    (checkout / "node_modules").mkdir()
    machine("python", at=checkout / ".venv/bin")
    machine("uv", at=checkout / ".venv/bin")
    machine("npm", "echo 10.2.0")
    return checkout


def make(checkout, *targets):
    return subprocess.run(
        ["make", "--silent", *targets],
        cwd=checkout,
        env={"PATH": os.environ["PATH"], "NOTES": os.environ["NOTES"]},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_bare_machine_gets_a_virtual_environment_with_the_pinned_uv(
    checkout, machine
):
    (checkout / ".venv/bin/uv").unlink()
    machine("python3")

    make(checkout, ".venv/bin/uv")

    made, installed = machine.calls()
    assert made == "python3 -m venv --clear .venv"
    assert installed.endswith("install --quiet uv==1.2.3")


def test_what_is_locked_is_installed_once(checkout, machine):
    for _ in range(2):
        make(checkout, ".venv/.runs")

    assert machine.calls() == [
        "uv sync --quiet --frozen --no-default-groups --group meaning --inexact"
    ]


def test_what_developing_needs_is_enough_for_running(checkout, machine):
    make(checkout, ".venv/.develops")
    make(checkout, ".venv/.runs")

    assert machine.calls() == ["uv sync --quiet --frozen"]


def test_another_lock_file_is_installed_anew(checkout, machine):
    make(checkout, ".venv/.runs")
    later = (checkout / ".venv/.runs").stat().st_mtime + 1
    os.utime(checkout / "uv.lock", (later, later))
    make(checkout, ".venv/.runs")

    assert len(machine.calls()) == 2


def test_the_machine_s_own_npm_is_used(checkout, machine):
    for _ in range(2):
        make(checkout, "node_modules/.installed")

    version, installed = machine.calls()
    assert version == "npm --version"
    assert installed.startswith("npm ci --ignore-scripts")


@pytest.mark.parametrize("npm", ["exit 1", "echo 6.14.18"])
def test_without_a_recent_npm_one_comes_as_a_python_package(npm, checkout, machine):
    machine("npm", npm)
    machine("npm-of-the-wheel", at=checkout)
    machine("uv", "cp npm-of-the-wheel .venv/bin/npm", at=checkout / ".venv/bin")

    make(checkout, "node_modules/.installed")

    _, synced, installed = machine.calls()
    assert synced == "uv sync --quiet --frozen --only-group node --inexact"
    assert installed.startswith("npm-of-the-wheel ci")


def test_what_is_bundled_is_bundled_again_when_its_parts_change(checkout, machine):
    parts = checkout / "foi/bundles/editor.js"
    parts.parent.mkdir(parents=True)
    parts.touch()
    for _ in range(2):
        make(checkout, "node_modules/.bundled")
    later = (checkout / "node_modules/.bundled").stat().st_mtime + 1
    os.utime(parts, (later, later))
    make(checkout, "node_modules/.bundled")

    assert machine.calls()[2:] == ["npm run --silent build"] * 2


def test_an_installation_that_fails_is_tried_again(checkout, machine):
    machine("uv", "echo no network >&2; exit 2", at=checkout / ".venv/bin")

    failed = [make(checkout, ".venv/.runs") for _ in range(2)]

    assert [each.returncode for each in failed] == [2, 2]
    assert "no network" in failed[0].stderr
    assert len(machine.calls()) == 2
