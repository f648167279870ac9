"""A column of figures stands at the right, where nothing else is said."""

import pytest

from documents.richtext.cleaning import blocks_of
from documents.richtext.figures import cells_at_the_right, is_column
from tests.documents.richtext.columns import COLUMNS


@pytest.mark.parametrize(("cells", "is_of_figures"), COLUMNS)
def test_a_column_is_one_of_figures(cells, is_of_figures):
    assert is_column(cells) is is_of_figures


@pytest.mark.parametrize(
    ("html", "at_the_right"),
    [
        pytest.param(
            "<tr><th>Crop</th><th>Tons</th></tr>"
            "<tr><td>Rye</td><td>9</td></tr><tr><td>Oats</td><td>1,310</td></tr>",
            ["Tons", "9", "1,310"],
            id="with its heading",
        ),
        pytest.param(
            '<tr><td>Rye</td><td align="left">9</td></tr>'
            '<tr><td align="right">Oats</td><td>10</td></tr>',
            ["Oats", "10"],
            id="but where a cell says otherwise",
        ),
        pytest.param(
            '<tr><th colspan="2">All</th></tr><tr><td>4</td><td>of 5</td></tr>',
            ["4"],
            id="not a cell over several columns",
        ),
        pytest.param(
            '<tr><td rowspan="2">4</td><td>a</td></tr><tr><td>b</td></tr>',
            ["4"],
            id="a cell over several rows once",
        ),
        pytest.param(
            "<tr><td>4</td></tr><tr><td>4</td></tr>", ["4", "4"], id="equal cells each"
        ),
        pytest.param(
            "<tr><th>1</th><td>a</td></tr><tr><th>2</th><td>b</td></tr>",
            [],
            id="not the headings of rows",
        ),
    ],
)
def test_the_cells_at_the_right_are_found(html, at_the_right):
    (table,) = blocks_of(f"<table>{html}</table>")

    found = cells_at_the_right(table)

    assert sorted(one.children[0] for one in found) == sorted(at_the_right)
