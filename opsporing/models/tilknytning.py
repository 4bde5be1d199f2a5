"""Why a unit may see a child, and what about: the two models every access in the house goes through."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from opsporing.adgang.roller import RAEKKEVIDDE, Raekkevidde, Rolle
from opsporing.models.barn import Barn
from opsporing.models.bruger import Ansaettelse, User
from opsporing.models.grundlag import begge_eller_ingen, kendt, med_historik
from opsporing.models.kommune import Enhed, Kommune


def aaben_sag(user: Any, nu: datetime | None = None, sag: str = "", *, undtagen: Collection[str] = ()) -> Q:
    """The condition on a row under which its matter is open to the user; `sag` is the way from the row to the matter.

    Open are those her own journal unit keeps about a child she may see (or about none), and those a scoped Tilknytning
    opens to her. What another unit wrote stays there, also when she sees the child. A closed matter (`lukket`) is open
    to a scoped Tilknytning alone, and none to somebody who is shut out of it. Asked of one row after the other: where
    the rest of a query leaves many, see `AnledningQuerySet.noegler_for_user`. What is open only on a ground in
    `undtagen` (`Grundlag`) does not count.
    """
    if getattr(user, "ansaettelse", None) is None:
        return Q(pk__in=[])
    raekker = Tilknytning.objects.raekker_til(user, nu)
    if undtagen:
        raekker = raekker.exclude(grundlag__in=undtagen)
    aaben = _i_egen_journal(user, raekker, sag) | Q(Exists(raekker.filter(anledning=OuterRef(sag or "pk"))))
    return aaben & ~Q(**{f"{sag or 'pk'}__in": Udelukkelse.sager(user)})


def _i_egen_journal(user: Any, raekker: "TilknytningQuerySet", sag: str = "") -> Q:
    til = f"{sag}__" if sag else ""
    barnet = raekker.aabnende().filter(barn=OuterRef(f"{til}barn"))
    journal = user.ansaettelse.enhed.journalenhed_id
    return Q(**{f"{til}ejer_enhed": journal, f"{til}lukket": False}) & (Exists(barnet) | Q(**{f"{til}barn": None}))


class AnledningQuerySet(models.QuerySet["Anledning"]):
    def for_user(self, user: Any, nu: datetime | None = None) -> Self:
        """Matters open to the user (`aaben_sag`)."""
        return self.filter(aaben_sag(user, nu))

    def noegler_for_user(self, user: Any, nu: datetime | None = None) -> Any:
        """The keys of all matters open to the user, for `anledning__in` where nothing else narrows a query: then the
        database begins with them.
        """
        if getattr(user, "ansaettelse", None) is None:
            return self.none().values("pk")
        raekker = Tilknytning.objects.raekker_til(user, nu)
        udelukket = Udelukkelse.sager(user)
        egne = Anledning.objects.filter(_i_egen_journal(user, raekker)).exclude(pk__in=udelukket).values("pk")
        afgraensede = raekker.filter(anledning__isnull=False).exclude(anledning__in=udelukket)
        return egne.union(afgraensede.values("anledning"), all=True)


M = TypeVar("M", bound=models.Model)


class OmEnSagQuerySet(models.QuerySet[M]):
    """Rows with an `anledning`: what is open to a user follows from the matter."""

    def for_user(self, user: Any, nu: datetime | None = None) -> Self:
        """Those of matters open to the user (`aaben_sag`)."""
        return self.filter(aaben_sag(user, nu, "anledning"))

    def i_egen_journal_om(self, barn: Any, user: Any) -> Self:
        """What the user's own journal unit keeps about a child that `Barn.for_user` has opened to her: of what
        `for_user` gives about it, the unit's own without its closed matters.
        """
        journal = user.ansat.enhed.journalenhed_id
        return self.filter(anledning__barn=barn, anledning__ejer_enhed=journal, anledning__lukket=False).exclude(
            anledning__in=Udelukkelse.sager(user)
        )


@med_historik
class Anledning(models.Model):
    """One matter: a vurdering, an overgang, an agenda item, an underretning. Deadlines, agreements and scoped access
    point here, so that the apps share targets without knowing each other.

    One that is `lukket` is not its unit's common work: seeing the child does not open it, only a scoped Tilknytning.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    ejer_enhed = models.ForeignKey(Enhed, on_delete=models.PROTECT, related_name="anledninger")
    barn = models.ForeignKey(Barn, on_delete=models.PROTECT, null=True, blank=True, related_name="anledninger")
    kode = models.CharField("kode", max_length=60)
    lukket = models.BooleanField("lukket for enheden", default=False, db_default=False)
    oprettet_at = models.DateTimeField("oprettet")
    afsluttet_at = models.DateTimeField("afsluttet", null=True, blank=True)

    objects = AnledningQuerySet.as_manager()

    class Meta:
        verbose_name = "anledning"
        verbose_name_plural = "anledninger"
        constraints = [models.UniqueConstraint(fields=["id", "kommune"], name="opsporing_anledning_id_kommune")]
        indexes = [models.Index(fields=["barn", "ejer_enhed"], name="opsporing_anledning_barn")]

    class Personlig:
        direkte = {"barn"}
        foelsom = {"kode"}
        almindelig = {"id", "kommune", "ejer_enhed", "lukket", "oprettet_at", "afsluttet_at"}

    def __str__(self) -> str:
        return f"{self.kode} {self.pk}"


