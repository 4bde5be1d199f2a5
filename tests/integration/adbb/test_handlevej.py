"""The course as a flowchart: drawn from what the municipality has decided, with where this child is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from adbb import handlevej
from adbb.actions import team
from adbb.actions.forloeb import gennemfoerte, stand_for
from adbb.models import Forloeb, Teamsag
from adbb.permissions import profil_for_forloeb
from opsporing.models import Barn, Frist, Skemaversion
from opsporing.organisation import actions as organisation
from opsporing.profil import profil_for
from opsporing.skemaer import actions as skemaer
from opsporing.tid import dato
from tests.cast import By
from tests.factories.adbb import OVER, UNDER, forloeb_for, scor

Ind = Callable[..., Client]


def _trin(forloeb: Forloeb) -> list[handlevej.Trin]:
    forloeb = Forloeb.objects.select_related("anledning", "kommune", "profilversion").get(pk=forloeb.pk)
    screeninger = gennemfoerte(forloeb)
    sag = Teamsag.objects.filter(forloeb=forloeb).select_related("skemaversion").first()
    return handlevej.byg(forloeb, screeninger, stand_for(forloeb, screeninger), sag, profil_for_forloeb(forloeb))


def _stand(forloeb: Forloeb) -> list[str]:
    return [t.tilstand for t in _trin(forloeb)]


def test_the_child_moves_down_the_chart(by: By, forloeb: Forloeb, log_ind: Ind) -> None:
    assert _stand(forloeb) == ["current", "none", "none"]
    scor(forloeb, by.sundhedsplejerske, OVER)
    assert _stand(forloeb) == ["done", "current", "none"]
    side = log_ind(by.sundhedsplejerske).get(reverse("adbb:forloeb", args=[forloeb.pk])).text
    assert side.count("Her er Gro nu") == 1
    assert side.index("Gentag inden 14 dage") < side.index("Her er Gro nu") < side.index("Tværfagligt team")
    nu = by.nu + timedelta(days=9)
    scor(forloeb, by.sundhedsplejerske, OVER, nu=nu)
    assert _stand(forloeb) == ["done", "done", "current"]
    assert [u.hvad for u in _trin(forloeb)[2].veje_ud] == [
        "Kommunal indsats",
        "Egen læge",
        "Familierådgivningen",
        "Børnepsykiatrien",
    ]


def test_under_the_cut_off_the_child_has_left_it(by: By, forloeb: Forloeb) -> None:
    scor(forloeb, by.sundhedsplejerske, UNDER)
    foerste, gentag, teamet = _trin(forloeb)
    assert [t.tilstand for t in (foerste, gentag, teamet)] == ["done", "none", "none"]
    assert [u.gaaet for u in foerste.veje_ud] == [True]
    assert not any(u.gaaet for t in (gentag, teamet) for u in t.veje_ud)


@pytest.fixture
def vores(by: By) -> Forloeb:
    """Gro's course where the cut-off is seven, a repetition is due in ten days, and the team may ask a house."""
    profil = replace(profil_for(by.kommune), adbb_graense=7, adbb_gentag_dage=10, adbb_team_dage=5)
    organisation.gem_profil(kommune=by.kommune, profil=profil, grund="Vores egen vej", by=by.administrator, nu=by.nu)
    faelles = Skemaversion.objects.select_related("skema").get(skema__kode="adbb-team", skema__kommune=None)
    toml = faelles.toml.replace("egen_laege", "familiehuset").replace('tekst = "Egen læge"', 'tekst = "Familiehuset"')
    kladde = skemaer.opret_kommuneversion(
        skema=faelles.skema, kommune=by.kommune, toml=toml, by=by.administrator, nu=by.nu
    )
    skemaer.publicer(version=kladde, by=by.administrator, nu=by.nu)
    by.kommune.refresh_from_db()
    return forloeb_for(by.gro)


def test_thresholds_days_and_outcomes_are_the_municipalitys(by: By, vores: Forloeb, log_ind: Ind) -> None:
    side = log_ind(by.sundhedsplejerske).get(reverse("adbb:forloeb", args=[vores.pk])).text
    assert "Under 7" in side and "Gentag inden 10 dage" in side and "Familiehuset" in side
    seks = scor(vores, by.sundhedsplejerske, OVER)
    assert (seks.sum, seks.over, seks.udfald) == (6, False, "under")


def test_and_so_is_what_falls_due_and_what_the_team_chooses(by: By, vores: Forloeb) -> None:
    syv = (1, 1, 1, 0, 2, 1, 1, 0)
    scor(vores, by.sundhedsplejerske, syv)
    nu = by.nu + timedelta(days=9)
    assert dato(Frist.objects.aabne().get(kode="adbb.gentag").forfalder_at) == dato(by.nu) + timedelta(days=10)
    scor(vores, by.sundhedsplejerske, syv, nu=nu)
    assert dato(Frist.objects.aabne().get(kode="adbb.team").forfalder_at) == dato(nu) + timedelta(days=5)
    svar = {
        "moede_den": dato(nu).isoformat(),
        "deltagere": ["sundhedsplejerske", "ppr"],
        "foraeldrene_ved": True,
        "udfald": ["familiehuset"],
        "begrundelse": "Huset har plads.",
        "underretning": "nej",
        "overgreb": "nej",
    }
    sag = Teamsag.objects.get(forloeb=vores)
    team.gem_team(sag=sag, aendringer=svar, set_rev=0, by=by.ledende_sundhedsplejerske, nu=nu)
    team.afslut_team(sag=sag, by=by.ledende_sundhedsplejerske, nu=nu)
    assert [(u.hvad, u.gaaet) for u in _trin(vores)[2].veje_ud][1] == ("Familiehuset", True)


def test_a_corrected_age_stands_beside_and_changes_nothing(by: By, forloeb: Forloeb, log_ind: Ind) -> None:
    Barn.objects.filter(pk=by.gro.pk).update(gestationsuger=33)
    forloeb.barn.refresh_from_db()
    client = log_ind(by.sundhedsplejerske)
    assert "Korrigeret alder" in client.get(reverse("adbb:screening", args=[forloeb.pk])).text
    foer_tid = scor(forloeb, by.sundhedsplejerske, (1, 1, 1, 1, 1, 0, 0, 0))
    assert (foer_tid.sum, foer_tid.over, foer_tid.alder_mdr) == (5, True, 2)
    assert (forloeb.fra, forloeb.senest) == (date(2026, 10, 1), date(2026, 11, 30))
