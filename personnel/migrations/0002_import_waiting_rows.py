import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("personnel", "0001_initial"),
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
        migrations.RemoveField(
            model_name="civilservantevent",
            name="last_import",
        ),
        migrations.AddField(
            model_name="dataimport",
            name="waiting",
            field=models.PositiveIntegerField(default=0, verbose_name="menunggu jawaban"),
        ),
        migrations.AlterField(
            model_name="importanomaly",
            name="severity",
            field=models.CharField(
                choices=[
                    ("note", "Catatan"),
                    ("error", "Baris ditolak"),
                    ("warning", "Peringatan"),
                    ("question", "Perlu jawaban Anda"),
                ],
                max_length=10,
                verbose_name="tingkat",
            ),
        ),
        migrations.AlterField(
            model_name="importrow",
            name="action",
            field=models.CharField(
                choices=[
                    ("add", "Ditambah"),
                    ("change", "Diubah"),
                    ("move", "Pindah unit"),
                    ("same", "Tetap"),
                    ("wait", "Menunggu jawaban"),
                    ("reject", "Ditolak"),
                    ("missing", "Tidak ada dalam berkas"),
                ],
                max_length=10,
                verbose_name="tindakan",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="civilservant",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "personnel_civilservantevent" ("birth_date", "education", "education_name", "email", "employment", "graduation_year", "id", "legal_state", "name", "nip", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pns_id", "position_id", "position_since", "rank_id", "sex", "superior_id", "title_after", "title_before", "unit_id") VALUES (NEW."birth_date", NEW."education", NEW."education_name", NEW."email", NEW."employment", NEW."graduation_year", NEW."id", NEW."legal_state", NEW."name", NEW."nip", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."pns_id", NEW."position_id", NEW."position_since", NEW."rank_id", NEW."sex", NEW."superior_id", NEW."title_after", NEW."title_before", NEW."unit_id"); RETURN NULL;',
                    hash="deb1aa77f228d6b7a9149e2f68b37e76ce1fd3f9",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e1f88",
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
                    condition='WHEN (OLD."birth_date" IS DISTINCT FROM (NEW."birth_date") OR OLD."education" IS DISTINCT FROM (NEW."education") OR OLD."education_name" IS DISTINCT FROM (NEW."education_name") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."employment" IS DISTINCT FROM (NEW."employment") OR OLD."graduation_year" IS DISTINCT FROM (NEW."graduation_year") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."legal_state" IS DISTINCT FROM (NEW."legal_state") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."nip" IS DISTINCT FROM (NEW."nip") OR OLD."pns_id" IS DISTINCT FROM (NEW."pns_id") OR OLD."position_id" IS DISTINCT FROM (NEW."position_id") OR OLD."position_since" IS DISTINCT FROM (NEW."position_since") OR OLD."rank_id" IS DISTINCT FROM (NEW."rank_id") OR OLD."sex" IS DISTINCT FROM (NEW."sex") OR OLD."superior_id" IS DISTINCT FROM (NEW."superior_id") OR OLD."title_after" IS DISTINCT FROM (NEW."title_after") OR OLD."title_before" IS DISTINCT FROM (NEW."title_before") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id"))',
                    func='INSERT INTO "personnel_civilservantevent" ("birth_date", "education", "education_name", "email", "employment", "graduation_year", "id", "legal_state", "name", "nip", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pns_id", "position_id", "position_since", "rank_id", "sex", "superior_id", "title_after", "title_before", "unit_id") VALUES (NEW."birth_date", NEW."education", NEW."education_name", NEW."email", NEW."employment", NEW."graduation_year", NEW."id", NEW."legal_state", NEW."name", NEW."nip", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."pns_id", NEW."position_id", NEW."position_since", NEW."rank_id", NEW."sex", NEW."superior_id", NEW."title_after", NEW."title_before", NEW."unit_id"); RETURN NULL;',
                    hash="e2c9d8aff329c81b68c78790c84f8880f26b9842",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9baa2",
                    table="personnel_civilservant",
                    when="AFTER",
                ),
            ),
        ),
    ]
