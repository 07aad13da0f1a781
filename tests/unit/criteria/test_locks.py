"""The database itself keeps what is issued: written past the code, by SQL, on whichever engine the tests run."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from danvan.criteria.models import CriteriaVersion, Criterion, CriterionLink, ThemeScheme
from danvan.dossiers.cards import Score, Scorecard
from tests import make
from tests.unit.criteria import lists

LINE = (
    'INSERT INTO criteria_criterion (version_id, group_id, "order", code, key, title, requirement, guidance, '
    "evidence_hints, evidence_required, numeric_rule, is_veto, na_condition, weight, verify_methods, owner_hint, "
    "computed, is_bonus) SELECT version_id, group_id, 99, 'X', 'X', title, requirement, guidance, evidence_hints, "
    "evidence_required, numeric_rule, is_veto, na_condition, weight, verify_methods, owner_hint, computed, is_bonus "
    "FROM criteria_criterion WHERE id = {line}"
)
# what is written past the code on an issued list; {} are the ids of the fixture
REFUSED = {
    "a title": "UPDATE criteria_criterion SET title = 'Khác' WHERE id = {line}",
    "a weight": "UPDATE criteria_criterion SET weight = 50 WHERE id = {line}",
    "a place": 'UPDATE criteria_criterion SET "order" = 50 WHERE id = {line}',
    "a line taken away": "DELETE FROM criteria_criterion WHERE id = {line}",
    "a line put in": LINE,
    "a line moved out": "UPDATE criteria_criterion SET version_id = {draft} WHERE id = {line}",
    "a line moved in": "UPDATE criteria_criterion SET version_id = {version} WHERE id = {draft_line}",
    "the name of a group": "UPDATE criteria_criteriagroup SET title = 'Khác' WHERE id = {group}",
    "a group put in": "INSERT INTO criteria_criteriagroup (version_id, numeral, title, \"order\") "
                      "VALUES ({version}, 'IX', 'Khác', 9)",
    "a group taken away": "DELETE FROM criteria_criteriagroup WHERE id = {group}",
    "the threshold": "UPDATE criteria_criteriaversion SET min_passed = 1 WHERE id = {version}",
    "the label": "UPDATE criteria_criteriaversion SET label = 'Khác' WHERE id = {version}",
    "the classes": "UPDATE criteria_criteriaversion SET classes = '[1]' WHERE id = {version}",
    "the period": "UPDATE criteria_criteriaversion SET valid_to = '2030-12-31' WHERE id = {version}",
    "nothing issued": "UPDATE criteria_criteriaversion SET issued_at = NULL WHERE id = {version}",
    "the list": "DELETE FROM criteria_criteriaversion WHERE id = {version}",
    "a link": "UPDATE criteria_criterionlink SET is_comparable = (1 = 0) WHERE id = {link}",
    "a link taken away": "DELETE FROM criteria_criterionlink WHERE id = {link}",
    "a link put in": "INSERT INTO criteria_criterionlink (before_id, after_id, is_comparable) "
                     "VALUES ({draft_line}, {line}, (1 = 1))",
    "a link turned to it": "UPDATE criteria_criterionlink SET after_id = {line} WHERE id = {draft_link}",
    "a theme": "UPDATE criteria_theme SET name = 'Khác' WHERE id = {theme}",
    "a theme taken away": "DELETE FROM criteria_theme WHERE id = {theme}",
    "a theme put in": "INSERT INTO criteria_theme (scheme_id, code, name, short_name, \"order\", common, aliases) "
                      "VALUES ({scheme}, 'X', 'X', '', 9, 'ECONOMY', '[]')",
    "a theme moved": "UPDATE criteria_theme SET scheme_id = {scheme} WHERE id = {free_theme}",
    "the name of a scheme": "UPDATE criteria_themescheme SET name = 'Khác' WHERE id = {scheme}",
    "the scheme": "DELETE FROM criteria_themescheme WHERE id = {scheme}",
    "when a scheme begins": "UPDATE criteria_themescheme SET valid_from = '2030-01-01' WHERE id = {scheme}",
    "the edition of a scheme": "UPDATE criteria_themescheme SET edition = 9 WHERE id = {scheme}",
}  # fmt: skip


@pytest.fixture
def ids(cast) -> dict[str, int]:
    """An issued list copied from an older one, a draft of it, an issued scheme and a free one."""
    old = lists.issued(cast, valid_from=date(2025, 1, 1), valid_to=date(2025, 12, 31))
    version = lists.next_year(cast, old)
    CriteriaVersion.objects.filter(pk=version.pk).update(issued_at=make.NOON)
    version.refresh_from_db()
    draft = lists.next_year(cast, version, label="2028")
    scheme, free = make.scheme(), make.scheme()
    ThemeScheme.objects.filter(pk=scheme.pk).update(issued_at=make.NOON)
    line, draft_line = lists.lines(version)[0], lists.lines(draft)[0]
    return {
        "version": version.pk, "draft": draft.pk, "line": line.pk, "draft_line": draft_line.pk,
        "group": line.group_id, "link": line.links_back.get().pk, "draft_link": draft_line.links_back.get().pk,
        "scheme": scheme.pk, "theme": scheme.themes.all()[0].pk, "free_theme": free.themes.all()[0].pk,
    }  # fmt: skip


def run(sql: str, **ids: int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(**ids))


@pytest.mark.parametrize("name", REFUSED)
def test_the_database_refuses(ids, name):
    with pytest.raises(DatabaseError, match="Bộ đã ban hành, không sửa được"):
        run(REFUSED[name], **ids)


def test_what_may_change_may(ids):
    run("UPDATE criteria_criteriaversion SET retired_on = '2026-12-31' WHERE id = {version}", **ids)
    run("UPDATE criteria_themescheme SET valid_to = '2026-12-31' WHERE id = {scheme}", **ids)
    run("UPDATE criteria_criterion SET title = 'Khác' WHERE id = {draft_line}", **ids)
    run("UPDATE criteria_theme SET name = 'Khác' WHERE id = {free_theme}", **ids)
    run("DELETE FROM criteria_criterionlink WHERE id = {draft_link}", **ids)
    run("DELETE FROM criteria_criterion WHERE id = {draft_line}", **ids)

    assert CriteriaVersion.objects.get(pk=ids["version"]).retired_on == date(2026, 12, 31)


@pytest.mark.parametrize("common", ["", "HEALTH"])
def test_a_theme_always_belongs_to_one_of_the_common_four(ids, common):
    with pytest.raises(DatabaseError, match="theme_has_a_common_theme"):
        run(f"UPDATE criteria_theme SET common = '{common}' WHERE id = {{free_theme}}", **ids)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="INSERT OR REPLACE is SQLite's own")
def test_an_issued_list_is_not_replaced_whole(ids):
    columns = ", ".join(
        f'"{field.column}"' for field in CriteriaVersion._meta.concrete_fields if field.column != "min_passed"
    )
    sql = (f"INSERT OR REPLACE INTO criteria_criteriaversion ({columns}, min_passed) "
           f"SELECT {columns}, 1 FROM criteria_criteriaversion WHERE id = {{version}}")  # fmt: skip
    with pytest.raises(DatabaseError, match="Bộ đã ban hành"):
        run(sql, **ids)


def test_the_code_is_refused_as_well(ids):
    with pytest.raises(DatabaseError), transaction.atomic():
        Criterion.objects.filter(pk=ids["line"]).update(title="Khác")
    with pytest.raises(DatabaseError), transaction.atomic():
        CriterionLink.objects.get(pk=ids["link"]).delete()


@pytest.fixture
def card(cast):
    """A card scored by its own list, beside another list."""
    version = lists.issued(cast)
    lists.scored_by(cast, version)
    dossier = make.dossier(cast.village, cast.campaign, track="COMMUNE", state="ACCEPTED", theme=None)
    return make.card(dossier, marks="Y")


def test_a_card_never_holds_a_criterion_of_another_list(cast, card):
    foreign = lists.lines(lists.of(cast.west))[0]
    with pytest.raises(DatabaseError, match="Tiêu chí không thuộc bộ của phiếu"), transaction.atomic():
        Score.objects.create(card=card, criterion=foreign, result="MET")
    with pytest.raises(DatabaseError, match="Tiêu chí không thuộc bộ của phiếu"), transaction.atomic():
        Score.objects.filter(card=card).update(criterion=foreign)
    assert [score.criterion.code for score in card.scores.all()] == ["C01"]


def test_a_card_with_scores_stays_with_its_list(cast, card):
    other = lists.of(cast.west)
    with pytest.raises(DatabaseError, match="Phiếu đã chấm, không đổi bộ tiêu chí được"), transaction.atomic():
        Scorecard.objects.filter(pk=card.pk).update(version=other)
    card.scores.all().delete()
    assert Scorecard.objects.filter(pk=card.pk).update(version=other) == 1
