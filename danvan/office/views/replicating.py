"""One click to do as a recognised model does; and who copied whom, on the screen and as a workbook."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from danvan.accounts.access import Action, may_somewhere
from danvan.accounts.http import SignedInRequest
from danvan.dossiers.actions import EDITABLE, NotYours
from danvan.dossiers.content import CannotRegister
from danvan.dossiers.models import Dossier
from danvan.dossiers.naming import public_holder, public_title
from danvan.dossiers.replicating import follow, followed, starting_point
from danvan.exchange.lists import Column, workbook
from danvan.kit import dates
from danvan.office.frame import page
from danvan.office.replicating.lines import Line, copied_by_mine, copied_elsewhere, in_order, lines
from danvan.office.replicating.options import FollowForm, Offer, offer
from danvan.office.views.dossiers import SHEET
from danvan.stories.queries import shown_story

SIZE = 30
BY_OTHERS, BY_MINE = "noi-khac", "cua-minh"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def replicate(request: SignedInRequest, pk: int) -> HttpResponse:
    """What would be taken over from a recognised model, and one button that makes a draft of it."""
    if not may_somewhere(request.user, Action.EDIT):
        raise Http404("Tài khoản này không đăng ký mô hình.")
    rows = Dossier.objects.public().models_only().select_related("campaign", "theme", "practice")
    source = get_object_or_404(rows, pk=pk)
    offered = offer(request.user, source, timezone.now())
    form = FollowForm(offered, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and (answer := _begin(request, source, form)) is not None:
        return answer
    context = {"source": source, "title": public_title(source), "where": _where(source), "form": form,
               "only": offered.options[0] if len(offered.options) == 1 else None, "offered": offered,
               "taken": _taken(source, offered)}  # fmt: skip
    return page(request, "office/replicating/replicate.html", context, here="dossiers",
                status=422 if form.errors else 200)  # fmt: skip


def _where(source: Dossier) -> str:
    """Who does it and where, each once: some units register under their own name."""
    names = (public_holder(source), source.unit_name, source.superior_name)
    return ", ".join(dict.fromkeys(name for name in names if name))


def _steps(source: Dossier) -> str:
    story = shown_story(source)
    return story.steps if story else ""


def _taken(source: Dossier, offered: Offer) -> list[dict[str, str]]:
    """What the draft would begin with, as it would stand in the first campaign offered."""
    if not offered.options:
        return []
    told = starting_point(source, offered.options[0].campaign, _steps(source))
    theme = told.theme.name if told.theme else "Chọn khi viết: đợt này chia lĩnh vực khác."
    shown = (("Tên mô hình", told.title), ("Lĩnh vực", theme), ("Mục tiêu, tiêu chí", told.objectives),
             ("Nội dung, cách thức", told.method), ("Nguồn lực", told.resources),
             ("Khả năng duy trì", told.upkeep))  # fmt: skip
    return [{"label": label, "text": text} for label, text in shown if text]


def _begin(request: SignedInRequest, source: Dossier, form: FollowForm) -> HttpResponse | None:
    """The draft, or nothing with the refusal on the form."""
    option = form.chosen()
    before = followed(source, option.campaign, option.unit)
    try:
        draft = follow(source=source, campaign=option.campaign, unit=option.unit, by=request.user, at=timezone.now(),
                       steps=_steps(source))  # fmt: skip
    except (NotYours, CannotRegister) as refusal:
        form.add_error(None, str(refusal))
        return None
    if before is not None:
        messages.info(request, f"{option.unit.name} đã đăng ký làm theo mô hình này trong {option.campaign.name}.")
    else:
        messages.success(request, "Đã lập bản nháp, chưa gửi. Hãy ghi ai làm, ở đâu, thực trạng và kết quả cần đạt.")
        if draft.theme is None:
            messages.warning(request, "Đợt này chia lĩnh vực khác với mô hình gốc; hãy chọn lĩnh vực.")
    return redirect("office:dossier-edit" if draft.state in EDITABLE else "office:dossier", pk=draft.pk)


@login_required
@require_safe
def copies(request: SignedInRequest) -> HttpResponse:
    """Who does as one's own units did, and what came of it; and what one's own do as others did."""
    shown = _asked(request)
    sets = {BY_OTHERS: copied_elsewhere(request.user), BY_MINE: copied_by_mine(request.user)}
    counts = {name: rows.count() for name, rows in sets.items()}
    found = Paginator(range(counts[shown]), SIZE).get_page(request.GET.get("page"))
    first, last = max(found.start_index() - 1, 0), found.end_index()
    labels = {BY_OTHERS: "Làm theo mô hình của mình", BY_MINE: "Đơn vị mình làm theo"}
    context = {
        "rows": lines(in_order(sets[shown], request.user)[first:last], request.user), "total": counts[shown],
        "page": found, "base": f"xem={shown}&", "by_others": shown == BY_OTHERS, "shown": shown,
        "tabs": [{"label": label, "url": f"?xem={name}", "count": counts[name], "current": name == shown}
                 for name, label in labels.items()],
    }  # fmt: skip
    return page(request, "office/replicating/copies.html", context, here="reports")


def _asked(request: SignedInRequest) -> str:
    return BY_MINE if request.GET.get("xem") == BY_MINE else BY_OTHERS


COLUMNS = (
    Column("STT", 6), Column("Mô hình gốc", 50), Column("Đơn vị có mô hình gốc", 34), Column("Mô hình làm theo", 50),
    Column("Đơn vị làm theo", 34), Column("Cấp trên", 28), Column("Đăng ký", 13), Column("Kết quả đến nay", 30),
    Column("Quyết định công nhận", 36), Column("Chấm", 24),
)  # fmt: skip


@login_required
@require_safe
def copies_sheet(request: SignedInRequest) -> HttpResponse:
    """The same rows, all of them, as a workbook."""
    shown, today = _asked(request), timezone.localdate(timezone.now())
    found = copied_by_mine(request.user) if shown == BY_MINE else copied_elsewhere(request.user)
    rows = (_cells(place, line) for place, line in enumerate(lines(in_order(found, request.user), request.user), 1))
    title = f"Nhân rộng mô hình “Dân vận khéo”, ngày {dates.short(today)}"
    name = f"nhan-rong-{today:%Y-%m-%d}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(workbook(title, COLUMNS, rows), content_type=SHEET, headers=headers)


def _cells(place: int, line: Line) -> tuple[object, ...]:
    return (
        place, line.source, line.source_unit, line.title, line.unit, line.superior, line.registered, line.state,
        line.recognised, line.result,
    )  # fmt: skip
