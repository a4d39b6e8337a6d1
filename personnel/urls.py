"""Addresses of people, accounts and their settings. Never a NIP in one."""

from django.urls import URLPattern, path

from personnel.views import accounts

app_name = "personnel"

urlpatterns: list[URLPattern] = [
    path("masuk/", accounts.sign_in, name="sign_in"),
    path("keluar/", accounts.sign_out, name="sign_out"),
    path("kata-sandi/", accounts.password_change, name="password_change"),
    path("dua-langkah/aktifkan/", accounts.second_factor_enrol, name="second_factor_enrol"),
    path("dua-langkah/", accounts.second_factor_verify, name="second_factor_verify"),
    path("dua-langkah/kode-pemulihan/", accounts.recovery_codes_renew, name="recovery_codes_renew"),
]
