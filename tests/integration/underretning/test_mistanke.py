"""Myndighed names whom a suspicion is about: as it registers what came from outside, and when it comes to know."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opsporing.adgang.permissions import Denied
from opsporing.models import Anledning, Frist, Log, Spaerring, Udelukkelse, User
from opsporing.skemaer.actions import indlaes
from opsporing.spaerring import actions as spaerringer
from tests import cast
from tests.cast import NU, By
from tests.factories.modtaget import indkommet, vurderet
from tests.factories.underretning import sendt
from tests.integration.underretning.conftest import ansat
from tests.integration.underretning.test_sider_modtag import registrer
from underretning.actions.mistanke import noter_mistanke
from underretning.actions.registrer import Mistanke
from underretning.models import Modtaget, Overgreb, Underretning


@pytest.fixture
def by(db: Any, ur: Any) -> By:
    by = cast.byg()
    indlaes(nu=by.nu)
    return by


def ser(user: User, modtaget: Modtaget) -> bool:
    return Modtaget.objects.for_user(user, NU).filter(pk=modtaget.pk).exists()


def udelukkede(anledning: Anledning) -> set[str]:
    return set(Udelukkelse.objects.filter(anledning=anledning).values_list("user__username", flat=True))


def noter(en: Modtaget, by: User, overgreb: Overgreb = Overgreb.MEDARBEJDER, **mere: Any) -> Modtaget:
    return noter_mistanke(modtaget=en, rev=en.rev, mistanke=Mistanke(overgreb, **mere), by=by, nu=NU)


def test_somebody_outside_suspects_a_colleague_in_familieafdelingen(by: By, kollega: User, log_ind: Any) -> None:
    """From the first second: she does not see it in the inbox that is open to all the others."""
    svar = registrer(
        log_ind(by.socialraadgiver), overgreb="medarbejder", overgreb_hvem="Sagsbehandleren", mistaenkt="  karen  MOSE "
    )
    assert svar.status_code == 302
    en = Modtaget.objects.get()
    assert (en.mistaenkt, en.overgreb_hvem, udelukkede(en.anledning)) == (kollega, "Sagsbehandleren", {"karen"})
    assert ser(by.socialraadgiver, en) and ser(by.myndighedsleder, en) and not ser(kollega, en)
    assert not Spaerring.objects.exists()
    side = log_ind(by.myndighedsleder).get(reverse("underretning:modtaget", args=[en.pk])).content.decode()
    assert "<strong>Karen Mose</strong> er ansat i kommunen og kan ikke se sagen." in side
    hendes: Client = log_ind(kollega)
    assert "Hentet på gaden" not in hendes.get(reverse("underretning:indbakke")).content.decode()
    assert hendes.get(reverse("underretning:modtaget", args=[en.pk])).status_code == 404


def test_a_parent_who_is_employed_here_is_shut_out_and_no_parent_is_told(by: By, kollega: User, log_ind: Any) -> None:
    """At home and at work at once: the switch, the switch's own matter, and what it says it builds on."""
    registrer(log_ind(by.socialraadgiver), overgreb="hjemmet", overgreb_hvem="Moren", mistaenkt="karen")
    en = Modtaget.objects.get()
    spaerring = Spaerring.objects.get(anledning=en.anledning)
    assert (spaerring.hvorfor, spaerring.ophaevet_at) == ("Mistanken retter sig mod: Moren", None)
    assert udelukkede(en.anledning) == udelukkede(spaerring.sag) == {"karen"}
    assert not Spaerring.objects.for_user(kollega, NU).exists()
    assert Spaerring.objects.for_user(by.socialraadgiver, NU).exists()


@pytest.mark.parametrize(
    ("skrevet", "besked"),
    [
        ("Ukendt Person", "Ingen ansat hedder det"),
        ("Karen Mose", "karen (socialrådgiver, Familieafdelingen); karen2 (pædagog, Egern)"),
        ("Sofie Kær", "mistanke mod dig selv"),
        ("nabo_leder", "Ingen ansat hedder det"),
    ],
)
def test_who_it_is_must_be_one_and_nothing_is_lost(
    by: By, kollega: User, log_ind: Any, skrevet: str, besked: str
) -> None:
    ansat(by, by.egern, "karen2", "Karen Mose", "paedagog")
    svar = registrer(log_ind(by.socialraadgiver), overgreb="medarbejder", mistaenkt=skrevet)
    assert svar.status_code == 422
    assert besked in svar.content.decode()
    assert "Hentet på gaden i nat." in svar.content.decode()
    assert not Modtaget.objects.exists()


