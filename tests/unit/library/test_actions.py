"""Documents are kept by whoever runs the campaigns of a board, never overwritten, and every act is recorded."""

from __future__ import annotations

import pytest

from danvan.ledger.models import Event
from danvan.ledger.record import broken_links
from danvan.library.actions import CannotKeep, EditedMeanwhile, begin, publish, replace, withdraw, write
from danvan.library.models import Document
from tests import make
from tests.unit.library import rows

#               an     binh   chi    dung  giang hoa    quan
OF_PROVINCE = (False, False, False, True, True, False, True)
OF_EAST = (False, True, False, True, True, False, True)
PEOPLE = ("an", "binh", "chi", "dung", "giang", "hoa", "quan")


@pytest.mark.parametrize(("at", "allowed"), [("province", OF_PROVINCE), ("east", OF_EAST)])
@pytest.mark.parametrize("place", range(7), ids=PEOPLE)
def test_who_adds_a_document(cast, at, allowed, place):
    told = {"unit": getattr(cast, at), "words": rows.words(), "by": getattr(cast, PEOPLE[place]), "at": make.NOON}
    if allowed[place]:
        assert begin(**told).pk
    else:
        with pytest.raises(CannotKeep):
            begin(**told)


@pytest.mark.parametrize("who", ["an", "binh", "chi", "hoa"])
def test_others_change_nothing(cast, who):
    document, by = rows.public(cast.province, cast.dung), getattr(cast, who)
    works = (
        lambda: write(document=document, words=rows.words(title="Khác"), edition=2, by=by, at=make.NOON),
        lambda: withdraw(document=document, reason="x", by=by, at=make.NOON),
        lambda: replace(document=document, by_document=None, by=by, at=make.NOON),
        lambda: publish(document=document, by=by, at=make.NOON),
    )
    for work in works:
        with pytest.raises(CannotKeep):
            work()
    assert Document.objects.public().get().title == "Hướng dẫn đăng ký mô hình"


def test_two_people_do_not_overwrite_each_other(cast):
    document = rows.draft(cast.province, cast.dung)
    write(document=document, words=rows.words(title="Bản một"), edition=1, by=cast.dung, at=make.NOON)

    with pytest.raises(EditedMeanwhile):
        write(document=document, words=rows.words(title="Bản hai"), edition=1, by=cast.giang, at=make.NOON)

    assert Document.objects.get().title == "Bản một"


def test_the_same_words_again_are_no_event(cast):
    document = rows.draft(cast.province, cast.dung)
    before = Event.objects.count()
    assert write(document=document, words=rows.words(), edition=1, by=cast.dung, at=make.NOON).edition == 1
    assert Event.objects.count() == before


def test_a_document_is_taken_back_with_a_reason_and_published_again(cast):
    document = rows.public(cast.province, cast.dung)
    with pytest.raises(CannotKeep, match="lý do"):
        withdraw(document=document, reason="  ", by=cast.dung, at=make.NOON)
    assert not withdraw(document=document, reason="Đăng nhầm", by=cast.dung, at=make.NOON).is_public
    assert publish(document=document, by=cast.dung, at=make.NOON).is_public
    verbs = list(Event.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["begin_document", "publish_document", "withdraw_document", "publish_document"]
    assert broken_links() == []


def test_pressing_twice_publishes_once(cast):
    document = rows.draft(cast.province, cast.dung)
    for _ in range(2):
        publish(document=document, by=cast.dung, at=make.NOON)
    assert Event.objects.filter(verb="publish_document").count() == 1


def test_a_document_never_replaces_what_replaced_it(cast):
    old, new = rows.public(cast.province, cast.dung), rows.public(cast.province, cast.dung, number="06-HD/BDVTU")
    replace(document=old, by_document=new, by=cast.dung, at=make.NOON)
    for later in (old, new):
        with pytest.raises(CannotKeep, match="chính nó"):
            replace(document=new, by_document=later, by=cast.dung, at=make.NOON)


@pytest.mark.parametrize("field", ["title", "number"])
def test_a_secret_paper_is_not_even_drafted(cast, field):
    with pytest.raises(CannotKeep, match="độ mật"):
        rows.draft(cast.province, cast.dung, **{field: "12-BC/TU (Mật)"})
    assert not Document.objects.exists()
