"""The writer's side: an underretning from the first word until it is sent."""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from opsporing.models import Anledning, Ansaettelse, Barn, Besvarelse, Enhed, Kommune, User
from opsporing.models.grundlag import begge_eller_ingen, kendt, med_historik
from underretning.rules.tilstande import Skrivetilstand


class Status(models.TextChoices):
    """Where it is (`Skrivetilstand`)."""

    KLADDE = Skrivetilstand.KLADDE.value, "kladde"
    SENDT = Skrivetilstand.SENDT.value, "sendt"
    KASSERET = Skrivetilstand.KASSERET.value, "kasseret"


class Overgreb(models.TextChoices):
    """Whether there is a suspicion of abuse, and against whom. Doubt counts as suspicion (Svendborg, Køge, Vejle)."""

    NEJ = "nej", "Nej, ikke ud fra det, jeg ved"
    TVIVL = "tvivl", "Jeg er i tvivl"
    HJEMMET = "hjemmet", "Ja, mod en forælder eller en anden i hjemmet"
    MEDARBEJDER = "medarbejder", "Ja, mod en medarbejder"
    LEDER = "leder", "Ja, mod en leder"
    ANDEN_VOKSEN = "anden_voksen", "Ja, mod en anden voksen"
    MELLEM_BOERN = "mellem_boern", "Ja, mellem børn"


#: Answers that keep the matter from the parents until myndighed says otherwise (design 3.5).
SPAERRER = frozenset({Overgreb.TVIVL, Overgreb.HJEMMET})
#: Answers that name somebody employed here, who then loses sight of the matter.
ANSATTE = frozenset({Overgreb.MEDARBEJDER, Overgreb.LEDER})


class Pligt(models.TextChoices):
    """The duty it is written under: barnets lov §§ 133, 135 and 132 (the paragraphs are in `opsporing.lov`)."""

    FAGPERSON = "fagperson", "Som fagperson"
    ALLE = "alle", "Som borger"
    FLYTNING = "flytning", "Familien flytter til en anden kommune"


class UnderretningQuerySet(models.QuerySet["Underretning"]):
    def for_user(self, user: Any, nu: datetime | None = None) -> "UnderretningQuerySet":
        """Those about at least one child in a matter open to the user: her own, and what was shared with her."""
        aabne = Anledning.objects.for_user(user, nu).filter(underretningsbarn__underretning=OuterRef("pk"))
        return self.filter(Exists(aabne))


