"""Writing: whose it is, who sees it, what a suspicion sets going, and that nothing is lost."""

from datetime import date
from typing import Any

import pytest

from opsporing.adgang.permissions import Denied
from opsporing.boern import actions as boern
from opsporing.databeskyttelse.udskrift import udskrift
from opsporing.models import Anledning, Barn, Frist, Spaerring, Tilknytning, Udelukkelse, User
from opsporing.skemaer.actions import indlaes
from opsporing.skemaer.gem import Loesning
from opsporing.spaerring import actions as spaerringer
from opsporing.spaerring.visning import liste
from opsporing.tid import dato
from tests import cast
from tests.cast import NU, By
from tests.factories.underretning import begyndt, svar
from underretning.actions import skriv as actions
from underretning.actions.modtag import Barnedata
from underretning.models import Overgreb, Underretning

NY = Barnedata(fornavn="Nanna", efternavn="Ny", foedt_den=date(2026, 10, 1))
VENTET = Barnedata(termin=date(2027, 1, 9), mor_fornavn="Mia", mor_efternavn="Vang")


@pytest.fixture
def by(db: Any, ur: Any) -> By:
    by = cast.byg()
    indlaes(nu=by.nu)
    return by


def ret(u: Underretning, by: User, boern: Any, **felter: Any) -> Underretning:
    stand, behold, oplyste = felter.pop("stand", u.stand), felter.pop("behold", ()), felter.pop("oplyste", ())
    ramme = actions.Ramme(**{"modtager_kommune": u.kommune} | felter)
    return actions.ret_ramme(
        underretning=u, boern=boern, behold=behold, oplyste=oplyste, ramme=ramme, stand=stand, by=by, nu=NU
    )


def ser(user: User, u: Underretning) -> bool:
    sager = Anledning.objects.filter(underretningsbarn__underretning=u)
    begge = {Underretning.objects.for_user(user, NU).filter(pk=u.pk).exists()}
    begge |= {Anledning.objects.for_user(user, NU).filter(pk__in=sager).exists()}
    assert len(begge) == 1
    return begge.pop()


# ---- who sees it ----------------------------------------------------------------------------------------------------


def test_nobody_but_the_writer_sees_a_draft(by: By) -> None:
    u = begyndt(by.paedagog, [by.barn])
    assert ser(by.paedagog, u)
    for navn, user in by.bruger.items():
        assert ser(user, u) == (navn == "paedagog"), navn
        assert Frist.objects.for_user(user, NU).filter(kode="underretning.kladde").exists() == (navn == "paedagog")
    assert not ser(by.naboby.leder, u)


def test_a_leader_reads_along_when_she_is_let_and_never_when_a_leader_is_suspected(by: By) -> None:
    u = begyndt(by.paedagog, [by.barn], deles_med_leder=True)
    assert ser(by.leder, u)
    assert not ser(by.leder2, u)
    assert not ser(by.paedagog2, u)
    with pytest.raises(Denied, match="Kun den, der skriver"):
        actions.gem(underretning=u, aendringer={"betydning": "x"}, set_rev=0, by=by.leder, nu=NU)
    with pytest.raises(Denied, match="Kun den, der skriver"):
        actions.kasser(underretning=u, grund="Nej.", by=by.leder, nu=NU)
    u = ret(u, by.paedagog, [by.barn], overgreb=Overgreb.LEDER, mistaenkt=by.leder, deles_med_leder=True)
    assert not u.deles_med_leder
    assert not ser(by.leder, u)


def test_one_who_is_suspected_later_is_shut_out_of_the_switch_too(by: By) -> None:
    u = begyndt(by.socialraadgiver, oplyste=[NY], overgreb=Overgreb.HJEMMET, overgreb_hvem="Mona")
    assert Spaerring.objects.for_user(by.myndighedsleder, NU).exists()
    behold = [u.boern.get().pk]
    u = ret(u, by.socialraadgiver, [], behold=behold, overgreb=Overgreb.LEDER, mistaenkt=by.myndighedsleder)
    assert Spaerring.objects.for_user(by.socialraadgiver, NU).exists()
    assert not Spaerring.objects.for_user(by.myndighedsleder, NU).exists()
    ret(u, by.socialraadgiver, [], behold=behold, overgreb=Overgreb.HJEMMET)
    assert Spaerring.objects.for_user(by.myndighedsleder, NU).exists()


