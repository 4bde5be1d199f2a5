"""A yes taken back from a place outside: it falls due to tell the place, once, until somebody notes that it is told."""

from collections.abc import Callable, Collection
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opsporing.boern import actions as boern
from opsporing.frister import paamindelser
from opsporing.models import Foraeldremyndighed, Frist, Log, Person, Samtykke
from overgange.actions import haand, sig_det
from overgange.actions import overlevering as actions
from overgange.actions import skema as skema_actions
from overgange.models import Overgang, Overleveretdel, Status
from tests.cast import By
from tests.factories.barn import BarnFactory
from tests.integration.overgange.planlagt import START
from tests.integration.overgange.skemaet import SVAR, sig

Som = Callable[[Any], Client]


@pytest.fixture
def paa_papir(by: By) -> Overgang:
    """David's overgang to Skovskolen, all of it given on paper."""
    o = haand.opret(
        barn=by.david, art="boernehave_skole", til_navn="Skovskolen", start_den=START, by=by.paedagog_ugle, nu=by.nu
    )
    skema_actions.gem_skema(overgang=o, aendringer=SVAR, set_rev=9, by=by.paedagog_ugle, nu=by.nu)
    sig(o, by, by.mor)
    sig(o, by, by.far)
    actions.overlever(overgang=o, set_aftryk=None, by=by.paedagog_ugle, nu=by.nu)
    return Overgang.objects.get(pk=o.pk)


def _fristen(o: Overgang) -> list[Frist]:
    return list(Frist.objects.aabne().filter(anledning=o.anledning, kode="overgange.bed"))


def _siges(o: Overgang, nu: Any) -> list[str]:
    return [en.del_kode for en in sig_det.siges(o, nu)]


def _svar(o: Overgang, by: By, person: Person, *, ja: bool, koder: Collection[str] = ("stemme",)) -> None:
    svar = dict.fromkeys(koder, ja)
    actions.svar_samtykke(overgang=o, person=person, svar=svar, by=by.paedagog_ugle, nu=by.nu)


def test_det_forfalder_at_sige_det_til_skolen_og_noteres(by: By, paa_papir: Overgang, ur: Any, log_ind: Som) -> None:
    o, client = paa_papir, log_ind(by.paedagog_ugle)
    siden, sagt = reverse("overgange:overgang", args=[o.pk]), reverse("overgange:sagt", args=[o.pk])

    def traek(hvad: str) -> str:
        samtykke = Samtykke.objects.get(anledning=o.anledning, person=by.far, hvad__contains=hvad, trukket_at=None)
        adresse = reverse("overgange:traek", args=[o.pk])
        assert "Det bliver en frist hos jer" in unescape(
            client.get(adresse, {"samtykke": samtykke.pk}).content.decode()
        )
        return unescape(client.post(adresse, {"samtykke": samtykke.pk}, follow=True).content.decode())

    assert client.post(sagt, {}).status_code == 403
    traek("Familien")
    [frist] = _fristen(o)
    assert (frist.enhed, frist.forfalder_at.date()) == (by.ugle, (by.nu + timedelta(days=1)).date())
    vist = unescape(client.get(siden).content.decode())
    assert "Sig det til Skovskolen" in vist
    assert "Familien, trukket tilbage 14. oktober 2026" in vist
    i_dag = unescape(client.get(reverse("i_dag")).content.decode())
    assert "Et ja er trukket tilbage: sig det til det andet sted" in i_dag
    assert "Sig til Skovskolen, at et ja er trukket tilbage" in client.get(reverse("overgange:liste")).content.decode()
    # A second part is told of with the first: one deadline, which lists them.
    vist = traek("stemme")
    assert _fristen(o) == [frist]
    assert 'value="stemme"' in vist
    assert 'value="familie"' in vist
    # A clear error, and nothing of what was chosen is lost.
    galt = client.post(sagt, {"dele": ["stemme", "familie"], "maade": "telefon", "den": "2026-10-01"})
    assert galt.status_code == 422
    assert "Den dag var der ikke noget at sige" in galt.content.decode()
    assert 'value="2026-10-01"' in galt.content.decode()
    assert "Vælg, hvordan" in client.post(sagt, {"dele": ["stemme"], "den": "2026-10-14"}).content.decode()
    # Somebody who saw only the one part has told of that one.
    mere = client.post(sagt, {"dele": ["familie"], "maade": "telefon", "den": "2026-10-14"}, follow=True)
    assert "Der er mere, Skovskolen skal have at vide" in unescape(mere.content.decode())
    assert _fristen(o) == [frist]
    assert _siges(o, by.nu) == ["stemme"]
    # A colleague who saw the same notes nothing by it, and is shown what is left.
    samme = client.post(sagt, {"dele": ["familie"], "maade": "telefon", "den": "2026-10-14"})
    assert samme.status_code == 422
    assert "Det har en kollega noteret, mens du skrev" in samme.content.decode()
    # The leader is told when it is late.
    ur.move_to(by.nu + timedelta(days=4))
    paamindelser.paamind(nu=by.nu + timedelta(days=4))
    assert frist.paamindelser.filter(modtager=by.leder).exists()
    client = log_ind(by.paedagog_ugle)
    faerdig = client.post(sagt, {"dele": ["stemme"], "maade": "moede", "den": "2026-10-16"}, follow=True)
    assert "Det er noteret, at Skovskolen har fået det at vide." in unescape(faerdig.content.decode())
    vist = unescape(client.get(siden).content.decode())
    assert "Sig det til Skovskolen" not in vist
    assert "Sagt til Skovskolen 14. oktober 2026, på telefonen" in vist
    assert "Sagt til Skovskolen 16. oktober 2026, ved et møde" in vist
    frist.refresh_from_db()
    assert frist.opfyldt_by == by.paedagog_ugle
    assert Log.objects.filter(haendelse="overgange.makulering_sagt", bruger=str(by.paedagog_ugle.pk)).count() == 2
    assert client.post(sagt, {"dele": ["stemme"], "maade": "moede", "den": "2026-10-16"}).status_code == 403
    # What is taken back later is told of by itself.
    traek("hjælper")
    assert len(_fristen(o)) == 1
    assert _siges(o, by.nu) == ["hjaelper"]


