"""Django's settings, by concern. What differs from place to place comes from `config.environment`."""

from datetime import time, timedelta

import pghistory
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from config.environment import ROOT, Environment, Mode, env
from config.logs import logging_settings
from config.programs import API_FAILURES_PER_MINUTE, API_PER_MINUTE, REST_FRAMEWORK, SPECTACULAR_SETTINGS  # noqa: F401
from config.replica import replica_of

ENVIRONMENT = Environment.read()
DEBUG = False
DEMO = ENVIRONMENT.demo
SECRET_KEY = ENVIRONMENT.secret_key
SECRET_KEY_FALLBACKS = ENVIRONMENT.secret_key_fallbacks  # older keys: they open, and sign nothing
ALLOWED_HOSTS = ENVIRONMENT.hosts
CSRF_TRUSTED_ORIGINS = ENVIRONMENT.origins
VAR = ENVIRONMENT.var
VIGIE_BASE_URL = ENVIRONMENT.base_url
VIGIE_PROXIES = ENVIRONMENT.proxies

# --- Rooms ---------------------------------------------------------------------------------
INSTALLED_APPS = [
    "config",
    "training",
    "risk",
    "intelligence",
    "cen_records",
    "accounts",
    "reference",
    "audit",
    "face",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_htmx",
    "django_structlog",
    "guardian",
    "drf_spectacular",
    "pghistory",
    "pgtrigger",
    "rest_framework",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "config.logs.middleware.RequestLineMiddleware",
    "face.middleware.OutageMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "face.middleware.NoStoreMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.web.middleware.LanguageMiddleware",  # needs the officer, and the check against forged posts
    "allauth.account.middleware.AccountMiddleware",
    "accounts.web.middleware.OfficerMiddleware",  # before all that trusts `request.user`
    "face.kept.KeptFormMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "accounts.web.middleware.SecondFactorMiddleware",
    "face.middleware.RefusalMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.logs.middleware.OfficerLineMiddleware",  # after all that knows the officer and the postings
    "axes.middleware.AxesMiddleware",  # last: turns the answer of the sign-in page into that of the lock-out
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "config.navigation.navigation",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "face.templatetags.face"],
        },
    },
]
FORM_RENDERER = "face.forms.FaceRenderer"

# --- PostgreSQL and Redis ------------------------------------------------------------------
# The web and the workers use the application role; `migrate` uses the role that owns the tables.
_database = env.db_url_config(ENVIRONMENT.database_url)
_owner = env.db_url_config(ENVIRONMENT.owner_database_url)
DATABASE_APPLICATION_ROLE = _database["USER"]
DATABASES = {
    "default": {
        **(_owner if env.bool("VIGIE_AS_OWNER", default=False) else _database),
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 3,
            "options": f"-c statement_timeout={env.int('VIGIE_STATEMENT_TIMEOUT', default=15_000)}",
        },
    },
}
DATABASE_ROUTERS = ["config.routers.ReplicaRouter"]
REPLICA_PATIENCE = env.float("VIGIE_REPLICA_PATIENCE", default=2)  # seconds that a report waits for the replica
if ENVIRONMENT.replica_database_url:
    DATABASES["replica"] = replica_of(DATABASES["default"], ENVIRONMENT.replica_database_url)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": ENVIRONMENT.redis_url,
        "KEY_PREFIX": "vigie",
        "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
    },
}

# --- Versions of rows ----------------------------------------------------------------------
# Each version says itself who made it (docs/decisions/0017): the package's own table for that is not made.
MIGRATION_MODULES = {"pghistory": None}
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)

# --- Background work -----------------------------------------------------------------------
# The truth of a run is a row (audit.models.Run); Redis only wakes workers. See docs/decisions/0014.
RUN_HEARTBEAT = env.float("VIGIE_RUN_HEARTBEAT", default=3)  # seconds between two signs of life of a run
RUN_LEASE = env.float("VIGIE_RUN_LEASE", default=15)  # seconds of silence after which a run is taken from its worker
RUN_SWEEP = env.float("VIGIE_RUN_SWEEP", default=10)  # seconds between two rounds of the sweeper
RUN_SILENCE = max(4 * RUN_SWEEP, RUN_LEASE)  # seconds without a sign of life after which nobody works on a queue
RUN_ATTEMPTS = 3
RUN_BACKOFF = env.float(
    "VIGIE_RUN_BACKOFF", default=10
)  # seconds before the second attempt; six times that before the third
RUN_SECONDS = {"quick": env.float("VIGIE_RUN_QUICK", default=60), "long": env.float("VIGIE_RUN_LONG", default=3600)}
RUN_STATEMENT_SECONDS = {"quick": 15, "long": env.float("VIGIE_RUN_LONG_STATEMENT", default=300)}
RUN_DAILY = {  # UTC; the sweeper starts them, so that a day on which the clock or Redis was away loses none
    "accounts.follow_postings": time(0, 5),
    "audit.verify_books": time(2, 30),
    "accounts.remove_old_files": time(3, 40),
    "accounts.review_dormant_accounts": time(4, 10),
    "cen_records.tidy_files": time(3, 50),
}
RUN_FILES_KEPT = timedelta(days=env.int("VIGIE_RUN_FILES_DAYS", default=30))  # from the end of the run
RUN_LONG_AT_ONCE = env.int("VIGIE_RUN_LONG_AT_ONCE", default=1)  # of one worker: its other processes stay free
RUN_MEMORY = env.int("VIGIE_RUN_MEMORY", default=1024)  # megabytes for one process of a worker; more is refused to it

