"""The receiver's side: one underretning about one child, as it came to myndighed."""

from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from opsporing.frister.kalender import timer_efter
from opsporing.models import Anledning, Barn, Enhed, Kommune, User
from opsporing.models.grundlag import begge_eller_ingen, kendt, med_historik
from underretning.models.skrevet import Overgreb, Pligt
from underretning.rules.tilstande import Tilstand

#: The law's clock in hours, in elapsed time from the moment the municipality received it (barnets lov § 136).
VURDERES_INDEN = 24


class Modtagetstatus(models.TextChoices):
    """Where it is (`Tilstand`)."""

    MODTAGET = Tilstand.MODTAGET.value, "ikke vurderet"
    VURDERET = Tilstand.VURDERET.value, "vurderet"
    AFGJORT = Tilstand.AFGJORT.value, "afgjort"
    LUKKET = Tilstand.LUKKET.value, "lukket"
    OVERSENDT = Tilstand.OVERSENDT.value, "sendt til en anden kommune"


class Kanal(models.TextChoices):
    """How it reached the municipality. All but the first are registered by myndighed."""

    SYSTEM = "system", "Opsporing"
    TELEFON = "telefon", "Telefon"
    BREV = "brev", "Brev eller e-mail"
    DIGITAL_POST = "digital_post", "Digital Post"
    PERSONLIGT = "personligt", "Personligt fremmøde"
    ANDEN = "anden", "På anden måde"


class Udfald(models.TextChoices):
    """What follows. The paragraphs (§§ 18-20, for expected children §§ 24-27) are in `opsporing.lov`."""

    INGEN = "ingen", "Der sættes ikke noget i gang"
    SCREENING = "screening", "Screening"
    AFDAEKNING = "afdaekning", "Afdækning"
    UNDERSOEGELSE = "undersoegelse", "Børnefaglig undersøgelse"


class ModtagetQuerySet(models.QuerySet["Modtaget"]):
    def for_user(self, user: Any, nu: datetime | None = None) -> "ModtagetQuerySet":
        """Those of matters open to the user."""
        return self.filter(Exists(Anledning.objects.for_user(user, nu).filter(modtaget=OuterRef("pk"))))

    def ikke_vurderede(self) -> "ModtagetQuerySet":
        """Those on which the law's clock runs."""
        return self.filter(status=Modtagetstatus.MODTAGET)

    def efter_uret(self) -> "ModtagetQuerySet":
        """What was received first on top."""
        return self.order_by("modtaget_at", "pk")


