"""The municipality, its tree of units and its practice profile."""

from django.db import models

from opsporing.models.grundlag import kendt, med_historik


@med_historik
class Kommune(models.Model):
    """A municipality: its own data controller, sharing nothing with the others in the installation."""

    navn = models.CharField("navn", max_length=100)
    kode = models.CharField("kommunekode", max_length=4, unique=True)
    profil = models.ForeignKey(
        "opsporing.Profilversion", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    kontakt = models.TextField("hvem borgere kan spørge", blank=True)
    dpo = models.TextField("databeskyttelsesrådgiver", blank=True)
    modtagelse_telefon = models.CharField("modtagelsens telefon", max_length=50, blank=True, default="", db_default="")
    modtagelse_aabningstid = models.CharField(
        "modtagelsens åbningstid", max_length=200, blank=True, default="", db_default=""
    )
    vagttelefon = models.CharField("social vagt uden for åbningstid", max_length=50, blank=True)
    vagtnavn = models.CharField("den sociale vagts navn", max_length=100, blank=True, default="", db_default="")

    class Meta:
        verbose_name = "kommune"
        verbose_name_plural = "kommuner"

    class Personlig:
        direkte: set[str] = set()
        foelsom: set[str] = set()
        almindelig = {
            "id",
            "navn",
            "kode",
            "profil",
            "kontakt",
            "dpo",
            "modtagelse_telefon",
            "modtagelse_aabningstid",
            "vagttelefon",
            "vagtnavn",
        }

    def __str__(self) -> str:
        return self.navn


@med_historik
class Profilversion(models.Model):
    """One version of a municipality's practice: labels, raters, rounds and deadlines (see `opsporing.profil`).

    Versions are never changed, so that a round can say which practice it was made under.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="profilversioner")
    nr = models.PositiveIntegerField("nummer")
    data = models.JSONField("indhold")
    grund = models.CharField("hvorfor ændret", max_length=500, blank=True)
    oprettet_at = models.DateTimeField("oprettet")
    oprettet_by = models.ForeignKey("opsporing.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "praksisprofil"
        verbose_name_plural = "praksisprofiler"
        constraints = [
            models.UniqueConstraint(fields=["kommune", "nr"], name="opsporing_profilversion_nr"),
            models.UniqueConstraint(fields=["id", "kommune"], name="opsporing_profilversion_id_kommune"),
        ]

    class Personlig:
        direkte = {"oprettet_by"}
        foelsom: set[str] = set()
        almindelig = {"id", "kommune", "nr", "data", "grund", "oprettet_at"}

    def __str__(self) -> str:
        return f"{self.kommune} nr. {self.nr}"


class Enhedstype(models.TextChoices):
    """What a unit is; the journal-keeping ones are listed in `JOURNALTYPER`."""

    KOMMUNE = "kommune", "kommune"
    OMRAADE = "omraade", "område"
    INSTITUTION = "institution", "daginstitution"
    STUE = "stue", "stue"
    DAGPLEJE = "dagpleje", "dagpleje"
    DAGPLEJER = "dagplejer", "dagplejer"
    SUNDHEDSPLEJE = "sundhedspleje", "sundhedspleje"
    DISTRIKT = "distrikt", "distrikt"
    TEAM = "team", "team"
    MYNDIGHED = "myndighed", "myndighed"


JOURNALTYPER = frozenset(
    {
        Enhedstype.INSTITUTION,
        Enhedstype.DAGPLEJE,
        Enhedstype.SUNDHEDSPLEJE,
        Enhedstype.TEAM,
        Enhedstype.MYNDIGHED,
    }
)


class Arena(models.TextChoices):
    """Where a child is seen, which decides the form of the trivselsvurdering."""

    SUNDHEDSPLEJE = "sundhedspleje", "sundhedspleje"
    DAGPLEJE = "dagpleje", "dagpleje"
    VUGGESTUE = "vuggestue", "vuggestue"
    BOERNEHAVE = "boernehave", "børnehave"


class EnhedQuerySet(models.QuerySet["Enhed"]):
    def undertrae(self, enhed: "Enhed") -> "EnhedQuerySet":
        """The unit itself and all below it."""
        return self.filter(kommune_id=enhed.kommune_id, sti__startswith=enhed.sti)

    def daglige(self) -> "EnhedQuerySet":
        """Units in which children are seen day by day: the ones with an arena."""
        return self.exclude(arena="").filter(nedlagt_at=None)


@med_historik
class Enhed(models.Model):
    """A unit in the municipality's tree.

    `sti` holds the ids from the root, each followed by a dot ("1.4.9."), so that a subtree is a prefix.
    `journalenhed` is the unit that owns the records written here: the nearest institution, dagpleje, sundhedspleje,
    team or myndighed upwards, the unit itself included. `modtager_underretninger` marks the part of myndighed that
    underretninger go to.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="enheder")
    foraelder = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="boernene")
    type = models.CharField("type", max_length=20, choices=Enhedstype)
    arena = models.CharField("arena", max_length=20, choices=Arena, blank=True)
    navn = models.CharField("navn", max_length=150)
    kode = models.CharField("kode i andre systemer", max_length=50, blank=True)
    sti = models.CharField(max_length=200, editable=False, blank=True)
    journalenhed = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    modtager_underretninger = models.BooleanField("modtager underretninger", default=False, db_default=False)
    nedlagt_at = models.DateTimeField("nedlagt", null=True, blank=True)

    objects = EnhedQuerySet.as_manager()

    class Meta:
        verbose_name = "enhed"
        verbose_name_plural = "enheder"
        constraints = [
            kendt("type", Enhedstype),
            kendt("arena", Arena, tom=True),
            models.CheckConstraint(
                condition=models.Q(modtager_underretninger=False) | models.Q(type=Enhedstype.MYNDIGHED),
                name="opsporing_enhed_modtagelse_er_myndighed",
            ),
            models.UniqueConstraint(
                fields=["kommune", "kode"], condition=~models.Q(kode=""), name="opsporing_enhed_kode_unik"
            ),
            models.UniqueConstraint(fields=["id", "kommune"], name="opsporing_enhed_id_kommune"),
        ]
        indexes = [models.Index(fields=["sti"], opclasses=["varchar_pattern_ops"], name="opsporing_enhed_sti")]

    class Personlig:
        direkte: set[str] = set()
        foelsom: set[str] = set()
        almindelig = {
            "id",
            "kommune",
            "foraelder",
            "type",
            "arena",
            "navn",
            "kode",
            "sti",
            "journalenhed",
            "modtager_underretninger",
            "nedlagt_at",
        }

    def __str__(self) -> str:
        return self.navn
