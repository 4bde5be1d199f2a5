"""Reads the environment for the settings, and says what to do when something is missing or unsafe.

Problems are collected and raised together, so that whoever installs the system is told everything at once.
"""

from enum import StrEnum
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

#: What a demo secret starts with; production refuses it.
DEMO_PREFIX = "demo-"

#: Django's own check (security.W009) asks for 50 characters of which at least five differ.
SECRET_KEY_MIN_LENGTH = 50
SECRET_KEY_MIN_UNIQUE = 5


class Tilstand(StrEnum):
    """The three ways the system can run. Unsafe defaults exist in the first two only."""

    DEMO = "demo"
    TEST = "test"
    PRODUKTION = "produktion"


class Miljoe:
    """The environment, with the mode it asks for and the problems found so far.

    A value can also stand in a file: `SECRET_KEY_FILE=/run/secrets/secret_key` is read when `SECRET_KEY` is not set.
    """

    def __init__(self) -> None:
        self.env = environ.Env()
        self.vaerdier = environ.FileAwareMapping()
        self.fejl: list[str] = []
        valgt = self.tekst("OPSPORING_TILSTAND", default=Tilstand.PRODUKTION.value)
        if valgt not in set(Tilstand):
            muligheder = ", ".join(Tilstand)
            raise ImproperlyConfigured(f"OPSPORING_TILSTAND er »{valgt}«, men skal være en af: {muligheder}.")
        self.tilstand = Tilstand(valgt)

    @property
    def produktion(self) -> bool:
        """True when nothing unsafe may be let through."""
        return self.tilstand is Tilstand.PRODUKTION

    def tekst(self, navn: str, *, default: str = "") -> str:
        """The variable `navn` as it stands (a `$` in a secret means nothing special), or `default` when it is empty."""
        try:
            return str(self.vaerdier.get(navn, "")).strip() or default
        except OSError:
            self.fejl.append(f"{navn}_FILE peger på en fil der ikke kan læses.")
            return default

    def mangler(self, navn: str, raad: str) -> None:
        """Note that the variable `navn` is missing, with advice on how to set it."""
        self.fejl.append(f"{navn} mangler. {raad}")

    def kraev(self, navn: str, raad: str, *, ellers: str | None = None) -> str:
        """The variable `navn`; outside production `ellers` is used when it is not set."""
        vaerdi = self.tekst(navn)
        if vaerdi:
            return vaerdi
        if ellers is not None and not self.produktion:
            return ellers
        self.mangler(navn, raad)
        return ""

    def ja(self, navn: str, *, default: bool = False) -> bool:
        """The variable `navn` as yes or no (1/0, true/false, ja/nej)."""
        vaerdi = self.tekst(navn).lower()
        if not vaerdi:
            return default
        if vaerdi in {"1", "true", "ja", "yes", "on"}:
            return True
        if vaerdi in {"0", "false", "nej", "no", "off"}:
            return False
        self.fejl.append(f"{navn} er »{vaerdi}«. Skriv 1 eller 0.")
        return default

    def tal(self, navn: str, *, default: int) -> int:
        """The variable `navn` as a whole number."""
        vaerdi = self.tekst(navn)
        if not vaerdi:
            return default
        try:
            return int(vaerdi)
        except ValueError:
            self.fejl.append(f"{navn} er »{vaerdi}«. Skriv et helt tal.")
            return default

    def liste(self, navn: str) -> list[str]:
        """The variable `navn` divided at its commas."""
        return [del_.strip() for del_ in self.tekst(navn).split(",") if del_.strip()]

    def hemmelig_noegle(self) -> str:
        """SECRET_KEY; production refuses one that is short, repetitive or known from the demo."""
        raad = (
            'Lav en med: python3 -c "import secrets; print(secrets.token_urlsafe(50))" '
            "og gem den et sikkert sted, for eksempel som SECRET_KEY_FILE."
        )
        noegle = self.kraev(
            "SECRET_KEY", raad, ellers=f"{DEMO_PREFIX}kun-til-proever-og-test-paa-egen-maskine-0123456789"
        )
        if self.produktion and noegle:
            if noegle.startswith((DEMO_PREFIX, "django-insecure-")):
                self.fejl.append(f"SECRET_KEY er en demonøgle og må ikke bruges i produktion. {raad}")
            elif len(noegle) < SECRET_KEY_MIN_LENGTH or len(set(noegle)) < SECRET_KEY_MIN_UNIQUE:
                self.fejl.append(f"SECRET_KEY er for kort eller for ens: mindst {SECRET_KEY_MIN_LENGTH} tegn. {raad}")
        return noegle

    def vaerter(self) -> list[str]:
        """ALLOWED_HOSTS, comma separated; production refuses none and the wildcard."""
        vaerter = self.liste("ALLOWED_HOSTS")
        raad = "Skriv de værtsnavne systemet kaldes med, adskilt af komma: ALLOWED_HOSTS=opsporing.kommunen.dk"
        if self.produktion:
            if not vaerter:
                self.mangler("ALLOWED_HOSTS", raad)
            elif any(v in {"*", "."} for v in vaerter):
                self.fejl.append(f"ALLOWED_HOSTS må ikke tillade alle værter i produktion. {raad}")
            return vaerter
        return vaerter or ["localhost", "127.0.0.1", "[::1]"]

    def debug(self) -> bool:
        """DEBUG; never in production, where it would show personal data to whoever meets an error."""
        til = self.ja("DEBUG")
        if til and self.produktion:
            self.fejl.append("DEBUG er slået til, men må ikke være det i produktion. Fjern DEBUG, eller sæt DEBUG=0.")
            return False
        return til

    def database(self, *, som_ejer: bool) -> tuple[dict[str, Any], str]:
        """The connection to use and the name of the application's role.

        The application connects as a role that owns no table. Migrations and grants run as the owner, which is
        chosen for one command with OPSPORING_SOM_EJER=1; a web or worker process is never given DATABASE_OWNER_URL.
        """
        lokalt = " På egen maskine starter `.venv/bin/python -m tools manage KOMMANDO` databasen for dig."
        if self.produktion:
            lokalt = ""
        raad = (
            f"Skriv DATABASE_URL=postgresql://opsporing_app:KODE@vært:5432/opsporing, en rolle uden tabeller.{lokalt}"
        )
        ejer_raad = f"Skriv DATABASE_OWNER_URL=postgresql://opsporing_ejer:KODE@vært:5432/opsporing.{lokalt}"
        app_url = self.kraev("DATABASE_URL", raad)
        ejer_url = self.kraev("DATABASE_OWNER_URL", ejer_raad) if som_ejer else self.tekst("DATABASE_OWNER_URL")
        app = self.postgres("DATABASE_URL", app_url)
        ejer = self.postgres("DATABASE_OWNER_URL", ejer_url)
        if app and ejer and app["USER"] == ejer["USER"]:
            self.fejl.append(
                "DATABASE_URL og DATABASE_OWNER_URL bruger samme rolle. Applikationen skal have sin egen rolle, "
                "som ikke ejer tabellerne: ellers kan loggen ændres."
            )
        return (ejer if som_ejer else app) or {}, (app or {}).get("USER", "")

    def postgres(self, navn: str, url: str) -> dict[str, Any] | None:
        """The parts of a PostgreSQL address, or None when there is none or it is another engine's."""
        if not url:
            return None
        dele: dict[str, Any] = self.env.db_url_config(url)
        if dele.get("ENGINE") != "django.db.backends.postgresql" or not dele.get("USER"):
            self.fejl.append(
                f"{navn} skal begynde med postgresql:// og nævne rollen, for systemet bruger kun PostgreSQL."
            )
            return None
        return dele

    def post(self, *, ellers: str) -> dict[str, Any]:
        """Django's e-mail settings from EMAIL_URL."""
        raad = "Skriv EMAIL_URL=smtp+tls://bruger:kode@mailserver:587 (smtp+ssl:// hvor TLS begynder straks)."
        url = self.kraev("EMAIL_URL", raad, ellers=ellers)
        if not url:
            return {}
        try:
            dele: dict[str, Any] = self.env.email_url_config(url)
        except ImproperlyConfigured:
            self.fejl.append(f"EMAIL_URL har en ukendt begyndelse. {raad}")
            return {}
        if self.produktion and dele["EMAIL_BACKEND"] != "django.core.mail.backends.smtp.EmailBackend":
            self.fejl.append(f"EMAIL_URL sender ikke rigtig post. {raad}")
        if not dele["EMAIL_PORT"]:
            dele["EMAIL_PORT"] = 465 if dele.get("EMAIL_USE_SSL") else 587 if dele.get("EMAIL_USE_TLS") else 25
        return dele

    def adresse(self) -> str:
        """The address people use, without a closing slash; links in e-mails start with it."""
        raad = "Skriv den adresse brugerne kalder: OPSPORING_ADRESSE=https://opsporing.kommunen.dk"
        adresse = self.kraev("OPSPORING_ADRESSE", raad, ellers="http://127.0.0.1:8000").rstrip("/")
        if self.produktion and adresse and not adresse.startswith("https://"):
            self.fejl.append(f"OPSPORING_ADRESSE skal begynde med https://. {raad}")
        return adresse

    def tidsforskydning(self) -> int:
        """Seconds the clock is moved; exists in the demo and in tests only."""
        sekunder = self.tal("OPSPORING_TIDSFORSKYDNING", default=0)
        if self.produktion and sekunder:
            self.fejl.append("OPSPORING_TIDSFORSKYDNING findes kun i demo og test. Fjern den.")
            return 0
        return sekunder

    def afslut(self) -> None:
        """Refuse to start when anything was missing or unsafe."""
        if self.fejl:
            liste = "\n".join(f"  - {f}" for f in self.fejl)
            raise ImproperlyConfigured(f"Opsporing kan ikke starte i {self.tilstand}:\n{liste}\nSe docs/drift.md.")
