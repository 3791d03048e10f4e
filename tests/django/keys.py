"""Models whose keys are not numbers, and names that must be shortened: the source of data/keys_*.sql.

Run with Django and its driver for the database: python keys.py sqlite|postgres|mysql > data/keys_….sql
The recorded files were made by Django 5.2.19, whose tables for these models are those of 6.1.
"""
import sys

import django
from django.conf import settings

DATABASES = {
    "sqlite": dict(ENGINE="django.db.backends.sqlite3", NAME=":memory:"),
    "postgres": dict(ENGINE="django.db.backends.postgresql", NAME="postgres", USER="postgres", HOST="127.0.0.1"),
    "mysql": dict(ENGINE="django.db.backends.mysql", NAME="mysql", USER="root", HOST="127.0.0.1"),
}
settings.configure(
    DATABASES={"default": DATABASES[sys.argv[1]]}, DEFAULT_AUTO_FIELD="django.db.models.BigAutoField"
)
django.setup()

from django.db import connection, models  # noqa: E402


class Country(models.Model):
    code = models.CharField(max_length=2, primary_key=True)

    class Meta:
        app_label = "keys"


class Airport(models.Model):
    id = models.UUIDField(primary_key=True)
    country = models.ForeignKey(Country, models.CASCADE)
    origin = models.ForeignKey(Country, models.CASCADE, null=True, db_constraint=False, related_name="+")
    neighbour = models.ForeignKey("self", models.CASCADE, null=True, db_index=False)
    elevation = models.SmallIntegerField(db_index=True)
    map = models.BinaryField()
    opens = models.TimeField()
    facts = models.JSONField()

    class Meta:
        app_label = "keys"


class Flag(models.Model):
    country = models.OneToOneField(Country, models.CASCADE, primary_key=True)
    other = models.OneToOneField(Country, models.CASCADE, null=True, db_constraint=False, related_name="+")
    note = models.TextField()

    class Meta:
        app_label = "keys"


class Pole(models.Model):
    id = models.SmallAutoField(primary_key=True)
    flag = models.ForeignKey(Flag, models.CASCADE)

    class Meta:
        app_label = "keys"
        unique_together = [("id", "flag")]


class Long(models.Model):
    a_column_whose_name_is_rather_long_as_well = models.CharField(max_length=10, db_index=True)
    another = models.ForeignKey("self", models.CASCADE, null=True)

    class Meta:
        app_label = "keys"
        db_table = "a_table_whose_name_is_as_long_as_a_database_will_take_it_or_so"


with connection.schema_editor(collect_sql=True) as editor:
    for model in (Country, Airport, Flag, Pole, Long):
        editor.create_model(model)
    # The statements so far, and those that the end of the block would run.
    statements = [*editor.collected_sql, *(f"{it};" for it in editor.deferred_sql)]
    editor.deferred_sql.clear()
print("\n".join(statements))
