"""How the reference tables' admin looks: the portal's deep red, and Vietnamese titles."""

from django.urls import reverse

RED = {
    "50": "#fdf5f4",
    "100": "#f8e7e2",
    "200": "#efc9c2",
    "300": "#e09d94",
    "400": "#cd675f",
    "500": "#b53c39",
    "600": "#9a1b1e",
    "700": "#7a1013",
    "800": "#650e11",
    "900": "#520d10",
    "950": "#2d0506",
}

UNFOLD: dict[str, object] = {
    "SITE_TITLE": "Dân vận khéo",
    "SITE_HEADER": "Dân vận khéo",
    "SITE_SUBHEADER": "Danh mục và phân công",
    "SITE_URL": "/",
    "SHOW_HISTORY": True,
    "BORDER_RADIUS": "3px",
    "COLORS": {"primary": RED},
    "SIDEBAR": {"show_search": True, "show_all_applications": False, "navigation": "danvan.theme.sidebar"},
}


# Side menu: group title, then entries as (label, icon, model in the admin's address).
_MENU: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    ("Tổ chức", (
        ("Đơn vị", "account_tree", "units_unit"),
        ("Sắp xếp đơn vị", "merge", "units_unitchange"),
        ("Đơn vị hành chính", "map", "units_division"),
        ("Người dùng và phân công", "person", "accounts_user"),
    )),
    ("Quy định", (
        ("Bộ tiêu chí", "list", "criteria_criteriaset"),
        ("Phiên bản bộ tiêu chí", "checklist", "criteria_criteriaversion"),
        ("Tiêu chí", "check", "criteria_criterion"),
        ("Bộ lĩnh vực", "category", "criteria_themescheme"),
        ("Lĩnh vực", "label", "criteria_theme"),
        ("Đợt thi đua", "event", "dossiers_campaign"),
        ("Giai đoạn", "date_range", "dossiers_stage"),
        ("Thể thức văn bản", "straighten", "papers_layoutprofile"),
        ("Loại văn bản", "description", "library_documentkind"),
    )),
    ("Chỉ xem", (
        ("Hồ sơ", "folder", "dossiers_dossier"),
        ("Phiếu chấm", "fact_check", "dossiers_scorecard"),
        ("Quyết định", "gavel", "decisions_decision"),
        ("Giấy công nhận", "workspace_premium", "decisions_certificate"),
        ("Nhật ký", "history", "ledger_event"),
    )),
)  # fmt: skip


def sidebar(_request: object) -> list[dict[str, object]]:
    """The groups of the side menu."""
    return [
        {
            "title": title,
            "separator": True,
            "items": [
                {"title": label, "icon": icon, "link": reverse(f"admin:{model}_changelist")}
                for label, icon, model in entries
            ],
        }
        for title, entries in _MENU
    ]
