"""Setting up asks the machine for what is missing, and says so where it may not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from foi.local import set_up


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout that is the test's own."""
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    (checkout / "pyproject.toml").write_text('dev = ["uv==1.2.3"]')
    for name in ("uv.lock", "package.json", "package-lock.json"):
        (checkout / name).write_text("as locked")
    monkeypatch.setattr(set_up, "BASE_DIR", checkout)
    monkeypatch.setattr(set_up, "VENV", checkout / ".venv")
    monkeypatch.setattr(set_up, "NODE_MODULES", checkout / "node_modules")
    return checkout


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Programs that note how they were called; `machine(name, does)` adds one."""
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
def environment(checkout, machine):
    """A virtual environment that is there already."""
    bin_dir = checkout / ".venv" / "bin"
    machine("uv", at=bin_dir)
    machine("python", at=bin_dir)
    return bin_dir


def test_a_bare_machine_gets_a_virtual_environment_with_the_pinned_uv(
    checkout, machine, monkeypatch
):
    machine("python", 'mkdir -p "$4/bin"; cp "$0" "$4/bin/python"')
    monkeypatch.setattr(sys, "executable", str(checkout.parent / "programs/python"))

    set_up.make_virtual_environment()

    made, installed = machine.calls()
    assert made == f"python -m venv --clear {checkout / '.venv'}"
    assert installed.endswith("install --quiet uv==1.2.3")


def test_what_is_set_up_is_left_alone(environment, machine):
    set_up.make_virtual_environment()

    assert machine.calls() == ["python -c "]


def test_python_without_venv_is_named(checkout, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)

    with pytest.raises(set_up.CannotSetUp, match="apt-get install python3-venv"):
        set_up.make_virtual_environment()


def test_an_old_python_is_refused(checkout, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10))

    with pytest.raises(set_up.CannotSetUp, match=r"Python 3\.11 or later is needed"):
        set_up.main("run")


def test_running_installs_what_is_locked_once(environment, machine):
    set_up.install_python_packages(develop=False)
    set_up.install_python_packages(develop=False)

    [call] = machine.calls()
    assert "sync --quiet --frozen" in call
    assert "--no-default-groups" in call


def test_what_developing_needs_is_enough_for_running(environment, machine):
    set_up.install_python_packages(develop=True)
    set_up.install_python_packages(develop=False)

    assert len(machine.calls()) == 1


def test_another_lock_file_is_installed_anew(environment, machine, checkout):
    set_up.install_python_packages(develop=False)
    (checkout / "uv.lock").write_text("locked otherwise")
    set_up.install_python_packages(develop=False)

    assert len(machine.calls()) == 2


def test_the_machine_s_own_npm_is_used(environment, machine, checkout):
    (checkout / "node_modules").mkdir()
    machine("npm", "echo 10.2.0")

    set_up.install_node_packages()
    set_up.install_node_packages()

    assert [call.split(" --")[0] for call in machine.calls()] == ["npm", "npm ci"]
    assert "--ignore-scripts" in machine.calls()[-1]


@pytest.mark.parametrize("npm", ["exit 1", "echo 6.14.18"])
def test_without_a_recent_npm_one_comes_as_a_python_package(
    npm, environment, machine, checkout
):
    (checkout / "node_modules").mkdir()
    machine("npm", npm)
    machine("npm-of-the-wheel", at=checkout)
    machine("uv", "cp npm-of-the-wheel .venv/bin/npm", at=environment)

    set_up.install_node_packages()

    _, synced, installed = machine.calls()
    assert "--only-group node" in synced
    assert installed.startswith("npm-of-the-wheel ci")


@pytest.fixture
def root(monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 0)


@pytest.fixture
def somebody(monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 1000)


def test_root_installs_missing_system_packages(root, checkout, machine, capsys):
    machine("apt-get")

    set_up.install_system_packages(["libpango-1.0-0"], purpose="Letters need")

    [call] = machine.calls()
    assert "install --yes --no-install-recommends libpango-1.0-0" in call
    assert "libpango-1.0-0" in capsys.readouterr().out


def test_a_machine_that_knows_no_packages_learns_of_them_first(root, checkout, machine):
    machine("apt-get", 'case "$*" in *update*) touch known;; *) test -e known;; esac')

    set_up.install_system_packages(["chromium"], purpose="Tests need")

    assert ["update" in call for call in machine.calls()] == [False, True, False]


def test_sudo_installs_where_it_asks_for_no_password(somebody, checkout, machine):
    machine("apt-get")
    machine("sudo", 'shift; exec "$@"')

    set_up.install_system_packages(["chromium"], purpose="Tests need")

    assert [call.split()[0] for call in machine.calls()] == ["sudo", "sudo", "apt-get"]


def test_what_may_not_be_installed_is_named_in_one_sentence(
    somebody, checkout, machine
):
    machine("apt-get")
    machine("sudo", "exit 1")

    with pytest.raises(set_up.CannotSetUp) as refusal:
        set_up.install_system_packages(["libpango-1.0-0"], purpose="Letters need")

    assert str(refusal.value) == (
        "Letters need what only an administrator may install here: "
        "`apt-get install libpango-1.0-0`."
    )


def test_a_step_that_fails_stops_the_set_up(environment, machine):
    machine("uv", "exit 2", at=environment)

    with pytest.raises(set_up.CannotSetUp, match="The Python packages could not be"):
        set_up.install_python_packages(develop=True)


def test_every_library_has_a_package_and_a_missing_one_is_noticed():
    assert [name for name in set_up.LIBRARIES if not set_up._loads(name)] == []
    assert not set_up._loads("libnobody-has-this.so.0")
    assert not set_up._finds("nobody-has-this")
    assert set_up._finds("sh")
    assert set_up._finds(__file__)


def test_a_checkout_of_somebody_else_is_left_alone(checkout, monkeypatch):
    monkeypatch.setattr("os.access", lambda *_: False)

    with pytest.raises(set_up.CannotSetUp, match="You may not write to"):
        set_up.main("run")


@pytest.mark.parametrize("level", ["run", "develop", "test", "bench"])
def test_each_level_does_all_it_needs(level, environment, machine, checkout, root):
    (checkout / "node_modules").mkdir()
    machine("npm", "echo 10.2.0")
    machine("apt-get")

    set_up.main(level)

    calls = " ".join(machine.calls())
    assert ("--no-default-groups" in calls) == (level == "run")
    assert "npm ci" in calls


def test_from_the_command_line_a_refusal_is_one_sentence_and_status_1(tmp_path):
    script = Path(set_up.__file__)
    copy = tmp_path / "foi" / "local" / script.name
    copy.parent.mkdir(parents=True)
    copy.write_text(script.read_text())
    (tmp_path / "pyproject.toml").write_text("")
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "sitecustomize.py").write_text("import sys; sys.version_info = (3, 9)")

    refused = subprocess.run(
        [sys.executable, copy, "run"],
        env={**os.environ, "PYTHONPATH": str(tools)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert refused.returncode == 1
    assert refused.stderr.startswith("Python 3.11 or later is needed")
    assert refused.stderr.count("\n") == 1