def test_one_who_is_suspected_is_shut_out_whatever_opens_it(by: By) -> None:
    u = begyndt(by.paedagog, [by.barn], overgreb=Overgreb.MEDARBEJDER, mistaenkt=by.leder, deles_med_leder=True)
    assert not ser(by.leder, u)
    assert set(Udelukkelse.objects.values_list("user", flat=True)) == {by.leder.pk}
    u = ret(u, by.paedagog, [by.barn], overgreb=Overgreb.MEDARBEJDER, mistaenkt=by.paedagog2, deles_med_leder=True)
    assert set(Udelukkelse.objects.values_list("user", flat=True)) == {by.paedagog2.pk}
    assert ser(by.leder, u)
    with pytest.raises(Denied, match="dig selv"):
        begyndt(by.paedagog, [by.barn], overgreb=Overgreb.MEDARBEJDER, mistaenkt=by.paedagog)
    with pytest.raises(Denied, match="ansat i kommunen"):
        begyndt(by.paedagog, [by.barn], overgreb=Overgreb.MEDARBEJDER, mistaenkt=by.naboby.leder)


def test_only_children_she_sees_can_be_chosen(by: By) -> None:
    with pytest.raises(Denied, match="selv kan se"):
        begyndt(by.paedagog, [by.david])
    with pytest.raises(Denied, match="handler om"):
        begyndt(by.paedagog, [])
    assert not Underretning.objects.exists()


@pytest.mark.parametrize("hvem", ["forvaltning", "administrator", "databeskyttelse"])
def test_who_knows_no_children_writes_none(by: By, hvem: str) -> None:
    with pytest.raises(Denied):
        begyndt(by.bruger[hvem], oplyste=[NY])


# ---- a child that is not in her lists -------------------------------------------------------------------------------


def test_a_child_she_tells_of_is_shown_as_she_told_it(by: By) -> None:
    kendt = Barnedata(fornavn="Davidsen", efternavn="X", cpr=by.david.cpr, foedt_den=date(2022, 3, 6))
    ukendt = Barnedata(fornavn="Davidsen", efternavn="X", cpr="6503224246", foedt_den=date(2022, 3, 6))
    viste = []
    for data in (kendt, ukendt):
        [ub] = begyndt(by.paedagog, oplyste=[data]).boern.all()
        viste.append((ub.navn, ub.foedt_den, ub.termin, ub.er_oplyst))
    assert viste[0] == viste[1] == ("Davidsen X", date(2022, 3, 6), None, True)
    assert by.david.navn == "David Åkjær"
    assert not Barn.objects.for_user(by.paedagog, NU).filter(pk=by.david.pk).exists()


def test_a_child_that_is_expected(by: By) -> None:
    [ub] = begyndt(by.paedagog, oplyste=[VENTET]).boern.all()
    assert (ub.navn, ub.foedt_den, ub.termin) == ("Ventet barn (Mia Vang)", None, date(2027, 1, 9))


def test_the_same_child_twice_is_one(by: By) -> None:
    u = begyndt(by.paedagog, [by.barn], oplyste=[Barnedata(fornavn="A", cpr=by.barn.cpr, foedt_den=by.barn.foedt_den)])
    assert u.boern.count() == 1


# ---- suspicion ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("overgreb", list(Overgreb))
def test_what_keeps_it_from_the_parents(by: By, overgreb: Overgreb) -> None:
    u = begyndt(by.paedagog, [by.barn], overgreb=overgreb, overgreb_hvem="Stedfar")
    spaerret = overgreb in {Overgreb.TVIVL, Overgreb.HJEMMET}
    assert actions.er_spaerret(u) == spaerret
    assert [s.hvorfor for s in Spaerring.objects.all()] == [
        "Der skrives en underretning. Mistanken retter sig mod: Stedfar"
    ] * spaerret
    [frist] = Frist.objects.aabne().filter(kode="underretning.kladde")
    assert (dato(frist.forfalder_at) == dato(NU)) == (overgreb != Overgreb.NEJ)