def test_it_comes_up_while_somebody_assesses(by: By, kollega: User, log_ind: Any) -> None:
    """For both siblings, at the one who wrote too, and in the switch that stood already; the talk falls due."""
    u = sendt(by.paedagog, [by.barn, by.bo], overgreb=Overgreb.TVIVL, deles_med_leder=True)
    en, bos = Modtaget.objects.order_by("pk")
    client: Client = log_ind(by.socialraadgiver)
    side = reverse("underretning:mistanke", args=[en.pk])
    assert side in client.get(reverse("underretning:modtaget", args=[en.pk])).content.decode()
    svar = client.post(
        side, {"rev": en.rev, "overgreb": "leder", "overgreb_hvem": "Lederen af huset", "mistaenkt": "leder"}
    )
    assert svar.status_code == 302, svar.context["form"].errors
    sager = [en.anledning, bos.anledning, *Anledning.objects.filter(underretningsbarn__underretning=u)]
    assert len(sager) == 4
    for sag in sager:
        assert udelukkede(sag) == {"leder"}
    for spaerring in Spaerring.objects.all():
        assert spaerring.ophaevet_at is None and udelukkede(spaerring.sag) == {"leder"}
    assert not Underretning.objects.for_user(by.leder, NU).exists()
    assert Underretning.objects.for_user(by.paedagog, NU).exists()
    assert Frist.objects.aabne().filter(kode="underretning.samtale").count() == 2
    assert Log.objects.filter(haendelse="underretning.mistanke_noteret").count() == 2


def test_a_suspicion_of_somebody_at_home_sets_the_switch_and_a_lifted_one_stays_lifted(by: By) -> None:
    en = indkommet(by.barn, by.myndighed)
    en = noter(en, by.socialraadgiver, Overgreb.HJEMMET, hvem="Faderen")
    [spaerring] = Spaerring.objects.all()
    spaerringer.ophaev(spaerring=spaerring, grund="Det var en anden.", by=by.socialraadgiver, nu=NU)
    noter(en, by.socialraadgiver, Overgreb.HJEMMET, hvem="Faderen, siger moren")
    assert not Spaerring.objects.staaende().exists()


def test_it_was_about_somebody_else(by: By, kollega: User) -> None:
    en = noter(indkommet(by.barn, by.myndighed), by.socialraadgiver, mistaenkt=kollega)
    assert not ser(kollega, en)
    en = noter(en, by.socialraadgiver, mistaenkt=by.paedagog)
    assert ser(kollega, en) and udelukkede(en.anledning) == {"paedagog"}
    assert Log.objects.filter(haendelse="underretning.ikke_udelukket").count() == 1


def test_one_who_is_responsible_and_suspected_has_it_no_longer(by: By, kollega: User) -> None:
    en = vurderet(by.barn, by.myndighed, kollega)
    en = noter(en, by.myndighedsleder, mistaenkt=kollega)
    assert en.ansvarlig == by.myndighedsleder and not ser(kollega, en)
    assert not Frist.objects.aabne().filter(ansvarlig=kollega).exists()


def test_what_is_no_suspicion_and_what_is_closed_is_refused_and_a_colleague_first_is_told(by: By, log_ind: Any) -> None:
    en = indkommet(by.barn, by.myndighed)
    with pytest.raises(Denied, match="ophæv spærringen"):
        noter(en, by.socialraadgiver, Overgreb.NEJ)
    with pytest.raises(Denied, match="mod dig selv"):
        noter(en, by.socialraadgiver, mistaenkt=by.socialraadgiver)
    noter(en, by.myndighedsleder, mistaenkt=by.paedagog)
    svar = log_ind(by.socialraadgiver).post(
        reverse("underretning:mistanke", args=[en.pk]), {"rev": 0, "overgreb": "hjemmet", "overgreb_hvem": "Faderen"}
    )
    assert svar.status_code == 409
    assert "En kollega" in svar.content.decode() and "Faderen" in svar.content.decode()
    assert not Spaerring.objects.exists()
    Modtaget.objects.filter(pk=en.pk).update(
        status="oversendt", oversendt_til="Naboby", oversendt_at=NU + timedelta(0), oversendt_by=by.socialraadgiver
    )
    with pytest.raises(Denied, match="lukket her"):
        noter(Modtaget.objects.get(pk=en.pk), by.myndighedsleder, mistaenkt=by.paedagog)
