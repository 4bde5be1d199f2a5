"""A list of observations saved as one goes, by two people, with and without script."""

from datetime import timedelta

import pytest
from crispy_forms.utils import render_crispy_form
from django.http import QueryDict
from django.test import RequestFactory

from opsporing.skemaer.autogem import konflikter_i_ord
from opsporing.skemaer.formular import Skemaformular
from opsporing.skemaer.gem import Loesning, gem_felter, loes_konflikt
from tests.factories.tid import NU
from tests.factories.user import UserFactory
from trivsel.models import EgenVurdering

FELT = "set_hoert"


@pytest.fixture
def ane(db):
    return UserFactory(navn="Ane Lund")


@pytest.fixture
def bo(db):
    return UserFactory(navn="Bo Vang")


def gem(besvarelse, raekker, rev=0, *, by, klient=""):
    return gem_felter(besvarelse, {FELT: raekker}, rev, by=by, nu=NU, alder_mdr=20, klient=klient)


def liste(besvarelse):
    return EgenVurdering.objects.get(pk=besvarelse.pk).svar.get(FELT)


def en(id_, tekst, **mere):
    return {"id": id_, "tekst": tekst, **mere}


def test_gemmes_rettes_og_fjernes_igen(besvarelse, ane):
    assert gem(besvarelse, [en("a", "Et"), {"id": "ny"}], by=ane, klient="x").aendrede == (FELT,)
    gem(besvarelse, [en("a", "Et og mere"), en("b", "To")], by=ane, klient="x")
    assert liste(besvarelse) == [en("a", "Et og mere"), en("b", "To")]
    assert gem(besvarelse, [{**en("a", "Et og mere"), "uroert": True}, {"id": "b"}], by=ane, klient="x").rev == 3
    assert liste(besvarelse) == [en("a", "Et og mere")]
    assert gem(besvarelse, [{"id": "a"}], by=ane, klient="x").aendrede == (FELT,)
    assert liste(besvarelse) is None


def test_en_dag_der_ikke_er_kommet_afvises_men_ordene_gemmes(besvarelse, ane):
    i_morgen = (NU + timedelta(days=1)).strftime("%d-%m-%Y")
    gemt = gem(besvarelse, [en("a", "Et"), en("b", "To", dato=i_morgen)], by=ane, klient="x")
    assert gemt.fejl[FELT].startswith("Iagttagelse 2: Datoen ligger i fremtiden.")
    assert liste(besvarelse) == [en("a", "Et"), en("b", "To")]


def test_to_skriver_hver_sin_uden_at_komme_hinanden_i_vejen(besvarelse, ane, bo):
    rev = gem(besvarelse, [en("a", "Fælles")], by=ane, klient="x").rev
    gem(besvarelse, [{**en("a", "Fælles"), "uroert": True}, en("b", "Anes")], rev, by=ane, klient="ane")
    gemt = gem(besvarelse, [{**en("a", "Fælles"), "uroert": True}, en("c", "Bos")], rev, by=bo, klient="bo")
    assert gemt.konflikter == ()
    assert [raekke["tekst"] for raekke in liste(besvarelse)] == ["Fælles", "Anes", "Bos"]


def test_to_i_den_samme_begge_udgaver_findes(besvarelse, ane, bo):
    rev = gem(besvarelse, [en("a", "Først"), en("b", "Anden")], by=ane, klient="x").rev
    gem(besvarelse, [en("a", "Anes a"), en("b", "Anes b")], rev, by=ane, klient="ane")
    gem(besvarelse, [en("a", "Bos a"), {**en("b", "Anden"), "uroert": True}], rev, by=bo, klient="bo")
    gemt = gem(besvarelse, [{**en("a", "Bos a"), "uroert": True}, en("b", "Bos b")], rev, by=bo, klient="bo")
    (konflikt,) = gemt.konflikter
    assert konflikt["vaerdi"] == [en("a", "Bos a"), en("b", "Bos b")]
    (vist,) = konflikter_i_ord(besvarelse)
    assert (vist.gemt, vist.indkommen) == (
        ("Uden dato: Anes a", "Uden dato: Anes b"),
        ("Uden dato: Bos a", "Uden dato: Bos b"),
    )
    assert vist.kan_begge
    assert loes_konflikt(besvarelse, konflikt["id"], Loesning.BEGGE, by=bo, nu=NU).aendrede == (FELT,)
    assert [raekke["tekst"] for raekke in liste(besvarelse)] == ["Anes a", "Anes b", "Bos a", "Bos b"]


@pytest.mark.parametrize(("loesning", "ventet"), [(Loesning.GEMT, "Anes"), (Loesning.INDKOMMEN, "Bos")])
def test_valget_gaelder_kun_det_omstridte(besvarelse, ane, bo, loesning, ventet):
    rev = gem(besvarelse, [en("a", "Først"), en("b", "Urørt")], by=ane, klient="x").rev
    gem(besvarelse, [en("a", "Anes")], rev, by=ane, klient="ane")
    (konflikt,) = gem(besvarelse, [en("a", "Bos")], rev, by=bo, klient="bo").konflikter
    loes_konflikt(besvarelse, konflikt["id"], loesning, by=bo, nu=NU)
    assert liste(besvarelse) == [en("a", ventet), en("b", "Urørt")]
    assert EgenVurdering.objects.get(pk=besvarelse.pk).konflikter == []


