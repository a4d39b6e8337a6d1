from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = _("Pelaksanaan")

    def ready(self) -> None:
        # Models are ready only now.
        from training import imports  # noqa: PLC0415

        imports.load()
