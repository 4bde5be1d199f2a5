"""Sundhedsplejens first trivselsvurdering: opened by age, made by one person with the parents, in words that fit."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from typing import Any
from unittest.mock import ANY

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opsporing import tid
from opsporing.adgang.permissions import Denied
from opsporing.boern import actions as boern
from opsporing.models import Anledning, Barn, Frist, Handling, Log
from opsporing.organisation.actions import gem_profil
from opsporing.profil import profil_for
from opsporing.tid import dato
from tests.cast import By
from tests.factories.barn import BarnFactory
from tests.factories.vurdering import afsluttet_vurdering
from tests.integration.trivsel.conftest import orienter
from trivsel.actions import besoeg, egne, faelles, runder
from trivsel.faelles import POSITION, STEDER, er_alene, stilling
from trivsel.models import EgenVurdering, Vurdering

Som = Callable[[Any], Client]
#: Born so that it is eight months old on the day the tests live in, 14 October 2026.
OTTE_MDR = date(2026, 2, 14)


def _bor(by: By, foedt: date = OTTE_MDR, enhed: Any = None, siden: datetime | None = None) -> Barn:
    """A child of the district whose mother has been told of the vurderinger."""
    barn = BarnFactory(kommune=by.kommune, foedt_den=foedt)
    foer = siden or by.nu - timedelta(days=200)
    boern.giv_foraeldremyndighed(barn=barn, person=by.mor, by=None, nu=foer)
    boern.indskriv(barn=barn, enhed=enhed or by.nord, by=None, nu=foer)
    orienter(by, barn, by.nord, by.nu)
    return barn


def _vurderinger(barn: Barn) -> list[Vurdering]:
    return list(Vurdering.objects.filter(barn=barn, arena="sundhedspleje").order_by("pk"))


def _een(by: By, barn: Barn | None = None, nu: datetime | None = None) -> Vurdering:
    barn = barn or _bor(by)
    besoeg.ajourfoer(nu=nu or by.nu)
    [vurdering] = _vurderinger(barn)
    return vurdering


def _svar(egen: EgenVurdering, **mere: Any) -> dict[str, Any]:
    ord_ = {"lavet_med": "foraeldre", "foraeldrenes_syn": "Hun ler mest ad sin bror."}
    return {felt.kode: "groen" for felt in egne.tegn_felter(egen)} | ord_ | mere


def _besvar(vurdering: Vurdering, user: Any, nu: datetime, **mere: Any) -> EgenVurdering:
    egen = egne.begynd_egen(vurdering=vurdering, by=user, nu=nu)
    gemt = egne.gem_egen(egen=egen, aendringer=_svar(egen, **mere), set_rev=egen.rev, by=user, nu=nu)
    assert not gemt.fejl
    return egne.afslut_egen(egen=egen, by=user, nu=nu)


def _aendr_profil(by: By, **felter: Any) -> None:
    gem_profil(
        kommune=by.kommune,
        profil=replace(profil_for(by.kommune), **felter),
        grund="x",
        by=by.administrator,
        nu=by.nu,
    )
    by.kommune.refresh_from_db()


def _aabne(vurdering: Vurdering) -> dict[str, date]:
    aabne = Frist.objects.aabne().filter(anledning=vurdering.anledning_id)
    return {kode: dato(den) for kode, den in aabne.values_list("kode", "forfalder_at")}


# ---- opened by age ------------------------------------------------------------------------------------------------


def test_it_is_opened_once_and_falls_due_when_the_window_closes(by: By) -> None:
    barn = _bor(by)
    for _ in range(3):
        besoeg.ajourfoer(nu=by.nu)
    [vurdering] = _vurderinger(barn)
    assert (vurdering.runde, vurdering.enhed, vurdering.alder_mdr) == (None, by.nord, 8)
    assert er_alene(vurdering) and vurdering.egne.count() == 1
    assert _aabne(vurdering) == {"trivsel.egen": date(2027, 1, 13)}
    [post] = Log.objects.filter(haendelse="trivsel.vurdering_oprettet", boern__contains=[str(barn.pk)])
    assert post.bruger == ""


@pytest.mark.parametrize(
    ("foedt", "faar"),
    [
        (date(2026, 2, 15), False),
        (date(2026, 2, 14), True),
        (date(2025, 11, 15), True),
        (date(2025, 11, 14), False),
    ],
)
def test_eight_to_ten_months_both_ends_included(by: By, foedt: date, faar: bool) -> None:
    barn = _bor(by, foedt)
    besoeg.ajourfoer(nu=by.nu)
    assert bool(_vurderinger(barn)) is faar


@pytest.mark.parametrize(
    ("foedt", "foer", "paa"),
    [
        (date(2025, 6, 30), date(2026, 2, 27), date(2026, 2, 28)),
        (date(2024, 2, 29), date(2024, 10, 28), date(2024, 10, 29)),
    ],
)
def test_it_comes_on_the_day_of_the_month_or_its_last(by: By, foedt: date, foer: date, paa: date) -> None:
    barn = _bor(by, foedt, siden=datetime(foedt.year, foedt.month, foedt.day, 12, tzinfo=UTC))
    for dag, antal in ((foer, 0), (paa, 1)):
        besoeg.ajourfoer(nu=datetime(dag.year, dag.month, dag.day, 12, tzinfo=UTC))
        assert len(_vurderinger(barn)) == antal


def test_a_family_that_comes_gets_it_at_once_and_some_days(by: By) -> None:
    barn = _bor(by, date(2025, 11, 16), siden=by.nu)
    [vurdering] = _vurderinger(barn)
    assert _aabne(vurdering) == {"trivsel.egen": dato(by.nu) + timedelta(days=14), "trivsel.orientering": ANY}


def test_parents_who_have_not_been_told_come_first(by: By) -> None:
    barn = BarnFactory(kommune=by.kommune, foedt_den=OTTE_MDR)
    boern.indskriv(barn=barn, enhed=by.nord, by=None, nu=by.nu)
    [vurdering] = _vurderinger(barn)
    assert Frist.objects.aabne().filter(anledning=vurdering.anledning_id, kode="trivsel.orientering").exists()
    with pytest.raises(Denied, match="orienteret"):
        egne.begynd_egen(vurdering=vurdering, by=by.sundhedsplejerske, nu=by.nu)


def test_one_under_way_or_concluded_at_the_age_is_enough(by: By) -> None:
    i_gang, faerdig, tidlig = (_bor(by) for _ in range(3))
    ekstra = runder.opret_ekstra(barn=i_gang, enhed=by.nord, by=by.sundhedsplejerske, nu=by.nu)
    for barn, hvornaar in ((faerdig, by.nu), (tidlig, by.nu - timedelta(days=40))):
        afsluttet_vurdering(barn, "groen", enhed=by.nord, vurderere=[by.sundhedsplejerske], nu=hvornaar)
    besoeg.ajourfoer(nu=by.nu)
    assert _vurderinger(i_gang) == [ekstra]
    assert len(_vurderinger(faerdig)) == 1
    # At six months it was another vurdering.
    assert len(_vurderinger(tidlig)) == 2


def test_what_dagtilbud_wrote_is_not_sundhedsplejens(by: By) -> None:
    barn = _bor(by)
    boern.indskriv(barn=barn, enhed=by.egern, by=None, nu=by.nu)
    afsluttet_vurdering(barn, "groen", enhed=by.egern, vurderere=[by.paedagog], nu=by.nu)
    besoeg.ajourfoer(nu=by.nu)
    assert len(_vurderinger(barn)) == 1


def test_only_districts_and_only_where_the_municipality_wants_it(by: By) -> None:
    barn = BarnFactory(kommune=by.kommune, foedt_den=OTTE_MDR)
    boern.indskriv(barn=barn, enhed=by.egern, by=None, nu=by.nu)
    besoeg.ajourfoer(nu=by.nu)
    assert not Vurdering.objects.filter(barn=barn).exists()
    _aendr_profil(by, besoegsvurdering={})
    besoeg.ajourfoer(nu=by.nu)
    assert not _vurderinger(_bor(by))
    _aendr_profil(by, besoegsvurdering={"fra_mdr": 5, "til_mdr": 8})
    assert len(_vurderinger(_bor(by))) == 0
    besoeg.ajourfoer(nu=by.nu)
    assert Vurdering.objects.filter(arena="sundhedspleje").count() == 2


def test_it_follows_the_child_and_goes_out_when_the_family_leaves(by: By) -> None:
    flytter, rejser = _bor(by), _bor(by)
    besoeg.ajourfoer(nu=by.nu)
    boern.flyt(barn=flytter, fra_enhed=by.nord, til_enhed=by.syd, by=None, nu=by.nu)
    [vurdering] = _vurderinger(flytter)
    assert (vurdering.enhed, vurdering.udgaaet_at) == (by.syd, None)
    boern.udskriv(tilknytning=rejser.tilknytninger.get(), by=None, nu=by.nu)
    [vurdering] = _vurderinger(rejser)
    assert vurdering.udgaaet_at == by.nu
    assert not Frist.objects.aabne().filter(anledning=vurdering.anledning_id).exists()
    # A family that comes back is seen again.
    boern.indskriv(barn=rejser, enhed=by.nord, by=None, nu=by.nu + timedelta(days=20))
    assert [v.udgaaet_at is None for v in _vurderinger(rejser)] == [False, True]


def test_time_alone_lets_it_go(by: By) -> None:
    vurdering = _een(by)
    vurdering.barn.tilknytninger.update(til=by.nu + timedelta(days=1))
    runder.ajourfoer(nu=by.nu)
    assert Vurdering.objects.get(pk=vurdering.pk).udgaaet_at is None
    runder.ajourfoer(nu=by.nu + timedelta(days=1))
    assert Vurdering.objects.get(pk=vurdering.pk).udgaaet_at is not None


def test_many_are_opened_as_easily_as_one(by: By) -> None:
    def forespoergsler(antal: int) -> int:
        for _ in range(antal):
            barn = BarnFactory(kommune=by.kommune, foedt_den=OTTE_MDR - timedelta(days=antal))
            barn.tilknytninger.create(
                kommune=by.kommune, enhed=by.nord, grundlag="sundhedsplejedistrikt", fra=by.nu - timedelta(days=9)
            )
        with CaptureQueriesContext(connection) as fanget:
            assert besoeg.tag_ind(kommune=by.kommune, nu=by.nu) == antal
        return len(fanget)

    assert forespoergsler(1) == forespoergsler(20)


# ---- begun at the visit -------------------------------------------------------------------------------------------


def test_the_age_is_the_age_at_the_visit_until_somebody_has_answered(by: By) -> None:
    vurdering = _een(by)
    ved_besoeget, senere = by.nu + timedelta(days=70), by.nu + timedelta(days=100)
    egen = egne.begynd_egen(vurdering=vurdering, by=by.sundhedsplejerske, nu=ved_besoeget)
    assert egen.vurdering.alder_mdr == 10
    assert "andre_fra_10" in {felt.kode for felt in egne.tegn_felter(egen)}
    igen = egne.begynd_egen(vurdering=vurdering, by=by.sundhedsplejerske, nu=senere)
    assert igen.vurdering.alder_mdr == 10
    assert egne.alder_ved_begyndelse(Vurdering.objects.get(pk=vurdering.pk), senere) == 10


def test_a_round_asks_about_the_age_at_which_it_opened(by: By, vurdering: Vurdering) -> None:
    senere = by.nu + timedelta(days=70)
    assert vurdering.barn.alder_mdr(dato(senere)) > vurdering.alder_mdr
    egen = egne.begynd_egen(vurdering=vurdering, by=by.paedagog, nu=senere)
    assert egen.vurdering.alder_mdr == vurdering.alder_mdr


# ---- the whole way, alone -----------------------------------------------------------------------------------------


class _Ord(HTMLParser):
    """The words of a page's main part."""

    def __init__(self) -> None:
        super().__init__()
        self.inde, self.ord_ = False, []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.inde = self.inde or tag == "main"

    def handle_endtag(self, tag: str) -> None:
        self.inde = self.inde and tag != "main"

    def handle_data(self, data: str) -> None:
        if self.inde:
            self.ord_.append(data)


