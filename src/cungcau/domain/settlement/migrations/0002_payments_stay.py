"""Payments and deposits stay as they were written."""

from django.db import migrations

from cungcau.platform.audit.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("settlement", "0001_initial")]

    operations = [append_only("settlement_payment"), append_only("settlement_deposit")]
