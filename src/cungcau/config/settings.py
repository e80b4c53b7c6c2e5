"""Django's settings, all from the environment table in :mod:`cungcau.config.environment`."""

from __future__ import annotations

import sys
from datetime import date

from csp.constants import NONCE, SELF
from django.utils.translation import gettext_lazy as _

from cungcau.config import database, environment

ROOT = environment.project_root()
VAR = environment.var_dir()
TESTING = "pytest" in sys.modules

SECRET_KEY = environment.secret_key()
DEBUG = environment.flag("CUNGCAU_DEBUG")
ALLOWED_HOSTS = [name.strip() for name in environment.value("CUNGCAU_ALLOWED_HOSTS").split(",")]

INSTALLED_APPS = [
    "cungcau.platform.accounts",
    "cungcau.platform.access",
    "cungcau.platform.audit",
    "cungcau.platform.jobs",
    "cungcau.platform.notify",
    "cungcau.platform.lifecycle",
    "cungcau.platform.intake",
    "cungcau.platform.editing",
    "cungcau.platform.exchange",
    "cungcau.platform.documents",
    "cungcau.platform.files",
    "cungcau.platform.ui",
    "cungcau.reference.geography",
    "cungcau.reference.catalogue",
    "cungcau.domain.survey",
    "cungcau.domain.registry",
    "cungcau.domain.ocop",
    "cungcau.domain.council",
    "cungcau.domain.recognition",
    "cungcau.domain.supply",
    "cungcau.domain.demand",
    "cungcau.domain.network",
    "cungcau.domain.forecast",
    "cungcau.domain.matching",
    "cungcau.domain.orders",
    "cungcau.domain.collection",
    "cungcau.domain.logistics",
    "cungcau.domain.settlement",
    "cungcau.domain.daily",
    "cungcau.domain.promotion",
    "cungcau.domain.programmes",
    "cungcau.domain.reporting",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "django_tables2",
    "django_filters",
    "csp",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "cungcau.domain.ocop.day.OcopDayMiddleware",
    "cungcau.platform.ui.middleware.DomainErrorMiddleware",
]

ROOT_URLCONF = "cungcau.config.urls"
WSGI_APPLICATION = "cungcau.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "csp.context_processors.nonce",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cungcau.platform.ui.context.page",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

DATABASES = {
    "default": database.django_settings(
        database.address() if database.is_needed() else "postgresql://none@localhost/none"
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["cungcau.platform.accounts.backends.NameOrPhoneBackend"]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if TESTING
    else [
        "django.contrib.auth.hashers.Argon2PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "phone", "email")},
    },
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "src/cungcau/locale", VAR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
for _folder in ("front", "static"):
    (VAR / _folder).mkdir(exist_ok=True)
STATICFILES_DIRS = [("front", VAR / "front")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = TESTING or DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = VAR / "media"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", *filter(None, [environment.value("CUNGCAU_TILE_URL").split("{")[0]])],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = environment.flag("CUNGCAU_HTTPS")
SECURE_HSTS_SECONDS = 31_536_000 if environment.flag("CUNGCAU_HTTPS") else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.flag("CUNGCAU_HTTPS") else None
SILENCED_SYSTEM_CHECKS = [] if environment.flag("CUNGCAU_HTTPS") else ["security.W004", "security.W008"]

HOST = environment.value("CUNGCAU_HOST")
EMAIL_URL = environment.value("CUNGCAU_EMAIL_URL")
SITE_URL = environment.value("CUNGCAU_SITE_URL")
EMAIL_FROM = environment.value("CUNGCAU_EMAIL_FROM")
CHANNELS = environment.value("CUNGCAU_CHANNELS")
QUIET_HOURS = environment.value("CUNGCAU_QUIET_HOURS")
SMS_URL = environment.value("CUNGCAU_SMS_URL")
SMS_TOKEN = environment.value("CUNGCAU_SMS_TOKEN")
SMS_HEADERS = environment.value("CUNGCAU_SMS_HEADERS")
SMS_BODY = environment.value("CUNGCAU_SMS_BODY")
SMS_ANSWER = environment.value("CUNGCAU_SMS_ANSWER")
SMS_SECRET = environment.value("CUNGCAU_SMS_SECRET")
SMS_NUMBER = environment.value("CUNGCAU_SMS_NUMBER")
SMS_INCOMING = environment.value("CUNGCAU_SMS_INCOMING")
SMS_RECEIPT = environment.value("CUNGCAU_SMS_RECEIPT")
ZALO_URL = environment.value("CUNGCAU_ZALO_URL")
ZALO_TOKEN = environment.value("CUNGCAU_ZALO_TOKEN")
ZALO_HEADERS = environment.value("CUNGCAU_ZALO_HEADERS")
ZALO_BODY = environment.value("CUNGCAU_ZALO_BODY")
ZALO_ANSWER = environment.value("CUNGCAU_ZALO_ANSWER")
OSRM_URL = environment.value("CUNGCAU_OSRM_URL")
SLIP_ANSWER_HOURS = environment.value("CUNGCAU_SLIP_ANSWER_HOURS")
CLAIM_DAYS = environment.value("CUNGCAU_CLAIM_DAYS")
CLAIM_ANSWER_DAYS = environment.value("CUNGCAU_CLAIM_ANSWER_DAYS")
ARRIVAL_DIFFERENCE_PERCENT = environment.value("CUNGCAU_ARRIVAL_DIFFERENCE_PERCENT")
TILE_URL = environment.value("CUNGCAU_TILE_URL")
SHOWN_DAY = (
    date.fromisoformat(environment.value("CUNGCAU_TODAY")) if environment.value("CUNGCAU_TODAY") else None
)
OCOP_SHOWN_DAY = (
    date.fromisoformat(environment.value("CUNGCAU_OCOP_TODAY"))
    if environment.value("CUNGCAU_OCOP_TODAY")
    else None
)
DJANGO_TABLES2_TEMPLATE = "ui/table.html"
PROCRASTINATE_WORKER_DEFAULTS = {"update_heartbeat_interval": 5.0, "stalled_worker_timeout": 20.0}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"procrastinate": {"level": "WARNING"}},
    "root": {"handlers": ["stderr"], "level": environment.value("CUNGCAU_LOG_LEVEL")},
}
