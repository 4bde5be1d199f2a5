"""The e-mails of a meeting: that it is called, moved or called off."""

from django.db import models
from django.db.models import Q

from dialogmoeder.models.moede import Deltager, Moede
from opsporing.models import Kommune
from opsporing.models.grundlag import kendt


class Brevslags(models.TextChoices):
    """What an e-mail tells: come, it has another time, it is off, or you need not come (another comes instead)."""

    INDKALDT = "indkaldt", "indkaldt"
    FLYTTET = "flyttet", "flyttet"
    AFLYST = "aflyst", "aflyst"
    AFBUD = "afbud", "ikke med længere"


class Indkaldelse(models.Model):
    """One e-mail to one participant about one version of the meeting (`sekvens`); exists at most once.

    A sender claims the row until `optaget_til` (wall time by the database's clock); one that dies loses the claim, and
    the next sends the same e-mail with the same Message-ID (as `opsporing.frister.udsendelse` does).
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    moede = models.ForeignKey(Moede, on_delete=models.CASCADE, related_name="indkaldelser")
    deltager = models.ForeignKey(Deltager, on_delete=models.CASCADE, related_name="indkaldelser")
    slags = models.CharField("hvad der fortælles", max_length=20, choices=Brevslags)
    sekvens = models.PositiveSmallIntegerField("mødets udgave")
    message_id = models.CharField(max_length=200, unique=True)
    oprettet_at = models.DateTimeField("oprettet")
    optaget_til = models.DateTimeField(null=True, blank=True)
    forsoeg = models.PositiveIntegerField("forsøg", default=0)
    sendt_at = models.DateTimeField("sendt", null=True, blank=True)
    opgivet_at = models.DateTimeField("opgivet", null=True, blank=True)

    class Meta:
        verbose_name = "indkaldelse"
        verbose_name_plural = "indkaldelser"
        constraints = [
            kendt("slags", Brevslags),
            models.UniqueConstraint(fields=["deltager", "slags", "sekvens"], name="dialogmoeder_indkaldelse_een_gang"),
            models.CheckConstraint(
                condition=Q(sendt_at=None) | Q(opgivet_at=None), name="dialogmoeder_indkaldelse_enten_eller"
            ),
        ]
        indexes = [
            models.Index(
                fields=["optaget_til"],
                condition=Q(sendt_at=None, opgivet_at=None),
                name="dialogmoeder_indkaldelse_vent",
            )
        ]

    class Personlig:
        direkte: set[str] = set()
        foelsom: set[str] = set()
        almindelig = {
            "id",
            "kommune",
            "moede",
            "deltager",
            "slags",
            "sekvens",
            "message_id",
            "oprettet_at",
            "optaget_til",
            "forsoeg",
            "sendt_at",
            "opgivet_at",
        }

    def __str__(self) -> str:
        return f"{self.slags} {self.pk}"
