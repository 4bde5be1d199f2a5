"""Children and the adults who hold custody of them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from opsporing.alder import Alder, i_begge_aldre
from opsporing.models.grundlag import kendt, med_historik
from opsporing.models.kommune import Kommune


class Koen(models.TextChoices):
    """Sex as registered; unknown before birth."""

    PIGE = "pige", "pige"
    DRENG = "dreng", "dreng"
    UKENDT = "ukendt", "ikke registreret"


@med_historik
class Person(models.Model):
    """An adult around children, as a rule a custody holder; siblings share the same row within a municipality."""

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="personer")
    fornavn = models.CharField("fornavn", max_length=100)
    efternavn = models.CharField("efternavn", max_length=100)
    cpr = models.CharField("CPR", max_length=10, null=True, blank=True)
    beskyttet = models.BooleanField("navne- og adressebeskyttelse", default=False)

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "personer"
        constraints = [
            models.UniqueConstraint(fields=["kommune", "cpr"], name="opsporing_person_cpr_unik"),
            models.UniqueConstraint(fields=["id", "kommune"], name="opsporing_person_id_kommune"),
            models.CheckConstraint(condition=Q(cpr=None) | Q(cpr__regex=r"^\d{10}$"), name="opsporing_person_cpr_form"),
        ]

    class Personlig:
        direkte = {"fornavn", "efternavn", "cpr"}
        foelsom = {"beskyttet"}
        almindelig = {"id", "kommune"}

    def __str__(self) -> str:
        return self.navn

    @property
    def navn(self) -> str:
        return f"{self.fornavn} {self.efternavn}".strip()


class BarnQuerySet(models.QuerySet["Barn"]):
    def for_user(self, user: Any, nu: datetime | None = None) -> "BarnQuerySet":
        """Children a current, unscoped Tilknytning opens to the user's present employment; nobody sees nobody."""
        from opsporing.models.tilknytning import Tilknytning

        return self.filter(Exists(Tilknytning.objects.aabner_barn(user, nu).filter(barn=OuterRef("pk"))))

    def i_enhed(self, enhed: Any, nu: datetime) -> "BarnQuerySet":
        """Children enrolled in the unit or below it at the moment `nu`."""
        from opsporing.models.tilknytning import Tilknytning

        indskrevet = Tilknytning.objects.gaeldende(nu).indskrivninger().filter(enhed__sti__startswith=enhed.sti)
        return self.filter(kommune_id=enhed.kommune_id).filter(Exists(indskrevet.filter(barn=OuterRef("pk"))))

    def efter_navn(self) -> "BarnQuerySet":
        """In Danish alphabetical order by first name, as staff look children up."""
        from opsporing.models.sql import DanskSortering

        return self.order_by(DanskSortering("fornavn"), DanskSortering("efternavn"), "id")


