"""A submission (tờ trình) with the list it asks for, as a Word draft."""

from __future__ import annotations

from danvan.decisions.models import Submission
from danvan.papers.docx_parts import parted_docx
from danvan.papers.submission import basename, submission_body, submission_sheet


def submission_docx(submission: Submission) -> tuple[str, bytes]:
    """The name of the file and its bytes."""
    items = list(submission.items.select_related("dossier", "form").order_by("order"))
    page, body = submission_sheet(submission, items), submission_body(submission, items)
    made = parted_docx(page, body, title=str(submission), at=submission.created_at)
    return f"{basename(submission)}.docx", made
