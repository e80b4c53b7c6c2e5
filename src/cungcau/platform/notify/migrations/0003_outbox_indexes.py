from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notify", "0002_outgoing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="outgoing",
            index=models.Index(
                fields=["area_code", "state"],
                name="notify_out_counts",
                opclasses=("varchar_pattern_ops", "varchar_pattern_ops"),
            ),
        ),
        migrations.AddIndex(
            model_name="outgoing",
            index=models.Index(fields=["phone"], name="notify_out_phone"),
        ),
    ]
