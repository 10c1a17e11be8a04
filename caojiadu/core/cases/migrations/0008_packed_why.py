import json

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caojiadu.core.workdays.packed import PackedJSONField, packed


def pack(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Each different reason once: hundreds of limits share one."""
    with editor.connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE reasons (why jsonb, packed bytea) ON COMMIT DROP")
        cursor.execute("SELECT DISTINCT why::text FROM cases_clock")
        reasons = [(text, packed(json.loads(text))) for (text,) in cursor.fetchall()]
        cursor.executemany("INSERT INTO reasons VALUES (%s, %s)", reasons)
        cursor.execute("UPDATE cases_clock c SET packed = r.packed FROM reasons r WHERE r.why = c.why")
        # Rows that were changed here have checks of foreign keys to come, before which no column may change.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


class Migration(migrations.Migration):
    """The reasons of dates in a fifth of the room."""

    dependencies = [("cases", "0007_open_counts_waiting")]
    operations = [
        migrations.AddField(model_name="clock", name="packed", field=PackedJSONField(null=True)),
        migrations.RunPython(pack, elidable=True),
        migrations.RemoveField(model_name="clock", name="why"),
        migrations.RenameField(model_name="clock", old_name="packed", new_name="why"),
        migrations.AlterField(model_name="clock", name="why", field=PackedJSONField()),
    ]
