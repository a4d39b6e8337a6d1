"""The door, one's own password, and the second factor."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from personnel import accounts, held, passkeys, second_factor
from personnel import sign_in as door
from personnel.forms.accounts import CodeForm, EnrolForm, PasswordChangeForm, SignInForm
from personnel.forms.passkeys import PasskeySignInForm
from personnel.models import User
from personnel.pages.editing import form_page, saved, sent
from personnel.requests import Request


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.method == "GET" and request.user.is_authenticated:
        return redirect(next_page(request))
    by_key = "credential" in request.POST
    by_name = request.GET.get("dengan") == "nama"
    form = SignInForm(None if by_key else sent(request), by_name=by_name)
    way, sealed = next_page(request), request.POST.get(held.FIELD, "")

    def onwards(user: User) -> str:
        if sealed and (kept := held.unseal(sealed, user)):
            request.session[held.FIELD] = kept
            return reverse("personnel:held_form")
        return way

    key = PasskeySignInForm(request.POST) if by_key else None
    if key is not None and (
        entered := saved(request, key, lambda: passkeys.sign_in(request, **key.cleaned_data), then=onwards)
    ):
        return entered
    if not by_key and (entered := _entered(request, form, onwards)):
        return entered
    word = passkeys.new_challenge()
    refused = form.errors or (key.errors if key is not None else None)
    context = {
        "form": form,
        "key": key,
        "next": way,
        "held": sealed,
        "by_name": by_name,
        "word": word,
        "challenge": passkeys.challenge_text(word),
    }
    return render(request, "personnel/sign_in.html", context, status=422 if refused else 200)


def _entered(request: HttpRequest, form: SignInForm, onwards: Callable[[User], str]) -> HttpResponse | None:
    return saved(request, form, lambda: door.sign_in(request, **form.cleaned_data), then=onwards)


@require_POST
def sign_out(request: Request) -> HttpResponse:
    door.sign_out(request)
    messages.success(request, "Anda sudah keluar.")
    response = redirect("personnel:sign_in")
    # What this browser has kept of us; never "cookies", which would reach other applications of the city.
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password_change(request: Request) -> HttpResponse:
    form = PasswordChangeForm(sent(request), user=request.user)
    forced = request.user.must_change_password
    done = saved(
        request,
        form,
        lambda: accounts.change_password(
            request, old=form.cleaned_data.get("old", ""), new=form.cleaned_data["new"]
        ),
        said="Kata sandi Anda sudah diganti.",
        then="home" if forced else "personnel:my_data",
    )
    return done or form_page(request, "personnel/password_change.html", form, forced=forced)


@never_cache
@require_http_methods(["GET", "POST"])
def second_factor_enrol(request: Request) -> HttpResponse:
    """Shows the secret, confirms it with a first code, then shows the recovery codes once."""
    user = request.user
    if not user.is_privileged:
        raise Http404
    if second_factor.is_enrolled(user):
        return redirect(
            next_page(request) if second_factor.is_passed(user) else "personnel:second_factor_verify"
        )
    if request.method == "GET":
        form = EnrolForm(initial={"secret": second_factor.new_secret(user)})
    else:
        form = EnrolForm(request.POST)
    enrolled = saved(
        request,
        form,
        lambda: second_factor.enrol(
            request, signed_secret=form.cleaned_data["secret"], code=form.cleaned_data["code"]
        ),
        then=partial(_recovery_codes_page, request),
    )
    return enrolled or _enrol_page(request, form)


def _enrol_page(request: Request, form: EnrolForm) -> HttpResponse:
    try:
        key = second_factor.read_secret(str(form["secret"].value() or ""), request.user)
    except ValidationError:
        # Too old or not ours: a new one, and the errors of the form say so.
        fresh = second_factor.new_secret(request.user)
        data = request.POST.copy()
        data["secret"] = fresh
        form.data = data
        key = second_factor.read_secret(fresh, request.user)
    return form_page(
        request,
        "personnel/second_factor_enrol.html",
        form,
        qr=second_factor.qr_svg(request.user, key),
        key_text=second_factor.key_text(key),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def second_factor_verify(request: Request) -> HttpResponse:
    user = request.user
    if not user.is_privileged:
        raise Http404
    if second_factor.is_passed(user):
        return redirect(next_page(request))
    if not second_factor.is_enrolled(user):
        return redirect("personnel:second_factor_enrol")
    form = CodeForm(sent(request))
    way = next_page(request)
    passed = saved(
        request, form, lambda: second_factor.verify(request, code=form.cleaned_data["code"]), then=way
    )
    return passed or form_page(request, "personnel/second_factor_verify.html", form, next=way)


@never_cache
@require_POST
def recovery_codes_renew(request: Request) -> HttpResponse:
    """New codes on the answer itself: they are shown once and stored nowhere in the clear."""
    if not request.user.is_privileged:
        raise Http404
    return _recovery_codes_page(request, second_factor.renew_recovery_codes(request))


def _recovery_codes_page(request: Request, codes: list[str]) -> HttpResponse:
    return render(request, "personnel/recovery_codes.html", {"codes": codes})


def next_page(request: HttpRequest) -> str:
    """Where the person was going: an address of ours, from its first stroke on; never another site."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    if url.startswith("/") and url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return url
    return "/"
