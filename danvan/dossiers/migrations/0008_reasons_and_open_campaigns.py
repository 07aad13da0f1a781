"""The reasons for returning a dossier, and campaigns of before count as opened on their cut-off day."""

from datetime import datetime, time
from typing import Any

from django.db import migrations
from django.utils import timezone

REASONS = (
    ("THIEU_NOI_DUNG", "Thiếu nội dung bắt buộc"),
    ("CHUA_RO", "Nội dung chưa rõ, chưa cụ thể"),
    ("CHUA_DO_DUOC", "Mục tiêu, kết quả chưa đo đếm được"),
    ("SAI_LINH_VUC", "Sai lĩnh vực hoặc sai loại"),
    ("TRUNG", "Trùng với mô hình khác"),
    ("THIEU_MINH_CHUNG", "Thiếu minh chứng"),
    ("MINH_CHUNG_KHONG_KHOP", "Minh chứng không khớp tiêu chí"),
    ("CHAM_CHUA_DUNG", "Tự chấm chưa đúng hướng dẫn"),
    ("KHAC", "Lý do khác"),
)


def write(apps: Any, schema_editor: Any) -> None:
    reason = apps.get_model("dossiers", "ReturnReason")
    for order, (code, label) in enumerate(REASONS, 1):
        reason.objects.update_or_create(code=code, defaults={"label": label, "order": order})
    campaign = apps.get_model("dossiers", "Campaign")
    for row in campaign.objects.filter(opened_at__isnull=True):
        row.opened_at = timezone.make_aware(datetime.combine(row.cutoff_on, time.min))
        row.save(update_fields=["opened_at"])


def take_back(apps: Any, schema_editor: Any) -> None:
    apps.get_model("dossiers", "ReturnReason").objects.filter(asks__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0007_a_year_at_the_board")]
    operations = [migrations.RunPython(write, take_back)]
