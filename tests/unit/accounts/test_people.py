"""Who may appoint whom where: upward never, and nobody loses their own last post by their own hand."""

from __future__ import annotations

import pytest
from django.contrib.auth.tokens import default_token_generator

from danvan.accounts.models import Post, Role, User
from danvan.accounts.people import appointable, free_username, may_keep
from danvan.ledger.models import Event
from danvan.notices.people import CannotAppoint, Newcomer, appoint, end_post, invite, reset
from tests import make

C, H, D, P, A, K, Q = Role.values  # clerk, head, district board, province board, approver, auditor, administrator
APPOINTS = {  # in the province, the east, the west, the village of the east
    "an": ([], [], [], []), "hoa": ([], [], [], []), "giang": ([], [], [], []),
    "binh": ([], [C], [], [C, H]),
    "chi": ([], [], [C], []),
    "dung": ([C], [C, H, D], [C, H, D], [C, H]),
    "quan": ([C, H, P, A, K, Q], [C, H, D, K, Q], [C, H, D, K, Q], [C, H, K, Q]),
}  # fmt: skip


@pytest.mark.parametrize("who", APPOINTS)
def test_each_person_appoints_exactly_these_roles(cast, who):
    units = (cast.province, cast.east, cast.west, cast.village)

    assert tuple(appointable(getattr(cast, who), unit) for unit in units) == APPOINTS[who]


def test_names_fold_into_free_usernames(db):
    make.user(Role.UNIT_CLERK, make.unit(), "nguyenthidao")

    assert [free_username(name) for name in ("Nguyễn Thị Đào", "Lê Văn Ước")] == ["nguyenthidao2", "levanuoc"]


def test_an_invited_clerk_has_no_password_until_the_link_is_used(cast):
    post = invite(who=Newcomer("Trần Văn Mới", cast.village, C), by=cast.binh, at=make.NOON)

    assert (post.user.username, post.user.has_usable_password()) == ("tranvanmoi", False)
    assert Event.objects.get(verb="invite").subject == f"accounts.post:{post.pk}"
    with pytest.raises(CannotAppoint, match="Ban Dân vận cấp huyện"):
        invite(who=Newcomer("Trần Văn Cao", cast.village, D), by=cast.binh, at=make.NOON)
    with pytest.raises(CannotAppoint, match="đã có người dùng"):
        invite(who=Newcomer("Trần Văn Mới", cast.village, C, "TranVanMoi"), by=cast.binh, at=make.NOON)


def test_ending_needs_a_reason_reach_and_leaves_no_one_without_a_post_by_their_own_hand(cast):
    own, of_an = (Post.objects.get(user=user) for user in (cast.quan, cast.an))
    today = make.NOON.date()
    for post, reason, by in ((of_an, " ", cast.binh), (of_an, "x", cast.chi), (own, "x", cast.quan)):
        with pytest.raises(CannotAppoint):
            end_post(post=post, on=today, reason=reason, by=by, at=make.NOON)
    end_post(post=of_an, on=today, reason="Chuyển công tác", by=cast.binh, at=make.NOON)

    assert User.objects.get(username="an").posts == []
    assert Event.objects.get(verb="end_post").note == "Chuyển công tác"


def test_a_reset_ends_the_old_password_sessions_and_links(cast, client):
    client.force_login(cast.an)
    first = reset(user=cast.an, by=cast.binh, at=make.NOON)
    second = reset(user=cast.an, by=cast.binh, at=make.NOON)
    fresh = User.objects.get(username="an")

    assert client.get("/can-bo/").status_code == 302
    tokens = [link.strip("/").split("/")[-1] for link in (first, second)]
    assert [default_token_generator.check_token(fresh, token) for token in tokens] == [False, True]


def test_a_board_keeps_no_account_that_works_for_others_too(cast):
    appoint(user=cast.an, role=C, unit=cast.west, by=cast.quan, at=make.NOON)
    both = User.objects.get(username="an")

    assert [may_keep(by, both) for by in (cast.binh, cast.chi, cast.dung)] == [False, False, True]
    with pytest.raises(CannotAppoint, match="ngoài phạm vi"):
        reset(user=both, by=cast.binh, at=make.NOON)
