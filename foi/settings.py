"""Define all settings; values that differ by machine come from the environment.

Every variable read here is described in .env.example.
"""

import os
from datetime import timedelta
from pathlib import Path

import dj_database_url
from celery.schedules import crontab
from csp.constants import NONE, SELF
from kombu import Queue
from whitenoise.compress import Compressor

from foi.local.postgres import database_url
from foi.paths import BASE_DIR, VAR_DIR
from foi.secret_key import secret_key

NODE_MODULES = BASE_DIR / "node_modules"


def _flag(name: str, *, default: bool) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes"}


def _words(name: str, default: str = "") -> list[str]:
    return os.environ.get(name, default).replace(",", " ").split()


# --- What kind of installation this is ----------------------------------------------

# The demonstration runs on one machine over plain HTTP.
IS_DEMONSTRATION = _flag("FOI_DEMONSTRATION", default=False)
DEBUG = _flag("FOI_DEBUG", default=False)
SECRET_KEY = secret_key(VAR_DIR / "secret-key")
SECRET_KEY_FALLBACKS = _words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = _words("ALLOWED_HOSTS", "localhost 127.0.0.1 [::1]")
CSRF_TRUSTED_ORIGINS = _words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.forms",  # its widgets' templates, for FORM_RENDERER
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "crispy_forms",
    "crispy_forms_gds",
    "csp",
    "django_htmx",
    "accounts",
    "requests_app",
    "responses",
    "mail",
    "returns",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "foi.middleware.CompressedPages",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "foi.middleware.OddAddresses",
    "foi.middleware.WorkingDays",
    "foi.middleware.Refusals",
    "foi.middleware.TypedText",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "foi.urls"
WSGI_APPLICATION = "foi.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "foi.context_processors.frame",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ["gds"]
CRISPY_TEMPLATE_PACK = "gds"

# --- Database -----------------------------------------------------------------------

