import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def only_add_and_read(apps, schema_editor):
    """As for the acts themselves: the application may add and read."""
    role = schema_editor.quote_name(settings.DATABASE_APPLICATION_ROLE)
    schema_editor.execute(
        f"REVOKE UPDATE, DELETE, TRUNCATE ON audit_seal, audit_sealsubtree, audit_sealdelivery FROM {role}"
    )


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0003_runs'),
    ]

    operations = [
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('book', models.CharField(max_length=63)),
                ('number', models.PositiveBigIntegerField()),
                ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=63), size=None)),
                ('first_id', models.BigIntegerField()),
                ('last_id', models.BigIntegerField()),
                ('count', models.PositiveBigIntegerField()),
                ('head', models.BinaryField()),
                ('frontier', models.BinaryField()),
                ('ids', models.BinaryField()),
                ('leaves', models.BinaryField()),
                ('listed', models.BinaryField()),
                ('previous', models.BinaryField()),
                ('made_at', models.DateTimeField()),
                ('key_id', models.CharField(max_length=16)),
                ('signature', models.BinaryField()),
            ],
            options={
                'ordering': ('-made_at', 'book', '-number'),
                'indexes': [models.Index(fields=['-made_at', 'book', '-number'], name='seal_newest')],
                'constraints': [models.UniqueConstraint(fields=('book', 'number'), name='seal_once'), models.UniqueConstraint(fields=('book', 'previous'), name='seal_follows_alone'), models.UniqueConstraint(fields=('book', 'count'), name='seal_grows')],
            },
        ),
        migrations.CreateModel(
            name='SealSubtree',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('book', models.CharField(max_length=63)),
                ('level', models.PositiveSmallIntegerField()),
                ('place', models.PositiveBigIntegerField()),
                ('root', models.BinaryField()),
            ],
            options={
                'ordering': ('book', 'level', 'place'),
                'constraints': [models.UniqueConstraint(fields=('book', 'level', 'place'), name='seal_subtree_once')],
            },
        ),
        migrations.CreateModel(
            name='SealDelivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=[('FILE', 'File'), ('MAIL', 'Letter')], max_length=4)),
                ('sent_at', models.DateTimeField()),
                ('seal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='audit.seal')),
            ],
            options={
                'ordering': ('-id',),
                'constraints': [models.UniqueConstraint(fields=('seal', 'way'), name='seal_sent_once')],
            },
        ),
        migrations.RunPython(only_add_and_read, migrations.RunPython.noop),
    ]
