from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "planning"
    verbose_name = "Perencanaan"

    def ready(self) -> None:
        # Models are ready only now.
        from personnel.changes import on_people_changed  # noqa: PLC0415
        from personnel.imports import kinds  # noqa: PLC0415
        from planning import imports, needs, person_page, recounts, search, sections  # noqa: F401, PLC0415
        from planning.reports import checks  # noqa: F401, PLC0415

        imports.load()
        on_people_changed(needs.follow_people)
        kinds.after("siasn")(needs.follow_import)
