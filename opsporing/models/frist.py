"""Everything that can fall due, and the reminders about it."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q

from opsporing.models.bruger import Ansaettelse, User
from opsporing.models.grundlag import med_historik
from opsporing.models.kommune import Enhed, Kommune
from opsporing.models.tilknytning import Anledning, OmEnSagQuerySet, Udelukkelse, aaben_sag


class FristQuerySet(OmEnSagQuerySet["Frist"]):
    def aabne(self) -> "FristQuerySet":
        """Neither met nor annulled."""
        return self.filter(opfyldt_at=None, annulleret_at=None)

    def overskredne(self, nu: datetime) -> "FristQuerySet":
        """Open and past due at the moment `nu`."""
        return self.aabne().filter(forfalder_at__lt=nu)


@med_historik
class Frist(models.Model):
    """Something that falls due: what (`kode`), about which matter, which stage of it, where, and by whom.

    `forfalder_at` is the last moment at which it is in time; with `heldag` only its Danish date matters and is shown.
    What a `kode` means, whom it reminds and to whom it escalates is registered by the app that owns it
    (`opsporing.frister.typer`).
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    kode = models.CharField("kode", max_length=60)
    anledning = models.ForeignKey(Anledning, on_delete=models.CASCADE, related_name="frister")
    trin = models.CharField("trin", max_length=60, blank=True)
    enhed = models.ForeignKey(Enhed, on_delete=models.PROTECT, related_name="frister")
    ansvarlig = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="frister")
    forfalder_at = models.DateTimeField("forfalder")
    heldag = models.BooleanField("gælder hele dagen", default=True)
    oprettet_at = models.DateTimeField("oprettet")
    opfyldt_at = models.DateTimeField("opfyldt", null=True, blank=True)
    opfyldt_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    annulleret_at = models.DateTimeField("annulleret", null=True, blank=True)

    objects = FristQuerySet.as_manager()

    class Meta:
        verbose_name = "frist"
        verbose_name_plural = "frister"
        constraints = [
            models.UniqueConstraint(
                fields=["anledning", "kode", "trin"],
                condition=Q(annulleret_at=None),
                name="opsporing_frist_een_per_trin",
            ),
            models.CheckConstraint(
                condition=Q(opfyldt_at=None) | Q(annulleret_at=None), name="opsporing_frist_enten_eller"
            ),
        ]
        indexes = [
            models.Index(
                fields=["enhed", "forfalder_at"],
                condition=Q(opfyldt_at=None, annulleret_at=None),
                name="opsporing_frist_aaben_enhed",
            ),
            models.Index(
                fields=["forfalder_at"],
                condition=Q(opfyldt_at=None, annulleret_at=None),
                name="opsporing_frist_aaben",
            ),
        ]

    class Personlig:
        direkte = {"ansvarlig", "opfyldt_by"}
        foelsom = {"anledning"}
        almindelig = {
            "id",
            "kommune",
            "kode",
            "trin",
            "enhed",
            "forfalder_at",
            "heldag",
            "oprettet_at",
            "opfyldt_at",
            "annulleret_at",
        }

    def __str__(self) -> str:
        return f"{self.kode} {self.trin} {self.forfalder_at:%Y-%m-%d}"


class PaamindelseQuerySet(models.QuerySet["Paamindelse"]):
    def for_user(self, user: Any, nu: datetime | None = None) -> "PaamindelseQuerySet":
        """The user's own reminders, of deadlines in matters open to the employment she acts under now, or told her
        without sight of the matter. Never of one she is shut out of.
        """
        ansaettelse = getattr(user, "ansaettelse", None)
        if ansaettelse is None:
            return self.none()
        uden_indsigt = Q(uden_indsigt=True, ansaettelse=ansaettelse) & ~Q(frist__anledning__in=Udelukkelse.sager(user))
        return self.filter(
            aaben_sag(user, nu, "frist__anledning") | uden_indsigt,
            modtager=user,
            frist__kommune_id=ansaettelse.kommune_id,
        )

    def aktuelle(self) -> "PaamindelseQuerySet":
        """Those whose deadline is still open and still falls due when the reminder said it would."""
        return self.filter(frist__opfyldt_at=None, frist__annulleret_at=None, frist__forfalder_at=F("forfalder_at"))


