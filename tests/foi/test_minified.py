"""Collected scripts and stylesheets are smaller than those written."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings

from foi.minified import minify


@pytest.fixture
def collected(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    return tmp_path


def test_a_script_and_a_stylesheet_lose_only_what_readers_need(collected):
    script, sheet = collected / "js/a.js", collected / "css/b.css"
    for file in (script, sheet):
        file.parent.mkdir()
    script.write_text(
        '// Says so.\nimport { b } from "./b.js";\nexport const a = b + 1;\n'
    )
    sheet.write_text('/* So. */\na {\n  background: url("../img/c.svg");\n}\n')

    minify(map(str, (script, sheet)))

    assert 'from"./b.js"' in script.read_text()
    assert sheet.read_text() == "a{background:url(../img/c.svg)}\n"
    assert "So" not in script.read_text() + sheet.read_text()


@override_settings(
    STORAGES={"staticfiles": {"BACKEND": "foi.minified.MinifiedStaticFilesStorage"}}
)
def test_what_is_collected_is_minified_and_what_is_written_stays(collected):
    written = Path(finders.find("js/filter.js"))
    before = written.read_text()

    call_command("collectstatic", interactive=False, verbosity=0)

    [script] = collected.glob("js/filter.*.js")
    assert len(script.read_text()) < len(before)
    assert staticfiles_storage.url("js/filter.js").endswith(script.name)
    assert written.read_text() == before
