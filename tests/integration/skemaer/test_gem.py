"""Saving field by field: two writers, lost replies, faults, and never a lost text."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from opsporing.skemaer.gem import Gemt, Loesning, UkendtKonflikt, gem_felter, loes_konflikt
from tests.factories.tid import NU
from tests.factories.user import UserFactory
from trivsel.models import EgenVurdering

SIDER = st.sampled_from("abc")


@pytest.fixture
def ane(db):
    return UserFactory(navn="Ane Lund")


@pytest.fixture
def bo(db):
    return UserFactory(navn="Bo Vang")


def gem(besvarelse, aendringer, rev=0, *, by, klient="", nu=NU) -> Gemt:
    return gem_felter(besvarelse, aendringer, rev, by=by, nu=nu, alder_mdr=20, klient=klient)


def gemte(besvarelse):
    return EgenVurdering.objects.get(pk=besvarelse.pk)


def test_gemmer_det_aendrede_og_siger_hvad(besvarelse, ane):
    gemt = gem(besvarelse, {"troest": "gul", "styrker": " Bolde "}, by=ane)
    assert gemt == Gemt(1, ("troest", "styrker"), (), {})
    row = gemte(besvarelse)
    assert row.svar == {"troest": "gul", "styrker": "Bolde"}
    assert (row.rev, row.gemt_at, row.gemt_by) == (1, NU, ane)
    assert (besvarelse.svar, besvarelse.rev, besvarelse.gemt_by) == (row.svar, 1, ane)


def test_samme_svar_igen_er_ingen_aendring(besvarelse, ane):
    gem(besvarelse, {"troest": "gul"}, by=ane, klient="a")
    gemt = gem(besvarelse, {"troest": "gul"}, by=ane, klient="a", nu=NU + timedelta(minutes=1))
    assert gemt == Gemt(1, (), (), {})
    assert gemte(besvarelse).gemt_at == NU


def test_et_svar_kan_tages_tilbage(besvarelse, ane):
    gem(besvarelse, {"troest": "gul"}, by=ane, klient="a")
    assert gem(besvarelse, {"troest": None}, by=ane, klient="a").aendrede == ("troest",)
    assert gemte(besvarelse).svar == {}


def test_forkerte_svar_gemmes_ikke_men_de_andre_goer(besvarelse, ane):
    gemt = gem(besvarelse, {"score": "ni", "findes_ikke": "x", "leg_til_17": "gul", "troest": "roed"}, by=ane)
    assert set(gemt.fejl) == {"score", "findes_ikke", "leg_til_17"}
    assert gemt.aendrede == ("troest",)
    assert gemte(besvarelse).svar == {"troest": "roed"}


def test_et_forkert_svar_sletter_ikke_det_rigtige(besvarelse, ane):
    gem(besvarelse, {"score": 3}, by=ane, klient="a")
    gem(besvarelse, {"score": "ni"}, by=ane, klient="a")
    assert gemte(besvarelse).svar == {"score": 3}


def test_to_felter_af_to_personer_er_ingen_konflikt(besvarelse, ane, bo):
    gem(besvarelse, {"styrker": "Bolde"}, by=ane, klient="a")
    gemt = gem(besvarelse, {"aabent": "Ro"}, by=bo, klient="b")
    assert gemt.konflikter == ()
    assert gemte(besvarelse).svar == {"styrker": "Bolde", "aabent": "Ro"}


def test_to_personer_i_samme_felt_ingen_tekst_tabes(besvarelse, ane, bo):
    gem(besvarelse, {"aabent": "Anes tekst"}, by=ane, klient="a")
    gemt = gem(besvarelse, {"aabent": "Bos tekst", "troest": "gul"}, by=bo, klient="b", nu=NU + timedelta(minutes=2))
    assert gemt.aendrede == ("troest",)
    (konflikt,) = gemt.konflikter
    assert (konflikt["felt"], konflikt["vaerdi"], konflikt["by"], konflikt["navn"]) == (
        "aabent",
        "Bos tekst",
        bo.pk,
        "Bo Vang",
    )
    assert konflikt["at"] == (NU + timedelta(minutes=2)).isoformat()
    row = gemte(besvarelse)
    assert row.svar == {"aabent": "Anes tekst", "troest": "gul"}
    assert row.konflikter == [konflikt]


def test_den_der_har_set_den_andens_svar_maa_rette_det(besvarelse, ane, bo):
    rev = gem(besvarelse, {"aabent": "Anes tekst"}, by=ane, klient="a").rev
    gemt = gem(besvarelse, {"aabent": "Anes tekst, rettet af Bo"}, rev, by=bo, klient="b")
    assert gemt.aendrede == ("aabent",)
    assert gemt.konflikter == ()


def test_tabt_svar_fra_serveren_er_ikke_en_konflikt_med_sig_selv(besvarelse, ane):
    gem(besvarelse, {"aabent": "Hun leg"}, 0, by=ane, klient="fane-1")
    gemt = gem(besvarelse, {"aabent": "Hun leger"}, 0, by=ane, klient="fane-1")
    assert gemt.konflikter == ()
    assert gemte(besvarelse).svar == {"aabent": "Hun leger"}


def test_to_faner_hos_samme_person_er_to_sider(besvarelse, ane):
    gem(besvarelse, {"aabent": "Første fane"}, 0, by=ane, klient="fane-1")
    gemt = gem(besvarelse, {"aabent": "Anden fane"}, 0, by=ane, klient="fane-2")
    assert [en["vaerdi"] for en in gemt.konflikter] == ["Anden fane"]


def test_uden_script_sendt_to_gange_er_een_tekst(besvarelse, ane, bo):
    gem(besvarelse, {"aabent": "Anes"}, 0, by=ane)
    gem(besvarelse, {"aabent": "Bos"}, 0, by=bo)
    assert len(gem(besvarelse, {"aabent": "Bos"}, 0, by=bo).konflikter) == 1
    assert len(gem(besvarelse, {"aabent": "Bos nye"}, 0, by=bo).konflikter) == 2


def test_uden_klient_er_ingen_kendt(besvarelse, ane):
    gem(besvarelse, {"aabent": "Et"}, 0, by=ane)
    assert gem(besvarelse, {"aabent": "To"}, 0, by=ane).konflikter


def test_en_side_overskriver_ikke_det_den_ikke_har_vist(besvarelse, ane, bo):
    """Ane's page goes on saving; what Bo wrote in another field in between must not be written over by her."""
    gem(besvarelse, {"troest": "gul"}, 0, by=ane, klient="a")
    gem(besvarelse, {"aabent": "Bos tekst"}, 0, by=bo, klient="b")
    gem(besvarelse, {"score": 1}, 0, by=ane, klient="a")
    gemt = gem(besvarelse, {"aabent": "Anes tekst"}, 0, by=ane, klient="a")
    assert [en["vaerdi"] for en in gemt.konflikter] == ["Anes tekst"]
    assert gemte(besvarelse).svar["aabent"] == "Bos tekst"


