"""One item on an agenda, and who has part in it on what ground."""

from django.db import models
from django.db.models import Q

from dialogmoeder.models.moede import Deltager, Moede
from dialogmoeder.models.valg import Forslag, Punktart, Punktgrundlag, Punktstatus
from opsporing.models import Anledning, Barn, Kommune, Tilknytning, User
from opsporing.models.grundlag import kendt, med_historik
from opsporing.models.tilknytning import OmEnSagQuerySet

__all__ = ["Forslag", "Punkt", "Punktart", "Punktdeltager", "Punktgrundlag", "Punktstatus"]


@med_historik
class Punkt(models.Model):
    """What is talked about for some minutes. Its matter is closed (`Anledning.lukket`): open to those who have part in
    it, and to the leader of the unit that keeps the child's journal. An item without a name has no child.

    `overskrift` is the question to the meeting, never a name. `kilde` is the matter it sprang from (a vurdering, an
    ADBB, a sparring), `fortsaetter` the item of an earlier meeting it goes on from.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    moede = models.ForeignKey(Moede, on_delete=models.CASCADE, related_name="punkter")
    anledning = models.OneToOneField(Anledning, on_delete=models.PROTECT, related_name="moedepunkt")
    nr = models.PositiveSmallIntegerField("rækkefølge")
    art = models.CharField("art", max_length=20, choices=Punktart)
    barn = models.ForeignKey(Barn, on_delete=models.PROTECT, null=True, blank=True, related_name="moedepunkter")
    overskrift = models.CharField("hvad vil vi have hjælp til?", max_length=200, blank=True)
    minutter = models.PositiveSmallIntegerField("minutter")
    smaa = models.BooleanField("tager af tiden til de 0-2-årige", default=False)
    forslag = models.CharField("hvorfor", max_length=20, choices=Forslag, default=Forslag.VALGT)
    kilde = models.ForeignKey(Anledning, on_delete=models.SET_NULL, null=True, blank=True, related_name="moedepunkter")
    fortsaetter = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="fortsaettelser"
    )
    status = models.CharField("status", max_length=20, choices=Punktstatus, default=Punktstatus.PAA_DAGSORDEN)
    forberedes_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    oprettet_at = models.DateTimeField("oprettet")
    oprettet_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    begyndt_at = models.DateTimeField("begyndt", null=True, blank=True)
    behandlet_at = models.DateTimeField("talt om", null=True, blank=True)
    fortaeller = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = OmEnSagQuerySet["Punkt"].as_manager()

    class Meta:
        verbose_name = "mødepunkt"
        verbose_name_plural = "mødepunkter"
        constraints = [
            kendt("art", Punktart),
            kendt("forslag", Forslag),
            kendt("status", Punktstatus),
            models.CheckConstraint(
                condition=Q(art=Punktart.BARN, barn__isnull=False) | (~Q(art=Punktart.BARN) & Q(barn=None)),
                name="dialogmoeder_punkt_navn_eller_ej",
            ),
            models.CheckConstraint(
                condition=~Q(status=Punktstatus.BEHANDLET) | Q(behandlet_at__isnull=False),
                name="dialogmoeder_punkt_behandlet",
            ),
            models.UniqueConstraint(
                fields=["moede", "barn"],
                condition=Q(barn__isnull=False) & ~Q(status=Punktstatus.TRUKKET),
                name="dialogmoeder_punkt_barnet_een_gang",
            ),
            models.UniqueConstraint(fields=["id", "kommune"], name="dialogmoeder_punkt_id_kommune"),
        ]
        indexes = [models.Index(fields=["moede", "nr"], name="dialogmoeder_punkt_moede")]

    class Personlig:
        direkte = {"barn", "forberedes_by", "oprettet_by", "fortaeller"}
        foelsom = {"anledning", "overskrift", "forslag", "kilde"}
        almindelig = {
            "id",
            "kommune",
            "moede",
            "nr",
            "art",
            "minutter",
            "smaa",
            "fortsaetter",
            "status",
            "oprettet_at",
            "begyndt_at",
            "behandlet_at",
        }

    def __str__(self) -> str:
        return f"Punkt {self.pk}"


@med_historik
class Punktdeltager(models.Model):
    """That a participant has part in an item, and on what ground; without such a row the item is closed to her.

    For one from outside the child's unit the ground is the parents' yes (`opsporing.samtykke`, to her unit) or SSD with
    a reason. `tilknytning` is what opens the matter to her while the ground holds and until a set time after; it is
    made when the meeting is called. `lukket_at`: the ground is gone.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    punkt = models.ForeignKey(Punkt, on_delete=models.CASCADE, related_name="deltagelser")
    deltager = models.ForeignKey(Deltager, on_delete=models.CASCADE, related_name="punkter")
    grundlag = models.CharField("grundlag", max_length=20, choices=Punktgrundlag)
    begrundelse = models.CharField("hvorfor det er nødvendigt", max_length=500, blank=True)
    givet_at = models.DateTimeField("givet")
    givet_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    tilknytning = models.OneToOneField(
        Tilknytning, on_delete=models.SET_NULL, null=True, blank=True, related_name="punktdeltagelse"
    )
    lukket_at = models.DateTimeField("lukket", null=True, blank=True)

    class Meta:
        verbose_name = "deltagelse i et mødepunkt"
        verbose_name_plural = "deltagelser i mødepunkter"
        constraints = [
            kendt("grundlag", Punktgrundlag),
            models.CheckConstraint(
                condition=~Q(grundlag=Punktgrundlag.SSD) | ~Q(begrundelse=""), name="dialogmoeder_punktdeltager_ssd"
            ),
            models.UniqueConstraint(
                fields=["punkt", "deltager"], condition=Q(lukket_at=None), name="dialogmoeder_punktdeltager_een_gang"
            ),
        ]

    class Personlig:
        direkte = {"givet_by"}
        foelsom = {"grundlag", "begrundelse"}
        almindelig = {"id", "kommune", "punkt", "deltager", "givet_at", "tilknytning", "lukket_at"}

    def __str__(self) -> str:
        return f"Deltagelse {self.pk}"
