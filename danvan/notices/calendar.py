"""When the stages of one campaign close for each unit, asked once for each group and once for each extended unit."""

from __future__ import annotations

from datetime import datetime

from danvan.dossiers.models import Campaign, WindowException
from danvan.dossiers.windows import Closing, closing, closing_for_group, group_of, standing_at
from danvan.units.models import Unit


class Calendar:
    """The closings of one campaign at one moment; extensions are few and are asked for one by one."""

    def __init__(self, campaign: Campaign, at: datetime) -> None:
        self.campaign, self.at = campaign, at
        self._groups: dict[tuple[str, str], Closing | None] = {}
        standing = WindowException.objects.filter(standing_at(at), campaign=campaign).select_related("unit")
        self._longer: dict[tuple[str, int], Unit] = {(one.stage, one.unit_id): one.unit for one in standing}

    def _of_group(self, stage: str, kind: str) -> Closing | None:
        key = (stage, group_of(kind))
        if key not in self._groups:
            self._groups[key] = closing_for_group(self.campaign, *key, self.at)
        return self._groups[key]

    def begun(self, stage: str, kind: str) -> bool:
        """Whether the stage is open by now, as far as its opening goes."""
        found = self._of_group(stage, kind)
        return found is None or found.opens_at <= self.at

    def last(self, stage: str, kind: str, *units: int) -> datetime | None:
        """The last moment for these units; None where the stage has no dates."""
        found = self._of_group(stage, kind)
        own = [closing(self.campaign, stage, self._longer[stage, pk], self.at) for pk in units
               if (stage, pk) in self._longer]  # fmt: skip
        moments = [one.last for one in (found, *own) if one is not None]
        return max(moments, default=None)