DATABASES = {
    "default": dj_database_url.parse(
        database_url(VAR_DIR / "postgres"),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
# JIT costs more than it saves on queries that take milliseconds. Prepared queries are
# planned once for all authorities, large and small (`requests_app/prepared.py`).
DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
    "-c jit=off -c plan_cache_mode=force_generic_plan"
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People -------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "accounts.backends.RoleBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "landing"
LOGOUT_REDIRECT_URL = "sign-in"
# After wrong passwords the next attempt waits, at most a quarter of an hour: see
# `accounts.sign_in`. The same person may sign in from elsewhere at once. Axes only
# stores the attempts, for an hour.
AXES_HANDLER = "accounts.sign_in.BackOff"
AXES_CLIENT_IP_CALLABLE = "accounts.sign_in.client_address"
AXES_LOCKOUT_CALLABLE = "accounts.sign_in.tell_to_wait"
AXES_FAILURE_LIMIT = 1_000_000  # of no effect: the wait begins long before
# An attempt made during the wait is neither tried nor counted.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_COOLOFF_TIME = timedelta(hours=1)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
# How many proxies in front are ours. Each appends its caller's address to
# X-Forwarded-For; addresses written there by a client are not believed.
TRUSTED_PROXIES = int(
    os.environ.get("FOI_TRUSTED_PROXIES", "0" if IS_DEMONSTRATION or DEBUG else "1")
)
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# --- Language and time --------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
DATE_FORMAT = "j F Y"

# --- Files --------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "foi.staticfiles.PackageFinder",
]
MEDIA_ROOT = Path(os.environ.get("FOI_MEDIA_DIR", VAR_DIR / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "foi.minified.MinifiedStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# No other site needs them, and each answer is shorter without the header for that.
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Source maps are for developers, seldom fetched, and slow to compress.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "map"]
# Bytes: a received text may be two million characters, each up to nine bytes in a form.
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
# The limit for each file sent with a letter, or kept with a request.
MOST_BYTES_PER_FILE = int(os.environ.get("FOI_MOST_MB_PER_FILE", "25")) * 1_000_000
# ClamAV: the path of its socket, or host:port; "" for no scanner.
CLAMD = os.environ.get("FOI_CLAMD", "")

# --- Safety -------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
_IS_SECURE = not (IS_DEMONSTRATION or DEBUG)
SECURE_SSL_REDIRECT = _IS_SECURE and _flag("FOI_REDIRECT_TO_HTTPS", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _IS_SECURE else None
SECURE_HSTS_SECONDS = 31_536_000 if _IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _IS_SECURE
SECURE_HSTS_PRELOAD = _IS_SECURE
SESSION_COOKIE_SECURE = _IS_SECURE
CSRF_COOKIE_SECURE = _IS_SECURE
CSRF_FAILURE_VIEW = "accounts.views.stale_form"

# --- E-mail -------------------------------------------------------------------------

# The demonstration's requests are made up, so no message may leave the machine,
# whatever the environment says: each message becomes a file.
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_BACKEND = (
    "django.core.mail.backends.filebased.EmailBackend"
    if IS_DEMONSTRATION
    else os.environ.get(
        "EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend"
    )
)
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = _flag("EMAIL_USE_TLS", default=False)
# Seconds that the server may be silent at each step.
EMAIL_TIMEOUT = 30
# The largest message that the mail server takes.
MOST_MB_PER_MESSAGE = int(os.environ.get("FOI_MOST_MB_PER_MESSAGE", "25"))
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "foi@localhost")
# The base of links in e-mails.
SITE_URL = os.environ.get("SITE_URL", "http://localhost:8000").rstrip("/")

# Days that a notice stays on the page of notices: after it was read, and unread.
NOTICES_READ_DAYS = int(os.environ.get("FOI_NOTICES_READ_DAYS", "90"))
NOTICES_UNREAD_DAYS = int(os.environ.get("FOI_NOTICES_UNREAD_DAYS", "365"))

# --- Mailboxes ----------------------------------------------------------------------

# Where Microsoft and Google sign applications in, and where Graph is; national clouds
# have other addresses. GRAPH_SCOPE is the origin of GRAPH_URL where unset.
MICROSOFT_LOGIN_URL = os.environ.get(
    "FOI_MICROSOFT_LOGIN_URL", "https://login.microsoftonline.com"
).rstrip("/")
GRAPH_URL = os.environ.get("FOI_GRAPH_URL", "https://graph.microsoft.com/v1.0").rstrip(
    "/"
)
GRAPH_SCOPE = os.environ.get("FOI_GRAPH_SCOPE", "")
MICROSOFT_MAIL_SCOPE = os.environ.get(
    "FOI_MICROSOFT_MAIL_SCOPE", "https://outlook.office365.com/.default"
)
GOOGLE_TOKEN_URL = os.environ.get(
    "FOI_GOOGLE_TOKEN_URL", "https://oauth2.googleapis.com/token"
)
NOTIFY_URL = os.environ.get(
    "FOI_NOTIFY_URL", "https://api.notifications.service.gov.uk"
).rstrip("/")
# A PEM file of certificate authorities to trust beside those of the machine.
CA_BUNDLE = os.environ.get("FOI_CA_BUNDLE", "")
# Mailboxes that are folders of files lie in here; unset, there are none.
MAIL_FOLDERS = (
    Path(_folders) if (_folders := os.environ.get("FOI_MAIL_FOLDERS")) else None
)

# --- Background work ----------------------------------------------------------------

# The broker only carries messages. All pending work is in the database, and the sweeps
# below find all. See docs/decisions/0002-broker-as-mere-messenger.md.
CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL", "filesystem://localhost")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Seconds. A broker accepting and saying nothing must not hold the page that only
# wants to wake a worker: the sweep finds the work in any case.
_BROKER_SECONDS = 2
CELERY_BROKER_CONNECTION_TIMEOUT = _BROKER_SECONDS
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
# Kilobytes: a worker is replaced after a letter of a hundred pages, to free its memory.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 200_000
# Seconds. A new worker loads the libraries for PDFs before saying so, which
# takes 5 seconds on a busy machine. After Celery's own 4 each worker would be
# killed.
CELERY_WORKER_PROC_ALIVE_TIMEOUT = 60
# A worker takes from all queues unless told otherwise. With a worker for each
# queue, neither a mail server that hangs nor a long file keeps letters waiting.
CELERY_TASK_DEFAULT_QUEUE = "celery"
CELERY_TASK_QUEUES = [Queue(name) for name in ("celery", "mail", "reading", "meaning")]
CELERY_TIMEZONE = TIME_ZONE
if CELERY_BROKER_URL.startswith("filesystem"):
    _broker_dir = VAR_DIR / "broker"
    for _name in ("messages", "processed", "control"):
        (_broker_dir / _name).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_broker_dir / "messages"),
        "data_folder_out": str(_broker_dir / "messages"),
        "processed_folder": str(_broker_dir / "processed"),
        "control_folder": str(_broker_dir / "control"),
        "store_processed": False,
    }
elif CELERY_BROKER_URL.startswith("redis"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        # Twice the longest time limit of a kind of job, that of sending letters, or
        # Redis would hand a running task out again.
        "visibility_timeout": 1200,
        "unacked_restore_interval": 1,
        "socket_connect_timeout": _BROKER_SECONDS,
        "socket_timeout": _BROKER_SECONDS,
        "max_retries": 0,
    }
