"""ADBB as the actions leave it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from adbb.actions import forloeb as forloeb_actions
from adbb.actions import screening as screening_actions
from adbb.models import Forloeb, Screening, Teamsag
from adbb.rules.score import PUNKTER
from opsporing.models import Anledning, Barn, Emne, Enhed, Maade, Orientering, Person, Skemaversion, User
from opsporing.tid import dato
from tests.factories.certificering import CertificeringFactory
from tests.factories.tid import NU

UNDER = (0, 0, 1, 0, 1, 1, 1, 0)
OVER = (1, 1, 0, 0, 2, 1, 1, 0)


def svar(point: Sequence[int | str] = UNDER, **mere: Any) -> dict[str, Any]:
    """Answers to every question that must be answered; `point` in the order of the form."""
    return {
        **dict(zip(PUNKTER, map(str, point), strict=True)),
        "situation": "hjemmebesoeg",
        "tilstand": ["udhvilet"],
        "til_stede": ["begge_foraeldre"],
        "foraeldrenes_syn": "Hun smiler mest, når hun lige er vågnet.",
        "overgreb": "nej",
        **mere,
    }


def informer(barn: Barn, enhed: Enhed, by: User, nu: datetime = NU) -> None:
    """Give the child a custody holder if it has none, and note that all have been informed."""
    if not barn.foraeldremyndigheder.exists():
        voksen = Person.objects.create(kommune_id=barn.kommune_id, fornavn="Vita", efternavn=barn.efternavn)
        barn.foraeldremyndigheder.create(kommune_id=barn.kommune_id, person=voksen, fra=nu)
    for myndighed in barn.foraeldremyndigheder.filter(til=None):
        Orientering.objects.get_or_create(
            kommune_id=barn.kommune_id,
            barn=barn,
            person=myndighed.person,
            enhed_id=enhed.journalenhed_id,
            emne=Emne.BEHANDLING,
            maade=Maade.MUNDTLIGT,
            defaults={"givet_den": dato(nu), "givet_by": by, "registreret_at": nu},
        )


def forloeb_for(barn: Barn, nu: datetime = NU) -> Forloeb:
    """The child's course at the visit it is old enough for, made as the clock makes it."""
    forloeb_actions.tag_ind(kommune=barn.kommune, nu=nu, boern=[barn.pk])
    return Forloeb.objects.aabne().select_related("anledning", "barn", "enhed", "kommune").get(barn=barn)


def scor(
    forloeb: Forloeb,
    by: User,
    point: Sequence[int | str] = UNDER,
    *,
    nu: datetime = NU,
    den: date | None = None,
    afslut: bool = True,
    **mere: Any,
) -> Screening:
    """Begin, fill in and complete a screening through the actions."""
    screening = screening_actions.begynd_screening(forloeb=forloeb, by=by, nu=nu)
    nye = svar(point, observeret_den=(den or dato(nu)).isoformat(), **mere)
    gemt = screening_actions.gem_screening(screening=screening, aendringer=nye, set_rev=screening.rev, by=by, nu=nu)
    assert not gemt.fejl, gemt.fejl
    screening.refresh_from_db()
    if afslut:
        screening = screening_actions.afslut_screening(screening=screening, by=by, nu=nu)
    return screening


def afsluttet_screening(barn: Barn, enhed: Enhed, by: User, *, nu: datetime = NU) -> Screening:
    """A course with one completed screening and an open case of the team, put straight into the tables: for tests that
    only need something to point at, wherever the child is.
    """
    anledning = Anledning.objects.create(
        kommune_id=barn.kommune_id, ejer_enhed_id=enhed.journalenhed_id, barn=barn, kode="adbb.forloeb", oprettet_at=nu
    )
    forloeb = Forloeb.objects.create(
        kommune_id=barn.kommune_id,
        anledning=anledning,
        barn=barn,
        enhed=enhed,
        navn="2-3 måneder",
        fra=dato(nu),
        senest=dato(nu) + timedelta(days=30),
        profilversion_id=enhed.kommune.profil_id,
        oprettet_at=nu,
    )
    screener = by if by.kommune_id == barn.kommune_id else barn.kommune.brugere.first()
    screening = Screening.objects.create(
        kommune_id=barn.kommune_id,
        forloeb=forloeb,
        nr=1,
        skemaversion=Skemaversion.objects.get(skema__kode="adbb", skema__kommune=None),
        begyndt_at=nu,
        begyndt_by=by,
        graense=5,
        svar=svar(OVER),
        **dict(zip(PUNKTER, OVER, strict=True)),
        sum=sum(OVER),
        over=True,
        udfald="over_foerste",
        observeret_den=dato(nu),
        alder_mdr=2,
        afsluttet_at=nu,
        afsluttet_by=by,
        certificering=CertificeringFactory(user=screener, kommune=barn.kommune),
    )
    Teamsag.objects.create(
        kommune_id=barn.kommune_id,
        forloeb=forloeb,
        skemaversion=Skemaversion.objects.get(skema__kode="adbb-team", skema__kommune=None),
        oprettet_at=nu,
    )
    return screening


def mange_screeninger(
    enhed: Enhed, by: User, point: Sequence[int], antal: int, *, den: date, alder_mdr: int = 2, sum_: bool = True
) -> list[Screening]:
    """So many completed screenings with the same points, each of a child of its own, put straight into the tables.

    For pages that count: `by` gets a certificate if she has none, and `sum_=False` leaves the last item unassessed.
    """
    kommune = enhed.kommune_id
    bevis = by.certificeringer.first() or CertificeringFactory(user=by, kommune=enhed.kommune)
    boern = Barn.objects.bulk_create(
        Barn(kommune_id=kommune, fornavn=f"Spæd{nr}", efternavn=f"Optalt{by.pk}", foedt_den=den) for nr in range(antal)
    )
    sager = Anledning.objects.bulk_create(
        Anledning(
            kommune_id=kommune,
            ejer_enhed_id=enhed.journalenhed_id,
            barn=barn,
            kode="adbb.forloeb",
            oprettet_at=NU,
        )
        for barn in boern
    )
    forloeb = Forloeb.objects.bulk_create(
        Forloeb(
            kommune_id=kommune,
            anledning=sag,
            barn=sag.barn,
            enhed=enhed,
            navn="Besøg",
            fra=den,
            senest=den,
            profilversion_id=enhed.kommune.profil_id,
            oprettet_at=NU,
            afsluttet_at=NU,
        )
        for sag in sager
    )
    skema = Skemaversion.objects.get(skema__kode="adbb", skema__kommune=None)
    punkter = dict(zip(PUNKTER, point if sum_ else [*point[:-1], None], strict=True))
    return Screening.objects.bulk_create(
        Screening(
            kommune_id=kommune,
            forloeb=et,
            nr=1,
            skemaversion=skema,
            begyndt_at=NU,
            begyndt_by=by,
            graense=5,
            svar={},
            **punkter,
            sum=sum(point) if sum_ else None,
            over=sum(point) >= 5 if sum_ else None,
            udfald="under" if sum_ else "ikke_vurderet",
            observeret_den=den,
            alder_mdr=alder_mdr,
            afsluttet_at=NU,
            afsluttet_by=by,
            certificering=bevis,
        )
        for et in forloeb
    )
