"""Codes of themes: the scheme in front of the first dash, behind it the theme itself through every scheme.

Addresses and open data ask for models by the whole code, so it is unique over all schemes; the part behind the dash is
carried over when a scheme is copied, says which theme of the earlier scheme this one was, and chooses the drawing.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from itertools import count

from danvan.criteria.models import Theme
from danvan.kit import vi

SHAPE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
RESERVED = "chua-ghi"  # in addresses and open data this asks for the models without a theme
LONGEST, LONGEST_FRONT = 30, 12
_NOT_FRONT = re.compile(r"[^a-z0-9]")


def lineage(code: str) -> str:
    """The theme itself, whatever the scheme: d-nong-thon and e-nong-thon are both nong-thon."""
    return code.partition("-")[2]


def proposed(scheme_code: str, tails: Iterable[str]) -> list[str]:
    """A code for each of these themes under a scheme, none of them taken anywhere."""
    front = _front(scheme_code)
    taken = set(Theme.objects.filter(code__startswith=f"{front}-").values_list("code", flat=True)) | {RESERVED}
    codes: list[str] = []
    for tail in tails:
        codes.append(_free(f"{front}-{tail}", taken))
        taken.add(codes[-1])
    return codes


def tail_of(name: str) -> str:
    """The part behind the dash for a new theme: that of the newest theme of the same name, or the words of the name."""
    key = vi.match_key(name)
    named = Theme.objects.order_by("-pk").values_list("name", "code")
    lines = (lineage(code) for other, code in named if vi.match_key(other) == key)
    known = next((line for line in lines if not line.isdecimal()), "")  # a bare number says nothing
    return known or vi.slug(name, LONGEST - LONGEST_FRONT - 4)


def _front(scheme_code: str) -> str:
    plain = _NOT_FRONT.sub("", vi.fold(scheme_code.replace("+", "p")))
    return plain[:LONGEST_FRONT] or "lv"


def _free(code: str, taken: Container[str]) -> str:
    """The code itself, or the code with a number; the number comes before what would be cut off."""
    tries = (f"{code[: LONGEST - 4].rstrip('-')}-{number}" for number in count(2))
    return code if len(code) <= LONGEST and code not in taken else next(one for one in tries if one not in taken)
