"""The rows of a scorecard as the screens draw them: every word, sign and choice worked out, nothing left to count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from danvan.criteria.enums import MARKS, Result
from danvan.criteria.models import Criterion
from danvan.dossiers.blind import AnyScore, BlindCard, BlindScore
from danvan.dossiers.cards import Assignment
from danvan.dossiers.enums import Voice
from danvan.dossiers.scores import claims, is_judged, overrides
from danvan.office.folder import Folder
from danvan.office.forms_cards import shown_points
from danvan.office.lacking import lacking, least
from danvan.office.marking import stamp
from danvan.office.owners import told
from danvan.office.worked import Told, tell

TONES = {Voice.SELF: "ink", Voice.SUPERIOR: "cham", Voice.PROVINCE: "red"}
WORDS = {"": "Chưa chấm", Result.MET: "Đạt", Result.NOT_MET: "Không", Result.NOT_APPLICABLE: "Không áp dụng"}
SIGNS = {"": "u", Result.MET: "y", Result.NOT_MET: "n", Result.NOT_APPLICABLE: "a"}
CHOICES = ((Result.MET, "yes"), (Result.NOT_MET, "no"), (Result.NOT_APPLICABLE, "na"))


@dataclass(frozen=True)
class Option:
    """One choice of the segmented answer."""

    value: str
    label: str
    kind: str
    checked: bool


@dataclass(frozen=True)
class Column:
    """What one voice says on one criterion; ``own`` is the voice of this page."""

    voice: str
    who: str
    tone: str
    sign: str
    word: str
    own: bool
    apart: bool = False  # says something else than the voice before it


@dataclass(frozen=True)
class Remark:
    """What another voice wrote beside its score."""

    title: str
    text: str
    kind: str


@dataclass(frozen=True)
class File:
    """One piece of evidence as a chip."""

    pk: int
    name: str
    url: str


@dataclass(frozen=True)
class Draft:
    """What was typed on a line but is not stored: shown again, with the reason."""

    result: str
    points: str
    note: str
    was: str
    error: str = ""
    theirs: str = ""  # what somebody else has stored there meanwhile, as a sentence


@dataclass(frozen=True)
class Row:
    """One criterion on the page."""

    pk: int
    number: int
    title: str
    requirement: str
    guidance: str
    hints: Sequence[str]
    veto: bool
    na_when: str
    weight: str
    columns: Sequence[Column]
    options: Sequence[Option]
    points: str
    note: str
    was: str
    remarks: Sequence[Remark]
    files: Sequence[File]
    differs: bool
    unproved: bool
    vouched: bool  # a board has signed its card: it has seen what the unit could not prove
    scored: bool
    lack: str
    least: int = 0  # how many characters of explanation stand in for the missing file
    bonus: bool = False  # by points, a line over and above the rest: it may be left alone
    owner: str = ""  # who of the unit holds it, on the unit's own card
    worked: Told | None = None  # what the portal's data say
    error: str = ""
    theirs: str = ""
    shut: bool = False  # of a returned dossier: nobody asked to mend it
    alike: bool = False  # on the joint card: both independent cards say the same
    apart: bool = False  # there they differ
    explained: bool = False  # the unit wrote words in the place of a file
    against: bool = False  # a voice says otherwise than the portal's data

    @property
    def anchor(self) -> str:
        return f"tieu-chi-{self.number}"

    @property
    def legend(self) -> str:
        return f"Tiêu chí {self.number}: {self.title}{' (điểm liệt)' if self.veto else ''}"

    @property
    def absent(self) -> bool:
        """Chosen as not applicable."""
        return any(option.checked and option.kind == "na" for option in self.options)

    @property
    def is_open(self) -> bool:
        """Still to be judged before the card can be signed."""
        return not self.scored and not self.bonus

    @property
    def to_look(self) -> bool:
        return self.differs or self.apart or self.bare or self.against

    @property
    def bare(self) -> bool:
        """A claim without the file it needs, unless a board has taken the words that stand in its place."""
        return self.unproved and not (self.vouched and self.explained)

    @property
    def note_open(self) -> bool:
        return bool(self.note or self.lack or self.error)


@dataclass(frozen=True)
class Table:
    """What building a row needs besides the row: the folder, the voice of the page, what is typed but not stored."""

    folder: Folder
    voice: str
    editable: bool
    drafts: Mapping[int, Draft] = field(default_factory=dict)
    owners: Mapping[int, Assignment] = field(default_factory=dict)  # who holds a line, on the unit's own card
    only: frozenset[int] | None = None  # of a returned dossier, the criteria that were asked for


def build_rows(table: Table) -> list[Row]:
    """Every criterion in official order."""
    return [_row(table, criterion) for criterion in table.folder.criteria]


def _row(table: Table, criterion: Criterion) -> Row:
    folder, pk = table.folder, criterion.pk
    mine = folder.said(table.voice).get(pk)
    draft = table.drafts.get(pk) or _as_stored(mine)
    columns = _columns(folder, criterion, table.voice)
    files = [_file(evidence.pk, evidence.name) for evidence in folder.files.get(pk, ())]
    unproved = criterion.evidence_required and not files and _claimed(folder, pk)
    return Row(
        pk=pk, number=criterion.order, title=criterion.title, requirement=criterion.requirement,
        guidance=criterion.guidance, hints=list(criterion.evidence_hints), veto=criterion.is_veto,
        na_when=criterion.na_condition, weight=shown_points(criterion.weight), columns=columns,
        options=_options(criterion, draft.result), points=draft.points, note=draft.note, was=draft.was,
        remarks=_remarks(folder, pk, table.voice), files=files, differs=any(column.apart for column in columns),
        unproved=unproved, vouched=folder.vouched,
        scored=_judged(mine), lack=lacking(folder, table.voice, criterion, mine) if table.editable else "",
        least=least(folder, table.voice, criterion),
        bonus=criterion.is_bonus and folder.by_points, worked=tell(folder, criterion),
        owner=told(table.owners.get(pk)),
        error=draft.error, theirs=draft.theirs, shut=table.only is not None and pk not in table.only,
        against=_against(folder, criterion), explained=_explained(folder, pk),
        alike=folder.is_joint(table.voice) and pk not in folder.apart,
        apart=folder.is_joint(table.voice) and pk in folder.apart,
    )  # fmt: skip


def _explained(folder: Folder, pk: int) -> bool:
    said = folder.said(Voice.SELF).get(pk)
    return said is not None and bool(said.note.strip())


def _as_stored(line: AnyScore | None) -> Draft:
    if line is None:
        return Draft("", "", "", stamp(None))
    return Draft(line.result, shown_points(line.points), line.note, stamp(line))


def _judged(line: AnyScore | None) -> bool:
    return line is not None and is_judged(line)


def _claimed(folder: Folder, pk: int) -> bool:
    line = folder.said(Voice.SELF).get(pk)
    return line is not None and claims(line)


def _against(folder: Folder, criterion: Criterion) -> bool:
    """Does a voice judge a computed line otherwise than the portal's data say?"""
    worked = folder.worked.get(criterion.computed)
    said = [folder.said(voice).get(criterion.pk) for voice in folder.voices] if worked else []
    return worked is not None and any(line is not None and overrides(line, criterion, worked) for line in said)


