"""People who sign in, and the count of their failed attempts."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cungcau.platform.accounts import phones


class Users(BaseUserManager["User"]):
    """Finding people; they are made by ``services.create_user`` alone."""


class User(AbstractBaseUser):
    """A person with an account.

    ``username`` and ``email`` are stored in lower case and ``phone`` as ``+84…``, so that equality in the
    database is equality of persons. People are switched off (``is_active``), never deleted: the audit
    trail names them.
    """

    class Language(models.TextChoices):
        """Languages the interface speaks."""

        VIETNAMESE = "vi", "Tiếng Việt"
        ENGLISH = "en", "English"

    username = models.CharField("tên đăng nhập", max_length=60, unique=True)
    full_name = models.CharField("họ và tên", max_length=120)
    phone = models.CharField("số điện thoại", max_length=16, blank=True)
    email = models.EmailField("thư điện tử", max_length=254, blank=True)
    language = models.CharField(
        "ngôn ngữ", max_length=2, choices=Language.choices, default=Language.VIETNAMESE
    )
    is_active = models.BooleanField("đang dùng", default=True)
    is_demo = models.BooleanField("tài khoản minh hoạ", default=False)
    date_joined = models.DateTimeField("ngày tạo", default=timezone.now)

    objects = Users()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        ordering = ("username",)
        verbose_name = "người dùng"
        constraints = (
            models.UniqueConstraint("phone", condition=~Q(phone=""), name="accounts_user_phone_once"),
            models.UniqueConstraint("email", condition=~Q(email=""), name="accounts_user_email_once"),
            models.CheckConstraint(condition=~Q(full_name=""), name="accounts_user_named"),
        )

    def __str__(self) -> str:
        return self.username

    @property
    def national_phone(self) -> str:
        """The phone number as people here read it."""
        return phones.national(self.phone)


class SignInFailures(models.Model):
    """Failed attempts in a row under one typed name from one network address.

    The name is whatever was typed, in its stored form, whether or not such a person exists: the lock
    must not tell the two apart.
    """

    name = models.CharField(max_length=254)
    address = models.CharField(max_length=45)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint("name", "address", name="accounts_failures_once"),)

    def __str__(self) -> str:
        return f"{self.name} × {self.failures}"
