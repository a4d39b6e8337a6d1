"""The page of one's passkeys: those that there are, a new one, and the removal of one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from personnel import passkeys
from personnel.forms.passkeys import NewPasskeyForm
from personnel.forms.refusals import put_errors
from personnel.models import Passkey
from personnel.pages.editing import confirm_page, sent
from personnel.requests import Request


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def passkey_list(request: Request) -> HttpResponse:
    """One's passkeys, and a new one: a script asks the device, the form brings its answer."""
    form = NewPasskeyForm(sent(request))
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                passkeys.register(request, **form.cleaned_data)
            except ValidationError as refusal:
                put_errors(form, refusal, "password")
            else:
                messages.success(request, "Kunci sandi tersimpan. Masuk berikutnya cukup dengan kunci layar.")
                return redirect("personnel:passkey_list")
        elif "credential" in form.errors or "challenge" in form.errors:
            messages.error(request, "Peramban ini tidak memberi kunci sandi. Kata sandi Anda tetap berlaku.")
        status = 422
    word = passkeys.new_challenge(request.user)
    context = {
        "form": form,
        "rows": Passkey.objects.filter(user=request.user),
        "word": word,
        "challenge": passkeys.challenge_text(word),
        "handle": passkeys.handle_of(request.user),
        "known": passkeys.known_of(request.user),
    }
    return render(request, "personnel/passkey_list.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def passkey_remove(request: Request, pk: int) -> HttpResponse:
    """Asks before it is gone."""
    passkey = get_object_or_404(Passkey, pk=pk, user=request.user)
    return confirm_page(
        request,
        lambda: passkeys.remove(passkey, by=request.user),
        title=f"Hapus kunci sandi “{passkey.name}”?",
        consequences=[
            "Perangkat itu tidak dapat lagi dipakai untuk masuk tanpa kata sandi.",
            "Kata sandi dan kunci sandi lain tetap berlaku.",
        ],
        act="Hapus kunci sandi",
        above=("Kunci sandi", reverse("personnel:passkey_list")),
        said="Kunci sandi dihapus.",
    )
