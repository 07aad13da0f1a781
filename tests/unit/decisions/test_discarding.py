"""A draft that will not be issued is thrown away whole; what was issued never is."""

from __future__ import annotations

import pytest

from danvan.decisions.actions import CannotDecide
from danvan.decisions.discarding import discard
from danvan.decisions.models import Decision, DecisionFile, DecisionItem
from danvan.decisions.queries import candidates
from danvan.decisions.workflow import DECISION_LIFE
from danvan.ledger.models import Event
from tests import make


@pytest.fixture
def draft(cast):
    model = make.dossier(cast.village, cast.campaign, state="APPROVED", title="Hiến đất làm đường")
    return make.decision(cast.province, model, campaign=cast.campaign)


def test_a_dropped_draft_frees_its_list_and_stays_in_the_ledger(cast, draft):
    model = draft.items.get().dossier

    discard(decision=draft, edition=draft.edition, by=cast.dung, at=make.NOON)

    assert not Decision.objects.exists() and not DecisionItem.objects.exists() and not DecisionFile.objects.exists()
    event = Event.objects.get(verb="discard")
    assert (event.details["dossiers"], event.actor) == ([[model.pk], []], cast.dung)
    other = make.decision(cast.province, campaign=cast.campaign)
    assert [one.elsewhere for one in candidates(other, cast.dung)] == [False]


def test_an_issued_decision_a_stale_page_and_a_stranger_are_refused(cast, draft):
    for edition, by, why in ((2, cast.dung, "người khác sửa"), (1, cast.binh, "không được bỏ")):
        with pytest.raises(CannotDecide, match=why):
            discard(decision=draft, edition=edition, by=by, at=make.NOON)
    DECISION_LIFE.take(draft, "issue", by=cast.giang, at=make.NOON)
    with pytest.raises(CannotDecide, match="đã ban hành"):
        discard(decision=draft, edition=1, by=cast.giang, at=make.NOON)
    assert Decision.objects.get().state == "ISSUED" and not Event.objects.filter(verb="discard").exists()


def test_the_button_asks_for_agreement_first(client, cast, draft):
    client.force_login(cast.dung)
    page = f"/can-bo/quyet-dinh/{draft.pk}/"
    assert f'formaction="{page}bo/"' in client.get(page).text

    client.post(f"{page}bo/", {"edition": 1})
    assert Decision.objects.exists()

    answer = client.post(f"{page}bo/", {"edition": 1, "agreed": "on"}, follow=True)
    assert "Đã bỏ dự thảo quyết định" in answer.text and not Decision.objects.exists()
