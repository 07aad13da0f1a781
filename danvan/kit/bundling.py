"""The style sheets of every page, served as one file: a weak line pays for each request, not only for each byte."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname, join
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

BUNDLES = ("css/core.css",)  # each holds nothing but @import lines, which a browser can also follow by itself
_IMPORT = re.compile(r'@import url\("([^"]+)"\);\n?')


class BundledStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Puts the imported sheets in the place of their @import lines before names and hashes are given."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """As whitenoise does, on sheets made whole. The imported files stay, for pages that ask for one alone."""
        if not dry_run:
            for name in BUNDLES:
                if name in paths:
                    self._write(name, whole(name, paths))
                    paths[name] = (self, name)
        yield from super().post_process(paths, dry_run, **options)

    def _write(self, name: str, text: str) -> None:
        self.delete(name)
        self._save(name, ContentFile(text.encode()))


def whole(name: str, paths: dict[str, Any]) -> str:
    """The text of a sheet with every imported sheet in its place; all of them lie in folders at or below its own."""

    def imported(found: re.Match[str]) -> str:
        return _text(join(dirname(name), found[1]), paths)

    return _IMPORT.sub(imported, _text(name, paths))


def _text(name: str, paths: dict[str, Any]) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read().decode())
