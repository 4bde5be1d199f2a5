"""The way of one vurdering through the actions: blind own views, the team, what follows, correction."""

from collections.abc import Callable
from typing import Any

import pytest

from opsporing.adgang.permissions import Denied
from opsporing.models import Frist, Log, Spaerring
from opsporing.spaerring import actions as spaerringer
from tests.cast import By
from trivsel.actions import egne, faelles
from trivsel.faelles import AFTALT, BEGRUNDELSE, POSITION, stilling
from trivsel.models import EgenVurdering, Vurdering

ORD = {
    "barnets_perspektiv": "Peger på døren og siger mor.",
    "andre_forklaringer": "Lillebror er lige kommet. Sover dårligt.",
    "overgreb": "intet_peger",
    "overgreb_hvorfor": "Hun er glad ved gensyn.",
}


def gule(koder: list[str]) -> dict[str, str]:
    """Just enough for the default thresholds to suggest yellow in the first dimension."""
    return dict.fromkeys(koder[:3], "gul")


def _tegn(vurdering: Vurdering) -> list[str]:
    return [f.kode for f in egne.tegn_felter(vurdering.egne.select_related("skemaversion", "vurdering").first())]


def test_the_first_answer_takes_a_place_and_the_deadline_is_hers(by: By, vurdering: Vurdering) -> None:
    egen = egne.begynd_egen(vurdering=vurdering, by=by.paedagog, nu=by.nu)
    assert (egen.nr, egen.vurderer) == (1, by.paedagog)
    assert Frist.objects.get(anledning=vurdering.anledning_id, kode="trivsel.egen", trin="1").ansvarlig == by.paedagog
    assert egne.begynd_egen(vurdering=vurdering, by=by.paedagog, nu=by.nu).pk == egen.pk
    assert egne.begynd_egen(vurdering=vurdering, by=by.paedagog2, nu=by.nu).nr == 2


def test_nobody_begins_before_the_parents_are_informed(by: By, vurdering: Vurdering) -> None:
    by.barn.orienteringer.filter(person=by.mor).update(fortrudt_at=by.nu)
    with pytest.raises(Denied, match="orienteret"):
        egne.begynd_egen(vurdering=vurdering, by=by.paedagog, nu=by.nu)
    assert not EgenVurdering.objects.exclude(vurderer=None).exists()
    assert not Log.objects.filter(haendelse="trivsel.egen_begyndt").exists()


def test_it_is_not_done_while_a_tegn_is_unanswered(by: By, vurdering: Vurdering) -> None:
    egen = egne.begynd_egen(vurdering=vurdering, by=by.paedagog, nu=by.nu)
    koder = _tegn(vurdering)
    egne.gem_egen(egen=egen, aendringer=dict.fromkeys(koder[1:], "groen"), set_rev=0, by=by.paedagog, nu=by.nu)
    with pytest.raises(egne.IkkeFaerdig) as fejl:
        egne.afslut_egen(egen=egen, by=by.paedagog, nu=by.nu)
    assert list(fejl.value.mangler) == [koder[0]]


def test_nobody_writes_in_a_colleagues_own_view(by: By, vurdering: Vurdering) -> None:
    egen = egne.begynd_egen(vurdering=vurdering, by=by.paedagog, nu=by.nu)
    with pytest.raises(Denied):
        egne.gem_egen(egen=egen, aendringer={_tegn(vurdering)[0]: "roed"}, set_rev=0, by=by.paedagog2, nu=by.nu)
    egen.refresh_from_db()
    assert egen.svar == {}


def test_the_team_waits_for_the_last_rater(by: By, vurdering: Vurdering, besvar: Callable[..., Any]) -> None:
    besvar(vurdering, by.paedagog)
    with pytest.raises(Denied, match="alle egne"):
        faelles.begynd_faelles(vurdering=vurdering, by=by.paedagog, nu=by.nu)
    besvar(vurdering, by.paedagog2)
    assert faelles.begynd_faelles(vurdering=vurdering, by=by.paedagog, nu=by.nu).faelles_begyndt_at == by.nu


def test_the_leader_releases_one_but_never_the_last(by: By, vurdering: Vurdering, besvar: Callable[..., Any]) -> None:
    besvar(vurdering, by.paedagog)
    plads = vurdering.egne.get(nr=2)
    with pytest.raises(Denied):
        egne.fritag(egen=plads, grund="Ferie", by=by.paedagog, nu=by.nu)
    egne.fritag(egen=plads, grund="Ferie i hele runden", by=by.leder, nu=by.nu)
    assert egne.alle_faerdige(vurdering)
    assert not Frist.objects.aabne().filter(anledning=vurdering.anledning_id, kode="trivsel.egen").exists()


def test_one_must_remain(by: By, vurdering: Vurdering) -> None:
    egne.fritag(egen=vurdering.egne.get(nr=1), grund="Ferie", by=by.leder, nu=by.nu)
    with pytest.raises(Denied, match="Mindst én"):
        egne.fritag(egen=vurdering.egne.get(nr=2), grund="Ferie", by=by.leder, nu=by.nu)


def test_green_obliges_to_nothing(by: By, vurdering: Vurdering, afslut: Callable[..., Vurdering]) -> None:
    faerdig = afslut(vurdering)
    assert faerdig.samlet == "groen"
    assert not Frist.objects.aabne().filter(anledning=vurdering.anledning_id).exists()


def test_yellow_obliges_to_tell_the_parents_and_to_act(
    by: By, vurdering: Vurdering, afslut: Callable[..., Vurdering]
) -> None:
    koder = _tegn(vurdering)
    faerdig = afslut(vurdering, gule(koder), **ORD)
    assert (faerdig.samlet, faerdig.psykisk_emotionel, faerdig.social) == ("gul", "gul", "groen")
    assert set(Frist.objects.aabne().filter(anledning=vurdering.anledning_id).values_list("kode", flat=True)) == {
        "trivsel.resultat",
        "trivsel.handling",
    }


