"""What the child's page is made of, read in a fixed number of queries however long the history is.

Everything is the journal unit's own: what another unit wrote about the child is not here (design 3.1). The page itself
is put together in `barneside`, `barnets_tid` and `barnets_adgang`.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import JSONObject

from opsporing.adgang.permissions import Permission, har
from opsporing.frister.typer import fristtyper, laes_flere, laeses_med
from opsporing.models import (
    Ansaettelse,
    Barn,
    Enhed,
    Foraeldremyndighed,
    Frist,
    Grundlag,
    Handling,
    Opfoelgning,
    Orientering,
    Spaerring,
    Tilknytning,
    User,
)
from opsporing.models.barn import BarnQuerySet
from opsporing.overblik import barnets_adbb, barnets_overgang
from opsporing.overblik.opgaver import hun_kan, med_kan
from opsporing.tid import dato
from trivsel.models import DIMENSIONER, EgenVurdering, Vurdering


@dataclass(frozen=True, slots=True)
class Foraelder:
    """A custody holder as the page names her."""

    person: int
    fornavn: str
    efternavn: str
    beskyttet: bool

    @property
    def navn(self) -> str:
        return f"{self.fornavn} {self.efternavn}".strip()


@dataclass(frozen=True, slots=True)
class Plads:
    """One required rater of a vurdering: who took the place, and whether she is done or released."""

    nr: int
    vurderer: int | None
    navn: str
    begyndt: bool
    faerdig: bool
    fritaget: bool

    @property
    def fornavn(self) -> str:
        return self.navn.split(" ")[0]


@dataclass(frozen=True, slots=True)
class Materiale:
    """All rows the page needs. Vurderinger stand oldest first, the rest as they are shown."""

    barn: Barn
    user: User
    nu: datetime
    foraeldre: list[Foraelder]
    tilknytninger: list[Tilknytning]
    ansaettelser: list[Ansaettelse]
    vurderinger: list[Vurdering]
    handlinger: list[Handling]
    frister: list[Frist]
    orienteringer: list[Orientering]
    #: Courses of ADBB, as `barnets_adbb.laes` gives them; empty outside sundhedsplejen.
    adbb: list[Any] = field(default_factory=list)
    #: What was handed over about the child, as `barnets_overgang.laes` gives it.
    overleveret: list[Any] = field(default_factory=list)

    @property
    def i_dag(self) -> date:
        return dato(self.nu)

    @property
    def journalenhed(self) -> Enhed | None:
        """The unit whose records these are."""
        return self.user.ansaettelse.enhed.journalenhed if self.user.ansaettelse else None

    @property
    def journalenhed_id(self) -> int | None:
        return self.journalenhed.pk if self.journalenhed else None

    @property
    def gaeldende(self) -> list[Vurdering]:
        """Concluded and not replaced, oldest first."""
        faerdige = [v for v in self.vurderinger if v.afsluttet_at and not v.erstattet_at]
        return sorted(faerdige, key=lambda v: (v.afsluttet_at, v.pk))

    @property
    def aaben(self) -> Vurdering | None:
        """The vurdering under way, if there is one; the newest where a correction stands beside it."""
        return next((v for v in reversed(self.vurderinger) if not v.afsluttet_at and not v.udgaaet_at), None)

    @property
    def spaerret(self) -> bool:
        """Whether something about the child must be kept from a custody holder."""
        return any(sag.spaerret for sag in [*self.vurderinger, *self.adbb])

    @property
    def starter(self) -> list[Tilknytning]:
        """Planned enrolments elsewhere that sundhedsplejen is told of, the first one first."""
        return [t for t in self.tilknytninger if not self.er_egen(t) and t.fra > self.nu]

    @property
    def steder(self) -> list[Tilknytning]:
        """The enrolments in force in the own journal unit."""
        return [
            t for t in self.tilknytninger if self.er_egen(t) and t.fra <= self.nu and (not t.til or t.til > self.nu)
        ]

    def er_egen(self, tilknytning: Tilknytning) -> bool:
        """Whether it is an enrolment in the viewer's own journal unit."""
        return tilknytning.anledning_id is None and tilknytning.enhed.journalenhed_id == self.journalenhed_id


def med_foraeldre(boern: BarnQuerySet) -> BarnQuerySet:
    """Children with their present custody holders beside them, without a query for each."""
    aktuelle = Foraeldremyndighed.objects.filter(barn=OuterRef("pk"), til=None).order_by("person__fornavn", "person_id")
    felter = JSONObject(
        person="person_id",
        fornavn="person__fornavn",
        efternavn="person__efternavn",
        beskyttet="person__beskyttet",
    )
    return boern.select_related("mor").annotate(myndighed=ArraySubquery(aktuelle.values(json=felter)))


def laes(barn: Barn, user: User, nu: datetime) -> Materiale:
    """Read everything about a child the user may see (fetched with `med_foraeldre`): eight queries, and one for ADBB
    in sundhedsplejen.
    """
    ansaettelse = user.ansaettelse
    if ansaettelse is None:
        raise ValueError("Uden ansættelse er der intet at læse.")
    journalenhed = ansaettelse.enhed.journalenhed_id
    return Materiale(
        barn=barn,
        user=user,
        nu=nu,
        foraeldre=[Foraelder(**f) for f in barn.myndighed],  # type: ignore[attr-defined]
        tilknytninger=_tilknytninger(barn, user, journalenhed, nu),
        ansaettelser=list(
            Ansaettelse.objects.gaeldende(nu)
            .filter(enhed__journalenhed=journalenhed, user__is_active=True)
            .select_related("user", "enhed")
            .only("rolle", "user__navn", "enhed__navn", "enhed__sti")
            .order_by("user__navn", "pk")
        ),
        vurderinger=_vurderinger(barn, user),
        handlinger=_handlinger(barn, user),
        frister=_frister(barn, user),
        orienteringer=list(
            Orientering.objects.filter(
                # That the parents were told of a closed matter would tell the whole unit that there is one.
                Q(anledning=None) | Q(anledning__lukket=False),
                barn=barn,
                enhed=journalenhed,
                fortrudt_at=None,
            )
            .select_related("person", "givet_by")
            .only("emne", "maade", "givet_den", "anledning_id", "person__fornavn", "givet_by__navn")
            .order_by("givet_den", "registreret_at", "pk")
        ),
        adbb=barnets_adbb.laes(barn, user, nu),
        overleveret=barnets_overgang.laes(barn, user, nu),
    )


