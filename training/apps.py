from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = "Pelaksanaan"

    def ready(self) -> None:
        # Models are ready only now.
        from training import (  # noqa: PLC0415
            batch_page,  # noqa: F401
            imports,
            open_courses,  # noqa: F401
            person_page,  # noqa: F401
            plan_check,  # noqa: F401
            recounts,  # noqa: F401
            search,  # noqa: F401
            sections,  # noqa: F401
        )

        imports.load()