def test_siges_der_ja_igen_er_der_ikke_noget_at_sige(by: By, paa_papir: Overgang) -> None:
    o = paa_papir
    _svar(o, by, by.far, ja=False)
    _svar(o, by, by.mor, ja=False)
    assert _siges(o, by.nu) == ["stemme"]
    _svar(o, by, by.far, ja=True)
    # The other one has not said yes again.
    assert len(_fristen(o)) == 1
    _svar(o, by, by.mor, ja=True)
    assert _fristen(o) == []
    # No again before anything is given anew: what they have on paper is still there.
    _svar(o, by, by.mor, ja=False)
    assert len(_fristen(o)) == 1
    # Given anew and taken back by somebody who holds custody no more: nobody else's yes undoes that.
    _svar(o, by, by.mor, ja=True)
    skema_actions.genaabn_skema(overgang=o, by=by.paedagog_ugle, nu=by.nu)
    actions.overlever(overgang=o, set_aftryk=None, by=by.paedagog_ugle, nu=by.nu)
    Foraeldremyndighed.objects.filter(barn=by.david, person=by.far).update(til=by.nu)
    fars = Samtykke.objects.get(anledning=o.anledning, person=by.far, hvad__contains="stemme", trukket_at=None)
    actions.traek_samtykke(overgang=o, samtykke=fars, by=by.paedagog_ugle, nu=by.nu)
    _svar(o, by, by.mor, ja=True)
    assert len(_fristen(o)) == 1
    assert _siges(o, by.nu) == ["stemme"]


def test_fristen_staar_til_det_er_sagt_ogsaa_naar_alt_andet_er_forbi(by: By, paa_papir: Overgang) -> None:
    o, senere = paa_papir, by.nu + timedelta(days=400)
    _svar(o, by, by.far, ja=False)
    assert actions.afslut_uden_for(nu=senere) == 1
    o.refresh_from_db()
    assert o.status == Status.AFSLUTTET
    assert len(_fristen(o)) == 1
    sagt = sig_det.Sagt(frozenset({"stemme"}), sig_det.SagtMaade.IKKE_AFLEVERET, senere.date())
    assert sig_det.sig(overgang=o, sagt=sagt, by=by.paedagog_ugle, nu=senere) is False
    o.anledning.refresh_from_db()
    assert o.anledning.afsluttet_at == senere


