"""One child's change of place, at the place it leaves: its state, its day and the form that is filled in."""

from django.db import models
from django.db.models import Q

from opsporing.models import Anledning, Barn, Besvarelse, Enhed, Kommune, User
from opsporing.models.grundlag import begge_eller_ingen, kendt, med_historik
from opsporing.models.tilknytning import OmEnSagQuerySet
from overgange.rules.tilstande import Tilstand


class Art(models.TextChoices):
    """Which change it is. Each has its own form and its own visit (Hedensted, Socialstyrelsen 2022)."""

    HJEM_DAGTILBUD = "hjem_dagtilbud", "fra hjem til dagpleje eller vuggestue"
    DAGTILBUD_BOERNEHAVE = "dagtilbud_boernehave", "fra dagpleje eller vuggestue til børnehave"
    BOERNEHAVE_SKOLE = "boernehave_skole", "fra børnehave til skole"
    FLYTNING = "flytning", "til et andet sted af samme slags"


class Status(models.TextChoices):
    """Where it is (`Tilstand`)."""

    PLANLAGT = Tilstand.PLANLAGT.value, "ikke begyndt"
    UDFYLDES = Tilstand.UDFYLDES.value, "udfyldes med forældrene"
    OVERLEVERET = Tilstand.OVERLEVERET.value, "overleveret"
    KVITTERET = Tilstand.KVITTERET.value, "læst af modtageren"
    AFSLUTTET = Tilstand.AFSLUTTET.value, "afsluttet"
    AFLYST = Tilstand.AFLYST.value, "aflyst"


class OvergangQuerySet(OmEnSagQuerySet["Overgang"]):
    def aabne(self) -> "OvergangQuerySet":
        """Neither ended nor cancelled."""
        return self.exclude(status__in=[Status.AFSLUTTET, Status.AFLYST])


@med_historik
class Overgang(models.Model):
    """One change of place. The matter belongs to the journal unit the child leaves, or to sundhedsplejen from home.

    `start_den` follows the planned enrolment at `til_enhed`: when that moves or goes, so does this. A school, and a
    place in another municipality, is `til_navn` without a unit. `udeladt_grund` is why it ended without a hand-over.
    `vurderinger` are the keys (`opsporing.bilag`) of the earlier ones that were chosen to follow; null until then.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    anledning = models.OneToOneField(Anledning, on_delete=models.PROTECT, related_name="overgang")
    barn = models.ForeignKey(Barn, on_delete=models.PROTECT, related_name="overgange")
    art = models.CharField("art", max_length=30, choices=Art)
    fra_enhed = models.ForeignKey(Enhed, on_delete=models.PROTECT, related_name="overgange_herfra")
    til_enhed = models.ForeignKey(
        Enhed, on_delete=models.PROTECT, null=True, blank=True, related_name="overgange_hertil"
    )
    til_navn = models.CharField("nyt sted uden for systemet", max_length=150, blank=True)
    start_den = models.DateField("begynder")
    status = models.CharField("status", max_length=20, choices=Status, default=Status.PLANLAGT)
    oprettet_at = models.DateTimeField("oprettet")
    oprettet_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    overleveret_at = models.DateTimeField("overleveret", null=True, blank=True)
    afsluttet_at = models.DateTimeField("afsluttet", null=True, blank=True)
    udeladt_grund = models.CharField("hvorfor ikke overleveret", max_length=500, blank=True)
    aflyst_at = models.DateTimeField("aflyst", null=True, blank=True)
    vurderinger = models.JSONField("valgte vurderinger", null=True, blank=True)

    objects = OvergangQuerySet.as_manager()

    class Meta:
        verbose_name = "overgang"
        verbose_name_plural = "overgange"
        constraints = [
            kendt("art", Art),
            kendt("status", Status),
            models.CheckConstraint(
                condition=Q(til_enhed__isnull=False, til_navn="") | (Q(til_enhed=None) & ~Q(til_navn="")),
                name="overgange_overgang_eet_sted",
            ),
            models.CheckConstraint(
                condition=(Q(status=Status.AFLYST) & Q(aflyst_at__isnull=False))
                | (~Q(status=Status.AFLYST) & Q(aflyst_at=None)),
                name="overgange_overgang_aflyst",
            ),
            models.CheckConstraint(
                condition=(Q(status=Status.AFSLUTTET) & Q(afsluttet_at__isnull=False))
                | (~Q(status=Status.AFSLUTTET) & Q(afsluttet_at=None)),
                name="overgange_overgang_afsluttet",
            ),
            models.UniqueConstraint(
                fields=["barn", "fra_enhed", "til_enhed", "til_navn"],
                condition=~Q(status__in=[Status.AFSLUTTET, Status.AFLYST]),
                nulls_distinct=False,
                name="overgange_overgang_een_aaben",
            ),
            models.UniqueConstraint(fields=["id", "kommune"], name="overgange_overgang_id_kommune"),
        ]
        indexes = [
            models.Index(fields=["fra_enhed", "start_den"], name="overgange_overgang_fra"),
            models.Index(fields=["til_enhed", "start_den"], name="overgange_overgang_til"),
        ]

    class Personlig:
        direkte = {"barn", "oprettet_by"}
        foelsom = {"anledning", "udeladt_grund", "vurderinger"}
        almindelig = {
            "id",
            "kommune",
            "art",
            "fra_enhed",
            "til_enhed",
            "til_navn",
            "start_den",
            "status",
            "oprettet_at",
            "overleveret_at",
            "afsluttet_at",
            "aflyst_at",
        }

    def __str__(self) -> str:
        return f"Overgang {self.pk}"

    @property
    def modtager(self) -> str:
        """The next place by name."""
        return self.til_enhed.navn if self.til_enhed else self.til_navn


@med_historik
class Overgangsskema(Besvarelse):
    """The form, filled in with the parents. Its sections say which part of the consent they belong to."""

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    overgang = models.OneToOneField(Overgang, on_delete=models.CASCADE, related_name="skema")
    begyndt_at = models.DateTimeField("begyndt")
    begyndt_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    faerdig_at = models.DateTimeField("færdig", null=True, blank=True)
    faerdig_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "overgangsskema"
        verbose_name_plural = "overgangsskemaer"
        constraints = [begge_eller_ingen("faerdig_at", "faerdig_by", navn="faerdig")]

    class Personlig:
        direkte = {"begyndt_by", "faerdig_by"} | Besvarelse.Personlig.direkte
        foelsom = Besvarelse.Personlig.foelsom
        almindelig = {"id", "kommune", "overgang", "begyndt_at", "faerdig_at"} | Besvarelse.Personlig.almindelig

    def __str__(self) -> str:
        return f"Overgangsskema {self.pk}"
