"""What BKPSDMD types about dated figures and about paths between levels."""

from __future__ import annotations

from typing import Any

from django.forms.models import modelform_factory

from careers.figures import Kind
from careers.models import CareerStep
from personnel.forms.rows import RowForm

SOURCE = "Peraturan dengan pasalnya, surat, atau keterangan bahwa naskahnya belum ditemukan."


def figure_form(kind: Kind) -> Any:
    """The form of one kind of figure."""
    return modelform_factory(kind.model, form=RowForm, fields=kind.fields, help_texts={"source": SOURCE})


class StepForm(RowForm):
    """A path from one level to another."""

    class Meta:
        model = CareerStep
        fields = ("from_level", "to_level", "move", "within", "valid_from", "source", "standing")
        help_texts = {
            "move": "Vertikal: lebih tinggi di dalam satu kelompok. Diagonal: lebih tinggi antarkelompok.",
            "source": SOURCE,
        }
