from django.apps import AppConfig


class CareersConfig(AppConfig):
    name = "careers"
    verbose_name = "Jalur jabatan"

    def ready(self) -> None:
        # Models are ready only now.
        from careers import imports, person_page, seats, sections  # noqa: F401, PLC0415
        from careers.letters import development_chapter, goals_chapter  # noqa: PLC0415
        from personnel.changes import on_people_changed  # noqa: PLC0415
        from personnel.imports import kinds  # noqa: PLC0415
        from planning.letters.paper import add_city_chapter  # noqa: PLC0415
        from planning.letters.person import add_chapter  # noqa: PLC0415

        imports.load()
        add_chapter(goals_chapter)
        add_city_chapter(development_chapter)
        on_people_changed(seats.follow_people)
        kinds.after("siasn")(seats.follow_import)
