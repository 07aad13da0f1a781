"""What is printed of a dossier, a submission, a campaign: forms, minutes, letters and tables, behind a reach check."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from danvan.accounts.http import SignedInRequest
from danvan.decisions.models import Submission, SubmissionItem
from danvan.dossiers.models import PARTIES, Dossier
from danvan.office.campaigns import pages
from danvan.office.views.printing import printed
from danvan.papers import docx_submission
from danvan.papers.appraisal import appraisal_paper
from danvan.papers.docx_base import MEDIA_TYPE
from danvan.papers.paper import Paper
from danvan.papers.registration import registration_paper
from danvan.papers.result_letter import result_paper
from danvan.papers.submission import submission_paper
from danvan.papers.summary import summary_paper
from danvan.reports.summary import summary


def _dossier(request: SignedInRequest, pk: int) -> Dossier:
    return get_object_or_404(Dossier.objects.for_user(request.user).select_related(*PARTIES, "theme"), pk=pk)


def _or_none_yet(request: SignedInRequest, paper: Paper | None, lacking: str) -> HttpResponse:
    if paper is None:
        raise Http404(lacking)
    return printed(request, paper)


@login_required
@require_safe
def registration_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The registration as it was last sent."""
    return printed(request, registration_paper(_dossier(request, pk)))


@login_required
@require_safe
def result_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The letter with the result of a dossier."""
    return _or_none_yet(request, result_paper(_dossier(request, pk)), "Hồ sơ chưa có kết luận.")


@login_required
@require_safe
def appraisal_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The minutes of the appraisal of a dossier."""
    return _or_none_yet(request, appraisal_paper(_dossier(request, pk)), "Phiếu thẩm định chưa ký.")


def _submission(request: SignedInRequest, pk: int) -> tuple[Submission, list[SubmissionItem]]:
    found = Submission.objects.for_user(request.user).select_related("unit", "campaign", "stage")
    submission = get_object_or_404(found, pk=pk)
    return submission, list(submission.items.select_related("dossier__theme", "form").order_by("order"))


@login_required
@require_safe
def submission_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The submission with its list."""
    return printed(request, submission_paper(*_submission(request, pk)))


@login_required
@require_safe
def submission_word(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same as a Word draft, to be edited before it is signed."""
    filename, body = docx_submission.submission_docx(_submission(request, pk)[0])
    headers = {"Content-Disposition": f'attachment; filename="{filename}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(body, content_type=MEDIA_TYPE, headers=headers)


@login_required
@require_safe
def summary_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The summary table of a campaign over what this person reads of it; ``kho=a3`` for the larger sheet."""
    campaign = get_object_or_404(pages.in_reach(request.user), pk=pk)
    told = summary(Dossier.objects.for_user(request.user).filter(campaign=campaign))
    return printed(request, summary_paper(told, campaign, at=timezone.now(), size=request.GET.get("kho", "")))
