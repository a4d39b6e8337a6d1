from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = "Pelaksanaan"

    def ready(self) -> None:
        # Models are ready only now.
        from training import imports, open_courses, person_page, recounts, search  # noqa: F401, PLC0415

        imports.load()
