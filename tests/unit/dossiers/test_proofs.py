"""Evidence files: who adds them and when, judged by content, set aside but never destroyed."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from danvan.criteria.enums import Track
from danvan.dossiers.cards import Evidence
from danvan.dossiers.enums import State
from danvan.dossiers.proofs import attach, may_attach, set_aside
from danvan.dossiers.scoring import CannotScore
from danvan.kit.uploads import BadUpload
from danvan.ledger.models import Event
from tests import make

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def pdf(name: str = "Biên bản.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def accepted(cast):
    return make.dossier(cast.village, cast.campaign, track=Track.COMMUNE, state=State.ACCEPTED)


def keep(dossier, by, upload, number: int = 3) -> Evidence:
    criterion = dossier.campaign.tracks.get(track=dossier.track).version.criteria.get(order=number)
    return attach(dossier=dossier, criterion=criterion, upload=upload, by=by, at=make.NOON)


def test_only_those_who_write_for_the_unit_add_evidence(cast, accepted):
    people = ("an", "binh", "chi", "dung", "giang", "hoa", "quan")

    assert {name for name in people if may_attach(getattr(cast, name), accepted)} == {"an", "binh"}


@pytest.mark.parametrize("state", State.values)
def test_evidence_is_added_only_while_the_unit_works_on_its_card(cast, state):
    dossier = make.dossier(cast.village, cast.campaign, state=state)

    assert may_attach(cast.an, dossier) is (state in {"ACCEPTED", "REWORK"})


def test_file_is_kept_privately_under_a_name_of_ours(cast, accepted):
    kept = keep(accepted, cast.an, pdf("../../Sổ tiếp dân.pdf"))

    assert (kept.name, kept.content_type, kept.size) == ("Sổ tiếp dân.pdf", "application/pdf", len(PDF))
    assert "Sổ" not in kept.file.name and kept.file.name.startswith("evidence/")
    assert Event.objects.get(verb="attach").details == {"name": ["", "Sổ tiếp dân.pdf"]}


def test_content_decides_not_the_name(cast, accepted):
    with pytest.raises(BadUpload, match="Không nhận loại tệp này"):
        keep(accepted, cast.an, pdf("thư.pdf", b"MZ" + bytes(64)))

    assert not Evidence.objects.exists() and not Event.objects.exists()


def test_same_file_on_the_same_criterion_is_kept_once(cast, accepted):
    first, second = keep(accepted, cast.an, pdf()), keep(accepted, cast.an, pdf("Bản sao.pdf"))
    elsewhere = keep(accepted, cast.an, pdf(), number=4)

    assert first == second != elsewhere
    assert Event.objects.filter(verb="attach").count() == 2


def test_file_may_come_back_after_it_was_set_aside(cast, accepted):
    first = keep(accepted, cast.an, pdf())
    set_aside(evidence=first, by=cast.an, at=make.NOON)

    assert keep(accepted, cast.an, pdf()) != first


def test_setting_aside_keeps_the_file_and_the_fact(cast, accepted):
    kept = keep(accepted, cast.an, pdf())

    set_aside(evidence=kept, by=cast.an, at=make.NOON)

    kept.refresh_from_db()
    assert kept.removed_at == make.NOON and kept.file.storage.exists(kept.file.name)
    assert Event.objects.get(verb="detach").details == {"name": ["Biên bản.pdf", ""]}


def test_nothing_is_added_or_set_aside_out_of_turn_or_by_a_stranger(cast, accepted):
    kept = keep(accepted, cast.an, pdf())

    with pytest.raises(CannotScore, match="sửa minh chứng"):
        set_aside(evidence=kept, by=cast.chi, at=make.NOON)
    with pytest.raises(CannotScore, match="thêm minh chứng"):
        keep(accepted, cast.chi, pdf("Khác.pdf", PDF + b" %%EOF"))

    kept.refresh_from_db()
    assert kept.removed_at is None
