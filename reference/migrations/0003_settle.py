"""After a load the planner must know of the new rows at once, and the search indexes must hold them in their place.

Both are the table owner's right, so the application asks through a function of the owner's that does nothing else.
"""

from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SETTLE = """
CREATE FUNCTION reference_settle() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM gin_clean_pending_list('code_search'::regclass), gin_clean_pending_list('place_search'::regclass);
    ANALYZE reference_code, reference_place;
END
$$
"""


def settle(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    role = schema_editor.quote_name(settings.DATABASE_APPLICATION_ROLE)
    schema_editor.execute(SETTLE)
    schema_editor.execute("REVOKE ALL ON FUNCTION reference_settle() FROM PUBLIC")
    schema_editor.execute(f"GRANT EXECUTE ON FUNCTION reference_settle() TO {role}")


class Migration(migrations.Migration):
    dependencies = [("reference", "0002_never_removed")]

    operations = [
        migrations.RunPython(settle, lambda apps, editor: editor.execute("DROP FUNCTION reference_settle()")),
    ]
