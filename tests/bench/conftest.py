"""A province in bulk: districts, communes, and as many recognised models as a measurement asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO

import pytest
import xlsxwriter
from django.utils import timezone

from danvan.accounts.models import Role, User
from danvan.criteria.models import Theme
from danvan.decisions.models import Decision, DecisionItem
from danvan.dossiers.content import settle
from danvan.dossiers.models import Campaign, Dossier
from danvan.units.enums import UnitKind
from danvan.units.models import Unit
from danvan.units.queries import Tree, chain
from tests import make

DISTRICTS, COMMUNES, FIRST, LAST = 10, 20, 2016, 2025
HEAD = ["STT", "Tên mô hình", "Tập thể, cá nhân đăng ký", "Đơn vị", "Lĩnh vực", "Mới hay duy trì", "Nội dung, cách làm"]
SUBJECTS = ("Hiến đất làm đường nông thôn mới", "Tổ hòa giải giữ bình yên xóm làng", "Thu gom rác thải tại nguồn",
            "Một cửa thân thiện vì Nhân dân phục vụ", "Đường hoa phụ nữ tự quản", "Dòng họ khuyến học")  # fmt: skip
METHOD = (
    "Chi bộ ra nghị quyết, đảng viên làm trước, vận động từng hộ; họp thôn bàn công khai; giám sát và quyết toán. " * 4
)


@dataclass
class Province:
    """The province and what was put into it so far."""

    top: Unit
    communes: list[Unit]
    campaign: Campaign
    themes: list[Theme]
    dung: User
    binh: User
    count: int = 0
    ids: list[int] = field(default_factory=list)

    def fill(self, count: int) -> None:
        """Add recognised models until there are so many."""
        decision = self._decision()
        tree = Tree(timezone.localdate())
        standings = [tree.standing(unit) for unit in self.communes]
        rows = [self._dossier(number, standings[number % len(standings)]) for number in range(self.count, count)]
        made = Dossier.objects.bulk_create(rows, batch_size=500)
        DecisionItem.objects.bulk_create(
            [DecisionItem(decision=decision, dossier=one, order=order, title=one.title, holder_kind=one.holder_kind)
             for order, one in enumerate(made, 1)],
            batch_size=500,
        )  # fmt: skip
        self.ids += [one.pk for one in made]
        self.count = count

    def _decision(self) -> Decision:
        return make.decision(self.top, state="ISSUED", number=f"{self.count}-QĐ/TU", number_key=f"{self.count}-qd-tu")

    def _dossier(self, number: int, standing) -> Dossier:
        above = chain(standing)[0]
        one = Dossier(
            campaign=self.campaign, unit_id=standing.unit_id, keeper_id=standing.unit_id,
            counts_in_id=standing.unit_id, superior_keeper_id=above.unit_id, unit_name=standing.name,
            unit_path=standing.path,
            superior_id=above.unit_id, superior_name=above.name, track="MODEL",
            year=FIRST + number % (LAST - FIRST + 1), theme=self.themes[number % len(self.themes)],
            title=f"{SUBJECTS[number % 6]} số {number}", method=METHOD,
            holder_kind="COLLECTIVE" if number % 3 else "INDIVIDUAL", holder_name=f"Chi bộ thôn {number}",
            place="Thôn Đồng Điều", recognised_on=date(2025, 12, 1) - timedelta(days=number % 3000),
            recognised_by="Quyết định số 1-QĐ/TU", created_by=self.dung, created_at=make.NOON, state="APPROVED",
        )  # fmt: skip
        settle(one)
        return one


@pytest.fixture
def province(db) -> Province:
    top = make.unit("P", kind=UnitKind.PROVINCE, name="Tỉnh ủy Miền Trên")
    districts = [
        make.unit(f"D{number}", kind=UnitKind.DISTRICT, parent=top, name=f"Huyện ủy Miền {number}")
        for number in range(DISTRICTS)
    ]
    communes = [
        make.unit(f"C{number}", parent=districts[number % DISTRICTS], name=f"Đảng bộ xã Yên Thịnh {number}")
        for number in range(DISTRICTS * COMMUNES)
    ]
    scheme = make.scheme(("Kinh tế", "Văn hóa - xã hội", "Quốc phòng - an ninh", "Xây dựng hệ thống chính trị"))
    campaign = make.campaign(top, first_year=FIRST, last_year=LAST, published_at=make.LONG_AGO, theme_scheme=scheme,
                             cutoff_on=timezone.localdate())  # fmt: skip
    return Province(
        top, communes, campaign, list(scheme.themes.order_by("order")),
        dung=make.user(Role.PROVINCE_BOARD, top, "dung"), binh=make.user(Role.DISTRICT_BOARD, top, "binh"),
    )  # fmt: skip


@pytest.fixture
def workbook(province) -> Callable[[int], bytes]:
    """A registration sheet of so many rows."""

    def written(count: int) -> bytes:
        target = BytesIO()
        book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
        sheet = book.add_worksheet("Đăng ký")
        sheet.write_row(0, 0, HEAD)
        for number in range(count):
            unit, theme = province.communes[number % len(province.communes)], province.themes[number % 4]
            cells = [number + 1, f"Tuyến đường hoa số {number}", f"Chi hội Phụ nữ {number}", unit.name, theme.name,
                     "Đăng ký mới", METHOD]  # fmt: skip
            sheet.write_row(number + 1, 0, cells)
        book.close()
        return target.getvalue()

    return written
