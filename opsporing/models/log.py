"""Who looked, who changed: the append-only log."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now


class Log(models.Model):
    """One thing somebody did. The application may insert and read rows here, nothing else (database privileges).

    Ids are text and there are no foreign keys, so that a row outlives what it describes and partitions can come.
    No names of children, no CPR numbers, no free text and no search strings stand here; the children who were shown
    are stored instead. `felter` names fields, and of what was refused the address by its name. `nu` is the domain's
    time, `vaegtid` the wall clock of the database.
    """

    nu = models.DateTimeField("tidspunkt")
    vaegtid = models.DateTimeField("skrevet", db_default=Now())
    haendelse = models.CharField("hændelse", max_length=80)
    kommune = models.CharField("kommune", max_length=20, blank=True)
    bruger = models.CharField("bruger", max_length=20, blank=True)
    enhed = models.CharField("enhed", max_length=20, blank=True)
    rolle = models.CharField("rolle", max_length=40, blank=True)
    boern = ArrayField(models.CharField(max_length=20), verbose_name="børn", default=list, blank=True)
    anledning = models.CharField("anledning", max_length=20, blank=True)
    objekt = models.CharField("objekt", max_length=80, blank=True)
    formaal = models.CharField("formål", max_length=40, blank=True)
    felter = ArrayField(models.CharField(max_length=80), verbose_name="felter", default=list, blank=True)
    antal = models.PositiveIntegerField("antal", null=True, blank=True)

    class Meta:
        verbose_name = "logpost"
        verbose_name_plural = "log"
        indexes = [
            GinIndex(fields=["boern"], name="opsporing_log_boern"),
            models.Index(fields=["kommune", "nu"], name="opsporing_log_nu"),
            models.Index(fields=["bruger", "nu"], name="opsporing_log_bruger"),
            # The few among the many that were refused, written as a search for them is (`databeskyttelse.soegning`).
            models.Index(
                fields=["kommune", "nu"],
                condition=models.Q(haendelse__startswith="opsporing.afvist_"),
                name="opsporing_log_afvist",
            ),
        ]

    class Personlig:
        direkte = {"bruger", "boern"}
        foelsom: set[str] = set()
        almindelig = {
            "id",
            "nu",
            "vaegtid",
            "haendelse",
            "kommune",
            "enhed",
            "rolle",
            "anledning",
            "objekt",
            "formaal",
            "felter",
            "antal",
        }

    def __str__(self) -> str:
        return f"{self.haendelse} {self.nu:%Y-%m-%d %H:%M}"