@med_historik
class Udelukkelse(models.Model):
    """That one person has no sight of a matter, whatever else would open it to her: the employee it is about.

    A suspected employee, and where it is the leader the leader, must not know what is written (guidance of Vejle and
    Svendborg on suspicion against staff). Stronger than every Tilknytning.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    anledning = models.ForeignKey(Anledning, on_delete=models.CASCADE, related_name="udelukkelser")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sat_at = models.DateTimeField("sat")
    sat_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "udelukkelse"
        verbose_name_plural = "udelukkelser"
        constraints = [models.UniqueConstraint(fields=["anledning", "user"], name="opsporing_udelukkelse_en_gang")]

    class Personlig:
        direkte = {"user", "sat_by"}
        foelsom = {"anledning"}
        almindelig = {"id", "kommune", "sat_at"}

    def __str__(self) -> str:
        return f"Udelukkelse {self.pk}"

    @classmethod
    def sager(cls, user: Any) -> Any:
        """The keys of the matters the user is shut out of, as a subquery."""
        return cls.objects.filter(user=user.pk).values("anledning")


class Grundlag(models.TextChoices):
    """The ground on which a unit sees a child; shown on the child's page."""

    INDSKRIVNING = "indskrivning", "Indskrevet"
    SUNDHEDSPLEJEDISTRIKT = "sundhedsplejedistrikt", "Bor i distriktet"
    OVERGANG = "overgang", "Overgang"
    SAMTYKKE = "samtykke", "Samtykke"
    SSD_SAMARBEJDE = "ssd_samarbejde", "SSD-samarbejde"
    MOEDE = "moede", "Møde"
    SPARRING = "sparring", "Sparring"
    UNDERRETNING = "underretning", "Underretning"
    ARKIVINDSIGT = "arkivindsigt", "Arkivindsigt"
    SPAERRING = "spaerring", "Spærring"
    NOEDADGANG = "noedadgang", "Nødadgang"


INDSKRIVENDE = (Grundlag.INDSKRIVNING, Grundlag.SUNDHEDSPLEJEDISTRIKT)


def _gaelder(nu: datetime) -> Q:
    return Q(fra__lte=nu) & (Q(til=None) | Q(til__gt=nu))


class TilknytningQuerySet(models.QuerySet["Tilknytning"]):
    def gaeldende(self, nu: datetime) -> "TilknytningQuerySet":
        """In force at the moment `nu`; the end is the first moment without access."""
        return self.filter(_gaelder(nu))

    def indskrivninger(self) -> "TilknytningQuerySet":
        """The ones that make a unit responsible for the child in daily life."""
        return self.filter(grundlag__in=INDSKRIVENDE, anledning=None)

    def aabnende(self) -> "TilknytningQuerySet":
        """Those that open the child itself, and not one matter."""
        return self.filter(anledning=None)

    def raekker_til(self, user: Any, nu: datetime | None = None) -> "TilknytningQuerySet":
        """In force and reaching the employment the user acts under, scoped ones included."""
        from opsporing import tid

        ansaettelse = getattr(user, "ansaettelse", None)
        if ansaettelse is None or not getattr(user, "is_active", False):
            return self.none()
        raekkevidde = RAEKKEVIDDE[ansaettelse.rolle]
        if raekkevidde == Raekkevidde.INGEN_BOERN:
            return self.none()
        rod = ansaettelse.enhed
        if ansaettelse.rolle == Rolle.PAEDAGOG and user.profil.paedagog_ser_hele_institutionen:
            raekkevidde, rod = Raekkevidde.UNDERTRAE, rod.journalenhed or rod
        her = Q(enhed=rod) if raekkevidde == Raekkevidde.EGEN_ENHED else Q(enhed__sti__startswith=rod.sti)
        hende = Q(ansaettelse=None) | Q(ansaettelse=ansaettelse)
        rollen = Q(rolle="") | Q(rolle=ansaettelse.rolle)
        return self.filter(_gaelder(nu or tid.nu()), her, hende, rollen, kommune_id=ansaettelse.kommune_id)

    def aabner_barn(self, user: Any, nu: datetime | None = None) -> "TilknytningQuerySet":
        """Those that open the child itself; one scoped to a matter opens the matter and nothing else."""
        return self.raekker_til(user, nu).aabnende()


