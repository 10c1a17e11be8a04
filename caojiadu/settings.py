"""Settings, read from the environment; `var/portal.env` (written by `make run`) fills what is not set there."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from caojiadu.logs import configure as configure_logs
from caojiadu.logs import for_error_service
from caojiadu.menu import UNFOLD

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
VAR_DIR = Path(env.str("PORTAL_VAR", default=str(BASE_DIR / "var")))
if (VAR_DIR / "portal.env").is_file():
    env.read_env(VAR_DIR / "portal.env", overwrite=False)

# "demo" is `make run`, "test" the suite, "production" everything else.
MODE = env.str("PORTAL_MODE", default="production")
if MODE not in {"demo", "test", "production"}:
    raise ImproperlyConfigured(f"PORTAL_MODE is {MODE!r}; it must be demo, test or production")
PRODUCTION = MODE == "production"
DEBUG = False


def secret(name: str) -> str:
    """Read a secret from the environment, or from the file named by NAME_FILE. Raises ImproperlyConfigured."""
    if path := env.str(f"{name}_FILE", default=""):
        return Path(path).read_text("utf-8").strip()
    value = env.str(name, default="")
    if len(value) < 32:
        raise ImproperlyConfigured(f"{name} must be set to at least 32 random characters (or {name}_FILE to a file)")
    return value


SECRET_KEY = secret("SECRET_KEY")
# Personal data: "id:key" pairs, the first encrypts, all decrypt; the lookup key hashes phones and ID numbers.
PERSONAL_DATA_KEYS = secret("PERSONAL_DATA_KEYS").split(",")
PERSONAL_LOOKUP_KEY = secret("PERSONAL_LOOKUP_KEY")
AUDIT_KEY = secret("AUDIT_KEY")

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# Where both are set, /desk/, /district/ and /admin/ answer on the inside host only.
INSIDE_HOST = env.str("INSIDE_HOST", default="")
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000")
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

# A ninth office is one folder in offices/, one word here and one migration.
OFFICES = [
    "party_administration",
    "party_building",
    "management",
    "service",
    "security",
    "self_governance",
    "human_resources",
    "development",
]

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "unfold.contrib.guardian",
    "caojiadu.core.accounts.site_config.AdministratorsConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "guardian",
    "django_filters",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_structlog",
    "django_prometheus",
    "caojiadu.core.audit",
    "caojiadu.core.organisation",
    "caojiadu.core.workdays",
    "caojiadu.core.accounts",
    "caojiadu.core.community",
    "caojiadu.core.notices",
    "caojiadu.core.cases",
    "caojiadu.core.files",
    "caojiadu.core.documents",
    "caojiadu.core.district",
    "caojiadu.core.desk",
    "caojiadu.core.external_systems",
    "caojiadu.core.finding",
    "caojiadu.core.front",
    "caojiadu.core.registers",
    "caojiadu.core.people",
    "caojiadu.operations",
    *[f"offices.{office}" for office in OFFICES],
    "petitions",
    "services",
    "caojiadu.core.hooks",  # last: it refuses to start where a hook is not answered as declared
]

MIDDLEWARE = [
    "caojiadu.operations.health.probes.Probes",
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "caojiadu.core.front.middleware.Compressed",
    "caojiadu.core.front.middleware.ContentPolicy",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "caojiadu.core.accounts.middleware.InsideHost",
    "caojiadu.core.accounts.middleware.StaffSession",
    "caojiadu.core.front.middleware.NothingKept",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "caojiadu.core.front.middleware.NotAllowed",
    "caojiadu.core.front.middleware.RequestLog",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "caojiadu.urls"
WSGI_APPLICATION = "caojiadu.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "caojiadu.core.front.context.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "caojiadu.core.front.templatetags.once",
                "caojiadu.core.front.templatetags.portal",
            ],
        },
    }
]
FORM_RENDERER = "caojiadu.core.front.forms.PortalRenderer"
CSRF_FAILURE_VIEW = "caojiadu.core.front.errors.csrf_failure"

# The web and the workers sign in as the application role; `migrate` and the seeds as the owner.
DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"].update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True, ATOMIC_REQUESTS=False)
DATABASE_OWNER_URL = env.str("DATABASE_OWNER_URL", default="")
APPLICATION_ROLE = env.str("APPLICATION_ROLE", default="caojiadu_app")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The cache lives in PostgreSQL too, so that no page depends on Redis.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "portal_cache"}}
SESSION_ENGINE = "caojiadu.core.accounts.middleware"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "caojiadu.core.accounts.backends.PostBackend",
    "guardian.backends.ObjectPermissionBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "caojiadu.core.accounts.validators.Varied"},
    {"NAME": "caojiadu.core.accounts.validators.NotOfTheHouse"},
    {"NAME": "caojiadu.core.accounts.validators.NotUsedBefore", "OPTIONS": {"last": 5}},
]
# So many days after it was chosen a password opens the page on which it is changed, and no other. 0: for ever.
PASSWORD_DAYS = env.int("PASSWORD_DAYS", default=90)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
ANONYMOUS_USER_NAME = None
GUARDIAN_RAISE_403 = False
LOGIN_URL = "account_login"
# Signing in: staff by name and password, residents by a code to the phone (caojiadu/core/accounts/codes.py).
ACCOUNT_ADAPTER = "caojiadu.core.accounts.adapter.PortalAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
# Tries are counted in PostgreSQL by core.accounts.throttle, one statement each; allauth's own count is not atomic.
ACCOUNT_RATE_LIMITS = False
# The second factor of staff: an app or a passkey, with recovery codes. Without one nobody works in production; a
# demonstration offers it. Before what is sensitive it counts for a quarter of an hour.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=PRODUCTION)
FACTOR_AGAIN_SECONDS = 15 * 60
MFA_ADAPTER = "caojiadu.core.accounts.factor.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "caojiadu.core.accounts.forms_factor.FactorForm",
    "authenticate_webauthn": "caojiadu.core.accounts.forms_factor.PasskeyForm",
    "add_webauthn": "caojiadu.core.accounts.forms_factor.NewPasskeyForm",
    "activate_totp": "caojiadu.core.accounts.forms_factor.NewAppForm",
}
MFA_TOTP_TOLERANCE = 0
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Asked by core.accounts.factor, for which a password alone is none.
MFA_REAUTHENTICATION_REQUIRED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
STAFF_LOCK_TRIES = 5
STAFF_LOCK_SECONDS = 15 * 60
STAFF_IDLE_SECONDS = env.int("STAFF_IDLE_SECONDS", default=30 * 60)
STAFF_SESSION_SECONDS = 12 * 3600
# Residents are not hurried: their session lasts a day.
SESSION_COOKIE_AGE = 24 * 3600

# Letters online, generous: a whole estate may share one address. (tries, seconds)
LETTERS_PER_ADDRESS = (env.int("LETTERS_PER_ADDRESS_HOUR", default=100), 3600)
LETTERS_PER_PHONE = (env.int("LETTERS_PER_PHONE_DAY", default=20), 24 * 3600)
# Codes to sign in with: a hall's Wi-Fi, or the phones of a carrier, may share one address.
CODES_PER_ADDRESS = (env.int("CODES_PER_ADDRESS_HOUR", default=200), 3600)
# Wrong codes: for one number from one address, and for all numbers from one address.
TRACK_TRIES = (10, 15 * 60)
TRACK_TRIES_PER_ADDRESS = (300, 3600)
RECEIPT_MINUTES = 30
# Numbers of the reception hall: the tablet at the door and everybody's phone in the hall may share one address.
HALL_TICKETS_PER_ADDRESS = (env.int("HALL_TICKETS_PER_ADDRESS", default=200), 600)
HALL_ARRIVALS_PER_ADDRESS = (env.int("HALL_ARRIVALS_PER_ADDRESS", default=60), 600)
# Phone numbers are given out again: an older matter needs its query code even after signing in with the same phone.
PHONE_TRUST_DAYS = 90
# What a second administrator does not approve within so many days has to be asked for again.
APPROVAL_DAYS = env.int("APPROVAL_DAYS", default=7)
# Who acts for a parent or a child does so for a year at most; then it is agreed to again, or ends by itself.
RELATIVE_DAYS = env.int("RELATIVE_DAYS", default=365)
# For so many days ahead residents order services at home: nobody can promise who comes later.
ORDERS_AHEAD_DAYS = env.int("ORDERS_AHEAD_DAYS", default=60)
# A paper handed in with one application is offered for the next one for so many days.
PAPERS_OFFERED_DAYS = env.int("PAPERS_OFFERED_DAYS", default=180)

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "caojiadu" / "locale"]
FORMAT_MODULE_PATH = ["caojiadu.formats"]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
FILES_ROOT = Path(env.str("FILES_ROOT", default=str(VAR_DIR / "files")))
# Where more contents than this have no row, the clean-up touches nothing and calls an administrator.
FILES_UNKNOWN_MOST = env.int("FILES_UNKNOWN_MOST", default=5)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": FILES_ROOT}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Addresses that may read /metrics and /readyz/<measure>.
OBSERVERS = env.list("OBSERVERS", default=["127.0.0.1/32", "::1/128"])
# Whom the portal calls beside its administrators: mail addresses, and a system that takes signed calls with a key
# ("name:secret").
OPERATOR_EMAILS = env.list("OPERATOR_EMAILS", default=[])
OPERATOR_WEBHOOK = env.str("OPERATOR_WEBHOOK", default="")
OPERATOR_WEBHOOK_KEY = env.str("OPERATOR_WEBHOOK_KEY", default="")
# Backups, encrypted to public keys of age; whoever holds a secret one restores. Kept is the newest of each of the last
# days, weeks and months.
BACKUP_ROOT = Path(env.str("BACKUP_ROOT", default=str(VAR_DIR / "backups")))
BACKUP_RECIPIENTS = env.list("BACKUP_RECIPIENTS", default=[])
BACKUP_KEEP_DAYS = env.int("BACKUP_KEEP_DAYS", default=7)
BACKUP_KEEP_WEEKS = env.int("BACKUP_KEEP_WEEKS", default=5)
BACKUP_KEEP_MONTHS = env.int("BACKUP_KEEP_MONTHS", default=12)
# Where a rehearsal restores to; the system's folder for temporary files unless named.
REHEARSAL_ROOT = env.str("REHEARSAL_ROOT", default="")
# The folder of pg_dump and pg_restore, where they do not lie in a usual place.
PG_PROGRAMS = env.str("PG_PROGRAMS", default="")
# A letter carries up to five files of 10 MB; more than this is refused before it is read into memory.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_HANDLERS = ["caojiadu.core.files.uploads.GuardedUploadHandler"]

REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
CELERY_BROKER_URL = REDIS_URL
# Each with workers of its own: a provider that hangs holds up messages, a long sheet what is long, and nothing else.
QUEUES = ("ordinary", "notices", "heavy")
CELERY_TASK_QUEUES: dict[str, dict[str, str]] = {name: {} for name in QUEUES}
CELERY_TASK_DEFAULT_QUEUE = "ordinary"
CELERY_TASK_ROUTES = {
    "notices.*": "notices",
    "district.*": "notices",
    "office_management.bring_in_sheets": "heavy",
    "petitions.learn": "heavy",
    "desk.*": "heavy",
}
# How long a task of the timer may wait: so far may the clocks of two servers differ before one is dropped.
TASK_EXPIRES = 600
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
# Not 1: a message whose receipt the queue did not confirm in time counts as being worked on until it is given out
# again, and a worker that may hold a single one would take no other until then.
CELERY_WORKER_PREFETCH_MULTIPLIER = 4
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# However long the queue is gone, the worker goes on asking; by default it gives up after a hundred tries.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 1, "socket_connect_timeout": 1, "visibility_timeout": 600}

# Notices. The adapters write to files in demo; see caojiadu/core/channels.
SMS_ADAPTER = env.str("SMS_ADAPTER", default="" if PRODUCTION else "caojiadu.core.channels.sms.FileSms")
SMS_FILE = VAR_DIR / "sms.log"
# For caojiadu.core.channels.aliyun.AliyunSms; the templates are JSON: {"sign_in_code": "SMS_…", …}.
ALIYUN_SMS_KEY_ID = env.str("ALIYUN_SMS_KEY_ID", default="")
ALIYUN_SMS_KEY_SECRET = env.str("ALIYUN_SMS_KEY_SECRET", default="")
ALIYUN_SMS_SIGN_NAME = env.str("ALIYUN_SMS_SIGN_NAME", default="")
ALIYUN_SMS_TEMPLATES = env.json("ALIYUN_SMS_TEMPLATES", default={})
ALIYUN_SMS_ENDPOINT = env.str("ALIYUN_SMS_ENDPOINT", default="https://dysmsapi.aliyuncs.com")
# No ordinary text message goes out in these hours; urgent ones do. Empty: at any hour.
NOTICE_QUIET_HOURS = env.str("NOTICE_QUIET_HOURS", default="21:00-08:00")
EMAIL_BACKEND = env.str(
    "EMAIL_BACKEND",
    default="django.core.mail.backends.smtp.EmailBackend"
    if PRODUCTION
    else "django.core.mail.backends.filebased.EmailBackend",
)
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portal@localhost")
# Secrets shared with the systems of district bodies: "key name:secret" pairs, parted by commas.
DISTRICT_KEYS = dict(pair.split(":", 1) for pair in env.list("DISTRICT_KEYS", default=[]) if ":" in pair)
# (calls, seconds) from one address.
DISTRICT_API_CALLS = (300, 60)
# "host:port" of ClamAV or the path of its socket. Files of residents are opened by staff: only a demonstration may go
# without, and says so.
CLAMAV_ADDRESS = env.str("CLAMAV_ADDRESS", default="")
if PRODUCTION and not CLAMAV_ADDRESS:
    raise ImproperlyConfigured("CLAMAV_ADDRESS must name the virus scanner: host:port of ClamAV, or its socket's path")

# Whom to tell of a weakness: mailto: or https: addresses, parted by commas, for /.well-known/security.txt.
SECURITY_CONTACT = env.list("SECURITY_CONTACT", default=[])
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=PRODUCTION)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31536000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
if env.bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY = {"camera": [], "microphone": ["self"], "geolocation": ["self"], "payment": [], "usb": []}

# Whoever logs an address asks core/audit/address.py, which believes no forwarded header of strangers.
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
LOGGING = configure_logs(env.str("LOG_LEVEL", default="WARNING"))
if SENTRY_DSN := env.str("SENTRY_DSN", default=""):
    import sentry_sdk

    # Neither what functions held nor what people typed leaves the house with an error.
    sentry_sdk.init(
        dsn=SENTRY_DSN,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        before_send=for_error_service,
    )
SITE_NAME = UNFOLD["SITE_TITLE"]  # the pages of administrators have the same
