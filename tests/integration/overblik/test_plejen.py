"""The health visitor's day: the children of her district by what is before them, and in numbers for her leader."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from adbb.actions import forloeb as forloebene
from adbb.models import Forloeb
from opsporing.boern import actions as boern
from opsporing.models import Barn, Enhed, Log, Tilknytning, User
from opsporing.overblik import plejen
from opsporing.overblik.opgaver import Opgave, dagens
from tests.cast import NU, By
from tests.factories.adbb import OVER, informer, scor
from tests.factories.barn import BarnFactory
from tests.factories.certificering import CertificeringFactory
from tests.integration.overblik.conftest import FLEST_FORESPOERGSLER
from trivsel.actions import besoeg, egne
from trivsel.models import Vurdering

Som = Callable[[User], Client]
I_DAG = reverse("i_dag")


@pytest.fixture
def by(by: By) -> By:
    """Signe is certified. Gro, two months and thirteen days, is in the middle of her window."""
    CertificeringFactory(user=by.sundhedsplejerske, kommune=by.kommune)
    informer(by.gro, by.nord, by.sundhedsplejerske)
    return by


def bor(
    by: By, navn: str, foedt: date, *, siden: datetime | None = None, enhed: Enhed | None = None, **felter: Any
) -> Barn:
    """A child of Distrikt Nord, there since its birth unless it came later, whose parents are informed."""
    sted = enhed or by.nord
    felter.setdefault("cpr", f"{9_000_000_000 + Barn.objects.count()}")
    barn = BarnFactory(kommune=by.kommune, fornavn=navn, foedt_den=foedt, **felter)
    boern.indskriv(
        barn=barn, enhed=sted, by=None, nu=siden or datetime(foedt.year, foedt.month, foedt.day, 12, tzinfo=NU.tzinfo)
    )
    informer(barn, sted, by.sundhedsplejerske)
    return barn


def lad_tiden_gaa() -> None:
    """What the clock has done since the middle of August."""
    for dage in (60, 40, 20, 0):
        for ajourfoer in (forloebene.ajourfoer, besoeg.ajourfoer):
            ajourfoer(nu=NU - timedelta(days=dage))


@pytest.fixture
def alle_slags(by: By) -> dict[str, Barn]:
    """A child in each situation, with the clock's work done."""
    fundet = {
        "over": bor(by, "Over", date(2026, 6, 10)),
        "gentag": bor(by, "Gentag", date(2026, 7, 20)),
        "team": bor(by, "Team", date(2026, 7, 21)),
        "snart": bor(by, "Snart", date(2026, 9, 10), cpr=None),
        "vurdering": bor(by, "Vurderes", date(2026, 2, 10)),
    }
    lad_tiden_gaa()
    for navn in ("gentag", "team"):
        scor(_forloeb(fundet[navn]), by.sundhedsplejerske, OVER, nu=NU - timedelta(days=9))
    scor(_forloeb(fundet["team"]), by.sundhedsplejerske, OVER, nu=NU - timedelta(days=1))
    # The visit with ADBB at 8-10 months is over, so that the vurdering stands alone.
    scor(_forloeb(fundet["vurdering"]), by.sundhedsplejerske)
    return fundet


def _forloeb(barn: Barn) -> Forloeb:
    return Forloeb.objects.aabne().select_related("anledning", "barn", "enhed", "kommune").get(barn=barn)


def vist(user: User) -> plejen.Distrikt:
    return plejen.distrikt(plejen.laes(user, NU))


def grupper(user: User) -> dict[str, list[str]]:
    return {g.kode: [linje.barn.fornavn for linje in g.linjer] for g in vist(user).grupper}


