"""A standing team: who is in it, and how often it meets."""

from django.db import models
from django.db.models import F, Q

from dialogmoeder.models.valg import Fagvalg, Slags
from opsporing.models import Ansaettelse, Enhed, Kommune, User
from opsporing.models.grundlag import kendt, med_historik


@med_historik
class Team(models.Model):
    """A team with fixed members and a cadence, held at the journal unit `enhed`; the tovholder calls it together.

    Times are minutes: of the whole meeting, proposed per item, and kept at each meeting for children under three (Køge:
    without it the older ones fill the agenda). `kadence_uger` 0: its meetings are made one by one.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    enhed = models.ForeignKey(Enhed, on_delete=models.PROTECT, related_name="moedeteams")
    slags = models.CharField("slags", max_length=30, choices=Slags)
    navn = models.CharField("navn", max_length=120)
    tovholder = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kadence_uger = models.PositiveSmallIntegerField("uger mellem møderne", default=0)
    tid = models.TimeField("klokken")
    sted = models.CharField("sted", max_length=150, blank=True)
    varer_minutter = models.PositiveSmallIntegerField("varighed i minutter")
    punkt_minutter = models.PositiveSmallIntegerField("minutter til et punkt")
    smaa_minutter = models.PositiveSmallIntegerField("minutter til de 0-2-årige", default=0)
    oprettet_at = models.DateTimeField("oprettet")
    nedlagt_at = models.DateTimeField("nedlagt", null=True, blank=True)

    class Meta:
        verbose_name = "team"
        verbose_name_plural = "team"
        constraints = [
            kendt("slags", Slags),
            models.CheckConstraint(
                condition=Q(smaa_minutter__lte=F("varer_minutter")), name="dialogmoeder_team_smaa_minutter"
            ),
            models.UniqueConstraint(
                fields=["enhed", "navn"], condition=Q(nedlagt_at=None), name="dialogmoeder_team_navn"
            ),
            models.UniqueConstraint(fields=["id", "kommune"], name="dialogmoeder_team_id_kommune"),
        ]

    class Personlig:
        direkte = {"tovholder"}
        foelsom: set[str] = set()
        almindelig = {
            "id",
            "kommune",
            "enhed",
            "slags",
            "navn",
            "kadence_uger",
            "tid",
            "sted",
            "varer_minutter",
            "punkt_minutter",
            "smaa_minutter",
            "oprettet_at",
            "nedlagt_at",
        }

    def __str__(self) -> str:
        return self.navn

    @property
    def hvor_tit(self) -> str:
        """The cadence in words."""
        return {1: "hver uge", 2: "hver anden uge"}.get(self.kadence_uger, f"hver {self.kadence_uger}. uge")


@med_historik
class Teammedlem(models.Model):
    """One who belongs to a team for a period, or stands in for one who does (`stedfortraeder_for`).

    A substitute is asked to no meeting by this row: somebody chooses her at the meeting where she is needed.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="medlemmer")
    ansaettelse = models.ForeignKey(Ansaettelse, on_delete=models.PROTECT, related_name="+")
    fag = models.CharField("fag", max_length=20, choices=Fagvalg)
    stedfortraeder_for = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="stedfortraedere"
    )
    fra = models.DateField("fra")
    til = models.DateField("til og med", null=True, blank=True)

    class Meta:
        verbose_name = "medlem af et team"
        verbose_name_plural = "medlemmer af team"
        constraints = [
            kendt("fag", Fagvalg),
            models.CheckConstraint(
                condition=Q(til=None) | Q(til__gte=F("fra")), name="dialogmoeder_teammedlem_periode"
            ),
            models.UniqueConstraint(
                fields=["team", "ansaettelse"], condition=Q(til=None), name="dialogmoeder_teammedlem_een_gang"
            ),
            models.UniqueConstraint(fields=["id", "kommune"], name="dialogmoeder_teammedlem_id_kommune"),
        ]

    class Personlig:
        direkte = {"ansaettelse"}
        foelsom: set[str] = set()
        almindelig = {"id", "kommune", "team", "fag", "stedfortraeder_for", "fra", "til"}

    def __str__(self) -> str:
        return f"Medlem {self.pk}"
