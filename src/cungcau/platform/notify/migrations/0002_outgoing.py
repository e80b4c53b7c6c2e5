import uuid

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_FREEZE = """
CREATE FUNCTION notify_outgoing_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what a message says is not changed';
END $$;
CREATE TRIGGER notify_outgoing_frozen BEFORE UPDATE OF once, reference, message, subject, text, sms, link
    ON notify_outgoing FOR EACH ROW
    WHEN ((OLD.once, OLD.reference, OLD.message, OLD.subject, OLD.text, OLD.sms, OLD.link)
        IS DISTINCT FROM (NEW.once, NEW.reference, NEW.message, NEW.subject, NEW.text, NEW.sms, NEW.link))
    EXECUTE FUNCTION notify_outgoing_frozen();
"""
_THAW = """
DROP TRIGGER notify_outgoing_frozen ON notify_outgoing;
DROP FUNCTION notify_outgoing_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("notify", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Outgoing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("once", models.CharField(max_length=200, unique=True, verbose_name="khoá chống gửi trùng")),
                ("reference", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("about", models.CharField(blank=True, max_length=80, verbose_name="về việc")),
                ("area_code", models.CharField(blank=True, max_length=40, verbose_name="địa bàn")),
                ("message", models.CharField(max_length=80, verbose_name="loại tin")),
                ("subject", models.CharField(max_length=300, verbose_name="tiêu đề")),
                ("text", models.TextField(verbose_name="nội dung")),
                ("sms", models.TextField(blank=True, verbose_name="nội dung không dấu")),
                ("link", models.CharField(blank=True, max_length=300, verbose_name="đường dẫn")),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="người nhận")),
                ("phone", models.CharField(blank=True, max_length=16, verbose_name="số điện thoại")),
                ("email", models.CharField(blank=True, max_length=254, verbose_name="thư điện tử")),
                ("zalo", models.CharField(blank=True, max_length=80, verbose_name="Zalo")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("email", "Thư điện tử"),
                            ("sms", "SMS"),
                            ("zalo", "Zalo"),
                            ("hand", "Gửi tay (gọi, in)"),
                        ],
                        max_length=8,
                        verbose_name="kênh",
                    ),
                ),
                ("ways", models.CharField(blank=True, max_length=40, verbose_name="các kênh theo thứ tự")),
                ("urgent", models.BooleanField(default=False, verbose_name="khẩn")),
                ("good_until", models.DateTimeField(null=True, verbose_name="hạn báo")),
                ("state", models.CharField(default="waiting", max_length=12, verbose_name="trạng thái")),
                ("reason", models.CharField(blank=True, max_length=16, verbose_name="lý do")),
                ("detail", models.CharField(blank=True, max_length=300, verbose_name="nhà cung cấp trả lời")),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="số lần thử")),
                ("next_try_at", models.DateTimeField(null=True, verbose_name="lần thử tới")),
                ("lease_until", models.DateTimeField(editable=False, null=True)),
                (
                    "provider_id",
                    models.CharField(blank=True, max_length=120, verbose_name="mã của nhà cung cấp"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="lúc tạo")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="lúc gửi")),
                (
                    "sent_way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("call", "Gọi điện"),
                            ("own_phone", "Nhắn từ máy riêng"),
                            ("print", "Đưa bản in"),
                            ("in_person", "Nói trực tiếp"),
                        ],
                        max_length=12,
                        verbose_name="báo bằng cách",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="ghi chú")),
                ("is_demo", models.BooleanField(default=False, verbose_name="minh hoạ")),
                ("folded", models.TextField(blank=True, editable=False)),
                (
                    "words",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector("folded", config="simple"),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người tạo",
                    ),
                ),
                (
                    "notification",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="outgoing",
                        to="notify.notification",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người báo tay",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="tài khoản",
                    ),
                ),
            ],
            options={
                "verbose_name": "tin gửi đi",
                "ordering": ("-created_at", "-id"),
                "indexes": [
                    models.Index(fields=["-created_at", "-id"], name="notify_out_latest"),
                    models.Index(fields=["area_code", "-created_at", "-id"], name="notify_out_area"),
                    models.Index(fields=["state", "-created_at", "-id"], name="notify_out_state"),
                    models.Index(
                        condition=models.Q(("about", ""), _negated=True),
                        fields=["about"],
                        name="notify_out_about",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ("waiting", "failed"))),
                        fields=["-urgent", "next_try_at"],
                        name="notify_out_due",
                    ),
                    models.Index(
                        condition=models.Q(("state", "sending")),
                        fields=["lease_until"],
                        name="notify_out_leased",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("good_until__isnull", False), ("state__in", ("waiting", "failed", "held"))
                        ),
                        fields=["good_until"],
                        name="notify_out_good_until",
                    ),
                    django.contrib.postgres.indexes.GinIndex(fields=["words"], name="notify_out_words"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                (
                                    "waiting",
                                    "held",
                                    "sending",
                                    "sent",
                                    "by_hand",
                                    "failed",
                                    "unsure",
                                    "given_up",
                                    "cancelled",
                                ),
                            )
                        ),
                        name="notify_outgoing_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ["email", "sms", "zalo", "hand"])),
                        name="notify_outgoing_channel",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lease_until__isnull", False), ("state", "sending")),
                            models.Q(
                                models.Q(("state", "sending"), _negated=True), ("lease_until__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="notify_outgoing_leased",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("sent_at__isnull", False), ("sent_by__isnull", True), ("state", "sent")
                            ),
                            models.Q(
                                ("sent_at__isnull", False), ("sent_by__isnull", False), ("state", "by_hand")
                            ),
                            models.Q(
                                models.Q(("state__in", ("sent", "by_hand")), _negated=True),
                                ("sent_at__isnull", True),
                                ("sent_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="notify_outgoing_sent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("once", ""), _negated=True), name="notify_outgoing_once_named"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("email", "Thư điện tử"),
                            ("sms", "SMS"),
                            ("zalo", "Zalo"),
                            ("hand", "Gửi tay (gọi, in)"),
                        ],
                        max_length=8,
                        verbose_name="kênh",
                    ),
                ),
                ("started_at", models.DateTimeField(verbose_name="bắt đầu")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="kết thúc")),
                ("outcome", models.CharField(blank=True, max_length=12, verbose_name="kết quả")),
                ("reason", models.CharField(blank=True, max_length=16, verbose_name="lý do")),
                ("detail", models.CharField(blank=True, max_length=300, verbose_name="nhà cung cấp trả lời")),
                (
                    "provider_id",
                    models.CharField(blank=True, max_length=120, verbose_name="mã của nhà cung cấp"),
                ),
                (
                    "outgoing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attempts",
                        to="notify.outgoing",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần gửi",
                "ordering": ("-id",),
            },
        ),
        migrations.RunSQL(_FREEZE, _THAW),
    ]
