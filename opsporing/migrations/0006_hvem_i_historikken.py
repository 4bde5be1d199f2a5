"""The history of rows says who made each change, and that cannot be changed afterwards either."""

from django.db import migrations

# The library's own function updates a context that is there already. The application may not update what says who did
# something, and never needs to: a request sets its context once. `current_setting(…, true)` asks without raising, so a
# row written outside a request costs no subtransaction.
KONTEKST = """
CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS uuid AS $$
DECLARE
  noegle uuid := nullif(current_setting('pghistory.context_id', true), '');
  hvem jsonb := nullif(current_setting('pghistory.context_metadata', true), '');
BEGIN
  IF noegle IS NULL OR hvem IS NULL THEN
    RETURN NULL;
  END IF;
  INSERT INTO pghistory_context (id, metadata, created_at, updated_at) VALUES (noegle, hvem, now(), now())
  ON CONFLICT (id) DO NOTHING;
  RETURN noegle;
END
$$ LANGUAGE plpgsql
"""


class Migration(migrations.Migration):
    dependencies = [("opsporing", "0005_handling_rettet"), ("pghistory", "0007_auto_20250421_0444")]

    operations = [migrations.RunSQL(KONTEKST, migrations.RunSQL.noop)]
