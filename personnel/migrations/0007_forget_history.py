# What an anonymised person was called leaves their history too; nothing else may change a row of it.

from django.db import migrations

FORGET = """
CREATE FUNCTION personnel_forget_history(people bigint[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    identity CONSTANT text[] := ARRAY['pns_id', 'nip', 'name', 'title_before', 'title_after', 'birth_date',
        'education_name', 'graduation_year', 'email', 'superior_id', 'position_since',
        'rank_since', 'service_since'];
    before CONSTANT text := coalesce(nullif(current_setting('pgtrigger.ignore', true), ''), '{}');
    forgotten integer;
BEGIN
    PERFORM set_config('pgtrigger.ignore', '{pgtrigger_append_only_73cae}', true);
    UPDATE public.personnel_rowchange AS told SET changes = (
        SELECT jsonb_object_agg(key, CASE WHEN key = ANY(identity) THEN '[null, null]'::jsonb ELSE value END)
        FROM jsonb_each(told.changes)
    )
    WHERE told.object_type = 'personnel.civilservant' AND told.root_id = ANY(people) AND told.kind = 'change'
      AND told.changes ?| identity
      AND EXISTS (
        SELECT 1 FROM public.personnel_civilservant AS person
        WHERE person.id = told.root_id AND person.pns_id = 'dihapus-' || person.id
      );
    GET DIAGNOSTICS forgotten = ROW_COUNT;
    PERFORM set_config('pgtrigger.ignore', before, true);
    RETURN forgotten;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("personnel", "0006_keyed_seals_and_append_only")]

    operations = [
        migrations.RunSQL(FORGET, "DROP FUNCTION personnel_forget_history(bigint[])"),
    ]
