"""Compares what the rules of tests/filters/judge.rs say with a live Django (6, on SQLite in memory).

    QUERYSET_FILTERS=100000 QUERYSET_FILTERS_FILE=/tmp/filters cargo test --all-features --test filters rules::
    python tests/filters/live.py /tmp/filters

Three kinds of filters are counted apart, since docs/django.md says that the answers differ there:

- behind: a negation that stands behind a condition on the same relation, in one call. Django ties them.
- named: two columns of one relation compared below a negation, behind another call that joined the table. Django does
  not tie them.
- unguarded: below a negation, a column that cannot be NULL, of a relation that was joined as INNER when the lookup was
  written and as LEFT in the end. Django takes the comparison for unknown.
"""

import json
import sys
import types
from collections import Counter
from datetime import date

import django
from django.conf import settings

settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)
django.setup()

from django.apps import AppConfig, apps  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.db.models import F, Q  # noqa: E402,F401
from django.db.models.sql import query as sql  # noqa: E402


def link(to, name, **options):
    return models.ForeignKey(to, models.CASCADE, related_name=name, db_constraint=False, **options)


class Filters(AppConfig):
    """An application without a module: its models stand below."""

    label = "filters"
    path = "."


config = Filters("filters", types.ModuleType("filters"))
config.apps, config.models = apps, apps.all_models["filters"]
apps.app_configs["filters"] = config


class Person(models.Model):
    name = models.CharField(max_length=10)
    age = models.IntegerField(null=True)
    born = models.DateField(null=True)
    mentor = link("self", "pupils", null=True)

    class Meta:
        app_label = "filters"


class House(models.Model):
    name = models.CharField(max_length=10)
    prizes = models.IntegerField(null=True)
    notes = models.JSONField(null=True)

    class Meta:
        app_label = "filters"


class Book(models.Model):
    pages = models.IntegerField()
    sold = models.IntegerField(null=True)
    out = models.DateField(null=True)
    notes = models.JSONField(null=True)
    author = link(Person, "books")
    house = link(House, "books", null=True)

    class Meta:
        app_label = "filters"


class Review(models.Model):
    stars = models.IntegerField(null=True)
    words = models.IntegerField()
    day = models.DateField()
    book = link(Book, "reviews")
    reader = link(Person, "reviews", null=True)

    class Meta:
        app_label = "filters"


MODELS = {it.__name__: it for it in (Person, House, Book, Review)}

#: What Django did while it wrote the filter at hand.
seen = Counter()
unguarded = []


class Watched(set):
    """The joins that a call may use again; it notes whether a subquery was tied to one of them."""

    tied = False

    def __contains__(self, alias):
        found = super().__contains__(alias)
        # The subquery starts at the related rows, or else at the row that the whole query is about.
        self.tied = found and (trimmed["related"] or alias != trimmed["base"])
        return found


trimmed = {}
split_exclude = sql.Query.split_exclude
trim_start = sql.Query.trim_start


def watched_trim(self, names_with_path):
    result = trim_start(self, names_with_path)
    column = self.select[0]
    trimmed.update(related=column.target.is_relation, base=self.model._meta.db_table, alias=column.alias)
    return result


def watched_split(self, filter_expr, can_reuse, names_with_path):
    path = [name for name, _ in names_with_path]
    other = filter_expr[1]
    same = isinstance(other, F) and other.name.split("__")[: len(path)] == path
    watched = Watched(can_reuse)
    result = split_exclude(self, filter_expr, watched, names_with_path)
    can_reuse |= watched
    # A join that goes by the right name may still be one along another relation.
    relation = names_with_path[-1][1][-1].join_field
    tied = watched.tied and self.alias_map[trimmed["alias"]].join_field is relation
    if same and not tied:
        seen["named"] += 1
    elif watched.tied and not same:
        seen["behind"] += 1
    return result


def watched_filter(self, filter_expr, *args, current_negated=False, **options):
    clause, needed = build_filter(self, filter_expr, *args, current_negated=current_negated, **options)
    if current_negated and isinstance(filter_expr, tuple) and len(clause.children) == 1:
        for column in self._gen_cols([getattr(clause.children[0], "lhs", None)]):
            join = self.alias_map.get(column.alias)
            if join is not None and join.join_type == sql.INNER:
                unguarded.append(column.alias)
    return clause, needed


build_filter = sql.Query.build_filter
sql.Query.build_filter = watched_filter
sql.Query.trim_start = watched_trim
sql.Query.split_exclude = watched_split


def load(rows):
    for model in reversed(MODELS.values()):
        model.objects.all().delete()
    for name, model in MODELS.items():
        links = {it.name for it in model._meta.fields if it.is_relation}
        model.objects.bulk_create(
            model(**{key + "_id" if key in links else key: value for key, value in row.items()})
            for row in rows[name]
        )


def main(path):
    with connection.schema_editor() as editor:
        for model in MODELS.values():
            editor.create_model(model)
    figures = Counter()
    for line in open(path):
        line = json.loads(line)
        if "rows" in line:
            load(line["rows"])
            continue
        seen.clear()
        unguarded.clear()
        rows = eval(line["filter"])
        joins = rows.query.alias_map
        if any(it in joins and joins[it].join_type == sql.LOUTER for it in unguarded):
            seen["unguarded"] += 1
        found = sorted(rows.values_list("pk", flat=True))
        same = found == line["keys"]
        kind = next(iter(seen), "plain")
        figures[kind, "same" if same else "other"] += 1
        if not same and kind == "plain":
            print(line["filter"], "\n  Django", found, "\n  rules ", line["keys"])
    print(dict(figures))


main(sys.argv[1])
