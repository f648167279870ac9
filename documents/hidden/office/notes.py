"""Say what the notes beside a slide hold."""

from collections.abc import Iterator

from documents.hidden.findings import Finding, block, quoted


def look_at_notes(notes: str, place: str) -> Iterator[Finding]:
    """Yield the notes of a slide, if there are any."""
    if words := notes.strip():
        yield block(
            "speaker_notes", place, f"It has notes: {quoted(words)}. Delete them."
        )