def _ord(svar: Any) -> str:
    laeser = _Ord()
    laeser.feed(svar.content.decode())
    return " ".join(" ".join(laeser.ord_).split())


def _passer_til_een(tekst: str) -> None:
    fremmed = re.search(
        r"\b(teamet|kolleger?|kollegaer|kollegaen|hinandens?|fælles|egne vurderinger|jeres placering|enige)\b",
        tekst,
        re.IGNORECASE,
    )
    assert fremmed is None, tekst[max(0, fremmed.start() - 80) : fremmed.end() + 40]


@pytest.fixture
def som(client: Client, by: By, monkeypatch: pytest.MonkeyPatch) -> Som:
    """Sign somebody in, at the moment the tests live in."""
    monkeypatch.setattr(tid, "nu", lambda: by.nu)

    def som(user: Any) -> Client:
        client.force_login(user)
        return client

    return som


def _post(vurdering: Vurdering, svar: dict[str, Any], handling: str = "faerdig") -> dict[str, Any]:
    return {**svar, "rev": "0", "klient": "a1", "handling": handling}


def test_from_the_first_answer_to_what_follows(by: By, som: Som) -> None:
    vurdering = _een(by)
    client, adresse = som(by.sundhedsplejerske), reverse("trivsel:egen", args=[vurdering.pk])
    side = client.get(adresse)
    assert "til placering" in side.content.decode()
    _passer_til_een(_ord(side))

    egen = EgenVurdering(vurdering=vurdering)
    uden = {k: v for k, v in _svar(egen).items() if k not in {"lavet_med", "foraeldrenes_syn"}}
    mangler = client.post(adresse, _post(vurdering, uden))
    assert mangler.status_code == 422
    assert "Hvordan er vurderingen lavet?" in mangler.content.decode()
    svar = client.post(adresse, _post(vurdering, uden | {"lavet_med": "en_foraelder"}))
    assert svar.status_code == 422, "made with a parent, so the parent's view is asked for"

    svar = client.post(adresse, _post(vurdering, _svar(egen, krop_fra_8="gul", samspil_fra_4="gul")))
    slut = reverse("trivsel:faelles", args=[vurdering.pk])
    assert (svar.status_code, svar["Location"]) == (302, slut)
    side = client.get(slut)
    tekst = _ord(side)
    _passer_til_een(tekst)
    assert "Din placering" in tekst and "Hun ler mest ad sin bror." in tekst and "Sammen med forældrene" in tekst
    assert "Afslut vurderingen" in side.content.decode()

    vurdering.refresh_from_db()
    nu_staar = stilling(vurdering, faelles.faerdige_egne(vurdering))
    positioner = {POSITION + sted: nu_staar.foreslaaet(sted) for sted in STEDER}
    nej = client.post(slut, _post(vurdering, positioner | {f"{POSITION}samlet": "gul"}, "afslut"))
    assert nej.status_code == 422
    assert "før du kan afslutte" in _ord(nej)
    _passer_til_een(_ord(nej))

    ja = client.post(slut, _post(vurdering, positioner, "afslut"), follow=True)
    assert ja.redirect_chain == [(reverse("trivsel:vurdering", args=[vurdering.pk]), 302)]
    _passer_til_een(_ord(ja))
    assert "Sammen med forældrene" in _ord(ja)
    vurdering.refresh_from_db()
    assert vurdering.samlet == "groen" and vurdering.afsluttet_by == by.sundhedsplejerske
    assert not Frist.objects.aabne().filter(anledning=vurdering.anledning_id).exists()
    besoeg.ajourfoer(nu=by.nu)
    assert _vurderinger(vurdering.barn) == [vurdering]