elif CELERY_BROKER_URL.startswith(("amqp", "pyamqp")):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "read_timeout": _BROKER_SECONDS,
        "write_timeout": _BROKER_SECONDS,
        "max_retries": 0,
    }
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "start the jobs that are due": {
        "task": "requests_app.jobs.tasks.start_due_jobs",
        "schedule": 5.0,
        # Dropped before the next, without a worker: none pile up.
        "options": {"expires": 5.0},
    },
    "fetch mail": {
        "task": "mail.fetching.tasks.fetch_mail",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
    # No job: spam left for another hour does no harm.
    "delete old spam": {
        "task": "mail.queue.tasks.delete_spam",
        "schedule": crontab(minute="25"),
    },
    "remind of what falls due": {
        "task": "requests_app.reminders.tasks.remind_of_due_dates",
        "schedule": crontab(minute="*/5"),
    },
    "mail notices wanted at once": {
        "task": "requests_app.telling.tasks.mail_notices",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
    "send the morning digests": {
        "task": "requests_app.telling.tasks.send_digests",
        "schedule": crontab(minute="*/5", hour="7-18"),
    },
    "tell of letters left unposted": {
        "task": "responses.sending.tasks.tell_of_unposted",
        "schedule": crontab(hour="6-18", minute="40"),
    },
    "keep up with what left": {
        "task": "responses.sending.tasks.keep_up_with_what_left",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
    "tell owners of paragraphs to review": {
        "task": "responses.library.tasks.tell_owners_to_review",
        "schedule": crontab(hour="7", minute="15"),
    },
    "tell of advice that is late": {
        "task": "responses.advice.tasks.tell_of_late_advice",
        "schedule": crontab(hour="7", minute="20"),
    },
    # On working mornings; later beats of a day find nothing left to send.
    "send questions to departments": {
        "task": "responses.enquiries.tasks.post_enquiries",
        "schedule": crontab(hour="7-17", minute="*/10"),
    },
    "index requests afresh after a change of the index": {
        "task": "requests_app.search.tasks.index_old_entries",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
    "compare requests from before an upgrade": {
        "task": "requests_app.alike.tasks.compare_requests",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
    "find what new questions mean": {
        "task": "responses.precedents.tasks.find_meanings",
        "schedule": 15.0,
        "options": {"expires": 15.0, "queue": "meaning"},
    },
    # No jobs: nothing waits for these, and a day left out does no harm.
    "remove enclosures left half written": {
        "task": "responses.enclosures.tasks.remove_unfinished_enclosures",
        "schedule": crontab(hour="4", minute="30"),
    },
    "work out the figures kept": {
        "task": "requests_app.dashboard.tasks.work_out_figures",
        "schedule": crontab(hour="3", minute="20"),
    },
    "delete old exports": {
        "task": "requests_app.exports.tasks.delete_old_exports",
        "schedule": crontab(hour="4", minute="40"),
    },
    "delete old imports of past requests": {
        "task": "requests_app.past_requests.tasks.delete_old_imports",
        "schedule": crontab(hour="4", minute="45"),
    },
    "scan files held while the scanner was away": {
        "task": "requests_app.files.tasks.scan_held_files",
        "schedule": crontab(minute="*/10"),
    },
    "remove files of requests left half written": {
        "task": "requests_app.files.tasks.remove_unfinished_files",
        "schedule": crontab(hour="4", minute="35"),
    },
    "forget who had a request open": {
        "task": "requests_app.presence.tasks.forget_who_left",
        "schedule": crontab(hour="4", minute="30"),
    },
    "delete old notices": {
        "task": "requests_app.telling.tasks.delete_old_notices",
        "schedule": crontab(hour="4", minute="40"),
    },
    "remove letters left half written": {
        "task": "responses.letters.tasks.remove_unfinished_letters",
        "schedule": crontab(hour="4", minute="30"),
    },
}

# Another sentence model, loaded only by the worker that serves the queue "meaning".
MEANING_MODEL = (
    Path(os.environ["FOI_MEANING_MODEL"])
    if os.environ.get("FOI_MEANING_MODEL")
    else None
)

# --- Logs ---------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "refusals": {
            "()": "django.utils.log.CallbackFilter",
            "callback": "ext://foi.logs.without_trace",
        }
    },
    "formatters": {
        "line": {
            "()": "foi.logs.Discreet",
            "format": "{levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["refusals"],
        }
    },
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
}
