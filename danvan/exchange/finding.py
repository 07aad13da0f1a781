"""Finding the unit or the theme that a sheet means: by name, superior and day, never by a bare look-alike."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection

from danvan.accounts.models import User
from danvan.criteria.models import Theme
from danvan.dossiers.actions import may_register
from danvan.dossiers.models import Campaign
from danvan.exchange.cells import name_key
from danvan.kit import vi
from danvan.kit.dates import plain
from danvan.units.enums import UnitKind
from danvan.units.models import Unit, UnitSpan
from danvan.units.queries import Standing, Tree

_WITH_SUPERIOR = re.compile(r"(.+?)\s*\(([^()]+)\)")
_LEADS = re.compile(r"^(đảng bộ|huyện ủy|thị ủy|thành ủy|tỉnh ủy|huyện|thị xã|thành phố|tỉnh) ")


class NotFound(LookupError):
    """Nothing, or more than one thing, answers to this name; the message says how to mend it."""


def _short(name: str) -> str:
    """The name without the words before it: "Huyện ủy Tân Yên" and "huyện Tân Yên" are both "tân yên"."""
    return _LEADS.sub("", vi.match_key(name))


class UnitFinder:
    """The units under a campaign's organiser on its cut-off day, as this person may register for them."""

    def __init__(self, campaign: Campaign, by: User) -> None:
        self._campaign = campaign
        self._standings: dict[str, list[Standing]] = defaultdict(list)
        inside = Tree(campaign.cutoff_on).under(campaign.organiser)
        self._units = Unit.objects.in_bulk([standing.unit_id for standing in inside])
        self._own = {pk for pk, unit in self._units.items() if may_register(by, campaign, unit)}
        for standing in inside:
            for key in {vi.match_key(standing.name), _short(standing.name)}:
                self._standings[key].append(standing)

    def find(self, name: str, superior: str = "") -> tuple[Unit, Standing]:
        """The one unit meant. Raises ``NotFound`` with a sentence otherwise."""
        if match := _WITH_SUPERIOR.fullmatch(vi.clean_line(name)):
            name, superior = match.group(1), superior or match.group(2)
        found = self._standings.get(vi.match_key(name), [])
        if superior:
            found = [s for s in found if any(_short(above.name) == _short(superior) for above in s.superiors)]
        own = [standing for standing in found if standing.unit_id in self._own]
        if len(own) == 1:
            return self._units[own[0].unit_id], own[0]
        raise NotFound(self._why_not(name, superior, found))

    @property
    def own(self) -> frozenset[int]:
        """The ids of the units for which this person may register."""
        return frozenset(self._own)

    def own_labels(self, kinds: Collection[UnitKind] = ()) -> dict[int, str]:
        """One's own units (of some kinds) by id, in Vietnamese order: the name, with the superior where it is not
        alone."""
        every = {s.unit_id: s for found in self._standings.values() for s in found if s.unit_id in self._own}
        names = Counter(s.name for s in every.values())
        some = (s for s in every.values() if not kinds or s.kind in kinds)
        shown = {s.unit_id: f"{s.name} ({s.superiors[0].name})" if names[s.name] > 1 else s.name for s in some}
        return dict(sorted(shown.items(), key=lambda pair: vi.sort_key(pair[1])))

    def _why_not(self, name: str, superior: str, found: list[Standing]) -> str:
        own = [standing for standing in found if standing.unit_id in self._own]
        if len(own) > 1:
            above = ", ".join(standing.superiors[0].name for standing in own)
            return f"Có {len(own)} đơn vị tên «{name}» ({above}). Hãy ghi thêm cấp trên trong ngoặc sau tên."
        if found:
            return f"«{name}» thuộc {found[0].superiors[0].name}, ngoài phạm vi đăng ký của bạn."
        if superior and vi.match_key(name) in self._standings:
            return f"Không có «{name}» thuộc «{superior}». Hãy xem lại tên cấp trên."
        if elsewhere := _elsewhere(name, self._campaign):
            return f"«{name}» thuộc {elsewhere}, không thuộc {self._campaign.organiser.name}."
        day = plain(self._campaign.cutoff_on)
        return f"Không có đơn vị nào tên «{name}» vào ngày {day}. Hãy chọn tên trong danh mục."


def _elsewhere(name: str, campaign: Campaign) -> str:
    """The superior of a unit with this name somewhere else on the day, or ""."""
    spans = UnitSpan.objects.as_of(campaign.cutoff_on).select_related("parent").order_by("pk")
    wanted = vi.match_key(name)
    return next((s.parent.name for s in spans if s.parent and vi.match_key(s.name) == wanted), "")


class ThemeFinder:
    """The themes of a campaign's scheme by every way of writing them."""

    def __init__(self, campaign: Campaign) -> None:
        self._themes = list(campaign.theme_scheme.themes.order_by("order"))
        self._by_key: dict[str, Theme] = {}
        for theme in self._themes:
            for name in (theme.name, theme.short_name, *theme.aliases):
                self._by_key.setdefault(name_key(name), theme)

    def get(self, text: str) -> Theme | None:
        """The theme written so, if there is one."""
        return self._by_key.get(name_key(text))

    def find(self, text: str) -> Theme:
        """The theme written so. Raises ``NotFound`` with the names to choose from."""
        theme = self.get(text)
        if theme is None:
            raise NotFound(f"Không có lĩnh vực «{text}» trong đợt này. Chọn một trong: {'; '.join(self.names())}.")
        return theme

    def names(self) -> list[str]:
        """The names to choose from, in official order."""
        return [theme.name for theme in self._themes]