def _tilknytninger(barn: Barn, user: User, journalenhed: int | None, nu: datetime) -> list[Tilknytning]:
    """Access in force that the viewer may know of, and all enrolments in the own unit, past and coming; for
    sundhedsplejen also those planned in dagtilbud, as the way there is hers to prepare.

    Access to a single matter is only told where the matter is the unit's own, or is about a switch on one of its own:
    that somebody else has one is theirs. A closed matter is told of nowhere but on its own page.
    """
    egne = Spaerring.objects.filter(anledning__ejer_enhed=journalenhed, anledning__lukket=False)
    spaerring = Q(grundlag=Grundlag.SPAERRING, anledning__in=egne.values("sag"))
    egen = Q(anledning__ejer_enhed=journalenhed, anledning__lukket=False)
    sag = Q(anledning=None) | egen | spaerring
    i_kraft = Q(fra__lte=nu) & (Q(til=None) | Q(til__gt=nu)) & sag
    vises = i_kraft | Q(anledning=None, enhed__journalenhed=journalenhed)
    if har(user, Permission.ADBB_SE):
        vises |= Q(anledning=None, grundlag=Grundlag.INDSKRIVNING, fra__gt=nu)
    return list(
        Tilknytning.objects.filter(vises, barn=barn)
        .select_related("enhed__journalenhed", "ansaettelse__user", "anledning")
        .only(
            *("grundlag", "fra", "til", "anledning_id", "ansaettelse__user__navn", "anledning__kode"),
            *("enhed__navn", "enhed__type", "enhed__arena", "enhed__sti", "enhed__journalenhed__navn"),
        )
        .order_by("fra", "pk")
    )


def _vurderinger(barn: Barn, user: User) -> list[Vurdering]:
    pladser = EgenVurdering.objects.filter(vurdering=OuterRef("pk")).order_by("nr")
    felter = JSONObject(
        nr="nr",
        vurderer="vurderer_id",
        navn="vurderer__navn",
        begyndt="begyndt_at",
        faerdig="faerdig_at",
        fritaget="fritaget_at",
    )
    return list(
        Vurdering.objects.i_egen_journal_om(barn, user)
        .select_related("runde", "enhed")
        .only(
            *("anledning_id", "barn_id", "arena", "oprettet_at", "afsluttet_at", "udgaaet_at", "erstatter_id"),
            *("erstattet_at", "faelles_begyndt_at", "samlet", *DIMENSIONER),
            *("runde__navn", "runde__aabner", "runde__lukker", "enhed__navn"),
        )
        .annotate(
            spaerret=Exists(Spaerring.objects.filter(anledning=OuterRef("anledning"), ophaevet_at=None)),
            pladser_json=ArraySubquery(pladser.values(json=felter)),
        )
        .order_by("oprettet_at", "pk")
    )


def pladser(vurdering: Vurdering) -> list[Plads]:
    """The raters of a vurdering read by `laes`."""
    rows: list[dict[str, Any]] = vurdering.pladser_json  # type: ignore[attr-defined]
    return [
        Plads(
            nr=r["nr"],
            vurderer=r["vurderer"],
            navn=r["navn"] or "",
            begyndt=bool(r["begyndt"]),
            faerdig=bool(r["faerdig"]),
            fritaget=bool(r["fritaget"]),
        )
        for r in rows
    ]


def _handlinger(barn: Barn, user: User) -> list[Handling]:
    opfoelgninger = Opfoelgning.objects.filter(handling=OuterRef("pk")).order_by("den", "pk")
    felter = JSONObject(den="den", virkning="virkning", tekst="tekst", hvem="registreret_by__navn")
    return list(
        Handling.objects.i_egen_journal_om(barn, user)
        .select_related("ansvarlig")
        .only("anledning_id", "hvad", "aftalt_den", "opfoelgning_den", "afsluttet_at", "ansvarlig__navn")
        .annotate(opfoelgninger_json=ArraySubquery(opfoelgninger.values(json=felter)))
        .order_by("opfoelgning_den", "pk")
    )


def _frister(barn: Barn, user: User) -> list[Frist]:
    hent, felter = laeses_med(fristtyper().values())
    frister = list(
        med_kan(Frist.objects.aabne(), user)
        .i_egen_journal_om(barn, user)
        .select_related("anledning", "enhed", "ansvarlig", *hent)
        .only(
            *("kode", "trin", "forfalder_at", "heldag", "anledning__barn_id", "ansvarlig__navn"),
            *("enhed__navn", "enhed__arena"),
            # The child is there already.
            *(felt for felt in felter if not felt.startswith("anledning__barn")),
        )
        .order_by("forfalder_at", "pk")
    )
    laes_flere(frister)
    kan = hun_kan(frister, user)
    for frist in frister:
        frist.kan = frist.pk in kan  # type: ignore[attr-defined]
    return frister
