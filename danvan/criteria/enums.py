"""What a criteria list is for, how it is scored, and what a line can be."""

from __future__ import annotations

from django.db import models


class Track(models.TextChoices):
    """What is registered and scored (domain.md §0.2): a model, a commune committee, an agency."""

    MODEL = "MODEL", "Mô hình “Dân vận khéo”"
    COMMUNE = "COMMUNE", "Đảng bộ xã, phường, thị trấn “Dân vận khéo”"
    AGENCY = "AGENCY", "Cơ quan, đơn vị “Dân vận khéo”"


class ScoringMode(models.TextChoices):
    """How a list is judged: by the number of lines met, or by points."""

    COUNT = "COUNT", "đếm tiêu chí đạt"
    POINTS = "POINTS", "chấm điểm"


class Result(models.TextChoices):
    """What one criterion was found to be (domain.md §2.3)."""

    MET = "MET", "Đạt"
    NOT_MET = "NOT_MET", "Không đạt"
    NOT_APPLICABLE = "NOT_APPLICABLE", "Không áp dụng"


class Computed(models.TextChoices):
    """A criterion that the portal works out from its own data (domain.md §2.3.5)."""

    REPORTS_ON_TIME = "REPORTS_ON_TIME", "đăng ký và phiếu tự chấm gửi đúng hạn"
    RECOGNISED_MODEL = "RECOGNISED_MODEL", "có ít nhất một mô hình được công nhận"


# One character per criterion, in official order: the strip of LOOK.md §3.
MARKS = {"": ".", Result.MET: "Y", Result.NOT_MET: "N", Result.NOT_APPLICABLE: "A"}


class CommonTheme(models.TextChoices):
    """The common four to which every scheme maps, for charts across schemes (domain.md §1.5)."""

    ECONOMY = "ECONOMY", "Kinh tế"
    SOCIETY = "SOCIETY", "Văn hóa - xã hội"
    DEFENCE = "DEFENCE", "Quốc phòng - an ninh"
    POLITICS = "POLITICS", "Xây dựng hệ thống chính trị"
