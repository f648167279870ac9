import json
import pytest, os
from pathlib import Path
from tests.responses import kinds, procedural_letters
from responses.letters.composing import compose
from responses.letters.pages import page_of
from tests.responses.test_example import foi_request, expected, write

out = Path(os.environ.get("DUMP", "/tmp/golden"))
out.mkdir(exist_ok=True)


@pytest.fixture(scope="session")
def shared():
    return Path("/work/shared")


@pytest.mark.django_db
def test_dump():
    for kind, regime in kinds.EVERY_KIND:
        content = compose(
            kinds.made(
                kind,
                regime,
            ),
            on=kinds.ON,
        )
        (out / f"{kind}-{regime}.html").write_text(page_of(content))
    for kind, regime in procedural_letters.EVERY_PROCEDURAL_LETTER:
        (out / f"{kind}-{regime}.html").write_text(
            page_of(procedural_letters.content_of(kind, regime))
        )


@pytest.mark.django_db
def test_btp(foi_request, expected, officer):
    foi_request.requester_address = "12 Example Street\nMidtown\nLS2 2BB"
    foi_request.save()
    write(foi_request, expected["letter"], by=officer)
    (out / "btp.html").write_text(page_of(compose(foi_request, on=kinds.ON)))