def test_no_answer_takes_a_switch_away(by: By) -> None:
    u = begyndt(by.paedagog, [by.barn], overgreb=Overgreb.HJEMMET)
    u = ret(u, by.paedagog, [by.barn], overgreb=Overgreb.NEJ)
    assert actions.er_spaerret(u)
    actions.kasser(underretning=u, grund="Jeg tog fejl.", by=by.paedagog, nu=NU)
    [[_, _, [linje]]] = liste(by.socialraadgiver, NU).grupper
    assert "Børnehuset Birken" in linje.mere
    spaerringer.ophaev(spaerring=Spaerring.objects.get(), grund="Afklaret.", by=by.socialraadgiver, nu=NU)
    assert not actions.er_spaerret(u)


# ---- the frame ------------------------------------------------------------------------------------------------------


def test_siblings_come_and_go(by: By) -> None:
    boern.indskriv(barn=by.david, enhed=by.egern, by=None, nu=NU)
    u = begyndt(by.paedagog, [by.barn])
    u = ret(u, by.paedagog, [by.barn, by.david], oplyste=[NY])
    assert [ub.navn for ub in u.boern.order_by("pk")] == ["Alma Åkjær", "David Åkjær", "Nanna Ny"]
    u = ret(u, by.paedagog, [by.david])
    assert [ub.navn for ub in u.boern.all()] == ["David Åkjær"]
    [frist] = Frist.objects.aabne().filter(kode="underretning.kladde")
    assert frist.anledning.barn == by.david
    assert not Tilknytning.objects.gaeldende(NU).filter(anledning__kode="underretning.skrevet", barn=by.barn).exists()


def test_a_frame_that_was_changed_meanwhile_is_told(by: By) -> None:
    u = begyndt(by.paedagog, [by.barn])
    gammel = u.stand
    u = ret(u, by.paedagog, [by.barn], akut=True)
    with pytest.raises(actions.Foraeldet) as fejl:
        ret(u, by.paedagog, [by.barn], stand=gammel)
    assert fejl.value.underretning.akut


def test_it_must_go_somewhere(by: By) -> None:
    with pytest.raises(Denied, match="hvor underretningen skal hen"):
        begyndt(by.paedagog, [by.barn], modtager_kommune=None)
    assert begyndt(by.paedagog, [by.barn], modtager_kommune=None, modtager_navn="Fjernby").modtager_navn == "Fjernby"


# ---- writing --------------------------------------------------------------------------------------------------------


def test_two_tabs_lose_nothing(by: By) -> None:
    u = begyndt(by.paedagog, [by.barn])
    for klient, tekst in (("a", "Den ene."), ("b", "Den anden.")):
        gemt = actions.gem(
            underretning=u, aendringer={"betydning": tekst}, set_rev=0, klient=klient, by=by.paedagog, nu=NU
        )
    assert [k["vaerdi"] for k in gemt.konflikter] == ["Den anden."]
    [konflikt] = gemt.konflikter
    actions.loes(underretning=u, konflikt_id=konflikt["id"], loesning=Loesning.BEGGE, by=by.paedagog, nu=NU)
    assert Underretning.objects.get(pk=u.pk).svar["betydning"] == "Den ene.\n\nDen anden."


def test_a_draft_is_put_away_with_a_reason_and_taken_up_again(by: By) -> None:
    u = begyndt(by.paedagog, [by.barn])
    actions.gem(underretning=u, aendringer=svar(), set_rev=0, by=by.paedagog, nu=NU)
    with pytest.raises(Denied, match="Skriv, hvorfor"):
        actions.kasser(underretning=u, grund=" ", by=by.paedagog, nu=NU)
    actions.kasser(underretning=u, grund="Alt er forklaret.", by=by.paedagog, nu=NU)
    assert not Frist.objects.aabne().filter(kode="underretning.kladde").exists()
    with pytest.raises(Denied, match="kasseret"):
        actions.gem(underretning=u, aendringer={"betydning": "x"}, set_rev=0, by=by.paedagog, nu=NU)
    u = actions.genoptag(underretning=u, by=by.paedagog, nu=NU)
    assert u.svar["betydning"] == "Hun sover ikke til middag."
    assert Frist.objects.aabne().filter(kode="underretning.kladde").exists()


def test_a_draft_is_not_in_the_parents_log(by: By) -> None:
    foer = udskrift(by.kommune, by.barn, None, None).antal
    begyndt(by.paedagog, [by.barn], oplyste=[NY])
    assert udskrift(by.kommune, by.barn, None, None).antal == foer
    nanna = Barn.objects.get(fornavn="Nanna")
    assert udskrift(by.kommune, nanna, None, None).antal == 0