def test_the_page_asks_for_the_age_at_the_visit(by: By, som: Som, monkeypatch: pytest.MonkeyPatch) -> None:
    vurdering = _een(by)
    client = som(by.sundhedsplejerske)
    monkeypatch.setattr(tid, "nu", lambda: by.nu + timedelta(days=70))
    side = client.get(reverse("trivsel:egen", args=[vurdering.pk])).content.decode()
    assert "andre_fra_10" in side and "andre_til_9" not in side
    assert Vurdering.objects.get(pk=vurdering.pk).alder_mdr == 8, "looking pins nothing"
    gemt = client.post(
        reverse("trivsel:egen_gem", args=[vurdering.pk]),
        json.dumps({"rev": 0, "klient": "a1", "felter": {"andre_fra_10": "gul"}}),
        content_type="application/json",
    )
    assert gemt.json()["fejl"] == {}
    assert Vurdering.objects.get(pk=vurdering.pk).alder_mdr == 10


def test_answers_can_be_changed_until_it_is_concluded(by: By, som: Som) -> None:
    vurdering = _een(by)
    _besvar(vurdering, by.sundhedsplejerske, by.nu)
    assert _aabne(vurdering) == {"trivsel.faelles": date(2027, 1, 13)}
    client = som(by.sundhedsplejerske)
    genaabn = reverse("trivsel:egen_genaabn", args=[vurdering.pk])
    assert genaabn in client.get(reverse("trivsel:faelles", args=[vurdering.pk])).content.decode()
    assert "Ret dine svar" in client.get(reverse("trivsel:egen", args=[vurdering.pk])).content.decode()
    assert client.post(genaabn)["Location"] == reverse("trivsel:egen", args=[vurdering.pk])
    assert vurdering.egne.get().faerdig_at is None
    assert _aabne(vurdering) == {"trivsel.egen": date(2027, 1, 13)}
    nej = client.get(reverse("trivsel:faelles", args=[vurdering.pk]))
    assert nej.status_code == 403 and "svarene er færdige" in _ord(nej)
    _besvar(vurdering, by.sundhedsplejerske, by.nu)
    faelles.begynd_faelles(vurdering=vurdering, by=by.sundhedsplejerske, nu=by.nu)
    positioner = {POSITION + sted: "groen" for sted in STEDER}
    faelles.gem_faelles(vurdering=vurdering, aendringer=positioner, set_rev=0, by=by.sundhedsplejerske, nu=by.nu)
    egne.genaabn_egen(egen=vurdering.egne.get(), by=by.sundhedsplejerske, nu=by.nu)
    egne.afslut_egen(egen=vurdering.egne.get(), by=by.sundhedsplejerske, nu=by.nu)
    faelles.afslut_faelles(vurdering=vurdering, by=by.sundhedsplejerske, nu=by.nu)
    with pytest.raises(Denied):
        egne.genaabn_egen(egen=vurdering.egne.get(), by=by.sundhedsplejerske, nu=by.nu)


