from django.apps import AppConfig


class CareersConfig(AppConfig):
    name = "careers"
    verbose_name = "Jalur jabatan"

    def ready(self) -> None:
        # Models are ready only now.
        from careers.letters import goals_chapter  # noqa: PLC0415
        from planning.letters.person import add_chapter  # noqa: PLC0415

        add_chapter(goals_chapter)
