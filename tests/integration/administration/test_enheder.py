"""The tree of units as the administrator works on it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from opsporing.boern import actions as boern
from opsporing.models import Ansaettelse, Enhed, Kommune, Log, Tilknytning, User
from opsporing.organisation import actions
from tests.cast import NU, By

Ind = Callable[[User], Client]


@pytest.fixture
def admin(by: By, log_ind: Ind) -> Client:
    return log_ind(by.administrator)


def _log(haendelse: str) -> list[str]:
    return list(Log.objects.filter(haendelse=haendelse, bruger__gt="").values_list("objekt", flat=True))


def test_traeet_staar_med_boernene_under_og_paa_dansk(by: By, admin: Client) -> None:
    side = admin.get(reverse("enheder"))
    navne = [r["enhed"].navn for r in side.context["traeet"]]
    assert navne[0] == "Prøveby Kommune"
    assert navne.index("Egern") == navne.index("Børnehuset Birken") + 1
    assert navne.index("Ugle") == navne.index("Egern") + 1
    assert navne.index("Børnehuset Egen") > navne.index("Ugle")
    assert "Naboen" not in side.text
    assert len(navne) == Enhed.objects.filter(kommune=by.kommune).count()


@pytest.mark.parametrize("bruger", ["paedagog", "leder", "forvaltning", "databeskyttelse", "myndighedsleder"])
def test_kun_administratoren(by: By, log_ind: Ind, bruger: str) -> None:
    client = log_ind(by.bruger[bruger])
    for url in (reverse("enheder"), reverse("enhed_ret", args=[by.egern.pk]), reverse("kommune"), reverse("brugere")):
        assert client.get(url).status_code == 403, url


def test_opret_stue(by: By, admin: Client) -> None:
    url = reverse("enhed_opret", args=[by.birken.pk])
    assert "Børnehuset Birken" in admin.get(url).text
    svar = admin.post(url, {"type": "stue", "arena": "boernehave", "navn": "Ålen", "kode": "B-3"}, follow=True)
    assert "Ålen er oprettet." in svar.text
    stue = Enhed.objects.get(navn="Ålen")
    assert (stue.foraelder, stue.arena, stue.journalenhed, stue.kode) == (by.birken, "boernehave", by.birken, "B-3")
    assert stue.sti == f"{by.birken.sti}{stue.pk}."
    assert _log("opsporing.enhed_oprettet") == [f"opsporing.enhed:{stue.pk}"]


def test_arenaen_foelger_af_typen_hvor_der_kun_er_een(by: By, admin: Client) -> None:
    admin.post(reverse("enhed_opret", args=[by.dagpleje.pk]), {"type": "dagplejer", "navn": "Hos Bo", "kode": ""})
    admin.post(reverse("enhed_opret", args=[by.sundhedspleje.pk]), {"type": "distrikt", "navn": "Øst", "kode": ""})
    assert Enhed.objects.get(navn="Hos Bo").arena == "dagpleje"
    assert Enhed.objects.get(navn="Øst").arena == "sundhedspleje"


@pytest.mark.parametrize(
    ("felter", "fejl"),
    [
        ({"type": "stue", "navn": "Ny", "arena": ""}, "Vælg en af mulighederne"),
        ({"type": "institution", "navn": "Ny"}, "gyldig valgmulighed"),
        ({"type": "stue", "arena": "vuggestue", "navn": ""}, "Udfyld feltet"),
        ({"type": "stue", "arena": "vuggestue", "navn": "Ny", "kode": "egern"}, "Koden bruges allerede af Egern"),
        ({"type": "stue", "arena": "vuggestue", "navn": "Ny", "kode": "610190-1234"}, "ligner et CPR-nummer"),
        ({"type": "stue", "arena": "vuggestue", "navn": "x" * 151}, "højst 150 tegn"),
    ],
)
def test_forkert_opretter_intet_og_beholder_det_skrevne(
    by: By, admin: Client, felter: dict[str, str], fejl: str
) -> None:
    antal = Enhed.objects.count()
    svar = admin.post(reverse("enhed_opret", args=[by.birken.pk]), felter)
    assert svar.status_code == 200
    assert fejl in svar.text
    assert f'value="{felter["navn"]}"' in svar.text or not felter["navn"]
    assert Enhed.objects.count() == antal
    assert not _log("opsporing.enhed_oprettet")


def test_under_det_der_intet_kan_have_oprettes_intet(by: By, admin: Client) -> None:
    antal = Enhed.objects.count()
    for enhed in (by.egern, by.inga, by.ppr_team, by.myndighed):
        url = reverse("enhed_opret", args=[enhed.pk])
        assert "kan der ikke ligge enheder" in admin.get(url, follow=True).text
        admin.post(url, {"type": "stue", "arena": "vuggestue", "navn": "Ny"})
    assert Enhed.objects.count() == antal


def test_ret_navn_kode_og_arena(by: By, admin: Client) -> None:
    url = reverse("enhed_ret", args=[by.egern.pk])
    version = admin.get(url).context["r"].version
    admin.post(url, {"navn": "Røde egern", "kode": "E1", "arena": "boernehave", "version": version})
    by.egern.refresh_from_db()
    assert (by.egern.navn, by.egern.kode, by.egern.arena) == ("Røde egern", "E1", "boernehave")
    post = Log.objects.get(haendelse="opsporing.enhed_rettet")
    assert sorted(post.felter) == ["arena", "kode", "navn"]


def test_samme_indhold_logger_intet(by: By, admin: Client) -> None:
    url = reverse("enhed_ret", args=[by.egern.pk])
    version = admin.get(url).context["r"].version
    admin.post(url, {"navn": "Egern", "kode": "egern", "arena": "vuggestue", "version": version})
    assert not _log("opsporing.enhed_rettet")


def test_to_der_retter_samtidig_mister_intet(by: By, admin: Client) -> None:
    url = reverse("enhed_ret", args=[by.egern.pk])
    version = admin.get(url).context["r"].version
    actions.ret_enhed(enhed=by.egern, navn="De andres navn", by=by.administrator, nu=NU)
    svar = admin.post(url, {"navn": "Mit navn", "kode": "egern", "arena": "vuggestue", "version": version})
    assert "Anders Bo har gemt, mens du skrev" in svar.text
    assert "Mit navn" in svar.text
    assert "De andres navn" in svar.text
    by.egern.refresh_from_db()
    assert by.egern.navn == "De andres navn"
    ny = svar.context["r"].konflikt.version
    admin.post(url, {"version": ny, "konflikt_navn": "min", "min_navn": "Mit navn"})
    by.egern.refresh_from_db()
    assert (by.egern.navn, by.egern.kode, by.egern.arena) == ("Mit navn", "egern", "vuggestue")


def test_nedlaeg_kraever_at_ingen_bruger_den(by: By, admin: Client) -> None:
    url = reverse("enhed_nedlaeg", args=[by.egern.pk])
    svar = admin.post(url, follow=True)
    assert "3 børn hører til" in svar.text
    assert "2 medarbejdere er ansat" in svar.text
    by.egern.refresh_from_db()
    assert by.egern.nedlagt_at is None
    for tilknytning in Tilknytning.objects.filter(enhed=by.egern):
        boern.udskriv(tilknytning=tilknytning, by=None, nu=NU)
    for ansaettelse in Ansaettelse.objects.filter(enhed=by.egern):
        actions.afslut_ansaettelse(ansaettelse=ansaettelse, til=NU, by=None, nu=NU)
    assert "Egern er nedlagt" in admin.post(url, follow=True).text
    by.egern.refresh_from_db()
    assert by.egern.nedlagt_at == NU
    assert _log("opsporing.enhed_nedlagt") == [f"opsporing.enhed:{by.egern.pk}"]
    side = admin.get(reverse("enheder"))
    assert "Egern" not in [r["enhed"].navn for r in side.context["traeet"]]
    assert "Vis også 1 nedlagt" in side.text
    assert "Egern" in admin.get(reverse("enheder") + "?vis=alle").text


def test_den_der_begynder_senere_holder_ogsaa_enheden_aaben(by: By, admin: Client) -> None:
    tom = actions.opret_enhed(kommune=by.kommune, type="team", navn="Nyt team", foraelder=by.rod, by=None, nu=NU)
    actions.ansaet(user=by.ppr, enhed=tom, rolle="ppr", fra=NU + timedelta(days=30), by=None, nu=NU)
    assert "1 medarbejder er ansat" in admin.post(reverse("enhed_nedlaeg", args=[tom.pk]), follow=True).text


def test_kommunen_selv_kan_ikke_nedlaegges(by: By, admin: Client) -> None:
    svar = admin.post(reverse("enhed_nedlaeg", args=[by.rod.pk]), follow=True)
    assert "det er kommunen selv" in svar.text


def test_genaabn_kraever_at_den_ovenover_er_aaben(by: By, admin: Client) -> None:
    hus = actions.opret_enhed(kommune=by.kommune, type="institution", navn="Gl. hus", foraelder=by.rod, by=None, nu=NU)
    stue = actions.opret_enhed(kommune=by.kommune, type="stue", navn="Gl. stue", foraelder=hus, by=None, nu=NU)
    for enhed in (stue, hus):
        actions.nedlaeg_enhed(enhed=enhed, by=by.administrator, nu=NU)
    assert "Åbn først Gl. hus" in admin.post(reverse("enhed_genaabn", args=[stue.pk]), follow=True).text
    for enhed in (hus, stue):
        admin.post(reverse("enhed_genaabn", args=[enhed.pk]))
    stue.refresh_from_db()
    assert stue.nedlagt_at is None
    assert len(_log("opsporing.enhed_genaabnet")) == 2


@pytest.mark.parametrize("navn", ["enhed_opret", "enhed_ret", "enhed_nedlaeg", "enhed_genaabn"])
def test_en_anden_kommunes_enhed_findes_ikke(by: By, admin: Client, navn: str) -> None:
    url = reverse(navn, args=[by.naboby.hus.pk])
    assert admin.get(url).status_code in {404, 405}
    assert admin.post(url, {"navn": "Kapret", "type": "stue", "arena": "vuggestue"}).status_code == 404
    assert Enhed.objects.get(pk=by.naboby.hus.pk).navn == "Børnehuset Nabo"


@pytest.mark.parametrize("navn", ["enhed_nedlaeg", "enhed_genaabn"])
def test_det_der_aendrer_kraever_post(by: By, admin: Client, navn: str) -> None:
    assert admin.get(reverse(navn, args=[by.egern.pk])).status_code == 405


def test_kommunens_oplysninger(by: By, admin: Client) -> None:
    url = reverse("kommune")
    version = admin.get(url).context["r"].version
    felter = {"navn": "Prøveby Kommune", "kontakt": "Rådhuset\nTlf. 1", "dpo": "Dina", "vagttelefon": "12 34 56 78"}
    assert "er gemt" in admin.post(url, {**felter, "version": version}, follow=True).text
    kommune = Kommune.objects.get(pk=by.kommune.pk)
    assert (kommune.dpo, kommune.vagttelefon) == ("Dina", "12 34 56 78")
    assert kommune.kontakt.splitlines() == ["Rådhuset", "Tlf. 1"]
    post = Log.objects.get(haendelse="opsporing.kommune_rettet")
    assert sorted(post.felter) == ["dpo", "kontakt", "vagttelefon"]
    assert post.kommune == str(by.kommune.pk)
    assert Kommune.objects.get(pk=by.naboby.kommune.pk).dpo == ""


def test_hvor_man_ringer_om_et_barn(by: By, admin: Client) -> None:
    url = reverse("kommune")
    felter = {
        "navn": by.kommune.navn,
        "modtagelse_telefon": "11 22 33 44",
        "modtagelse_aabningstid": "mandag til fredag kl. 9-15",
        "vagttelefon": "99 88 77 66",
        "vagtnavn": "Døgnvagten",
    }
    version = admin.get(url).context["r"].version
    assert "er gemt" in admin.post(url, {**felter, "version": version}, follow=True).text
    kommune = Kommune.objects.get(pk=by.kommune.pk)
    assert {navn: getattr(kommune, navn) for navn in felter} == felter
    assert sorted(Log.objects.get(haendelse="opsporing.kommune_rettet").felter) == sorted(set(felter) - {"navn"})
    for_langt = {**felter, "modtagelse_telefon": "1" * 51, "version": admin.get(url).context["r"].version}
    admin.post(url, for_langt)
    assert Kommune.objects.get(pk=by.kommune.pk).modtagelse_telefon == "11 22 33 44"


def test_to_lange_tekster_kan_beholdes_begge(by: By, admin: Client) -> None:
    url = reverse("kommune")
    version = admin.get(url).context["r"].version
    actions.ret_kommune(kommune=by.kommune, kontakt="Den anden tekst", by=by.administrator, nu=NU)
    felter = {"navn": "Prøveby Kommune", "kontakt": "Min tekst", "dpo": "", "vagttelefon": ""}
    svar = admin.post(url, {**felter, "version": version})
    ny = svar.context["r"].konflikt.version
    admin.post(url, {"version": ny, "konflikt_kontakt": "begge", "min_kontakt": "Min tekst"})
    kontakt = Kommune.objects.get(pk=by.kommune.pk).kontakt
    assert "Min tekst" in kontakt
    assert "Den anden tekst" in kontakt


def test_underretninger_kommer_eet_sted_hen(by: By, admin: Client) -> None:
    anden = actions.opret_enhed(
        kommune=by.kommune, type="myndighed", navn="Modtagelsen", foraelder=by.rod, by=by.administrator, nu=NU
    )
    assert "Lad underretninger komme hertil" in admin.get(reverse("enhed_ret", args=[by.myndighed.pk])).text
    for enhed in (by.myndighed, anden):
        svar = admin.post(reverse("enhed_modtager", args=[enhed.pk]), follow=True)
        assert f"{enhed} modtager underretninger fra nu af." in svar.text
    assert [e.navn for e in Enhed.objects.filter(modtager_underretninger=True)] == ["Modtagelsen"]
    assert "kommer hertil." in admin.get(reverse("enhed_ret", args=[anden.pk])).text
    assert len(_log("opsporing.enhed_rettet")) == 3


def test_kun_en_myndighed_kan_modtage_underretninger(by: By, admin: Client) -> None:
    assert "Lad underretninger" not in admin.get(reverse("enhed_ret", args=[by.birken.pk])).text
    svar = admin.post(reverse("enhed_modtager", args=[by.birken.pk]), follow=True)
    assert "kan kun gå til en myndighed" in svar.text
    assert not Enhed.objects.filter(modtager_underretninger=True).exists()
