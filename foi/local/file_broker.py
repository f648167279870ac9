"""Carry messages between processes of one machine as files: no broker to install.

With kombu's own transport a reader may find a half-written message, which ends the
worker. It also moves each message through the machine's shared folder for temporary
files. Here a message appears whole and stays in var/.
"""

import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import filesystem
from kombu.utils.json import dumps, loads


class Channel(filesystem.Channel):
    """kombu's channel, reading and writing only whole messages."""

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
            except ValueError:  # e.g. a full disk; a sweep will find the work
                continue
            finally:
                taken.unlink()
        raise Empty


class Transport(filesystem.Transport):
    """kombu's transport, with the channel above."""

    Channel = Channel
