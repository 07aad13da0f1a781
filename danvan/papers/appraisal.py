"""The minutes of an appraisal (biên bản thẩm định): who judged a dossier, where voices differ, what was concluded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils import timezone

from danvan.criteria.enums import Result
from danvan.criteria.models import Criterion
from danvan.dossiers.cards import Score, Scorecard
from danvan.dossiers.enums import CardState
from danvan.dossiers.models import Dossier
from danvan.dossiers.results import measure
from danvan.dossiers.scores import criteria_of, differing, scores_of
from danvan.dossiers.voices import label, last_voice, voices
from danvan.kit import dates, numbers
from danvan.kit.vi import slug
from danvan.papers.issuers import issuer
from danvan.papers.official import Plain, official
from danvan.papers.paper import Paper
from danvan.papers.parts import Body, Column, Grid, Pair, Part, grid, numbered, parted

_WORDS = {Result.MET: "Đạt", Result.NOT_MET: "Không đạt", Result.NOT_APPLICABLE: "Không áp dụng", "": ""}
Voiced = Sequence[tuple[str, Scorecard, Mapping[int, Score]]]


def appraisal_paper(dossier: Dossier) -> Paper | None:
    """The minutes of a scored dossier, or nothing until the organiser has signed its card."""
    signed = dossier.cards.filter(state=CardState.SIGNED).select_related("version__criteria_set", "signed_by")
    cards = {card.voice: card for card in signed}
    last = cards.get(last_voice(dossier))
    if last is None or last.signed_at is None:
        return None
    day = timezone.localdate(last.signed_at)
    head = issuer(dossier.campaign.keeper, dossier.campaign, day)
    page = official(Plain(
        layout=head.layout, body=head.body, superior_body=head.superior, place=head.place, signed_on=day, year=day.year,
        type_name="BIÊN BẢN", summary=f"thẩm định hồ sơ “Dân vận khéo” năm {dossier.year} của {dossier.unit_name}",
        note="Dữ liệu minh họa." if dossier.is_illustrative else "",
    ))  # fmt: skip
    said = [(voice, cards[voice], scores_of(cards[voice])) for voice in voices(dossier) if voice in cards]
    parts = [_about(dossier, last), _results(dossier, said), _apart(dossier, said), _conclusion(dossier, last)]
    pair = Pair("NGƯỜI GHI BIÊN BẢN", "", "NGƯỜI THẨM ĐỊNH", str(last.signed_by))
    name = f"bien-ban-tham-dinh-{dossier.pk}-{slug(dossier.unit_name, 40)}.pdf"
    title = f"Biên bản thẩm định, {dossier.unit_name}"
    return parted(page, Body(numbered(parts), pair=pair), title=title, filename=name)


def _about(dossier: Dossier, last: Scorecard) -> Part:
    what = f"Mô hình “{dossier.title}”" if dossier.is_model else dossier.get_track_display()
    assert last.signed_at is not None
    return Part("Hồ sơ thẩm định", (
        f"Nội dung: {what}.", f"Đơn vị: {', '.join(filter(None, [dossier.unit_name, dossier.superior_name]))}.",
        f"Bộ tiêu chí: {last.version.criteria_set.name}, phiên bản {last.version.label}.",
        f"Người thẩm định: {last.signed_by}, ký trên cổng lúc {dates.at_hour(last.signed_at)}.",
    ))  # fmt: skip


def _results(dossier: Dossier, said: Voiced) -> Part:
    """What each voice came to."""
    rows = []
    for voice, card, _ in said:
        by = measure(card.version, criteria_of(card.version))
        day = dates.short(timezone.localdate(card.signed_at)) if card.signed_at else ""
        rows.append([label(dossier, voice), by.words(card.marks, card.points, card.grade), day])
    return Part(
        "Kết quả chấm", (), grid([Column("Cấp chấm", "name"), Column("Kết quả"), Column("Ký ngày", "note")], rows)
    )


def _apart(dossier: Dossier, said: Voiced) -> Part:
    """The criteria on which any two voices differ, each with what was said and why."""
    criteria = criteria_of(said[0][1].version)
    pairs = zip(said, said[1:], strict=False)
    found = {one.pk: one for (_, _, mine), (_, _, theirs) in pairs for one in differing(criteria, mine, theirs)}
    if not found:
        return Part("Tiêu chí các cấp chấm khác nhau", ("Không có.",))
    return Part("Tiêu chí các cấp chấm khác nhau", (), _table(dossier, sorted(found.values(), key=_order), said))


def _order(criterion: Criterion) -> int:
    return criterion.order


def _table(dossier: Dossier, criteria: Sequence[Criterion], said: Voiced) -> Grid:
    columns = [Column("STT", "number"), Column("Tiêu chí")]
    columns += [Column(label(dossier, voice), "count") for voice, _, _ in said]
    rows = []
    for one in criteria:
        found = [scores.get(one.pk) for _, _, scores in said]
        why = next((score.note for score in reversed(found) if score and score.note), "")
        rows.append([str(one.order), one.title, *(_word(score) for score in found), why])
    return grid([*columns, Column("Lý do", "name")], rows)


def _word(score: Score | None) -> str:
    if score is None:
        return ""
    return numbers.short(score.points) if score.points is not None else _WORDS.get(score.result, "")


def _conclusion(dossier: Dossier, last: Scorecard) -> Part:
    bar = "đạt ngưỡng" if last.is_pass else "chưa đạt ngưỡng"
    lines = [f"Kết quả thẩm định {bar} của bộ tiêu chí. Hồ sơ đang ở bước: {dossier.state_label.lower()}."]
    if dossier.assessed_as:
        lines.append(f"Bình xét: {dossier.assessed_as}.")
    return Part("Kết luận", tuple(lines))
