"""A submission (tờ trình) with the list it asks for, in the layout prescribed for its kind and day."""

from __future__ import annotations

from collections.abc import Sequence

from danvan.decisions.enums import DecisionKind, SubmissionState
from danvan.decisions.models import Submission, SubmissionItem
from danvan.decisions.submitted import text_of
from danvan.dossiers.enums import Holder
from danvan.papers.official import SUBMISSION, Official, Plain, official
from danvan.papers.paper import Paper
from danvan.papers.parts import NUMERALS, Body, Column, Grid, Part, grid, parted

_GROUPS = ((True, "TẬP THỂ"), (False, "CÁ NHÂN"))


def submission_sheet(submission: Submission, items: Sequence[SubmissionItem]) -> Official:
    """What the submission says, with the counts of its list (items with their dossiers) written in."""
    return official(Plain(
        layout=submission.layout, body=submission.body, type_name=SUBMISSION, summary=submission.summary,
        superior_body=submission.superior_body, number=submission.number, kind="TTr", place=submission.place,
        signed_on=submission.signed_on, year=submission.created_at.year, addressee=submission.addressee,
        bases=submission.bases, text="\n".join(text_of(submission, items)), capacity=submission.capacity,
        signer_title=submission.signer_title, signer_name=submission.signer_name, recipients=submission.recipients,
        is_draft=submission.state == SubmissionState.DRAFT,
        note="Dữ liệu minh họa." if submission.is_illustrative else "",
    ))  # fmt: skip


def submission_paper(submission: Submission, items: Sequence[SubmissionItem]) -> Paper:
    """The submission and its list (items with dossier and form, in order); "DỰ THẢO" until it is sent."""
    page, body = submission_sheet(submission, items), submission_body(submission, items)
    return parted(page, body, title=str(submission), filename=f"{basename(submission)}.pdf")


def submission_body(submission: Submission, items: Sequence[SubmissionItem]) -> Body:
    """What follows the words of a submission: its list, on pages of its own."""
    return Body(tuple(_parts(submission, items)), apart=bool(items))


def basename(submission: Submission) -> str:
    """The name to save a submission under, whatever the kind of file."""
    return f"to-trinh-{submission.number_key or f'du-thao-{submission.pk}'}"


def _parts(submission: Submission, items: Sequence[SubmissionItem]) -> list[Part]:
    """The list by collectives and individuals, each with its sub-total."""
    if not items:
        return []
    commends = submission.kind == DecisionKind.COMMEND
    what = "khen thưởng" if commends else "công nhận"
    parts = [Part(f"DANH SÁCH ĐỀ NGHỊ {what.upper()}")]
    found = [(name, [item for item in items if _is_collective(item) is wanted]) for wanted, name in _GROUPS]
    for numeral, (name, rows) in zip(NUMERALS, [one for one in found if one[1]], strict=False):
        parts.append(Part(f"{numeral}. {name}: {len(rows)}", (), _grid(rows, commends=commends)))
    return [*parts, Part("", (f"Tổng cộng: {len(items)}.",))]


def _is_collective(item: SubmissionItem) -> bool:
    return item.dossier.holder_kind != Holder.INDIVIDUAL


def _grid(rows: Sequence[SubmissionItem], *, commends: bool) -> Grid:
    last = "Hình thức, thành tích" if commends else "Kết quả bình xét"
    columns = [
        Column("STT", "number"), Column("Tên mô hình, danh hiệu"), Column("Tập thể, cá nhân", "name"),
        Column("Địa chỉ, đơn vị", "note"), Column(last, "note"),
    ]  # fmt: skip
    return grid(columns, [_row(number, item, commends=commends) for number, item in enumerate(rows, 1)])


def _row(number: int, item: SubmissionItem, *, commends: bool) -> list[str]:
    """One line: as frozen when it was sent, else as the dossier stands."""
    dossier = item.dossier
    award = ". ".join(filter(None, [item.form.name if item.form else "", item.reason]))
    title = item.title or dossier.title if dossier.is_model else f"Danh hiệu {dossier.get_track_display()}"
    return [
        str(number), title, item.holder_name or dossier.holder_name or dossier.unit_name,
        item.unit_name or dossier.unit_name, award if commends else item.assessed_as or dossier.assessed_as,
    ]  # fmt: skip
