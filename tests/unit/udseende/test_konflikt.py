"""Two people saving the same form: nothing either of them wrote may be lost."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from opsporing import konflikt
from opsporing.konflikt import Felt

NU = datetime(2026, 11, 17, 9, 42, tzinfo=UTC)
FELTER = [
    Felt("samtale", "Det talte vi om", tekst=True),
    Felt("social", "Social trivsel", ordene={"groen": "Trivsel", "gul": "Øget opmærksomhed"}),
    Felt("temaer", "Temaer"),
]


def find(mine, deres):
    return konflikt.find(FELTER, mine, deres, hvem="Jonas", hvornaar=NU, version=4)


def test_kun_det_der_er_forskelligt_vises():
    k = find({"samtale": "a\r\nb ", "social": "gul"}, {"samtale": "a\nb", "social": "groen"})
    assert [f.navn for f in k.forskelle] == ["social"]
    assert k.ens == ("Det talte vi om", "Temaer")
    assert k.version == 4


def test_kodede_vaerdier_vises_med_ord():
    (f,) = find({"social": "gul"}, {"social": "groen"}).forskelle
    assert (f.min_tekst, f.deres_tekst, f.valgt, f.kan_samles) == ("Øget opmærksomhed", "Trivsel", "deres", False)


def test_tekst_fra_begge_foreslaas_samlet():
    (f,) = find({"samtale": "mit"}, {"samtale": "deres"}).forskelle
    assert (f.kan_samles, f.valgt) == (True, "begge")


def test_det_kun_den_ene_har_udfyldt_foreslaas_beholdt():
    (f,) = find({"samtale": "mit"}, {}).forskelle
    assert (f.valgt, f.kan_samles) == ("min", False)


def loes(valg, mit, deres, navn="samtale"):
    post = {f"konflikt_{navn}": [valg], f"min_{navn}": mit}
    return konflikt.loes(FELTER, post, {navn: deres})


def test_valget_afgoer():
    assert loes("min", ["mit"], "deres") == {"samtale": ("mit",)}
    assert loes("deres", ["mit"], "deres") == {"samtale": ("deres",)}
    assert loes("begge", ["mit"], "deres") == {"samtale": ("deres\n\nmit",)}


def test_flere_svar_beholdes_hver_for_sig():
    assert loes("min", ["krop", "sprog"], ["social"], navn="temaer") == {"temaer": ("krop", "sprog")}


def test_ugyldigt_valg_beholder_det_skrevne():
    assert loes("noget andet", ["mit"], "deres") == {"samtale": ("mit",)}


def test_felter_panelet_ikke_viste_er_ikke_med():
    assert konflikt.loes(FELTER, {"min_samtale": ["mit"]}, {"samtale": "deres"}) == {}


TEKST = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=40)


@given(TEKST, TEKST)
def test_intet_ord_gaar_tabt_naar_begge_beholdes(mit, deres):
    k = find({"samtale": mit}, {"samtale": deres})
    if not k.forskelle:
        assert mit.strip() == deres.strip()
        return
    (f,) = k.forskelle
    post = {"konflikt_samtale": [f.valgt], "min_samtale": list(f.min_vaerdier)}
    (resultat,) = konflikt.loes(FELTER, post, {"samtale": deres})["samtale"] or ("",)
    if f.valgt != "deres" or not mit.strip():
        assert mit.strip() in resultat
    if f.valgt != "min":
        assert deres.strip() in resultat
