"""What was agreed to do, by whom and until when, and how it went."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from opsporing.models.barn import Barn
from opsporing.models.bruger import User
from opsporing.models.grundlag import begge_eller_ingen, kendt, med_historik
from opsporing.models.kommune import Enhed, Kommune
from opsporing.models.tilknytning import Anledning, OmEnSagQuerySet


class Indsatstrin(models.IntegerChoices):
    """Indsatstrappen's six steps (social.dk, Indsatstrappen for udsatte børn og unge)."""

    ALMEN = 1, "1 Tidlig indsats i almenområdet"
    FOREBYGGENDE = 2, "2 Forebyggende indsats"
    HJEMMEBASERET = 3, "3 Hjemmebaseret indsats"
    SLAEGT = 4, "4 Anbringelse i slægt eller netværk"
    PLEJEFAMILIE = 5, "5 Anbringelse i plejefamilie"
    INSTITUTION = 6, "6 Anbringelse på institution"


class Laereplanstema(models.TextChoices):
    """The six themes of den styrkede pædagogiske læreplan."""

    ALSIDIG = "alsidig_personlig", "Alsidig personlig udvikling"
    SOCIAL = "social", "Social udvikling"
    SPROG = "kommunikation_sprog", "Kommunikation og sprog"
    KROP = "krop_sanser", "Krop, sanser og bevægelse"
    NATUR = "natur", "Natur, udeliv og science"
    KULTUR = "kultur", "Kultur, æstetik og fællesskab"


class Virkning(models.TextChoices):
    """What came of it, as seen at the follow-up."""

    HJALP = "hjalp", "Det hjalp"
    DELVIST = "delvist", "Det hjalp noget"
    INGEN = "ingen", "Ingen forskel"
    IKKE_GJORT = "ikke_gjort", "Vi fik det ikke gjort"


class HandlingQuerySet(OmEnSagQuerySet["Handling"]):
    def aabne(self) -> "HandlingQuerySet":
        return self.filter(afsluttet_at=None)


@med_historik
class Handling(models.Model):
    """An agreement: what, who, when; its follow-up is a Frist on the same matter with the handling's id as stage."""

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    anledning = models.ForeignKey(Anledning, on_delete=models.CASCADE, related_name="handlinger")
    barn = models.ForeignKey(Barn, on_delete=models.CASCADE, null=True, blank=True, related_name="handlinger")
    enhed = models.ForeignKey(Enhed, on_delete=models.PROTECT, related_name="+")
    hvad = models.TextField("hvad gør vi?")
    ansvarlig = models.ForeignKey(User, on_delete=models.PROTECT, related_name="handlinger")
    indsatstrin = models.PositiveSmallIntegerField(
        "trin på indsatstrappen", choices=Indsatstrin, default=Indsatstrin.ALMEN
    )
    laereplan = ArrayField(
        models.CharField(max_length=40, choices=Laereplanstema), verbose_name="læreplan", default=list, blank=True
    )
    aftalt_den = models.DateField("aftalt")
    opfoelgning_den = models.DateField("følges op")
    oprettet_at = models.DateTimeField("oprettet")
    oprettet_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    rev = models.PositiveIntegerField(default=0, editable=False)
    rettet_at = models.DateTimeField("rettet", null=True, blank=True)
    rettet_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    afsluttet_at = models.DateTimeField("afsluttet", null=True, blank=True)
    afsluttet_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = HandlingQuerySet.as_manager()

    class Meta:
        verbose_name = "handling"
        verbose_name_plural = "handlinger"
        constraints = [
            begge_eller_ingen("rettet_at", "rettet_by", navn="rettet"),
            begge_eller_ingen("afsluttet_at", "afsluttet_by", navn="afsluttet"),
            models.CheckConstraint(
                condition=Q(opfoelgning_den__gte=models.F("aftalt_den")), name="opsporing_handling_opfoelgning_efter"
            ),
            models.CheckConstraint(condition=Q(indsatstrin__range=(1, 6)), name="opsporing_handling_indsatstrin"),
        ]

    class Personlig:
        direkte = {"barn", "ansvarlig", "oprettet_by", "rettet_by", "afsluttet_by"}
        foelsom = {"anledning", "hvad", "indsatstrin", "laereplan"}
        almindelig = {
            "id",
            "kommune",
            "enhed",
            "aftalt_den",
            "opfoelgning_den",
            "oprettet_at",
            "rev",
            "rettet_at",
            "afsluttet_at",
        }

    def __str__(self) -> str:
        return f"Handling {self.pk}"


@med_historik
class Opfoelgning(models.Model):
    """How it went, told at one follow-up of a Handling."""

    handling = models.ForeignKey(Handling, on_delete=models.CASCADE, related_name="opfoelgninger")
    den = models.DateField("dato")
    virkning = models.CharField("virkning", max_length=20, choices=Virkning)
    tekst = models.TextField("hvordan gik det?", blank=True)
    registreret_at = models.DateTimeField("registreret")
    registreret_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "opfølgning"
        verbose_name_plural = "opfølgninger"
        constraints = [kendt("virkning", Virkning)]

    class Personlig:
        direkte = {"registreret_by"}
        foelsom = {"virkning", "tekst"}
        almindelig = {"id", "handling", "den", "registreret_at"}

    def __str__(self) -> str:
        return f"Opfølgning {self.pk}"
