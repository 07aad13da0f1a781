"""The admin of the reference tables: only for administrators, never for what has a state, and recorded."""

from __future__ import annotations

import pytest

from danvan.criteria.models import CriteriaVersion, Criterion
from danvan.decisions.models import Decision
from danvan.dossiers.models import Dossier
from danvan.ledger.models import Event
from danvan.ledger.record import broken_links
from tests import make
from tests.conftest import PEOPLE


@pytest.fixture
def admin(cast, visit):
    """The administrator's browser."""
    type(cast.quan).objects.filter(pk=cast.quan.pk).update(is_staff=True, is_superuser=True)
    return visit("quan")


@pytest.mark.parametrize("who", ["", *PEOPLE])
def test_nobody_else_is_let_in(cast, visit, who):
    for place in ("", "accounts/user/", "units/unit/add/", "ledger/event/", "criteria/criterion/"):
        answer = visit(who).get(f"/quan-tri/{place}")
        assert answer.status_code == 302 and answer["Location"].startswith("/quan-tri/login/")


@pytest.mark.parametrize("model", ["dossiers/dossier", "dossiers/scorecard", "decisions/decision",
                                   "decisions/certificate", "ledger/event", "units/unitchange"])  # fmt: skip
def test_what_has_a_state_is_not_written_here(cast, admin, model):
    decision = make.decision(cast.province, make.dossier(cast.village, cast.campaign, state="APPROVED"))
    one = {"dossiers/dossier": Dossier.objects.get().pk, "decisions/decision": decision.pk}.get(model, 1)
    forged = {"state": "ISSUED", "title": "x", "_save": "1", "action": "delete_selected", "_selected_action": one}

    statuses = [
        admin.post(f"/quan-tri/{model}/add/", forged).status_code,
        admin.post(f"/quan-tri/{model}/{one}/change/", forged).status_code,
        admin.post(f"/quan-tri/{model}/{one}/delete/", {"post": "yes"}).status_code,
        admin.post(f"/quan-tri/{model}/", {**forged, "post": "yes"}).status_code,
    ]

    assert set(statuses) <= {302, 403, 404, 200} and statuses[0] == 403 and 200 not in statuses[:3]
    assert (Decision.objects.get().state, Dossier.objects.get().state) == ("DRAFT", "APPROVED")
    assert Event.objects.count() == 0


def draft_list() -> CriteriaVersion:
    """Three criteria not issued yet."""
    made = make.version(3)
    made.issued_at = None
    made.save()
    return made


def criterion(version, **more) -> dict:
    """A criterion as the admin's form sends it."""
    return {"version": version.pk, "order": 25, "code": "C25", "key": "C25", "title": "Tiêu chí 25", "weight": "1",
            "evidence_hints": "[]", "numeric_rule": "{}", "verify_methods": "[]", **more}  # fmt: skip


def test_no_criterion_is_added_to_an_issued_list_nor_moved_into_it(cast, admin):
    issued = make.version(24, issued=True)
    draft = draft_list()
    mine = draft.criteria.get(order=3)

    added = admin.post("/quan-tri/criteria/criterion/add/", criterion(issued))
    moved = admin.post(f"/quan-tri/criteria/criterion/{mine.pk}/change/", criterion(issued))
    changed = admin.post(f"/quan-tri/criteria/criterion/{issued.criteria.first().pk}/change/", criterion(issued))

    assert (added.status_code, moved.status_code, changed.status_code) == (200, 200, 403)
    assert (issued.criteria.count(), draft.criteria.count()) == (24, 3)
    assert admin.post("/quan-tri/criteria/criterion/add/", criterion(draft)).status_code == 302


def test_an_issued_list_keeps_its_rule(cast, admin):
    issued = make.version(24, issued=True)

    answer = admin.post(f"/quan-tri/criteria/criteriaversion/{issued.pk}/change/", {"min_passed": 1, "label": "x"})

    assert answer.status_code == 403
    assert CriteriaVersion.objects.get(pk=issued.pk).min_passed == 20
    assert Criterion.objects.filter(version=issued).count() == 24


def test_a_campaign_scores_on_issued_lists_only(cast, admin):
    draft = draft_list()
    CriteriaVersion.objects.filter(tracks__campaign=cast.campaign).update(issued_at=make.NOON)

    page = admin.get(f"/quan-tri/dossiers/campaign/{cast.campaign.pk}/change/").content.decode()

    assert f'<option value="{cast.campaign.tracks.get(track="COMMUNE").version.pk}"' in page
    assert str(draft) not in page


def test_a_post_given_to_someone_stands_in_the_book(cast, admin):
    lines = {"all_posts-TOTAL_FORMS": 1, "all_posts-INITIAL_FORMS": 0, "all_posts-0-unit": cast.province.pk,
             "all_posts-0-role": "ADMINISTRATOR", "all_posts-0-from_on": "01/01/2026"}  # fmt: skip
    form = {"username": "stranger", "full_name": "", "email": "", "is_active": "on", **lines}
    stranger = make.user("UNIT_CLERK", cast.village, "stranger")
    stranger.all_posts.all().delete()

    answer = admin.post(f"/quan-tri/accounts/user/{stranger.pk}/change/", form)

    assert answer.status_code == 302
    told = Event.objects.get(subject__startswith="accounts.post:")
    assert (told.verb, told.actor, told.channel) == ("add", cast.quan, "ADMIN")
    assert told.details["role"] == ["", "ADMINISTRATOR"]
    assert broken_links() == []


def test_a_password_set_for_someone_stands_in_the_book_without_a_word_of_it(cast, admin):
    secret = "sen nở đầu hạ 2026"

    answer = admin.post(f"/quan-tri/accounts/user/{cast.an.pk}/password/", {
        "password1": secret, "password2": secret, "usable_password": "true",
    })  # fmt: skip

    told = Event.objects.get()
    assert answer.status_code == 302 and cast.an.__class__.objects.get(pk=cast.an.pk).check_password(secret)
    assert (told.subject, told.actor) == (f"accounts.user:{cast.an.pk}", cast.quan)
    assert secret not in str(told.details)


def periods(unit, parent, *days: tuple[str, str]) -> dict:
    """The periods of a unit as the admin's form sends them, the first one stored already."""
    lines = {"spans-TOTAL_FORMS": len(days), "spans-INITIAL_FORMS": 1, "spans-0-id": unit.spans.get().pk, "_save": "1"}
    for number, (first, last) in enumerate(days):
        line = {"unit": unit.pk, "name": unit.name, "kind": unit.kind, "parent": parent.pk, "valid_from": first,
                "valid_to": last, "legal_basis": ""}  # fmt: skip
        lines |= {f"spans-{number}-{name}": value for name, value in line.items()}
    return lines


def test_a_unit_has_one_standing_a_day_and_never_stands_under_itself(cast, admin):
    east, url = cast.east, f"/quan-tri/units/unit/{cast.east.pk}/change/"

    shared = admin.post(url, periods(east, cast.province, ("01/01/2010", "30/06/2025"), ("30/06/2025", "")))
    itself = admin.post(url, periods(east, east, ("01/01/2010", "")))
    below = admin.post(url, periods(east, cast.village, ("01/01/2010", "")))

    assert "trùng ngày nhau" in shared.content.decode()
    assert all("Cấp trên không thể là" in page.content.decode() for page in (itself, below))
    good = admin.post(
        url, {**periods(east, cast.province, ("01/01/2010", "30/06/2025"), ("01/07/2025", "")), "code": "X"}
    )
    east.refresh_from_db()
    assert (good.status_code, east.spans.count(), east.code, east.path) == (302, 2, "E", "P/E/")
