"""Messages between the processes of one machine, each a file: no broker to install.

kombu's own transport lets a reader find a message half written, which ends the worker,
and moves what it reads through the machine's shared folder for temporary files. Here a
message appears whole and stays in var/.
"""

import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import filesystem
from kombu.utils.json import dumps, loads


class Channel(filesystem.Channel):
    """kombu's, reading and writing whole messages only."""

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]
        folder = Path(self.data_folder_out)
        name = f"{time.time_ns()}_{uuid.uuid4()}.{queue}.msg"
        unfinished = folder / f"{name}.part"
        unfinished.write_text(dumps(payload))
        unfinished.rename(folder / name)

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        for file in sorted(Path(self.data_folder_in).glob("*.msg")):
            if file.name.partition(".")[2] != f"{queue}.msg":
                continue
            taken = Path(self.processed_folder, file.name)
            try:
                file.rename(taken)
            except FileNotFoundError:  # another worker was first
                continue
            try:
                return loads(taken.read_text())
            except ValueError:  # the disk was full, say; the sweeps will find the work
                continue
            finally:
                taken.unlink()
        raise Empty


class Transport(filesystem.Transport):
    """kombu's, with the channel above."""

    Channel = Channel
