"""One meeting and those who take part in it."""

from django.db import models
from django.db.models import F, Q

from dialogmoeder.models.team import Team
from dialogmoeder.models.valg import Fagvalg, Moedestatus, Slags
from opsporing.models import Anledning, Ansaettelse, Enhed, Kommune, Person, User
from opsporing.models.grundlag import begge_eller_ingen, kendt, med_historik
from opsporing.models.tilknytning import OmEnSagQuerySet

__all__ = ["Deltager", "Fagvalg", "Moede", "Moedestatus", "Slags"]


@med_historik
class Moede(models.Model):
    """A meeting: when, where, who leads it. It names no child: what it is about stands in its items, each with access
    of its own (minutes that most of a staff could open cost a municipality a fine).

    Its `anledning` is without a child and belongs to the unit that holds it; those from outside see the meeting by a
    Tilknytning to it. `efter` is the meeting this one follows up on. `uid` and `sekvens` name it in
    calendars, so that a move replaces what is there.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    anledning = models.OneToOneField(Anledning, on_delete=models.PROTECT, related_name="moede")
    enhed = models.ForeignKey(Enhed, on_delete=models.PROTECT, related_name="moeder")
    slags = models.CharField("slags", max_length=30, choices=Slags)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="moeder")
    efter = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="opfoelgende")
    moedeleder = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    planlagt_at = models.DateTimeField("planlagt")
    varer_minutter = models.PositiveSmallIntegerField("varighed i minutter")
    smaa_minutter = models.PositiveSmallIntegerField("minutter til de 0-2-årige", default=0)
    sted = models.CharField("sted", max_length=150, blank=True)
    formaal = models.CharField("formål", max_length=300, blank=True)
    status = models.CharField("status", max_length=20, choices=Moedestatus, default=Moedestatus.PLANLAGT)
    uid = models.UUIDField("kalenderens navn", unique=True)
    sekvens = models.PositiveSmallIntegerField("flyttet gange", default=0)
    oprettet_at = models.DateTimeField("oprettet")
    oprettet_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    indkaldt_at = models.DateTimeField("indkaldt", null=True, blank=True)
    begyndt_at = models.DateTimeField("begyndt", null=True, blank=True)
    afsluttet_at = models.DateTimeField("afsluttet", null=True, blank=True)
    afsluttet_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    aflyst_at = models.DateTimeField("aflyst", null=True, blank=True)
    aflyst_grund = models.CharField("hvorfor aflyst", max_length=300, blank=True)

    objects = OmEnSagQuerySet["Moede"].as_manager()

    class Meta:
        verbose_name = "møde"
        verbose_name_plural = "møder"
        constraints = [
            kendt("slags", Slags),
            kendt("status", Moedestatus),
            begge_eller_ingen("afsluttet_at", "afsluttet_by", navn="afsluttet"),
            models.CheckConstraint(
                condition=(Q(status=Moedestatus.AFLYST) & Q(aflyst_at__isnull=False))
                | (~Q(status=Moedestatus.AFLYST) & Q(aflyst_at=None)),
                name="dialogmoeder_moede_aflyst",
            ),
            models.CheckConstraint(
                condition=(Q(status=Moedestatus.AFHOLDT) & Q(afsluttet_at__isnull=False))
                | (~Q(status=Moedestatus.AFHOLDT) & Q(afsluttet_at=None)),
                name="dialogmoeder_moede_afholdt",
            ),
            models.CheckConstraint(
                condition=Q(smaa_minutter__lte=F("varer_minutter")), name="dialogmoeder_moede_smaa_minutter"
            ),
            models.UniqueConstraint(
                fields=["team", "planlagt_at"],
                condition=Q(team__isnull=False, aflyst_at=None),
                name="dialogmoeder_moede_een_gang",
            ),
            models.UniqueConstraint(fields=["id", "kommune"], name="dialogmoeder_moede_id_kommune"),
        ]
        indexes = [models.Index(fields=["enhed", "planlagt_at"], name="dialogmoeder_moede_enhed")]

    class Personlig:
        direkte = {"moedeleder", "oprettet_by", "afsluttet_by"}
        foelsom = {"formaal", "aflyst_grund"}
        almindelig = {
            "id",
            "kommune",
            "anledning",
            "enhed",
            "slags",
            "team",
            "efter",
            "planlagt_at",
            "varer_minutter",
            "smaa_minutter",
            "sted",
            "status",
            "uid",
            "sekvens",
            "oprettet_at",
            "indkaldt_at",
            "begyndt_at",
            "afsluttet_at",
            "aflyst_at",
        }

    def __str__(self) -> str:
        return f"Møde {self.pk}"


@med_historik
class Deltager(models.Model):
    """One who is asked to a meeting: an employee under the employment she comes in, a parent, or somebody named.

    `fratraadt_at` is when she no longer is: replaced by a substitute, or called off. `kaldt_ind` says that the
    mødeleder called her in at the meeting itself (Aalborg's mandate).
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    moede = models.ForeignKey(Moede, on_delete=models.CASCADE, related_name="deltagere")
    ansaettelse = models.ForeignKey(Ansaettelse, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    navn = models.CharField("navn", max_length=150, blank=True)
    rolle = models.CharField("opgave", max_length=100, blank=True)
    fag = models.CharField("fag", max_length=20, choices=Fagvalg)
    stedfortraeder_for = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="stedfortraedere"
    )
    kaldt_ind = models.BooleanField("kaldt ind på mødet", default=False)
    kommer = models.BooleanField("kommer", null=True, blank=True)
    deltog = models.BooleanField("deltog", null=True, blank=True)
    tilfoejet_at = models.DateTimeField("sat på")
    fratraadt_at = models.DateTimeField("trådt fra", null=True, blank=True)
    indkaldt_at = models.DateTimeField("indkaldt", null=True, blank=True)
    evalueret_at = models.DateTimeField("har evalueret", null=True, blank=True)

    class Meta:
        verbose_name = "mødedeltager"
        verbose_name_plural = "mødedeltagere"
        constraints = [
            kendt("fag", Fagvalg),
            models.CheckConstraint(
                condition=Q(ansaettelse__isnull=False, person=None, navn="")
                | Q(ansaettelse=None, person__isnull=False, navn="")
                | (Q(ansaettelse=None, person=None) & ~Q(navn="")),
                name="dialogmoeder_deltager_hvem",
            ),
            models.UniqueConstraint(
                fields=["moede", "ansaettelse"],
                condition=Q(fratraadt_at=None, ansaettelse__isnull=False),
                name="dialogmoeder_deltager_een_gang",
            ),
            models.UniqueConstraint(
                fields=["moede", "person"],
                condition=Q(fratraadt_at=None, person__isnull=False),
                name="dialogmoeder_deltager_foraelder_een_gang",
            ),
            models.UniqueConstraint(fields=["id", "kommune"], name="dialogmoeder_deltager_id_kommune"),
        ]

    class Personlig:
        direkte = {"ansaettelse", "person", "navn"}
        foelsom: set[str] = set()
        almindelig = {
            "id",
            "kommune",
            "moede",
            "rolle",
            "fag",
            "stedfortraeder_for",
            "kaldt_ind",
            "kommer",
            "deltog",
            "tilfoejet_at",
            "fratraadt_at",
            "indkaldt_at",
            "evalueret_at",
        }

    def __str__(self) -> str:
        return f"Deltager {self.pk}"