@med_historik
class Modtaget(models.Model):
    """One underretning about one child in the municipality that acts; siblings share the `kvitteringsnummer`.

    `modtaget_at` is when the municipality received it, which may be before `registreret_at`; the 24 hours run from it.
    `indhold` is what was written, frozen (`opsporing.frosset`), with its fingerprint; none of the sender's records are
    behind it. The matter (`anledning`) is closed: while it is not assessed it is open to all of `enhed`, then to
    `ansvarlig`, and always to the leader there.

    `underretter_*` is who wrote: `kode` is Danmarks Statistik's. Somebody who is `anonym` has neither name nor contact.
    `trin` is the highest step on indsatstrappen at the time (0 for none), `aarsager` Danmarks Statistik's codes.
    `hjaelp_i_gang`: help runs already, so that the case is to be assessed anew (barnets lov § 137). `akut_handling` is
    what was done at once about one that is acute. `aabnet_igen_grund` is why it was last opened after it was closed.
    `overgreb_hvem` is whom a suspicion is about, and `mistaenkt` an employee here, who is shut out (`Udelukkelse`).
    `politi_eller_sundhed`: the police or the health service is involved, one of the criteria for the børnehus (§ 125).
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    enhed = models.ForeignKey(Enhed, on_delete=models.PROTECT, related_name="modtagne")
    anledning = models.OneToOneField(Anledning, on_delete=models.PROTECT, related_name="modtaget")
    barn = models.ForeignKey(Barn, on_delete=models.PROTECT, related_name="modtagne")
    kvitteringsnummer = models.CharField("kvitteringsnummer", max_length=20)
    status = models.CharField("status", max_length=20, choices=Modtagetstatus, default=Modtagetstatus.MODTAGET)
    rev = models.PositiveIntegerField(default=0, editable=False)

    kanal = models.CharField("hvordan den kom", max_length=20, choices=Kanal)
    modtaget_at = models.DateTimeField("modtaget")
    registreret_at = models.DateTimeField("registreret")
    registreret_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    pligt = models.CharField("pligt", max_length=20, choices=Pligt)
    underretter_kode = models.CharField("underretterens kode", max_length=4)
    underretter_navn = models.CharField("underretter", max_length=300, blank=True)
    underretter_kontakt = models.CharField("kontakt til underretteren", max_length=300, blank=True)
    anonym = models.BooleanField("anonym", default=False)
    hastede = models.BooleanField("underretteren siger, at det haster", default=False)
    overgreb = models.CharField("mistanke om overgreb", max_length=20, choices=Overgreb, default=Overgreb.NEJ)
    overgreb_hvem = models.CharField(
        "hvem mistanken retter sig mod", max_length=300, blank=True, default="", db_default=""
    )
    mistaenkt = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ufoedt = models.BooleanField("barnet var ikke født", default=False)
    indhold = models.JSONField("det, der blev skrevet")
    fingeraftryk = models.CharField("fingeraftryk", max_length=64)

    ansvarlig = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="modtagne")
    akut = models.BooleanField("akut", null=True, blank=True)
    vurdering = models.TextField("begrundelse for vurderingen", blank=True)
    akut_handling = models.TextField("hvad der er gjort straks", blank=True, default="", db_default="")
    vurderet_at = models.DateTimeField("vurderet", null=True, blank=True)
    vurderet_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    trin = models.PositiveSmallIntegerField("højeste trin på indsatstrappen", null=True, blank=True)
    aarsager = ArrayField(models.CharField(max_length=4), verbose_name="årsager", default=list, blank=True)
    hjaelp_i_gang = models.BooleanField("hjælp er i gang", null=True, blank=True)
    politi_eller_sundhed = models.BooleanField("politi eller sundhedsvæsen er med i sagen", null=True, blank=True)
    udfald = models.CharField("hvad der sker", max_length=20, choices=Udfald, blank=True)
    afgoerelse = models.TextField("begrundelse", blank=True)
    afgjort_at = models.DateTimeField("afgjort", null=True, blank=True)
    afgjort_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lukket_at = models.DateTimeField("lukket", null=True, blank=True)
    lukket_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    aabnet_igen_at = models.DateTimeField("åbnet igen", null=True, blank=True)
    aabnet_igen_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    aabnet_igen_grund = models.TextField("hvorfor åbnet igen", blank=True, default="", db_default="")
    oversendt_til = models.CharField("sendt til", max_length=150, blank=True)
    oversendt_grund = models.TextField("hvorfor sendt videre", blank=True)
    oversendt_at = models.DateTimeField("sendt videre", null=True, blank=True)
    oversendt_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ModtagetQuerySet.as_manager()

    class Meta:
        verbose_name = "modtaget underretning"
        verbose_name_plural = "modtagne underretninger"
        constraints = [
            kendt("status", Modtagetstatus),
            kendt("kanal", Kanal),
            kendt("pligt", Pligt),
            kendt("overgreb", Overgreb),
            kendt("udfald", Udfald, tom=True),
            begge_eller_ingen("vurderet_at", "vurderet_by", "akut", navn="vurderet"),
            begge_eller_ingen("afgjort_at", "afgjort_by", navn="afgjort"),
            begge_eller_ingen("lukket_at", "lukket_by", navn="lukket"),
            begge_eller_ingen("aabnet_igen_at", "aabnet_igen_by", navn="aabnet_igen"),
            begge_eller_ingen("oversendt_at", "oversendt_by", navn="oversendt"),
            models.CheckConstraint(
                condition=(Q(aabnet_igen_at=None) & Q(aabnet_igen_grund=""))
                | (Q(aabnet_igen_at__isnull=False) & ~Q(aabnet_igen_grund="")),
                name="underretning_modtaget_aabnet_igen_begrundes",
            ),
            models.CheckConstraint(
                condition=Q(modtaget_at__lte=F("registreret_at")), name="underretning_modtaget_foer_registreret"
            ),
            models.CheckConstraint(
                condition=Q(vurderet_at=None) | ~Q(vurdering=""), name="underretning_modtaget_vurdering_begrundes"
            ),
            models.CheckConstraint(
                condition=~Q(akut=True) | ~Q(akut_handling=""), name="underretning_modtaget_akut_er_handlet"
            ),
            models.CheckConstraint(
                condition=Q(afgjort_at=None) | (~Q(afgoerelse="") & ~Q(udfald="")),
                name="underretning_modtaget_afgoerelse_begrundes",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["vurderet", "afgjort", "lukket"]) | Q(vurderet_at__isnull=False),
                name="underretning_modtaget_status_vurderet",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["afgjort", "lukket"]) | Q(afgjort_at__isnull=False),
                name="underretning_modtaget_status_afgjort",
            ),
            models.CheckConstraint(
                condition=(Q(status="oversendt") & Q(oversendt_at__isnull=False) & ~Q(oversendt_til=""))
                | (~Q(status="oversendt") & Q(oversendt_at=None)),
                name="underretning_modtaget_status_oversendt",
            ),
            models.CheckConstraint(
                condition=Q(anonym=False) | Q(underretter_navn="", underretter_kontakt=""),
                name="underretning_modtaget_anonym_uden_navn",
            ),
            models.CheckConstraint(condition=Q(trin=None) | Q(trin__range=(0, 6)), name="underretning_modtaget_trin"),
            models.UniqueConstraint(fields=["kvitteringsnummer", "barn"], name="underretning_modtaget_een_pr_barn"),
            models.UniqueConstraint(fields=["id", "kommune"], name="underretning_modtaget_id_kommune"),
        ]
        indexes = [
            models.Index(
                fields=["enhed", "modtaget_at"], condition=Q(status="modtaget"), name="underretning_modtaget_uret"
            ),
            models.Index(fields=["barn", "modtaget_at"], name="underretning_modtaget_barn"),
            models.Index(fields=["kommune", "modtaget_at"], name="underretning_modtaget_tal"),
        ]

    class Personlig:
        direkte = {
            "barn",
            "registreret_by",
            "mistaenkt",
            "underretter_navn",
            "underretter_kontakt",
            "ansvarlig",
            "vurderet_by",
            "afgjort_by",
            "lukket_by",
            "aabnet_igen_by",
            "oversendt_by",
        }
        foelsom = {
            "anledning",
            "pligt",
            "underretter_kode",
            "anonym",
            "hastede",
            "overgreb",
            "overgreb_hvem",
            "ufoedt",
            "indhold",
            "akut",
            "vurdering",
            "akut_handling",
            "trin",
            "aarsager",
            "hjaelp_i_gang",
            "politi_eller_sundhed",
            "udfald",
            "afgoerelse",
            "aabnet_igen_grund",
            "oversendt_til",
            "oversendt_grund",
        }
        almindelig = {
            "id",
            "kommune",
            "enhed",
            "kvitteringsnummer",
            "status",
            "rev",
            "kanal",
            "modtaget_at",
            "registreret_at",
            "fingeraftryk",
            "vurderet_at",
            "afgjort_at",
            "lukket_at",
            "aabnet_igen_at",
            "oversendt_at",
        }

    def __str__(self) -> str:
        return f"Underretning {self.kvitteringsnummer}"

    @property
    def vurderes_senest_at(self) -> datetime:
        """The last moment for the assessment; elapsed time, so a change of the clock shifts nothing."""
        return timer_efter(self.modtaget_at, VURDERES_INDEN)


@med_historik
class Modtagetbilag(models.Model):
    """An enclosure as it was sent: a frozen copy (`opsporing.frosset`) with its fingerprint."""

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    modtaget = models.ForeignKey(Modtaget, on_delete=models.CASCADE, related_name="bilag")
    nr = models.PositiveSmallIntegerField("nummer")
    titel = models.CharField("titel", max_length=200)
    indhold = models.JSONField("kopi")
    fingeraftryk = models.CharField("fingeraftryk", max_length=64)

    class Meta:
        verbose_name = "modtaget bilag"
        verbose_name_plural = "modtagne bilag"
        constraints = [models.UniqueConstraint(fields=["modtaget", "nr"], name="underretning_modtagetbilag_nr")]

    class Personlig:
        direkte: set[str] = set()
        foelsom = {"titel", "indhold"}
        almindelig = {"id", "kommune", "modtaget", "nr", "fingeraftryk"}

    def __str__(self) -> str:
        return f"Bilag {self.nr}"
