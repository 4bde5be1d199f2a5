"""The stue page: whose turn it is with each child, also where more colleagues work than raters are needed."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opsporing import tid
from opsporing.adgang.roller import Rolle
from opsporing.models import Ansaettelse, User
from opsporing.organisation import actions as organisation
from opsporing.overblik.stuen import Oversigt, oversigt
from tests.cast import By
from trivsel.actions import egne, runder
from trivsel.models import EgenVurdering, Vurdering


@pytest.fixture
def by(by: By, orienter: Any, monkeypatch: pytest.MonkeyPatch) -> By:
    """A round of vuggestuer is open; the parents of all but Clara are informed."""
    monkeypatch.setattr(tid, "nu", lambda: by.nu)
    for barn in by.egernboern[:2]:
        orienter(barn)
    runde = runder.planlaeg(
        kommune=by.kommune,
        navn="Efterårsrunden",
        arena="vuggestue",
        alder_fra_mdr=6,
        alder_til_mdr=41,
        aabner=by.nu.date(),
        lukker=date(by.nu.year, 12, 18),
        by=None,
        nu=by.nu,
    )
    runder.aabn_runde(runde=runde, by=None, nu=by.nu)
    return by


@pytest.fixture
def tredje(by: By) -> User:
    """A third pædagog in Egern, where two raters are asked for."""
    ny = organisation.opret_bruger(
        kommune=by.kommune, username="tredje", navn="Tea Tredje", email="t@p.example", by=None, nu=by.nu
    )
    organisation.ansaet(user=ny, enhed=by.egern, rolle=Rolle.PAEDAGOG, by=None, nu=by.nu)
    return ny.vaelg(Ansaettelse.objects.for_bruger(ny, by.nu).get())


def vurder(by: By, barn: Any, user: User, *, faerdig: bool = True) -> EgenVurdering:
    egen = egne.begynd_egen(vurdering=Vurdering.objects.get(barn=barn), by=user, nu=by.nu)
    if not faerdig:
        return egen
    svar = {felt.kode: "groen" for felt in egne.tegn_felter(egen)}
    egne.gem_egen(egen=egen, aendringer=svar, set_rev=0, by=user, nu=by.nu)
    return egne.afslut_egen(egen=egen, by=user, nu=by.nu)


def celler(o: Oversigt, fornavn: str) -> list[str]:
    return [celle.tekst for r in o.raekker if r.barn.fornavn == fornavn for celle in r.egne]


def test_a_colleague_is_not_missing_where_two_others_have_the_child(by: By, tredje: User) -> None:
    vurder(by, by.alma, by.paedagog)
    vurder(by, by.alma, by.paedagog2)
    vurder(by, by.bo, tredje)
    o = oversigt(by.egern, by.paedagog, by.nu)
    assert [(k.navn, k.faerdige, k.af) for k in o.kolonner] == [("Pia (dig)", 1, 3), ("Per", 1, 3), ("Tea", 1, 2)]
    assert celler(o, "Alma") == ["Færdig", "Færdig", ""]
    assert celler(o, "Bo") == ["Ikke begyndt", "Ikke begyndt", "Færdig"]
    assert celler(o, "Clara") == ["Afventer"] * 3
    assert o.nogle_ikke_med


def test_the_one_who_is_not_needed_sees_it_in_words(by: By, tredje: User, client: Client) -> None:
    vurder(by, by.alma, by.paedagog)
    vurder(by, by.alma, by.paedagog2, faerdig=False)
    client.force_login(tredje)
    side = client.get(reverse("stue_vis", args=[by.egern.pk])).text
    assert "»Ikke med« er en, som ikke skal vurdere barnet" in side
    assert 'data-th="Tea (dig)" class="is-tom"><span class="ops-muted">Ikke med</span>' in side
    assert "Venter på Per" in side


def test_without_a_third_nothing_is_said_about_it(by: By, client: Client) -> None:
    client.force_login(by.paedagog)
    side = client.get(reverse("stue_vis", args=[by.egern.pk])).text
    assert "Ikke med" not in side
    assert "Der er ingen åben runde her" not in side


def test_between_rounds_the_page_says_what_can_be_done(by: By, client: Client) -> None:
    client.force_login(by.dagplejer)
    side = client.get(reverse("stue_vis", args=[by.inga.pk])).text
    assert "Der er ingen åben runde her" in side
    assert 'href="/boern/">Find barnet' in side


@pytest.mark.parametrize(
    ("hvem", "label"),
    [
        ("paedagog", "Stuen"),
        ("leder", "Stuer"),
        ("dagplejer", "Børnegruppen"),
        ("dagplejekonsulent", "Dagplejere"),
        ("sundhedsplejerske", "Vurderinger"),
        ("ledende_sundhedsplejerske", "Vurderinger"),
    ],
)
def test_the_menu_calls_the_place_what_it_is(by: By, client: Client, hvem: str, label: str) -> None:
    client.force_login(by.bruger[hvem])
    assert f'<a href="/stue/">{label}</a>' in client.get(reverse("i_dag")).text
