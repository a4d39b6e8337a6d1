from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "planning"
    verbose_name = "Perencanaan"

    def ready(self) -> None:
        from personnel.changes import on_people_changed
        from planning.needs import follow_people

        on_people_changed(follow_people)
