"""Every address is listed with what each of the cast gets, by GET and by POST; a new one without a line fails."""

from __future__ import annotations

import uuid
from datetime import date
from importlib import import_module
from pkgutil import iter_modules

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import get_resolver, reverse

from danvan.accounts.models import Post, User
from danvan.criteria.models import CriteriaVersion
from danvan.decisions.workflow import DECISION_LIFE
from danvan.dossiers.models import Campaign, CampaignFile, Dossier, Evidence, Scorecard, WindowException
from danvan.ledger.models import Event
from danvan.notices.models import Notice, Template
from danvan.units.models import UnitChange
from tests import make
from tests.unit.progress import rows as progress
from tests.web import doors
from tests.web.office import lists, schemes

PEOPLE = ("anonymous", "an", "binh", "chi", "dung", "giang", "hoa", "quan")
PUBLIC = (200, 200, 200, 200, 200, 200, 200, 200)
STAFF = (302, 200, 200, 200, 200, 200, 200, 200)
EAST = (302, 200, 200, 404, 200, 200, 200, 200)  # what the village owns: chi of the west sees nothing
PLANNERS = (302, 404, 404, 404, 200, 404, 404, 200)  # who may rearrange units
RUNNERS = (302, 404, 404, 404, 200, 200, 404, 200)  # who runs the campaigns of the province
TELLERS = (302, 404, 200, 200, 200, 200, 404, 200)  # who runs campaigns anywhere
ONLY_POST = (302, 405, 405, 405, 405, 405, 405, 405)  # writing addresses do nothing by GET

