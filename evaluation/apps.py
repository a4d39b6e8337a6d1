from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "evaluation"
    verbose_name = "Evaluasi"

    def ready(self) -> None:
        # Models are ready only now.
        from evaluation import batch_page, person_page, recounts, sections  # noqa: F401, PLC0415
