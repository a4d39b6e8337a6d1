"""How the board is filtered."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class BoardFilter(forms.Form):
    q = forms.CharField(label=_("OPD"), max_length=100, required=False)
    state = forms.ChoiceField(
        label=_("Keadaan"),
        choices=[("", _("Semua")), ("late", _("Ada yang terlambat")), ("soon", _("Segera berakhir"))],
        required=False,
    )