def test_a_worry_is_concluded_with_its_duties_in_words_for_one(by: By, som: Som) -> None:
    vurdering = _een(by)
    tegn = [f.kode for f in egne.tegn_felter(EgenVurdering(vurdering=vurdering))]
    _besvar(vurdering, by.sundhedsplejerske, by.nu, **dict.fromkeys(tegn, "roed"))
    slut = reverse("trivsel:faelles", args=[vurdering.pk])
    client = som(by.sundhedsplejerske)
    svar = {POSITION + sted: "roed" for sted in STEDER} | {
        "barnets_perspektiv": "Kigger væk og bliver slap.",
        "foraeldrenes_syn": "De er selv bekymrede.",
        "andre_forklaringer": "Hørelsen er ikke undersøgt.",
        "overgreb": "intet_peger",
        "overgreb_hvorfor": "Intet i hjemmet tyder på det.",
    }
    ja = client.post(slut, _post(vurdering, svar, "afslut"), follow=True)
    assert ja.status_code == 200
    tekst = _ord(ja)
    _passer_til_een(tekst.replace("Er du i tvivl, så tal med en kollega", "").replace("En kollega, egen læge", ""))
    vurdering.refresh_from_db()
    assert set(Frist.objects.aabne().filter(anledning=vurdering.anledning_id).values_list("kode", flat=True)) == {
        "trivsel.resultat",
        "trivsel.handling",
    }
    assert not Handling.objects.exists()
    papir = client.get(reverse("trivsel:udskriv", args=[vurdering.pk]))
    assert papir["Content-Type"] == "application/pdf"