# fmt: off
DOORS = {
    #  address                    anonymous  an   binh  chi  dung giang hoa  quan
    "health":                     PUBLIC,
    "login":                     (200,       302, 302,  302, 302, 302, 302, 302),
    "logout":                    (405,       405, 405,  405, 405, 405, 405, 405),
    "password_change":            STAFF,
    "password_set":               PUBLIC,
    "office:desk":                STAFF,
    "office:unregistered":        STAFF,
    "office:unregistered-sheet":  STAFF,
    "office:dossiers":            STAFF,
    "office:dossiers-export":     STAFF,
    "office:dossier-new":        (302,       200, 200,  200, 404, 404, 404, 404),
    "office:dossier":             EAST,
    "office:dossier-edit":       (302,       200, 200,  404, 404, 404, 404, 404),
    "office:dossier-step":        ONLY_POST,
    "office:dossier-return":     (302,       404, 200,  404, 404, 404, 404, 404),
    "office:dossier-answer":      ONLY_POST,
    "office:dossier-continue":    ONLY_POST,
    "office:dossier-head":        ONLY_POST,
    "office:receipt":             EAST,
    "office:receipt-pdf":         EAST,
    "office:jot":                 ONLY_POST,
    "office:jot-drop":            ONLY_POST,
    "office:imports":            (302,       200, 200,  200, 404, 404, 404, 404),
    "office:import-template":    (302,       200, 200,  200, 404, 404, 404, 404),
    "office:import-preview":     (302,       404, 404,  404, 404, 404, 404, 404),
    "office:import-apply":        ONLY_POST,
    "office:import-agree":        ONLY_POST,
    "office:import-undo":         ONLY_POST,
    "office:import-columns":     (302,       404, 404,  404, 404, 404, 404, 404),
    "office:import-wrong":       (302,       404, 404,  404, 404, 404, 404, 404),
    "office:card":                EAST,
    "office:card-mark":           ONLY_POST,
    "office:card-step":           ONLY_POST,
    "office:card-prefill":        ONLY_POST,
    "office:card-pdf":            EAST,
    "office:owners":              EAST,
    "office:dossier-remark":     (302,       302, 302,  404, 302, 302, 302, 302),
    "office:dossier-remarks":    (302,       302, 302,  404, 302, 302, 302, 302),
    "office:evidence-add":        ONLY_POST,
    "office:evidence":            EAST,
    "office:evidence-remove":     ONLY_POST,
    "office:evidence-view":       EAST,
    "office:evidence-inline":     EAST,
    "office:evidence-reuse":     (302,       200, 200,  404, 404, 404, 404, 404),
    "office:review":              STAFF,
    "office:review-dossier":      EAST,
    "office:reports":             STAFF,
    "office:report":              EAST,
    "office:report-edit":        (302,       200, 200,  404, 404, 404, 404, 404),  # a draft: its writers only
    "office:report-step":         ONLY_POST,
    "office:report-begin":        ONLY_POST,
    "office:progress":            EAST,
    "office:targets":            (302,       200, 200,  404, 404, 404, 404, 404),
    "office:contributions":       STAFF,
    "office:contribution":        EAST,
    "office:contribution-new":   (302,       200, 200,  200, 404, 404, 404, 404),
    "office:contribution-edit":  (302,       404, 200,  404, 404, 404, 404, 404),  # the office gave, the village got
    "office:contribution-step":   ONLY_POST,
    "office:briefing":            STAFF,
    "office:briefing-rows":       STAFF,
    "office:briefing-pdf":        STAFF,
    "office:briefing-xlsx":       STAFF,
    "office:decisions":           STAFF,
    "office:decision-new":       (302,       404, 404,  404, 200, 200, 404, 404),
    "office:decision":           (302,       404, 404,  404, 200, 200, 200, 200),
    "office:decision-choose":     ONLY_POST,
    "office:decision-step":       ONLY_POST,
    "office:decision-pdf":       (302,       404, 404,  404, 200, 200, 200, 200),
    "office:certificates-pdf":   (302,       404, 404,  404, 200, 200, 200, 200),
    "office:certificate-pdf":     EAST,
    "office:campaigns":           STAFF,
    "office:campaign-new":       (302,       404, 200,  200, 200, 200, 404, 200),
    "office:campaign":            STAFF,
    "office:campaign-step":       RUNNERS,
    "office:campaign-open":       RUNNERS,
    "office:campaign-discard":    ONLY_POST,
    "office:campaign-extend":     ONLY_POST,
    "office:campaign-extension-end": ONLY_POST,
    "office:campaign-file":       STAFF,
    "office:criteria":            STAFF,
    "office:criteria-new":       (302,       404, 404,  404, 200, 200, 404, 200),
    "office:criteria-version":    STAFF,
    "office:criteria-copy":      (302,       404, 404,  404, 200, 200, 404, 200),
    "office:criteria-retire":     ONLY_POST,
    "office:criteria-compare":    STAFF,
    "office:criteria-issue":     (302,       404, 404,  404, 200, 200, 404, 200),
    "office:criteria-workbook":   STAFF,
    "office:criteria-import":     ONLY_POST,
    "office:criteria-lessons":    EAST,
    "office:criteria-lesson":     EAST,
    "office:criteria-lessons-pdf": EAST,
    "office:criteria-lessons-draft": ONLY_POST,
    "office:themes":              STAFF,
    "office:themes-new":         (302,       404, 404,  404, 200, 200, 404, 200),
    "office:themes-scheme":       STAFF,
    "office:themes-copy":        (302,       404, 404,  404, 200, 200, 404, 200),
    "office:themes-compare":      STAFF,
    "office:themes-issue":       (302,       404, 404,  404, 200, 200, 404, 200),
    "office:themes-end":          ONLY_POST,
    "office:rearrange":           PLANNERS,
    "office:rearrange-new":       PLANNERS,
    "office:rearrange-table":     PLANNERS,
    "office:rearrange-blank":     PLANNERS,
    "office:rearrange-change":    PLANNERS,
    "office:rearrange-undo":      ONLY_POST,
    "office:rearrange-allocate":  ONLY_POST,
    "office:notices":             STAFF,
    "office:notice-open":         ONLY_POST,
    "office:notices-read":        ONLY_POST,
    "office:notice-log":          TELLERS,
    "office:notice-templates":    TELLERS,
    "office:notice-template":     TELLERS,
    "office:notice-template-drop": ONLY_POST,
    "office:remind":              TELLERS,
    "office:account":             STAFF,
    "office:people":             (302,       404, 200,  200, 200, 404, 404, 200),
    "office:person-new":         (302,       404, 200,  200, 200, 404, 404, 200),
    "office:person":             (302,       404, 200,  404, 200, 404, 404, 200),
    "office:person-appoint":      ONLY_POST,
    "office:person-reset":        ONLY_POST,
    "office:person-end":          ONLY_POST,
    "office:handbook":            STAFF,
    "office:handbook-chapter":    STAFF,
    "portal:home":                PUBLIC,
    "portal:practices":           PUBLIC,
    "portal:practices-export":    PUBLIC,
    "portal:practice":            PUBLIC,
    "portal:units":               PUBLIC,
    "portal:unit":                PUBLIC,
    "portal:decisions":           PUBLIC,
    "portal:decision":            PUBLIC,
    "portal:check":               PUBLIC,
    "portal:certificate":         PUBLIC,
    "portal:titles":              PUBLIC,
    "api:practices":              PUBLIC,
    "api:practice":               PUBLIC,
    "api:units":                  PUBLIC,
    "api:decisions":              PUBLIC,
    "api:statistics":             PUBLIC,
    "api:openapi":                PUBLIC,
}
# fmt: on
# each family of screens lists its own addresses in a file of its own
FAMILIES = [import_module(f"{doors.__name__}.{found.name}") for found in iter_modules(doors.__path__)]
for one in FAMILIES:
    DOORS |= one.DOORS