def test_at_skrive_videre_i_en_konflikt_fornyer_den(besvarelse, ane, bo):
    gem(besvarelse, {"aabent": "Anes tekst"}, 0, by=ane, klient="a")
    foerste = gem(besvarelse, {"aabent": "Bos"}, 0, by=bo, klient="b").konflikter
    anden = gem(besvarelse, {"aabent": "Bos tekst"}, 0, by=bo, klient="b").konflikter
    assert [en["vaerdi"] for en in anden] == ["Bos tekst"]
    assert anden[0]["id"] == foerste[0]["id"]
    assert gemte(besvarelse).svar["aabent"] == "Anes tekst"


def test_at_skrive_det_samme_som_den_anden_er_enighed(besvarelse, ane, bo):
    gem(besvarelse, {"aabent": "Fælles"}, 0, by=ane, klient="a")
    gem(besvarelse, {"aabent": "Bos"}, 0, by=bo, klient="b")
    assert gem(besvarelse, {"aabent": "Fælles"}, 0, by=bo, klient="b").konflikter == ()
    assert gemte(besvarelse).konflikter == []


def test_tre_personer_giver_to_konflikter(besvarelse, ane, bo):
    cille = UserFactory(navn="Cille Dal")
    gem(besvarelse, {"aabent": "A"}, 0, by=ane, klient="a")
    gem(besvarelse, {"aabent": "B"}, 0, by=bo, klient="b")
    konflikter = gem(besvarelse, {"aabent": "C"}, 0, by=cille, klient="c").konflikter
    assert [en["vaerdi"] for en in konflikter] == ["B", "C"]
    assert len({en["id"] for en in konflikter}) == 2


@pytest.fixture
def konflikt(besvarelse, ane, bo):
    gem(besvarelse, {"aabent": "Anes"}, 0, by=ane, klient="a")
    return gem(besvarelse, {"aabent": "Bos"}, 0, by=bo, klient="b").konflikter[0]["id"]


@pytest.mark.parametrize(
    ("loesning", "ventet", "aendrede"),
    [
        (Loesning.GEMT, "Anes", ()),
        (Loesning.INDKOMMEN, "Bos", ("aabent",)),
        (Loesning.BEGGE, "Anes\n\nBos", ("aabent",)),
    ],
)
def test_konflikt_loeses(besvarelse, konflikt, bo, loesning, ventet, aendrede):
    gemt = loes_konflikt(besvarelse, konflikt, loesning, by=bo, nu=NU)
    assert (gemt.konflikter, gemt.aendrede) == ((), aendrede)
    row = gemte(besvarelse)
    assert (row.svar["aabent"], row.konflikter) == (ventet, [])
    with pytest.raises(UkendtKonflikt):
        loes_konflikt(besvarelse, konflikt, loesning, by=bo, nu=NU)


