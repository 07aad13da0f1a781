"""The settings of the portal: safe as they stand, and changed only through environment variables."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from danvan import env
from danvan.theme import UNFOLD as UNFOLD

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("DANVAN_VAR", str(BASE_DIR / "var")))
PRODUCTION = env.text("DANVAN_ENV", "development", choices=("development", "production")) == "production"
BEHIND_PROXY = env.flag("BEHIND_PROXY")
DEBUG = env.flag("DEBUG") and not PRODUCTION

RELEASE = env.release(BASE_DIR)  # told apart from the one before by what pages are made of
SECRET_KEY = env.secret("SECRET_KEY", keep_in=None if PRODUCTION else VAR_DIR / "secret_key")
SITE_URL = env.address("SITE_URL", "http://127.0.0.1:8000")
ALLOWED_HOSTS = env.many("ALLOWED_HOSTS", () if PRODUCTION else ("127.0.0.1", "localhost", "[::1]"))
CSRF_TRUSTED_ORIGINS = env.many("CSRF_TRUSTED_ORIGINS", (SITE_URL,))

# Apps, from the top of the page to the floor: unfold dresses the admin, so it comes first.
INSTALLED_APPS = [
    "unfold",
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "unfold.contrib.import_export",
    "danvan",
    "danvan.kit",
    "danvan.units",
    "danvan.accounts",
    "danvan.ledger",
    "danvan.criteria",
    "danvan.dossiers",
    "danvan.decisions",
    "danvan.assessments",
    "danvan.appeals",
    "danvan.visits",
    "danvan.progress",
    "danvan.stories",
    "danvan.hearings",
    "danvan.library",
    "danvan.succession",
    "danvan.reports",
    "danvan.papers",
    "danvan.exchange",
    "danvan.notices",
    "danvan.office",
    "danvan.portal",
    "danvan.api",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "import_export",
    "django_filters",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "danvan.middleware.real_client",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # it varies the length at random, so that no secret shows in the size
    "csp.middleware.CSPMiddleware",
    "danvan.middleware.admin_policy",  # after CSPMiddleware: it must speak before the policy is written
    "danvan.middleware.private_pages",
    "danvan.middleware.body_limit",
    "danvan.middleware.readable_cookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "danvan.portal.edition.unchanged_pages",  # after CommonMiddleware: a host that is not ours asks nothing
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

PRIVATE_PATHS = ("/can-bo/", "/quan-tri/")  # what only signed-in people see: kept by no browser and no proxy
ROOT_URLCONF = "danvan.urls"
WSGI_APPLICATION = "danvan.wsgi.application"
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
            ],
        },
    }
]

DATABASES = {"default": env.database("DATABASE_URL", default_file=env.folder(VAR_DIR) / "danvan.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Language and time
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["danvan.kit.formats"]
USE_I18N = True
USE_THOUSAND_SEPARATOR = False  # otherwise a year reads 2.026; figures say |intcomma
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# E-mail: printed in development; without EMAIL_URL none is sent in production, and messages stay in the portal
_mail = env.mail("EMAIL_URL")
EMAIL_ON = bool(_mail) or not PRODUCTION
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _mail else 'console'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _mail.get("EMAIL_HOST", "localhost"), _mail.get("EMAIL_PORT", 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.get("EMAIL_HOST_USER") or "", _mail.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "Sổ vàng Dân vận khéo <khong-tra-loi@localhost>")
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60  # how long a link to set a password holds

# People
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "office:desk"
LOGOUT_REDIRECT_URL = "portal:home"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "registration/lockout.html"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

_cookie = "__Host-danvan" if PRODUCTION else "danvan"  # __Host-: over https only, and set by no other host
SESSION_COOKIE_NAME = f"{_cookie}_session"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"{_cookie}_csrf"
CSRF_COOKIE_HTTPONLY = True  # scripts read the token from their form
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "danvan.errors.csrf_failure"

# What browsers are told
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^suc-khoe/$"]  # the health probe speaks plain http from inside the container
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION

# Files. MEDIA_ROOT has no address: a view checks reach and sends the file as an attachment.
MEDIA_ROOT = VAR_DIR / "media"
UPLOAD_MAX_BYTES = 20 * 1024 * 1024
BODY_MAX_BYTES = 5 * UPLOAD_MAX_BYTES
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 120  # a card has two places for files on every line, and empty ones count
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
STATIC_URL = "/static/"
STATIC_ROOT = env.folder(Path(env.text("STATIC_ROOT", str(VAR_DIR / "static"))))
FONTS_DIR = env.folder(VAR_DIR / "fonts")  # filled by build_fonts
STATICFILES_DIRS = [BASE_DIR / "static", ("fonts", FONTS_DIR)]
STORAGES = {
    "default": {"BACKEND": "danvan.kit.storage.DurableStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "danvan.kit.bundling.BundledStorage"
    },
}
OPINIONS_PER_HOUR = env.number("OPINIONS_PER_HOUR", 10)  # opinions and requests one caller may send, in each worker
CHECKS_PER_MINUTE = env.number("CHECKS_PER_MINUTE", 30)  # codes of certificates that one caller may try, in each worker
DOWNLOADS_PER_MINUTE = env.number("DOWNLOADS_PER_MINUTE", 20)  # whole tables of open data, in each worker
API_PER_MINUTE = env.number("API_PER_MINUTE", 120)  # questions to the API, in each worker
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
IMPORT_EXPORT_USE_TRANSACTIONS = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "danvan.logs.OneLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING").upper()},
    "loggers": {
        "django": {"handlers": []},
        "django.request": {"level": "ERROR"},  # a 404 is no news
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # nor is a scanner
    },
}
