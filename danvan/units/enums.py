"""The kinds of organisation, the tier each stands on, and the kinds of rearrangement."""

from __future__ import annotations

from django.db import models


class UnitKind(models.TextChoices):
    """What an organisation is (domain.md §1.1)."""

    PROVINCE = "PROVINCE", "Tỉnh ủy"
    DISTRICT = "DISTRICT", "Huyện ủy, thị ủy, thành ủy"
    BLOC = "BLOC", "Đảng ủy các cơ quan, khối"
    BOARD = "BOARD", "Ban đảng"
    COMMUNE = "COMMUNE", "Đảng bộ xã"
    WARD = "WARD", "Đảng bộ phường"
    TOWNSHIP = "TOWNSHIP", "Đảng bộ thị trấn"
    AGENCY = "AGENCY", "Cơ quan, đơn vị"
    AGENCY_PARTY = "AGENCY_PARTY", "Tổ chức đảng cơ quan"


# A kind that sits above others and reviews what they send.
REVIEWING = frozenset({UnitKind.PROVINCE, UnitKind.DISTRICT, UnitKind.BLOC})
# Kinds that are scored on the list for a commune Party committee, and on the list for an agency.
COMMUNE_KINDS = frozenset({UnitKind.COMMUNE, UnitKind.WARD, UnitKind.TOWNSHIP})
AGENCY_KINDS = frozenset({UnitKind.AGENCY, UnitKind.AGENCY_PARTY})


class DivisionLevel(models.TextChoices):
    """The level of an administrative division."""

    PROVINCE = "PROVINCE", "tỉnh"
    DISTRICT = "DISTRICT", "huyện"
    COMMUNE = "COMMUNE", "xã"


class ChangeKind(models.TextChoices):
    """How organisations are rearranged (sắp xếp; domain.md §4)."""

    MERGE = "MERGE", "nhập"
    SPLIT = "SPLIT", "chia"
    RENAME = "RENAME", "đổi tên"
    MOVE = "MOVE", "chuyển cấp trên"
    END = "END", "kết thúc"


class Confidence(models.TextChoices):
    """How sure the source of a row is: read in a source, secondary, or inferred."""

    FACT = "F", "đọc trong nguồn"
    SECONDARY = "S", "nguồn thứ cấp"
    INFERRED = "I", "suy luận"
