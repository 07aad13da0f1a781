"""A list of models with everything a facet can ask for: kinds, years, copies, what was taken back, what is hidden."""

from __future__ import annotations

from datetime import date

from danvan.decisions.models import DecisionItem
from danvan.dossiers.enums import Holder, State
from danvan.dossiers.models import Campaign, Dossier
from danvan.units.models import Unit
from tests import make


def copy_of(origin: Dossier, at: Unit, campaign: Campaign, **more) -> Dossier:
    """A recognised model that says whose copy it is."""
    made = make.recognised(at, campaign, **more)
    type(made.practice).objects.filter(pk=made.practice_id).update(copied_from=origin.practice)
    return made


def revoke(model: Dossier, by: Unit, *, commends: bool = False) -> None:
    """Take the recognition, or the commendation, of a model back, as a published decision does."""
    kind, fields = ("COMMEND", "commended") if commends else ("RECOGNISE", "recognised")
    first = make.decision(by, model, state="ISSUED", kind=kind)
    later = make.decision(
        by, state="ISSUED", kind="REVOKE", number=f"9{model.pk}-QĐ/HU", number_key=f"9{model.pk}-qd-hu"
    )
    DecisionItem.objects.filter(decision=first).update(ended_by=later)
    Dossier.objects.filter(pk=model.pk).update(**{f"{fields}_on": None, f"{fields}_by": ""})


def world() -> None:
    """Fourteen models in three communes and at the boards themselves; two of them nobody may know of."""
    province = make.unit("P", kind="PROVINCE", name="Tỉnh ủy Miền Trên")
    east = make.unit("E", kind="DISTRICT", parent=province, name="Huyện ủy Miền Đông")
    west = make.unit("W", kind="DISTRICT", parent=province, name="Huyện ủy Miền Tây")
    first, second, third = make.unit("E1", parent=east), make.unit("E2", parent=east), make.unit("W1", parent=west)
    stage = make.campaign(province, first_year=2018, last_year=2020, published_at=make.LONG_AGO)
    one, two = stage.theme_scheme.themes.order_by("order")
    road = make.recognised(first, stage, year=2018, theme=one, title="Hiến đất mở đường", on=date(2020, 8, 31))
    make.decision(east, road, state="ISSUED", number="86-QĐ/HU", number_key="86-qd-hu")
    copy_of(road, second, stage, year=2019, theme=one, title="Hiến đất làm đường")
    chained = copy_of(road, third, stage, year=2020, theme=two, title="Mở đường, trồng hoa")
    copy_of(chained, first, stage, year=2020, theme=None, title="Đường hoa phụ nữ", holder_kind=Holder.INDIVIDUAL)
    person = {"holder_kind": Holder.INDIVIDUAL, "holder_name": "Triệu Thị Mùi"}
    make.recognised(second, stage, year=2018, theme=None, title="Tổ hòa giải", **person)
    make.recognised(east, stage, year=2019, theme=two, title="Một cửa của huyện", commended_on=date(2021, 1, 1))
    make.recognised(province, stage, year=2019, theme=two, title="Một cửa của tỉnh")
    make.dossier(first, stage, state=State.DECLINED, year=2020, theme=one, title="Đường không rác")
    make.dossier(third, stage, state=State.DECLINED, year=2018, theme=two, title="Trồng chè", **person)
    revoke(make.recognised(first, stage, year=2019, theme=one, title="Đường bị thu hồi", **person), east)
    praised = make.recognised(third, stage, year=2020, theme=one, title="Chè sạch", commended_on=date(2021, 1, 1))
    revoke(praised, west, commends=True)
    living = make.campaign(province, theme_scheme=stage.theme_scheme)
    revoke(make.recognised(second, living, theme=one, title="Thu hồi trong năm nay"), east)
    make.dossier(second, living, state=State.APPROVED, theme=one, title="Chưa công bố đường")
    make.dossier(second, stage, state=State.DRAFT, year=2019, theme=one, title="Nháp đường")
