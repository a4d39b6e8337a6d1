"""Where the pages of evaluation lie beside each other."""

from evaluation import permissions
from personnel.models import User
from personnel.navigation import acts_for_others, is_somebody
from personnel.sections import Entry, add_section


def is_asked(user: User) -> bool:
    """Who may be interviewed; those who keep the interviews have the list of all."""
    return is_somebody(user) and not permissions.may_keep_instruments(user)


add_section(
    "evaluation",
    "Evaluasi",
    Entry("Kuesioner saya", "evaluation:my_surveys", is_somebody),
    Entry("Wawancara saya", "evaluation:my_interviews", is_asked),
    Entry("Gelombang", "evaluation:wave_list", acts_for_others),
    Entry("Kuesioner", "evaluation:instrument_list", permissions.may_keep_instruments),
    Entry("Wawancara", "evaluation:interview_list", permissions.may_keep_instruments),
    Entry("Dampak", "evaluation:impact", acts_for_others),
    Entry("Proyek", "evaluation:project_list"),
    Entry("Temuan", "evaluation:finding_list", acts_for_others),
    Entry("Jejak kompetensi", "evaluation:trace_list"),
    Entry("Komitmen", "evaluation:commitment", permissions.may_see_commitment),
)
