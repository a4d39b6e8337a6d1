"""The list of attacks: what was tried against the application, by which test, and by which control.

A control does the very same where one guard was taken away on purpose, and gets in: so no attack passes only
because it does not reach what it attacks. ``test_list.py`` holds that each test named here is there. What can
be walked from outside is walked against the served application as well: ``python -m tests.attack``.
``docs/keamanan.md`` says which requirement of ASVS each guard belongs to.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Attack:
    """One attack, the tests that make it, and those that make it against an open door; ``file::test`` below
    ``tests/``. ``walk`` is its function in ``walks.py``, or ``inside`` says why there is none."""

    what: str
    tests: tuple[str, ...]
    controls: tuple[str, ...]
    walk: str
    inside: str


def _attack(what: str, tests: str, controls: str, *, walk: str = "", inside: str = "") -> Attack:
    return Attack(what, tuple(tests.split()), tuple(controls.split()), walk, inside)


ATTACKS = (
    # --- what belongs to others
    _attack(
        "a row of another office by its number, by search, by NIP",
        "attack/test_foreign.py::test_a_person_of_another_office_by_number_search_and_nip"
        " test_access.py::test_answers test_search.py::test_nobody_finds_whom_they_may_not_see",
        "attack/test_foreign.py::test_control_with_the_scope_open_the_person_is_there",
        walk="a_foreign_row",
    ),
    _attack(
        "a paper of somebody else, and the state of their job",
        "attack/test_foreign.py::test_a_paper_and_a_job_of_somebody_else_by_their_keys"
        " documents/test_requests.py::test_a_foreign_document_does_not_exist"
        " jobs/test_work.py::test_a_job_is_nobody_elses_business",
        "attack/test_foreign.py::test_control_with_the_scope_open_paper_and_job_are_there",
        walk="a_foreign_paper",
    ),
    _attack(
        "a private file by its address",
        "attack/test_foreign.py::test_a_private_file_has_no_address"
        " personnel/test_private_files.py::test_no_page_and_no_rule_asks_for_the_address_of_a_private_file",
        "attack/test_foreign.py::test_control_a_folder_that_is_served_gives_it_to_anybody",
        walk="a_private_file",
    ),
    _attack(
        "a name that climbs out of its folder, in an upload and in a download",
        "attack/test_foreign.py::test_no_name_leads_out_of_its_folder"
        " personnel/test_import_pages.py::test_a_name_may_not_point_elsewhere",
        "attack/test_foreign.py::test_control_a_name_that_is_joined_leads_out",
        walk="a_climbing_name",
    ),
    # --- in another's name
    _attack(
        "a form with more than it asks for: who acts, for whom, in which state",
        "attack/test_acts.py::test_who_acts_is_who_has_signed_in",
        "attack/test_acts.py::test_control_a_form_of_all_columns_takes_the_name_of_another",
        walk="more_than_was_asked",
    ),
    _attack(
        "one's own work approved by oneself",
        "attack/test_acts.py::test_nobody_agrees_to_what_they_verified"
        " planning/test_approval.py::test_the_drafter_does_not_submit"
        " training/test_outside.py::test_nobody_answers_their_own"
        " training/test_certificates.py::test_nobody_issues_their_own"
        " personnel/test_roles.py::test_nobody_gives_a_role_to_themself",
        "attack/test_acts.py::test_control_without_the_question_they_would",
        walk="ones_own_work",
    ),
    _attack(
        "the same twice at once: a step, a room, a certificate",
        "faults/test_overtaken.py::test_the_loser_of_two_is_led_to_how_things_stand_and_told_in_words"
        " planning/test_items.py::test_two_steps_at_once_are_one"
        " faults/test_at_once.py"
        "::test_the_first_certificates_issued_at_once_leave_no_gap_and_give_no_number_twice",
        "training/test_double_booking.py::test_without_the_constraint_both_would_stand"
        " planning/test_sheets.py::test_without_the_lock_nothing_would_be_published",
        inside="its control takes a constraint and a lock out of the database",
    ),
    # --- by files
    _attack(
        "a small workbook that becomes large when it is read",
        "personnel/test_bombs.py::test_a_sheet_that_would_be_laid_out_too_large_is_refused"
        " personnel/test_bombs.py::test_what_escapes_the_count_meets_the_limit_of_the_reader",
        "attack/test_content.py::test_control_without_its_limits_a_bomb_is_let_through",
        walk="a_workbook_that_grows",
    ),
    _attack(
        "an archive whose end record names hundreds of thousands of parts",
        "personnel/test_bombs.py::test_a_crowd_of_parts_is_refused_by_the_record_at_its_end",
        "attack/test_content.py::test_control_without_its_limits_a_crowd_is_opened",
        walk="a_crowd_of_parts",
    ),
    _attack(
        "300 MB from nobody",
        "test_request_size.py::test_nobody_unknown_sends_300_megabytes",
        "attack/test_door.py::test_control_without_its_guard_what_nobody_asked_for_is_taken_in",
        walk="much_from_nobody",
    ),
    _attack(
        "a page or a drawing that runs, handed in as evidence",
        "attack/test_content.py::test_what_runs_in_a_browser_is_not_taken"
        " training/test_outside_pages.py::test_the_file_is_an_attachment_and_reading_it_is_recorded",
        "attack/test_content.py::test_control_with_any_beginning_it_would_be",
        walk="evidence_that_runs",
    ),
    # --- by words
    _attack(
        "a name that is a script, on every page that shows it",
        "attack/test_content.py::test_a_script_in_a_name_is_a_name"
        " test_security_table.py::test_the_policy_of_every_page",
        "attack/test_content.py::test_control_unescaped_it_is_a_script",
        walk="a_script_in_words",
    ),
    _attack(
        "HTML in a name that is printed",
        "attack/test_content.py::test_html_in_a_name_is_printed_as_it_is",
        "attack/test_content.py::test_control_unescaped_it_would_be_fetched",
        inside="what is printed is made by a worker, out of a name that only SIASN gives",
    ),
    _attack(
        "a paper that asks an inner service or reads a file of the server",
        "attack/test_content.py::test_a_paper_asks_nothing_of_inner_services"
        " documents/test_render.py::test_what_names_a_foreign_address_is_refused",
        "attack/test_content.py::test_control_the_printer_alone_would_ask",
        inside="no page takes the HTML of a paper",
    ),
    _attack(
        "a cell that is a formula, in CSV and XLSX",
        "attack/test_content.py::test_no_cell_is_computed"
        " personnel/test_people.py::test_the_csv_holds_what_the_list_shows_and_starts_no_formula"
        " planning/test_export_needs.py::test_no_cell_is_a_formula",
        "attack/test_content.py::test_control_as_written_it_is",
        walk="a_formula_in_a_cell",
    ),
    _attack(
        "² and 5,000 digits wherever a number is read",
        "test_access.py::test_answers test_nonsense.py::test_nobody_reads_numbers_by_themselves",
        "attack/test_content.py::test_control_a_page_that_reads_numbers_by_itself_falls",
        walk="numbers_that_are_none",
    ),
    _attack(
        "a NIP in an address or in a log",
        "test_settings.py::test_a_nip_in_arguments_and_in_a_traceback_is_masked"
        " test_search.py::test_a_nip_never_stands_in_the_address"
        " personnel/test_people.py::test_a_nip_typed_into_the_name_field_leaves_the_address",
        "attack/test_content.py::test_control_without_the_mask_a_nip_stands_in_the_log",
        walk="a_nip_in_an_address_or_a_log",
    ),
    # --- at the door
    _attack(
        "the time of a wrong password, to learn which names are accounts",
        "attack/test_door.py::test_the_time_of_a_wrong_password_tells_no_name"
        " personnel/test_sign_in.py::test_whatever_is_wrong_the_answer_is_the_same",
        "attack/test_door.py::test_control_a_door_that_looks_the_name_up_first_tells_it",
        walk="the_time_of_a_wrong_password",
    ),
    _attack(
        "passwords that everybody here would try first",
        "personnel/test_guessable.py::test_refused"
        " personnel/test_sign_in.py::test_a_weak_password_is_refused",
        "attack/test_door.py::test_control_without_our_list_others_let_weak_passwords_through",
        walk="passwords_tried_first",
    ),
    _attack(
        "a session planted in a browser before its owner signs in",
        "attack/test_door.py::test_a_session_planted_before_signs_nobody_in"
        " personnel/test_sign_in.py::test_a_session_planted_before_is_thrown_away",
        "attack/test_door.py::test_control_a_session_that_is_carried_on_does",
        walk="a_session_planted",
    ),
    _attack(
        "a way on to another site after signing in",
        "personnel/test_sign_in.py::test_the_way_on_stays_on_this_site",
        "attack/test_door.py::test_control_without_the_question_the_way_on_leads_away",
        walk="a_way_on_elsewhere",
    ),
    _attack(
        "another name of the host",
        "attack/test_door.py::test_another_host_is_no_name_of_ours",
        "attack/test_door.py::test_control_with_every_host_allowed_it_is",
        walk="another_host",
    ),
    _attack(
        "a form sent by a foreign page",
        "attack/test_door.py::test_a_foreign_page_sends_nothing",
        "attack/test_door.py::test_control_without_the_token_it_sends",
        walk="a_form_of_a_foreign_page",
    ),
    _attack(
        "our page in the frame of another",
        "attack/test_door.py::test_no_page_stands_in_a_foreign_frame",
        "attack/test_door.py::test_control_without_the_guards_nothing_forbids_it",
        walk="in_a_foreign_frame",
    ),
    _attack(
        "numbers of papers guessed behind a proxy, until nobody can check one",
        "documents/test_requests.py::test_guessing_is_slowed_down"
        " documents/test_requests.py::test_nobody_closes_the_page_to_others",
        "attack/test_door.py::test_control_counted_by_the_proxy_one_closes_the_check_to_all",
        walk="numbers_of_papers_guessed",
    ),
    # --- in the database
    _attack(
        "TRUNCATE, disabled triggers and session_replication_role, as the application's own role",
        "attack/test_append_only.py::test_the_application_can_only_add"
        " attack/test_append_only.py::test_the_application_cannot_get_past_triggers",
        "attack/test_append_only.py::test_control_the_application_writes_elsewhere",
        inside="by who holds the application's role in the database",
    ),
    _attack(
        "audit entries forged, removed, rewritten with and without the key",
        "attack/test_append_only.py::test_a_row_forged_by_the_application_is_found"
        " attack/test_append_only.py::test_the_last_rows_deleted_are_found_by_the_head"
        " attack/test_append_only.py::test_a_chain_rewritten_without_the_key_is_found"
        " attack/test_append_only.py::test_a_chain_rewritten_with_the_key_is_found_by_the_head",
        "attack/test_append_only.py::test_control_the_application_writes_elsewhere",
        inside="by who writes into the database",
    ),
    _attack(
        "a sealed answer beside its invitation, by xmin and every other order, with the key stolen too",
        "evaluation/test_mixing.py::test_after_a_minute_nothing_pairs_answers_with_people"
        " evaluation/test_attack_database.py::test_while_open_nothing_can_be_read_and_nothing_equal_leads_on",
        "evaluation/test_attack_database.py::test_control_naively_written_answers_name_everybody",
        inside="by who reads the database, with the key",
    ),
    _attack(
        "drafts of one invitation under invented secrets",
        "evaluation/test_mixing.py::test_one_invitation_makes_few_drafts"
        " evaluation/test_mixing.py::test_closing_takes_little_memory",
        "attack/test_acts.py::test_control_without_the_brake_one_invitation_fills_the_table",
        walk="drafts_without_end",
    ),
    _attack(
        "sums of small groups, subtracted from each other",
        "evaluation/test_attack_tables.py::test_a_solver_with_all_tables_pins_no_small_group"
        " evaluation/test_attack_impact.py::test_pages_subtracted_tell_no_group_below_five",
        "evaluation/test_attack_tables.py::test_control_with_the_threshold_alone_subtraction_tells"
        " evaluation/test_attack_impact.py::test_control_plain_sums_would_tell",
        inside="by who has all tables and a solver; it is measured against the answers",
    ),
)
