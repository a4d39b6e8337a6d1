"""The page of a form and the page of a confirmation: shown, refused with what was typed, or done and left."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from personnel.forms.refusals import put_errors
from personnel.requests import Request

Made = TypeVar("Made")


def sent(request: Request) -> QueryDict | None:
    """What a form was sent with; None while it is only looked at."""
    return request.POST if request.method == "POST" else None


def edit_page(
    request: Request,
    form: forms.BaseForm,
    save: Callable[[], Made],
    *,
    title: str,
    act: str,
    above: tuple[str, str],
    said: str,
    then: Callable[[Made], str] | str = "",
    template: str = "components/edit_form.html",
    **more: Any,
) -> HttpResponse:
    """Ask the form, call the one rule, go ``then`` (an address; else one level up) with a word of success."""
    if request.method == "POST" and form.is_valid():
        try:
            made = save()
        except ValidationError as refusal:
            put: Callable[[ValidationError], None] = getattr(form, "put", partial(put_errors, form))
            put(refusal)
        else:
            messages.success(request, said)
            return redirect(then(made) if callable(then) else then or above[1])
    context = {"form": form, "title": title, "act": act, "above": above[0], "cancel_url": above[1], **more}
    return render(request, template, context, status=422 if form.errors else 200)


def confirm_page(
    request: Request,
    remove: Callable[[], Any],
    *,
    title: str,
    act: str,
    above: tuple[str, str],
    said: str,
    consequences: list[str],
    then: str = "",
) -> HttpResponse:
    """A page of its own before something is taken away."""
    if request.method == "POST":
        try:
            remove()
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(above[1])
        messages.success(request, said)
        return redirect(then or above[1])
    context = {
        "title": title,
        "act": act,
        "above": above[0],
        "cancel_url": above[1],
        "consequences": consequences,
        "cancel": "Batal, kembali",
    }
    return render(request, "components/confirm.html", context)
