"""Saving line by line: the JSON that the sheet's script reads, and two people on one sheet."""

from __future__ import annotations

import pytest
from django.db import connection

from danvan.accounts.models import Role
from danvan.criteria.enums import Track
from danvan.dossiers.cards import Score, Scorecard
from danvan.dossiers.enums import State, Voice
from danvan.dossiers.scoring import Entry, score
from danvan.office.marking import Sent, keep, stamp
from tests import make
from tests.web.office.test_cards import address, criterion, line

MET = Sent(Entry("MET"), stamp(None))


@pytest.fixture
def accepted(cast):
    return make.dossier(cast.village, cast.campaign, track=Track.COMMUNE, state=State.ACCEPTED)


@pytest.fixture
def mai(cast):
    """A second clerk of the same commune."""
    return make.user(Role.UNIT_CLERK, cast.village, "mai")


def test_one_line_answers_with_total_edition_and_what_is_needed(client, cast, accepted):
    client.force_login(cast.an)

    answer = client.post(address(accepted, name="card-mark"), line(accepted, 1, "MET")).json()

    assert answer["ok"] and not answer["error"]
    assert (answer["total"], answer["edition"], answer["needed"]) == ("1", 2, "Ngưỡng 20, cần thêm 19")
    assert answer["rows"][str(criterion(accepted, 1).pk)]["was"] == stamp(Score.objects.get())
    assert "Còn 23 tiêu chí chưa chấm" in answer["parts"]["foot"]


def test_failed_veto_is_said_beside_the_threshold(client, cast, accepted):
    make.card(accepted, marks="." + "Y" * 23)
    client.force_login(cast.an)

    answer = client.post(address(accepted, name="card-mark"), line(accepted, 1, "NOT_MET", "Chưa đối thoại")).json()

    assert answer["needed"] == "Đã qua ngưỡng 20; trượt điểm liệt ở tiêu chí 1"


def test_unknown_line_is_refused_in_a_sentence(client, cast, accepted):
    client.force_login(cast.an)

    answer = client.post(address(accepted, name="card-mark"), {"kq-77777": "MET", "da-77777": ""})

    assert answer.status_code == 400
    assert answer.json()["error"] == "Phiếu không có tiêu chí này; hãy tải lại trang rồi chấm lại."


def test_line_out_of_turn_is_refused_in_a_sentence(client, cast):
    draft = make.dossier(cast.village, cast.campaign, track=Track.COMMUNE, state=State.DRAFT)
    client.force_login(cast.an)

    answer = client.post(address(draft, name="card-mark"), line(draft, 1, "MET"))

    assert answer.status_code == 400
    assert "chưa đến lượt" in answer.json()["error"]


def test_get_saves_nothing(client, cast, accepted):
    client.force_login(cast.an)

    assert client.get(address(accepted, name="card-mark")).status_code == 405
    assert client.get(address(accepted, name="card-prefill")).status_code == 405
    assert client.get(address(accepted, name="card-step", step="sign_self")).status_code == 405


def test_two_people_on_different_lines_do_not_disturb_each_other(client, cast, accepted, mai):
    client.force_login(cast.an)
    client.post(address(accepted, name="card-mark"), line(accepted, 1, "MET"))
    client.force_login(mai)

    answer = client.post(address(accepted, name="card-mark"), line(accepted, 3, "MET"))

    assert answer.status_code == 200
    assert Scorecard.objects.get().marks == "Y.Y" + "." * 21


def test_second_writer_of_a_line_is_shown_both_values_and_nothing_is_lost(client, cast, accepted, mai):
    client.force_login(mai)
    client.post(address(accepted, name="card-mark"), line(accepted, 3, "NOT_MET", "Thiếu sổ"))
    client.force_login(cast.an)

    answer = client.post(address(accepted), line(accepted, 3, "MET", "Sổ đủ") | line(accepted, 4, "MET"))

    assert answer.status_code == 409
    assert "mai đã ghi “Không”" in answer.text and "ghi chú: “Thiếu sổ”" in answer.text
    assert "Anh/chị đang chọn “Đạt”" in answer.text and "Sổ đủ" in answer.text
    assert Scorecard.objects.get().marks == "..NY" + "." * 20, "the line nobody else touched is kept"


def test_saving_again_after_seeing_both_values_keeps_the_choice(client, cast, accepted, mai):
    client.force_login(mai)
    client.post(address(accepted, name="card-mark"), line(accepted, 3, "NOT_MET"))
    client.force_login(cast.an)
    clash = client.post(address(accepted, name="card-mark"), line(accepted, 3, "MET")).json()
    pk = criterion(accepted, 3).pk

    again = client.post(
        address(accepted, name="card-mark"), line(accepted, 3, "MET") | {f"da-{pk}": clash["conflicts"][str(pk)]["was"]}
    )

    assert clash["conflicts"][str(pk)]["result"] == "NOT_MET"
    assert again.status_code == 200
    assert Scorecard.objects.get().marks == "..Y" + "." * 21


def test_two_people_writing_the_same_thing_do_not_clash(client, cast, accepted, mai):
    client.force_login(mai)
    client.post(address(accepted, name="card-mark"), line(accepted, 3, "MET"))
    client.force_login(cast.an)

    assert client.post(address(accepted, name="card-mark"), line(accepted, 3, "MET")).status_code == 200


def test_line_written_in_the_middle_of_our_saving_disturbs_nothing(cast, accepted, mai):
    keep(dossier=accepted, voice=Voice.SELF, sent={criterion(accepted, 1).pk: MET}, by=cast.an, at=make.NOON)
    theirs, ours = criterion(accepted, 5).pk, criterion(accepted, 2).pk
    late = []

    def meanwhile(execute, sql, params, many, context):
        if 'FROM "dossiers_score"' in sql and not late:  # the card is read, its lines are not yet
            late.append(sql)
            score(card=Scorecard.objects.get(), entries={theirs: Entry("NOT_MET")}, edition=2, by=mai, at=make.NOON)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(meanwhile):
        keep(dossier=accepted, voice=Voice.SELF, sent={ours: MET}, by=cast.an, at=make.NOON)

    assert late and Scorecard.objects.get().marks == "YY..N" + "." * 19
