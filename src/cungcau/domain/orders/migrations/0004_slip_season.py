"""Slips know their season, so that a season's lists need no look at the lines."""

import django.db.models.deletion
from django.db import migrations, models


def _season(**facts: object) -> models.ForeignKey:
    return models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.season",
        verbose_name="mùa vụ", **facts,
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("orders", "0003_price_flags"), ("catalogue", "__first__")]

    operations = [
        migrations.AddField("slip", "season", _season(null=True)),
        migrations.RunSQL(
            "UPDATE orders_slip AS slip SET season_id = line.season_id FROM orders_orderline AS line"
            " WHERE line.id = slip.line_id",
            "SELECT 1",
        ),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", "SELECT 1"),
        migrations.AlterField("slip", "season", _season()),
        migrations.RemoveIndex("slip", "slip_by_day"),
        migrations.AddIndex(
            "slip",
            models.Index(
                fields=["season", "harvest_date", "id"],
                include=["state", "allocated_kg", "confirmed_kg", "area_code"],
                name="slip_by_season_day",
            ),
        ),
        migrations.AddIndex(
            "slip",
            models.Index(fields=["season", "state", "harvest_date", "id"], name="slip_by_season_state"),
        ),
        migrations.AddIndex(
            "slip", models.Index(fields=["season", "folded", "id"], name="slip_by_season_household")
        ),
    ]