@med_historik
class Underretning(Besvarelse):
    """What one person writes to myndighed about one child, several siblings or a child that is expected.

    Nobody else sees it: each child is a closed matter (`Underretningsbarn.anledning`) that is open to `ansaettelse`
    alone. `deles_med_leder` or `i_enhedens_navn` opens it to the unit's leader too. `mistaenkt` is the employee it is
    about, who is shut out.

    It goes to `modtager_kommune`, or, where that is empty, to `modtager_navn` outside the installation: then it is sent
    as a PDF, and `afleveret_at` is when that was done. `indhold` is what was sent, frozen (`opsporing.frosset`), with
    its fingerprint. `underskrift` is the name and role it was signed with.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    enhed = models.ForeignKey(Enhed, on_delete=models.PROTECT, related_name="underretninger")
    ansaettelse = models.ForeignKey(Ansaettelse, on_delete=models.PROTECT, related_name="+")
    skrevet_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="underretninger")
    status = models.CharField("status", max_length=20, choices=Status, default=Status.KLADDE)
    oprettet_at = models.DateTimeField("begyndt")
    pligt = models.CharField("pligt", max_length=20, choices=Pligt, default=Pligt.FAGPERSON)
    akut = models.BooleanField("haster", default=False)
    overgreb = models.CharField("mistanke om overgreb", max_length=20, choices=Overgreb, default=Overgreb.NEJ)
    overgreb_hvem = models.CharField("hvem mistanken retter sig mod", max_length=300, blank=True)
    mistaenkt = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    deles_med_leder = models.BooleanField("lederen må læse med", default=False)
    i_enhedens_navn = models.BooleanField("sendes i enhedens navn", default=False)
    modtager_kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    modtager_navn = models.CharField("modtager uden for systemet", max_length=150, blank=True)
    kvitteringsnummer = models.CharField("kvitteringsnummer", max_length=20, null=True, blank=True, unique=True)
    underskrift = models.CharField("underskrevet af", max_length=300, blank=True)
    indhold = models.JSONField("det, der blev sendt", null=True, blank=True)
    fingeraftryk = models.CharField("fingeraftryk", max_length=64, blank=True)
    sendt_at = models.DateTimeField("sendt", null=True, blank=True)
    afleveret_at = models.DateTimeField("afleveret", null=True, blank=True)
    afleveret_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kasseret_at = models.DateTimeField("kasseret", null=True, blank=True)
    kasseret_grund = models.CharField("hvorfor kasseret", max_length=500, blank=True)

    objects = UnderretningQuerySet.as_manager()

    class Meta:
        verbose_name = "underretning"
        verbose_name_plural = "underretninger"
        constraints = [
            kendt("status", Status),
            kendt("overgreb", Overgreb),
            kendt("pligt", Pligt),
            begge_eller_ingen("afleveret_at", "afleveret_by", navn="afleveret"),
            models.CheckConstraint(
                condition=~Q(status=Status.SENDT)
                | (
                    Q(sendt_at__isnull=False, kvitteringsnummer__isnull=False, indhold__isnull=False)
                    & ~Q(underskrift="")
                    & ~Q(fingeraftryk="")
                ),
                name="underretning_underretning_sendt_er_hel",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.SENDT) | Q(sendt_at=None, kvitteringsnummer=None, indhold=None),
                name="underretning_underretning_ikke_sendt",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.KASSERET) | Q(kasseret_at__isnull=False),
                name="underretning_underretning_kasseret",
            ),
            models.CheckConstraint(
                condition=Q(mistaenkt=None) | ~Q(mistaenkt=F("skrevet_by")),
                name="underretning_underretning_ikke_mod_sig_selv",
            ),
            models.UniqueConstraint(fields=["id", "kommune"], name="underretning_underretning_id_kommune"),
        ]

    class Personlig:
        direkte = {
            "ansaettelse",
            "skrevet_by",
            "mistaenkt",
            "underskrift",
            "afleveret_by",
        } | Besvarelse.Personlig.direkte
        foelsom = {
            "akut",
            "overgreb",
            "overgreb_hvem",
            "indhold",
            "kasseret_grund",
            "pligt",
        } | Besvarelse.Personlig.foelsom
        almindelig = {
            "id",
            "kommune",
            "enhed",
            "status",
            "oprettet_at",
            "deles_med_leder",
            "i_enhedens_navn",
            "modtager_kommune",
            "modtager_navn",
            "kvitteringsnummer",
            "fingeraftryk",
            "sendt_at",
            "afleveret_at",
            "kasseret_at",
        } | Besvarelse.Personlig.almindelig

    def __str__(self) -> str:
        return f"Underretning {self.kvitteringsnummer or self.pk}"

    @property
    def stand(self) -> str:
        """What a form about it builds on; another text as soon as its frame has been changed or it is sent."""
        return f"{self.status}|{self.akut}|{self.overgreb}|{self.mistaenkt_id}|{self.modtager_kommune_id}"


@med_historik
class Underretningsbarn(models.Model):
    """One child that an underretning is about, with the closed matter it is for the writer.

    `oplyst_*` is what the writer told of a child that is not in her lists. The pages show her that and nothing else, so
    that writing about somebody never tells whether, or by what name, the municipality knows the child.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    underretning = models.ForeignKey(Underretning, on_delete=models.CASCADE, related_name="boern")
    barn = models.ForeignKey(Barn, on_delete=models.PROTECT, related_name="+")
    anledning = models.OneToOneField(Anledning, on_delete=models.PROTECT, related_name="underretningsbarn")
    oplyst_navn = models.CharField("navn, som det er oplyst", max_length=250, blank=True, default="", db_default="")
    oplyst_efternavn = models.CharField(
        "efternavn, som det er oplyst", max_length=100, blank=True, default="", db_default=""
    )
    oplyst_foedt_den = models.DateField("født, som det er oplyst", null=True, blank=True)
    oplyst_termin = models.DateField("termin, som den er oplyst", null=True, blank=True)

    class Meta:
        verbose_name = "barn i en underretning"
        verbose_name_plural = "børn i en underretning"
        constraints = [
            models.UniqueConstraint(fields=["underretning", "barn"], name="underretning_barn_een_gang"),
        ]

    class Personlig:
        direkte = {"barn", "oplyst_navn", "oplyst_efternavn"}
        foelsom = {"anledning", "oplyst_foedt_den", "oplyst_termin"}
        almindelig = {"id", "kommune", "underretning"}

    def __str__(self) -> str:
        return f"Barn i underretning {self.underretning_id}"

    @property
    def er_oplyst(self) -> bool:
        """Whether the child is one she told of, and not one in her lists."""
        return bool(self.oplyst_navn)

    @property
    def navn(self) -> str:
        return self.oplyst_navn or self.barn.navn

    @property
    def foedt_den(self) -> date | None:
        return self.oplyst_foedt_den if self.er_oplyst else self.barn.foedt_den

    @property
    def termin(self) -> date | None:
        return self.oplyst_termin if self.er_oplyst else self.barn.termin


@med_historik
class Bilag(models.Model):
    """An enclosure the writer chose: `noegle` names it among the sources (`opsporing.bilag`).

    `indhold` is the frozen copy and comes when the underretning is sent, exactly as it stood then.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    underretning = models.ForeignKey(Underretning, on_delete=models.CASCADE, related_name="bilag")
    barn = models.ForeignKey(Barn, on_delete=models.PROTECT, related_name="+")
    noegle = models.CharField("nøgle", max_length=100)
    titel = models.CharField("titel", max_length=200)
    valgt_at = models.DateTimeField("valgt")
    indhold = models.JSONField("kopi", null=True, blank=True)
    fingeraftryk = models.CharField("fingeraftryk", max_length=64, blank=True)

    class Meta:
        verbose_name = "bilag"
        verbose_name_plural = "bilag"
        constraints = [
            models.UniqueConstraint(fields=["underretning", "noegle"], name="underretning_bilag_een_gang"),
            models.CheckConstraint(
                condition=Q(indhold=None, fingeraftryk="") | (Q(indhold__isnull=False) & ~Q(fingeraftryk="")),
                name="underretning_bilag_frosset",
            ),
        ]

    class Personlig:
        direkte = {"barn"}
        foelsom = {"noegle", "titel", "indhold"}
        almindelig = {"id", "kommune", "underretning", "valgt_at", "fingeraftryk"}

    def __str__(self) -> str:
        return f"Bilag {self.pk}"
