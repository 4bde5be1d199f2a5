"""People who work here, what they are employed as, and what they are certified to do."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import get_random_string

from opsporing.adgang.roller import Rolle
from opsporing.models.grundlag import kendt, med_historik
from opsporing.models.kommune import Enhed, Kommune

if TYPE_CHECKING:
    from opsporing.profil import Praksisprofil


def ny_sessionsnoegle() -> str:
    """A fresh secret that every session of the user depends on; changing it signs the user out everywhere."""
    return get_random_string(32)


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **felter: Any) -> "User":
        """Create an active user; without a password nobody can sign in until one is set."""
        user = self.model(username=username.lower(), **felter)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=(username or "").lower())


@med_historik
class User(AbstractBaseUser):
    """A person who signs in. What she may do comes from her Ansaettelser alone; nobody is a superuser."""

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="brugere")
    username = models.CharField("brugernavn", max_length=100, unique=True)
    email = models.EmailField("e-mail", blank=True)
    navn = models.CharField("navn", max_length=150)
    medarbejdernr = models.CharField("medarbejdernummer", max_length=50, blank=True)
    is_active = models.BooleanField("aktiv", default=True)
    deaktiveret_at = models.DateTimeField("deaktiveret", null=True, blank=True)
    sessionsnoegle = models.CharField(max_length=32, default=ny_sessionsnoegle, editable=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["navn"]

    objects = UserManager()

    class Meta:
        verbose_name = "bruger"
        verbose_name_plural = "brugere"
        constraints = [
            models.UniqueConstraint(fields=["id", "kommune"], name="opsporing_user_id_kommune"),
            models.UniqueConstraint(Lower("email"), condition=~Q(email=""), name="opsporing_user_email_unik"),
            models.UniqueConstraint(
                fields=["kommune", "medarbejdernr"],
                condition=~Q(medarbejdernr=""),
                name="opsporing_user_medarbejdernr_unik",
            ),
        ]

    class Personlig:
        direkte = {"username", "email", "navn", "medarbejdernr"}
        foelsom = {"password", "sessionsnoegle"}
        almindelig = {"id", "kommune", "is_active", "deaktiveret_at", "last_login"}

    #: All current employments, set by the middleware for the signed-in user.
    ansaettelser_nu: "list[Ansaettelse]"
    _ansaettelse: "Ansaettelse | None" = None
    _ansaettelse_valgt = False

    def __str__(self) -> str:
        return self.navn

    def get_full_name(self) -> str:
        return self.navn

    def get_short_name(self) -> str:
        return self.fornavn

    @property
    def fornavn(self) -> str:
        """The first name, for lists where colleagues are named shortly."""
        return self.navn.split(" ")[0]

    def get_session_auth_hash(self) -> str:
        """Sessions end when the password or the session key changes."""
        from django.utils.crypto import salted_hmac

        return salted_hmac(
            "opsporing.models.User.session", self.password + self.sessionsnoegle, algorithm="sha256"
        ).hexdigest()

    def get_session_auth_fallback_hash(self) -> Any:
        return iter(())

    @property
    def ansaettelse(self) -> "Ansaettelse | None":
        """The employment the user acts under now: chosen in the header, or else her first current one."""
        if not self._ansaettelse_valgt and self.pk:
            from opsporing import tid

            self.vaelg(Ansaettelse.objects.for_bruger(self, tid.nu()).first())
        return self._ansaettelse

    @property
    def ansat(self) -> "Ansaettelse":
        """The employment the user acts under, where there must be one. Raises Denied for nobody's employee."""
        if self.ansaettelse is None:
            from opsporing.adgang.permissions import Denied

            raise Denied("Du har ingen ansættelse lige nu.")
        return self.ansaettelse

    def vaelg(self, ansaettelse: "Ansaettelse | None") -> "User":
        """Act under this employment from now on; for tests and demo the user is returned."""
        self._ansaettelse = ansaettelse
        self._ansaettelse_valgt = True
        return self

    @property
    def profil(self) -> "Praksisprofil":
        """The practice profile of the municipality the user acts for."""
        from opsporing.profil import profil_for

        kommune = self.ansaettelse.enhed.kommune if self.ansaettelse else self.kommune
        return profil_for(kommune)


class AnsaettelseQuerySet(models.QuerySet["Ansaettelse"]):
    def gaeldende(self, nu: datetime) -> "AnsaettelseQuerySet":
        """Employments in force at the moment `nu`."""
        return self.filter(fra__lte=nu).filter(Q(til=None) | Q(til__gt=nu))

    def for_bruger(self, user: User, nu: datetime) -> "AnsaettelseQuerySet":
        """The user's current employments with all that a page needs of them, in a steady order."""
        return (
            self.gaeldende(nu)
            .filter(user=user, user__is_active=True)
            .select_related("enhed__kommune__profil", "enhed__journalenhed", "enhed__foraelder")
            .order_by("fra", "id")
        )


@med_historik
class Ansaettelse(models.Model):
    """That a person works in a unit with a role for a period. Everything a person may do follows from one of these."""

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="ansaettelser")
    enhed = models.ForeignKey(Enhed, on_delete=models.PROTECT, related_name="ansaettelser")
    rolle = models.CharField("rolle", max_length=40, choices=Rolle)
    fra = models.DateTimeField("fra")
    til = models.DateTimeField("til", null=True, blank=True)

    objects = AnsaettelseQuerySet.as_manager()

    class Meta:
        verbose_name = "ansættelse"
        verbose_name_plural = "ansættelser"
        constraints = [
            kendt("rolle", Rolle),
            models.CheckConstraint(
                condition=Q(til=None) | Q(til__gte=models.F("fra")), name="opsporing_ansaettelse_periode"
            ),
            models.UniqueConstraint(fields=["id", "kommune"], name="opsporing_ansaettelse_id_kommune"),
        ]
        indexes = [models.Index(fields=["user", "til"], name="opsporing_ansaettelse_min")]

    class Personlig:
        direkte = {"user"}
        foelsom: set[str] = set()
        almindelig = {"id", "kommune", "enhed", "rolle", "fra", "til"}

    def __str__(self) -> str:
        return f"{self.user}, {self.get_rolle_display()}, {self.enhed}"


@med_historik
class Certificering(models.Model):
    """Proof that a person is trained in a method and may use it until it expires (ADBB demands one)."""

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="certificeringer")
    metode = models.SlugField("metode", max_length=40)
    udstedt_den = models.DateField("udstedt")
    udloeber_den = models.DateField("udløber", null=True, blank=True)
    supervisor = models.CharField("supervisor", max_length=150, blank=True)

    class Meta:
        verbose_name = "certificering"
        verbose_name_plural = "certificeringer"
        constraints = [
            models.CheckConstraint(
                condition=Q(udloeber_den=None) | Q(udloeber_den__gt=models.F("udstedt_den")),
                name="opsporing_certificering_periode",
            ),
            models.UniqueConstraint(fields=["id", "kommune"], name="opsporing_certificering_id_kommune"),
        ]

    class Personlig:
        direkte = {"user", "supervisor"}
        foelsom: set[str] = set()
        almindelig = {"id", "kommune", "metode", "udstedt_den", "udloeber_den"}

    def __str__(self) -> str:
        return f"{self.user}: {self.metode}"
