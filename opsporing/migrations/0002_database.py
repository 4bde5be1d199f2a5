"""What the models cannot say: walls between municipalities, Danish order, name search and erasing of history."""

from django.db import migrations

from opsporing.migrationer import SammeKommune

# Letters are mapped to characters that follow z in every locale's byte order: æ to {, ø to |, å (and aa) to }.
DANSK_SORTERING = """
CREATE FUNCTION dansk_sortering(navn text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT translate(
    replace(lower(translate(navn, 'ÆÄØÖÅÉÈÊËÁÀÂÍÌÎÏÓÒÔÚÙÛÜÝÇÑÐ', 'æäøöåéèêëáàâíìîïóòôúùûüýçñð')), 'aa', 'å'),
    'æäøöåéèêëáàâíìîïóòôúùûüýçñð-''.', '{{||}eeeeaaaiiiiooouuuyycnd '
  )
$$
"""

# The application may not delete history by itself. This function runs as its owner and deletes only the history of rows
# that are gone, so that erasing a record according to the retention rules erases its former versions too.
SLET_HISTORIK = """
CREATE FUNCTION slet_historik(tabel text, ids bigint[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  antal bigint;
BEGIN
  IF tabel !~ '^[a-z_]+$' OR to_regclass(tabel) IS NULL OR to_regclass(tabel || 'event') IS NULL THEN
    RAISE EXCEPTION 'Ingen historik for %', tabel;
  END IF;
  EXECUTE format(
    'DELETE FROM %I h WHERE h.pgh_obj_id = ANY($1) AND NOT EXISTS (SELECT 1 FROM %I r WHERE r.id = h.pgh_obj_id)',
    tabel || 'event', tabel
  ) USING ids;
  GET DIAGNOSTICS antal = ROW_COUNT;
  RETURN antal;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("opsporing", "0001_initial")]

    operations = [
        migrations.RunSQL("CREATE EXTENSION IF NOT EXISTS pg_trgm", migrations.RunSQL.noop),
        migrations.RunSQL(DANSK_SORTERING, "DROP FUNCTION dansk_sortering(text)"),
        migrations.RunSQL(SLET_HISTORIK, "DROP FUNCTION slet_historik(text, bigint[])"),
        migrations.RunSQL(
            "CREATE INDEX opsporing_barn_navn_trgm ON opsporing_barn "
            "USING gin ((lower(fornavn || ' ' || efternavn)) gin_trgm_ops)",
            "DROP INDEX opsporing_barn_navn_trgm",
        ),
        SammeKommune("opsporing_enhed", "foraelder_id", "opsporing_enhed"),
        SammeKommune("opsporing_enhed", "journalenhed_id", "opsporing_enhed"),
        SammeKommune("opsporing_ansaettelse", "user_id", "opsporing_user"),
        SammeKommune("opsporing_ansaettelse", "enhed_id", "opsporing_enhed"),
        SammeKommune("opsporing_certificering", "user_id", "opsporing_user"),
        SammeKommune("opsporing_barn", "mor_id", "opsporing_person"),
        SammeKommune("opsporing_barn", "sammenlagt_i_id", "opsporing_barn"),
        SammeKommune("opsporing_foraeldremyndighed", "barn_id", "opsporing_barn"),
        SammeKommune("opsporing_foraeldremyndighed", "person_id", "opsporing_person"),
        SammeKommune("opsporing_anledning", "ejer_enhed_id", "opsporing_enhed"),
        SammeKommune("opsporing_anledning", "barn_id", "opsporing_barn"),
        SammeKommune("opsporing_tilknytning", "barn_id", "opsporing_barn"),
        SammeKommune("opsporing_tilknytning", "enhed_id", "opsporing_enhed"),
        SammeKommune("opsporing_tilknytning", "anledning_id", "opsporing_anledning"),
        SammeKommune("opsporing_tilknytning", "ansaettelse_id", "opsporing_ansaettelse"),
        SammeKommune("opsporing_spaerring", "anledning_id", "opsporing_anledning"),
        SammeKommune("opsporing_spaerring", "person_id", "opsporing_person"),
        SammeKommune("opsporing_frist", "anledning_id", "opsporing_anledning"),
        SammeKommune("opsporing_frist", "enhed_id", "opsporing_enhed"),
        SammeKommune("opsporing_frist", "ansvarlig_id", "opsporing_user"),
        SammeKommune("opsporing_orientering", "barn_id", "opsporing_barn"),
        SammeKommune("opsporing_orientering", "person_id", "opsporing_person"),
        SammeKommune("opsporing_orientering", "anledning_id", "opsporing_anledning"),
        SammeKommune("opsporing_orientering", "enhed_id", "opsporing_enhed"),
        SammeKommune("opsporing_samtykke", "barn_id", "opsporing_barn"),
        SammeKommune("opsporing_samtykke", "person_id", "opsporing_person"),
        SammeKommune("opsporing_samtykke", "anledning_id", "opsporing_anledning"),
        SammeKommune("opsporing_samtykke", "modtager_id", "opsporing_enhed"),
        SammeKommune("opsporing_handling", "anledning_id", "opsporing_anledning"),
        SammeKommune("opsporing_handling", "barn_id", "opsporing_barn"),
        SammeKommune("opsporing_handling", "enhed_id", "opsporing_enhed"),
        SammeKommune("opsporing_handling", "ansvarlig_id", "opsporing_user"),
        SammeKommune("opsporing_tilbageholdelse", "barn_id", "opsporing_barn"),
    ]
