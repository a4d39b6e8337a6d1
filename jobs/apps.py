from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "jobs"
    verbose_name = "Pekerjaan latar"

    def ready(self) -> None:
        """Let each app's ``tasks`` register its handlers."""
        autodiscover_modules("tasks")
