"""The boundary between two journals about the same child: what sundhedsplejen writes and what the house writes.

The matrix asks about other children; here both sides know the child, and still neither finds what the other wrote, by
whatever address, unless it is handed over (docs/adr/0001).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from opsporing.adgang.roller import Rolle
from opsporing.anledning import aabn_for
from opsporing.boern import actions as boern
from opsporing.models import Anledning, Emne, Enhed, Grundlag, Handling, Maade, Orientering, User
from opsporing.skemaer.actions import indlaes
from opsporing.tid import nu
from tests import cast
from tests.cast import By
from tests.factories.adbb import afsluttet_screening
from tests.factories.adgangsnoegle import adgangsnoegle
from tests.meta.matrix import MATRIX, Maal
from trivsel.actions import runder
from trivsel.models import Vurdering

#: What the addresses about one journal's records point at.
JOURNALENS = {
    *(Maal.VURDERING, Maal.PLADS, Maal.ANLEDNING, Maal.HANDLING, Maal.ORIENTERING),
    *(Maal.FORLOEB, Maal.SCREENING),
}
ADRESSER = sorted(navn for navn, raekke in MATRIX.items() if raekke.maal in JOURNALENS)
BRUGER = {Rolle.DAGTILBUDSLEDER: "leder"}
PLEJEN = (Rolle.SUNDHEDSPLEJERSKE, Rolle.LEDENDE_SUNDHEDSPLEJERSKE)
HUSET = (Rolle.PAEDAGOG, Rolle.DAGTILBUDSLEDER)
#: Pages on which both journals could meet: the child, the list of the day, the unit, the lists of a leader.
FAELLES_SIDER = (
    *("i_dag", "paamindelser", "barn", "barn_sammenlign", "boern", "stue"),
    *("leder", "leder_forsinket", "leder_faldende", "leder_aftaler", "leder_daekning", "leder_udskriv"),
)


@dataclass
class Journal:
    """What one side has written about Alma; `kende` is found on a page only when something of it is shown."""

    vurdering: Vurdering
    handling: Handling
    orientering: Orientering
    kende: str
    forloeb: int = 0
    screening: int = 0

    def args(self, maal: Maal) -> tuple[int, ...] | None:
        """The arguments of an address about this journal; None for what the house does not have."""
        if maal in {Maal.FORLOEB, Maal.SCREENING}:
            if not self.forloeb:
                return None
            return (self.forloeb,) if maal is Maal.FORLOEB else (self.forloeb, self.screening)
        vurdering = self.vurdering
        return {
            Maal.VURDERING: (vurdering.pk,),
            Maal.PLADS: (vurdering.pk, 1),
            Maal.ANLEDNING: (vurdering.anledning_id,),
            Maal.HANDLING: (self.handling.pk,),
            Maal.ORIENTERING: (self.orientering.pk,),
        }[maal]


@dataclass
class Scene:
    """Prøveby, in which Alma goes to Egern and is known in Distrikt Nord."""

    by: By
    plejen: Journal
    huset: Journal


def _journal(by: By, enhed: Enhed, user: User, kende: str, anledning: Anledning | None, tid: Any) -> Journal:
    person = by.mor
    orientering = Orientering.objects.create(
        kommune=by.kommune,
        barn=by.alma,
        person=person,
        enhed=enhed.journalenhed,
        emne=Emne.BEHANDLING,
        maade=Maade.MUNDTLIGT,
        givet_den=tid.date(),
        givet_by=user,
        registreret_at=tid,
    )
    vurdering = runder.opret_ekstra(barn=by.alma, enhed=enhed, by=user, nu=tid)
    handling = Handling.objects.create(
        kommune=by.kommune,
        anledning=anledning or vurdering.anledning,
        barn=by.alma,
        enhed=enhed,
        hvad=kende,
        ansvarlig=user,
        aftalt_den=tid.date() - timedelta(days=30),
        opfoelgning_den=tid.date() - timedelta(days=3),
        oprettet_at=tid,
        oprettet_by=user,
    )
    return Journal(vurdering, handling, orientering, kende)


def _byg() -> Scene:
    tid = nu()
    by = cast.byg(tid)
    indlaes(nu=tid)
    boern.indskriv(barn=by.alma, enhed=by.nord, by=None, nu=tid - timedelta(days=59))
    screening = afsluttet_screening(by.alma, by.nord, by.sundhedsplejerske, nu=tid)
    sag = screening.forloeb.anledning
    plejen = _journal(by, by.nord, by.sundhedsplejerske, "Plejen ser Alma igen", sag, tid)
    plejen.forloeb, plejen.screening = screening.forloeb_id, screening.pk
    huset = _journal(by, by.egern, by.paedagog, "Huset spiser sammen med Alma", None, tid)
    for user in by.bruger.values():
        adgangsnoegle(user)
    return Scene(by, plejen, huset)


@pytest.fixture(scope="module")
def scene(django_db_setup: Any, django_db_blocker: Any) -> Iterator[Scene]:
    """Made once; every request is rolled back."""
    with django_db_blocker.unblock():
        ydre = transaction.atomic()
        ydre.__enter__()
        try:
            yield _byg()
        finally:
            transaction.set_rollback(True)
            ydre.__exit__(None, None, None)


def _svar(scene: Scene, rolle: Rolle, navn: str, args: tuple[int, ...], metode: str = "GET") -> Any:
    client = Client()
    with transaction.atomic():
        client.force_login(scene.by.bruger[BRUGER.get(rolle, rolle.value)])
        sti = reverse(navn, args=args)
        svar = client.post(sti) if metode == "POST" else client.get(sti)
        transaction.set_rollback(True)
    return svar


def _er_rolleafvisning(svar: Any) -> bool:
    return svar.status_code == 403 and bool(svar.context) and not svar.context.get("ikke_nu", True)


@pytest.mark.parametrize("rolle", list(Rolle))
@pytest.mark.parametrize("navn", ADRESSER)
def test_only_the_journal_that_wrote_it_finds_it(scene: Scene, navn: str, rolle: Rolle) -> None:
    raekke = MATRIX[navn]
    for journal, ejere in ((scene.plejen, PLEJEN), (scene.huset, HUSET)):
        args = journal.args(raekke.maal)
        if args is None:
            continue
        svar = _svar(scene, rolle, navn, args, raekke.metode)
        hvad = f"{navn} {rolle} {journal.kende}: {svar.status_code}"
        if rolle not in raekke.roller:
            assert _er_rolleafvisning(svar), hvad
        elif rolle in ejere:
            assert svar.status_code not in (404, 500), hvad
            assert not _er_rolleafvisning(svar), hvad
        else:
            assert svar.status_code == 404, hvad


def _vist(scene: Scene, rolle: Rolle) -> str:
    """All the role is shown on the pages where the two could meet."""
    svar = [
        _svar(scene, rolle, navn, (scene.by.alma.pk,) if MATRIX[navn].maal is Maal.BARN else ())
        for navn in FAELLES_SIDER
        if rolle in MATRIX[navn].roller
    ]
    assert all(s.status_code in (200, 302) for s in svar), [s.status_code for s in svar]
    assert sum("Alma" in s.content.decode(errors="replace") for s in svar) >= 2
    return " ".join(s.content.decode(errors="replace") for s in svar)


@pytest.mark.parametrize("rolle", [*HUSET, *PLEJEN])
def test_the_pages_about_the_child_show_ones_own_side_alone(scene: Scene, rolle: Rolle) -> None:
    egen, anden = (scene.plejen, scene.huset) if rolle in PLEJEN else (scene.huset, scene.plejen)
    vist = _vist(scene, rolle)
    assert egen.kende in vist
    assert anden.kende not in vist
    for sti in (
        reverse("trivsel:vurdering", args=[anden.vurdering.pk]),
        reverse("trivsel:egen", args=[anden.vurdering.pk]),
        reverse("handling:vis", args=[anden.handling.pk]),
    ):
        assert sti not in vist
    if rolle in HUSET:
        assert "adbb" not in vist.lower()


@pytest.mark.parametrize("rolle", [Rolle.PPR, Rolle.RAADGIVER])
def test_what_is_handed_over_is_that_matter_and_nothing_else(scene: Scene, rolle: Rolle) -> None:
    by, tid = scene.by, nu()
    gaest = by.bruger[rolle.value]
    with transaction.atomic():
        for anledning in (scene.plejen.vurdering.anledning, Anledning.objects.get(adbbforloeb=scene.plejen.forloeb)):
            aabn_for(
                anledning=anledning,
                enhed=gaest.ansat.enhed,
                ansaettelse=gaest.ansaettelser.get(),
                grundlag=Grundlag.SPARRING,
                til=tid + timedelta(days=30),
                formaal="sparring",
                by=by.ledende_sundhedsplejerske,
                nu=tid,
            )
        assert _svar(scene, rolle, "trivsel:vurdering", (scene.plejen.vurdering.pk,)).status_code == 200
        assert _svar(scene, rolle, "trivsel:vurdering", (scene.huset.vurdering.pk,)).status_code == 404
        for navn in ADRESSER:
            if navn.startswith("adbb:"):
                args = scene.plejen.args(MATRIX[navn].maal) or ()
                assert _er_rolleafvisning(_svar(scene, rolle, navn, args, MATRIX[navn].metode)), navn
        assert _svar(scene, rolle, "barn", (by.alma.pk,)).status_code == 404
        transaction.set_rollback(True)