def _options(criterion: Criterion, chosen: str) -> list[Option]:
    return [
        Option(str(value), WORDS[value], kind, value == chosen)
        for value, kind in CHOICES
        if kind != "na" or criterion.may_not_apply
    ]


def says(line: AnyScore | None, *, by_points: bool, weight: str = "") -> tuple[str, str]:
    """The sign and the words of one line: ("y", "Đạt"), or by points ("y", "7,5/10")."""
    if line is None:
        return "u", WORDS[""]
    if by_points and not line.result:
        if line.points is None:
            return "u", WORDS[""]
        return ("y" if line.points * 2 >= line.criterion.weight else "n"), f"{shown_points(line.points)}/{weight}"
    return SIGNS[Result(line.result)] if line.result else "u", WORDS[Result(line.result)] if line.result else WORDS[""]


def _columns(folder: Folder, criterion: Criterion, own: str) -> list[Column]:
    found, before = [], None
    weight = shown_points(criterion.weight)
    for voice in folder.voices:
        line = folder.said(voice).get(criterion.pk)
        if line is not None:
            line.criterion = criterion
        sign, word = says(line, by_points=folder.by_points, weight=weight)
        spoken = (line.result, line.points) if line is not None and _judged(line) else None
        apart = spoken is not None and before is not None and spoken != before
        found.append(Column(str(voice), folder.labels[voice], TONES[voice], sign, word, voice == own, apart))
        before = spoken or before
    return found


def _remarks(folder: Folder, pk: int, own: str) -> list[Remark]:
    """What the other voices wrote, with who and whether they confirm."""
    found, before = [], None
    for voice in folder.voices:
        line = folder.said(voice).get(pk)
        if line is None:
            continue
        if line.note and voice != own:
            found.append(_remark(voice, folder.labels[voice], line, before))
        before = line if _judged(line) else before
    return [*found, *_judges(folder, pk)] if folder.is_joint(own) else found


def _judges(folder: Folder, pk: int) -> list[Remark]:
    """What each of the two judges says where they differ, once both may be read."""
    if folder.both is None or pk not in folder.apart:
        return []
    criterion = next(one for one in folder.criteria if one.pk == pk)
    lines = zip(folder.both, folder.apart[pk], strict=True)
    return [Remark(f"{judged(folder, card, line, criterion)}.", line.note, "") for card, line in lines]


def judged(folder: Folder, card: BlindCard, line: BlindScore, criterion: Criterion) -> str:
    """Whose independent card it is, and what it says on a criterion: "Trần Văn Dũng chấm: Đạt"."""
    line.criterion = criterion
    word = says(line, by_points=folder.by_points, weight=shown_points(criterion.weight))[1]
    return f"{card.seat.person} chấm: {word}"


def _remark(voice: Voice, who: str, line: AnyScore, before: AnyScore | None) -> Remark:
    short = who.removesuffix(" chấm")
    if voice == Voice.SELF:
        return Remark("Đơn vị giải trình.", line.note, "cham")
    if before is None or (line.result, line.points) == (before.result, before.points):
        return Remark(f"{short} ghi.", line.note, "cham")
    return Remark(f"{short} không xác nhận." if line.result == Result.NOT_MET else f"{short} chấm khác.", line.note, "")


def _file(pk: int, name: str) -> File:
    return File(pk, name, reverse("office:evidence-view", args=[pk]))


def mark_of(row: Row) -> str:
    """The character of the strip for the voice of this page."""
    own = next((column.sign for column in row.columns if column.own), "u")
    return {"y": "Y", "n": "N", "a": MARKS[Result.NOT_APPLICABLE]}.get(own, ".")
