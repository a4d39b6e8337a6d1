"""What a device answers, and what its owner calls it."""

from __future__ import annotations

from django import forms

from personnel.forms.accounts import PASSWORD_MAX, password_input


class PasskeyForm(forms.Form):
    """The answer of a device to the challenge of the page."""

    credential = forms.CharField(max_length=20_000, widget=forms.HiddenInput)
    challenge = forms.CharField(max_length=300, widget=forms.HiddenInput)


class PasskeySignInForm(PasskeyForm):
    own_device = forms.BooleanField(required=False)


class NewPasskeyForm(PasskeyForm):
    shown_at = {"old": "password"}

    password = forms.CharField(
        label="Kata sandi sekarang",
        max_length=PASSWORD_MAX,
        strip=False,
        widget=password_input("current-password"),
        error_messages={"required": "Isi kata sandi Anda."},
    )
    name = forms.CharField(
        label="Nama perangkat",
        max_length=64,
        required=False,
        help_text="Misalnya “Ponsel saya”, agar Anda mengenalinya pada daftar.",
    )