def test_the_print_tells_how_it_was_made(by: By) -> None:
    from django.template.loader import render_to_string

    from trivsel.laesning import print_kontekst

    for lavet_med, ventet in (
        ("foraeldre", "vi så og talte om sammen"),
        ("en_foraelder", "vi så og talte om sammen"),
        ("alene", "sundhedsplejersken har set"),
    ):
        vurdering = _een(by, _bor(by))
        syn = {} if lavet_med == "alene" else {"foraeldrenes_syn": "Han er glad om morgenen."}
        _besvar(vurdering, by.sundhedsplejerske, by.nu, **{"lavet_med": lavet_med, "foraeldrenes_syn": "", **syn})
        positioner = {POSITION + sted: "groen" for sted in STEDER}
        faelles.gem_faelles(vurdering=vurdering, aendringer=positioner, set_rev=0, by=by.sundhedsplejerske, nu=by.nu)
        faelles.afslut_faelles(vurdering=vurdering, by=by.sundhedsplejerske, nu=by.nu)
        vurdering = Vurdering.objects.get(pk=vurdering.pk)
        papir = render_to_string("trivsel/udskrift.html", print_kontekst(vurdering, profil_for(by.kommune), []))
        assert ventet in papir and "hos os" not in papir and "blevet enige" not in papir
        assert ("Han er glad om morgenen." in papir) is bool(syn)


