"""Writing messages down and sending them: first the rows, in one transaction, then the e-mails, each at most once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F, Q, Sum

from danvan.dossiers.models import Campaign, CampaignFile
from danvan.notices import wording
from danvan.notices.enums import By, NoticeKind, Outcome
from danvan.notices.models import Dispatch, Notice, Preference, Reminded, Template
from danvan.notices.owed import Person
from danvan.notices.templates import wordings

MOST_TRIES = 3
AGAIN = timedelta(hours=1)  # until a failed sending is tried again, or one that was broken off is given up
MOST_ATTACHED = 5 * 1024 * 1024


@dataclass(frozen=True)
class Letter:
    """One message to one person before it is written down: what fills its places, and what it reminds of."""

    person: Person
    key: str
    values: Mapping[str, str]
    url: str
    covers: Sequence[str] = field(default_factory=tuple)
    campaign: Campaign | None = None


def absolute(url: str) -> str:
    """The address as it stands in an e-mail."""
    return settings.SITE_URL + url


def write(kind: str, letters: Sequence[Letter], at: datetime) -> int:
    """Store these messages and what is to be sent; inside a transaction. What a person was told already is left out."""
    if not letters:
        return 0
    template = wordings(kind)
    known = set(
        Notice.objects.filter(key__in={letter.key for letter in letters}).values_list("recipient_id", "key")
    )  # fmt: skip
    fresh = [letter for letter in letters if (letter.person.pk, letter.key) not in known]
    made = [(letter, Notice.objects.create(**_row(template.of(letter.person.unit), letter, at))) for letter in fresh]
    Reminded.objects.bulk_create(
        [Reminded(recipient_id=letter.person.pk, key=key, notice=notice) for letter, notice in made
         for key in letter.covers], ignore_conflicts=True,
    )  # fmt: skip
    Dispatch.objects.bulk_create(_dispatches(made, at))
    return len(made)


def _row(template: Template, letter: Letter, at: datetime) -> dict[str, object]:
    values = {
        "ho_ten": letter.person.name, "ten_don_vi": letter.person.unit.name, "dia_chi": absolute(letter.url),
        **letter.values,
    }  # fmt: skip
    return {
        "recipient_id": letter.person.pk, "unit": letter.person.unit, "campaign": letter.campaign,
        "kind": template.key, "key": letter.key, "at": at, "url": letter.url,
        "title": wording.subject(template.subject, values), "text": wording.fill(template.body, values),
    }  # fmt: skip


def _dispatches(made: Iterable[tuple[Letter, Notice]], at: datetime) -> list[Dispatch]:
    silent = set(Preference.objects.filter(by_email=False).values_list("user_id", flat=True))
    rows = []
    for letter, notice in made:
        common = {
            "recipient_id": letter.person.pk, "notice": notice, "unit": letter.person.unit, "kind": notice.kind,
            "subject": notice.title, "body": notice.text, "at": at,
        }  # fmt: skip
        rows.append(Dispatch(**common, channel=By.PORTAL, outcome=Outcome.SENT))
        if settings.EMAIL_ON and letter.person.email and letter.person.pk not in silent:
            address = letter.person.email
            rows.append(Dispatch(**common, channel=By.EMAIL, address=address, outcome=Outcome.WAITING))
    return rows


def send_waiting(at: datetime) -> int:
    """Send the e-mails that wait, and those that failed an hour ago or more; gives how many went out.

    A row is marked before its e-mail leaves, so that after a crash in between nobody gets it twice: such a row is
    given up and says so in the log.
    """
    emails = Dispatch.objects.filter(channel=By.EMAIL)
    emails.filter(outcome=Outcome.SENDING, tried_at__lte=at - AGAIN).update(
        outcome=Outcome.UNKNOWN, error="Máy dừng giữa lúc gửi, nên không gửi lại."
    )
    broken = Q(outcome=Outcome.FAILED, attempts__lt=MOST_TRIES, tried_at__lte=at - AGAIN)
    due = emails.filter(Q(outcome=Outcome.WAITING) | broken).order_by("pk")
    connection, sent = get_connection(timeout=settings.EMAIL_TIMEOUT), 0
    for row in due.select_related("notice__campaign"):
        taken = emails.filter(pk=row.pk, outcome=row.outcome, attempts=row.attempts)
        if not taken.update(outcome=Outcome.SENDING, tried_at=at, attempts=F("attempts") + 1):
            continue
        error = deliver(EmailMessage(row.subject, row.body, to=[row.address], connection=connection), _papers(row))
        emails.filter(pk=row.pk).update(outcome=Outcome.FAILED if error else Outcome.SENT, error=error)
        sent += not error
    return sent


def deliver(mail: EmailMessage, papers: Iterable[CampaignFile] = ()) -> str:
    """Send one e-mail now; gives why it failed, or nothing."""
    try:
        for paper in papers:
            with paper.file.open("rb") as content:
                mail.attach(paper.name, content.read(), paper.content_type)
        mail.send()
    except (OSError, ValueError) as refusal:  # ValueError: an address no mail server can be told
        return f"{type(refusal).__name__}: {refusal}"[:300]
    return ""


def _papers(row: Dispatch) -> Sequence[CampaignFile]:
    """The guidance of a campaign goes with the news of its opening, while it is not too large."""
    if row.kind != NoticeKind.OPENING or row.notice is None or row.notice.campaign is None:
        return ()
    papers = row.notice.campaign.files.filter(removed_at__isnull=True).order_by("pk")
    weight = papers.aggregate(whole=Sum("size"))["whole"] or 0
    return tuple(papers) if weight <= MOST_ATTACHED else ()
