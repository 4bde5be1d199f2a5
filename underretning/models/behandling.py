"""What the receiver does: reassessment, talks with the child, hand-overs, letters and agreed steps."""

from django.db import models
from django.db.models import Q

from opsporing.models import Kommune, User
from opsporing.models.grundlag import begge_eller_ingen, kendt, med_historik
from underretning.models.modtaget import Modtaget


@med_historik
class Genvurdering(models.Model):
    """The case looked at anew because help is running already when an underretning comes (barnets lov § 137, stk. 1).

    At least one of those who take part has not handled the child's case before. `passer`: whether the help is the right
    one still.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    modtaget = models.OneToOneField(Modtaget, on_delete=models.CASCADE, related_name="genvurdering")
    begyndt_at = models.DateTimeField("begyndt")
    begyndt_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    passer = models.BooleanField("hjælpen passer", null=True, blank=True)
    konklusion = models.TextField("konklusion", blank=True)
    afsluttet_at = models.DateTimeField("afsluttet", null=True, blank=True)
    afsluttet_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "genvurdering"
        verbose_name_plural = "genvurderinger"
        constraints = [
            begge_eller_ingen("afsluttet_at", "afsluttet_by", navn="afsluttet"),
            models.CheckConstraint(
                condition=Q(afsluttet_at=None) | (Q(passer__isnull=False) & ~Q(konklusion="")),
                name="underretning_genvurdering_begrundes",
            ),
            models.UniqueConstraint(fields=["id", "kommune"], name="underretning_genvurdering_id_kommune"),
        ]

    class Personlig:
        direkte = {"begyndt_by", "afsluttet_by"}
        foelsom = {"passer", "konklusion"}
        almindelig = {"id", "kommune", "modtaget", "begyndt_at", "afsluttet_at"}

    def __str__(self) -> str:
        return f"Genvurdering {self.pk}"


@med_historik
class Genvurderingsdeltager(models.Model):
    """One who takes part in a reassessment. `ny` is whether she had not handled the child's case when it ended."""

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    genvurdering = models.ForeignKey(Genvurdering, on_delete=models.CASCADE, related_name="deltagere")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ny = models.BooleanField("har ikke behandlet sagen før")

    class Meta:
        verbose_name = "deltager i en genvurdering"
        verbose_name_plural = "deltagere i en genvurdering"
        constraints = [
            models.UniqueConstraint(fields=["genvurdering", "user"], name="underretning_genvurderingsdeltager_een_gang")
        ]

    class Personlig:
        direkte = {"user"}
        foelsom: set[str] = set()
        almindelig = {"id", "kommune", "genvurdering", "ny"}

    def __str__(self) -> str:
        return f"Deltager {self.user_id}"


