from django.urls import URLPattern, path

from evaluation.views import interview_lists, interviews, own_interviews, project_work, projects

app_name = "evaluation"

urlpatterns: list[URLPattern] = [
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
]
