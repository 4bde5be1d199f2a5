"""The visit or meeting at an overgang (Hedensted's "Styrke på Tværs")."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from opsporing.models import Anledning, Besvarelse, Kommune, Tilknytning, Udelukkelse, User
from opsporing.models.grundlag import begge_eller_ingen, kendt, med_historik
from opsporing.models.tilknytning import aaben_sag
from overgange.models.overgang import Overgang


class Sted(models.TextChoices):
    """Where it is held."""

    HJEMME = "hjemme", "hjemme hos familien"
    DAGPLEJER = "dagplejer", "hos dagplejeren"
    INSTITUTION = "institution", "i institutionen"
    SKOLE = "skole", "på skolen"
    ANDET = "andet", "et andet sted"


class Besoegsstatus(models.TextChoices):
    """What became of the offer that every family gets."""

    TILBUDT = "tilbudt", "tilbudt"
    AFTALT = "aftalt", "aftalt"
    HOLDT = "holdt", "holdt"
    AFSLAAET = "afslaaet", "forældrene sagde nej tak"
    IKKE_MULIGT = "ikke_muligt", "kunne ikke lade sig gøre"


class Side(models.TextChoices):
    """Whose side a participant is on."""

    FAMILIE = "familie", "familien"
    AFGIVER = "afgiver", "det sted, barnet kommer fra"
    MODTAGER = "modtager", "det nye sted"
    ANDEN = "anden", "andre"


class BesoegQuerySet(models.QuerySet["Besoeg"]):
    def for_user(self, user: Any, nu: datetime | None = None) -> "BesoegQuerySet":
        """Those of overgange open to the user, and those she is named in though the overgang is not."""
        return self.filter(aaben_sag(user, nu, "overgang__anledning") | self._som_gaest(user, nu))

    def som_gaest(self, user: Any, nu: datetime | None = None) -> "BesoegQuerySet":
        """Those the user is named in, and of whose overgang nothing else is open to her."""
        return self.filter(self._som_gaest(user, nu)).exclude(aaben_sag(user, nu, "overgang__anledning"))

    def _som_gaest(self, user: Any, nu: datetime | None) -> Q:
        """Begun with her own openings, which are few, and not with the visits of the municipality."""
        hendes = Tilknytning.objects.raekker_til(user, nu).filter(
            anledning__isnull=False, ansaettelse=getattr(user, "ansaettelse", None)
        )
        udelukket = Udelukkelse.sager(user)
        return (
            Q(anledning__in=hendes.values("anledning"))
            & ~Q(anledning__in=udelukket)
            & ~Q(overgang__anledning__in=udelukket)
        )


@med_historik
class Besoeg(Besvarelse):
    """One visit of an overgang; `nr` 2 is the follow-up some three months after the start, where that is agreed.

    The agenda in three parts, and the minutes in the same form, are the answers. `moedeleder` is who leads it; the role
    that does is the municipality's per kind of overgang. `anledning` is a matter of the visit's own, there only when
    somebody takes part to whom the overgang is not open: it opens this page to her, and nothing else (ADR 11).
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    overgang = models.ForeignKey(Overgang, on_delete=models.CASCADE, related_name="besoeg")
    anledning = models.OneToOneField(
        Anledning, on_delete=models.PROTECT, null=True, blank=True, related_name="overgangsbesoeg"
    )
    nr = models.PositiveSmallIntegerField("nummer", default=1)
    status = models.CharField("status", max_length=20, choices=Besoegsstatus, default=Besoegsstatus.TILBUDT)
    moedeleder = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sted = models.CharField("sted", max_length=20, choices=Sted, blank=True)
    planlagt_at = models.DateTimeField("planlagt", null=True, blank=True)
    varer_minutter = models.PositiveSmallIntegerField("varighed i minutter", default=60)
    holdt_den = models.DateField("holdt", null=True, blank=True)
    grund = models.CharField("hvorfor ikke holdt", max_length=500, blank=True)
    oprettet_at = models.DateTimeField("oprettet")
    afsluttet_at = models.DateTimeField("afsluttet", null=True, blank=True)
    afsluttet_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = BesoegQuerySet.as_manager()

    class Meta:
        verbose_name = "overgangsbesøg"
        verbose_name_plural = "overgangsbesøg"
        constraints = [
            kendt("status", Besoegsstatus),
            kendt("sted", Sted, tom=True),
            begge_eller_ingen("afsluttet_at", "afsluttet_by", navn="afsluttet"),
            models.CheckConstraint(
                condition=~Q(status=Besoegsstatus.HOLDT) | Q(holdt_den__isnull=False), name="overgange_besoeg_holdt"
            ),
            models.CheckConstraint(
                condition=~Q(status=Besoegsstatus.AFTALT) | (Q(planlagt_at__isnull=False) & ~Q(sted="")),
                name="overgange_besoeg_aftalt",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[Besoegsstatus.AFSLAAET, Besoegsstatus.IKKE_MULIGT]) | ~Q(grund=""),
                name="overgange_besoeg_grund",
            ),
            models.UniqueConstraint(fields=["overgang", "nr"], name="overgange_besoeg_nr"),
            models.UniqueConstraint(fields=["id", "kommune"], name="overgange_besoeg_id_kommune"),
        ]

    class Personlig:
        direkte = {"moedeleder", "afsluttet_by"} | Besvarelse.Personlig.direkte
        foelsom = {"anledning", "grund"} | Besvarelse.Personlig.foelsom
        almindelig = {
            "id",
            "kommune",
            "overgang",
            "nr",
            "status",
            "sted",
            "planlagt_at",
            "varer_minutter",
            "holdt_den",
            "oprettet_at",
            "afsluttet_at",
        } | Besvarelse.Personlig.almindelig

    def __str__(self) -> str:
        return f"Besøg {self.pk}"


@med_historik
class Besoegsdeltager(models.Model):
    """One who takes part: an employee, or somebody named (a parent, a teacher). `deltog` is told afterwards."""

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    besoeg = models.ForeignKey(Besoeg, on_delete=models.CASCADE, related_name="deltagere")
    side = models.CharField("side", max_length=20, choices=Side)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    navn = models.CharField("navn", max_length=150, blank=True)
    rolle = models.CharField("rolle", max_length=100, blank=True)
    deltog = models.BooleanField("deltog", null=True, blank=True)

    class Meta:
        verbose_name = "deltager i et overgangsbesøg"
        verbose_name_plural = "deltagere i overgangsbesøg"
        constraints = [
            kendt("side", Side),
            models.CheckConstraint(
                condition=Q(user__isnull=False, navn="") | (Q(user=None) & ~Q(navn="")),
                name="overgange_besoegsdeltager_hvem",
            ),
        ]

    class Personlig:
        direkte = {"user", "navn"}
        foelsom: set[str] = set()
        almindelig = {"id", "kommune", "besoeg", "side", "rolle", "deltog"}

    def __str__(self) -> str:
        return f"Deltager {self.pk}"
