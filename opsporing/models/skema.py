"""Forms as versioned definitions, and what every set of answers to one has in common."""

from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import F, Q

from opsporing.models.bruger import User
from opsporing.models.grundlag import kendt, med_historik
from opsporing.models.kommune import Kommune

if TYPE_CHECKING:
    from opsporing.skemaer.definition import Skemadefinition


class Skema(models.Model):
    """A form known by its code; a municipality may have its own beside the one that ships with the product."""

    kode = models.SlugField("kode", max_length=80)
    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, null=True, blank=True, related_name="skemaer")
    navn = models.CharField("navn", max_length=150)

    class Meta:
        verbose_name = "skema"
        verbose_name_plural = "skemaer"
        constraints = [
            models.UniqueConstraint(fields=["kode", "kommune"], nulls_distinct=False, name="opsporing_skema_kode_unik")
        ]

    class Personlig:
        direkte: set[str] = set()
        foelsom: set[str] = set()
        almindelig = {"id", "kode", "kommune", "navn"}

    def __str__(self) -> str:
        return self.navn


class Skemastatus(models.TextChoices):
    """A version is written, then published, then retired; what was published stays readable for ever."""

    KLADDE = "kladde", "kladde"
    PUBLICERET = "publiceret", "publiceret"
    UDGAAET = "udgaaet", "udgået"


class SkemaversionQuerySet(models.QuerySet["Skemaversion"]):
    def gaeldende(self, kode: str, kommune: Kommune) -> "Skemaversion | None":
        """The newest published version of the form for the municipality: its own, or else the common one."""
        return (
            self.filter(skema__kode=kode, status=Skemastatus.PUBLICERET)
            .filter(Q(skema__kommune=kommune) | Q(skema__kommune=None))
            .order_by(F("skema__kommune").asc(nulls_last=True), "-nr")
            .first()
        )


@med_historik
class Skemaversion(models.Model):
    """One version of a form. Its definition is the parsed TOML; once published, the database refuses to change it."""

    skema = models.ForeignKey(Skema, on_delete=models.PROTECT, related_name="versioner")
    nr = models.PositiveIntegerField("nummer")
    definition = models.JSONField("definition")
    toml = models.TextField("TOML", blank=True)
    status = models.CharField("status", max_length=20, choices=Skemastatus, default=Skemastatus.KLADDE)
    oprettet_at = models.DateTimeField("oprettet")
    publiceret_at = models.DateTimeField("publiceret", null=True, blank=True)
    publiceret_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    udgaaet_at = models.DateTimeField("udgået", null=True, blank=True)

    objects = SkemaversionQuerySet.as_manager()

    class Meta:
        verbose_name = "skemaversion"
        verbose_name_plural = "skemaversioner"
        constraints = [
            kendt("status", Skemastatus),
            models.UniqueConstraint(fields=["skema", "nr"], name="opsporing_skemaversion_nr"),
            models.CheckConstraint(
                condition=Q(status=Skemastatus.KLADDE) | Q(publiceret_at__isnull=False),
                name="opsporing_skemaversion_publiceret",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="publiceret_er_fast",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__publiceret_at__isnull=False)
                & (
                    pgtrigger.Q(old__definition__df=pgtrigger.F("new__definition"))
                    | pgtrigger.Q(old__toml__df=pgtrigger.F("new__toml"))
                    | pgtrigger.Q(old__nr__df=pgtrigger.F("new__nr"))
                    | pgtrigger.Q(old__skema__df=pgtrigger.F("new__skema"))
                ),
            ),
            pgtrigger.Protect(
                name="publiceret_slettes_ikke",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__publiceret_at__isnull=False),
            ),
        ]

    class Personlig:
        direkte = {"publiceret_by"}
        foelsom: set[str] = set()
        almindelig = {"id", "skema", "nr", "definition", "toml", "status", "oprettet_at", "publiceret_at", "udgaaet_at"}

    def __str__(self) -> str:
        return f"{self.skema} nr. {self.nr}"


class Besvarelse(models.Model):
    """Answers to one version of a form, saved field by field.

    `svar` maps field codes to values. `rev` counts saves and `felt_rev` remembers at which count, and from which page
    ([count, klient]), each field was last changed, so that a save made on a stale page is noticed per field. What then
    loses is kept in `konflikter` (a list of {id, felt, vaerdi, by, navn, at, klient}) until somebody chooses.
    """

    skemaversion = models.ForeignKey(Skemaversion, on_delete=models.PROTECT, related_name="+")
    svar = models.JSONField("svar", default=dict, blank=True)
    rev = models.PositiveIntegerField(default=0, editable=False)
    felt_rev = models.JSONField(default=dict, blank=True, editable=False)
    konflikter = models.JSONField(default=list, blank=True, editable=False)
    gemt_at = models.DateTimeField("gemt", null=True, blank=True)
    gemt_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    class Personlig:
        direkte = {"gemt_by"}
        foelsom = {"svar", "konflikter"}
        almindelig = {"skemaversion", "rev", "felt_rev", "gemt_at"}

    def definition(self) -> "Skemadefinition":
        """The form these answers are checked against; a model whose form is put together overrides it."""
        from opsporing.skemaer.versioner import definition_for

        return definition_for(self.skemaversion)

    def opdater_det_afledte(self) -> tuple[str, ...]:
        """Bring up to date what follows from the answers, before they are stored; the names of the fields it is in."""
        return ()
