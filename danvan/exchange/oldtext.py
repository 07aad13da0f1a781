"""Cells typed in TCVN3 or VNI: found on a sheet, and turned into Unicode, keeping what they were."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from danvan.kit.legacy import decode, encodings, is_unicode, may_be


def modernise(rows: Sequence[list[object]]) -> dict[tuple[int, int], str]:
    """Convert the cells of a sheet in place; gives the converted ones as they were, by row and column.

    A word such as “bé” is the same in several encodings: it follows its column, or else the sheet, from the first
    row on that is certain, unless its column holds Unicode.
    """
    words = [(row, column, text) for row, cells in enumerate(rows) for column, text in enumerate(cells)
             if isinstance(text, str)]  # fmt: skip
    found = {(row, column): able for row, column, text in words if (able := encodings(text))}
    if not found:
        return {}
    main = Counter(able[0] for able in found.values() if len(able) == 1).most_common(1)
    certain = {place: main[0][0] if main and main[0][0] in able else able[0] for place, able in found.items()}
    first = min(row for row, _ in certain)
    followed = _followed(certain, {column for row, column, text in words if row >= first and is_unicode(text)})
    raw = {}
    for row, column, text in words:
        encoding = certain.get((row, column)) or (followed[column] if row >= first else "")
        if encoding and ((row, column) in certain or may_be(text, encoding)):
            rows[row][column], raw[row, column] = decode(text, encoding), text
    return raw


def _followed(certain: dict[tuple[int, int], str], modern: set[int]) -> defaultdict[int, str]:
    """The encoding that uncertain cells follow, by column; none where the column holds Unicode."""
    by_column: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for (_, column), encoding in certain.items():
        by_column[column][encoding] += 1
    main = Counter(certain.values()).most_common(1)[0][0]
    found: defaultdict[int, str] = defaultdict(lambda: main)
    found.update(dict.fromkeys(modern, ""))
    found.update({column: counts.most_common(1)[0][0] for column, counts in by_column.items() if column not in modern})
    return found
