"""The first wording of each message, and the days on which reminders go out."""

from typing import Any

from django.db import migrations

WORDINGS = {
    "OPENING": (
        "{co_quan} mở {ten_dot}",
        "Kính gửi {ho_ten}, {ten_don_vi}.\n\n{co_quan} đã mở {ten_dot}. Đăng ký: {han_dang_ky}.\n\n{huong_dan}\n\n"
        "Tệp hướng dẫn: {tep}.\n\nĐăng ký trên cổng: {dia_chi}",
    ),
    "REMINDER": (
        "Nhắc việc: {so_viec} còn phải làm",
        "Kính gửi {ho_ten}, {ten_don_vi}.\n\n{viec}\n\nMở bàn làm việc: {dia_chi}",
    ),
    "NUDGE": (
        "{nguoi_nhac} nhắc đăng ký {ten_dot}",
        "Kính gửi {ho_ten}, {ten_don_vi}.\n\nĐơn vị chưa đăng ký xong {ten_dot}. Còn thiếu: {con_thieu}. "
        "Đăng ký: {han_dang_ky}.\n\nĐăng ký trên cổng: {dia_chi}",
    ),
    "INVITE": (
        "Mời dùng cổng Sổ vàng Dân vận khéo",
        "Kính gửi {ho_ten}.\n\n{co_quan} lập tài khoản cho bạn tại {ten_don_vi}, vai trò {vai_tro}.\n"
        "Tên đăng nhập: {ten_dang_nhap}\nĐặt mật khẩu tại: {dia_chi}\n\n"
        "Đường dẫn dùng một lần, có hiệu lực đến {han}. Không chuyển thư này cho người khác.",
    ),
    "RESET": (
        "Đặt lại mật khẩu cổng Sổ vàng Dân vận khéo",
        "Kính gửi {ho_ten}.\n\n{co_quan} đã cho đặt lại mật khẩu của tài khoản {ten_dang_nhap}. "
        "Mật khẩu cũ không dùng được nữa.\nĐặt mật khẩu mới tại: {dia_chi}\n\n"
        "Đường dẫn dùng một lần, có hiệu lực đến {han}. Không chuyển thư này cho người khác.",
    ),
}


def write(apps: Any, schema_editor: Any) -> None:
    for key, (subject, body) in WORDINGS.items():
        apps.get_model("notices", "Template").objects.get_or_create(key=key, defaults={"subject": subject, "body": body})
    for stage in ("REGISTER", "REPORT", "REVIEW", "CONFIRM", "OWN"):
        apps.get_model("notices", "ReminderRule").objects.get_or_create(
            stage=stage, defaults={"days_before": [14, 7, 3, 1]}
        )


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