def names(patterns=None, space=""):
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{pattern.namespace}:" if pattern.namespace else space
            yield from names(pattern.url_patterns, inner)
        else:
            yield space + (pattern.name or "")


def test_every_address_is_listed():
    assert sorted(name for name in names() if not name.startswith("admin:")) == sorted(DOORS)


@pytest.fixture
def world(cast):
    """A title dossier of the village at work, a file, a decision in force, and one in draft."""
    dossier = make.dossier(cast.village, cast.campaign, track="COMMUNE", state="ACCEPTED", theme=None)
    make.card(dossier, marks="Y" * 24)
    dossier.revisions.create(number=1, content={"title": "Lần một"}, sent_at=make.NOON, sent_by=cast.an)
    evidence = Evidence(dossier=dossier, name="bb.pdf", content_type="application/pdf", size=3, sha256="0" * 64,
                        added_by=cast.an, added_at=make.NOON)  # fmt: skip
    evidence.file.save("bb.pdf", ContentFile(b"%PDF"))
    model = make.dossier(cast.village, cast.campaign, state="APPROVED", title="Hiến đất làm đường")
    decision = make.decision(cast.province, model)
    DECISION_LIFE.take(decision, "issue", by=cast.giang, at=make.NOON)
    certificate = decision.items.get().certificate
    judged = cast.campaign.tracks.get(track="COMMUNE").version_id
    CriteriaVersion.objects.filter(pk=judged).update(issued_at=make.NOON)
    change = UnitChange.objects.create(kind="MERGE", on=date(2026, 3, 1))
    change.predecessors.add(cast.village)
    paper = CampaignFile(campaign=cast.campaign, name="cv.pdf", content_type="application/pdf", size=3,
                         sha256="0" * 64, added_by=cast.dung, added_at=make.NOON)  # fmt: skip
    paper.file.save("cv.pdf", ContentFile(b"%PDF"))
    told = Notice.objects.create(recipient=cast.an, unit=cast.village, kind="REMINDER", key="x", at=make.NOON)
    longer = WindowException.objects.create(
        campaign=cast.campaign, unit=cast.village, stage="REGISTER", until=make.NOON, reason="mưa lũ",
        granted_by=cast.dung, granted_at=make.NOON,
    )  # fmt: skip
    told_by_families = {
        name: kwargs for family in FAMILIES for name, kwargs in family.addresses(cast, dossier, decision).items()
    }
    return {
        "addresses": told_by_families, "gift": progress.gift(cast).pk, "report": progress.report(dossier).pk,
        "report-draft": progress.report(dossier, state="DRAFT", number=2).pk,
        "run": cast.campaign.pk, "run-draft": make.campaign(cast.province, opened_at=None).pk, "paper": paper.pk,
        "told": told.pk, "an": cast.an.pk, "post": cast.an.all_posts.get().pk,
        "longer": longer.pk, "judged": judged, "change": change.pk,
        "list": lists.issued(cast).pk, "list-draft": lists.draft(cast, code="NHAP").pk,
        "scheme": schemes.issued(cast).pk, "scheme-draft": schemes.draft(cast, code="LV-NHAP").pk,
        "dossier": dossier.pk, "evidence": evidence.pk, "model": model.pk, "decision": decision.pk,
        "certificate": certificate.pk, "code": certificate.code, "unit": cast.village.pk,
        "campaign": cast.campaign.code, "draft": make.dossier(cast.village, cast.campaign).pk,
        "sent": make.dossier(cast.village, cast.campaign, state="SUBMITTED").pk,
    }  # fmt: skip


