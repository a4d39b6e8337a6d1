from django.apps import AppConfig

from personnel import wording

# Here and not in ``ready``: a field of a model copies its messages when it is made.
wording.put_in_force()


class PersonnelConfig(AppConfig):
    name = "personnel"
    verbose_name = "Kepegawaian"
