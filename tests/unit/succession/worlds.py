"""Small provinces drawn at random, valid changes for them, and what must hold whatever was changed."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import strategies as st

from danvan.accounts.models import Post
from danvan.decisions.models import DecisionItem
from danvan.dossiers.content import settle
from danvan.dossiers.models import Campaign, Dossier, Scorecard
from danvan.reports.conditions import published_models
from danvan.reports.coverage import Periods, coverage, expected_now, expected_then, turnouts
from danvan.reports.readings import Reading
from danvan.reports.titles import published_titles, title_counts, title_rows
from danvan.reports.totals import by_unit, by_year
from danvan.units.enums import COMMUNE_KINDS, UnitKind
from danvan.units.heritage import Heirs
from danvan.units.models import Unit, UnitChange, UnitSpan
from danvan.units.plans import Heir, Plan
from danvan.units.queries import Tree, chain
from tests import make

YEARS = range(2021, 2027)
MOVING = {"keeper_id", "superior_keeper_id", "counts_in_id", "is_allocated"}  # all that a change may touch
STATES = ("SUBMITTED", "ACCEPTED", "SENT", "APPROVED", "DECLINED", "WITHDRAWN")


class World:
    """A province with its districts, communes, posts and campaigns, and a number for the next new code."""

    def __init__(self, draw) -> None:
        self.draw, self.day, self.number = draw, date(2024, 12, 1), 0
        self.top = make.unit("P", kind=UnitKind.PROVINCE)
        districts = [
            make.unit(f"D{n}", kind=UnitKind.DISTRICT, parent=self.top) for n in range(draw(st.integers(2, 3)))
        ]
        for n in range(draw(st.integers(3, 8))):
            commune = make.unit(f"C{n}", parent=draw(st.sampled_from([*districts, *districts, self.top])))
            if draw(st.booleans()):
                make.user("UNIT_CLERK", commune)
        for district in districts:
            make.user("DISTRICT_BOARD", district)
        self.quan = make.user("ADMINISTRATOR", self.top)
        self._open_campaigns()

    def _open_campaigns(self) -> None:
        version, scheme = make.version(3, min_passed=2), make.scheme()
        self.campaigns = {
            year: make.campaign(
                self.top, tracks={"MODEL": None, "COMMUNE": version}, first_year=year, last_year=year,
                theme_scheme=scheme, published_at=make.LONG_AGO, is_archive=year < 2024, cutoff_on=date(year, 3, 1),
            )
            for year in YEARS
        }  # fmt: skip

    def register(self, year: int, day: date) -> None:
        """Some communes that stand on the day register, some for their title; some are recognised."""
        tree, decision = Tree(day), make.decision(self.top, state="ISSUED", signed_on=day)
        standing = [one for one in tree.under(self.top) if one.kind in COMMUNE_KINDS]
        chosen = self.draw(st.lists(st.sampled_from(standing), max_size=6)) if standing else []
        for order, one in enumerate(chosen, 1):
            track, state = self.draw(st.sampled_from(("MODEL", "COMMUNE"))), self.draw(st.sampled_from(STATES))
            dossier = self._dossier(one, year, track, state, day)
            DecisionItem.objects.create(decision=decision, dossier=dossier, order=order, unit_name=one.name)
            if track == "COMMUNE" and state != "WITHDRAWN":
                marks = self.draw(st.sampled_from(("YYY", "YYN", "YNN")))
                card = make.card(dossier, "PROVINCE", marks=marks, state="SIGNED")
                Scorecard.objects.filter(pk=card.pk).update(
                    is_final=True, passed=marks.count("Y"), is_pass=marks.count("Y") > 1
                )

    def _dossier(self, one, year: int, track: str, state: str, day: date) -> Dossier:
        self.number += 1
        above = chain(one)
        made = Dossier(
            campaign=self.campaigns[year], year=year, track=track, state=state, title=f"Mô hình {self.number}",
            unit_id=one.unit_id, keeper_id=one.unit_id, counts_in_id=one.unit_id, unit_name=one.name,
            unit_path=one.path, superior_id=above[0].unit_id, superior_keeper_id=above[0].unit_id,
            superior_name=above[0].name, created_by=self.quan, created_at=make.NOON,
            recognised_on=day if state == "APPROVED" and self.draw(st.booleans()) else None,
        )  # fmt: skip
        settle(made)
        made.save()
        return made

    def change(self) -> Plan:
        """A valid change on a day after all earlier ones."""
        self.day += timedelta(days=self.draw(st.integers(1, 60)))
        tree = Tree(self.day)
        below = tree.under(self.top)
        communes = sorted(one.code for one in below if one.kind in COMMUNE_KINDS)
        districts = sorted(one.code for one in below if one.kind == UnitKind.DISTRICT)
        kinds = ["rename"]
        kinds += ["merge", "merge", "absorb"] * (len(communes) > 1) + ["split", "shed", "move", "end"] * bool(communes)
        kinds += ["close"] * bool(districts) + ["join"] * (len(districts) > 1)
        return getattr(self, f"_{self.draw(st.sampled_from(kinds))}")(communes, districts)

    def _new(self, name: str = "") -> Heir:
        self.number += 1
        return Heir(f"N{self.number}", name=name or f"Đơn vị mới {self.number}")

    def _plan(self, before: list[str], *heirs: Heir, **more: str) -> Plan:
        return Plan(self.day, tuple(before), heirs, basis="Nghị quyết", **more)

    def _pick(self, codes: list[str], most: int) -> list[str]:
        return self.draw(st.lists(st.sampled_from(codes), min_size=2, max_size=most, unique=True))

    def _one(self, codes: list[str]) -> str:
        return self.draw(st.sampled_from(codes))

    def _rename(self, communes, districts) -> Plan:
        code = self._one([*communes, *districts, "P"])
        return self._plan([code], Heir(code, name=self._new().name))

    def _merge(self, communes, districts) -> Plan:
        return self._plan(self._pick(communes, 3), self._new())

    def _absorb(self, communes, districts) -> Plan:
        before = self._pick(communes, 3)
        return self._plan(before, Heir(before[0], name=self.draw(st.sampled_from(("", "Tên mới")))))

    def _split(self, communes, districts) -> Plan:
        heirs = [self._new(), self._new()]
        return self._plan([self._one(communes)], *heirs, hand_to=self.draw(st.sampled_from(("", heirs[1].code))))

    def _shed(self, communes, districts) -> Plan:
        code = self._one(communes)
        return self._plan([code], Heir(code), self._new())

    def _move(self, communes, districts) -> Plan:
        code = self._one(communes)
        above = UnitSpan.objects.as_of(self.day).get(unit__code=code).parent
        others = [other for other in [*districts, "P"] if above and other != above.code]
        return self._plan([code], Heir(code, parent=self._one(others))) if others else self._rename([code], [])

    def _end(self, communes, districts) -> Plan:
        return self._plan([self._one(communes)])

    def _close(self, communes, districts) -> Plan:
        code = self._one(districts)
        return self._plan([code], children_to=self._one([other for other in [*districts, "P"] if other != code]))

    def _join(self, communes, districts) -> Plan:
        return self._plan(self._pick(districts, 3), self._new())


def frozen() -> list[dict]:
    """Everything that a paper or a page of an earlier year is made of."""
    names = [field.attname for field in Dossier._meta.concrete_fields if field.attname not in MOVING]
    return [*Dossier.objects.order_by("pk").values(*names), *Scorecard.objects.order_by("pk").values(),
            *DecisionItem.objects.order_by("pk").values()]  # fmt: skip


def stored() -> list[tuple]:
    """Every row that a change may touch, as stored."""
    kinds = (Unit, UnitSpan, Post, Dossier, Campaign, UnitChange)
    sides = (UnitChange.predecessors.through, UnitChange.successors.through)
    return [row for model in (*kinds, *sides) for row in model.objects.order_by("pk").values_list()]


def old_trees(first: date) -> list:
    """The whole tree on the days before a change."""
    days = [*(date(year, 7, 1) for year in YEARS if date(year, 7, 1) < first), first - timedelta(days=1)]
    return [sorted((one.path, one.name) for one in Tree(day).under(Unit.objects.get(code="P"))) for day in days]


def check_figures(today: date) -> None:
    """Both readings count every row once, and are equal in every year."""
    models, titles = published_models(), published_titles()
    for one in by_year(models):
        of_year = models.filter(year=one.year)
        for reading in Reading:
            rows = by_unit(of_year, reading)
            counted = (sum(row.registered for row in rows), sum(row.recognised for row in rows))
            assert counted == (one.registered, one.recognised) and len({row.code for row in rows}) == len(rows)
    for reading in Reading:
        check_titles(title_rows(titles, reading), title_counts(titles))
    standing = {unit.pk for unit in Unit.objects.as_of(today)}
    assert set(Dossier.objects.values_list("counts_in", flat=True)) <= standing
    check_rates(today)


def check_titles(rows, counts) -> None:
    """The rows of a reading add up to the figures of the year, and nobody passes who was not assessed."""
    by_years = Counter[tuple[int, str]]()
    for row in rows:
        by_years.update({(row.year, "registered"): 1, (row.year, "assessed"): row.is_assessed,
                         (row.year, "passed"): bool(row.is_pass)})  # fmt: skip
    assert len({row.dossier_id for row in rows}) == len(rows)
    for one in counts:
        told = {part: getattr(one, part) for part in ("registered", "assessed", "passed")}
        assert told == {part: by_years[one.year, part] for part in told}
        assert one.passed <= one.assessed <= one.registered


def check_rates(today: date) -> None:
    """Of the units expected, never more than all registered: in the whole province, and in each unit of today."""
    top, periods, heirs = Unit.objects.get(code="P"), Periods(), Heirs(today)
    found = turnouts(published_titles())
    then = coverage(found, expected_then(periods, top))
    assert then == coverage(found, expected_now(periods, top, heirs))
    assert all(one.units <= one.count.registered for one in found)
    assert all(0 <= one.registered <= one.expected for one in then)


def check_soundness(today: date) -> None:
    """Nobody overlaps, nobody is missing a day, nobody hangs in the air, and every path is that of the superiors."""
    units = Unit.objects.in_bulk()
    spans = {pk: list(UnitSpan.objects.filter(unit=pk).order_by("valid_from")) for pk in units}
    for pk, periods in spans.items():
        for one, other in pairwise(periods):
            assert one.valid_to and one.valid_to + timedelta(days=1) == other.valid_from
        unit, begun = units[pk], [one for one in periods if one.valid_from <= today] or periods[:1]
        assert (unit.name, unit.kind, unit.parent_id) == (begun[-1].name, begun[-1].kind, begun[-1].parent_id)
        assert (unit.began_on, unit.ended_on) == (periods[0].valid_from, periods[-1].valid_to)
        above = units[unit.parent_id].path if unit.parent_id else ""
        assert unit.path == f"{above}{unit.code}/"
    for day in sorted({one.valid_from for periods in spans.values() for one in periods}):
        tree = Tree(day)
        standing = [tree.standing(unit) for unit in units.values() if unit.pk in tree]
        assert {(one.superiors or (one,))[-1].code for one in standing} == {"P"}