class Paamindelse(models.Model):
    """That one person has been reminded of one deadline on one occasion; exists at most once, read in the app.

    `slags` names the occasion (`opsporing.frister.rules.lejligheder`). A deadline that is moved is reminded of anew, so
    `forfalder_at` keeps when it fell due as the reminder was made. `udsendelse` is the e-mail that counted it.
    `uden_indsigt`: told a chief who may not see the matter; it says that something is late in the unit, and no more.
    """

    frist = models.ForeignKey(Frist, on_delete=models.CASCADE, related_name="paamindelser")
    modtager = models.ForeignKey(User, on_delete=models.CASCADE, related_name="paamindelser")
    ansaettelse = models.ForeignKey(Ansaettelse, on_delete=models.CASCADE, related_name="+")
    slags = models.CharField("slags", max_length=40)
    forfalder_at = models.DateTimeField("forfalder")
    oprettet_at = models.DateTimeField("oprettet")
    set_at = models.DateTimeField("set", null=True, blank=True)
    uden_indsigt = models.BooleanField("uden indsigt i sagen", default=False, db_default=False)
    udsendelse = models.ForeignKey(
        "opsporing.Udsendelse", on_delete=models.SET_NULL, null=True, blank=True, related_name="paamindelser"
    )

    objects = PaamindelseQuerySet.as_manager()

    class Meta:
        verbose_name = "påmindelse"
        verbose_name_plural = "påmindelser"
        constraints = [
            models.UniqueConstraint(
                fields=["frist", "modtager", "slags", "forfalder_at"], name="opsporing_paamindelse_een_gang"
            )
        ]
        indexes = [
            models.Index(fields=["modtager"], condition=Q(set_at=None), name="opsporing_paamindelse_ulaest"),
            models.Index(fields=["modtager"], condition=Q(udsendelse=None), name="opsporing_paamindelse_ej_sendt"),
        ]

    class Personlig:
        direkte = {"modtager", "ansaettelse"}
        foelsom: set[str] = set()
        almindelig = {"id", "frist", "slags", "forfalder_at", "oprettet_at", "set_at", "uden_indsigt", "udsendelse"}

    def __str__(self) -> str:
        return f"{self.slags} om frist {self.frist_id}"


class Udsendelse(models.Model):
    """One e-mail to one person: a weekly digest, or at once for what cannot wait.

    `noegle` names the occasion (for example "uge-2026-47") and is unique per person. A sender claims the row until
    `optaget_til`; if it dies, another takes over with the same `message_id`, so that a duplicate can be recognised.
    After a failure `optaget_til` says when it is tried again. It is wall time by the database's clock, also where the
    demo has moved its own: a lease is about processes, not about what falls due.
    """

    modtager = models.ForeignKey(User, on_delete=models.CASCADE, related_name="udsendelser")
    noegle = models.CharField("anledning", max_length=80)
    antal = models.PositiveIntegerField("antal opgaver")
    message_id = models.CharField(max_length=200, unique=True)
    oprettet_at = models.DateTimeField("oprettet")
    optaget_til = models.DateTimeField(null=True, blank=True)
    forsoeg = models.PositiveIntegerField("forsøg", default=0)
    sendt_at = models.DateTimeField("sendt", null=True, blank=True)
    opgivet_at = models.DateTimeField("opgivet", null=True, blank=True)

    class Meta:
        verbose_name = "udsendelse"
        verbose_name_plural = "udsendelser"
        constraints = [
            models.UniqueConstraint(fields=["modtager", "noegle"], name="opsporing_udsendelse_een_gang"),
            models.CheckConstraint(
                condition=Q(sendt_at=None) | Q(opgivet_at=None), name="opsporing_udsendelse_sendt_eller_opgivet"
            ),
        ]
        indexes = [
            models.Index(
                fields=["optaget_til"],
                condition=Q(sendt_at=None, opgivet_at=None),
                name="opsporing_udsendelse_venter",
            )
        ]

    class Personlig:
        direkte = {"modtager"}
        foelsom: set[str] = set()
        almindelig = {
            "id",
            "noegle",
            "antal",
            "message_id",
            "oprettet_at",
            "optaget_til",
            "forsoeg",
            "sendt_at",
            "opgivet_at",
        }

    def __str__(self) -> str:
        return f"{self.noegle} til {self.modtager_id}"