@med_historik
class Tilknytning(models.Model):
    """The only thing that makes a child visible to a unit, with its ground and period.

    With an `anledning` it opens that matter alone, and only such a one may be without a child (a meeting, an anonymous
    item); with an `ansaettelse` it opens it to that employment alone, and with
    a `rolle` to those who hold that role in the unit or, where the role reaches down, above it.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    # Typed as never empty: whoever reads it has asked for rows about children (`indskrivninger`, `aabnende`).
    barn: "models.ForeignKey[Barn | None, Barn]" = models.ForeignKey(  # type: ignore[misc]
        Barn, on_delete=models.CASCADE, null=True, blank=True, related_name="tilknytninger"
    )
    enhed = models.ForeignKey(Enhed, on_delete=models.PROTECT, related_name="tilknytninger")
    grundlag = models.CharField("grundlag", max_length=30, choices=Grundlag)
    fra = models.DateTimeField("fra")
    til = models.DateTimeField("til", null=True, blank=True)
    anledning = models.ForeignKey(
        Anledning, on_delete=models.CASCADE, null=True, blank=True, related_name="tilknytninger"
    )
    ansaettelse = models.ForeignKey(Ansaettelse, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    rolle = models.CharField("rolle", max_length=40, choices=Rolle, blank=True, default="", db_default="")
    formaal = models.CharField("formål", max_length=500, blank=True)

    objects = TilknytningQuerySet.as_manager()

    class Meta:
        verbose_name = "tilknytning"
        verbose_name_plural = "tilknytninger"
        constraints = [
            kendt("grundlag", Grundlag),
            kendt("rolle", Rolle, tom=True),
            models.CheckConstraint(condition=Q(til=None) | Q(til__gte=F("fra")), name="opsporing_tilknytning_periode"),
            models.CheckConstraint(
                condition=Q(rolle="") | Q(anledning__isnull=False), name="opsporing_tilknytning_rolle_om_en_sag"
            ),
            models.CheckConstraint(
                condition=Q(barn__isnull=False) | Q(anledning__isnull=False), name="opsporing_tilknytning_om_noget"
            ),
            models.UniqueConstraint(
                fields=["barn", "enhed", "grundlag"],
                condition=Q(til=None, anledning=None, ansaettelse=None),
                name="opsporing_tilknytning_een_aaben",
            ),
            models.CheckConstraint(
                condition=Q(anledning__isnull=False)
                | ~Q(grundlag__in=["arkivindsigt", "sparring", "moede", "spaerring", "underretning"]),
                name="opsporing_tilknytning_afgraenset",
            ),
            models.UniqueConstraint(fields=["id", "kommune"], name="opsporing_tilknytning_id_kommune"),
        ]
        indexes = [
            models.Index(fields=["enhed", "fra", "til"], name="opsporing_tilknytning_enhed"),
            models.Index(fields=["barn", "enhed"], name="opsporing_tilknytning_barn"),
            models.Index(fields=["anledning"], condition=Q(anledning__isnull=False), name="opsporing_tilknytning_anl"),
        ]

    class Personlig:
        direkte = {"barn", "ansaettelse"}
        foelsom = {"grundlag", "anledning", "formaal"}
        almindelig = {"id", "kommune", "enhed", "rolle", "fra", "til"}

    @property
    def barnets_nr(self) -> int:
        """The child's key, of a row that is about a child; raises ValueError for one that opens a matter without."""
        if self.barn_id is None:
            raise ValueError("Tilknytningen er ikke til et barn.")
        return self.barn_id

    def __str__(self) -> str:
        return f"{self.get_grundlag_display()}: {self.barn_id} i {self.enhed_id}"