CELERY_BROKER_URL = ENVIRONMENT.redis_url
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # Redis may be away for as long as it likes
CELERY_BROKER_CHANNEL_ERROR_RETRY = True  # a Redis that refuses (it is full, it loads) ends no worker
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 2,
    "socket_timeout": 3,  # a Redis that hangs holds up a page for this long, twice
    "socket_keepalive": True,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_DEFAULT_QUEUE = "quick"
CELERY_TASK_QUEUES: dict[str, dict[str, str]] = {
    "watch": {},
    "quick": {},
    "long": {},
}  # every worker hears "watch"; see docs/decisions/0014
CELERY_TASK_ROUTES = {"audit.work_long": {"queue": "long"}, "audit.sweep": {"queue": "watch"}}
CELERY_TASK_ANNOTATIONS = {
    f"audit.work_{queue}": {"soft_time_limit": limit, "time_limit": limit + min(limit, 15)}
    for queue, limit in RUN_SECONDS.items()
}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_DISABLE_PREFETCH = True  # no bell waits at a busy worker while another one is free
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000  # kB: a process that has grown past this is replaced after its task
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "config.celery:SteadyScheduler"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat" / "schedule")
_each_round = {"schedule": RUN_SWEEP, "options": {"expires": 2 * RUN_SWEEP}}
CELERY_BEAT_SCHEDULE = {
    "sweep runs": {"task": "audit.sweep", **_each_round},
    "beat of quick work": {
        "task": "audit.beat",
        "args": ["quick"],
        **_each_round,
        "options": {**_each_round["options"], "queue": "quick"},
    },
    "beat of long work": {
        "task": "audit.beat",
        "args": ["long"],
        **_each_round,
        "options": {**_each_round["options"], "queue": "long"},
    },
    "seal books": {"task": "audit.seal_books", "schedule": crontab(minute="*/5"), "options": {"expires": 240}},
    "send letters that did not leave": {"task": "accounts.send_waiting_letters", "schedule": crontab(minute="*/5")},
}

# --- Seals on the record of acts -----------------------------------------------------------
# Heads leave the database by file and by letter; whoever checks keeps copies elsewhere. See docs/decisions/0016.
VIGIE_SEAL_KEY = env.str(
    "VIGIE_SEAL_KEY", default=""
)  # Ed25519: 32 bytes in base64; only the worker that seals needs it
SEAL_KEY_FILE = None if ENVIRONMENT.mode is Mode.PRODUCTION else VAR / "seals" / "key"
SEAL_HEADS = env.str("VIGIE_SEAL_PATH", default=str(VAR / "seals" / "heads.log"))
VIGIE_SEAL_MAIL = env.list("VIGIE_SEAL_MAIL", default=[])

# --- Languages -----------------------------------------------------------------------------
LANGUAGE_CODE = ENVIRONMENT.language
LANGUAGES = [("fr", _("French")), ("en", _("English")), ("pt", _("Portuguese"))]
LOCALE_PATHS = [ROOT / "locale"]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = ENVIRONMENT.behind_tls
TIME_ZONE = "UTC"
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["config.formats"]

