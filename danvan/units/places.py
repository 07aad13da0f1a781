"""The official catalogue of places around 1/7/2025: provinces, districts and communes with codes, and what became what.

Read from the data files of the package ``vietnamadminunits`` alone; its code, which asks for geometry and network
libraries, is never imported.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path

from django.db import transaction

from danvan.kit import vi
from danvan.units.enums import DivisionLevel
from danvan.units.models import Division

PACKAGE = "vietnamadminunits"
NEW_FROM = date(2025, 7, 1)
OLD_UNTIL = NEW_FROM - timedelta(days=1)
# The old list is of early 2025; since when each place had stood before that, it does not say.
OLD_FROM = date(2025, 3, 1)
_TYPES = ("thành phố", "tỉnh", "quận", "huyện", "thị xã", "thị trấn", "phường", "xã", "đặc khu")
_OLD = "SELECT provinceKey, districtKey, wardKey, provinceCode, districtCode, wardCode, province, district, ward"
_NEW = "SELECT provinceKey, wardKey, provinceCode, wardCode, province, ward"


class NoCatalogue(RuntimeError):
    """The package with the catalogue is not installed."""


class UnknownProvince(ValueError):
    """No province of before or after 1/7/2025 has this name or code; the message names near ones."""


@dataclass(frozen=True)
class Place:
    """One entry of the old or of the new list."""

    level: DivisionLevel
    code: str
    name: str
    is_new: bool

    @property
    def period(self) -> tuple[date, date | None]:
        return (NEW_FROM, None) if self.is_new else (OLD_FROM, OLD_UNTIL)


@dataclass
class Chosen:
    """The places of the chosen provinces, and the pairs of old and new among them, in a fixed order."""

    places: dict[Place, None] = field(default_factory=dict)
    pairs: dict[tuple[Place, Place], None] = field(default_factory=dict)

    def count(self, level: DivisionLevel, *, is_new: bool) -> int:
        return sum(place.level == level and place.is_new == is_new for place in self.places)


@dataclass(frozen=True)
class Filled:
    """How much of the chosen places there is, and how much of it was added now."""

    chosen: Chosen
    places: int
    links: int


class Catalogue:
    """Both lists and the way from one to the other, read once."""

    def __init__(self, folder: Path) -> None:
        source = sqlite3.connect(f"{(folder / 'dataset.db').as_uri()}?mode=ro", uri=True)
        try:
            self._old = source.execute(f"{_OLD} FROM admin_units_legacy").fetchall()
            self._new = source.execute(f"{_NEW} FROM admin_units").fetchall()
        finally:
            source.close()
        told = json.loads((folder / "converter_2025.json").read_text(encoding="utf-8"))
        self._after: dict[str, str] = {old: new for new, olds in told["DICT_PROVINCE"].items() for old in olds}
        self._heirs = _heirs(told)
        self._old_provinces = {
            row[0]: _place(DivisionLevel.PROVINCE, row[3], row[6], is_new=False) for row in self._old
        }
        self._new_provinces = {row[0]: _place(DivisionLevel.PROVINCE, row[2], row[4], is_new=True) for row in self._new}

    def choose(self, names: Iterable[str]) -> Chosen:
        """The places of provinces by name or code; a new province brings all the old ones it was made of."""
        wanted = {key: None for name in names for key in self._old_keys(name)}
        chosen, communes = Chosen(), self._new_communes()
        for key in wanted:
            self._add_province(key, chosen, communes)
        for key, place in self._new_provinces.items():
            if all(old in wanted for old, new in self._after.items() if new == key):
                chosen.places |= {c: None for (above, _), c in communes.items() if above == key} | {place: None}
        return chosen

    def _old_keys(self, name: str) -> list[str]:
        """The old provinces that a name or a code of today, or else of before, stands for."""
        wanted = _bare(name)
        for key, place in self._new_provinces.items():
            if wanted in (place.code, _bare(place.name)):
                return [old for old, new in self._after.items() if new == key]
        for key, place in self._old_provinces.items():
            if wanted in (place.code, _bare(place.name)):
                return [key]
        raise UnknownProvince(self._refusal(name))

    def _refusal(self, name: str) -> str:
        known = {_bare(p.name): p.name for p in [*self._old_provinces.values(), *self._new_provinces.values()]}
        near = [known[bare] for bare in get_close_matches(_bare(name), known, n=3, cutoff=0.5)]
        hint = f"Có phải: {', '.join(near)}?" if near else "Hãy ghi tên hoặc mã của một tỉnh, thành phố, cũ hay mới."
        return f"Không có tỉnh nào tên hoặc mã là “{vi.clean_line(name)}”. {hint}"

    def _new_communes(self) -> dict[tuple[str, str], Place]:
        return {(row[0], row[1]): _place(DivisionLevel.COMMUNE, row[3], row[5], is_new=True) for row in self._new}

    def _add_province(self, key: str, chosen: Chosen, communes: Mapping[tuple[str, str], Place]) -> None:
        """One old province, everything in it, and what each part of it became."""
        old, new = self._old_provinces[key], self._new_provinces[self._after[key]]
        chosen.places |= {old: None, new: None}
        chosen.pairs[old, new] = None
        for row in self._old:
            if row[0] != key:
                continue
            district = _place(DivisionLevel.DISTRICT, row[4], row[7], is_new=False)
            part = _place(DivisionLevel.COMMUNE, row[5], row[8], is_new=False) if row[5] else district
            heirs = [communes[heir] for heir in self._heirs[f"{row[0]}_{row[1]}_{row[2] or ''}"]]
            chosen.places |= {district: None, part: None} | dict.fromkeys(heirs)
            chosen.pairs |= {(part, heir): None for heir in heirs}


def _heirs(told: Mapping[str, Mapping[str, Mapping[str, object]]]) -> dict[str, list[tuple[str, str]]]:
    """What each old commune became: one new commune, or several when it was divided."""
    heirs: dict[str, list[tuple[str, str]]] = {}
    for province, whole in told["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for commune, olds in whole.items():
            for old in olds if isinstance(olds, list) else ():
                heirs.setdefault(old, []).append((province, commune))
    for province, divided in told["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in divided.items():
            for part in parts if isinstance(parts, list) else ():
                heirs.setdefault(old, []).append((province, part["newWardKey"]))
    return heirs


def _place(level: DivisionLevel, code: str, name: str, *, is_new: bool) -> Place:
    """An entry with the word for its kind in small letters, as the portal writes places."""
    line = vi.clean_line(name)
    kind = next((word for word in _TYPES if line.lower().startswith(f"{word} ")), "")
    return Place(level, code, kind + line[len(kind) :], is_new)


def _bare(name: str) -> str:
    """A province without the word for its kind and without marks: “TP. Hà Nội” is “ha noi”."""
    bare = vi.fold(name)
    for word in ("tinh ", "thanh pho ", "tp. ", "tp "):
        bare = bare.removeprefix(word)
    return " ".join(bare.replace("-", " ").split())


def catalogue() -> Catalogue:
    """The catalogue of the installed package. Raises ``NoCatalogue`` with what to install."""
    spec = find_spec(PACKAGE)
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise NoCatalogue(
            f"Chưa cài gói {PACKAGE} chứa danh mục. Hãy chạy: pip install --no-deps -r requirements-places.txt"
        )
    return Catalogue(Path(places[0]) / "data")


@transaction.atomic
def fill(chosen: Chosen) -> Filled:
    """Add the places and the links that are not there yet; what is there already is left as it is."""
    known, missing = _reconcile(list(chosen.places))
    made = [
        Division(code=p.code, name=p.name, level=p.level, valid_from=p.period[0], valid_to=p.period[1]) for p in missing
    ]
    known |= dict(zip(missing, Division.objects.bulk_create(made, batch_size=500), strict=True))
    return Filled(chosen, len(made), _link([(known[old].pk, known[new].pk) for old, new in chosen.pairs]))


def _reconcile(places: Sequence[Place]) -> tuple[dict[Place, Division], list[Place]]:
    """The places that stand in the database already, as loaded with units or by an earlier run, and the others."""
    there: dict[tuple[str, str, str], list[Division]] = {}
    for division in Division.objects.filter(level__in={place.level for place in places}):
        there.setdefault((division.level, division.code, vi.match_key(division.name)), []).append(division)
    known: dict[Place, Division] = {}
    for place in places:
        alike = there.get((place.level, place.code, vi.match_key(place.name)), ())
        same = next((division for division in alike if _share_a_day(division, *place.period)), None)
        if same is not None:
            known[place] = same
    return known, [place for place in places if place not in known]


def _share_a_day(division: Division, first: date, last: date | None) -> bool:
    return division.valid_from <= (last or date.max) and first <= (division.valid_to or date.max)


def _link(pairs: Iterable[tuple[int, int]]) -> int:
    """Store the steps from old to new that are not stored yet; gives how many."""
    through = Division.successors.through
    wanted = dict.fromkeys(pair for pair in pairs if pair[0] != pair[1])
    stored = set(through.objects.values_list("from_division_id", "to_division_id"))
    rows = [through(from_division_id=old, to_division_id=new) for old, new in wanted if (old, new) not in stored]
    through.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def standing_place(place: Division) -> Division:
    """The place itself, stored: the one that is there already with its code, level, name and some of its days, its
    beginning moved back where this one knows an earlier day; else a new one."""
    alike = Division.objects.filter(code=place.code, level=place.level).order_by("valid_from")
    key = vi.match_key(place.name)
    for division in alike:
        if vi.match_key(division.name) == key and _share_a_day(division, place.valid_from, place.valid_to):
            if place.valid_from < division.valid_from:
                division.valid_from = place.valid_from
                division.save(update_fields=["valid_from"])
            return division
    place.save()
    return place
