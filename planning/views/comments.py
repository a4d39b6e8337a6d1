"""Saying something about an item."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from personnel.pages.editing import edit_page, sent
from personnel.requests import Request
from planning.comments import comment, office_of
from planning.forms.comments import CommentForm
from planning.views.items import the_item


@require_http_methods(["GET", "HEAD", "POST"])
def item_comment(request: Request, pk: int) -> HttpResponse:
    """The form of a comment; what was said stands on the page of the item."""
    item = the_item(request, pk)
    if not office_of(request.user, item.plan):
        raise Http404
    form = CommentForm(sent(request))

    def say() -> object:
        data = form.cleaned_data
        return comment(
            item,
            data["text"],
            mentions=data["mentions"],
            request_key=data["request_key"],
            by=request.user,
        )

    page = reverse("planning:item_detail", args=[pk])
    return edit_page(
        request,
        form,
        say,
        title=f"Komentari butir {item.number}",
        act="Kirim komentar",
        above=(str(item), page),
        lead="Hanya pengelola kepegawaian, kepala unit, dan BKPSDMD yang membacanya; bukan isi rencana.",
        said="Komentar terkirim.",
        then=f"{page}#komentar",
    )
