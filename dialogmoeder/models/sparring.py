"""A doubt about a child, asked of an adviser outside."""

from django.db import models
from django.db.models import Q

from dialogmoeder.models.punkt import Punkt
from dialogmoeder.models.valg import Sparringsgrundlag, Sparringsstatus
from opsporing.models import Anledning, Barn, Enhed, Kommune, User
from opsporing.models.grundlag import kendt, med_historik
from opsporing.models.tilknytning import OmEnSagQuerySet

__all__ = ["Sparring", "Sparringsgrundlag", "Sparringsindlaeg", "Sparringsstatus"]


@med_historik
class Sparring(models.Model):
    """A question from one who is in doubt to PPR or another adviser, with a child's name on a ground, or without one.

    Its matter is closed: open to the one who asks, her leader, and the adviser's unit until some time after it ends.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    anledning = models.OneToOneField(Anledning, on_delete=models.PROTECT, related_name="sparring")
    barn = models.ForeignKey(Barn, on_delete=models.PROTECT, null=True, blank=True, related_name="sparringer")
    enhed = models.ForeignKey(Enhed, on_delete=models.PROTECT, related_name="+")
    til_enhed = models.ForeignKey(Enhed, on_delete=models.PROTECT, related_name="sparringer")
    spoerger = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    grundlag = models.CharField("grundlag", max_length=20, choices=Sparringsgrundlag)
    begrundelse = models.CharField("hvorfor det er nødvendigt", max_length=500, blank=True)
    alder_mdr = models.PositiveSmallIntegerField("alder i måneder", null=True, blank=True)
    status = models.CharField("status", max_length=20, choices=Sparringsstatus, default=Sparringsstatus.STILLET)
    svar_senest = models.DateField("svar senest")
    oprettet_at = models.DateTimeField("stillet")
    raadgiver = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    besvaret_at = models.DateTimeField("besvaret", null=True, blank=True)
    afsluttet_at = models.DateTimeField("afsluttet", null=True, blank=True)
    punkt = models.ForeignKey(Punkt, on_delete=models.SET_NULL, null=True, blank=True, related_name="sparringer")

    objects = OmEnSagQuerySet["Sparring"].as_manager()

    class Meta:
        verbose_name = "sparring"
        verbose_name_plural = "sparringer"
        constraints = [
            kendt("grundlag", Sparringsgrundlag),
            kendt("status", Sparringsstatus),
            models.CheckConstraint(
                condition=Q(grundlag=Sparringsgrundlag.ANONYMT, barn=None)
                | (~Q(grundlag=Sparringsgrundlag.ANONYMT) & Q(barn__isnull=False)),
                name="dialogmoeder_sparring_navn_eller_ej",
            ),
            models.CheckConstraint(
                condition=~Q(grundlag=Sparringsgrundlag.SSD) | ~Q(begrundelse=""), name="dialogmoeder_sparring_ssd"
            ),
            models.UniqueConstraint(fields=["id", "kommune"], name="dialogmoeder_sparring_id_kommune"),
        ]
        indexes = [models.Index(fields=["til_enhed", "svar_senest"], name="dialogmoeder_sparring_til")]

    class Personlig:
        direkte = {"barn", "spoerger", "raadgiver"}
        foelsom = {"anledning", "grundlag", "begrundelse"}
        almindelig = {
            "id",
            "kommune",
            "enhed",
            "til_enhed",
            "alder_mdr",
            "status",
            "svar_senest",
            "oprettet_at",
            "besvaret_at",
            "afsluttet_at",
            "punkt",
        }

    def __str__(self) -> str:
        return f"Sparring {self.pk}"


@med_historik
class Sparringsindlaeg(models.Model):
    """One word in the thread, from the one who asks or from the adviser; it stands as it was written."""

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    sparring = models.ForeignKey(Sparring, on_delete=models.CASCADE, related_name="indlaeg")
    tekst = models.TextField("tekst")
    er_svar = models.BooleanField("fra rådgiveren")
    skrevet_at = models.DateTimeField("skrevet")
    skrevet_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "indlæg i en sparring"
        verbose_name_plural = "indlæg i sparringer"

    class Personlig:
        direkte = {"skrevet_by"}
        foelsom = {"tekst"}
        almindelig = {"id", "kommune", "sparring", "er_svar", "skrevet_at"}

    def __str__(self) -> str:
        return f"Indlæg {self.pk}"
