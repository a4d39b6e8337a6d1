"""Addresses of people, accounts and their settings. Never a NIP in one."""

from django.urls import URLPattern, path

from personnel.views import accounts, imports, people, roles, units

app_name = "personnel"

urlpatterns: list[URLPattern] = [
    path("masuk/", accounts.sign_in, name="sign_in"),
    path("keluar/", accounts.sign_out, name="sign_out"),
    path("kata-sandi/", accounts.password_change, name="password_change"),
    path("dua-langkah/aktifkan/", accounts.second_factor_enrol, name="second_factor_enrol"),
    path("dua-langkah/", accounts.second_factor_verify, name="second_factor_verify"),
    path("dua-langkah/kode-pemulihan/", accounts.recovery_codes_renew, name="recovery_codes_renew"),
    path("data-saya/", people.my_data, name="my_data"),
    path("pegawai/", people.civil_servant_list, name="civil_servant_list"),
    path("pegawai/cari/", people.civil_servant_find, name="civil_servant_find"),
    path("pegawai/ekspor/", people.civil_servant_export, name="civil_servant_export"),
    path("pegawai/<int:pk>/", people.civil_servant_detail, name="civil_servant_detail"),
    path("pegawai/<int:pk>/atasan/", people.civil_servant_superior, name="civil_servant_superior"),
    path("pegawai/<int:pk>/kata-sandi/", people.first_password_again, name="first_password_again"),
    path("unit/", units.unit_list, name="unit_list"),
    path("unit/baru/", units.unit_new, name="unit_new"),
    path("unit/<int:pk>/", units.unit_detail, name="unit_detail"),
    path("unit/<int:pk>/ubah/", units.unit_change, name="unit_change"),
    path("unit/<int:pk>/pindah/", units.unit_move, name="unit_move"),
    path("pejabat/", roles.official_list, name="official_list"),
    path("pengaturan/peran/", roles.role_list, name="role_list"),
    path("pengaturan/peran/<int:pk>/akhiri/", roles.role_end, name="role_end"),
    path("pengaturan/akun/", roles.account_list, name="account_list"),
    path("pengaturan/akun/baru/", roles.account_new, name="account_new"),
    path("pengaturan/akun/<int:pk>/", roles.account_detail, name="account_detail"),
    path("pengaturan/akun/<int:pk>/peran/", roles.role_new, name="role_new"),
    path("pengaturan/akun/<int:pk>/tutup/", roles.account_close, name="account_close"),
    path("pengaturan/akun/<int:pk>/buka/", roles.account_open, name="account_open"),
    path(
        "pengaturan/akun/<int:pk>/dua-langkah/",
        roles.account_reset_second_factor,
        name="account_reset_second_factor",
    ),
    path("pengaturan/jejak-audit/", roles.audit_list, name="audit_list"),
    path("impor/", imports.import_list, name="import_list"),
    path("impor/baru/<slug:kind>/", imports.import_upload, name="import_upload"),
    path("impor/contoh/<slug:kind>/", imports.import_sample, name="import_sample"),
    path("impor/<uuid:key>/", imports.import_detail, name="import_detail"),
    path("impor/<uuid:key>/kemajuan/", imports.import_progress, name="import_progress"),
    path("impor/<uuid:key>/baris/", imports.import_rows, name="import_rows"),
    path("impor/<uuid:key>/temuan/", imports.import_findings, name="import_findings"),
    path("impor/<uuid:key>/perbaikan/", imports.import_corrections, name="import_corrections"),
    path("impor/<uuid:key>/pertanyaan/", imports.import_questions, name="import_questions"),
    path("impor/<uuid:key>/jawab/", imports.import_answer, name="import_answer"),
    path("impor/<uuid:key>/terima-saran/", imports.import_accept, name="import_accept"),
    path("impor/<uuid:key>/baca-lagi/", imports.import_read_again, name="import_read_again"),
    path("impor/<uuid:key>/terapkan/", imports.import_commit, name="import_commit"),
    path("impor/<uuid:key>/batalkan/", imports.import_discard, name="import_discard"),
]
