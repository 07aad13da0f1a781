"""Read a workbook into a campaign as an officer would: preview first, store only when told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from danvan.accounts.models import User
from danvan.dossiers.models import Campaign
from danvan.exchange.preview import OUTCOMES, QUESTIONS, Applied, Preview, RowPreview
from danvan.exchange.registrations import BadSheet, CannotApply, read
from danvan.exchange.staging import keep
from danvan.exchange.storing import carry_out
from danvan.kit.refused import BadUpload


class Command(BaseCommand):
    """Print what the workbook would change; with --apply store it; with --report write every row as JSON."""

    help = "Xem trước hoặc ghi một tệp đăng ký vào một đợt, với quyền của một người dùng."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="tệp .xlsx")
        parser.add_argument("--campaign", required=True, help="mã đợt thi đua")
        parser.add_argument("--as", dest="username", required=True, help="tên đăng nhập của người nhập")
        parser.add_argument("--apply", action="store_true", help="ghi các dòng mới và các dòng đã đổi")
        parser.add_argument("--accept-converted", action="store_true", help="đồng ý với chữ TCVN3, VNI đã chuyển mã")
        parser.add_argument("--accept-alike", action="store_true", help="ghi cả mô hình gần giống mô hình đã đăng ký")
        parser.add_argument("--report", type=Path, help="ghi kết quả từng dòng vào tệp JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, perhaps store, report."""
        campaign = Campaign.objects.filter(code=options["campaign"]).select_related("organiser", "theme_scheme").first()
        by = User.objects.filter(username=options["username"], is_active=True).first()
        if campaign is None or by is None:
            raise CommandError(f"Không có đợt «{options['campaign']}» hoặc người dùng «{options['username']}».")
        agreed = [question for question in QUESTIONS if options[f"accept_{question}"]]
        try:
            data = options["file"].read_bytes()
            preview = read(data, campaign=campaign, by=by, agreed=agreed)
            applied = _stored(data, options["file"].name, preview, by) if options["apply"] else None
        except (OSError, BadSheet, BadUpload, CannotApply) as refusal:
            raise CommandError(str(refusal)) from refusal
        self._say(preview, applied)
        if options["report"]:
            text = json.dumps(report(options["file"].name, preview, applied), ensure_ascii=False, indent=1)
            options["report"].write_text(text, encoding="utf-8")

    def _say(self, preview: Preview, applied: Applied | None) -> None:
        for note in preview.sheets:
            self.stdout.write(f"Trang «{note.name}»: {note.note}")
        for row in preview.rows:
            if row.outcome in ("wrong", "ask"):
                word = "Sai" if row.outcome == "wrong" else "Cần xem"
                self.stdout.write(f"{word}, trang «{row.sheet}», dòng {row.row}: {row.sentence}")
        counts = f"Mới {preview.new}, sửa {preview.changed}, không đổi {preview.same}, sai {preview.wrong}"
        asks = f", cần xem {preview.ask}" if preview.ask else ""
        self.stdout.write(f"{counts}{asks}. {_told(applied)}")


def _told(applied: Applied | None) -> str:
    if applied is None:
        return "Chưa ghi gì."
    scores = f", {applied.scores} dòng tự chấm" if applied.scores else ""
    return f"Đã ghi {applied.new} hồ sơ mới, sửa {applied.changed}{scores}."


@transaction.atomic
def _stored(data: bytes, name: str, preview: Preview, by: User) -> Applied:
    """Stored like a file that was sent on the screen, so that it can be undone there; nothing leaves no trace."""
    if not preview.to_store:
        return Applied(0, 0)
    now = timezone.now()
    staged = keep(data, name=name, campaign=preview.campaign, by=by, at=now)
    return carry_out(staged, preview, by=by, at=now)


def report(name: str, preview: Preview, applied: Applied | None) -> dict[str, Any]:
    """Everything the preview says, for other programs."""
    done = {"new": applied.new, "changed": applied.changed, "scores": applied.scores} if applied else None
    return {
        "file": name,
        "campaign": preview.campaign.code,
        "totals": {outcome: getattr(preview, outcome) for outcome in OUTCOMES} | {"rows": len(preview.rows)},
        "applied": done,
        "sheets": [{"name": note.name, "read": note.is_read, "note": note.note} for note in preview.sheets],
        "rows": [_row(row) for row in preview.rows],
    }


def _row(row: RowPreview) -> dict[str, Any]:
    sentences = list(dict.fromkeys(cell.problem for cell in row.problems)) or [row.sentence]
    return {
        "sheet": row.sheet, "row": row.row, "outcome": row.outcome, "title": row.title, "sentences": sentences,
        "cells": [vars(cell) for cell in row.cells],
    }  # fmt: skip
