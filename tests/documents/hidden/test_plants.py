"""Every kind of leak is found in every format, and clean files are not stopped."""

from pathlib import Path

import pytest

from documents.hidden.looking import scan
from tests.documents.hidden import describe
from tests.documents.hidden.plants import all as everything

PLANTS = everything.plants()
CLEAN = everything.clean()
PAGE = Path(__file__).parents[3] / "docs" / "hidden-data.md"


def look(tmp_path, plant):
    path = tmp_path / "file"
    path.write_bytes(plant.content)
    return scan(path, plant.name)


@pytest.mark.parametrize("name", PLANTS)
def test_a_plant_is_found_with_its_words(name, tmp_path):
    report = look(tmp_path, PLANTS[name])

    assert report.is_readable
    assert everything.is_found(PLANTS[name], report), report.findings


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_file_is_not_stopped(name, tmp_path):
    report = look(tmp_path, CLEAN[name])

    assert report.is_readable
    assert not everything.is_stopped(report), report.findings


def test_the_page_on_hidden_data_is_up_to_date():
    assert PAGE.read_text("utf-8") == describe.page()
