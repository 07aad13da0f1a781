"""What the page of one story and of one photograph show, each to whoever reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from danvan.accounts.models import User
from danvan.dossiers.models import PARTIES, Dossier
from danvan.kit import dates, vi
from danvan.office.stories.forms import ConsentForm, StoryForm, WhyForm
from danvan.stories.models import Photo, Story
from danvan.stories.queries import may_have_story, may_write, organises, story_of

LARGE = 960


@dataclass(frozen=True)
class PhotoRow:
    """One photograph in the list under a story."""

    photo: Photo
    url: str
    picture: str
    large: str
    kind: str
    state: str
    consent: str


def url_for(dossier: Dossier) -> str:
    """The way to the story from the page of its dossier, or "" where there can be none."""
    return reverse("office:story", args=[dossier.pk]) if may_have_story(dossier) else ""


def load(user: User, pk: int) -> tuple[Dossier, Story | None]:
    """A model within reach that has or may have a story; otherwise a 404."""
    dossiers = Dossier.objects.for_user(user).models_only().select_related(*PARTIES)
    dossier = get_object_or_404(dossiers, pk=pk)
    story = story_of(dossier)
    if story is None and not may_have_story(dossier):
        raise Http404
    return dossier, story


def load_photo(user: User, pk: int, *, even_removed: bool = False) -> Photo:
    """A standing photograph within reach; otherwise a 404."""
    related = [f"dossier__{name}" for name in PARTIES]
    photos = Photo.objects.for_user(user).select_related("added_by", *related)
    return get_object_or_404(photos if even_removed else photos.standing(), pk=pk)


def context(user: User, dossier: Dossier, story: Story | None, form: StoryForm | None = None) -> dict[str, Any]:
    """What the page of a story shows; ``form`` is one that was refused, with what was typed."""
    writes, organiser = may_write(user, dossier, story), organises(user, dossier)
    is_shown = story is not None and story.shown_at is not None
    return {
        "dossier": dossier, "story": story, "is_shown": is_shown, "told": told(story),
        "form": (form or StoryForm(story)) if writes else None,
        "may_show": organiser and writes and not is_shown and dossier.recognised_on is not None,
        "may_hide": organiser and is_shown, "save_label": "Lưu, cập nhật trang công khai" if is_shown else "Lưu",
        "photos": photo_rows(dossier, is_shown=is_shown), "state": state(dossier, story),
        "public_url": public_url(dossier), "crumbs": crumbs(dossier, "Câu chuyện và ảnh"),
    }  # fmt: skip


def photo_context(user: User, photo: Photo, consent: ConsentForm | None = None) -> dict[str, Any]:
    """What the page of a photograph shows."""
    dossier = photo.dossier
    story = story_of(dossier)
    row = _row(photo, dossier, is_shown=story is not None and story.shown_at is not None)
    keys = list(Photo.objects.standing().filter(dossier=dossier).order_by("order", "pk").values_list("pk", flat=True))
    place = keys.index(photo.pk) + 1 if photo.pk in keys else 1
    stored = {"consent_on": photo.consent_on, "consent_note": photo.consent_note}
    return {
        "photo": photo, "row": row, "writes": may_write(user, dossier, story), "place": place,
        "count": len(keys), "consent": consent or ConsentForm(initial=stored), "why": WhyForm(),
        "crumbs": crumbs(dossier, "Câu chuyện và ảnh", f"Ảnh {place}"),
    }  # fmt: skip


def told(story: Story | None) -> dict[str, Any]:
    """The story as it is stored, ready to be read."""
    if story is None:
        return {}
    steps = [step for step in story.steps.split("\n") if step]
    return {
        "lead": story.lead, "figures": list(story.figures.all()), "steps": steps,
        "quote": story.quote, "quote_by": story.quote_by,
        "parts": [
            {"label": label, "text": text}
            for label, text in (
                ("Bài học", story.lesson), ("Kinh phí, vật liệu, công", story.cost), ("Cần những ai", story.people),
                ("Nơi hướng dẫn", story.contact),
            )
            if text
        ],
    }  # fmt: skip


def state(dossier: Dossier, story: Story | None) -> dict[str, str]:
    """The grain and the words of where a story is."""
    if story is None:
        return {"kind": "idle", "label": "Chưa có câu chuyện"}
    if story.shown_at is None:
        return {"kind": "work", "label": "Đã viết, chưa đăng"}
    if dossier.recognised_on is None:
        return {"kind": "back", "label": "Không hiện, mô hình không còn được công nhận"}
    return {"kind": "done", "label": "Đang đăng trên sổ vàng"}


def photo_rows(dossier: Dossier, *, is_shown: bool) -> list[PhotoRow]:
    """The photographs that stand, in their order."""
    photos = Photo.objects.standing().filter(dossier=dossier).order_by("order", "pk")
    return [_row(photo, dossier, is_shown=is_shown) for photo in photos]


def _row(photo: Photo, dossier: Dossier, *, is_shown: bool) -> PhotoRow:
    kind, words = "idle", "Sẽ hiện khi câu chuyện được đăng"
    if photo.shows_people and photo.consent_on is None:
        kind, words = "back", "Chưa có sự đồng ý, không hiện công khai"
    elif photo.shows_people and dossier.name_hidden_at:
        kind, words = "back", "Cá nhân đã đề nghị ẩn tên, không hiện công khai"
    elif is_shown and dossier.recognised_on:
        kind, words = "done", "Đang hiện công khai"
    consent = "Không nhận ra được người nào trong ảnh"
    if photo.shows_people:
        consent = f"Đồng ý ngày {dates.short(photo.consent_on)}" if photo.consent_on else "Có người trong ảnh"
    small, large = min(photo.widths), max(width for width in photo.widths if width <= LARGE)
    return PhotoRow(
        photo, reverse("office:photo", args=[photo.pk]), reverse("office:photo-file", args=[photo.pk, small]),
        reverse("office:photo-file", args=[photo.pk, large]), kind, words, consent,
    )  # fmt: skip


def public_url(dossier: Dossier) -> str:
    """The page of the model in the honour roll, once there is one."""
    if dossier.recognised_on is None:
        return ""
    return reverse("portal:practice", kwargs={"pk": dossier.pk, "slug": vi.slug(dossier.title)})


def crumbs(dossier: Dossier, *labels: str) -> list[dict[str, str]]:
    """The way from the list of dossiers; only the last label is no link."""
    way = [
        {"label": "Hồ sơ", "url": reverse("office:dossiers")},
        {"label": dossier.title, "url": reverse("office:dossier", args=[dossier.pk])},
        *({"label": label, "url": reverse("office:story", args=[dossier.pk])} for label in labels),
    ]
    return [*way[:-1], {**way[-1], "url": ""}]
