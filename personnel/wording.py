"""Django's own messages in our words: what is wrong and what to do, said as to a person.

Fields, validators and constraints copy or read these from their classes, model fields already when they are
made; so ``put_in_force`` runs before any model or form is imported (``personnel.apps``).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core import validators
from django.db import models
from django.db.models.fields import json as model_json
from django.forms import fields, formsets
from django.forms import models as choices


class Worded(str):
    """A message of ours; numbers in it are written as people here write them (1.300.000 and 8,5)."""

    __slots__ = ()

    def __mod__(self, params: Any) -> str:
        if not isinstance(params, Mapping):
            return str.__mod__(self, params)
        return str.__mod__(self, {name: _written(value) for name, value in params.items()})


def _written(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return value
    return f"{value:,}".translate(str.maketrans(",.", ".,"))


FILL_IN = "Isi bagian ini."
PICK_ONE = "Pilih salah satu."
PICK_SOME = "Pilih paling sedikit satu."
NOT_OFFERED = "Pilihan itu tidak tersedia. Pilih dari daftar."
DAY = "Tulis tanggal sebagai hari, bulan, dan tahun, misalnya 24-11-2026."
TIME = "Tulis jam dan menit, misalnya 14.30."
MOMENT = "Tulis tanggal dan jam, misalnya 24-11-2026 14.30."
NUMBER = "Tulis angka saja, misalnya 8,5."
WHOLE = "Tulis angka bulat, misalnya 12."
SPAN = "Tulis lamanya sebagai jam dan menit, misalnya 02:30:00."
ADDRESS = "Tulis alamat yang lengkap, misalnya https://palukota.go.id."
INCOMPLETE = "Halaman ini tidak terkirim lengkap. Muat ulang halaman, lalu coba lagi."
MISFIT = "Isian ini tidak sesuai bentuknya. Periksa lagi."
BROKEN_LIST = "Pilihan ini tidak terbaca. Pilih lagi dari daftar."

#: Class → code → message, for fields of forms and of models and for formsets.
FIELDS: Mapping[type, Mapping[str, str]] = {
    fields.Field: {"required": FILL_IN},
    fields.BooleanField: {"required": "Beri tanda centang untuk melanjutkan."},
    fields.ChoiceField: {"required": PICK_ONE, "invalid_choice": NOT_OFFERED},
    fields.MultipleChoiceField: {
        "required": PICK_SOME,
        "invalid_choice": NOT_OFFERED,
        "invalid_list": BROKEN_LIST,
    },
    fields.IntegerField: {"invalid": WHOLE},
    fields.FloatField: {"invalid": NUMBER},
    fields.DecimalField: {"invalid": NUMBER},
    fields.DateField: {"invalid": DAY},
    fields.TimeField: {"invalid": TIME},
    fields.DateTimeField: {"invalid": MOMENT},
    fields.SplitDateTimeField: {"invalid_date": DAY, "invalid_time": TIME},
    fields.DurationField: {
        "invalid": SPAN,
        "overflow": "Tulis lamanya antara {min_days} dan {max_days} hari.",
    },
    fields.FileField: {
        "required": "Pilih berkasnya.",
        "invalid": "Berkas tidak terkirim. Pilih berkasnya sekali lagi.",
        "missing": "Berkas tidak terkirim. Pilih berkasnya sekali lagi.",
        "empty": "Berkas ini kosong. Pilih berkas lain.",
        "max_length": "Nama berkas ini %(length)s huruf, paling banyak %(max)s. Pendekkan namanya, "
        "lalu pilih lagi.",
        "contradiction": "Pilih berkas baru atau tandai hapus, jangan keduanya.",
    },
    fields.ImageField: {"invalid_image": "Berkas ini bukan gambar, atau gambarnya rusak. Pilih gambar lain."},
    fields.URLField: {"invalid": ADDRESS},
    fields.UUIDField: {"invalid": INCOMPLETE},
    fields.JSONField: {"invalid": MISFIT},
    fields.MultiValueField: {"invalid": BROKEN_LIST, "incomplete": "Isi semua bagiannya."},
    choices.InlineForeignKeyField: {"invalid_choice": INCOMPLETE},
    choices.ModelChoiceField: {"required": PICK_ONE, "invalid_choice": NOT_OFFERED},
    choices.ModelMultipleChoiceField: {
        "required": PICK_SOME,
        "invalid_list": BROKEN_LIST,
        "invalid_choice": NOT_OFFERED,
        "invalid_pk_value": NOT_OFFERED,
    },
    formsets.BaseFormSet: {
        "missing_management_form": INCOMPLETE,
        "too_many_forms": "Paling banyak %(num)s baris. Kurangi, lalu kirim lagi.",
        "too_few_forms": "Paling sedikit %(num)s baris. Tambahkan, lalu kirim lagi.",
    },
    models.Field: {
        "invalid_choice": NOT_OFFERED,
        "null": FILL_IN,
        "blank": FILL_IN,
        "unique": "%(field_label)s itu sudah dipakai. Tulis yang lain.",
        "unique_for_date": "%(field_label)s itu sudah dipakai pada %(date_field_label)s yang sama.",
    },
    models.BooleanField: {"invalid": "Pilih ya atau tidak.", "invalid_nullable": "Pilih ya atau tidak."},
    models.DateField: {"invalid": DAY, "invalid_date": "Tanggal itu tidak ada. Periksa hari dan bulannya."},
    models.DateTimeField: {
        "invalid": MOMENT,
        "invalid_datetime": "Tanggal atau jam itu tidak ada. Periksa lagi.",
        "invalid_date": "Tanggal itu tidak ada. Periksa hari dan bulannya.",
    },
    models.TimeField: {"invalid": TIME, "invalid_time": "Jam itu tidak ada. Periksa lagi."},
    models.DecimalField: {"invalid": NUMBER},
    models.FloatField: {"invalid": NUMBER},
    models.IntegerField: {"invalid": WHOLE},
    models.DurationField: {"invalid": SPAN},
    models.UUIDField: {"invalid": INCOMPLETE},
    models.GenericIPAddressField: {"invalid": MISFIT},
    models.ForeignKey: {"invalid": "Pilihan itu sudah tidak ada. Pilih yang lain."},
    model_json.JSONField: {"invalid": MISFIT},
}

#: Validator class → message.
VALIDATORS: Mapping[type, str] = {
    validators.RegexValidator: MISFIT,
    validators.URLValidator: ADDRESS,
    validators.DomainNameValidator: ADDRESS,
    validators.EmailValidator: "Tulis alamat surel yang lengkap, misalnya nama@palukota.go.id.",
    validators.BaseValidator: MISFIT,
    validators.MaxValueValidator: "Paling besar %(limit_value)s.",
    validators.MinValueValidator: "Paling kecil %(limit_value)s.",
    validators.StepValueValidator: "Isi kelipatan %(limit_value)s.",
    validators.MaxLengthValidator: "Paling banyak %(limit_value)s huruf; sekarang %(show_value)s. "
    "Pendekkan isian ini.",
    validators.MinLengthValidator: "Paling sedikit %(limit_value)s huruf; sekarang %(show_value)s. "
    "Lengkapi isian ini.",
    validators.ProhibitNullCharactersValidator: "Isian ini memuat tanda yang tidak dapat disimpan. "
    "Hapus, lalu ketik lagi.",
    validators.FileExtensionValidator: "Berkas .%(extension)s tidak diterima. Yang diterima: "
    "%(allowed_extensions)s.",
}
DECIMALS: Mapping[str, str] = {
    "invalid": NUMBER,
    "max_digits": "Angka ini terlalu panjang: paling banyak %(max)s angka seluruhnya.",
    "max_decimal_places": "Paling banyak %(max)s angka di belakang koma.",
    "max_whole_digits": "Angka ini terlalu besar: paling banyak %(max)s angka di depan koma.",
}
#: Validators that are made once, by their names in ``django.core.validators``.
SINGLE: Mapping[str, str] = {
    "validate_integer": WHOLE,
    "integer_validator": WHOLE,
    "validate_slug": "Pakai huruf, angka, tanda hubung, atau garis bawah saja, tanpa spasi.",
    "validate_unicode_slug": "Pakai huruf, angka, tanda hubung, atau garis bawah saja, tanpa spasi.",
    "validate_comma_separated_integer_list": "Tulis angka yang dipisahkan koma.",
    "validate_email": VALIDATORS[validators.EmailValidator],
    "validate_domain_name": ADDRESS,
}


def put_in_force() -> None:
    """Replace Django's messages by ours, wherever its classes keep them."""
    for owner, messages in FIELDS.items():
        kept = dict(vars(owner).get("default_error_messages", {}))
        owner.default_error_messages = kept | _worded(messages)  # type: ignore[attr-defined]
    for owner, message in VALIDATORS.items():
        owner.message = Worded(message)  # type: ignore[attr-defined]
    validators.DecimalValidator.messages = _worded(DECIMALS)
    for name, message in SINGLE.items():
        getattr(validators, name).message = Worded(message)
    models.BaseConstraint.default_violation_error_message = Worded(
        "Isian ini tidak sesuai aturan data (%(name)s). Periksa lagi."
    )


def _worded(messages: Mapping[str, str]) -> dict[str, str]:
    return {code: Worded(message) for code, message in messages.items()}
