"""Codes, editions and mappings are retired, replaced or withdrawn; the application may not remove one."""

from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("codelist", "edition", "editioncontent", "code", "place", "crosswalk")


def never_removed(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    role = schema_editor.quote_name(settings.DATABASE_APPLICATION_ROLE)
    for table in TABLES:
        schema_editor.execute(f"REVOKE DELETE, TRUNCATE ON reference_{table} FROM {role}")


class Migration(migrations.Migration):
    dependencies = [("reference", "0001_initial")]

    operations = [migrations.RunPython(never_removed, migrations.RunPython.noop)]
