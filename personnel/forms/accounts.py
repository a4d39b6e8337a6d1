"""Input at the door and about one's own account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from personnel.forms.refusals import put_errors
from personnel.models import User

# Longer than any real password; a megabyte of text would only keep Argon2 busy.
PASSWORD_MAX = 200


def password_input(autocomplete: str) -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"autocomplete": autocomplete})


class SignInForm(forms.Form):
    name = forms.CharField(
        label="NIP atau nama masuk",
        max_length=60,
        help_text="NIP boleh ditulis dengan spasi atau titik.",
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label="Kata sandi", max_length=PASSWORD_MAX, strip=False, widget=password_input("current-password")
    )
    own_device = forms.BooleanField(
        label="Ponsel ini milik saya",
        required=False,
        help_text="Anda tetap masuk selama 14 hari, dan isian yang belum terkirim disimpan di ponsel ini. "
        "Jangan dicentang pada perangkat yang dipakai bersama. Tidak berlaku bagi pemegang peran.",
    )

    def __init__(self, *args: Any, by_name: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not by_name:  # nearly everybody types a NIP: on a phone the keys of numbers
            self.fields["name"].widget.attrs["inputmode"] = "numeric"


class PasswordChangeForm(forms.Form):
    """The old password is left out while it is the first one, of the letter."""

    old = forms.CharField(
        label="Kata sandi sekarang",
        max_length=PASSWORD_MAX,
        strip=False,
        widget=password_input("current-password"),
    )
    new = forms.CharField(
        label="Kata sandi baru",
        max_length=PASSWORD_MAX,
        strip=False,
        widget=password_input("new-password"),
    )
    repeat = forms.CharField(
        label="Ulangi kata sandi baru",
        max_length=PASSWORD_MAX,
        strip=False,
        widget=password_input("new-password"),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if user.must_change_password:
            del self.fields["old"]
        length = 15 if user.is_privileged else 12
        self.fields["new"].help_text = (
            f"Paling sedikit {length} huruf. Kalimat pendek yang hanya Anda yang tahu itu baik; "
            "spasi boleh. Jangan memakai NIP atau tanggal lahir."
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "new" in cleaned and "repeat" in cleaned and cleaned["new"] != cleaned["repeat"]:
            self.add_error("repeat", "Kedua kata sandi baru tidak sama.")
        return cleaned

    def put(self, refusal: ValidationError) -> None:
        """What is wrong is mostly the new password; too many attempts are about the whole form."""
        put_errors(self, refusal, None if getattr(refusal, "code", "") == "throttled" else "new")


class CodeForm(forms.Form):
    """A code of the app or, at sign-in, a recovery code."""

    code = forms.CharField(
        label="Kode",
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )


class EnrolForm(CodeForm):
    secret = forms.CharField(max_length=400, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Kode enam angka dari aplikasi"
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AccountForm(forms.Form):
    """An account without a person."""

    name = forms.CharField(
        label="Nama", max_length=150, help_text="Nama orang atau jabatan, seperti tercetak."
    )
    username = forms.SlugField(
        label="Nama masuk",
        max_length=50,
        help_text="Huruf kecil, angka, dan tanda hubung; misalnya walikota.",
    )
