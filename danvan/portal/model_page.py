"""Everything the page of one recognised model shows, put together once for the screen, the print and the card."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, urlencode

from danvan.criteria.models import Theme
from danvan.decisions.models import DecisionItem
from danvan.dossiers.models import Dossier
from danvan.dossiers.naming import public_holder, public_text, public_title
from danvan.hearings.queries import results_for, shown_opinions
from danvan.kit.art.card import Card
from danvan.portal import links
from danvan.portal.kinship import Kinship, kinship
from danvan.portal.photos import shown
from danvan.portal.rows import together
from danvan.portal.similar import similar
from danvan.portal.story import (
    Fact,
    Section,
    days,
    facts,
    lead,
    other_years,
    proof,
    public_lines,
    sections,
    steps_in,
)
from danvan.reports.replication import family
from danvan.stories.models import ContactPoint, Story
from danvan.stories.queries import contact_for, reads_of, shown_photos, shown_story

GUIDE, FAMILY, OPINIONS, YEARS = "lam-theo", "lan-toa", "y-kien", "nam-khac"


def model_page(dossier: Dossier, items: Sequence[DecisionItem]) -> dict[str, Any]:
    """The page of one model, from its dossier and all its lines in decisions."""
    story = shown_story(dossier)
    lines = public_lines(items)
    told = sections(dossier, story.lesson if story else "")
    others, kin, opinions = other_years(dossier), kinship(family(dossier)), shown_opinions(dossier)
    title = public_title(dossier)
    return {
        **_addresses(dossier, title, kin),
        "dossier": dossier, "title": title, "crumbs": crumbs(dossier), "state_label": state_label(dossier),
        "lead": public_text(dossier, story.lead) if story and story.lead else lead(dossier),
        "figures": [(public_text(dossier, one.value), public_text(dossier, one.label)) for one in _figures(story)],
        "photos": shown(dossier, shown_photos(dossier)), "sections": told,
        "quote": public_text(dossier, story.quote) if story else "",
        "quote_by": public_text(dossier, story.quote_by) if story else "",
        "quote_after": _quote_after(told), "others": others,
        "contents": _contents(told, others=bool(others), kin=kin is not None),
        "facts": facts(dossier, lines), "proof": proof(dossier, lines),
        "days": days(dossier, lines, results_for(dossier)), "kinship": kin, "opinions": opinions,
        "guide": guide(dossier, story, contact_for(dossier)) | {"alone": kin is None},
        "similar": similar(dossier), "reads": reads_of(dossier),
    }  # fmt: skip


def _addresses(dossier: Dossier, title: str, kin: Kinship | None) -> dict[str, Any]:
    """Where the page stands, what goes with it, and what other sites are told of it."""
    address = links.absolute(links.practice(dossier.pk, title))
    picture = links.practice_card(dossier.pk, title)
    return {
        "address": address, "mail": _mail(title, address), "pdf_url": links.practice_pdf(dossier.pk, title),
        "copies_url": links.copies(dossier.pk, title) if kin and kin.left_out else "",
        "read_url": links.practice_read(dossier.pk), "say_url": links.practice_opinion(dossier.pk, title),
        "removal_url": links.removal(dossier.pk),
        "card": picture, "card_url": links.absolute(picture), "card_alt": title, "page_kind": "article",
    }  # fmt: skip


def _contents(told: Sequence[Section], *, others: bool, kin: bool) -> list[tuple[str, str]]:
    """What stands on the page, for the list beside it."""
    found = [(section.anchor, section.title) for section in told]
    found += [(YEARS, "Các năm khác")] if others else []
    found += [(FAMILY, "Lan tỏa")] if kin else []
    return [*found, (GUIDE, "Cách làm theo"), (OPINIONS, "Ý kiến")]


def _figures(story: Story | None) -> list[Any]:
    return list(story.figures.all()) if story else []


def _quote_after(told: Sequence[Section]) -> str:
    """The quote stands behind the way it was done, else behind what is told first."""
    anchors = [section.anchor for section in told]
    return "cach-lam" if "cach-lam" in anchors else anchors[0] if anchors else ""


def _mail(title: str, address: str) -> str:
    """An unsent letter to a friend with the title and the address."""
    letter = {"subject": title, "body": f"{title}\r\n{address}"}
    return f"mailto:?{urlencode(letter, quote_via=quote)}"


def crumbs(dossier: Dossier) -> list[dict[str, str]]:
    """The book, the models, and those of the same theme or unit."""
    theme: Theme | None = dossier.theme
    if theme:
        return crumbs_to(theme.name, links.practices(linh_vuc=theme.code))
    return crumbs_to(dossier.unit_name, links.unit(dossier.unit_id, dossier.unit_name))


def crumbs_to(label: str, url: str = "") -> list[dict[str, str]]:
    """The way from the first page over the list of models."""
    return [
        {"label": "Sổ vàng", "url": links.home()},
        {"label": "Mô hình", "url": links.practices()},
        {"label": label, "url": url},
    ]


def state_label(dossier: Dossier) -> str:
    """The golden words over the title."""
    return f"Mô hình được công nhận, {dossier.recognised_on.year}" if dossier.recognised_on else ""


def card_of(dossier: Dossier) -> Card:
    """What the picture says that goes with the address of this model."""
    by = together(public_holder(dossier), dossier.unit_name)
    return Card(public_title(dossier), state_label(dossier), by)


def guide(dossier: Dossier, story: Story | None, contact: ContactPoint | None) -> dict[str, Any]:
    """How to do the same elsewhere: the steps, what it takes, and which office to ask."""
    told = []
    if story:
        told = [
            Fact("Kinh phí, vật liệu, công", public_text(dossier, story.cost)),
            Fact("Cần những ai", public_text(dossier, story.people)),
            Fact("Nơi hướng dẫn", public_text(dossier, story.contact)),
        ]
    return {
        "steps": steps_in(public_text(dossier, story.steps)) if story else [],
        "needs": [fact for fact in told if fact.value],
        "contact": contact,
        "replicate_url": links.replicate(dossier.pk),
    }
