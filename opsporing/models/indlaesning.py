"""One file of children or staff on its way into the municipality."""

from typing import Any

from django.db import models
from django.db.models import Q

from opsporing.models.bruger import User
from opsporing.models.grundlag import kendt
from opsporing.models.kommune import Kommune


class Indlaesningsart(models.TextChoices):
    """What the file holds."""

    BOERN = "boern", "børn og forældremyndighed"
    MEDARBEJDERE = "medarbejdere", "medarbejdere"


class Indlaesningsstatus(models.TextChoices):
    """How far a file has come. See `opsporing.indlaesning.actions.OVERGANGE` for the ways between."""

    LAESER = "laeser", "bliver prøvet"
    FEJLET = "fejlet", "har fejl"
    VENTER_PAA_SVAR = "venter_paa_svar", "venter på svar"
    PROVET = "provet", "klar til at gennemføre"
    UDFOERES = "udfoeres", "bliver gennemført"
    UDFOERT = "udfoert", "gennemført"
    KASSERET = "kasseret", "kasseret"


class IndlaesningQuerySet(models.QuerySet["Indlaesning"]):
    def for_user(self, user: Any) -> "IndlaesningQuerySet":
        """Files of the municipality the user administers; nobody else sees any."""
        from opsporing.adgang.permissions import Permission, har

        if not har(user, Permission.INDLAES):
            return self.none()
        return self.filter(kommune_id=user.ansaettelse.kommune_id)

    def venter_paa_maskinen(self) -> "IndlaesningQuerySet":
        """Files a worker should take up, the oldest first."""
        return self.filter(status__in=[Indlaesningsstatus.LAESER, Indlaesningsstatus.UDFOERES]).order_by("id")

    def uden_indhold(self) -> "IndlaesningQuerySet":
        """Without the columns that can be many megabytes."""
        return self.defer("indhold", "resultat")


class Indlaesning(models.Model):
    """A file that was handed in, what trying it showed, and what became of it.

    `indhold` is the file itself and `resultat` what it would do, line by line: personal data about everybody in it.
    Both are kept only until the file is carried out or discarded; `sammendrag` (numbers) stays. There is no row
    history, which would keep the file after that; the log tells who did what.

    `svar` answers the questions about near matches, by line. `aftryk` is the fingerprint of the plan that was shown:
    only that plan is carried out.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="indlaesninger")
    art = models.CharField("indhold", max_length=20, choices=Indlaesningsart)
    filnavn = models.CharField("fil", max_length=200)
    stoerrelse = models.PositiveIntegerField("størrelse i byte", default=0)
    indhold = models.BinaryField("filens indhold", null=True)
    fuld_liste = models.BooleanField("filen er hele listen", default=False)
    ophoer_den = models.DateField("sidste dag for dem, der mangler", null=True, blank=True)
    nul_foran = models.BooleanField("sæt nullet på igen", default=False)
    status = models.CharField("status", max_length=20, choices=Indlaesningsstatus, default=Indlaesningsstatus.LAESER)
    skridt = models.CharField("hvad der sker nu", max_length=40, blank=True)
    naaet = models.PositiveIntegerField("linjer nået", default=0)
    i_alt = models.PositiveIntegerField("linjer i alt", default=0)
    fejl = models.CharField("hvorfor filen ikke kan bruges", max_length=500, blank=True)
    sammendrag = models.JSONField("antal", default=dict, blank=True)
    resultat = models.JSONField("hvad filen ville gøre", null=True, blank=True)
    svar = models.JSONField("svar på spørgsmål", default=dict, blank=True)
    aftryk = models.CharField(max_length=64, blank=True)
    aendret = models.BooleanField("planen blev en anden", default=False)
    oprettet_at = models.DateTimeField("lagt ind")
    oprettet_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    udfoert_at = models.DateTimeField("gennemført", null=True, blank=True)
    udfoert_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kasseret_at = models.DateTimeField("kasseret", null=True, blank=True)

    objects = IndlaesningQuerySet.as_manager()

    class Meta:
        verbose_name = "indlæsning"
        verbose_name_plural = "indlæsninger"
        constraints = [
            kendt("art", Indlaesningsart),
            kendt("status", Indlaesningsstatus),
            models.CheckConstraint(
                condition=~Q(status__in=["udfoert", "kasseret"]) | Q(indhold=None, resultat=None, svar={}),
                name="opsporing_indlaesning_filen_slettes",
            ),
            models.CheckConstraint(
                condition=Q(fuld_liste=False) | Q(ophoer_den__isnull=False), name="opsporing_indlaesning_ophoer"
            ),
        ]
        indexes = [
            models.Index(fields=["kommune", "oprettet_at"], name="opsporing_indlaesning_liste"),
            models.Index(
                fields=["id"], condition=Q(status__in=["laeser", "udfoeres"]), name="opsporing_indlaesning_venter"
            ),
        ]

    class Personlig:
        direkte = {"indhold", "resultat", "svar", "oprettet_by", "udfoert_by"}
        foelsom = {"filnavn"}
        almindelig = {
            "id",
            "kommune",
            "art",
            "stoerrelse",
            "fuld_liste",
            "ophoer_den",
            "nul_foran",
            "status",
            "skridt",
            "naaet",
            "i_alt",
            "fejl",
            "sammendrag",
            "aftryk",
            "aendret",
            "oprettet_at",
            "udfoert_at",
            "kasseret_at",
        }

    def __str__(self) -> str:
        return f"{self.get_art_display()} {self.oprettet_at:%Y-%m-%d}"

    @property
    def arbejder(self) -> bool:
        """Whether the machine is at it now or will be in a moment."""
        return self.status in {Indlaesningsstatus.LAESER, Indlaesningsstatus.UDFOERES}

    @property
    def er_afsluttet(self) -> bool:
        return self.status in {Indlaesningsstatus.UDFOERT, Indlaesningsstatus.KASSERET}
