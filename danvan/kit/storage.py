"""Keeping files so that a name never stands for half a file, whatever breaks in between."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage


class DurableStorage(FileSystemStorage):
    """Writes under another name, waits for the disk, and gives the file its name last of all."""

    def _save(self, name: str, content: Any) -> str:
        """Store the file, or leave nothing behind; what was killed on the way ends in ``.part``."""
        part, target = f"{name}.part", Path(self.path(name))
        try:
            part = super()._save(part, content)  # type: ignore[misc]
            _to_disk(Path(self.path(part)))
            Path(self.path(part)).replace(target)
        except BaseException:
            with suppress(OSError):
                Path(self.path(part)).unlink()
            raise
        _to_disk(target.parent)
        return name


def _to_disk(path: Path) -> None:
    """Wait until the disk holds it, not only the memory of the machine."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
