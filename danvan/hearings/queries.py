"""Reading what the public says: what is open today, what is shown, what waits for an officer, how long it is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from danvan.accounts.access import Action, rows
from danvan.accounts.models import User
from danvan.dossiers.models import Dossier
from danvan.dossiers.naming import is_hidden, is_named, without_name
from danvan.hearings.codes import fingerprint
from danvan.hearings.enums import ConsultationState, OpinionState, RemovalState, Stance
from danvan.hearings.models import Candidate, Consultation, ConsultationQuerySet, Opinion, OpinionQuerySet, Removal
from danvan.kit import codes, dates, vi

KEEP_COMMENT_DAYS = 90  # how long the text of a comment is kept that is not shown; of a consultation: its keep_days
KEEP_CONTACT_DAYS = 30  # how long a request to take a name down is kept after it was answered


@dataclass(frozen=True)
class Counted:
    """How many opinions are shown of one candidate, and how many of them are in favour."""

    total: int = 0
    supports: int = 0

    @property
    def others(self) -> int:
        return self.total - self.supports

    @property
    def words(self) -> str:
        """ "23 ủng hộ, 1 góp ý", or that nobody said anything."""
        told = [f"{self.supports} ủng hộ" if self.supports else "", f"{self.others} góp ý" if self.others else ""]
        return ", ".join(part for part in told if part) or "chưa có ý kiến"


@dataclass(frozen=True)
class OpenCandidate:
    """One candidate that may be spoken about today, with everything a list shows of it."""

    pk: int
    consultation_pk: int
    dossier_pk: int
    title: str
    holder: str  # empty: not to be told
    unit: str
    kind: str  # "tập thể", "cá nhân"
    closes_on: date
    days_left: int  # 0 on the last day
    counted: Counted


@dataclass(frozen=True)
class Result:
    """What a consultation found about one dossier."""

    candidate_pk: int
    consultation_pk: int
    consultation: str
    state: str
    opens_on: date
    closes_on: date
    counted: Counted
    digest: str
    digest_by: str

    @property
    def line(self) -> str:
        """ "Lấy ý kiến Nhân dân: 23 ủng hộ, 1 góp ý"."""
        return f"Lấy ý kiến Nhân dân: {self.counted.words}"

    @property
    def days(self) -> str:
        """ "05/10/2020–20/10/2020"."""
        return f"{dates.short(self.opens_on)}–{dates.short(self.closes_on)}"


@dataclass(frozen=True)
class Retained:
    """What is kept, and how long."""

    what: str
    how_long: str


def open_consultations(today: date) -> ConsultationQuerySet:
    """The consultations that take opinions today."""
    found: ConsultationQuerySet = Consultation.objects.filter(
        state=ConsultationState.OPEN, opens_on__lte=today, closes_on__gte=today
    )
    return found


def is_open(consultation: Consultation, today: date) -> bool:
    """Does it take opinions on this day?"""
    return consultation.state == ConsultationState.OPEN and consultation.opens_on <= today <= consultation.closes_on


def candidates_of(consultations: Iterable[Consultation]) -> QuerySet[Candidate]:
    """Their candidates in the order of the units, ready to be shown."""
    found = Candidate.objects.filter(consultation__in=consultations)
    return found.select_related("consultation", "dossier").order_by("consultation__closes_on", "unit_name", "pk")


def open_candidates(today: date) -> list[OpenCandidate]:
    """What may be spoken about today, what closes first at the head; two queries."""
    return listed(list(candidates_of(open_consultations(today))), today)


def listed(candidates: list[Candidate], today: date) -> list[OpenCandidate]:
    """Candidates as a list shows them, each with its count."""
    by = counts(candidates)
    return [
        OpenCandidate(
            pk=one.pk, consultation_pk=one.consultation_id, dossier_pk=one.dossier_id, title=candidate_title(one),
            holder=candidate_holder(one), unit=one.unit_name, kind=one.dossier.get_holder_kind_display().lower(),
            closes_on=one.consultation.closes_on, days_left=(one.consultation.closes_on - today).days,
            counted=by[one.pk],
        )
        for one in candidates
    ]  # fmt: skip


def counts(candidates: Iterable[Candidate]) -> dict[int, Counted]:
    """How many opinions are shown of each candidate, by its primary key; one query."""
    wanted = [one.pk for one in candidates]
    shown = Opinion.objects.shown().filter(candidate__in=wanted).values("candidate").order_by()
    found = shown.annotate(total=Count("pk"), supports=Count("pk", filter=Q(stance=Stance.SUPPORT)))
    by = {row["candidate"]: Counted(row["total"], row["supports"]) for row in found}
    return {pk: by.get(pk, Counted()) for pk in wanted}


def candidate_title(candidate: Candidate) -> str:
    """The title as it was laid open; a name that was taken down since is not in it."""
    return candidate_text(candidate, candidate.title)


def candidate_holder(candidate: Candidate) -> str:
    """Who carries it out, where that may be told."""
    return "" if is_hidden(candidate.dossier) else candidate.holder_name


def candidate_text(candidate: Candidate, text: str) -> str:
    """Any words about a candidate as the public reads them: without the name of an individual who did not agree."""
    dossier = candidate.dossier
    told = is_named(dossier) or (candidate.name_agreed and not is_hidden(dossier))
    return text if told else without_name(text, dossier.holder_name)


def opinion_text(opinion: Opinion, text: str) -> str:
    """What was said or answered, as the public reads it; ``dossier`` and ``candidate`` are loaded."""
    if opinion.candidate is not None:
        opinion.candidate.dossier = opinion.dossier
        return candidate_text(opinion.candidate, text)
    return text if is_named(opinion.dossier) else without_name(text, opinion.dossier.holder_name)


def shown_opinions(dossier: Dossier) -> list[Opinion]:
    """What is shown about one dossier, newest first, as the public reads it; one query."""
    return public_opinions(Opinion.objects.filter(dossier=dossier))


def opinions_on(candidate: Candidate) -> list[Opinion]:
    """What is shown about one candidate."""
    return public_opinions(Opinion.objects.filter(candidate=candidate))


def public_opinions(found: OpinionQuerySet) -> list[Opinion]:
    """Those of them that are shown, newest first; their words are fit for the public and not to be stored."""
    shown = list(found.shown().select_related("dossier", "candidate").order_by("-received_at", "-pk"))
    for opinion in shown:
        opinion.shown_text = opinion_text(opinion, opinion.shown_text)
        opinion.reply = opinion_text(opinion, opinion.reply)
    return shown


def by_code(code: str) -> Opinion | Removal | None:
    """What was sent under this code, however it is typed."""
    if not codes.check(code):
        return None
    mark = fingerprint(code)
    said = Opinion.objects.select_related("dossier", "candidate__consultation", "unit").filter(code_hash=mark).first()
    return said or Removal.objects.select_related("unit", "dossier").filter(code_hash=mark).first()


def waiting_for(user: User) -> OpinionQuerySet:
    """The opinions that this person is to read, the first due at the head."""
    mine: OpinionQuerySet = Opinion.objects.for_user(user, Action.RUN).filter(state=OpinionState.RECEIVED)
    return mine.filter(erased_at__isnull=True).order_by("due_on", "received_at", "pk")


def readable_by(user: User) -> OpinionQuerySet:
    """The opinions an officer may open: all of them for those who moderate, the shown ones for those whose dossiers
    they are about."""
    own = rows(user, Action.VIEW, path="dossier__keeper__path") | rows(user, Action.VIEW, path="dossier__unit__path")
    found: OpinionQuerySet = Opinion.objects.filter(
        rows(user, Action.RUN) | (own & Q(state=OpinionState.SHOWN))
    )  # fmt: skip
    return found


def removals_for(user: User) -> QuerySet[Removal]:
    """The requests to take a name down that this person may answer, those that wait first."""
    found = Removal.objects.for_user(user, Action.RUN).select_related("dossier", "unit")
    waits = Case(When(state=RemovalState.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    return found.alias(waits=waits).order_by("waits", "due_on", "pk")


def digests_waiting_for(user: User) -> QuerySet[Candidate]:
    """The candidates of closed consultations whose summary is still to be written by this person."""
    mine = Consultation.objects.for_user(user, Action.RUN).filter(state=ConsultationState.CLOSED)
    return candidates_of(mine).filter(digest="")


def results_for(dossier: Dossier) -> list[Result]:
    """What the people said when this dossier was laid open, newest first; consultations open or closed; one query."""
    found = Candidate.objects.filter(dossier=dossier, consultation__in=Consultation.objects.public())
    shown = Q(opinions__state=OpinionState.SHOWN)
    told = found.select_related("consultation", "dossier", "digest_by").annotate(
        said=Count("opinions", filter=shown),
        for_it=Count("opinions", filter=shown & Q(opinions__stance=Stance.SUPPORT)),
    )
    return [
        Result(
            candidate_pk=one.pk, consultation_pk=one.consultation_id, consultation=one.consultation.title,
            state=one.consultation.state, opens_on=one.consultation.opens_on, closes_on=one.consultation.closes_on,
            counted=Counted(one.said, one.for_it), digest=one.digest, digest_by=str(one.digest_by or ""),
        )
        for one in told.order_by("-consultation__closes_on")
    ]  # fmt: skip


def proposed_digest(candidate: Candidate) -> str:
    """A summary made of the counts, for the officer to go on from."""
    told = counts([candidate])[candidate.pk]
    consultation = candidate.consultation
    days = f"Từ {dates.short(consultation.opens_on)} đến {dates.short(consultation.closes_on)}"
    if not told.total:
        return f"{days}, chưa có ý kiến nào được đăng."
    return f"{days} có {told.total} ý kiến được đăng: {vi.clean_line(told.words)}."


def retention() -> list[Retained]:
    """What is kept of those who write to us, and how long; the page on privacy prints it."""
    return [
        Retained("Ý kiến đã đăng", "Giữ cùng trang của mô hình, không kèm tên hay cách liên hệ của người gửi"),
        Retained("Ý kiến không đăng hoặc chưa đọc trong đợt lấy ý kiến",
                 "Xóa sau số ngày ghi ở từng đợt, thường là 90 ngày kể từ ngày kết thúc"),
        Retained("Ý kiến không đăng hoặc chưa đọc về mô hình đã công nhận",
                 f"Xóa sau {KEEP_COMMENT_DAYS} ngày kể từ ngày nhận"),
        Retained("Nguyên văn của ý kiến đã đăng có phần được che",
                 "Xóa cùng lúc với ý kiến không đăng; giữ bản đã che"),
        Retained("Nội dung và cách liên hệ trong yêu cầu gỡ thông tin",
                 f"Xóa sau {KEEP_CONTACT_DAYS} ngày kể từ ngày trả lời"),
        Retained("Địa chỉ mạng, loại máy của người gửi", "Không lưu cùng ý kiến hay yêu cầu"),
        Retained("Mã theo dõi", "Chỉ lưu dấu để đối chiếu, không lưu mã"),
    ]  # fmt: skip