def test_den_der_naar_til_det_samme_er_ikke_laengere_uenig(besvarelse, ane, bo):
    rev = gem(besvarelse, [en("a", "Først")], by=ane, klient="x").rev
    gem(besvarelse, [en("a", "Anes")], rev, by=ane, klient="ane")
    assert gem(besvarelse, [en("a", "Bos")], rev, by=bo, klient="bo").konflikter
    assert gem(besvarelse, [en("a", "Anes")], rev, by=bo, klient="bo").konflikter == ()


def test_det_en_har_fjernet_kommer_kun_igen_naar_en_anden_har_skrevet_i_det(besvarelse, ane, bo):
    rev = gem(besvarelse, [en("a", "Et"), en("b", "To")], by=ane, klient="x").rev
    gem(besvarelse, [{"id": "a"}, {"id": "b"}], rev, by=ane, klient="ane")
    assert liste(besvarelse) is None
    gem(besvarelse, [{**en("a", "Et"), "uroert": True}, en("b", "To, og mere")], rev, by=bo, klient="bo")
    assert liste(besvarelse) == [en("b", "To, og mere")]


def test_den_der_fjerner_noget_en_anden_har_rettet_fjerner_ingenting(besvarelse, ane, bo):
    rev = gem(besvarelse, [en("a", "Et")], by=ane, klient="x").rev
    gem(besvarelse, [en("a", "Et, rettet")], rev, by=ane, klient="ane")
    gem(besvarelse, [{"id": "a"}], rev, by=bo, klient="bo")
    assert liste(besvarelse) == [en("a", "Et, rettet")]


def test_intet_svar_tager_listen_bort(besvarelse, ane):
    gem(besvarelse, [en("a", "Et"), en("b", "To")], by=ane, klient="x")
    gem(besvarelse, None, by=ane, klient="x")
    assert liste(besvarelse) is None


def formular(besvarelse, data=None):
    return Skemaformular(
        besvarelse.definition(), data=data, svar=besvarelse.svar, rev=besvarelse.rev, alder_mdr=20, i_dag=NU.date()
    )


def post(side, **felter):
    """What a browser without script sends of that page: its rows, and what was typed in them."""
    data = QueryDict(mutable=True)
    data.update({"rev": side.rev, "klient": side.klient, "foer": side.foer})
    for raekke in side[FELT].value() or []:
        data.appendlist(f"{FELT}__id", raekke["id"])
        for del_ in ("dato", "sted", "tekst", "kilde"):
            data[f"{FELT}__{raekke['id']}__{del_}"] = raekke.get(del_, "")
    data.appendlist(f"{FELT}__id", "ny")
    for navn, vaerdi in felter.items():
        data[f"{FELT}__{navn}"] = vaerdi
    return RequestFactory().post("/", data.urlencode(), content_type="application/x-www-form-urlencoded").POST


def gem_post(besvarelse, data, *, by):
    side = formular(besvarelse, data)
    return gem_felter(besvarelse, side.aendringer(), side.rev, klient=side.klient, by=by, nu=NU, alder_mdr=20), side


def test_uden_script_tilfoejes_rettes_og_fjernes(besvarelse, ane):
    gem_post(besvarelse, post(formular(besvarelse), ny__dato="1-3-2026", ny__tekst="Et", ny__kilde="selv"), by=ane)
    assert liste(besvarelse) == [{"id": "ny", "dato": "2026-03-01", "tekst": "Et", "kilde": "selv"}]
    assert 'value="01-03-2026"' in render_crispy_form(formular(besvarelse))
    gem_post(besvarelse, post(formular(besvarelse), ny__sted="Stuen"), by=ane)
    assert liste(besvarelse)[0]["sted"] == "Stuen"
    gem_post(besvarelse, post(formular(besvarelse), ny__fjern="ja"), by=ane)
    assert liste(besvarelse) is None


def test_uden_script_roerer_en_side_ikke_det_den_ikke_har_rettet(besvarelse, ane, bo):
    gem(besvarelse, [en("a", "Et"), en("b", "To")], by=ane, klient="x")
    anes, bos = formular(besvarelse), formular(besvarelse)
    gem_post(besvarelse, post(anes, a__tekst="Et, rettet af Ane"), by=ane)
    gemt, _ = gem_post(besvarelse, post(bos, b__tekst="To, rettet af Bo"), by=bo)
    assert gemt.konflikter == ()
    assert liste(besvarelse) == [en("a", "Et, rettet af Ane"), en("b", "To, rettet af Bo")]


def test_uden_script_kommer_en_forkert_dato_tilbage_som_den_er_tastet(besvarelse, ane):
    gemt, side = gem_post(besvarelse, post(formular(besvarelse), ny__dato="41-3-2026", ny__tekst="Et"), by=ane)
    assert "Den dato findes ikke i kalenderen." in gemt.fejl[FELT]
    assert liste(besvarelse) == [en("ny", "Et")]
    assert not side.is_valid()
    assert 'value="41-3-2026"' in render_crispy_form(side)


def test_kendte_tager_afsnittet_af_siden(besvarelse):
    definition = besvarelse.definition()
    uden = Skemaformular(definition, alder_mdr=20, kendte={"maa_orienteres": "nej"})
    med = Skemaformular(definition, alder_mdr=20, kendte={"maa_orienteres": True})
    assert "foraeldres_ord" not in uden.fields
    assert "Det, I har fortalt" not in render_crispy_form(uden)
    assert "Det, I har fortalt" in render_crispy_form(med)
    sendt = Skemaformular(
        definition, data={"foraeldres_ord": "smuglet"}, alder_mdr=20, kendte={"maa_orienteres": "nej"}
    )
    assert "foraeldres_ord" not in sendt.aendringer()