class Spaerringsgrund(models.TextChoices):
    """Why the parents must not be told."""

    MISTANKE = "mistanke", "mistanke om overgreb"
    TVIVL = "tvivl", "tvivl, om der kan være tale om overgreb"


class SpaerringQuerySet(models.QuerySet["Spaerring"]):
    def staaende(self) -> "SpaerringQuerySet":
        """Not lifted, whether confirmed or not."""
        return self.filter(ophaevet_at=None)

    def for_user(self, user: Any, nu: datetime | None = None) -> "SpaerringQuerySet":
        """Those the user is to decide on. A unit whose matter is blocked sees that on the matter, not through here."""
        return self.filter(aaben_sag(user, nu, "sag"))

    def een_pr_sag(self) -> "SpaerringQuerySet":
        """The first switch of each matter of myndighed's: what stands for the decision in her lists."""
        tidligere = Spaerring.objects.filter(sag=OuterRef("sag"), pk__lt=OuterRef("pk"))
        return self.filter(~Exists(tidligere))


@med_historik
class Spaerring(models.Model):
    """The switch `foraeldre_maa_ikke_orienteres` for a matter, for one custody holder or (person empty) for all.

    While it stands, nothing about the matter reaches any print, letter or notice to those it concerns, and the duties
    to inform rest. Only myndighed confirms or lifts it, with a reason (guidance of Svendborg and Køge).

    `anledning` is what is kept from the parents, and belongs to the unit that wrote it. `sag` is myndighed's own matter
    about the switch, so that what opens one never opens the other. Switches on several matters that are one suspicion
    about one child (an underretning, written and received) share a `sag`: one decision holds for all of them. `sat_by`
    is empty for one that came along from another municipality. `hvorfor` is what the team said it builds on, as it
    stood when the switch was set. `bekraeftet_*` is the latest confirmation; earlier ones are in the row history.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    anledning = models.ForeignKey(Anledning, on_delete=models.CASCADE, related_name="spaerringer")
    sag = models.ForeignKey(Anledning, on_delete=models.CASCADE, related_name="sagens_spaerringer")
    person = models.ForeignKey("opsporing.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    grund = models.CharField("grund", max_length=20, choices=Spaerringsgrund)
    hvorfor = models.TextField("hvad der lægges vægt på", blank=True, default="", db_default="")
    sat_at = models.DateTimeField("sat")
    sat_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    gennemses_den = models.DateField("gennemses senest")
    bekraeftet_at = models.DateTimeField("bekræftet", null=True, blank=True)
    bekraeftet_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    bekraeftet_grund = models.TextField("hvorfor bekræftet", blank=True, default="", db_default="")
    ophaevet_at = models.DateTimeField("ophævet", null=True, blank=True)
    ophaevet_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ophaevet_grund = models.TextField("hvorfor ophævet", blank=True)

    objects = SpaerringQuerySet.as_manager()

    class Meta:
        verbose_name = "spærring"
        verbose_name_plural = "spærringer"
        constraints = [
            kendt("grund", Spaerringsgrund),
            begge_eller_ingen("ophaevet_at", "ophaevet_by", navn="ophaevet"),
            begge_eller_ingen("bekraeftet_at", "bekraeftet_by", navn="bekraeftet"),
            models.CheckConstraint(
                condition=Q(bekraeftet_at=None) | ~Q(bekraeftet_grund=""), name="opsporing_spaerring_bekraeftet_grund"
            ),
            models.CheckConstraint(condition=~Q(sag=F("anledning")), name="opsporing_spaerring_egen_sag"),
            models.UniqueConstraint(
                fields=["anledning", "person"],
                condition=Q(ophaevet_at=None),
                nulls_distinct=False,
                name="opsporing_spaerring_een_aaben",
            ),
        ]

    class Personlig:
        direkte = {"person", "sat_by", "bekraeftet_by", "ophaevet_by"}
        foelsom = {"anledning", "sag", "grund", "hvorfor", "bekraeftet_grund", "ophaevet_grund"}
        almindelig = {"id", "kommune", "sat_at", "gennemses_den", "bekraeftet_at", "ophaevet_at"}

    def __str__(self) -> str:
        return f"Spærring {self.pk}"

    @property
    def stand(self) -> str:
        """What a form about it builds on; another text as soon as somebody has decided something."""
        sidst = self.ophaevet_at or self.bekraeftet_at
        return sidst.isoformat() if sidst else ""