def ordene(svar: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", svar.text).split())


# ---- by due window ------------------------------------------------------------------------------------------------


def test_children_stand_by_what_is_before_them(by: By, alle_slags: dict[str, Barn]) -> None:
    assert grupper(by.sundhedsplejerske) == {
        "over": ["Over"],
        "gentag": ["Gentag"],
        "team": ["Team"],
        "nu": ["Gro"],
        "vurdering": ["Vurderes"],
        "snart": ["Snart"],
    }
    linjer = {linje.barn.fornavn: linje for g in vist(by.sundhedsplejerske).grupper for linje in g.linjer}
    assert {navn: (linje.hvad, linje.hvornaar, linje.forsinket) for navn, linje in linjer.items()} == {
        "Over": ("ADBB, 2-3 måneder", "senest 9. okt.", True),
        "Gentag": ("ADBB, 2-3 måneder", "senest 19. okt.", False),
        "Team": ("ADBB, 2-3 måneder", "senest 27. okt.", False),
        "Gro": ("ADBB, 2-3 måneder", "senest 30. nov.", False),
        "Vurderes": ("Sammen med forældrene", "senest 9. jan.", False),
        "Snart": ("ADBB, 2-3 måneder", "fra 10. nov.", False),
    }
    assert [navn for navn, linje in linjer.items() if linje.uden_cpr] == ["Snart"]


def test_the_windows_end_with_their_last_day(by: By) -> None:
    """On the last day of the window a child is in it; the day after it is late."""
    bor(by, "Sidste", date(2026, 6, 15))
    bor(by, "Dagen", date(2026, 6, 14))
    bor(by, "Foerste", date(2026, 8, 14))
    bor(by, "Naeste", date(2026, 8, 15))
    lad_tiden_gaa()
    fundet = grupper(by.sundhedsplejerske)
    assert fundet["over"] == ["Dagen"]
    assert set(fundet["nu"]) == {"Sidste", "Foerste", "Gro"}
    assert fundet["snart"] == ["Naeste"]


def test_the_page_shows_it_all_with_the_corrected_age(by: By, som: Som, alle_slags: dict[str, Barn]) -> None:
    boern.ret_barn(barn=by.gro, by=None, nu=NU, gestationsuger=34, gestationsdage=5)
    tekst = ordene(som(by.sundhedsplejerske).get(I_DAG))
    for ord_ in ("Over tiden", "Skal ses igen", "I det tværfaglige team", "I alderen nu", "Kommer snart i alderen"):
        assert ord_ in tekst
    assert "10 uger, korrigeret 5 uger · ADBB, 2-3 måneder" in tekst
    assert tekst.count("Intet CPR") == 1
    assert "I dag i Distrikt Nord" in tekst


def test_a_vurdering_under_way_says_how_far_it_is(by: By, alle_slags: dict[str, Barn]) -> None:
    vurdering = Vurdering.objects.get(barn=alle_slags["vurdering"])

    def linje() -> plejen.Linje:
        [linje] = next(g.linjer for g in vist(by.sundhedsplejerske).grupper if g.kode == "vurdering")
        return linje

    assert linje().url == reverse("trivsel:egen", args=[vurdering.pk])
    egen = egne.begynd_egen(vurdering=vurdering, by=by.sundhedsplejerske, nu=NU)
    assert linje().hvad.endswith("begyndt")
    svar = {felt.kode: "groen" for felt in egne.tegn_felter(egen)} | {"lavet_med": "alene"}
    egne.gem_egen(egen=egen, aendringer=svar, set_rev=0, by=by.sundhedsplejerske, nu=NU)
    egne.afslut_egen(egen=egen, by=by.sundhedsplejerske, nu=NU)
    assert (linje().hvad, linje().url) == (
        "Sammen med forældrene, mangler placering",
        reverse("trivsel:faelles", args=[vurdering.pk]),
    )


def test_more_than_fit_are_counted_and_found_in_the_list(by: By, som: Som) -> None:
    for nr in range(plejen.VIST + 2):
        bor(by, f"Barn{nr}", date(2026, 8, 2))
    lad_tiden_gaa()
    client = som(by.sundhedsplejerske)
    svar = client.get(I_DAG)
    [gruppe] = svar.context["distrikt"].grupper
    assert (gruppe.antal, len(gruppe.linjer), gruppe.skjult) == (plejen.VIST + 3, plejen.VIST, 3)
    assert f'href="{reverse("adbb:liste")}?vis=venter"' in svar.text and "3 børn til" in svar.text
    assert 'id="venter"' in client.get(reverse("adbb:liste"), {"vis": "venter"}).text


# ---- families that came -------------------------------------------------------------------------------------------


def test_a_family_that_came_lately_with_what_it_missed(by: By, som: Som) -> None:
    kom = NU - timedelta(days=10)
    ny = bor(by, "Tilflytter", date(2026, 4, 1), siden=kom)
    bor(by, "Nyfoedt", date(2026, 10, 1), siden=NU - timedelta(days=5))
    bor(by, "Forlaengst", date(2026, 4, 2), siden=NU - timedelta(days=61))
    stor = bor(by, "Stor", date(2023, 4, 2), siden=kom)
    lad_tiden_gaa()
    nye = {t.barn: t for t in vist(by.sundhedsplejerske).tilflyttere}
    assert set(nye) == {ny, stor}
    assert (nye[ny].mangler, nye[ny].kan_begynde, nye[ny].kom) == (["ADBB, 2-3 måneder"], True, date(2026, 10, 4))
    assert (nye[stor].mangler, nye[stor].kan_begynde) == ([], False)

    client = som(by.sundhedsplejerske)
    adresse = reverse("adbb:ny", args=[ny.pk])
    assert f'action="{adresse}"' in client.get(I_DAG).text
    svar = client.post(adresse)
    forloeb = Forloeb.objects.get(barn=ny)
    assert (forloeb.besoeg, svar["Location"]) == ("", reverse("adbb:screening", args=[forloeb.pk]))
    [efter] = [t for t in vist(by.sundhedsplejerske).tilflyttere if t.barn == ny]
    assert not efter.kan_begynde and adresse not in client.get(I_DAG).text


def test_a_child_who_missed_everything(by: By) -> None:
    ny = bor(by, "Tilflytter", date(2025, 10, 1), siden=NU - timedelta(days=10))
    [tilflytter] = vist(by.sundhedsplejerske).tilflyttere
    assert tilflytter.barn == ny
    assert tilflytter.mangler == ["ADBB, 2-3 måneder", "ADBB, 8-10 måneder", "første trivselsvurdering"]


def test_what_was_done_in_another_district_is_not_missed(by: By) -> None:
    barn = bor(by, "Flytter", date(2026, 5, 20), enhed=by.syd)
    forloebene.ajourfoer(nu=datetime(2026, 8, 1, 12, tzinfo=NU.tzinfo))
    CertificeringFactory(user=by.sundhedsplejerske2, kommune=by.kommune)
    scor(_forloeb(barn), by.sundhedsplejerske2, nu=datetime(2026, 8, 2, 12, tzinfo=NU.tzinfo))
    boern.flyt(barn=barn, fra_enhed=by.syd, til_enhed=by.nord, by=None, nu=NU - timedelta(days=3))
    [tilflytter] = vist(by.sundhedsplejerske).tilflyttere
    assert (tilflytter.barn, tilflytter.mangler) == (barn, [])


# ---- on the way to dagtilbud --------------------------------------------------------------------------------------


def test_a_planned_start_says_where_and_when(by: By, som: Som) -> None:
    barn = bor(by, "Starter", date(2025, 12, 1))
    boern.indskriv(barn=barn, enhed=by.egern, by=None, nu=NU, fra=NU + timedelta(days=60))
    for navn, dage in (("Sent", 200), ("Begyndt", -30)):
        andet = bor(by, navn, date(2025, 12, 1))
        boern.indskriv(barn=andet, enhed=by.egern, by=None, nu=NU, fra=NU + timedelta(days=dage))
    skifter = bor(by, "Skifter", date(2023, 12, 1))
    boern.indskriv(barn=skifter, enhed=by.egern, by=None, nu=NU, fra=NU - timedelta(days=300))
    boern.indskriv(barn=skifter, enhed=by.ugle, by=None, nu=NU, fra=NU + timedelta(days=30))
    assert [(s.barn, s.hvor, s.den) for s in vist(by.sundhedsplejerske).starter] == [
        (barn, "Egern, Børnehuset Birken", date(2026, 12, 13))
    ]
    tekst = ordene(som(by.sundhedsplejerske).get(I_DAG))
    assert "På vej i dagtilbud" in tekst and "Egern, Børnehuset Birken 13. dec." in tekst


# ---- whose district, and the log ----------------------------------------------------------------------------------


def test_only_her_own_district_and_only_sundhedsplejen(by: By, som: Som, alle_slags: dict[str, Barn]) -> None:
    boern.indskriv(barn=alle_slags["over"], enhed=by.egern, by=None, nu=NU)
    assert grupper(by.sundhedsplejerske2) == {"nu": ["Ida"]}
    for hvem in ("paedagog", "leder", "dagplejer", "ppr", "socialraadgiver", "forvaltning", "administrator"):
        svar = som(by.bruger[hvem]).get(I_DAG)
        assert svar.status_code == 200
        assert "efter besøg" not in svar.text and "ADBB" not in svar.text


def test_one_line_in_the_log_names_the_children_shown_and_no_other(
    by: By, som: Som, alle_slags: dict[str, Barn]
) -> None:
    client = som(by.sundhedsplejerske)
    foer = set(Log.objects.values_list("pk", flat=True))
    svar = client.get(I_DAG)
    [post] = Log.objects.exclude(pk__in=foer)
    assert post.haendelse == "opsporing.boern_vist"
    navngivne = {str(b.pk) for b in Barn.objects.all() if re.search(rf"\b{b.fornavn} {b.efternavn}\b", svar.text)}
    assert set(post.boern) == navngivne == {str(b.pk) for b in (*alle_slags.values(), by.gro)}


@pytest.mark.parametrize("antal", [1, 50])
@pytest.mark.parametrize("hvem", ["sundhedsplejerske", "ledende_sundhedsplejerske"])
def test_the_page_asks_as_often_for_many_as_for_one(
    by: By, som: Som, forespoergsler: Any, antal: int, hvem: str
) -> None:
    for nr in range(antal):
        bor(by, f"Ung{nr}", date(2026, 8, 2), cpr=None)
        bor(by, f"Ny{nr}", date(2025, 10, 1), siden=NU - timedelta(days=10), cpr=None)
        paa_vej = bor(by, f"Vej{nr}", date(2026, 2, 1), cpr=None)
        boern.indskriv(barn=paa_vej, enhed=by.egern, by=None, nu=NU, fra=NU + timedelta(days=60))
    lad_tiden_gaa()
    client = som(by.bruger[hvem])
    with forespoergsler() as taeller:
        assert client.get(I_DAG).status_code == 200
    assert taeller() <= FLEST_FORESPOERGSLER


# ---- her leader ---------------------------------------------------------------------------------------------------


def test_the_leader_counts_per_district_and_names_nobody(by: By, som: Som, alle_slags: dict[str, Barn]) -> None:
    client = som(by.ledende_sundhedsplejerske)
    svar = client.get(I_DAG)
    tal = {d.enhed: {kort: antal for kort, antal, _ in d.celler} for d in svar.context["distrikter"]}
    assert tal[by.nord] == {
        "Over tiden": 1,
        "Ses igen": 1,
        "I team": 1,
        "I alderen": 1,
        "Vurdering": 1,
        "Snart": 1,
        "Nye": 0,
        "På vej": 0,
    }
    assert (tal[by.syd]["I alderen"], sum(tal[by.syd].values())) == (1, 1)
    tabel = svar.text.split('id="distrikter-h"')[1].split("</table>")[0]
    assert not any(barn.navn in tabel for barn in alle_slags.values())
    for adresse in re.findall(r'href="([^"]+)"', tabel):
        assert client.get(unescape(adresse).split("#")[0]).status_code == 200, adresse


def test_the_leader_opens_one_district_as_its_health_visitor_sees_it(
    by: By, som: Som, alle_slags: dict[str, Barn]
) -> None:
    client = som(by.ledende_sundhedsplejerske)
    svar = client.get(I_DAG, {"distrikt": by.nord.pk})
    assert [g.kode for g in svar.context["distrikt"].grupper] == list(grupper(by.sundhedsplejerske))
    assert "Børnene i Distrikt Nord efter besøg" in ordene(svar)
    assert "Ida Krog" not in svar.text.split("efter-besoeg")[-1]
    assert "Begynd ADBB" not in ordene(svar).split("efter besøg")[-1], "she does not score"
    for nr in (by.birken.pk, by.naboby.stue.pk, 10**9, "x"):
        assert client.get(I_DAG, {"distrikt": nr}).status_code == 404


def test_the_list_of_courses_can_be_narrowed_to_a_district(by: By, som: Som, alle_slags: dict[str, Barn]) -> None:
    client = som(by.ledende_sundhedsplejerske)
    adresse = reverse("adbb:liste")
    assert "Ida Krog" in client.get(adresse).text
    nord = client.get(adresse, {"distrikt": by.nord.pk})
    assert "Gro Holm" in nord.text and "Ida Krog" not in nord.text and "ADBB i Distrikt Nord" in nord.text
    for nr in (by.birken.pk, by.naboby.stue.pk, "x"):
        assert client.get(adresse, {"distrikt": nr}).status_code == 404
    assert som(by.sundhedsplejerske).get(adresse, {"distrikt": by.syd.pk}).status_code == 404


# ---- the vurderinger of a district --------------------------------------------------------------------------------


def test_the_districts_vurderinger_with_the_corrected_age(by: By, som: Som, alle_slags: dict[str, Barn]) -> None:
    """A district has no rounds: what is under way stands there, and what is done is still there a while."""
    barn = alle_slags["vurdering"]
    boern.ret_barn(barn=barn, by=None, nu=NU, gestationsuger=32)
    client = som(by.sundhedsplejerske)
    adresse = reverse("stue_vis", args=[by.nord.pk])
    svar = client.get(adresse)
    tekst = ordene(svar)
    assert [r.barn for r in svar.context["oversigt"].raekker] == [barn]
    assert "8 md., korrigeret 6 md." in tekst and "1 vurdering" in tekst and "Ikke begyndt" in tekst
    for ord_ in ("Stue", "runde", "Fælles", "kollega"):
        assert ord_ not in tekst.split("Sundhedsplejen")[-1], ord_
    vurdering = Vurdering.objects.get(barn=barn)
    egen = egne.begynd_egen(vurdering=vurdering, by=by.sundhedsplejerske, nu=NU)
    felter = {felt.kode: "groen" for felt in egne.tegn_felter(egen)} | {"lavet_med": "alene"}
    egne.gem_egen(egen=egen, aendringer=dict(list(felter.items())[:4]), set_rev=0, by=by.sundhedsplejerske, nu=NU)
    assert f"4 af {len(felter) - 1}" in ordene(client.get(adresse))
    egne.gem_egen(egen=egen, aendringer=felter, set_rev=9, by=by.sundhedsplejerske, nu=NU)
    egne.afslut_egen(egen=egen, by=by.sundhedsplejerske, nu=NU)
    klar = client.get(adresse)
    assert "Mangler placering" in ordene(klar) and reverse("trivsel:faelles", args=[vurdering.pk]) in klar.text
    Vurdering.objects.filter(pk=vurdering.pk).update(
        afsluttet_at=NU - timedelta(days=61), afsluttet_by=by.sundhedsplejerske, samlet="groen"
    )
    assert "Ingen trivselsvurderinger lige nu" in client.get(adresse).text
    Vurdering.objects.filter(pk=vurdering.pk).update(afsluttet_at=NU - timedelta(days=59))
    assert "Færdig" in ordene(client.get(adresse))


@pytest.mark.parametrize("antal", [1, 40])
def test_the_list_of_vurderinger_asks_as_often_for_many(by: By, som: Som, forespoergsler: Any, antal: int) -> None:
    for nr in range(antal):
        bor(by, f"Barn{nr}", date(2026, 2, 10))
    lad_tiden_gaa()
    client = som(by.sundhedsplejerske)
    with forespoergsler() as taeller:
        assert client.get(reverse("stue_vis", args=[by.nord.pk])).status_code == 200
    assert taeller() <= FLEST_FORESPOERGSLER


# ---- her tasks ----------------------------------------------------------------------------------------------------


def _opgaver(user: User, nu: datetime) -> dict[str, list[tuple[str, str]]]:
    dag = dagens(user, nu)
    return {titel: [(o.hvad, o.mere) for o in opgaver] for titel, opgaver in dag.grupper}


def test_a_task_says_which_visit_and_how_old_the_child_is(by: By, alle_slags: dict[str, Barn]) -> None:
    boern.ret_barn(barn=alle_slags["over"], by=None, nu=NU, gestationsuger=33)
    alle = [linje for linjer in _opgaver(by.sundhedsplejerske, NU).values() for linje in linjer]
    efternavn = alle_slags["over"].efternavn
    assert ("ADBB, 2-3 måneder", f"Over {efternavn} · 4 md., korrigeret 11 uger") in alle
    assert ("Gentag ADBB, 2-3 måneder", f"Gentag {efternavn} · 12 uger") in alle
    assert ("Tværfagligt team efter ADBB", f"Team {efternavn} · 12 uger") in alle


@pytest.mark.parametrize(
    ("dag", "gruppe"),
    [
        (date(2026, 10, 14), "Senere"),
        (date(2026, 10, 16), "Senere"),
        (date(2026, 10, 17), "Nu"),
        (date(2026, 10, 19), "Nu"),
    ],
)
def test_a_repetition_is_urgent_when_it_is_near(by: By, alle_slags: dict[str, Barn], dag: date, gruppe: str) -> None:
    """It falls due on Monday 19 October: told at once by e-mail, but to be done now only from Saturday on."""
    nu = datetime(dag.year, dag.month, dag.day, 8, tzinfo=NU.tzinfo)
    fundet = _opgaver(by.sundhedsplejerske, nu)
    [her] = [titel for titel, linjer in fundet.items() if any(h.startswith("Gentag ADBB") for h, _ in linjer)]
    assert her == gruppe


def test_later_visits_stand_with_the_children_and_not_among_the_tasks(
    by: By, som: Som, alle_slags: dict[str, Barn]
) -> None:
    naeste_uge = bor(by, "Naesteuge", date(2026, 6, 25))
    forloebene.tag_ind(kommune=by.kommune, nu=NU)
    svar = som(by.sundhedsplejerske).get(I_DAG)
    senere: list[Opgave] = svar.context["dag"].senere
    assert not any(naeste_uge.pk in o.boern for o in senere)
    assert all(o.kode not in plejen.BESOEG for o in senere)
    assert "Naesteuge" in grupper(by.sundhedsplejerske)["nu"]
    assert any(naeste_uge.pk in o.boern for o in dagens(by.sundhedsplejerske, NU).senere)


def test_parents_are_told_once_however_many_matters_wait(by: By) -> None:
    barn = BarnFactory(kommune=by.kommune, fornavn="Uorienteret", foedt_den=date(2026, 2, 1))
    boern.indskriv(barn=barn, enhed=by.nord, by=None, nu=NU - timedelta(days=3))
    lad_tiden_gaa()
    assert Forloeb.objects.filter(barn=barn).exists() and Vurdering.objects.filter(barn=barn).exists()
    dag = dagens(by.sundhedsplejerske, NU)
    om_barnet = [o for _, opgaver in dag.grupper for o in opgaver if barn.pk in o.boern]
    assert [o.url for o in om_barnet] == [reverse("orientering:barn", args=[barn.pk])]
    assert Tilknytning.objects.filter(barn=barn).count() == 1
