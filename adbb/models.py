"""ADBB: a child's course at one visit, its screenings, the team's case, and the supervision that keeps the method."""

import operator
from datetime import datetime
from functools import reduce
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from adbb.rules.score import HOEJST_POINT, PUNKTER
from adbb.rules.score import Udfald as Udfaldskode
from opsporing.models import (
    Anledning,
    Barn,
    Besvarelse,
    Certificering,
    Enhed,
    Kommune,
    Profilversion,
    User,
)
from opsporing.models.grundlag import begge_eller_ingen, kendt, med_historik


class Udfald(models.TextChoices):
    """What a completed screening came to, for staff."""

    UNDER = Udfaldskode.UNDER.value, "under grænsen"
    OVER_FOERSTE = Udfaldskode.OVER_FOERSTE.value, "når grænsen, gentages"
    OVER_ANDEN = Udfaldskode.OVER_ANDEN.value, "når grænsen igen, til teamet"
    NORMALISERET = Udfaldskode.NORMALISERET.value, "under grænsen ved gentagelsen"
    IKKE_VURDERET = Udfaldskode.IKKE_VURDERET.value, "kunne ikke vurderes"


class ForloebQuerySet(models.QuerySet["Forloeb"]):
    def for_user(self, user: Any, nu: datetime | None = None) -> "ForloebQuerySet":
        """Courses of matters open to the user."""
        return self.filter(Exists(Anledning.objects.for_user(user, nu).filter(pk=OuterRef("anledning"))))

    def aabne(self) -> "ForloebQuerySet":
        """Under way: not concluded, and the child is still there."""
        return self.filter(afsluttet_at=None, udgaaet_at=None)