def address(name: str, world: dict) -> str:
    kwargs = {
        "office:dossier-new": {"campaign": world["campaign"]},
        "office:unregistered": {"campaign": world["campaign"]},
        "office:unregistered-sheet": {"campaign": world["campaign"]},
        "office:dossier-continue": {"campaign": world["campaign"]},
        "office:dossier-edit": {"pk": world["draft"]},
        **{f"office:receipt{one}": {"pk": world["dossier"], "number": 1} for one in ("", "-pdf")},
        "office:dossier-head": {"pk": world["draft"]},
        "office:dossier-step": {"pk": world["draft"], "name": "submit"},
        "office:dossier-return": {"pk": world["sent"], "name": "return"},
        "office:import-template": {"campaign": world["campaign"]},
        **{
            f"office:import-{one}": {"key": uuid.UUID(int=7)}
            for one in ("preview", "apply", "agree", "undo", "columns", "wrong")
        },
        **{name: {"place": "dossier:1"} for name in ("office:jot", "office:jot-drop")},
        "office:card-step": {"pk": world["dossier"], "voice": "SELF", "name": "sign_self"},
        "office:card": {"pk": world["dossier"], "voice": "SELF"},
        "office:card-prefill": {"pk": world["dossier"], "voice": "SUPERIOR"},
        "office:card-mark": {"pk": world["dossier"], "voice": "SELF"},
        "office:decision-step": {"pk": world["decision"], "name": "issue"},
        "office:certificate-pdf": {"pk": world["certificate"]},
        "office:evidence": {"pk": world["evidence"]},
        **{f"office:{one}": {"pk": world["dossier"]} for one in ("progress", "targets", "report-begin")},
        "office:report": {"pk": world["report"]},
        "office:report-edit": {"pk": world["report-draft"]},
        "office:report-step": {"pk": world["report"], "name": "note"},
        **{f"office:contribution{one}": {"pk": world["gift"]} for one in ("", "-edit")},
        "office:contribution-step": {"pk": world["gift"], "name": "confirm"},
        **{f"office:briefing{one}": {"year": 2026, "quarter": 1} for one in ("", "-pdf", "-xlsx")},
        "office:briefing-rows": {"year": 2026, "quarter": 1, "key": "mo-hinh"},
        "office:evidence-remove": {"pk": world["evidence"]},
        "office:evidence-view": {"pk": world["evidence"]},
        "office:evidence-inline": {"pk": world["evidence"]},
        "office:evidence-reuse": {"pk": world["dossier"], "order": 1},
        **{
            f"office:criteria-{one}": {"pk": world["list"]}
            for one in ("version", "copy", "retire", "compare", "workbook")
        },
        **{f"office:criteria-lessons{one}": {"pk": world["judged"]} for one in ("", "-pdf", "-draft")},
        "office:criteria-lesson": {"pk": world["judged"], "number": 1},
        "office:dossier-remark": {"pk": world["dossier"], "number": 1},
        **{f"office:criteria-{one}": {"pk": world["list-draft"]} for one in ("issue", "import")},
        **{f"office:themes-{one}": {"pk": world["scheme"]} for one in ("scheme", "copy", "compare", "end")},
        "office:themes-issue": {"pk": world["scheme-draft"]},
        **{f"office:campaign{one}": {"pk": world["run"]} for one in ("", "-extend")},
        **{f"office:campaign-{one}": {"pk": world["run-draft"]} for one in ("open", "discard")},
        "office:campaign-step": {"pk": world["run-draft"], "step": "facts"},
        "office:campaign-file": {"pk": world["paper"]},
        "office:campaign-extension-end": {"pk": world["longer"]},
        "office:handbook-chapter": {"slug": "excel"},
        "password_set": {"uidb64": "MQ", "token": "x-y"},
        "office:notice-open": {"pk": world["told"]},
        **{f"office:notice-template{one}": {"key": "reminder"} for one in ("", "-drop")},
        "office:remind": {"campaign": world["campaign"]},
        **{f"office:person{one}": {"pk": world["an"]} for one in ("", "-appoint", "-reset")},
        "office:person-end": {"pk": world["post"]},
        "portal:practice": {"pk": world["model"], "slug": "hien-dat-lam-duong"},
        "portal:unit": {"pk": world["unit"], "slug": "dang-bo-xa-dong-dieu"},
        "portal:decision": {"pk": world["decision"]},
        "portal:certificate": {"code": world["code"]},
        "api:practice": {"pk": world["model"]},
    }.get(name)
    if kwargs is None and name.startswith("office:decision-") or name in ("office:decision", "office:certificates-pdf"):
        kwargs = {} if name == "office:decision-new" else {"pk": world["decision"]}
    of_dossier = (
        "dossier",
        "card-pdf",
        "evidence-add",
        "review-dossier",
        "owners",
        "dossier-remarks",
        "dossier-answer",
    )
    if kwargs is None and name in {f"office:{one}" for one in of_dossier}:
        kwargs = {"pk": world["dossier"]}
    if name in {"office:rearrange-change", "office:rearrange-undo", "office:rearrange-allocate"}:
        kwargs = {"pk": world["change"]}
    kwargs = world["addresses"].get(name, kwargs)
    return reverse(name, kwargs=kwargs or None)