def test_two_raters_are_a_team_also_in_sundhedsplejen(by: By, som: Som) -> None:
    _aendr_profil(by, vurderere={**profil_for(by.kommune).vurderere, "sundhedspleje": ["", ""]})
    vurdering = _een(by)
    assert not er_alene(vurdering) and vurdering.egne.count() == 2
    egen, faelles_ = (
        Frist.objects.filter(anledning=vurdering.anledning_id, kode=kode).first()
        for kode in ("trivsel.egen", "trivsel.faelles")
    )
    assert egen and faelles_ and egen.forfalder_at < faelles_.forfalder_at
    _besvar(vurdering, by.sundhedsplejerske, by.nu)
    assert egne.alle_faerdige(vurdering) is False
    svar = som(by.sundhedsplejerske).get(reverse("trivsel:egen", args=[vurdering.pk])).content.decode()
    assert "Når din kollega også er færdig" in svar


def test_others_find_nothing(by: By, som: Som) -> None:
    vurdering = _een(by)
    assert Anledning.objects.get(vurdering=vurdering).ejer_enhed == by.sundhedspleje
    for hvem, status in (("sundhedsplejerske2", 404), ("paedagog", 404), ("leder", 404), ("forvaltning", 403)):
        client = som(by.bruger[hvem])
        for navn in ("trivsel:egen", "trivsel:vurdering"):
            svar = client.get(reverse(navn, args=[vurdering.pk]))
            assert svar.status_code in {status, 403}, (hvem, navn)
