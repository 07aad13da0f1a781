"""Every address is listed with what each of the cast gets, by GET and by POST; a new one without a line fails."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import get_resolver, reverse

from danvan.criteria.models import CriteriaVersion
from danvan.decisions.workflow import DECISION_LIFE
from danvan.dossiers.models import Dossier, Evidence, Scorecard
from danvan.ledger.models import Event
from danvan.units.models import UnitChange
from tests import make
from tests.web.office import lists

PEOPLE = ("anonymous", "an", "binh", "chi", "dung", "giang", "hoa", "quan")
PUBLIC = (200, 200, 200, 200, 200, 200, 200, 200)
STAFF = (302, 200, 200, 200, 200, 200, 200, 200)
EAST = (302, 200, 200, 404, 200, 200, 200, 200)  # what the village owns: chi of the west sees nothing
PLANNERS = (302, 404, 404, 404, 200, 404, 404, 200)  # who may rearrange units
ONLY_POST = (302, 405, 405, 405, 405, 405, 405, 405)  # writing addresses do nothing by GET

# fmt: off
DOORS = {
    #  address                    anonymous  an   binh  chi  dung giang hoa  quan
    "health":                     PUBLIC,
    "login":                     (200,       302, 302,  302, 302, 302, 302, 302),
    "logout":                    (405,       405, 405,  405, 405, 405, 405, 405),
    "password_change":            STAFF,
    "office:desk":                STAFF,
    "office:dossiers":            STAFF,
    "office:dossiers-export":     STAFF,
    "office:dossier-new":        (302,       200, 200,  200, 404, 404, 404, 404),
    "office:dossier":             EAST,
    "office:dossier-edit":       (302,       200, 200,  404, 404, 404, 404, 404),
    "office:dossier-step":        ONLY_POST,
    "office:imports":            (302,       200, 200,  200, 404, 404, 404, 404),
    "office:import-template":    (302,       200, 200,  200, 404, 404, 404, 404),
    "office:import-preview":     (302,       404, 404,  404, 404, 404, 404, 404),
    "office:import-apply":        ONLY_POST,
    "office:card":                EAST,
    "office:card-mark":           ONLY_POST,
    "office:card-step":           ONLY_POST,
    "office:card-prefill":        ONLY_POST,
    "office:card-pdf":            EAST,
    "office:owners":              EAST,
    "office:evidence-add":        ONLY_POST,
    "office:evidence":            EAST,
    "office:evidence-remove":     ONLY_POST,
    "office:review":              STAFF,
    "office:review-dossier":      EAST,
    "office:decisions":           STAFF,
    "office:decision-new":       (302,       404, 404,  404, 200, 200, 404, 404),
    "office:decision":           (302,       404, 404,  404, 200, 200, 200, 200),
    "office:decision-choose":     ONLY_POST,
    "office:decision-step":       ONLY_POST,
    "office:decision-pdf":       (302,       404, 404,  404, 200, 200, 200, 200),
    "office:certificates-pdf":   (302,       404, 404,  404, 200, 200, 200, 200),
    "office:certificate-pdf":     EAST,
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
    "office:rearrange":           PLANNERS,
    "office:rearrange-new":       PLANNERS,
    "office:rearrange-table":     PLANNERS,
    "office:rearrange-blank":     PLANNERS,
    "office:rearrange-change":    PLANNERS,
    "office:rearrange-undo":      ONLY_POST,
    "office:rearrange-allocate":  ONLY_POST,
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
    return {
        "judged": judged, "change": change.pk,
        "list": lists.issued(cast).pk, "list-draft": lists.draft(cast, code="NHAP").pk,
        "dossier": dossier.pk, "evidence": evidence.pk, "model": model.pk, "decision": decision.pk,
        "certificate": certificate.pk, "code": certificate.code, "unit": cast.village.pk,
        "campaign": cast.campaign.code, "draft": make.dossier(cast.village, cast.campaign).pk,
    }  # fmt: skip


def address(name: str, world: dict) -> str:
    kwargs = {
        "office:dossier-new": {"campaign": world["campaign"]},
        "office:dossier-edit": {"pk": world["draft"]},
        "office:dossier-step": {"pk": world["draft"], "name": "submit"},
        "office:import-template": {"campaign": world["campaign"]},
        "office:import-preview": {"key": uuid.UUID(int=7)},
        "office:import-apply": {"key": uuid.UUID(int=7)},
        "office:card-step": {"pk": world["dossier"], "voice": "SELF", "name": "sign_self"},
        "office:card": {"pk": world["dossier"], "voice": "SELF"},
        "office:card-prefill": {"pk": world["dossier"], "voice": "SUPERIOR"},
        "office:card-mark": {"pk": world["dossier"], "voice": "SELF"},
        "office:decision-step": {"pk": world["decision"], "name": "issue"},
        "office:certificate-pdf": {"pk": world["certificate"]},
        "office:evidence": {"pk": world["evidence"]},
        "office:evidence-remove": {"pk": world["evidence"]},
        **{
            f"office:criteria-{one}": {"pk": world["list"]}
            for one in ("version", "copy", "retire", "compare", "workbook")
        },
        **{f"office:criteria-lessons{one}": {"pk": world["judged"]} for one in ("", "-pdf", "-draft")},
        "office:criteria-lesson": {"pk": world["judged"], "number": 1},
        **{f"office:criteria-{one}": {"pk": world["list-draft"]} for one in ("issue", "import")},
        "portal:practice": {"pk": world["model"], "slug": "hien-dat-lam-duong"},
        "portal:unit": {"pk": world["unit"], "slug": "dang-bo-xa-dong-dieu"},
        "portal:decision": {"pk": world["decision"]},
        "portal:certificate": {"code": world["code"]},
        "api:practice": {"pk": world["model"]},
    }.get(name)
    if kwargs is None and name.startswith("office:decision-") or name in ("office:decision", "office:certificates-pdf"):
        kwargs = {} if name == "office:decision-new" else {"pk": world["decision"]}
    of_dossier = ("dossier", "card-pdf", "evidence-add", "review-dossier", "owners")
    if kwargs is None and name in {f"office:{one}" for one in of_dossier}:
        kwargs = {"pk": world["dossier"]}
    if name in {"office:rearrange-change", "office:rearrange-undo", "office:rearrange-allocate"}:
        kwargs = {"pk": world["change"]}
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


@pytest.mark.parametrize("name", DOORS)
def test_door(cast, world, name):
    url = address(name, world)

    got = tuple(answer(visit(cast, who), url) for who in PEOPLE)

    assert got == DOORS[name]


def fingerprint() -> tuple:
    """What the writing addresses could have changed."""
    return (
        list(Dossier.objects.order_by("pk").values_list("pk", "state", "edition", "title")),
        list(Scorecard.objects.order_by("pk").values_list("pk", "state", "marks", "edition")),
        list(Evidence.objects.order_by("pk").values_list("pk", "removed_at")),
        Event.objects.count(), UnitChange.objects.count(),
    )  # fmt: skip


WRITES = sorted(name for name in DOORS if name.startswith("office:"))


@pytest.mark.parametrize("who", ["anonymous", "chi", "hoa"])
@pytest.mark.parametrize("name", WRITES)
def test_a_post_from_out_of_reach_changes_nothing(cast, world, name, who):
    url, before = address(name, world), fingerprint()

    answer = visit(cast, who).post(url, {"note": "x", "title": "x", "result": "MET", "edition": "1"})

    assert answer.status_code in {200, 302, 400, 403, 404, 405, 409, 422}
    assert who == "hoa" or answer.status_code in {200, 302, 404, 405}
    assert fingerprint() == before


@pytest.mark.parametrize("name", WRITES)
def test_a_post_without_a_token_is_refused(cast, world, name):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.binh)
    before = fingerprint()

    assert client.post(address(name, world), {"note": "x"}).status_code in {403, 404, 405}
    assert fingerprint() == before