@med_historik
class Forloeb(models.Model):
    """One child's ADBB at one visit: the first screening, its repetition, and the team's case if it comes to that.

    It comes into being some weeks before `fra`, the first day at the age of the visit, and falls due on `senest`. One
    that somebody began because she wondered has an empty `besoeg`. The municipality's practice is pinned when it
    comes into being, so that a new threshold does not change what an earlier result meant.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    anledning = models.OneToOneField(Anledning, on_delete=models.PROTECT, related_name="adbbforloeb")
    barn = models.ForeignKey(Barn, on_delete=models.PROTECT, related_name="adbbforloeb")
    enhed = models.ForeignKey(Enhed, on_delete=models.PROTECT, related_name="adbbforloeb")
    besoeg = models.SlugField("besøg", max_length=40, blank=True)
    navn = models.CharField("besøgets navn", max_length=80)
    fra = models.DateField("fra")
    senest = models.DateField("senest")
    profilversion = models.ForeignKey(Profilversion, on_delete=models.PROTECT, null=True, related_name="+")
    oprettet_at = models.DateTimeField("oprettet")
    afsluttet_at = models.DateTimeField("afsluttet", null=True, blank=True)
    undladt_grund = models.CharField("hvorfor ikke lavet", max_length=500, blank=True)
    udgaaet_at = models.DateTimeField("udgået", null=True, blank=True)

    objects = ForloebQuerySet.as_manager()

    class Meta:
        verbose_name = "ADBB-forløb"
        verbose_name_plural = "ADBB-forløb"
        constraints = [
            models.CheckConstraint(condition=Q(senest__gte=F("fra")), name="adbb_forloeb_periode"),
            models.CheckConstraint(
                condition=Q(undladt_grund="") | Q(afsluttet_at__isnull=False), name="adbb_forloeb_undladt_er_afsluttet"
            ),
            models.UniqueConstraint(
                fields=["barn", "besoeg"],
                condition=~Q(besoeg="") & Q(udgaaet_at=None),
                name="adbb_forloeb_eet_pr_besoeg",
            ),
            models.UniqueConstraint(fields=["id", "kommune"], name="adbb_forloeb_id_kommune"),
        ]
        indexes = [models.Index(fields=["enhed", "fra"], name="adbb_forloeb_enhed")]

    class Personlig:
        direkte = {"barn"}
        foelsom = {"anledning", "undladt_grund"}
        almindelig = {
            "id",
            "kommune",
            "enhed",
            "besoeg",
            "navn",
            "fra",
            "senest",
            "profilversion",
            "oprettet_at",
            "afsluttet_at",
            "udgaaet_at",
        }

    def __str__(self) -> str:
        return f"ADBB-forløb {self.pk}"


class ScreeningQuerySet(models.QuerySet["Screening"]):
    def for_user(self, user: Any, nu: datetime | None = None) -> "ScreeningQuerySet":
        """Screenings of matters open to the user."""
        return self.filter(Exists(Anledning.objects.for_user(user, nu).filter(adbbforloeb=OuterRef("forloeb"))))

    def gaeldende(self) -> "ScreeningQuerySet":
        """Completed and not replaced by a correction."""
        return self.filter(afsluttet_at__isnull=False, erstattet_at=None)


def _point(navn: str) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(navn, null=True, blank=True)


@med_historik
class Screening(Besvarelse):
    """One scoring of the eight items, 0 to 4 each; an item that was not assessed is empty, and then there is no sum.

    The columns are written when it is completed. `over` is whether the assessed items reach `graense`, the cut-off of
    the municipality; None when it could not be said. `certificering` is what entitled `afsluttet_by` to complete it.
    A correction is a new row that `erstatter` the old one.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    forloeb = models.ForeignKey(Forloeb, on_delete=models.PROTECT, related_name="screeninger")
    nr = models.PositiveSmallIntegerField("nummer")
    begyndt_at = models.DateTimeField("begyndt")
    begyndt_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    observeret_den = models.DateField("observeret", null=True, blank=True)
    alder_mdr = models.PositiveSmallIntegerField("alder i måneder", null=True, blank=True)
    ansigtsudtryk = _point("ansigtsudtryk")
    oejenkontakt = _point("øjenkontakt")
    aktivitetsniveau = _point("generelt aktivitetsniveau")
    selvstimulation = _point("selvstimulation")
    vokalisering = _point("vokalisering")
    respons = _point("hastighed af respons på stimulation")
    relation = _point("relation")
    attraktion = _point("attraktion")
    sum = _point("sum")
    over = models.BooleanField("når grænsen", null=True, blank=True)
    graense = models.PositiveSmallIntegerField("grænse")
    udfald = models.CharField("udfald", max_length=20, choices=Udfald, blank=True)
    afsluttet_at = models.DateTimeField("afsluttet", null=True, blank=True)
    afsluttet_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="adbb_screeninger"
    )
    certificering = models.ForeignKey(Certificering, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    erstatter = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="erstattet_af"
    )
    rettelse_grund = models.TextField("hvorfor rettet", blank=True)
    erstattet_at = models.DateTimeField("erstattet", null=True, blank=True)

    objects = ScreeningQuerySet.as_manager()

    class Meta:
        verbose_name = "ADBB-screening"
        verbose_name_plural = "ADBB-screeninger"
        constraints = [
            kendt("udfald", Udfald, tom=True),
            begge_eller_ingen(
                "afsluttet_at", "afsluttet_by", "certificering", "observeret_den", "alder_mdr", navn="afsluttet"
            ),
            models.CheckConstraint(
                condition=Q(afsluttet_at=None) | ~Q(udfald=""), name="adbb_screening_afsluttet_har_udfald"
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{kode: None}) | Q(**{f"{kode}__lte": HOEJST_POINT}), name=f"adbb_screening_{kode}"
                )
                for kode in PUNKTER
            ),
            # A sum is claimed only when every item was assessed, and then it is theirs.
            models.CheckConstraint(
                condition=Q(sum=None)
                | Q(
                    **{f"{kode}__isnull": False for kode in PUNKTER},
                    sum=reduce(operator.add, (F(kode) for kode in PUNKTER)),
                ),
                name="adbb_screening_sum",
            ),
            models.CheckConstraint(
                condition=Q(erstatter=None) | ~Q(rettelse_grund=""), name="adbb_screening_rettelse_har_grund"
            ),
            models.UniqueConstraint(
                fields=["forloeb"], condition=Q(afsluttet_at=None), name="adbb_screening_een_aaben"
            ),
            models.UniqueConstraint(fields=["id", "kommune"], name="adbb_screening_id_kommune"),
        ]
        indexes = [models.Index(fields=["forloeb", "nr"], name="adbb_screening_forloeb")]

    class Personlig:
        direkte = {"begyndt_by", "afsluttet_by", "certificering"} | Besvarelse.Personlig.direkte
        foelsom = {
            "forloeb",
            "sum",
            "over",
            "udfald",
            "rettelse_grund",
            *PUNKTER,
        } | Besvarelse.Personlig.foelsom
        almindelig = {
            "id",
            "kommune",
            "nr",
            "begyndt_at",
            "observeret_den",
            "alder_mdr",
            "graense",
            "afsluttet_at",
            "erstatter",
            "erstattet_at",
        } | Besvarelse.Personlig.almindelig

    def __str__(self) -> str:
        return f"ADBB-screening {self.pk}"

    @property
    def resultat_trin(self) -> str:
        """Which result the parents are told, as a stage of the matter; a correction to the same outcome is not new."""
        ens = self
        while ens.erstatter is not None and ens.erstatter.udfald == self.udfald:
            ens = ens.erstatter
        return str(ens.pk)


