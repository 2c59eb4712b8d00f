"""What the application may not do: change what was written for good, or see names that nobody unlocked."""

from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from audit.append_only import ReadOnly
from face.changes import followed

ONLY_ADDED_TO = ("step", "custody", "release")
NOMINAL = ("personidentity", "companyidentity", "vehicleidentity", "draft")
# Nothing named, nothing seen; see cen_records.access.
UNLOCKED = "administration_id = ANY (string_to_array(nullif(current_setting('vigie.administrations', true), ''), ',')::bigint[])"


def only_added_to(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    role = schema_editor.quote_name(settings.DATABASE_APPLICATION_ROLE)
    for table in ONLY_ADDED_TO:
        schema_editor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON cen_records_{table} FROM {role}")


def second_lock() -> list[str]:
    return [
        statement
        for table in NOMINAL
        for statement in (
            f"ALTER TABLE cen_records_{table} ENABLE ROW LEVEL SECURITY",
            f"CREATE POLICY unlocked ON cen_records_{table} USING ({UNLOCKED}) WITH CHECK ({UNLOCKED})",
        )
    ]


class Migration(migrations.Migration):

    dependencies = [("cen_records", "0001_initial")]

    operations = [
        ReadOnly(
            "CaseVersion",
            "CompanyVersion",
            "ConcealmentVersion",
            "ContainerVersion",
            "ConveyanceVersion",
            "ExternalReferenceVersion",
            "GoodsLineVersion",
            "PersonVersion",
            "ReleasedCaseVersion",
            "ReleasedCompanyVersion",
            "ReleasedConcealmentVersion",
            "ReleasedContainerVersion",
            "ReleasedConveyanceVersion",
            "ReleasedLegVersion",
            "ReleasedLineVersion",
            "ReleasedPersonVersion",
            "RemarkVersion",
            "RouteLegVersion",
        ),
        migrations.RunPython(only_added_to, migrations.RunPython.noop),
        migrations.RunSQL(second_lock(), migrations.RunSQL.noop),
        migrations.RunSQL([followed("cen_records_case"), followed("cen_records_releasedcase")], migrations.RunSQL.noop),
    ]
