"""Django's settings. Everything that differs between places comes from the environment.

TOMONI_HOME            data folder: database, files, secret key (./var)
TOMONI_SECRET_KEY      signs sessions (made on first use and kept in the data folder)
TOMONI_DEBUG           1 while developing
TOMONI_HOSTS           host names under which the pages are asked for (127.0.0.1,localhost,[::1])
TOMONI_MAX_UPLOAD_MB   largest file that is taken, in megabytes of 1,000,000 bytes (100)
TOMONI_DATA_KEY_FILE   file with 32 bytes in Base64: what is kept is then encrypted (not set)
DATABASE_URL           sqlite:///path (the database in the data folder)
TOMONI_TABLES_BACKEND  what answers questions to tables: duckdb, spark or postgresql://… (duckdb)
TOMONI_LIVE_URL        where browsers find the live process behind a reverse proxy: /ws/ or wss://…/ws/
TOMONI_LIVE_PORT       else its port on the pages' own host; set by `tomoni serve` itself (0: none)
TOMONI_STATIC          set by `tomoni serve` itself: static files are collected and named by hash
TOMONI_ALONE           set by `tomoni live` itself: only what live editing needs is loaded
"""

import os

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from tomoni.config import _environment as environment

HOME = environment.folder("TOMONI_HOME", default="var")
DEBUG = environment.flag("TOMONI_DEBUG")
ALLOWED_HOSTS = environment.words("TOMONI_HOSTS", default="127.0.0.1,localhost,[::1]")
# Lazy: reading the settings must leave no file behind, the first signed cookie may.
SECRET_KEY = lazy(environment.secret_key, str)("TOMONI_SECRET_KEY", home=HOME)

ROOT_URLCONF = "tomoni.config.urls"
WSGI_APPLICATION = "tomoni.config.wsgi.application"
INSTALLED_APPS = [
    "tomoni.config",
    "tomoni.academy.proposals",
    "tomoni.academy.proposals.budget",
    "tomoni.academy.proposals.deciding",
    "tomoni.academy.proposals.followup",
    "tomoni.academy.proposals.forms",
    "tomoni.academy.proposals.reviewing",
    "tomoni.academy.steps.data",
    "tomoni.academy.steps.analysis",
    "tomoni.academy.steps.flow",
    "tomoni.academy.steps.effect",
    "tomoni.academy.steps.proposal",
    "tomoni.academy.workspaces",
    "tomoni.academy.workspaces.desk",
    "tomoni.academy.workspaces.handover",
    "tomoni.academy.workspaces.homework",
    "tomoni.academy.workspaces.jobs",
    "tomoni.academy.workspaces.lecturing",
    "tomoni.academy.workspaces.live",
    "tomoni.academy.workspaces.overview",
    "tomoni.academy.cohorts",
    "tomoni.academy.cohorts.calendar",
    "tomoni.academy.cohorts.calls",
    "tomoni.academy.cohorts.curricula",
    "tomoni.academy.cohorts.graduates",
    "tomoni.academy.cohorts.materials",
    "tomoni.academy.cohorts.surveys",
    "tomoni.academy.accounts",
    "tomoni.academy.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
]
if environment.flag("TOMONI_ALONE"):
    INSTALLED_APPS = [
        "tomoni.academy.workspaces.live.apps.OnlyModels",
        "tomoni.academy.workspaces.live",
        "tomoni.academy.cohorts",
        "tomoni.academy.accounts",
        "django.contrib.auth",
        "django.contrib.contenttypes",
    ]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tomoni.academy.accounts.middleware.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tomoni.academy.ui.context.page",
            ],
        },
    }
]

# --- what is kept, and where
DATABASES = {"default": environment.database("DATABASE_URL", home=HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_KEY = environment.data_key("TOMONI_DATA_KEY_FILE")
TABLES_BACKEND = environment.tables_backend("TOMONI_TABLES_BACKEND")
_COLLECTED = os.environ.get("TOMONI_STATIC") == "collected"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "files", "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
STATIC_URL = "static/"
STATIC_ROOT = HOME / "static" if _COLLECTED else None
WHITENOISE_USE_FINDERS = not _COLLECTED
WHITENOISE_AUTOREFRESH = DEBUG

# --- writing together
LIVE_URL = os.environ.get("TOMONI_LIVE_URL", "")
LIVE_PORT = environment.number("TOMONI_LIVE_PORT", default=0, least=0)

# --- language and time
LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", _("日本語")), ("en", _("英語"))]
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True

# --- who is it
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("account_name", "display_name")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

# --- what a page may do, what a page may send
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "connect-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'", "data:"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
MAX_UPLOAD_BYTES = environment.number("TOMONI_MAX_UPLOAD_MB", default=100) * 1_000_000
FILE_UPLOAD_HANDLERS = [
    "tomoni.config.uploads.UploadLimit",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# --- what is written down about a run: never a value that somebody typed or uploaded
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "tomoni.config.logs.PlainFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
