import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("personnel", "0004_people_by_name"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="civilservant",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="civilservant",
            name="update_update",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="civilservant",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "personnel_civilservantevent" ("birth_date", "education", "education_name", "email", "employment", "graduation_year", "id", "legal_state", "name", "nip", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pns_id", "position_id", "position_since", "rank_id", "sex", "superior_id", "title_after", "title_before", "unit_id") SELECT new_values."birth_date", new_values."education", new_values."education_name", new_values."email", new_values."employment", new_values."graduation_year", new_values."id", new_values."legal_state", new_values."name", new_values."nip", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."pns_id", new_values."position_id", new_values."position_since", new_values."rank_id", new_values."sex", new_values."superior_id", new_values."title_after", new_values."title_before", new_values."unit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="65d5dc463b74760eed851184cdaa353035197968",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e1f88",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="personnel_civilservant",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="civilservant",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "personnel_civilservantevent" ("birth_date", "education", "education_name", "email", "employment", "graduation_year", "id", "legal_state", "name", "nip", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pns_id", "position_id", "position_since", "rank_id", "sex", "superior_id", "title_after", "title_before", "unit_id") SELECT new_values."birth_date", new_values."education", new_values."education_name", new_values."email", new_values."employment", new_values."graduation_year", new_values."id", new_values."legal_state", new_values."name", new_values."nip", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."pns_id", new_values."position_id", new_values."position_since", new_values."rank_id", new_values."sex", new_values."superior_id", new_values."title_after", new_values."title_before", new_values."unit_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."birth_date" IS DISTINCT FROM (new_values."birth_date") OR old_values."education" IS DISTINCT FROM (new_values."education") OR old_values."education_name" IS DISTINCT FROM (new_values."education_name") OR old_values."email" IS DISTINCT FROM (new_values."email") OR old_values."employment" IS DISTINCT FROM (new_values."employment") OR old_values."graduation_year" IS DISTINCT FROM (new_values."graduation_year") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."legal_state" IS DISTINCT FROM (new_values."legal_state") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."nip" IS DISTINCT FROM (new_values."nip") OR old_values."pns_id" IS DISTINCT FROM (new_values."pns_id") OR old_values."position_id" IS DISTINCT FROM (new_values."position_id") OR old_values."position_since" IS DISTINCT FROM (new_values."position_since") OR old_values."rank_id" IS DISTINCT FROM (new_values."rank_id") OR old_values."sex" IS DISTINCT FROM (new_values."sex") OR old_values."superior_id" IS DISTINCT FROM (new_values."superior_id") OR old_values."title_after" IS DISTINCT FROM (new_values."title_after") OR old_values."title_before" IS DISTINCT FROM (new_values."title_before") OR old_values."unit_id" IS DISTINCT FROM (new_values."unit_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7c75f3bfabb27d1a2f11c2e91702e2e19bed43ec",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9baa2",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="personnel_civilservant",
                    when="AFTER",
                ),
            ),
        ),
    ]
