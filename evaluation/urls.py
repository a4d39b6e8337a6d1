from django.urls import URLPattern, path

from evaluation.views import (
    answering,
    findings,
    home,
    interview_lists,
    interviews,
    own_interviews,
    project_work,
    projects,
    trace,
    waves,
)

app_name = "evaluation"

urlpatterns: list[URLPattern] = [
    path("evaluasi/", home.home, name="home"),
    # Answering
    path("evaluasi/kuesioner-saya/", answering.my_surveys, name="my_surveys"),
    path("evaluasi/kuesioner-saya/<int:pk>/", answering.survey_start, name="survey_start"),
    path("evaluasi/kuesioner-saya/<int:pk>/bagian/<int:number>/", answering.survey_part, name="survey_part"),
    path("evaluasi/kuesioner-saya/<int:pk>/periksa/", answering.survey_check, name="survey_check"),
    path("evaluasi/kuesioner-saya/<int:pk>/kirim/", answering.survey_send, name="survey_send"),
    path("evaluasi/kuesioner-saya/<int:pk>/selesai/", answering.survey_done, name="survey_done"),
    # Waves and what they gave
    path("evaluasi/gelombang/", waves.wave_list, name="wave_list"),
    path("evaluasi/gelombang/baru/", waves.wave_start, name="wave_start"),
    path("evaluasi/gelombang/baru/<int:batch>/", waves.wave_new, name="wave_new"),
    path("evaluasi/gelombang/jadwal/", waves.wave_rules, name="wave_rules"),
    path("evaluasi/gelombang/jadwal/baru/", waves.wave_rule_new, name="wave_rule_new"),
    path("evaluasi/gelombang/jadwal/<int:pk>/ubah/", waves.wave_rule_change, name="wave_rule_change"),
    path("evaluasi/gelombang/jadwal/<int:pk>/hapus/", waves.wave_rule_remove, name="wave_rule_remove"),
    path("evaluasi/gelombang/<int:pk>/", waves.wave_detail, name="wave_detail"),
    path("evaluasi/gelombang/<int:pk>/hasil/", waves.wave_results, name="wave_results"),
    path("evaluasi/gelombang/<int:pk>/ubah/", waves.wave_change, name="wave_change"),
    path("evaluasi/gelombang/<int:pk>/perpanjang/", waves.wave_extend, name="wave_extend"),
    path("evaluasi/gelombang/<int:pk>/tutup/", waves.wave_close, name="wave_close"),
    path("evaluasi/gelombang/<int:pk>/batalkan/", waves.wave_cancel, name="wave_cancel"),
    # Interviews and group discussions
    path("evaluasi/wawancara/", interviews.interview_list, name="interview_list"),
    path("evaluasi/wawancara/baru/", interviews.interview_start, name="interview_start"),
    path("evaluasi/wawancara/baru/<int:batch>/", interviews.interview_new, name="interview_new"),
    path("evaluasi/wawancara/<int:pk>/", interviews.interview_detail, name="interview_detail"),
    path("evaluasi/wawancara/<int:pk>/ubah/", interviews.interview_change, name="interview_change"),
    path("evaluasi/wawancara/<int:pk>/batalkan/", interviews.interview_cancel, name="interview_cancel"),
    path("evaluasi/wawancara/<int:pk>/catatan/", interviews.interview_notes, name="interview_notes"),
    path("evaluasi/wawancara/<int:pk>/kutipan/baru/", interviews.quote_new, name="quote_new"),
    path("evaluasi/wawancara/kutipan/<int:pk>/hapus/", interviews.quote_remove, name="quote_remove"),
    path(
        "evaluasi/wawancara/angkatan/<int:batch>/laporkan/",
        interviews.interview_report,
        name="interview_report",
    ),
    path(
        "evaluasi/wawancara/angkatan/<int:batch>/hasil/",
        interviews.interview_results,
        name="interview_results",
    ),
    path("evaluasi/wawancara-saya/", own_interviews.my_interviews, name="my_interviews"),
    path("evaluasi/wawancara-saya/<int:pk>/", own_interviews.my_interview, name="my_interview"),
    path("evaluasi/wawancara/tema/", interview_lists.theme_list, name="theme_list"),
    path("evaluasi/wawancara/tema/baru/", interview_lists.theme_new, name="theme_new"),
    path("evaluasi/wawancara/tema/<int:pk>/ubah/", interview_lists.theme_change, name="theme_change"),
    path(
        "evaluasi/wawancara/pertanyaan/<slug:kind>/",
        interview_lists.standard_question_edit,
        name="standard_question_edit",
    ),
    # Follow-up projects
    path("evaluasi/proyek/", projects.project_list, name="project_list"),
    path("evaluasi/proyek/usulkan/", projects.project_propose, name="project_propose"),
    path("evaluasi/proyek/tawarkan/<int:pk>/", projects.project_offer, name="project_offer"),
    path("evaluasi/proyek/<int:pk>/", projects.project_detail, name="project_detail"),
    path("evaluasi/proyek/<int:pk>/langkah/<slug:step>/", projects.project_step, name="project_step"),
    path("evaluasi/proyek/<int:pk>/tujuan/", project_work.project_aims, name="project_aims"),
    path("evaluasi/proyek/<int:pk>/mentor/", project_work.project_mentor, name="project_mentor"),
    path("evaluasi/proyek/<int:pk>/mentor/mundur/", project_work.mentor_decline, name="mentor_decline"),
    path("evaluasi/proyek/<int:pk>/tonggak/", project_work.milestone_new, name="milestone_new"),
    path("evaluasi/proyek/tonggak/<int:pk>/ubah/", project_work.milestone_edit, name="milestone_edit"),
    path("evaluasi/proyek/tonggak/<int:pk>/tercapai/", project_work.milestone_reach, name="milestone_reach"),
    path("evaluasi/proyek/bukti/<int:pk>/", project_work.project_evidence, name="project_evidence"),
    path("evaluasi/proyek/<int:pk>/catatan/", project_work.project_note, name="project_note"),
    path("evaluasi/proyek/catatan/<int:pk>/tanggapi/", project_work.project_answer, name="project_answer"),
    path(
        "evaluasi/proyek/<int:pk>/tinjauan/<slug:hand>/", project_work.project_review, name="project_review"
    ),
    path("evaluasi/proyek/<int:pk>/tingkat/", project_work.project_rating, name="project_rating"),
    path(
        "evaluasi/proyek/<int:pk>/tingkat/putuskan/",
        project_work.project_rating_decide,
        name="project_rating_decide",
    ),
    path("evaluasi/proyek/<int:pk>/serah-terima/", project_work.project_hand_over, name="project_hand_over"),
    path(
        "evaluasi/proyek/<int:pk>/serah-terima/jawab/",
        project_work.project_hand_over_answer,
        name="project_hand_over_answer",
    ),
    # Findings, actions, and what they say to the next plan
    path("evaluasi/temuan/", findings.finding_list, name="finding_list"),
    path("evaluasi/temuan/baru/", findings.finding_new, name="finding_new"),
    path("evaluasi/temuan/<int:pk>/", findings.finding_detail, name="finding_detail"),
    path("evaluasi/temuan/<int:pk>/tindak-lanjut/baru/", findings.action_new, name="action_new"),
    path("evaluasi/tindak-lanjut/<int:pk>/", findings.action_detail, name="action_detail"),
    path("evaluasi/bahan-penyusunan/", findings.material_list, name="material_list"),
    path(
        "evaluasi/bahan-penyusunan/<int:year>/<int:pk>/",
        findings.drafting_material,
        name="drafting_material",
    ),
    # The trace of a competency
    path("evaluasi/jejak/", trace.trace_list, name="trace_list"),
    path("evaluasi/jejak/<int:pk>/", trace.trace_list, name="trace_list"),
    path("evaluasi/jejak/<int:person>/<str:code>/", trace.trace, name="trace"),
]
