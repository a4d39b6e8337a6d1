from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "planning"
    verbose_name = "Perencanaan"

    def ready(self) -> None:
        from personnel.changes import on_people_changed
        from personnel.imports import kinds
        from planning import imports, needs

        imports.load()
        on_people_changed(needs.follow_people)
        kinds.after("siasn")(needs.follow_import)
