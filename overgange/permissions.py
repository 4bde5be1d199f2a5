"""What somebody may do with an overgang as it stands: one answer, asked by the page that offers it and by the action.

A check raises Denied with the reason.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property

from django.db.models import Exists, OuterRef, Prefetch

from opsporing.adgang.permissions import Denied, Permission, kraev
from opsporing.arkiv import check_ikke_kun_arkiv
from opsporing.models import Barn, Grundlag, Spaerring, Tilknytning, User
from overgange.models import Overgang, Overleveretdel, Overlevering, Status
from overgange.tidligere import regel

SKRIVES = frozenset({Status.PLANLAGT, Status.UDFYLDES})
GIVET = frozenset({Status.OVERLEVERET, Status.KVITTERET})


class Muligheder:
    """What one person may do with one overgang now. What it rests on is fetched once, however much is asked."""

    def __init__(self, user: User, overgang: Overgang, nu: datetime) -> None:
        self.user, self.overgang, self.nu = user, overgang, nu

    @cached_property
    def _om_sagen(self) -> tuple[bool, bool, bool]:
        """In one query: kept from the parents, open to her from the archive, and the child is open to her."""
        spaerret = Spaerring.objects.staaende().filter(anledning=OuterRef("anledning"))
        arkivet = Tilknytning.objects.raekker_til(self.user, self.nu).filter(
            anledning=OuterRef("anledning"), grundlag=Grundlag.ARKIVINDSIGT
        )
        barnet = Barn.objects.for_user(self.user, self.nu).filter(pk=OuterRef("barn"))
        return Overgang.objects.values_list(Exists(spaerret), Exists(arkivet), Exists(barnet)).get(pk=self.overgang.pk)

    @property
    def spaerret(self) -> bool:
        """The matter is kept from the parents."""
        return self._om_sagen[0]

    @property
    def ser_barnet(self) -> bool:
        """The child's own page is open to the person."""
        return self._om_sagen[2]

    @property
    def kun_arkiv(self) -> bool:
        """The matter is open to the person from the archive and on no other ground."""
        return self._kun_arkiv is not None

    @cached_property
    def overleveringer(self) -> list[Overlevering]:
        """The hand-overs with their parts, the newest first."""
        return list(
            self.overgang.overleveringer.select_related("overleveret_by", "kvitteret_by", "modtager__journalenhed")
            .prefetch_related(Prefetch("dele", Overleveretdel.objects.select_related("sagt_by").order_by("nr")))
            .order_by("-pk")
        )

    @property
    def gaeldende(self) -> list[Overlevering]:
        """Those that no newer one has taken the place of."""
        return [en for en in self.overleveringer if en.erstattet_at is None]

    @cached_property
    def _kun_arkiv(self) -> Denied | None:
        if not self._om_sagen[1]:
            return None
        try:
            check_ikke_kun_arkiv(self.user, self.overgang.anledning_id, self.nu)
        except Denied as afvist:
            return afvist
        return None

    @cached_property
    def _foelger_en_plads(self) -> bool:
        """Its day is the day of a place, which somebody else gives and takes."""
        if self.overgang.oprettet_by_id is None:
            return True
        plads = Tilknytning.objects.indskrivninger().filter(
            barn=self.overgang.barn_id, enhed=self.overgang.til_enhed_id, fra__gt=self.nu
        )
        return self.overgang.til_enhed_id is not None and plads.exists()

    def kan(self, check: Callable[["Muligheder"], None]) -> bool:
        """Whether a check lets the person through, so that a page offers only what can be done."""
        try:
            check(self)
        except Denied:
            return False
        return True

    def _check(self) -> None:
        kraev(self.user, Permission.OVERGANG_SKRIV)
        if self._kun_arkiv:
            raise self._kun_arkiv
        if self.overgang.status == Status.AFLYST:
            raise Denied("Overgangen er aflyst, fordi starten ikke længere er planlagt.")

    def check_ikke_spaerret(self) -> None:
        """Nothing of a matter that is kept from the parents is shown to them or handed on by their word."""
        if self.spaerret:
            raise Denied(
                "Forældrene må ikke få noget om sagen, før myndigheden siger til. Derfor gives intet videre nu."
            )

    def check_can_skrive(self) -> None:
        """May the person write in the form?"""
        self._check()
        self.check_ikke_spaerret()
        if self.overgang.status in GIVET:
            raise Denied("Skemaet er givet videre. Vælg »Ret, og giv videre igen« på overgangens side.")
        if self.overgang.status not in SKRIVES:
            raise Denied("Overgangen er afsluttet.")

    def check_can_vaelge_vurderinger(self) -> None:
        """May the person say which earlier vurderinger the parents are asked about?"""
        self.check_can_skrive()
        if regel(self.overgang) == "aldrig":
            raise Denied("Kommunen har bestemt, at tidligere vurderinger bliver, hvor de er skrevet.")

    def check_can_samtykke(self) -> None:
        """May the person note what a custody holder answers? As long as there is something to say yes or no to."""
        self._check()
        self.check_ikke_spaerret()
        if self.overgang.udeladt_grund:
            raise Denied("Overgangen er afsluttet, uden at noget er givet videre.")

    def check_can_traekke(self) -> None:
        """May the person note that a yes is taken back? At any time, also when all is over or kept from the parents."""
        kraev(self.user, Permission.OVERGANG_SKRIV)

    def check_can_svare(self) -> None:
        """May the person answer the next place? See `permissions_modtager.check_can_svare` for the one question."""
        kraev(self.user, Permission.OVERGANG_SKRIV)
        if self._kun_arkiv:
            raise self._kun_arkiv

    def check_can_sige(self) -> None:
        """May the person note that a place outside has been told? As long as it is due, also when all else is over."""
        self.check_can_svare()

    def check_can_genaabne(self) -> None:
        """May the person begin a new hand-over?"""
        self._check()
        self.check_ikke_spaerret()
        if self.overgang.status not in GIVET:
            raise Denied("Der er ikke givet noget videre, som kan rettes.")

    def check_can_udelade(self) -> None:
        """May the person end it without a hand-over?"""
        self._check()
        # Given and taken back, all of it, is not given.
        if self.overgang.status not in SKRIVES or any(_staar(en) for en in self.gaeldende):
            raise Denied("Der er allerede givet noget videre. Så kan overgangen ikke afsluttes uden.")

    def check_can_udskrive(self) -> None:
        """May the person have what was given on paper or as a file?"""
        self.check_ikke_spaerret()
        if not self.gaeldende:
            raise Denied("Der er ikke givet noget videre, som kan udskrives.")

    def check_can_flytte(self) -> None:
        """May the person give it another first day, or call it off? Only where no place in the municipality says it."""
        self._check()
        if self.overgang.status == Status.AFSLUTTET:
            raise Denied("Overgangen er afsluttet.")
        if self._foelger_en_plads:
            raise Denied(
                "Startdagen følger barnets plads. Når pladsen flyttes eller bortfalder, følger overgangen med."
            )


def _staar(overlevering: Overlevering) -> bool:
    """Something of it has not been taken back."""
    dele = list(overlevering.dele.all())
    return not dele or any(en.stoppet_at is None for en in dele)