def test_it_is_not_concluded_without_the_question_of_abuse(
    by: By, vurdering: Vurdering, afslut: Callable[..., Vurdering]
) -> None:
    koder = _tegn(vurdering)
    with pytest.raises(egne.IkkeFaerdig):
        afslut(vurdering, gule(koder), **(ORD | {"overgreb": ""}))
    vurdering.refresh_from_db()
    assert vurdering.afsluttet_at is None and vurdering.samlet == ""


@pytest.mark.parametrize("svar", ["mistanke", "tvivl"])
def test_suspicion_and_doubt_keep_it_from_the_parents(
    by: By, vurdering: Vurdering, afslut: Callable[..., Vurdering], svar: str
) -> None:
    koder = _tegn(vurdering)
    afslut(vurdering, gule(koder), **(ORD | {"overgreb": svar}))
    assert spaerringer.er_spaerret(vurdering.anledning)
    koder_aabne = set(Frist.objects.aabne().filter(anledning=vurdering.anledning_id).values_list("kode", flat=True))
    assert koder_aabne == {"trivsel.handling"}
    spaerring = Spaerring.objects.get(anledning=vurdering.anledning_id)
    assert (spaerring.grund, spaerring.hvorfor) == (svar, ORD["overgreb_hvorfor"])
    assert list(Frist.objects.aabne().filter(anledning=spaerring.sag_id).values_list("kode", flat=True)) == [
        "opsporing.spaerring_bekraeftes"
    ]


def test_a_disagreement_must_be_settled_and_another_position_explained(
    by: By, vurdering: Vurdering, besvar: Callable[..., Any]
) -> None:
    koder = _tegn(vurdering)
    besvar(vurdering, by.paedagog, **gule(koder))
    besvar(vurdering, by.paedagog2, **dict.fromkeys(koder[1:3], "gul"))
    nu_staar = stilling(vurdering, faelles.faerdige_egne(vurdering))
    assert nu_staar.uafklarede == (koder[0],)
    assert nu_staar.foreslaaet("psykisk_emotionel") is None
    groenne = {
        POSITION + s: "groen" for s in ("psykisk_emotionel", "kognitiv", "social", "fysisk_sansemotorisk", "samlet")
    }

    def gem(**svar: str) -> None:
        faelles.gem_faelles(vurdering=vurdering, aendringer=svar, set_rev=vurdering.rev, by=by.paedagog, nu=by.nu)

    gem(**groenne)
    with pytest.raises(egne.IkkeFaerdig):
        faelles.afslut_faelles(vurdering=vurdering, by=by.paedagog, nu=by.nu)
    gem(**{AFTALT + koder[0]: "gul"})
    with pytest.raises(egne.IkkeFaerdig) as fejl:
        faelles.afslut_faelles(vurdering=vurdering, by=by.paedagog, nu=by.nu)
    assert "psykisk_emotionel:begrundelse" in fejl.value.mangler
    gem(**{BEGRUNDELSE + "psykisk_emotionel": "Kun den uge, far var væk.", BEGRUNDELSE + "samlet": "Samme grund."})
    faerdig = faelles.afslut_faelles(vurdering=vurdering, by=by.paedagog, nu=by.nu)
    assert faerdig.samlet == "groen" and faerdig.forslag["psykisk_emotionel"] == "gul"


def test_two_who_write_in_the_same_field_lose_nothing(by: By, vurdering: Vurdering, besvar: Callable[..., Any]) -> None:
    for user in (by.paedagog, by.paedagog2):
        besvar(vurdering, user)
    for user, tekst in ((by.paedagog, "Hun søger Maja."), (by.paedagog2, "Hun søger væk.")):
        faelles.gem_faelles(vurdering=vurdering, aendringer={"talt_om": tekst}, set_rev=0, by=user, nu=by.nu)
    vurdering.refresh_from_db()
    assert vurdering.svar["talt_om"] == "Hun søger Maja."
    assert [k["vaerdi"] for k in vurdering.konflikter] == ["Hun søger væk."]
    with pytest.raises(egne.IkkeFaerdig, match="samme felt"):
        faelles.afslut_faelles(vurdering=vurdering, by=by.paedagog, nu=by.nu)


def test_a_correction_is_a_new_version_and_the_old_stays(
    by: By, vurdering: Vurdering, afslut: Callable[..., Vurdering]
) -> None:
    gammel = afslut(vurdering)
    with pytest.raises(Denied, match="hvorfor"):
        faelles.ret(vurdering=gammel, grund=" ", by=by.paedagog, nu=by.nu)
    ny = faelles.ret(vurdering=gammel, grund="Vi havde byttet om på to svar.", by=by.paedagog, nu=by.nu)
    gammel.refresh_from_db()
    assert gammel.erstattet_at is None
    faelles.afslut_faelles(vurdering=ny, by=by.paedagog2, nu=by.nu)
    gammel.refresh_from_db()
    assert gammel.erstattet_at == by.nu and gammel.samlet == "groen"
    assert list(Vurdering.objects.gaeldende().filter(barn=by.barn)) == [ny]


def test_everything_is_logged(by: By, vurdering: Vurdering, afslut: Callable[..., Vurdering]) -> None:
    afslut(vurdering)
    haendelser = set(Log.objects.filter(boern__contains=[str(by.barn.pk)]).values_list("haendelse", flat=True))
    assert {"trivsel.egen_begyndt", "trivsel.egen_gemt", "trivsel.egen_afsluttet", "trivsel.faelles_afsluttet"} <= (
        haendelser
    )