@med_historik
class Barn(models.Model):
    """A child, or an unborn child, known to one municipality.

    An unborn child has `termin` and `mor` but no date of birth. `cpr` may be missing for newborns and holds ten digits;
    numbers that fail modulus 11 and replacement numbers are valid (CPR-kontoret, numbers issued since October 2007).
    `gestationsuger` and `gestationsdage` are the completed weeks and days of pregnancy at birth (34+5); the days may be
    unknown where the weeks are not. `handlekommune_kode` and `_navn` name the municipality that acts for the
    child where it is another one than this (a child placed or living elsewhere); empty for this one.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="boern")
    fornavn = models.CharField("fornavn", max_length=100, blank=True)
    efternavn = models.CharField("efternavn", max_length=100, blank=True)
    cpr = models.CharField("CPR", max_length=10, null=True, blank=True)
    foedt_den = models.DateField("født", null=True, blank=True)
    termin = models.DateField("termin", null=True, blank=True)
    gestationsuger = models.PositiveSmallIntegerField("svangerskabsuger ved fødslen", null=True, blank=True)
    gestationsdage = models.PositiveSmallIntegerField("og dage", null=True, blank=True)
    mor = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="ventede_boern")
    koen = models.CharField("køn", max_length=10, choices=Koen, default=Koen.UKENDT)
    beskyttet = models.BooleanField("navne- og adressebeskyttelse", default=False)
    handlekommune_kode = models.CharField("handlekommunens kode", max_length=4, blank=True, default="", db_default="")
    handlekommune_navn = models.CharField("handlekommune", max_length=100, blank=True, default="", db_default="")
    sammenlagt_i = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = BarnQuerySet.as_manager()

    class Meta:
        verbose_name = "barn"
        verbose_name_plural = "børn"
        constraints = [
            models.UniqueConstraint(fields=["kommune", "cpr"], name="opsporing_barn_cpr_unik"),
            models.UniqueConstraint(fields=["id", "kommune"], name="opsporing_barn_id_kommune"),
            models.CheckConstraint(condition=Q(cpr=None) | Q(cpr__regex=r"^\d{10}$"), name="opsporing_barn_cpr_form"),
            models.CheckConstraint(
                condition=Q(foedt_den__isnull=False) | Q(termin__isnull=False, mor__isnull=False, cpr=None),
                name="opsporing_barn_foedt_eller_ventet",
            ),
            models.CheckConstraint(
                condition=Q(gestationsdage=None) | Q(gestationsdage__lte=6, gestationsuger__isnull=False),
                name="opsporing_barn_gestationsdage",
                violation_error_message="Dagene er fra 0 til 6 og hører til et antal uger.",
            ),
            kendt("koen", Koen),
        ]
        indexes = [models.Index(fields=["kommune", "foedt_den"], name="opsporing_barn_foedt")]

    class Personlig:
        direkte = {"fornavn", "efternavn", "cpr", "mor"}
        foelsom = {
            "foedt_den",
            "termin",
            "gestationsuger",
            "gestationsdage",
            "koen",
            "beskyttet",
            "handlekommune_kode",
            "handlekommune_navn",
            "sammenlagt_i",
        }
        almindelig = {"id", "kommune"}

    def __str__(self) -> str:
        return self.navn

    @property
    def navn(self) -> str:
        """Full name; an unborn child is named after its mother."""
        navn = f"{self.fornavn} {self.efternavn}".strip()
        if navn:
            return navn
        return f"Ventet barn ({self.mor})" if self.mor_id else "Uden navn"

    @property
    def kaldenavn(self) -> str:
        """The first name, for running text about a child everybody on the page knows."""
        return self.fornavn or self.navn

    @property
    def cpr_maskeret(self) -> str:
        from opsporing import cpr

        return cpr.masker(self.cpr) if self.cpr else "intet CPR-nummer endnu"

    def alder_mdr(self, paa: date) -> int | None:
        """Age in completed months on the date; None before birth."""
        from opsporing import alder

        if self.foedt_den is None or self.foedt_den > paa:
            return None
        return alder.maaneder(self.foedt_den, paa)

    def alder(self, paa: date) -> Alder:
        """Age and corrected age on the date, in words."""
        return i_begge_aldre(
            self.foedt_den,
            paa,
            termin=self.termin,
            gestationsuger=self.gestationsuger,
            gestationsdage=self.gestationsdage,
        )


def med_moedre(boern: Iterable[Barn | None]) -> None:
    """Read the mothers that unborn children are named after, for a list of names: a query where there are any, and in
    all other lists neither a query nor a join.
    """
    ventede = [barn for barn in boern if barn is not None and barn.mor_id and not (barn.fornavn or barn.efternavn)]
    models.prefetch_related_objects(ventede, "mor")


@med_historik
class Foraeldremyndighed(models.Model):
    """That a person holds custody of a child in a period. Both holders are equal (forældreansvarsloven)."""

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    barn = models.ForeignKey(Barn, on_delete=models.CASCADE, related_name="foraeldremyndigheder")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="foraeldremyndigheder")
    fra = models.DateTimeField("fra")
    til = models.DateTimeField("til", null=True, blank=True)

    class Meta:
        verbose_name = "forældremyndighed"
        verbose_name_plural = "forældremyndigheder"
        constraints = [
            models.UniqueConstraint(
                fields=["barn", "person"], condition=Q(til=None), name="opsporing_foraeldremyndighed_aaben"
            ),
            models.CheckConstraint(
                condition=Q(til=None) | Q(til__gte=models.F("fra")), name="opsporing_foraeldremyndighed_periode"
            ),
        ]

    class Personlig:
        direkte = {"barn", "person"}
        foelsom: set[str] = set()
        almindelig = {"id", "kommune", "fra", "til"}

    def __str__(self) -> str:
        return f"{self.person} for {self.barn}"
