"""The page of a form, the page of a confirmation and the press of a button: shown, refused with what was
typed, or done and left. A view says which rule is called; these say what becomes of its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from jobs.models import Job
from personnel.addresses import reverse
from personnel.forms.refusals import put_errors
from personnel.overtaken import Overtaken

Made = TypeVar("Made")
#: A sentence, or what makes one of the row that the rule gave back.
Words = str | Callable[[Made], str]
#: An address or the name of one; or what makes an address, or a page at once, of the row.
Way = str | Callable[[Made], str | HttpResponse]


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None while it is only looked at."""
    return request.POST if request.method == "POST" else None


def saved(
    request: HttpRequest,
    form: forms.BaseForm,
    save: Callable[[], Made],
    *,
    then: Way[Made],
    said: Words[Made] = "",
    field: str | None = None,
    stands: str = "",
) -> HttpResponse | None:
    """The way on after a form was sent and the one rule agreed; None while the form is to be shown.

    What the rule refuses stands in the form: by its own ``put`` where it has one, else ``put_errors``. Who
    was overtaken is led to the page that ``stands``, else to ``then`` where that is known before.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        made = save()
    except ValidationError as refusal:
        stands = stands or (then if isinstance(then, str) else "")
        if isinstance(refusal, Overtaken) and stands:
            return overtaken(request, refusal, stands)
        put: Callable[[ValidationError], None] = getattr(form, "put", partial(put_errors, form, field=field))
        put(refusal)
        return None
    return _leave(request, made, said, then)


def or_404(rule: Callable[[], Made]) -> Callable[[], Made]:
    """A rule whose refusal of a person is a page that is not there."""

    def called() -> Made:
        try:
            return rule()
        except PermissionDenied:
            raise Http404 from None

    return called


def form_page(request: HttpRequest, template: str, form: forms.BaseForm, **context: Any) -> HttpResponse:
    """The page of a form; 422 when it was sent and refused."""
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)


def edit_page(
    request: HttpRequest,
    form: forms.BaseForm,
    save: Callable[[], Made],
    *,
    title: str,
    act: str,
    above: tuple[str, str],
    said: Words[Made] = "",
    then: Way[Made] = "",
    template: str = "components/edit_form.html",
    field: str | None = None,
    **more: Any,
) -> HttpResponse:
    """A whole page that asks one form and calls one rule, then goes ``then``, else one level up.

    ``above`` is the page that it hangs below (name, address); ``act`` is the verb on the button.
    """
    if left := saved(request, form, save, then=then or above[1], said=said, field=field, stands=above[1]):
        return left
    return form_page(
        request, template, form, title=title, act=act, above=above[0], cancel_url=above[1], **more
    )


def confirm_page(
    request: HttpRequest,
    do: Callable[[], Made],
    *,
    title: str,
    act: str,
    above: tuple[str, str],
    said: Words[Made] = "",
    consequences: Iterable[str] = (),
    then: Way[Made] = "",
    form: forms.BaseForm | None = None,
    field: str | None = None,
    warning: str = "",
    danger: bool = True,
    cancel: str = "Batal, kembali",
) -> HttpResponse:
    """A page of its own before something is done that cannot be taken back: it names what will happen.

    What the rule refuses stands in the ``form`` (a note to write), else it is said one level up.
    """
    if form is None and request.method == "POST":
        return press(request, do, then=then or above[1], said=said, refused=above[1])
    if form is not None and (
        left := saved(request, form, do, then=then or above[1], said=said, field=field, stands=above[1])
    ):
        return left
    context = {
        "form": form,
        "title": title,
        "act": act,
        "above": above[0],
        "cancel_url": above[1],
        "consequences": list(consequences),
        "warning": warning,
        "danger": danger,
        "cancel": cancel,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "components/confirm.html", context, status=status)


def press(
    request: HttpRequest,
    do: Callable[[], Made],
    *,
    then: Way[Made],
    said: Words[Made] = "",
    refused: str = "",
) -> HttpResponse:
    """What a button leads to: ``then``, with a word of what was done; what the rule refuses is said on the
    page ``refused``, else there too."""
    try:
        made = do()
    except Overtaken as refusal:
        return overtaken(request, refusal, refused or str(then))
    except ValidationError as refusal:
        for words in refusal.messages:
            messages.error(request, words)
        return redirect(refused or str(then))
    return _leave(request, made, said, then)


def way_of_job(job: Job) -> str:
    """Where whoever pressed sees how far a worker is, and is led on from when it is done."""
    return reverse("jobs:job_detail", args=[job.key])


def overtaken(request: HttpRequest, refusal: Overtaken, stands: str) -> HttpResponse:
    """The one answer to whoever comes second, of two people or of two presses: the page of how things stand
    now, and above it in words what has happened (302, then 200)."""
    for words in refusal.messages:
        messages.warning(request, words)
    return redirect(stands)


def _leave(request: HttpRequest, made: Made, said: Words[Made], then: Way[Made]) -> HttpResponse:
    if words := said(made) if callable(said) else said:
        messages.success(request, words)
    way = then(made) if callable(then) else then
    return way if isinstance(way, HttpResponse) else redirect(way)
