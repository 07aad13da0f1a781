"""Lines filled in beforehand on the page of a review: shown, marked, stored as such, and never by reading a page."""

from __future__ import annotations

import re

from danvan.criteria.models import Criterion
from danvan.dossiers.cards import Scorecard
from danvan.dossiers.enums import CardState, State, Voice
from danvan.dossiers.filled_in import filled_in
from tests.web.office.test_cards import criterion, line
from tests.web.office.test_review import QUEUE, page_of, sent

__all__ = ["sent"]  # the fixture


def stamp_in(page: str) -> str:
    """What the page rests its filled in lines on."""
    return re.search(r'name="san" value="([^"]+)"', page)[1]


def test_the_rest_is_filled_in_and_marked_and_reading_the_page_stores_nothing(client, cast, sent):
    client.force_login(cast.dung)

    looks, every = client.get(page_of(sent)).text, client.get(f"{page_of(sent)}?xem=tat-ca").text

    assert looks.count('class="compare-row"') == 1 and "data-filled" not in looks
    assert "23 tiêu chí còn lại các cấp chấm như nhau và đủ minh chứng, đã điền sẵn theo huyện." in looks
    assert every.count("data-filled>điền sẵn theo huyện</span>") == 23
    assert "Tỉnh chấm: 23 trên 24" in every, "the strip counts what is filled in"
    assert not Scorecard.objects.filter(voice=Voice.PROVINCE).exists()


def test_signing_stores_what_was_filled_in_as_such_and_what_was_touched_as_written(client, cast, sent):
    client.force_login(cast.dung)
    given = {"san": stamp_in(client.get(page_of(sent)).text), "step": "confirm"}

    untouched = line(sent, 1, "MET")
    client.post(page_of(sent), given | untouched | line(sent, 2, "NOT_MET", "Thiếu sổ") | line(sent, 4, "NOT_MET"))

    card = Scorecard.objects.get(voice=Voice.PROVINCE)
    sent.refresh_from_db()
    assert (sent.state, card.state, card.marks) == (State.CONFIRMED, CardState.SIGNED, "YNYN" + "Y" * 20)
    assert filled_in(card) == frozenset({1, 3, *range(5, 25)})


def test_saving_keeps_the_mark_until_the_line_is_touched(client, cast, sent):
    client.force_login(cast.dung)

    client.post(page_of(sent), {"san": stamp_in(client.get(page_of(sent)).text)})
    saved = client.get(f"{page_of(sent)}?xem=tat-ca").text
    score = Scorecard.objects.get(voice=Voice.PROVINCE).scores.get(criterion=criterion(sent, 9))
    client.post(page_of(sent), line(sent, 9, "NOT_MET", "Chưa đủ", was=score))

    assert saved.count("data-filled>") == 23 and 'name="san"' not in saved
    assert client.get(f"{page_of(sent)}?xem=tat-ca").text.count("data-filled>") == 22


def test_a_page_that_showed_other_lines_filled_in_stores_none_of_them(client, cast, sent):
    client.force_login(cast.dung)

    answer = client.post(page_of(sent), line(sent, 4, "MET", "Đã xem") | {"san": "1.99", "step": "confirm"})

    assert "Phần điền sẵn đã đổi từ khi bạn mở trang này." in answer.text
    assert not Scorecard.objects.filter(voice=Voice.PROVINCE).exists()


def test_what_the_portals_data_contradict_comes_first(client, cast, sent):
    Criterion.objects.filter(pk=criterion(sent, 9).pk).update(computed="RECOGNISED_MODEL")
    client.force_login(cast.dung)

    queue, page = client.get(QUEUE).text, client.get(page_of(sent)).text

    assert "2 chỗ cần xem" in queue and 'id="tieu-chi-9"' in page
    assert "Có cấp chấm khác số liệu của cổng." in page
