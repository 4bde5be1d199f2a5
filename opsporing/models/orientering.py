"""What the parents know, and what they have said yes to."""

from django.db import models
from django.db.models import Q

from opsporing.models.barn import Barn, Person
from opsporing.models.bruger import User
from opsporing.models.grundlag import begge_eller_ingen, kendt, med_historik
from opsporing.models.kommune import Enhed, Kommune
from opsporing.models.tilknytning import Anledning


class Emne(models.TextChoices):
    """What the custody holders were told about."""

    BEHANDLING = "behandling", "at vi vurderer trivsel, og hvad vi registrerer"
    RESULTAT = "resultat", "vurderingens resultat"
    MOEDE = "moede", "at barnet tages op på et møde, hvem der er med, og hvad der drøftes"


class Maade(models.TextChoices):
    """How they were told."""

    MUNDTLIGT = "mundtligt", "mundtligt"
    SKRIFTLIGT = "skriftligt", "på skrift"


@med_historik
class Orientering(models.Model):
    """That one custody holder has been told something, when, how and by whom.

    `emne` behandling is the duty to inform before the first assessment (GDPR art. 13 and 14); resultat belongs to a
    matter, and a written one needs an oral one first (Aalborg's practice, Socialstyrelsen 2022); moede is told before
    the matter is discussed (Roskilde, Køge). A matter with several results (a screening and its repetition) tells them
    apart by `trin`, as its deadlines do.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    barn = models.ForeignKey(Barn, on_delete=models.CASCADE, related_name="orienteringer")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="orienteringer")
    anledning = models.ForeignKey(
        Anledning, on_delete=models.CASCADE, null=True, blank=True, related_name="orienteringer"
    )
    enhed = models.ForeignKey(Enhed, on_delete=models.PROTECT, related_name="+")
    trin = models.CharField("trin", max_length=60, blank=True)
    emne = models.CharField("emne", max_length=20, choices=Emne)
    maade = models.CharField("måde", max_length=20, choices=Maade)
    givet_den = models.DateField("givet")
    givet_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    registreret_at = models.DateTimeField("registreret")
    fortrudt_at = models.DateTimeField("fortrudt", null=True, blank=True)

    class Meta:
        verbose_name = "orientering"
        verbose_name_plural = "orienteringer"
        constraints = [
            kendt("emne", Emne),
            kendt("maade", Maade),
            models.CheckConstraint(
                condition=Q(emne=Emne.BEHANDLING, anledning=None)
                | Q(emne__in=[Emne.RESULTAT, Emne.MOEDE], anledning__isnull=False),
                name="opsporing_orientering_anledning",
            ),
            models.UniqueConstraint(
                fields=["barn", "person", "enhed", "emne", "maade", "anledning", "trin"],
                condition=Q(fortrudt_at=None),
                nulls_distinct=False,
                name="opsporing_orientering_een_gang",
            ),
        ]

    class Personlig:
        direkte = {"barn", "person", "givet_by"}
        foelsom = {"anledning"}
        almindelig = {
            "id",
            "kommune",
            "enhed",
            "trin",
            "emne",
            "maade",
            "givet_den",
            "registreret_at",
            "fortrudt_at",
        }

    def __str__(self) -> str:
        return f"{self.emne} {self.givet_den}"


@med_historik
class Samtykke(models.Model):
    """One custody holder's answer to whether something about the child is passed on: what, to whom and why.

    `modtager` is a unit, or `modtager_navn` a receiver outside (a school, another municipality). A no is kept too, so
    that everybody sees that the parents disagree. A yes can be withdrawn at any time, which stops further use. The
    assessment itself rests on law, not on consent.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    barn = models.ForeignKey(Barn, on_delete=models.CASCADE, related_name="samtykker")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="samtykker")
    anledning = models.ForeignKey(Anledning, on_delete=models.CASCADE, null=True, blank=True, related_name="samtykker")
    hvad = models.CharField("hvad", max_length=200)
    modtager = models.ForeignKey(Enhed, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    modtager_navn = models.CharField("modtager udenfor", max_length=150, blank=True, default="", db_default="")
    ja = models.BooleanField("svarede ja", default=True, db_default=True)
    formaal = models.CharField("formål", max_length=500)
    givet_at = models.DateTimeField("givet")
    registreret_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    trukket_at = models.DateTimeField("trukket tilbage", null=True, blank=True)
    trukket_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "samtykke"
        verbose_name_plural = "samtykker"
        constraints = [
            begge_eller_ingen("trukket_at", "trukket_by", navn="trukket"),
            models.CheckConstraint(
                condition=Q(modtager__isnull=False, modtager_navn="") | (Q(modtager=None) & ~Q(modtager_navn="")),
                name="opsporing_samtykke_een_modtager",
            ),
            models.UniqueConstraint(
                fields=["barn", "person", "anledning", "hvad", "modtager", "modtager_navn"],
                condition=Q(trukket_at=None),
                nulls_distinct=False,
                name="opsporing_samtykke_eet_gaeldende",
            ),
        ]

    class Personlig:
        direkte = {"barn", "person", "registreret_by", "trukket_by"}
        foelsom = {"anledning", "hvad", "ja", "formaal"}
        almindelig = {"id", "kommune", "modtager", "modtager_navn", "givet_at", "trukket_at"}

    def __str__(self) -> str:
        return f"{self.hvad} til {self.modtager or self.modtager_navn}"
