"""Uploads that never finished are deleted."""

from datetime import date

from responses.enclosures.reading import delete_unfinished


def test_what_was_left_half_written_is_swept_up(settings):
    folder = settings.MEDIA_ROOT / "enclosures" / "unfinished"
    folder.mkdir(parents=True)
    (folder / "half").write_bytes(b"x")
    now = date(2026, 6, 1).toordinal() * 86_400

    removed = delete_unfinished(older_than_seconds=60, now=now * 9)

    assert removed == 1
    assert not list(folder.iterdir())