@med_historik
class Teamsag(Besvarelse):
    """The tværfaglige team's case about one course: the answers to `adbb-team`, and the outcomes as a column."""

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    forloeb = models.OneToOneField(Forloeb, on_delete=models.PROTECT, related_name="teamsag")
    oprettet_at = models.DateTimeField("oprettet")
    udfald = models.JSONField("udfald", default=list, blank=True)
    afsluttet_at = models.DateTimeField("afsluttet", null=True, blank=True)
    afsluttet_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "teamsag"
        verbose_name_plural = "teamsager"
        constraints = [
            begge_eller_ingen("afsluttet_at", "afsluttet_by", navn="afsluttet"),
            models.CheckConstraint(
                condition=Q(afsluttet_at=None) | ~Q(udfald=[]), name="adbb_teamsag_afsluttet_har_udfald"
            ),
        ]

    class Personlig:
        direkte = {"afsluttet_by"} | Besvarelse.Personlig.direkte
        foelsom = {"forloeb", "udfald"} | Besvarelse.Personlig.foelsom
        almindelig = {"id", "kommune", "oprettet_at", "afsluttet_at"} | Besvarelse.Personlig.almindelig

    def __str__(self) -> str:
        return f"Teamsag {self.pk}"


class Supervisionsform(models.TextChoices):
    """How supervision in the method was given."""

    ENKELT = "enkelt", "en til en"
    GRUPPE = "gruppe", "i gruppe"
    FILM = "film", "over filmklip"


@med_historik
class Supervision(models.Model):
    """One hour of supervision in ADBB: when, by whom, how. About the method and never about a named child."""

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    enhed = models.ForeignKey(Enhed, on_delete=models.PROTECT, related_name="supervisioner")
    den = models.DateField("dato")
    supervisor = models.CharField("supervisor", max_length=150)
    form = models.CharField("form", max_length=20, choices=Supervisionsform)
    emne = models.CharField("emne", max_length=200, blank=True)
    oprettet_at = models.DateTimeField("oprettet")
    oprettet_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "supervision"
        verbose_name_plural = "supervisioner"
        constraints = [
            kendt("form", Supervisionsform),
            models.UniqueConstraint(fields=["id", "kommune"], name="adbb_supervision_id_kommune"),
        ]
        indexes = [models.Index(fields=["enhed", "den"], name="adbb_supervision_enhed")]

    class Personlig:
        direkte = {"supervisor", "oprettet_by"}
        # Nobody is asked to write about a child here, but words are free.
        foelsom = {"emne"}
        almindelig = {"id", "kommune", "enhed", "den", "form", "oprettet_at"}

    def __str__(self) -> str:
        return f"Supervision {self.den}"


@med_historik
class Supervisionsdeltager(models.Model):
    """That a person took part in an hour of supervision."""

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    supervision = models.ForeignKey(Supervision, on_delete=models.CASCADE, related_name="deltagere")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="supervisioner")

    class Meta:
        verbose_name = "deltager i supervision"
        verbose_name_plural = "deltagere i supervision"
        constraints = [
            models.UniqueConstraint(fields=["supervision", "user"], name="adbb_supervisionsdeltager_een_gang")
        ]

    class Personlig:
        direkte = {"user"}
        foelsom: set[str] = set()
        almindelig = {"id", "kommune", "supervision"}

    def __str__(self) -> str:
        return f"{self.user_id} i supervision {self.supervision_id}"
