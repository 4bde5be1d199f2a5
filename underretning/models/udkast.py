"""What a receiver has written and not decided: kept on the server, for nobody but her."""

from django.db import models

from opsporing.models import Kommune, User
from opsporing.models.grundlag import kendt
from underretning.models.modtaget import Modtaget


class Udkastform(models.TextChoices):
    """The forms whose reasons are long enough to be written in more than one sitting."""

    VURDER = "vurder", "vurderingen"
    AFGOER = "afgoer", "afgørelsen"


class Udkast(models.Model):
    """The unfinished words of one person in one form on a received underretning: `felter` by the name of the field.

    A working note and no record: it goes when she decides, and with the underretning.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    modtaget = models.ForeignKey(Modtaget, on_delete=models.CASCADE, related_name="udkast")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    form = models.CharField("hvor", max_length=20, choices=Udkastform)
    felter = models.JSONField("det skrevne")
    gemt_at = models.DateTimeField("gemt")

    class Meta:
        verbose_name = "udkast"
        verbose_name_plural = "udkast"
        constraints = [
            kendt("form", Udkastform),
            models.UniqueConstraint(fields=["modtaget", "user", "form"], name="underretning_udkast_eet_af_hver"),
        ]

    class Personlig:
        direkte = {"user"}
        foelsom = {"felter"}
        almindelig = {"id", "kommune", "modtaget", "form", "gemt_at"}

    def __str__(self) -> str:
        return f"Udkast {self.pk}"
