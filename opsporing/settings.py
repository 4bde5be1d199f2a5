"""The settings of Opsporing, read from the environment. See docs/drift.md for each variable.

OPSPORING_TILSTAND chooses the mode: `demo` and `test` have defaults for one's own machine; `produktion` (the default)
refuses to start when anything is missing or unsafe, and says what.
"""

from pathlib import Path
from urllib.parse import quote

from csp.constants import NONE, SELF

from opsporing.miljoe import Miljoe, Tilstand

BASE_DIR = Path(__file__).resolve().parent.parent
#: Where the demo and the tests keep what they make; production writes nothing here.
DATA_DIR = BASE_DIR / ".data"

miljoe = Miljoe()
TILSTAND = miljoe.tilstand
PRODUKTION = miljoe.produktion
DEMO = TILSTAND is Tilstand.DEMO
TEST = TILSTAND is Tilstand.TEST
#: True when this process migrates or grants; then it connects as the owner of the tables.
SOM_EJER = miljoe.ja("OPSPORING_SOM_EJER")

# Who we are --------------------------------------------------------------------------------------------------------

SECRET_KEY = miljoe.hemmelig_noegle()
#: Former keys, which still open what they closed.
SECRET_KEY_FALLBACKS = miljoe.liste("SECRET_KEY_FALLBACKS")
DEBUG = miljoe.debug()
ALLOWED_HOSTS = miljoe.vaerter()
#: The address people use, without a closing slash.
ADRESSE = miljoe.adresse()
#: Seconds that `opsporing.tid.nu()` is moved; always 0 in production.
TIDSFORSKYDNING = miljoe.tidsforskydning()
#: The gallery of components is for those who build, not for those who work.
VIS_KOMPONENTER = DEBUG or DEMO or TEST

ROOT_URLCONF = "opsporing.urls"
WSGI_APPLICATION = "opsporing.wsgi.application"
AUTH_USER_MODEL = "opsporing.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "opsporing.apps.OpsporingConfig",
    "trivsel.apps.TrivselConfig",
    "adbb.apps.AdbbConfig",
    "overgange.apps.OvergangeConfig",
    "dialogmoeder.apps.DialogmoederConfig",
    "underretning.apps.UnderretningConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "django_htmx",
    "crispy_forms",
    "csp",
    "pgtrigger",
    "pghistory",
    *(["django_migration_linter"] if TEST else []),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "opsporing.hoveder.HovederMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "opsporing.adgang.middleware.LoginKraevetMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "opsporing.adgang.middleware.SessionsgraenserMiddleware",
    "opsporing.adgang.middleware.AnsaettelseMiddleware",
    "opsporing.log.historik.HistorikMiddleware",
    "opsporing.adgang.middleware.MfaKravMiddleware",
    "opsporing.adgang.afvist.AfvistMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

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
                "opsporing.adgang.context.side",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "dkfds"
CRISPY_TEMPLATE_PACK = "dkfds"
CRISPY_FAIL_SILENTLY = not (DEBUG or TEST)

# Language and time -------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True

# Database ----------------------------------------------------------------------------------------------------------

_forbindelse, APP_ROLLE = miljoe.database(som_ejer=SOM_EJER)
_valg = _forbindelse.get("OPTIONS", {})
#: PostgreSQL tries all orders of up to this many tables and keeps ours for the rest, which begins at the row asked for.
#: With its own 8, thinking about how to fetch one received underretning took thirty times as long as fetching it.
ORDEN_AF_TABELLER = "-c join_collapse_limit=4"
DATABASES = {
    "default": {
        **_forbindelse,
        "OPTIONS": {**_valg, "options": f"{ORDEN_AF_TABELLER} {_valg.get('options', '')}".strip()},
        # A new connection for every request doubles the time of a page; a lost one is noticed before it is used.
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
}
# Throttling of sign-in is shared by all processes and must hold when the broker is down, so it lies in the database.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "opsporing_mellemlager"},
}

