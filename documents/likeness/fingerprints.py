"""Make the fingerprint of a text, and compare two.

A text is cut into shingles: every run of five words of a line, and each shorter line.
So lines in another order change nothing. MinHash keeps, for each of 128 permutations of
all shingles, the first of the text. Two texts share as many of these
as they share shingles: the share estimates the Jaccard coefficient of both.

Source: A. Z. Broder, On the resemblance and containment of documents, 1997.
"""

from collections.abc import Iterator
from hashlib import blake2b
from struct import pack, unpack
from typing import Final

from documents.finding.tokens import words_of

SHINGLE: Final = 5  # words
PERMUTATIONS: Final = 128
# Of the shingles of both texts together, so many are common to alike texts.
LEAST_ALIKE: Final = 0.3
# Of a longer text, the beginning is compared.
MOST_WORDS: Final = 5_000

# One number of four bytes for each permutation.
Fingerprint = tuple[int, ...]

_EIGHT_BYTES: Final = 2**64 - 1
_LAYOUT: Final = f">{PERMUTATIONS}I"


def _hash(data: bytes) -> int:
    return int.from_bytes(blake2b(data, digest_size=8).digest())


# An odd factor and a summand for each permutation, the same in every process.
_PERMUTED_BY: Final = tuple(
    (_hash(b"factor %d" % number) | 1, _hash(b"summand %d" % number))
    for number in range(PERMUTATIONS)
)


def fingerprint(text: str) -> Fingerprint:
    """Return the fingerprint of a text, () of a text without words."""
    hashes = {_hash(shingle.encode()) for shingle in _shingles(text)}
    if not hashes:
        return ()
    return tuple(
        min((factor * each + summand) & _EIGHT_BYTES for each in hashes) >> 32
        for factor, summand in _PERMUTED_BY
    )


def likeness(one: Fingerprint, other: Fingerprint) -> float:
    """Return the share of shingles common to two texts, as estimated, 0 to 1."""
    if not one or not other:
        return 0
    return sum(map(int.__eq__, one, other)) / PERMUTATIONS


def are_alike(one: Fingerprint, other: Fingerprint) -> bool:
    """Return whether two texts are copies of one text, with small changes."""
    return likeness(one, other) >= LEAST_ALIKE


def bands(one: Fingerprint) -> list[int]:
    """Return numbers of four signed bytes, of which alike texts share at least one.

    Each stands for two places of the fingerprint. Of texts just alike, 99.8 per cent
    share one, so that an index finds the few texts to compare.
    """
    return [
        (_hash(pack(">3I", start, one[start], one[start + 1])) >> 32) - 2**31
        for start in range(0, len(one), 2)
    ]


def as_bytes(one: Fingerprint) -> bytes:
    """Return a fingerprint as stored."""
    return pack(_LAYOUT, *one) if one else b""


def from_bytes(stored: bytes) -> Fingerprint:
    """Return a fingerprint as it was before `as_bytes`."""
    return unpack(_LAYOUT, stored) if stored else ()


def _shingles(text: str) -> Iterator[str]:
    left = MOST_WORDS
    for line in text.splitlines():
        words = words_of(line)[:left]
        left -= len(words)
        for start in range(min(len(words), max(len(words) - SHINGLE, 0) + 1)):
            yield " ".join(words[start : start + SHINGLE])
