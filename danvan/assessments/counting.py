"""The arithmetic of a vote, in whole numbers only: of what the share is reckoned, and whether it was reached."""

from __future__ import annotations

from dataclasses import dataclass

from danvan.dossiers.enums import ShareOf
from danvan.kit import numbers


@dataclass(frozen=True)
class Tally:
    """How many said what on one dossier; ``blank`` holds other opinions and invalid papers."""

    in_favour: int
    against: int = 0
    blank: int = 0

    @property
    def said(self) -> int:
        """How many opinions there are in all."""
        return self.in_favour + self.against + self.blank

    def __str__(self) -> str:
        return f"{self.in_favour}/{self.against}/{self.blank}"


def base_of(share_of: str, *, present: int, called: int) -> int:
    """The number the share is reckoned of: those present, or all who were called."""
    return called if share_of == ShareOf.ALL else present


def is_reached(in_favour: int, base: int, share_needed: int) -> bool:
    """Are so many votes of the base the share needed, or more? Of nobody it is never reached."""
    return base > 0 and in_favour * 100 >= share_needed * base


def votes_needed(base: int, share_needed: int) -> int:
    """The fewest votes in favour that reach the share: 8 for 70 % of 11."""
    return -(-share_needed * base // 100)


def result_words(in_favour: int, base: int) -> str:
    """ "9/11 tán thành (81,8 %)", as the unit reads it."""
    share = numbers.percent(in_favour, base)
    return f"{in_favour}/{base} tán thành" + (f" ({share})" if share else "")
