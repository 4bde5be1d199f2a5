"""What was handed over, at the place the child comes to: frozen parts, the receipt, the first follow-up, questions."""

from django.db import models
from django.db.models import Q

from opsporing.models import Anledning, Enhed, Kommune, User
from opsporing.models.grundlag import begge_eller_ingen, kendt, med_historik
from opsporing.models.tilknytning import OmEnSagQuerySet
from overgange.models.overgang import Overgang


class OverleveringQuerySet(OmEnSagQuerySet["Overlevering"]):
    def gaeldende(self) -> "OverleveringQuerySet":
        """Not replaced by a newer hand-over of the same overgang."""
        return self.filter(erstattet_at=None)


@med_historik
class Overlevering(models.Model):
    """One hand-over: what the next place may read, and nothing else of the former unit's records.

    The matter belongs to the receiver's journal unit; a hand-over to a school, or to another municipality outside, has
    none and is a print. `laeses_fra` is the first day the receiver may read it. A new hand-over replaces the former.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    overgang = models.ForeignKey(Overgang, on_delete=models.CASCADE, related_name="overleveringer")
    anledning = models.OneToOneField(
        Anledning, on_delete=models.PROTECT, null=True, blank=True, related_name="overlevering"
    )
    modtager = models.ForeignKey(Enhed, on_delete=models.PROTECT, null=True, blank=True, related_name="overleveringer")
    laeses_fra = models.DateField("kan læses fra")
    overleveret_at = models.DateTimeField("overleveret")
    overleveret_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kvitteret_at = models.DateTimeField("læst", null=True, blank=True)
    kvitteret_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    opfoelgning = models.TextField("hvordan starten gik", blank=True)
    opfulgt_at = models.DateTimeField("fulgt op", null=True, blank=True)
    opfulgt_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    erstattet_at = models.DateTimeField("erstattet", null=True, blank=True)

    objects = OverleveringQuerySet.as_manager()

    class Meta:
        verbose_name = "overlevering"
        verbose_name_plural = "overleveringer"
        constraints = [
            begge_eller_ingen("kvitteret_at", "kvitteret_by", navn="kvitteret"),
            begge_eller_ingen("opfulgt_at", "opfulgt_by", navn="opfulgt"),
            models.CheckConstraint(
                condition=Q(opfulgt_at=None) | ~Q(opfoelgning=""), name="overgange_overlevering_fulgt"
            ),
            models.UniqueConstraint(
                fields=["overgang"], condition=Q(erstattet_at=None), name="overgange_overlevering_een_gaeldende"
            ),
            models.UniqueConstraint(fields=["id", "kommune"], name="overgange_overlevering_id_kommune"),
        ]

    class Personlig:
        direkte = {"overleveret_by", "kvitteret_by", "opfulgt_by"}
        foelsom = {"anledning", "opfoelgning"}
        almindelig = {
            "id",
            "kommune",
            "overgang",
            "modtager",
            "laeses_fra",
            "overleveret_at",
            "kvitteret_at",
            "opfulgt_at",
            "erstattet_at",
        }

    def __str__(self) -> str:
        return f"Overlevering {self.pk}"


class SagtMaade(models.TextChoices):
    """How a place outside was told that it must use something no more."""

    TELEFON = "telefon", "på telefonen"
    MOEDE = "moede", "ved et møde"
    SIKKER_POST = "sikker_post", "med sikker post"
    IKKE_AFLEVERET = "ikke_afleveret", "det var ikke afleveret endnu"


@med_historik
class Overleveretdel(models.Model):
    """One part that was handed over, frozen (`opsporing.frosset`), with its fingerprint.

    `del_kode` is the part of the consent it rests on. When a consent is withdrawn it is stopped: it is read no more,
    and what law does not require to be kept of it is emptied. A place outside has it on paper and is told by us:
    `sagt_den` is the day that was done, `sagt_maade` how, and `sagt_by` who noted it.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    overlevering = models.ForeignKey(Overlevering, on_delete=models.CASCADE, related_name="dele")
    nr = models.PositiveSmallIntegerField("nummer")
    del_kode = models.CharField("del", max_length=60)
    titel = models.CharField("titel", max_length=200)
    indhold = models.JSONField("kopi", null=True, blank=True)
    fingeraftryk = models.CharField("fingeraftryk", max_length=64)
    stoppet_at = models.DateTimeField("stoppet", null=True, blank=True)
    sagt_den = models.DateField("sagt til modtageren", null=True, blank=True)
    sagt_maade = models.CharField("hvordan det er sagt", max_length=20, choices=SagtMaade, blank=True)
    sagt_at = models.DateTimeField("noteret, at det er sagt", null=True, blank=True)
    sagt_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "overleveret del"
        verbose_name_plural = "overleverede dele"
        constraints = [
            models.UniqueConstraint(fields=["overlevering", "nr"], name="overgange_overleveretdel_nr"),
            models.CheckConstraint(
                condition=Q(indhold__isnull=False) | Q(stoppet_at__isnull=False),
                name="overgange_overleveretdel_indhold",
            ),
            kendt("sagt_maade", SagtMaade, tom=True),
            begge_eller_ingen("sagt_den", "sagt_at", "sagt_by", navn="sagt"),
            models.CheckConstraint(
                condition=(Q(sagt_at=None) & Q(sagt_maade="")) | (Q(sagt_at__isnull=False) & ~Q(sagt_maade="")),
                name="overgange_overleveretdel_sagt_hvordan",
            ),
        ]

    class Personlig:
        direkte = {"sagt_by"}
        foelsom = {"titel", "indhold"}
        almindelig = {
            "id",
            "kommune",
            "overlevering",
            "nr",
            "del_kode",
            "fingeraftryk",
            "stoppet_at",
            "sagt_den",
            "sagt_maade",
            "sagt_at",
        }

    def __str__(self) -> str:
        return f"Del {self.nr}"


@med_historik
class Spoergsmaal(models.Model):
    """A question the receiver asks back, and the answer; both sides see it, and nothing else of each other."""

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    overlevering = models.ForeignKey(Overlevering, on_delete=models.CASCADE, related_name="spoergsmaal")
    tekst = models.TextField("spørgsmål")
    stillet_at = models.DateTimeField("stillet")
    stillet_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    svar = models.TextField("svar", blank=True)
    svaret_at = models.DateTimeField("besvaret", null=True, blank=True)
    svaret_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "spørgsmål"
        verbose_name_plural = "spørgsmål"
        constraints = [
            begge_eller_ingen("svaret_at", "svaret_by", navn="svaret"),
            models.CheckConstraint(condition=Q(svaret_at=None) | ~Q(svar=""), name="overgange_spoergsmaal_svar"),
        ]

    class Personlig:
        direkte = {"stillet_by", "svaret_by"}
        foelsom = {"tekst", "svar"}
        almindelig = {"id", "kommune", "overlevering", "stillet_at", "svaret_at"}

    def __str__(self) -> str:
        return f"Spørgsmål {self.pk}"
