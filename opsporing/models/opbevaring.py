"""What holds a deletion back."""

from django.db import models
from django.db.models import Q

from opsporing.models.barn import Barn
from opsporing.models.bruger import User
from opsporing.models.grundlag import begge_eller_ingen, kendt, med_historik
from opsporing.models.kommune import Kommune


class Holdegrund(models.TextChoices):
    """Why records about a child must not be deleted although their time has come."""

    AKTINDSIGT = "aktindsigt", "anmodning om aktindsigt eller indsigt"
    SAG = "sag", "åben sag i kommunen"
    KLAGE = "klage", "klage eller retssag"
    ARKIV = "arkiv", "skal afleveres til arkiv"


@med_historik
class Tilbageholdelse(models.Model):
    """A legal hold: nothing about the child is deleted until it is lifted."""

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    barn = models.ForeignKey(Barn, on_delete=models.PROTECT, related_name="tilbageholdelser")
    grund = models.CharField("grund", max_length=20, choices=Holdegrund)
    sat_at = models.DateTimeField("sat")
    sat_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ophaevet_at = models.DateTimeField("ophævet", null=True, blank=True)
    ophaevet_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "tilbageholdelse"
        verbose_name_plural = "tilbageholdelser"
        constraints = [
            kendt("grund", Holdegrund),
            begge_eller_ingen("ophaevet_at", "ophaevet_by", navn="ophaevet"),
            models.UniqueConstraint(
                fields=["barn", "grund"], condition=Q(ophaevet_at=None), name="opsporing_tilbageholdelse_een_aaben"
            ),
        ]

    class Personlig:
        direkte = {"barn", "sat_by", "ophaevet_by"}
        foelsom = {"grund"}
        almindelig = {"id", "kommune", "sat_at", "ophaevet_at"}

    def __str__(self) -> str:
        return f"Tilbageholdelse {self.pk}"