def test_falder_starten_bort_siges_alt_der_ikke_er_sagt(by: By, paa_papir: Overgang) -> None:
    o = paa_papir
    _svar(o, by, by.far, ja=False)
    sig_det.sig(
        overgang=o,
        sagt=sig_det.Sagt(frozenset({"stemme"}), sig_det.SagtMaade.TELEFON, by.nu.date()),
        by=by.paedagog_ugle,
        nu=by.nu,
    )
    _svar(o, by, by.far, ja=False, koder=["familie"])
    haand.aflys(overgang=o, by=by.paedagog_ugle, nu=by.nu)
    o.refresh_from_db()
    [frist] = _fristen(o)
    givet = set(Overleveretdel.objects.filter(overlevering__overgang=o).values_list("del_kode", flat=True))
    assert "familie" in givet
    assert set(_siges(o, by.nu)) == givet - {"stemme"}
    alt = sig_det.Sagt(frozenset(givet), sig_det.SagtMaade.TELEFON, by.nu.date())
    sig_det.sig(overgang=o, sagt=alt, by=by.paedagog_ugle, nu=by.nu)
    frist.refresh_from_db()
    assert frist.opfyldt_at is not None


def test_staar_barnet_to_gange_siges_det_stadig_og_ikke_mere(by: By, paa_papir: Overgang) -> None:
    o = paa_papir
    andet = BarnFactory(kommune=by.kommune)
    boern.indskriv(barn=andet, enhed=by.ugle, by=None, nu=by.nu - timedelta(days=3))
    for person in (by.mor, by.far):
        boern.giv_foraeldremyndighed(barn=andet, person=person, by=None, nu=by.nu - timedelta(days=3))
    to = haand.opret(
        barn=andet, art="boernehave_skole", til_navn="Skovskolen", start_den=START, by=by.paedagog_ugle, nu=by.nu
    )
    skema_actions.gem_skema(overgang=to, aendringer=SVAR, set_rev=9, by=by.paedagog_ugle, nu=by.nu)
    sig(to, by, by.mor)
    sig(to, by, by.far)
    actions.overlever(overgang=to, set_aftryk=None, by=by.paedagog_ugle, nu=by.nu)
    senere = by.nu + timedelta(days=2)
    actions.svar_samtykke(overgang=to, person=by.far, svar={"stemme": False}, by=by.paedagog_ugle, nu=senere)
    [skulle] = _fristen(to)
    boern.sammenlaeg(behold=by.david, overfloedig=andet, by=None, nu=senere + timedelta(days=5))
    to.refresh_from_db()
    assert to.status == Status.AFLYST
    assert _fristen(to) == []
    [frist] = _fristen(o)
    assert frist.forfalder_at == skulle.forfalder_at
    # Of the two papers, the part of the one that was taken back, though an older yes stands beside it.
    assert _siges(o, senere) == ["stemme"]
    actions.svar_samtykke(
        overgang=o, person=by.far, svar={"familie": False}, by=by.paedagog_ugle, nu=senere + timedelta(days=5)
    )
    stoppet = Overleveretdel.objects.filter(overlevering__overgang=o, del_kode="familie", stoppet_at__isnull=False)
    assert stoppet.count() == 2


def test_et_ja_fra_en_gammel_side_stopper_ikke_det_der_er_givet_siden(
    by: By, paa_papir: Overgang, log_ind: Som
) -> None:
    o = paa_papir
    gammelt = Samtykke.objects.get(anledning=o.anledning, person=by.far, hvad__contains="stemme")
    adresse, client = reverse("overgange:traek", args=[o.pk]), log_ind(by.paedagog_ugle)
    client.post(adresse, {"samtykke": gammelt.pk})
    _svar(o, by, by.far, ja=True)
    skema_actions.genaabn_skema(overgang=o, by=by.paedagog_ugle, nu=by.nu)
    ny = actions.overlever(overgang=o, set_aftryk=None, by=by.paedagog_ugle, nu=by.nu)
    igen = client.post(adresse, {"samtykke": gammelt.pk}, follow=True)
    assert "Det var allerede trukket tilbage." in igen.content.decode()
    gammelt.refresh_from_db()
    actions.traek_samtykke(overgang=o, samtykke=gammelt, by=by.paedagog_ugle, nu=by.nu)
    assert ny.dele.get(del_kode="stemme").stoppet_at is None
