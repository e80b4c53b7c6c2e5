"""Fill what the new columns and the dated representations say about rows that were there before."""

from typing import Any

from django.db import migrations

from cungcau.reference.search import words


def fill(apps: Any, schema_editor: Any) -> None:
    organisation = apps.get_model("registry", "Organisation")
    representation = apps.get_model("registry", "Representation")
    rows = list(organisation.objects.only("pk", "name"))
    for one in rows:
        one.folded_name = words(one.name)[:200]
    organisation.objects.bulk_update(rows, ["folded_name"], batch_size=2000)
    known = organisation.objects.filter(representative__isnull=False)
    pairs = known.values_list("pk", "representative_id", "source", "is_demo")
    representation.objects.bulk_create(
        [
            representation(represented_id=pk, representative_id=other, source=source, is_demo=is_demo)
            for pk, other, source, is_demo in pairs
        ],
        batch_size=2000,
    )


def empty(apps: Any, schema_editor: Any) -> None:
    """Going back drops the columns and tables anyway."""


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_ties_papers_land")]

    operations = [migrations.RunPython(fill, empty)]