@med_historik
class Boernesamtale(models.Model):
    """A talk with the child about an underretning, or why there was none (barnets lov § 137, stk. 2-4).

    On suspicion of abuse there must be one, without the parents when they are suspected. It may be left out where the
    child's maturity or the nature of the case speaks against it, with the reason.
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    modtaget = models.ForeignKey(Modtaget, on_delete=models.CASCADE, related_name="samtaler")
    holdt_den = models.DateField("holdt", null=True, blank=True)
    uden_foraeldre = models.BooleanField("uden forældrene", null=True, blank=True)
    hvem = models.CharField("hvem var med", max_length=300, blank=True)
    notat = models.TextField("hvad barnet fortalte og viste", blank=True)
    undladt_grund = models.TextField("hvorfor der ikke er holdt en samtale", blank=True)
    registreret_at = models.DateTimeField("registreret")
    registreret_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "samtale med barnet"
        verbose_name_plural = "samtaler med barnet"
        constraints = [
            models.CheckConstraint(
                condition=Q(holdt_den__isnull=False, uden_foraeldre__isnull=False, undladt_grund="")
                | (Q(holdt_den=None, uden_foraeldre=None) & ~Q(undladt_grund="")),
                name="underretning_samtale_holdt_eller_undladt",
            )
        ]

    class Personlig:
        direkte = {"registreret_by"}
        foelsom = {"uden_foraeldre", "hvem", "notat", "undladt_grund"}
        almindelig = {"id", "kommune", "modtaget", "holdt_den", "registreret_at"}

    def __str__(self) -> str:
        return f"Samtale {self.pk}"


@med_historik
class Overdragelse(models.Model):
    """That one caseworker handed the case to another, with what the next must know. Nothing in it is lost."""

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    modtaget = models.ForeignKey(Modtaget, on_delete=models.CASCADE, related_name="overdragelser")
    fra = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    til = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    besked = models.TextField("hvad den næste skal vide", blank=True)
    overdraget_at = models.DateTimeField("overdraget")
    overdraget_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "overdragelse"
        verbose_name_plural = "overdragelser"
        ordering = ["overdraget_at", "pk"]

    class Personlig:
        direkte = {"fra", "til", "overdraget_by"}
        foelsom = {"besked"}
        almindelig = {"id", "kommune", "modtaget", "overdraget_at"}

    def __str__(self) -> str:
        return f"Overdragelse {self.pk}"


class Brevart(models.TextChoices):
    """The letters to the one who wrote (barnets lov § 138)."""

    KVITTERING = "kvittering", "Kvittering"
    TILBAGEMELDING = "tilbagemelding", "Tilbagemelding"


class Tilbagemelding(models.TextChoices):
    """What a professional may be told; kind and duration only where they matter to her work with the child."""

    IGANGSAT = "igangsat", "Undersøgelse eller hjælp er sat i gang"
    I_FORVEJEN = "i_forvejen", "Hjælp var i gang i forvejen"
    IKKE_IGANGSAT = "ikke_igangsat", "Der er ikke sat noget i gang"
    SAERLIGE_FORHOLD = "saerlige_forhold", "Særlige forhold taler imod at svare"


class Sendemaade(models.TextChoices):
    """How a letter left the house; nothing is sent from here."""

    DIGITAL_POST = "digital_post", "Digital Post"
    SIKKER_MAIL = "sikker_mail", "Sikker e-mail"
    POST = "post", "Brev med posten"
    OVERRAKT = "overrakt", "Givet i hånden"


@med_historik
class Brev(models.Model):
    """A letter to the one who wrote, as it was made: `indhold` holds its words, so that it prints the same for ever.

    Never an address, never a name of the child, never to a parent. `undladt_grund` is why none was sent (an anonymous
    writer, special reasons).
    """

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    modtaget = models.ForeignKey(Modtaget, on_delete=models.CASCADE, related_name="breve")
    art = models.CharField("art", max_length=20, choices=Brevart)
    valg = models.CharField("svar", max_length=20, choices=Tilbagemelding, blank=True)
    tilfoejelse = models.TextField("hjælpens art og varighed", blank=True)
    indhold = models.JSONField("ordene", null=True, blank=True)
    dannet_at = models.DateTimeField("skrevet")
    dannet_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sendt_at = models.DateTimeField("sendt", null=True, blank=True)
    sendt_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sendt_maade = models.CharField(
        "hvordan sendt", max_length=20, choices=Sendemaade, blank=True, default="", db_default=""
    )
    undladt_grund = models.CharField("hvorfor ikke sendt", max_length=500, blank=True)

    class Meta:
        verbose_name = "brev"
        verbose_name_plural = "breve"
        constraints = [
            kendt("art", Brevart),
            kendt("valg", Tilbagemelding, tom=True),
            kendt("sendt_maade", Sendemaade, tom=True),
            begge_eller_ingen("sendt_at", "sendt_by", navn="sendt"),
            models.UniqueConstraint(fields=["modtaget", "art"], name="underretning_brev_eet_af_hver"),
            models.CheckConstraint(
                condition=Q(undladt_grund="", indhold__isnull=False) | (~Q(undladt_grund="") & Q(sendt_at=None)),
                name="underretning_brev_sendt_eller_undladt",
            ),
        ]

    class Personlig:
        direkte = {"dannet_by", "sendt_by"}
        foelsom = {"valg", "tilfoejelse", "indhold", "undladt_grund"}
        almindelig = {"id", "kommune", "modtaget", "art", "dannet_at", "sendt_at", "sendt_maade"}

    def __str__(self) -> str:
        return f"{self.get_art_display()} {self.pk}"


@med_historik
class Skridt(models.Model):
    """One step the parents and myndighed agreed on, in the order they chose (Køge's "Fælles indsats")."""

    kommune = models.ForeignKey(Kommune, on_delete=models.PROTECT, related_name="+")
    modtaget = models.ForeignKey(Modtaget, on_delete=models.CASCADE, related_name="skridt")
    nr = models.PositiveSmallIntegerField("nummer")
    tekst = models.CharField("skridt", max_length=300)
    hvem = models.CharField("hvem gør det", max_length=150, blank=True)
    senest_den = models.DateField("senest", null=True, blank=True)
    oprettet_at = models.DateTimeField("aftalt")
    oprettet_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    klaret_at = models.DateTimeField("klaret", null=True, blank=True)
    klaret_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    fjernet_at = models.DateTimeField("fjernet", null=True, blank=True)

    class Meta:
        verbose_name = "skridt"
        verbose_name_plural = "skridt"
        constraints = [
            begge_eller_ingen("klaret_at", "klaret_by", navn="klaret"),
            models.UniqueConstraint(fields=["modtaget", "nr"], name="underretning_skridt_nr"),
        ]

    class Personlig:
        direkte = {"oprettet_by", "klaret_by"}
        foelsom = {"tekst", "hvem"}
        almindelig = {
            "id",
            "kommune",
            "modtaget",
            "nr",
            "senest_den",
            "oprettet_at",
            "klaret_at",
            "fjernet_at",
        }

    def __str__(self) -> str:
        return f"Skridt {self.nr}"