def test_efter_loesning_er_en_gammel_side_stadig_gammel(besvarelse, konflikt, ane, bo):
    loes_konflikt(besvarelse, konflikt, Loesning.BEGGE, by=bo, nu=NU)
    gemt = gem(besvarelse, {"aabent": "Anes, som skrev videre"}, 0, by=ane, klient="a")
    assert [en["vaerdi"] for en in gemt.konflikter] == ["Anes, som skrev videre"]
    assert gemte(besvarelse).svar["aabent"] == "Anes\n\nBos"


def test_begge_giver_kun_mening_for_tekst(besvarelse, ane, bo):
    gem(besvarelse, {"troest": "gul"}, 0, by=ane, klient="a")
    konflikt = gem(besvarelse, {"troest": "roed"}, 0, by=bo, klient="b").konflikter[0]["id"]
    with pytest.raises(ValueError, match="kan ikke stå sammen"):
        loes_konflikt(besvarelse, konflikt, Loesning.BEGGE, by=bo, nu=NU)
    assert len(gemte(besvarelse).konflikter) == 1
    loes_konflikt(besvarelse, konflikt, Loesning.INDKOMMEN, by=bo, nu=NU)
    assert gemte(besvarelse).svar["troest"] == "roed"


def test_begge_kan_vaere_for_langt(besvarelse, ane, bo):
    gem(besvarelse, {"styrker": "a" * 200}, 0, by=ane, klient="a")
    konflikt = gem(besvarelse, {"styrker": "b" * 200}, 0, by=bo, klient="b").konflikter[0]["id"]
    with pytest.raises(ValueError, match="403 tegn"):
        loes_konflikt(besvarelse, konflikt, Loesning.BEGGE, by=bo, nu=NU)
    assert len(gemte(besvarelse).konflikter) == 1


def test_begge_samler_gentagne_svar(besvarelse, ane, bo):
    gem(besvarelse, {"observationer": ["1", "2"]}, 0, by=ane, klient="a")
    konflikt = gem(besvarelse, {"observationer": ["2", "3"]}, 0, by=bo, klient="b").konflikter[0]["id"]
    loes_konflikt(besvarelse, konflikt, Loesning.BEGGE, by=bo, nu=NU)
    assert gemte(besvarelse).svar["observationer"] == ["1", "2", "3"]


def test_den_ene_har_slettet(besvarelse, ane, bo):
    rev = gem(besvarelse, {"aabent": "Før"}, 0, by=ane, klient="a").rev
    gem(besvarelse, {"aabent": "Anes nye"}, rev, by=ane, klient="a")
    konflikt = gem(besvarelse, {"aabent": None}, rev, by=bo, klient="b").konflikter[0]
    assert konflikt["vaerdi"] is None
    loes_konflikt(besvarelse, konflikt["id"], Loesning.INDKOMMEN, by=bo, nu=NU)
    assert "aabent" not in gemte(besvarelse).svar


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(st.lists(st.tuples(SIDER, st.sampled_from(["aabent", "styrker"]), st.sampled_from("xyz")), max_size=12))
@example([("a", "aabent", "x"), ("b", "aabent", "x"), ("a", "aabent", "y")])
@example([("a", "aabent", "x"), ("b", "aabent", "y"), ("c", "aabent", "y"), ("c", "aabent", "z")])
def test_ingen_sides_sidste_tekst_gaar_tabt(besvarelse, ane, skridt):
    """Three pages opened at the same time write in any order: each page's last word is stored or kept as a conflict."""
    EgenVurdering.objects.filter(pk=besvarelse.pk).update(svar={}, felt_rev={}, konflikter=[], rev=0)
    sidste = {}
    for side, felt, tekst in skridt:
        gem(besvarelse, {felt: tekst}, 0, by=ane, klient=side)
        sidste[side, felt] = tekst
    row = gemte(besvarelse)
    for (_, felt), tekst in sidste.items():
        holdt = [row.svar.get(felt), *(en["vaerdi"] for en in row.konflikter if en["felt"] == felt)]
        assert tekst in holdt


@pytest.mark.django_db(transaction=True)
def test_to_samtidige_gem_taber_intet(besvarelse, ane, bo):
    """Two real connections saving at the same moment: the row lock puts them after each other."""
    startskud = threading.Barrier(2)
    fejl = []

    def skriv(by, klient, felt):
        try:
            startskud.wait(5)
            for nr in range(10):
                gem(
                    EgenVurdering(pk=besvarelse.pk),
                    {felt: f"{klient}{nr}", "aabent": f"{klient}{nr}"},
                    by=by,
                    klient=klient,
                )
        except Exception as grund:
            fejl.append(grund)
        finally:
            connections.close_all()

    traade = [
        threading.Thread(target=skriv, args=(ane, "a", "styrker")),
        threading.Thread(target=skriv, args=(bo, "b", "hvem")),
    ]
    for traad in traade:
        traad.start()
    for traad in traade:
        traad.join(30)
    assert not fejl
    row = gemte(besvarelse)
    assert (row.svar["styrker"], row.svar["hvem"]) == ("a9", "b9")
    assert {row.svar["aabent"], *(en["vaerdi"] for en in row.konflikter)} == {"a9", "b9"}
    assert connection.vendor == "postgresql"
