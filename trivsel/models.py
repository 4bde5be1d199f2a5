"""The trivselsvurdering: rounds, each professional's own view, and what the team agrees on."""

from django.db import models
from django.db.models import F, Q

from opsporing.models import (
    Anledning,
    Ansaettelse,
    Arena,
    Barn,
    Besvarelse,
    Enhed,
    Kommune,
    Profilversion,
    Skemaversion,
    User,
)
from opsporing.models.grundlag import begge_eller_ingen, kendt, med_historik
from opsporing.models.tilknytning import OmEnSagQuerySet
from opsporing.skemaer.definition import Skemadefinition

DIMENSIONER = {
    "psykisk_emotionel": "Psykisk og emotionel",
    "kognitiv": "Kognitiv",
    "social": "Social",
    "fysisk_sansemotorisk": "Fysisk og sansemotorisk",
}


class Position(models.TextChoices):
    """The three codes; the words people see are the municipality's (`Praksisprofil.positioner`)."""

    GROEN = "groen", "grøn"
    GUL = "gul", "gul"
    ROED = "roed", "rød"


@med_historik
class Runde(models.Model):
    """A period in which every child of an arena and age band is evaluated.

    It pins the versions of form and profile, so that all raters answer the same tegn also when a new version comes.
    Ages are completed months, both ends included. `profilrunde` says which of the profile's rounds it is, of which year
    (empty for one planned by hand): whatever it is called since, and moved to, the year has that round.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="runder")
    navn = models.CharField("navn", max_length=80)
    profilrunde = models.CharField(
        "profilens runde", max_length=120, blank=True, default="", db_default="", editable=False
    )
    arena = models.CharField("arena", max_length=20, choices=Arena)
    alder_fra_mdr = models.PositiveSmallIntegerField("fra alder i måneder")
    alder_til_mdr = models.PositiveSmallIntegerField("til alder i måneder")
    aabner = models.DateField("åbner")
    lukker = models.DateField("lukker")
    skemaversion = models.ForeignKey(
        Skemaversion, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    faelles_skemaversion = models.ForeignKey(
        Skemaversion, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    profilversion = models.ForeignKey(
        Profilversion, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    aabnet_at = models.DateTimeField("åbnet", null=True, blank=True)
    lukket_at = models.DateTimeField("lukket", null=True, blank=True)

    class Meta:
        verbose_name = "runde"
        verbose_name_plural = "runder"
        constraints = [
            kendt("arena", Arena),
            models.CheckConstraint(
                condition=Q(lukker__gt=F("aabner")),
                name="trivsel_runde_periode",
                violation_error_message="Runden skal lukke efter den dag, den åbner.",
            ),
            models.CheckConstraint(
                condition=Q(alder_til_mdr__gte=F("alder_fra_mdr")),
                name="trivsel_runde_alder",
                violation_error_message="Den højeste alder skal være mindst lige så høj som den laveste.",
            ),
            models.UniqueConstraint(
                fields=["kommune", "arena", "aabner", "alder_fra_mdr"],
                name="trivsel_runde_unik",
                violation_error_message="Der er allerede en runde for arenaen og alderen, som åbner den dag.",
            ),
            models.UniqueConstraint(fields=["id", "kommune"], name="trivsel_runde_id_kommune"),
        ]

    class Personlig:
        direkte: set[str] = set()
        foelsom: set[str] = set()
        almindelig = {
            "id",
            "kommune",
            "navn",
            "profilrunde",
            "arena",
            "alder_fra_mdr",
            "alder_til_mdr",
            "aabner",
            "lukker",
            "skemaversion",
            "faelles_skemaversion",
            "profilversion",
            "aabnet_at",
            "lukket_at",
        }

    def __str__(self) -> str:
        return f"{self.navn} {self.aabner.year}, {self.get_arena_display()}"


class VurderingQuerySet(OmEnSagQuerySet["Vurdering"]):
    def aabne(self) -> "VurderingQuerySet":
        """Under way: not concluded, and the child is still there."""
        return self.filter(afsluttet_at=None, udgaaet_at=None)

    def gaeldende(self) -> "VurderingQuerySet":
        """Concluded and not replaced by a correction."""
        return self.filter(afsluttet_at__isnull=False, erstattet_at=None)


def _position(navn: str) -> models.CharField:
    return models.CharField(navn, max_length=10, choices=Position, blank=True)


@med_historik
class Vurdering(Besvarelse):
    """One child's trivselsvurdering: the matter that own views and the team's shared answers belong to.

    The inherited answers are the team's (`faelles-vurdering` with one field per settled tegn, see `trivsel.faelles`);
    `skemaversion` is the arena's form that the own views answer, pinned with the age in completed months.
    Positions are copied to columns when the team concludes. A correction is a new row that `erstatter` the old one.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    anledning = models.OneToOneField(Anledning, on_delete=models.PROTECT, related_name="vurdering")
    runde = models.ForeignKey(Runde, on_delete=models.PROTECT, null=True, blank=True, related_name="vurderinger")
    barn = models.ForeignKey(Barn, on_delete=models.PROTECT, related_name="vurderinger")
    enhed = models.ForeignKey(Enhed, on_delete=models.PROTECT, related_name="vurderinger")
    arena = models.CharField("arena", max_length=20, choices=Arena)
    alder_mdr = models.PositiveSmallIntegerField("alder i måneder")
    faelles_skemaversion = models.ForeignKey(Skemaversion, on_delete=models.PROTECT, related_name="+")
    profilversion = models.ForeignKey(Profilversion, on_delete=models.PROTECT, null=True, related_name="+")
    oprettet_at = models.DateTimeField("oprettet")
    faelles_begyndt_at = models.DateTimeField("fælles vurdering begyndt", null=True, blank=True)
    afsluttet_at = models.DateTimeField("afsluttet", null=True, blank=True)
    afsluttet_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    udgaaet_at = models.DateTimeField("udgået", null=True, blank=True)
    erstatter = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="erstattet_af"
    )
    rettelse_grund = models.TextField("hvorfor rettet", blank=True)
    erstattet_at = models.DateTimeField("erstattet", null=True, blank=True)

    psykisk_emotionel = _position("psykisk og emotionel")
    kognitiv = _position("kognitiv")
    social = _position("social")
    fysisk_sansemotorisk = _position("fysisk og sansemotorisk")
    samlet = _position("samlet")
    forslag = models.JSONField("forslag ved afslutningen", default=dict, blank=True)

    objects = VurderingQuerySet.as_manager()

    class Meta:
        verbose_name = "trivselsvurdering"
        verbose_name_plural = "trivselsvurderinger"
        constraints = [
            kendt("arena", Arena),
            *(kendt(felt, Position, tom=True) for felt in (*DIMENSIONER, "samlet")),
            begge_eller_ingen("afsluttet_at", "afsluttet_by", navn="afsluttet"),
            models.CheckConstraint(
                condition=Q(afsluttet_at=None) | ~Q(samlet=""), name="trivsel_vurdering_afsluttet_har_position"
            ),
            models.CheckConstraint(
                condition=Q(erstatter=None) | ~Q(rettelse_grund=""), name="trivsel_vurdering_rettelse_har_grund"
            ),
            models.UniqueConstraint(
                fields=["runde", "barn", "enhed"],
                condition=Q(erstatter=None, udgaaet_at=None),
                name="trivsel_vurdering_een_pr_runde",
            ),
            models.UniqueConstraint(fields=["id", "kommune"], name="trivsel_vurdering_id_kommune"),
        ]
        indexes = [
            models.Index(fields=["barn", "afsluttet_at"], name="trivsel_vurdering_barn"),
            models.Index(fields=["enhed", "runde"], name="trivsel_vurdering_enhed"),
        ]

    class Personlig:
        direkte = {"barn", "afsluttet_by"} | Besvarelse.Personlig.direkte
        foelsom = {
            "anledning",
            "psykisk_emotionel",
            "kognitiv",
            "social",
            "fysisk_sansemotorisk",
            "samlet",
            "forslag",
            "rettelse_grund",
        } | Besvarelse.Personlig.foelsom
        almindelig = {
            "id",
            "kommune",
            "runde",
            "enhed",
            "arena",
            "alder_mdr",
            "faelles_skemaversion",
            "profilversion",
            "oprettet_at",
            "faelles_begyndt_at",
            "afsluttet_at",
            "udgaaet_at",
            "erstatter",
            "erstattet_at",
        } | Besvarelse.Personlig.almindelig

    def __str__(self) -> str:
        return f"Vurdering {self.pk}"

    def definition(self) -> Skemadefinition:
        """The team's form: the shared questions with a field for every tegn and position (`trivsel.faelles`)."""
        from trivsel.faelles import faelles_definition

        return faelles_definition(self)

    @property
    def positioner(self) -> dict[str, str]:
        """Final position code per dimension; empty until concluded."""
        return {kode: getattr(self, kode) for kode in DIMENSIONER}


