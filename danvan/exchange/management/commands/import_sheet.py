"""Read a registration workbook into a campaign as an officer would: preview first, store only when told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from danvan.accounts.models import User
from danvan.dossiers.models import Campaign
from danvan.exchange.registrations import Applied, BadSheet, CannotApply, Preview, apply, read


class Command(BaseCommand):
    """Print what the workbook would change; with --apply store it; with --report write every row as JSON."""

    help = "Xem trước hoặc ghi một tệp đăng ký vào một đợt, với quyền của một người dùng."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="tệp .xlsx")
        parser.add_argument("--campaign", required=True, help="mã đợt thi đua")
        parser.add_argument("--as", dest="username", required=True, help="tên đăng nhập của người nhập")
        parser.add_argument("--apply", action="store_true", help="ghi các dòng mới và các dòng đã đổi")
        parser.add_argument("--report", type=Path, help="ghi kết quả từng dòng vào tệp JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, perhaps store, report."""
        campaign = Campaign.objects.filter(code=options["campaign"]).select_related("organiser", "theme_scheme").first()
        by = User.objects.filter(username=options["username"], is_active=True).first()
        if campaign is None or by is None:
            raise CommandError(f"Không có đợt «{options['campaign']}» hoặc người dùng «{options['username']}».")
        try:
            preview = read(options["file"], campaign=campaign, by=by)
            applied = apply(preview, by=by, at=timezone.now()) if options["apply"] else None
        except (OSError, BadSheet, CannotApply) as refusal:
            raise CommandError(str(refusal)) from refusal
        self._say(preview, applied)
        if options["report"]:
            text = json.dumps(report(options["file"].name, preview, applied), ensure_ascii=False, indent=1)
            options["report"].write_text(text, encoding="utf-8")

    def _say(self, preview: Preview, applied: Applied | None) -> None:
        for note in preview.sheets:
            self.stdout.write(f"Trang «{note.name}»: {note.note}")
        for row in preview.rows:
            if row.outcome == "wrong":
                self.stdout.write(f"Sai, trang «{row.sheet}», dòng {row.row}: {row.sentence}")
        counts = f"Mới {preview.new}, sửa {preview.changed}, không đổi {preview.same}, sai {preview.wrong}."
        done = f" Đã ghi {applied.new} hồ sơ mới, sửa {applied.changed}." if applied else " Chưa ghi gì."
        self.stdout.write(counts + done)


def report(name: str, preview: Preview, applied: Applied | None) -> dict[str, Any]:
    """Everything the preview says, for other programs."""
    return {
        "file": name,
        "campaign": preview.campaign.code,
        "counts": {name: getattr(preview, name) for name in ("new", "changed", "same", "wrong")},
        "applied": {"new": applied.new, "changed": applied.changed} if applied else None,
        "sheets": [{"name": note.name, "read": note.is_read, "note": note.note} for note in preview.sheets],
        "rows": [
            {
                "sheet": row.sheet, "row": row.row, "outcome": row.outcome, "title": row.title,
                "sentence": row.sentence, "cells": [vars(cell) for cell in row.cells],
            }
            for row in preview.rows
        ],
    }  # fmt: skip
