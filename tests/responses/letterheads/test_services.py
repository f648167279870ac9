"""The letterhead of an authority: pictures and layout."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFile

from responses.letterheads.services import (
    LetterheadChanged,
    PictureRefused,
    save_letterhead,
)
from responses.letters import pictures
from responses.letters.composing import compose
from responses.letters.pages import page_of
from responses.models import Letterhead
from tests.factories import AuthorityFactory
from tests.responses import kinds

pytestmark = pytest.mark.django_db

SETTINGS = {"layout": "question_by_question", "has_headings": True}


def picture(width=300, height=100, kind="PNG", mode="RGB", colour="navy", **info):
    made = BytesIO()
    Image.new(mode, (width, height), colour).save(made, kind, **info)
    return made.getvalue()


def uploaded(content, name="logo.png"):
    return SimpleUploadedFile(name, content, content_type="image/png")


def bomb():
    """Return a PNG of a few kilobytes that claims 30,000 × 30,000 pixels."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1_000_000)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", rows)
        + chunk(b"IEND", b"")
    )


def save(authority, version=0, settings=SETTINGS, **files):
    return save_letterhead(
        authority=authority, version=version, settings=settings, by=None, **files
    )


def page_for(authority, **fields):
    foi_request = kinds.partial_disclosure(authority=authority, **fields)
    return page_of(compose(foi_request, on=kinds.ON))


def test_the_logo_stands_on_letters_under_the_name_of_its_content():
    authority = AuthorityFactory()

    letterhead = save(authority, logo=uploaded(picture()))

    address = pictures.address_of(letterhead.logo.name)
    assert f'src="{address}"' in page_for(authority)
    assert Image.open(BytesIO(pictures.read(address))).size == (300, 100)


def test_what_is_read_out_for_the_logo_can_be_worded():
    authority = AuthorityFactory(name="Midtown Council")
    save(authority, logo=uploaded(picture()))
    assert 'alt="Logo of Midtown Council"' in page_for(authority)

    save(authority, version=1, settings={**SETTINGS, "logo_text": "Our crest"})

    assert 'alt="Our crest"' in page_for(authority)


def test_a_picture_is_drawn_afresh_so_that_nothing_else_is_kept():
    secret = b"Exif\0\0 somewhere in the countryside"
    sent = picture(kind="JPEG", exif=secret) + b"trailing words"

    letterhead = save(AuthorityFactory(), logo=uploaded(sent, "logo.jpg"))

    kept = pictures.read(pictures.address_of(letterhead.logo.name))
    assert b"countryside" not in kept
    assert b"trailing" not in kept


def test_what_shows_through_a_picture_is_paper():
    clear = picture(mode="RGBA", colour=(0, 0, 0, 0))

    letterhead = save(AuthorityFactory(), logo=uploaded(clear))

    kept = pictures.read(pictures.address_of(letterhead.logo.name))
    assert Image.open(BytesIO(kept)).getpixel((5, 5)) == (255, 255, 255)


def test_half_a_picture_is_refused_where_letters_are_printed_too(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)

    with pytest.raises(PictureRefused, match="not a PNG or JPEG"):
        save(AuthorityFactory(), logo=uploaded(picture()[:120]))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"x" * (50 * 1024 * 1024), "2 MB or smaller", id="50 MB"),
        pytest.param(bomb(), "25 million pixels", id="30,000 × 30,000 pixels"),
        pytest.param(picture(6000, 5000, "PNG"), "25 million pixels", id="large"),
        pytest.param(
            b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
            "not a PNG or JPEG",
            id="SVG",
        ),
        pytest.param(b"Only some words.", "not a PNG or JPEG", id="text"),
        pytest.param(b"", "not a PNG or JPEG", id="empty"),
        pytest.param(picture()[:120], "not a PNG or JPEG", id="cut off"),
        pytest.param(picture(kind="GIF"), "not a PNG or JPEG", id="GIF"),
    ],
)
def test_what_is_no_picture_for_paper_is_refused_in_one_sentence(content, says):
    authority = AuthorityFactory()

    with pytest.raises(PictureRefused, match=says) as refused:
        save(authority, logo=uploaded(content))

    assert refused.value.field == "logo"
    assert not Letterhead.objects.exists()


def test_a_picture_that_cannot_be_kept_is_refused_in_one_sentence(settings):
    settings.MEDIA_ROOT.mkdir(exist_ok=True)
    (settings.MEDIA_ROOT / "letterheads").write_text("no folder")

    with pytest.raises(PictureRefused, match="could not be stored") as refused:
        save(AuthorityFactory(), logo=uploaded(picture()))

    assert refused.value.field == "logo"
    assert not Letterhead.objects.exists()


def test_a_photograph_is_kept_small():
    noise = Image.effect_noise((1500, 900), 80).convert("RGB")
    made = BytesIO()
    noise.save(made, "JPEG", quality=80)

    letterhead = save(AuthorityFactory(), logo=uploaded(made.getvalue()))

    kept = pictures.read(pictures.address_of(letterhead.logo.name))
    assert letterhead.logo.name.endswith(".jpg")
    assert Image.open(BytesIO(kept)).width == 1200


def test_a_letterhead_saved_by_somebody_else_since_is_not_written_over():
    authority = AuthorityFactory()
    save(authority)

    with pytest.raises(LetterheadChanged):
        save(authority, version=0)


def test_one_can_do_without_a_picture_again():
    authority = AuthorityFactory()
    save(authority, logo=uploaded(picture()), signature=uploaded(picture(200, 80)))

    save(authority, version=1, remove=frozenset({"logo"}))

    page = page_for(authority)
    assert page.count("<img") == 1
    assert "Signature of" in page


def test_the_request_can_stand_first_and_the_answers_after():
    authority = AuthorityFactory()
    save(authority, settings={**SETTINGS, "layout": "request_first"})

    page = page_for(authority)

    assert page.index("Your request</h2>") < page.index("Our answers</h2>")
    asked = page.index("How much did they cost?")
    assert asked < page.index("Our answers</h2>")
    assert page.count("How much did they cost?") == 1


def test_answers_can_stand_under_their_numbers_alone():
    authority = AuthorityFactory()
    save(authority, settings={**SETTINGS, "has_headings": False})

    page = page_for(authority)

    assert ">1(a)</h4>" in page
    assert "Question 1(a)" not in page
    assert "under question 1(a)" in page