# Signing in --------------------------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    *(["django.contrib.auth.hashers.MD5PasswordHasher"] if TEST else []),
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
#: A link to choose a password can be used once and for three days; the e-mails say so.
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60
ACCOUNT_ADAPTER = "opsporing.adgang.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_PREVENT_ENUMERATION = True
# A tablet is shared: the cookie goes when the browser is closed.
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "opsporing.adgang.forms.LogindForm",
    "reauthenticate": "opsporing.adgang.forms.BekraeftForm",
    "change_password": "opsporing.adgang.forms.SkiftAdgangskodeForm",
    "set_password": "opsporing.adgang.forms.VaelgAdgangskodeForm",
    "reset_password": "opsporing.adgang.forms.GlemtForm",
    "reset_password_from_key": "opsporing.adgang.forms.NyAdgangskodeForm",
}
# A whole municipality may come from one address, so the limits per address are wide and the ones per account narrow.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "reset_password": "60/m/ip,5/h/key",
    "reset_password_from_key": "60/m/ip",
}
SOCIALACCOUNT_ADAPTER = "opsporing.adgang.adapter.SocialAccountAdapter"
MFA_ADAPTER = "opsporing.adgang.adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Opsporing"
# Accepts the code before and after the present one: clocks of telephones differ.
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUKTION
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}
MFA_FORMS = {
    "authenticate": "opsporing.adgang.forms.KodeForm",
    "reauthenticate": "opsporing.adgang.forms.BekraeftKodeForm",
    "activate_totp": "opsporing.adgang.forms.AktiverAppForm",
    "deactivate_totp": "opsporing.adgang.forms.FjernAppForm",
    "login_webauthn": "opsporing.adgang.forms.LogindNoegleForm",
    "authenticate_webauthn": "opsporing.adgang.forms.NoegleForm",
    "reauthenticate_webauthn": "opsporing.adgang.forms.BekraeftNoegleForm",
    "add_webauthn": "opsporing.adgang.forms.NyNoegleForm",
    "edit_webauthn": "opsporing.adgang.forms.NavngivNoegleForm",
}
#: How many reverse proxies stand in front and set X-Forwarded-For; throttling counts by the caller's own address.
ALLAUTH_TRUSTED_PROXY_COUNT = miljoe.tal("OPSPORING_ANTAL_PROXYER", default=0)

SESSION_ENGINE = "django.contrib.sessions.backends.db"
#: The longest a sign-in lasts, in seconds (12 hours), however busy it is.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

# Safety of pages ---------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if PRODUKTION:
    # The prefix makes the browser refuse a cookie that was set without https or by a neighbouring host.
    SESSION_COOKIE_NAME = "__Host-opsporing"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    CSRF_TRUSTED_ORIGINS = [ADRESSE] if ADRESSE else []
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^sundhed/$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
    if ALLAUTH_TRUSTED_PROXY_COUNT:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Static files ------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(miljoe.tekst("OPSPORING_STATIC_ROOT", default=str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TEST
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Tests serve the files from where they lie, so that no test waits for them to be collected.
WHITENOISE_USE_FINDERS = TEST

# E-mail ------------------------------------------------------------------------------------------------------------

globals().update(miljoe.post(ellers=f"filemail:///{quote(str(DATA_DIR / 'post'))}"))
#: Seconds the mail server may take for each answer.
EMAIL_TIMEOUT = miljoe.tal("OPSPORING_POST_TIMEOUT", default=20)
#: Seconds a sender has an e-mail for itself. Much longer than a whole conversation with the server may take, since
#: another sender takes over afterwards.
POST_LEJE = miljoe.tal("OPSPORING_POST_LEJE", default=300)
#: Seconds before an e-mail that was refused is tried again; doubled for each attempt.
POST_PAUSE = miljoe.tal("OPSPORING_POST_PAUSE", default=60)
DEFAULT_FROM_EMAIL = miljoe.kraev(
    "DEFAULT_FROM_EMAIL",
    "Skriv afsenderen af påmindelser: DEFAULT_FROM_EMAIL='Opsporing <opsporing@kommunen.dk>'",
    ellers="Opsporing <opsporing@fjordby.example>",
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Jobs --------------------------------------------------------------------------------------------------------------

CELERY_BROKER_URL = miljoe.kraev(
    "REDIS_URL",
    "Skriv REDIS_URL=redis://vært:6379/0",
    # Outside production a process without a broker still starts: what must be sent lies in the database.
    ellers="redis://127.0.0.1:6379/0",
)

# Log of the process ------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"kort": {"()": "opsporing.logning.UdenPersondata"}},
    "handlers": {"konsol": {"class": "logging.StreamHandler", "formatter": "kort"}},
    "root": {"handlers": ["konsol"], "level": miljoe.tekst("OPSPORING_LOGNIVEAU", default="INFO")},
    "loggers": {
        # Django's own handlers would print the request and mail the traceback; both can hold personal data.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
    },
}

miljoe.afslut()