def visit(cast, who: str) -> Client:
    client = Client()
    if who != "anonymous":
        client.force_login(getattr(cast, who))
    return client


def answer(client: Client, url: str) -> int:
    """The status of an address; a file is read to its end, which closes it."""
    response = client.get(url)
    if response.streaming:
        list(response)
    return int(response.status_code)


@pytest.mark.parametrize("place", range(len(PEOPLE)), ids=PEOPLE)
def test_each_person_at_every_door(cast, world, place):
    """One world for all the addresses: reading changes nothing."""
    client = visit(cast, PEOPLE[place])

    got = {name: answer(client, address(name, world)) for name in DOORS}

    assert got == {name: row[place] for name, row in DOORS.items()}


def fingerprint() -> tuple:
    """What the writing addresses could have changed."""
    return (
        list(Dossier.objects.order_by("pk").values_list("pk", "state", "edition", "title")),
        list(Scorecard.objects.order_by("pk").values_list("pk", "state", "marks", "edition")),
        list(Evidence.objects.order_by("pk").values_list("pk", "removed_at")),
        list(Campaign.objects.order_by("pk").values_list("pk", "opened_at", "edition")),
        list(User.objects.order_by("pk").values_list("pk", "password")), Post.objects.count(),
        Notice.objects.filter(read_at__isnull=True).count(), Template.objects.count(),
        Event.objects.count(), UnitChange.objects.count(),
    )  # fmt: skip


WRITES = sorted(name for name in DOORS if name.startswith("office:"))


@pytest.mark.parametrize("who", ["anonymous", "chi", "hoa"])
def test_a_post_from_out_of_reach_changes_nothing(cast, world, who):
    before, client, strange = fingerprint(), visit(cast, who), {}
    for name in WRITES:
        answer = client.post(address(name, world), {"note": "x", "title": "x", "result": "MET", "edition": "1"})
        fine = {200, 302, 400, 403, 404, 405, 409, 422} if who == "hoa" else {200, 302, 400, 404, 405, 422}
        if answer.status_code not in fine or fingerprint() != before:
            strange[name] = answer.status_code

    assert strange == {}


def test_a_post_without_a_token_is_refused(cast, world):
    client, before = Client(enforce_csrf_checks=True), fingerprint()
    client.force_login(cast.binh)

    got = {name: client.post(address(name, world), {"note": "x"}).status_code for name in WRITES}

    assert {name: status for name, status in got.items() if status not in {403, 404, 405}} == {}
    assert fingerprint() == before
