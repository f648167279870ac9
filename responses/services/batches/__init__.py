"""Do the same with many letters: each once, whatever becomes of the others."""

from responses.services.batches.asking import (
    KINDS,
    MOST_IN_A_BATCH,
    BatchNotPossible,
    reprint_letters,
    stop_batch,
    try_failed_again,
    write_letters,
)
from responses.services.batches.printing import join_letters, read_file
from responses.services.batches.running import run_batches

__all__ = [
    "KINDS",
    "MOST_IN_A_BATCH",
    "BatchNotPossible",
    "join_letters",
    "read_file",
    "reprint_letters",
    "run_batches",
    "stop_batch",
    "try_failed_again",
    "write_letters",
]
