"""Two common checklists to begin with: the ordinary visit, and democracy at the grassroots; both are illustrations."""

from typing import Any

from django.db import migrations

REGULAR = "Kiểm tra thường xuyên phong trào “Dân vận khéo”"
DEMOCRACY = "Kiểm tra chuyên đề thực hiện Quy chế dân chủ ở cơ sở"
LISTS = {
    (REGULAR, "REGULAR"): (
        "Văn bản triển khai, kế hoạch và đăng ký của năm",
        "Phân công người đứng đầu, từng ngành, từng cá nhân phụ trách",
        "Quán triệt, tuyên truyền đến cán bộ, đảng viên và nhân dân",
        "Mô hình đã đăng ký đang thực hiện đúng nội dung, đúng tiến độ",
        "Người dân biết, tham gia bàn và hưởng lợi từ mô hình",
        "Huy động đóng góp tự nguyện, công khai thu, chi",
        "Tự kiểm tra, giám sát và khắc phục sau kiểm tra",
        "Báo cáo định kỳ đúng hạn, số liệu khớp sổ theo dõi",
        "Khó khăn, đề xuất của đơn vị",
    ),
    (DEMOCRACY, "THEMATIC"): (
        "Kiện toàn ban chỉ đạo, ban hành và bổ sung quy chế dân chủ",
        "Công khai những nội dung nhân dân được biết: nơi niêm yết, thời gian, hình thức",
        "Những việc nhân dân bàn và quyết định: biên bản họp, tỷ lệ hộ tham dự",
        "Những việc nhân dân tham gia ý kiến trước khi quyết định",
        "Tiếp công dân, đối thoại của người đứng đầu cấp ủy, chính quyền",
        "Giải quyết đơn thư, kiến nghị đúng hạn",
        "Hoạt động của Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng",
        "Hội nghị cán bộ, công chức hằng năm và việc thực hiện nghị quyết hội nghị",
        "Giải quyết thủ tục hành chính, thái độ phục vụ nhân dân",
    ),
}


def write(apps: Any, schema_editor: Any) -> None:
    checklist = apps.get_model("visits", "Checklist")
    item = apps.get_model("visits", "ChecklistItem")
    for (name, kind), texts in LISTS.items():
        made = checklist.objects.create(name=name, kind=kind, is_illustrative=True)
        item.objects.bulk_create(
            item(checklist=made, order=order, text=text) for order, text in enumerate(texts, 1)
        )


def take_back(apps: Any, schema_editor: Any) -> None:
    mine = apps.get_model("visits", "Checklist").objects.filter(unit__isnull=True, visits__isnull=True)
    mine = mine.filter(name__in=[name for name, _ in LISTS])
    apps.get_model("visits", "ChecklistItem").objects.filter(checklist__in=mine).delete()
    mine.delete()


class Migration(migrations.Migration):
    dependencies = [("visits", "0001_visits")]
    operations = [migrations.RunPython(write, take_back)]
