"""The administrator's pages: seen, written, published; and not seen by anybody else."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from opsporing.adgang.roller import Rolle
from opsporing.models import Skemastatus, Skemaversion
from opsporing.skemaer import actions
from tests.factories.skematekst import TOML
from tests.factories.tid import NU
from tests.support.html import laes, ved_id

EGEN = TOML.replace("Prøveskema", "Vores eget skema")


@pytest.fixture
def klient(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def kladde(version, administrator):
    return actions.opret_kommuneversion(
        skema=version.skema, kommune=administrator.kommune, toml=EGEN, by=administrator, nu=NU
    )


def hent(klient, navn, *args, **parametre):
    svar = klient.get(reverse(f"skemaer:{navn}", args=args), parametre)
    return svar.status_code, svar.content.decode()


def send(klient, navn, *args, **data):
    return klient.post(reverse(f"skemaer:{navn}", args=args), data)


def aftryk(klient, navn, *args):
    """What the page says it was made from."""
    felt = ved_id(laes(hent(klient, navn, *args)[1]), "id_aftryk")
    return felt.get("value", "")


def test_listen(klient, version, kladde):
    status, html = hent(klient, "liste")
    assert status == 200
    assert "Prøveskema" in html
    assert "Det fælles, nr. 1" in html
    assert reverse("skemaer:ret", args=[kladde.pk]) in html


def test_tom_liste(klient):
    assert "Der er ingen skemaer endnu" in hent(klient, "liste")[1]


def test_listen_har_faa_opslag(klient, version, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        hent(klient, "liste")


def test_skemaets_side(klient, version, kladde, administrator):
    actions.publicer(version=kladde, by=administrator, nu=NU)
    status, html = hent(klient, "skema", "proeve")
    assert status == 200
    assert "Kommunen bruger sin egen version." in html
    assert "Tag ud af brug" in html
    assert "Bruges ikke hos jer" in html


def test_som_personalet_ser_det(klient, version):
    status, html = hent(klient, "vis", version.pk)
    assert status == 200
    assert "Leger ved siden af andre" in html
    assert "Leger sammen med andre" not in html
    assert "Vælg Øget opmærksomhed eller Bekymring." in html
    assert "Egne formuleringer." in html
    assert "I trivsel" in html
    _, html = hent(klient, "vis", version.pk, alder=20, position="groen")
    assert "Leger sammen med andre" in html
    assert "Andre forklaringer?" not in html
    assert "Andre forklaringer?" in hent(klient, "vis", version.pk, alder=20, position="gul")[1]


@pytest.mark.parametrize(
    ("parametre", "besked"),
    [
        ({"alder": "90"}, "Skemaet er ikke til børn i den alder."),
        ({"alder": "to"}, "Skriv et helt tal, fx 26."),
        ({"position": "lilla"}, "lilla"),
    ],
)
def test_forkert_valg_paa_visningen(klient, version, parametre, besked):
    status, html = hent(klient, "vis", version.pk, **parametre)
    assert status == 422
    assert besked in html


def test_husets_egne_skemaer_kan_ses_i_alle_aldre(klient, db):
    actions.indlaes(nu=NU)
    versioner = list(Skemaversion.objects.select_related("skema"))
    assert versioner
    for version in versioner:
        fra, til = (version.definition["skema"].get(navn) for navn in ("alder_fra_mdr", "alder_til_mdr"))
        for alder in {fra, til} - {None} or {""}:
            status, html = hent(klient, "vis", version.pk, alder=alder)
            assert status == 200, (version.skema.kode, alder)
            assert "{{" not in html


def test_hent_som_fil(klient, version):
    svar = klient.get(reverse("skemaer:toml", args=[version.pk]))
    assert svar.content.decode() == TOML
    assert svar["Content-Disposition"] == 'attachment; filename="proeve-1.toml"'


def test_opret_begynder_med_det_skema_der_er_i_brug(klient, version):
    status, html = hent(klient, "opret", "proeve")
    assert status == 200
    assert "Hvad er barnet glad for?" in html
    svar = send(klient, "opret", "proeve", toml=EGEN)
    ny = Skemaversion.objects.get(skema__kommune__isnull=False)
    assert svar.url == reverse("skemaer:vis", args=[ny.pk])
    assert (ny.status, ny.toml) == (Skemastatus.KLADDE, EGEN)
    assert hent(klient, "vis", ny.pk)[0] == 200
    assert send(klient, "opret", "proeve", toml=EGEN).url == reverse("skemaer:vis", args=[ny.pk])
    assert klient.get(reverse("skemaer:opret", args=["proeve"])).url == reverse("skemaer:ret", args=[ny.pk])


def test_fejl_i_teksten_vises_alle_og_teksten_bliver(klient, version):
    forkert = EGEN.replace("troest", "Troest").replace('kode = "proeve"', 'kode = "andet"', 1) + "\n# <min note>"
    svar = send(klient, "opret", "proeve", toml=forkert)
    html = svar.content.decode()
    assert svar.status_code == 422
    assert "Koden skal begynde med et lille bogstav" in html
    assert "# &lt;min note&gt;" in html
    assert not Skemaversion.objects.filter(skema__kommune__isnull=False).exists()


@pytest.mark.parametrize("tekst", ["", "   ", "[skema", "\x00", "x" * 500_000])
def test_andet_end_et_skema(klient, version, tekst):
    svar = send(klient, "opret", "proeve", toml=tekst)
    assert svar.status_code == 422
    assert "form-error-message" in svar.content.decode()


def test_upload(klient, version):
    fil = SimpleUploadedFile("mit.toml", b"\xef\xbb\xbf" + EGEN.replace("\n", "\r\n").encode())
    assert send(klient, "opret", "proeve", toml="", fil=fil).status_code == 302
    assert Skemaversion.objects.get(skema__kommune__isnull=False).toml == EGEN


def test_upload_med_fejl_lader_teksten_staa_paa_siden(klient, version):
    fil = SimpleUploadedFile("mit.toml", EGEN.replace("troest", "Troest").encode())
    svar = send(klient, "opret", "proeve", toml="noget gammelt", fil=fil)
    html = svar.content.decode()
    assert svar.status_code == 422
    assert "Vores eget skema" in html
    assert "noget gammelt" not in html


@pytest.mark.parametrize(
    ("indhold", "besked"),
    [(b"navn = '\xe6'", "Filen er ikke gemt som UTF-8."), (b"x" * 1_700_000, "Filen er for stor")],
)
def test_upload_der_ikke_kan_laeses(klient, version, indhold, besked):
    svar = send(klient, "opret", "proeve", toml="min tekst", fil=SimpleUploadedFile("x.toml", indhold))
    assert svar.status_code == 422
    assert besked in svar.content.decode()
    assert "min tekst" in svar.content.decode()


def test_ret_publicer_tag_ud_af_brug(klient, version, kladde):
    nyt = EGEN.replace("eget", "helt eget")
    assert send(klient, "ret", kladde.pk, toml=nyt, aftryk=aftryk(klient, "ret", kladde.pk)).status_code == 302
    assert send(klient, "publicer", kladde.pk).url == reverse("skemaer:skema", args=["proeve"])
    kladde.refresh_from_db()
    assert (kladde.status, kladde.skema.navn) == (Skemastatus.PUBLICERET, "Vores helt eget skema")
    assert klient.get(reverse("skemaer:ret", args=[kladde.pk])).url == reverse("skemaer:skema", args=["proeve"])
    assert send(klient, "publicer", kladde.pk).status_code == 403
    assert send(klient, "udgaa", kladde.pk).status_code == 302
    kladde.refresh_from_db()
    assert kladde.status == Skemastatus.UDGAAET
    assert send(klient, "slet", kladde.pk).status_code == 403


def test_to_retter_samme_kladde_og_ingen_tekst_tabes(klient, version, kladde):
    set_ = aftryk(klient, "ret", kladde.pk)
    hendes, hans = EGEN.replace("eget", "hendes"), EGEN.replace("eget", "hans")
    assert send(klient, "ret", kladde.pk, toml=hendes, aftryk=set_).status_code == 302
    svar = send(klient, "ret", kladde.pk, toml=hans, aftryk=set_)
    html = svar.content.decode()
    assert svar.status_code == 422 and "En kollega har gemt en anden tekst imens" in html
    assert "Vores hans skema" in html and "Vores hendes skema" in html
    kladde.refresh_from_db()
    assert kladde.toml == hendes
    nu_set = ved_id(laes(html), "id_aftryk").get("value")
    assert send(klient, "ret", kladde.pk, toml=hans, aftryk=nu_set).status_code == 302
    kladde.refresh_from_db()
    assert kladde.toml == hans


def test_to_begynder_paa_samme_skema_og_ingen_tekst_tabes(klient, version, kladde):
    svar = send(klient, "opret", "proeve", toml=EGEN.replace("eget", "hans"), aftryk="")
    html = svar.content.decode()
    assert svar.status_code == 422 and "Vores hans skema" in html and "Vores eget skema" in html
    [form] = [e for e in laes(html).iter("form") if any(f.get("name") == "toml" for f in e.iter())]
    assert form.get("action") == reverse("skemaer:ret", args=[kladde.pk])


def test_publiceret_imens_bliver_teksten_staaende_og_kan_blive_en_ny_kladde(klient, version, kladde, administrator):
    actions.publicer(version=kladde, by=administrator, nu=NU)
    svar = send(klient, "ret", kladde.pk, toml=EGEN.replace("eget", "hans"), aftryk="")
    html = svar.content.decode()
    assert svar.status_code == 422 and "Vores hans skema" in html
    [form] = [e for e in laes(html).iter("form") if any(f.get("name") == "toml" for f in e.iter())]
    assert form.get("action") == reverse("skemaer:opret", args=["proeve"])
    assert klient.post(form.get("action"), {"toml": EGEN.replace("eget", "hans")}).status_code == 302


def test_slet_kladde(klient, kladde):
    assert send(klient, "slet", kladde.pk).status_code == 302
    assert not Skemaversion.objects.filter(pk=kladde.pk).exists()


def test_en_kladde_der_ikke_laengere_duer_publiceres_ikke(klient, kladde):
    Skemaversion.objects.filter(pk=kladde.pk).update(toml=EGEN.replace('tekst = "Trøst"', ""))
    assert send(klient, "publicer", kladde.pk).url == reverse("skemaer:ret", args=[kladde.pk])
    kladde.refresh_from_db()
    assert kladde.status == Skemastatus.KLADDE


def test_andre_ser_intet(client, version, kladde, ansat):
    sider = [("vis", "get"), ("toml", "get"), ("ret", "get"), ("publicer", "post"), ("udgaa", "post"), ("slet", "post")]
    client.force_login(ansat(Rolle.ADMINISTRATOR))
    for navn, metode in sider:
        assert getattr(client, metode)(reverse(f"skemaer:{navn}", args=[kladde.pk])).status_code == 404, navn
    assert "Vores eget skema" not in hent(client, "skema", "proeve")[1]
    assert hent(client, "vis", version.pk)[0] == 200
    for navn, metode in sider[2:]:
        assert getattr(client, metode)(reverse(f"skemaer:{navn}", args=[version.pk])).status_code == 404, navn
    assert hent(client, "skema", "findes-ikke")[0] == 404
    for rolle in set(Rolle) - {Rolle.ADMINISTRATOR}:
        client.force_login(ansat(rolle))
        assert hent(client, "liste")[0] == 403
        assert hent(client, "skema", "findes-ikke")[0] == 403


def test_ingen_get_aendrer_noget(klient, kladde):
    for navn in ("publicer", "udgaa", "slet"):
        assert klient.get(reverse(f"skemaer:{navn}", args=[kladde.pk])).status_code == 405


def test_siderne_har_ingen_indlejret_script_eller_stil(klient, version, kladde):
    sider = [("liste",), ("skema", "proeve"), ("vis", version.pk), ("ret", kladde.pk)]
    for navn, *args in sider:
        html = hent(klient, navn, *args)[1]
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", html), navn
