"""What is written before, at and after a meeting."""

from django.db import models

from dialogmoeder.models.moede import Moede
from dialogmoeder.models.punkt import Punkt
from opsporing.models import Besvarelse, Kommune, Skemaversion, User
from opsporing.models.grundlag import begge_eller_ingen, med_historik


@med_historik
class Forberedelse(Besvarelse):
    """What those who raise an item write beforehand. From `sendt_at` everybody with part in the item reads it."""

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    punkt = models.OneToOneField(Punkt, on_delete=models.CASCADE, related_name="forberedelse")
    begyndt_at = models.DateTimeField("begyndt")
    begyndt_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sendt_at = models.DateTimeField("sendt til deltagerne", null=True, blank=True)
    sendt_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "mødeforberedelse"
        verbose_name_plural = "mødeforberedelser"
        constraints = [begge_eller_ingen("sendt_at", "sendt_by", navn="sendt")]

    class Personlig:
        direkte = {"begyndt_by", "sendt_by"} | Besvarelse.Personlig.direkte
        foelsom = Besvarelse.Personlig.foelsom
        almindelig = {"id", "kommune", "punkt", "begyndt_at", "sendt_at"} | Besvarelse.Personlig.almindelig

    def __str__(self) -> str:
        return f"Forberedelse {self.pk}"


@med_historik
class Referat(Besvarelse):
    """The minutes of one item, written as it is talked about, by several at once. Which sheet it is stands in its form.

    Closed when the meeting ends; what is wrong after that is said in a note of its own (`rettelse`), never rewritten.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    punkt = models.OneToOneField(Punkt, on_delete=models.CASCADE, related_name="referat")
    begyndt_at = models.DateTimeField("begyndt")
    begyndt_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    lukket_at = models.DateTimeField("lukket", null=True, blank=True)
    lukket_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    rettelse = models.TextField("rettet eller tilføjet siden", blank=True)

    class Meta:
        verbose_name = "referat"
        verbose_name_plural = "referater"
        constraints = [begge_eller_ingen("lukket_at", "lukket_by", navn="lukket")]

    class Personlig:
        direkte = {"begyndt_by", "lukket_by"} | Besvarelse.Personlig.direkte
        foelsom = {"rettelse"} | Besvarelse.Personlig.foelsom
        almindelig = {"id", "kommune", "punkt", "begyndt_at", "lukket_at"} | Besvarelse.Personlig.almindelig

    def __str__(self) -> str:
        return f"Referat {self.pk}"


class Evaluering(models.Model):
    """One answer to how the meeting was. Nobody's name is on it, and no moment it could be known by: who has answered
    stands on the participant. No history of changes either, as it never changes.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    moede = models.ForeignKey(Moede, on_delete=models.CASCADE, related_name="evalueringer")
    skemaversion = models.ForeignKey(Skemaversion, on_delete=models.PROTECT, related_name="+")
    svar = models.JSONField("svar", default=dict)

    class Meta:
        verbose_name = "evaluering af et møde"
        verbose_name_plural = "evalueringer af møder"

    class Personlig:
        direkte: set[str] = set()
        foelsom = {"svar"}
        almindelig = {"id", "kommune", "moede", "skemaversion"}

    def __str__(self) -> str:
        return f"Evaluering {self.pk}"