@med_historik
class EgenVurdering(Besvarelse):
    """One professional's own view, blind to the others until all are done.

    A row per required rater stands from the beginning; whoever begins takes the first free one that fits her role.
    The leader may release a rater who is away (`fritaget_*`): the row then no longer counts.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    vurdering = models.ForeignKey(Vurdering, on_delete=models.CASCADE, related_name="egne")
    nr = models.PositiveSmallIntegerField("nummer")
    rolle = models.CharField("kræver rolle", max_length=40, blank=True)
    vurderer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="egne_vurderinger")
    ansaettelse = models.ForeignKey(Ansaettelse, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    begyndt_at = models.DateTimeField("begyndt", null=True, blank=True)
    faerdig_at = models.DateTimeField("færdig", null=True, blank=True)
    antal_besvaret = models.PositiveSmallIntegerField("besvarede tegn", default=0)
    fritaget_at = models.DateTimeField("fritaget", null=True, blank=True)
    fritaget_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    fritaget_grund = models.CharField("hvorfor fritaget", max_length=500, blank=True)

    class Meta:
        verbose_name = "egen vurdering"
        verbose_name_plural = "egne vurderinger"
        constraints = [
            models.UniqueConstraint(fields=["vurdering", "nr"], name="trivsel_egenvurdering_nr"),
            models.UniqueConstraint(fields=["vurdering", "vurderer"], name="trivsel_egenvurdering_vurderer"),
            begge_eller_ingen("vurderer", "ansaettelse", "begyndt_at", navn="begyndt"),
            begge_eller_ingen("fritaget_at", "fritaget_by", navn="fritaget"),
            models.CheckConstraint(
                condition=Q(faerdig_at=None) | Q(begyndt_at__isnull=False), name="trivsel_egenvurdering_faerdig_begyndt"
            ),
            models.CheckConstraint(
                condition=Q(fritaget_at=None) | ~Q(fritaget_grund=""), name="trivsel_egenvurdering_fritaget_grund"
            ),
        ]
        indexes = [models.Index(fields=["vurderer", "faerdig_at"], name="trivsel_egenvurdering_mine")]

    class Personlig:
        direkte = {"vurderer", "ansaettelse", "fritaget_by"} | Besvarelse.Personlig.direkte
        foelsom = {"vurdering", "fritaget_grund"} | Besvarelse.Personlig.foelsom
        almindelig = {
            "id",
            "kommune",
            "nr",
            "rolle",
            "begyndt_at",
            "faerdig_at",
            "antal_besvaret",
            "fritaget_at",
        } | Besvarelse.Personlig.almindelig

    def __str__(self) -> str:
        return f"Egen vurdering {self.nr} af {self.vurdering_id}"

    def opdater_det_afledte(self) -> tuple[str, ...]:
        """How many tegn are answered is counted with every save, for lists that do not read the answers."""
        from trivsel.faelles import tegn_felter

        self.antal_besvaret = sum(felt.kode in self.svar for felt in tegn_felter(self))
        return ("antal_besvaret",)


@med_historik
class Refleksion(models.Model):
    """What a unit makes of its numbers after a round: about the learning environment, for the talk among the staff.

    One text per journal unit and round, written by the leader; `rev` counts saves, so that a save on a stale page is
    noticed. Leaders in the project behind the model asked for a report that ends in a question instead of a number.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    enhed = models.ForeignKey(Enhed, on_delete=models.PROTECT, related_name="refleksioner")
    runde = models.ForeignKey(Runde, on_delete=models.PROTECT, related_name="refleksioner")
    tekst = models.TextField("refleksion", blank=True)
    rev = models.PositiveIntegerField(default=0, editable=False)
    gemt_at = models.DateTimeField("gemt")
    gemt_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "refleksion"
        verbose_name_plural = "refleksioner"
        constraints = [models.UniqueConstraint(fields=["enhed", "runde"], name="trivsel_refleksion_een_pr_runde")]

    class Personlig:
        direkte = {"gemt_by"}
        # Nobody is asked to write about a child here, but words are free.
        foelsom = {"tekst"}
        almindelig = {"id", "kommune", "enhed", "runde", "rev", "gemt_at"}

    def __str__(self) -> str:
        return f"Refleksion {self.enhed_id}, {self.runde_id}"
