"""Forms as versions: loaded, written, published, retired, and never changed once published."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from opsporing.adgang.permissions import Denied
from opsporing.adgang.roller import Rolle
from opsporing.models import Kommune, Log, Skema, Skemastatus, Skemaversion
from opsporing.skemaer import actions
from opsporing.skemaer.definition import Skemafejl
from opsporing.skemaer.versioner import definition_for
from tests.factories.skematekst import TOML, definition
from tests.factories.tid import NU

EGEN = TOML.replace("Prøveskema", "Vores eget skema")


def haendelser(version):
    om_den = Log.objects.filter(objekt=f"opsporing.skemaversion:{version.pk}")
    return list(om_den.order_by("id").values_list("haendelse", flat=True))


@pytest.fixture
def kladde(version, administrator):
    return actions.opret_kommuneversion(
        skema=version.skema, kommune=administrator.kommune, toml=EGEN, by=administrator, nu=NU
    )


# Loading -----------------------------------------------------------------------------------------------------------


def test_indlaes_publicerer(version):
    assert (version.nr, version.status, version.publiceret_at) == (1, Skemastatus.PUBLICERET, NU)
    assert definition_for(version) == definition()
    assert version.toml == TOML
    assert haendelser(version) == ["opsporing.skema_publiceret"]


def test_indlaes_igen_aendrer_intet(version, skemafil):
    indlaest = actions.indlaes(nu=NU + timedelta(days=1), fra=[skemafil])
    assert indlaest == actions.Indlaest((), ("proeve",))
    assert Skemaversion.objects.count() == 1
    assert haendelser(version) == ["opsporing.skema_publiceret"]


def test_en_ny_kommentar_er_ikke_en_ny_version(version, skemafil):
    skemafil.write_text("# ny kommentar\n" + TOML, encoding="utf-8")
    assert actions.indlaes(nu=NU, fra=[skemafil]).nye == ()


def test_et_nyt_ord_er_en_ny_version_og_den_gamle_udgaar(version, skemafil):
    skemafil.write_text(TOML.replace("Prøveskema", "Nyt navn"), encoding="utf-8")
    senere = NU + timedelta(days=1)
    assert actions.indlaes(nu=senere, fra=[skemafil]).nye == ("proeve",)
    version.refresh_from_db()
    ny = Skemaversion.objects.get(nr=2)
    assert (version.status, version.udgaaet_at) == (Skemastatus.UDGAAET, senere)
    assert (ny.status, ny.skema.navn) == (Skemastatus.PUBLICERET, "Nyt navn")
    assert definition_for(version).navn == "Prøveskema"
    assert definition_for(ny).navn == "Nyt navn"


def test_en_fejl_i_en_fil_aendrer_intet(version, skemafil, tmp_path):
    skemafil.write_text(TOML.replace("Prøveskema", "Nyt navn"), encoding="utf-8")
    forkert = tmp_path / "proeve-to.toml"
    forkert.write_text(TOML.replace("troest", "Troest"), encoding="utf-8")
    with pytest.raises(Skemafejl, match=r"proeve-to\.toml"):
        actions.indlaes(nu=NU, fra=[skemafil, forkert])
    assert Skemaversion.objects.count() == 1


def test_filen_hedder_som_koden(db, tmp_path):
    fil = tmp_path / "andet.toml"
    fil.write_text(TOML, encoding="utf-8")
    with pytest.raises(Skemafejl, match=r"Filen skal hedde „proeve\.toml“"):
        actions.indlaes(nu=NU, fra=[fil])


def test_samme_kode_to_steder(db, skemafil, tmp_path):
    (tmp_path / "b").mkdir()
    kopi = tmp_path / "b" / "proeve.toml"
    kopi.write_text(TOML, encoding="utf-8")
    with pytest.raises(Skemafejl, match="er også i"):
        actions.indlaes(nu=NU, fra=[skemafil, kopi])


def test_kommandoen_indlaeser_husets_skemaer(db):
    ud = StringIO()
    call_command("indlaes_skemaer", stdout=ud)
    assert "Ny version: trivsel-vuggestue" in ud.getvalue()
    assert Skemaversion.objects.filter(status=Skemastatus.PUBLICERET).count() == len(actions.filer())
    ud = StringIO()
    call_command("indlaes_skemaer", stdout=ud)
    assert "0 nye versioner" in ud.getvalue()


def test_kommandoen_naevner_fejlen(db, tmp_path, monkeypatch):
    fil = tmp_path / "proeve.toml"
    fil.write_text("[skema", encoding="utf-8")
    monkeypatch.setattr(actions, "filer", lambda: [fil])
    with pytest.raises(CommandError, match=r"proeve\.toml"):
        call_command("indlaes_skemaer")


def test_databasen_naegter_at_aendre_det_publicerede(version):
    for felter in ({"definition": {}}, {"toml": ""}, {"nr": 9}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Skemaversion.objects.filter(pk=version.pk).update(**felter)
    with pytest.raises(DatabaseError), transaction.atomic():
        version.delete()


# A municipality's own version ---------------------------------------------------------------------------------------


def test_kladde_oprettes_og_bruges_ikke_endnu(version, kladde, administrator):
    assert (kladde.nr, kladde.status, kladde.skema.kommune) == (1, Skemastatus.KLADDE, administrator.kommune)
    assert haendelser(kladde) == ["opsporing.skema_oprettet"]
    assert Skemaversion.objects.gaeldende("proeve", administrator.kommune) == version


def test_kun_en_kladde_ad_gangen(version, kladde, administrator):
    with pytest.raises(Denied, match="allerede en kladde"):
        actions.opret_kommuneversion(
            skema=version.skema, kommune=administrator.kommune, toml=EGEN, by=administrator, nu=NU
        )


def test_publicering_tager_egen_version_i_brug_kun_for_kommunen(version, kladde, administrator):
    senere = NU + timedelta(hours=1)
    actions.publicer(version=kladde, by=administrator, nu=senere)
    kladde.refresh_from_db()
    assert (kladde.status, kladde.publiceret_at, kladde.publiceret_by) == (
        Skemastatus.PUBLICERET,
        senere,
        administrator,
    )
    assert kladde.skema.navn == "Vores eget skema"
    assert Skemaversion.objects.gaeldende("proeve", administrator.kommune) == kladde
    anden = Kommune.objects.create(navn="Anden", kode="7111")
    assert Skemaversion.objects.gaeldende("proeve", anden) == version
    assert haendelser(kladde) == ["opsporing.skema_oprettet", "opsporing.skema_publiceret"]


def test_udgaa_giver_det_faelles_skema_tilbage(version, kladde, administrator):
    actions.publicer(version=kladde, by=administrator, nu=NU)
    actions.udgaa(version=kladde, by=administrator, nu=NU + timedelta(days=1))
    kladde.refresh_from_db()
    assert kladde.status == Skemastatus.UDGAAET
    assert Skemaversion.objects.gaeldende("proeve", administrator.kommune) == version
    with pytest.raises(Denied):
        actions.udgaa(version=kladde, by=administrator, nu=NU)


def test_naeste_version_faar_naeste_nummer_og_afloeser(version, kladde, administrator):
    actions.publicer(version=kladde, by=administrator, nu=NU)
    naeste = actions.opret_kommuneversion(
        skema=version.skema, kommune=administrator.kommune, toml=TOML, by=administrator, nu=NU
    )
    assert naeste.nr == 2
    actions.publicer(version=naeste, by=administrator, nu=NU)
    kladde.refresh_from_db()
    assert kladde.status == Skemastatus.UDGAAET


def test_kladde_kan_rettes_og_slettes(kladde, administrator):
    rettet = actions.ret_kommuneversion(
        version=kladde,
        toml=TOML.replace("Prøveskema", "Rettet"),
        set_aftryk=actions.aftryk(kladde.toml),
        by=administrator,
        nu=NU,
    )
    assert definition_for(rettet).navn == "Rettet"
    actions.slet_kladde(version=rettet, by=administrator, nu=NU)
    assert not Skemaversion.objects.filter(pk=kladde.pk).exists()
    assert haendelser(kladde) == ["opsporing.skema_oprettet", "opsporing.skema_rettet", "opsporing.skema_slettet"]


def test_det_publicerede_kan_ikke_rettes_slettes_eller_publiceres_igen(kladde, administrator):
    actions.publicer(version=kladde, by=administrator, nu=NU)
    foer = haendelser(kladde)
    with pytest.raises(Denied, match="kan ikke ændres"):
        actions.ret_kommuneversion(version=kladde, toml=TOML, set_aftryk="", by=administrator, nu=NU)
    with pytest.raises(Denied, match="Kun en kladde"):
        actions.slet_kladde(version=kladde, by=administrator, nu=NU)
    with pytest.raises(Denied, match="allerede publiceret"):
        actions.publicer(version=kladde, by=administrator, nu=NU)
    assert haendelser(kladde) == foer


@pytest.mark.parametrize(
    ("gammel", "ny", "besked"),
    [
        ('kode = "proeve"', 'kode = "andet"', "„kode“ skal være „proeve“"),
        ('type = "proeve"', 'type = "andet"', "„type“ skal være „proeve“"),
        ('arena = "vuggestue"', 'arena = "dagpleje"', "„arena“ skal være „vuggestue“"),
        ('kode = "social"', 'kode = "sociale"', "Dimensionen „social“ mangler."),
        ("{{ position.gul }}", "{{ lov.gul }}", "Pladsholderen „lov.gul“ findes ikke."),
        ('tekst = "Trøst"', "", "„tekst“ mangler."),
    ],
)
def test_egen_version_holdes_op_mod_den_faelles(version, administrator, gammel, ny, besked):
    with pytest.raises(Skemafejl, match=besked):
        actions.opret_kommuneversion(
            skema=version.skema,
            kommune=administrator.kommune,
            toml=TOML.replace(gammel, ny, 1),
            by=administrator,
            nu=NU,
        )
    assert Skema.objects.count() == 1


def test_andre_kommuner_og_roller_afvises(version, kladde, ansat, administrator):
    fremmed, paedagog = ansat(Rolle.ADMINISTRATOR), ansat(Rolle.PAEDAGOG)
    for by in (fremmed, paedagog):
        with pytest.raises(Denied):
            actions.publicer(version=kladde, by=by, nu=NU)
        with pytest.raises(Denied):
            actions.ret_kommuneversion(version=kladde, toml=TOML, set_aftryk="", by=by, nu=NU)
        with pytest.raises(Denied):
            actions.slet_kladde(version=kladde, by=by, nu=NU)
        with pytest.raises(Denied):
            actions.opret_kommuneversion(skema=version.skema, kommune=administrator.kommune, toml=EGEN, by=by, nu=NU)
    for by in (administrator, fremmed, paedagog):
        with pytest.raises(Denied):
            actions.udgaa(version=version, by=by, nu=NU)
    kladde.refresh_from_db()
    version.refresh_from_db()
    assert (kladde.status, version.status) == (Skemastatus.KLADDE, Skemastatus.PUBLICERET)


def test_eget_skema_bygger_paa_det_faelles(kladde, administrator):
    with pytest.raises(Denied, match="bygger på det fælles"):
        actions.opret_kommuneversion(
            skema=kladde.skema, kommune=administrator.kommune, toml=EGEN, by=administrator, nu=NU
        )


def test_underretningens_skema_foelger_med_og_udgives(db):
    actions.indlaes(nu=NU)
    version = Skemaversion.objects.get(skema__kode="underretning", skema__kommune=None)
    assert version.status == "publiceret"
    assert definition_for(version).felt("iagttagelser") is not None