# --- Officers and sign-in ------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.Officer"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "accounts.web.backends.OfficerBackend",
    "guardian.backends.ObjectPermissionBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["sign_in_name", "family_name", "given_names", "email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.password_rules.HardToGuess"},
]
PASSWORD_RESET_TIMEOUT = 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "accounts.web.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "sign_in_name"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = False  # the acts of accounts.actions.credentials send theirs
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "accounts.password_links.PasswordLinks"  # noqa: S105
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",  # a whole office sits behind one address
    "login_failed": "6/5m/key",  # codes of the second factor; wrong passwords are counted by django-axes
    "reset_password": "20/m/ip,3/15m/key",
}
ACCOUNT_FORMS = {
    "login": "accounts.web.sign_in_forms.SignInForm",
    "reauthenticate": "accounts.web.sign_in_forms.PasswordAgainForm",
    "change_password": "accounts.web.sign_in_forms.ChangePasswordForm",
    "reset_password": "accounts.web.sign_in_forms.PasswordLinkForm",
    "reset_password_from_key": "accounts.web.sign_in_forms.NewPasswordForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.proxies
MFA_ADAPTER = "accounts.web.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an officer may have no mailbox
MFA_TOTP_ISSUER = "Vigie"
MFA_TOTP_TOLERANCE = 1  # clocks of phones and of old machines differ
MFA_FORMS = {
    "authenticate": "accounts.web.sign_in_forms.CodeForm",
    "reauthenticate": "accounts.web.sign_in_forms.CodeAgainForm",
    "activate_totp": "accounts.web.sign_in_forms.ActivateAppForm",
    "login_webauthn": "accounts.web.sign_in_forms.PasskeyForm",
    "authenticate_webauthn": "accounts.web.sign_in_forms.KeyForm",
    "reauthenticate_webauthn": "accounts.web.sign_in_forms.KeyAgainForm",
    "add_webauthn": "accounts.web.sign_in_forms.AddKeyForm",
    "edit_webauthn": "accounts.web.sign_in_forms.NameKeyForm",
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENVIRONMENT.behind_tls
USERSESSIONS_TRACK_ACTIVITY = False  # accounts.web.session_clock does, once a minute

AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "accounts.web.lockout.counted_name"
AXES_CLIENT_IP_CALLABLE = "accounts.web.lockout.client_address"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # a whole office sits behind one address
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the time that the page names is kept
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ACCESS_FAILURE_LOG = True  # evidence: attempts themselves are deleted after the cool-off
AXES_ENABLE_ADMIN = False
AXES_LOCKOUT_CALLABLE = "accounts.web.lockout.locked_out"
AXES_SENSITIVE_PARAMETERS = ["csrfmiddlewaretoken", "oldpassword", "password1", "code", "credential", "kept_owner"]

GUARDIAN_MONKEY_PATCH_USER = False
ANONYMOUS_USER_NAME = None

# --- Sessions, cookies, headers ------------------------------------------------------------
SESSION_COOKIE_AGE = 60 * 60 * 8
VIGIE_IDLE_MINUTES = env.int("VIGIE_IDLE_MINUTES", default=30)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.behind_tls
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_FAILURE_VIEW = "face.web.errors.csrf_failure"
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.behind_tls else 0
SECURE_SSL_REDIRECT = ENVIRONMENT.behind_tls
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.proxies else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
FILE_UPLOAD_HANDLERS = ["face.uploads.BoundedUpload", "django.core.files.uploadhandler.TemporaryFileUploadHandler"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    **{feature: [] for feature in ("camera", "geolocation", "microphone", "payment", "usb")},
    "publickey-credentials-get": ["self"],
    "publickey-credentials-create": ["self"],
}

# --- Static files --------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": VAR / "files"}},
    "staticfiles": {"BACKEND": "face.static.FaceStaticStorage"},
}
WHITENOISE_MAX_AGE = 3600
if env.str("VIGIE_S3_BUCKET", default=""):
    STORAGES["default"] = import_string("config.object_storage.storage_settings")()
VIGIE_CLAMD = env.str("VIGIE_CLAMD", default="")  # "unix:/run/clamav/clamd.ctl" or "host:3310"; empty: no search

# --- Mail ----------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = env.str("VIGIE_MAIL_FROM", default="Vigie <vigie@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
if ENVIRONMENT.email_url:
    vars().update(env.email_url_config(ENVIRONMENT.email_url))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(VAR / "mail")

# --- Logs ----------------------------------------------------------------------------------
LOGGING = logging_settings(
    as_json=env.bool("VIGIE_LOG_JSON", default=ENVIRONMENT.mode is Mode.PRODUCTION),
    level=env.str("VIGIE_LOG_LEVEL", default="INFO").upper(),
)
VIGIE_VERSION = env.str("VIGIE_VERSION", default="") or "unknown"
VIGIE_METRICS_TOKEN = ENVIRONMENT.metrics_token
SECRETS_OF_SERVERS = [VIGIE_METRICS_TOKEN, env.str("VIGIE_S3_SECRET", default="")]  # no line may hold them either
if VIGIE_METRICS_TOKEN:
    MIDDLEWARE = [
        MIDDLEWARE[0],
        "config.metrics.requests.CountMiddleware",
        *MIDDLEWARE[1:],
        "config.metrics.requests.DatabaseErrorMiddleware",
    ]
if SENTRY_DSN := env.str("SENTRY_DSN", default=""):
    import_string("config.error_reports.start")(SENTRY_DSN, VIGIE_VERSION)
DJANGO_STRUCTLOG_CELERY_ENABLED = True  # carries the request's number to the workers
DJANGO_STRUCTLOG_CELERY_DEFAULT_LOG_LEVEL = 10  # each beat of a worker would be three lines

if ENVIRONMENT.mode is Mode.TEST:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    INSTALLED_APPS = [*INSTALLED_APPS, "tests.sharing", "tests.trials"]
