"""What the receiver decides: who it is open to, what falls due, what is asked for first, and two at once."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections

from opsporing.adgang.permissions import Denied
from opsporing.boern import actions as boern
from opsporing.models import Frist, Log, Person, Spaerring, User
from tests.cast import NU, By
from tests.factories.modtaget import bilag, indkommet
from underretning.actions import behandl, videre
from underretning.actions.behandl import Foraeldet, Mangler, Oplysninger
from underretning.fristtyper import AFGOER, GENVURDER, KVITTER, SAMTALE, TILBAGEMELD, VURDER
from underretning.models import Boernesamtale, Brev, Genvurdering, Genvurderingsdeltager, Modtaget, Overgreb
from underretning.rules.krav import Mangel
from underretning.rules.tilstande import VEJE, Tilstand, UmuligOvergang, kan


def aabne(en: Modtaget) -> set[str]:
    return set(Frist.objects.aabne().filter(anledning=en.anledning_id).values_list("kode", flat=True))


def ser(user: User, en: Modtaget, nu: Any = NU) -> bool:
    return Modtaget.objects.for_user(user, nu).filter(pk=en.pk).exists()


def vurder(en: Modtaget, by: User, **felter: Any) -> Modtaget:
    ind = {"rev": en.rev, "akut": False, "vurdering": "Hun er tryg hjemme i nat.", "hjaelp_i_gang": False} | felter
    return behandl.vurder(modtaget=en, by=by, nu=NU, **ind)[0]


def afgoer(en: Modtaget, by: User, **felter: Any) -> Modtaget:
    ind = {"rev": en.rev, "udfald": "screening", "afgoerelse": "Vi ser på det samlede billede."} | felter
    return behandl.afgoer(modtaget=en, by=by, nu=NU, **ind)


def svar_paa_brevene(en: Modtaget, by: User) -> None:
    """The letters are answered for: it is written why none was sent."""
    for art in ("kvittering", "tilbagemelding"):
        Brev.objects.create(
            kommune_id=en.kommune_id, modtaget=en, art=art, dannet_at=NU, dannet_by=by, undladt_grund="Ringet op."
        )


def bring_til(en: Modtaget, tilstand: Tilstand, by: User) -> Modtaget:
    """Bring a new one to a state through the actions."""
    if tilstand == Tilstand.MODTAGET:
        return en
    if tilstand == Tilstand.OVERSENDT:
        return videre.oversend(
            modtaget=en, rev=en.rev, til="Ærø Kommune", sammenfatning="Familien er flyttet.", by=by, nu=NU
        ).modtaget
    en = vurder(en, by)
    if tilstand == Tilstand.VURDERET:
        return en
    en = afgoer(en, by)
    if tilstand == Tilstand.AFGJORT:
        return en
    svar_paa_brevene(en, by)
    return behandl.luk(modtaget=en, rev=en.rev, by=by, nu=NU)


# ---- states ---------------------------------------------------------------------------------------------------------

HANDLINGER: dict[tuple[Tilstand, Tilstand], str] = {
    (Tilstand.AFGJORT, Tilstand.VURDERET): "aaben_igen",
    (Tilstand.LUKKET, Tilstand.AFGJORT): "aaben_igen",
}


def proev(en: Modtaget, til: Tilstand, by: User) -> Modtaget:
    """Ask for the state by the action that leads there."""
    if HANDLINGER.get((Tilstand(en.status), til)) == "aaben_igen":
        return behandl.aaben_igen(modtaget=en, rev=en.rev, grund="Ny viden.", by=by, nu=NU)
    if til == Tilstand.VURDERET:
        return vurder(en, by)
    if til == Tilstand.AFGJORT:
        return afgoer(en, by)
    if til == Tilstand.LUKKET:
        svar_paa_brevene(en, by)
        return behandl.luk(modtaget=en, rev=en.rev, by=by, nu=NU)
    return videre.oversend(
        modtaget=en, rev=en.rev, til="Ærø Kommune", sammenfatning="De flytter.", by=by, nu=NU
    ).modtaget


@pytest.mark.parametrize("til", [t for t in Tilstand if t != Tilstand.MODTAGET])
@pytest.mark.parametrize("fra", list(Tilstand))
def test_every_pair_of_states(by: By, fra: Tilstand, til: Tilstand) -> None:
    en = bring_til(indkommet(by.barn, by.myndighed), fra, by.socialraadgiver)
    if kan(fra, til):
        assert proev(en, til, by.socialraadgiver).status == til
        assert Modtaget.objects.get(pk=en.pk).status == til
    else:
        Brev.objects.filter(modtaget=en).delete()
        with pytest.raises(UmuligOvergang):
            proev(en, til, by.socialraadgiver)
        assert Modtaget.objects.get(pk=en.pk).status == fra


def test_nothing_becomes_unassessed_again(by: By) -> None:
    assert all(Tilstand.MODTAGET not in veje for veje in VEJE.values())
    for fra in (Tilstand.MODTAGET, Tilstand.VURDERET, Tilstand.OVERSENDT):
        en = bring_til(indkommet(by.barn, by.myndighed), fra, by.socialraadgiver)
        with pytest.raises(UmuligOvergang):
            behandl.aaben_igen(modtaget=en, rev=en.rev, by=by.socialraadgiver, nu=NU)


# ---- who it is open to ----------------------------------------------------------------------------------------------


def test_open_to_all_of_the_unit_until_assessed_then_to_the_responsible_and_the_leader(
    by: By, kollega: User, nabo: User
) -> None:
    en = indkommet(by.barn, by.myndighed)
    assert ser(by.socialraadgiver, en) and ser(kollega, en) and ser(by.myndighedsleder, en)
    assert not any(ser(user, en) for user in (nabo, by.paedagog, by.leder, by.ppr, by.raadgiver))
    en = vurder(en, by.socialraadgiver)
    assert ser(by.socialraadgiver, en) and ser(by.myndighedsleder, en)
    assert not ser(kollega, en)
    assert en.ansvarlig == by.socialraadgiver


def test_taking_it_closes_it_to_nobody_and_moves_the_deadlines(by: By, kollega: User) -> None:
    en = indkommet(by.barn, by.myndighed)
    en = behandl.tag(modtaget=en, rev=en.rev, by=kollega, nu=NU)
    assert en.ansvarlig == kollega and ser(by.socialraadgiver, en)
    assert set(Frist.objects.filter(anledning=en.anledning_id).values_list("ansvarlig", flat=True)) == {kollega.pk}
    # Whoever assesses has it from then on, unless she leads.
    assert vurder(en, by.socialraadgiver).ansvarlig == by.socialraadgiver
    anden = indkommet(by.barn, by.myndighed)
    anden = behandl.tag(modtaget=anden, rev=anden.rev, by=kollega, nu=NU)
    anden = vurder(anden, by.myndighedsleder)
    assert anden.ansvarlig == kollega and ser(kollega, anden) and not ser(by.socialraadgiver, anden)


def test_a_colleague_who_reads_it_decides_nothing_but_the_leader_does(by: By, kollega: User) -> None:
    en = vurder(indkommet(by.barn, by.myndighed), by.socialraadgiver)
    with pytest.raises(Denied, match="Sofie Kær er ansvarlig"):
        afgoer(en, kollega)
    assert afgoer(en, by.myndighedsleder).afgjort_by == by.myndighedsleder
    with pytest.raises(Denied):
        behandl.tag(modtaget=en, rev=en.rev + 1, by=by.myndighedsleder, nu=NU)


# ---- assessing ------------------------------------------------------------------------------------------------------


def test_assessing_meets_the_clock_and_leaves_the_rest(by: By) -> None:
    en = indkommet(by.barn, by.myndighed)
    assert aabne(en) == {VURDER, AFGOER, KVITTER, TILBAGEMELD}
    vurder(en, by.socialraadgiver)
    assert aabne(en) == {AFGOER, KVITTER, TILBAGEMELD}
    assert Log.objects.filter(haendelse="underretning.vurderet", boern=[str(by.barn.pk)]).count() == 1


@pytest.mark.parametrize("felter", [{"vurdering": " "}, {"akut": True, "akut_handling": " "}])
def test_no_assessment_without_reason_and_no_acute_one_without_what_was_done(by: By, felter: dict[str, Any]) -> None:
    en = indkommet(by.barn, by.myndighed)
    with pytest.raises(Denied):
        vurder(en, by.socialraadgiver, **felter)
    assert Modtaget.objects.get(pk=en.pk).status == "modtaget" and ser(by.socialraadgiver, en)


def test_siblings_are_assessed_together(by: By) -> None:
    en, to = (indkommet(barn, by.myndighed, kvitteringsnummer="2026-ABCDEFG") for barn in (by.alma, by.david))
    vurder(en, by.socialraadgiver, akut=True, akut_handling="Talt med politiet.", soeskende=[to.pk])
    to.refresh_from_db()
    assert (to.status, to.akut, to.akut_handling, to.ansvarlig) == (
        "vurderet",
        True,
        "Talt med politiet.",
        by.socialraadgiver,
    )
    assert VURDER not in aabne(to)


def test_only_siblings_of_the_same_underretning(by: By, nabo: User) -> None:
    en, fremmed = indkommet(by.alma, by.myndighed), indkommet(by.david, by.myndighed)
    hos_naboen = indkommet(by.naboby.barn, nabo.ansat.enhed, kvitteringsnummer=en.kvitteringsnummer)
    for anden in (fremmed, hos_naboen):
        with pytest.raises(Denied):
            vurder(en, by.socialraadgiver, soeskende=[anden.pk])
        assert Modtaget.objects.get(pk=anden.pk).status == Modtaget.objects.get(pk=en.pk).status == "modtaget"


def test_a_sibling_assessed_meanwhile_stops_both(by: By, kollega: User) -> None:
    en, to = (indkommet(barn, by.myndighed, kvitteringsnummer="2026-ABCDEFH") for barn in (by.alma, by.david))
    vurder(to, kollega)
    with pytest.raises(Foraeldet):
        vurder(en, by.socialraadgiver, soeskende=[to.pk])
    assert Modtaget.objects.get(pk=en.pk).status == "modtaget"


# ---- what falls due -------------------------------------------------------------------------------------------------


def test_a_suspicion_makes_the_talk_due_but_not_before_the_birth(by: By) -> None:
    assert SAMTALE in aabne(indkommet(by.barn, by.myndighed, overgreb=Overgreb.HJEMMET))
    assert SAMTALE not in aabne(indkommet(by.barn, by.myndighed))
    mor = Person.objects.create(kommune=by.kommune, fornavn="Mia", efternavn="Vang")
    ventet = boern.opret_barn(kommune=by.kommune, termin=NU.date() + timedelta(days=60), mor=mor, by=None, nu=NU)
    assert SAMTALE not in aabne(indkommet(ventet, by.myndighed, overgreb=Overgreb.TVIVL))


def test_help_that_runs_makes_a_reassessment_due(by: By) -> None:
    en = vurder(indkommet(by.barn, by.myndighed), by.socialraadgiver, hjaelp_i_gang=True)
    frist = Frist.objects.get(anledning=en.anledning_id, kode=GENVURDER)
    assert frist.ansvarlig == by.socialraadgiver
    en = behandl.oplys(
        modtaget=en, rev=en.rev, oplysninger=Oplysninger(hjaelp_i_gang=False), by=by.socialraadgiver, nu=NU
    )
    assert GENVURDER not in aabne(en)


def test_a_decision_taken_up_again_is_due_again(by: By) -> None:
    en = afgoer(vurder(indkommet(by.barn, by.myndighed), by.socialraadgiver), by.socialraadgiver)
    assert AFGOER not in aabne(en)
    en = behandl.aaben_igen(modtaget=en, rev=en.rev, by=by.socialraadgiver, nu=NU)
    assert AFGOER in aabne(en) and (en.udfald, en.afgjort_at) == ("screening", None)
    en = afgoer(en, by.socialraadgiver, udfald="undersoegelse")
    assert AFGOER not in aabne(en)


def test_what_was_closed_is_opened_again_for_a_reason_that_stays(by: By) -> None:
    en = bring_til(indkommet(by.barn, by.myndighed), Tilstand.LUKKET, by.socialraadgiver)
    with pytest.raises(Denied, match="hvorfor"):
        behandl.aaben_igen(modtaget=en, rev=en.rev, grund=" ", by=by.socialraadgiver, nu=NU)
    assert Modtaget.objects.get(pk=en.pk).status == Tilstand.LUKKET
    en = behandl.aaben_igen(modtaget=en, rev=en.rev, grund=" Mor har ringet. ", by=by.socialraadgiver, nu=NU)
    en = behandl.luk(modtaget=en, rev=en.rev, by=by.socialraadgiver, nu=NU)
    assert (en.aabnet_igen_at, en.aabnet_igen_by, en.aabnet_igen_grund) == (NU, by.socialraadgiver, "Mor har ringet.")


# ---- what the law asks for first ------------------------------------------------------------------------------------


def test_help_must_be_reassessed_by_somebody_new_before_it_is_decided(by: By, kollega: User) -> None:
    en = vurder(indkommet(by.barn, by.myndighed), by.socialraadgiver, hjaelp_i_gang=True)
    with pytest.raises(Mangler) as nej:
        afgoer(en, by.socialraadgiver)
    assert nej.value.mangler == (Mangel.GENVURDERING,)
    gen = Genvurdering.objects.create(
        kommune=by.kommune,
        modtaget=en,
        begyndt_at=NU,
        begyndt_by=by.socialraadgiver,
        passer=True,
        konklusion="Den passer.",
        afsluttet_at=NU,
        afsluttet_by=by.socialraadgiver,
    )
    en = Modtaget.objects.get(pk=en.pk)
    with pytest.raises(Mangler) as nej:
        afgoer(en, by.socialraadgiver)
    assert nej.value.mangler == (Mangel.NY_DELTAGER,)
    Genvurderingsdeltager.objects.create(kommune=by.kommune, genvurdering=gen, user=kollega, ny=True)
    assert afgoer(en, by.socialraadgiver).status == "afgjort"


def test_a_suspicion_must_be_talked_about_before_nothing_is_done_and_before_it_is_closed(by: By) -> None:
    en = vurder(indkommet(by.barn, by.myndighed, overgreb=Overgreb.HJEMMET), by.socialraadgiver)
    with pytest.raises(Mangler):
        afgoer(en, by.socialraadgiver, udfald="ingen")
    en = afgoer(en, by.socialraadgiver, udfald="undersoegelse")
    svar_paa_brevene(en, by.socialraadgiver)
    with pytest.raises(Mangler) as nej:
        behandl.luk(modtaget=en, rev=en.rev, by=by.socialraadgiver, nu=NU)
    assert nej.value.mangler == (Mangel.SAMTALE,)
    samtale = {"kommune": by.kommune, "modtaget": en, "registreret_at": NU, "registreret_by": by.socialraadgiver}
    Boernesamtale.objects.create(**samtale, holdt_den=NU.date(), uden_foraeldre=False)
    with pytest.raises(Mangler) as nej:
        behandl.luk(modtaget=en, rev=en.rev, by=by.socialraadgiver, nu=NU)
    assert nej.value.mangler == (Mangel.SAMTALE_UDEN_FORAELDRE,)
    Boernesamtale.objects.create(**samtale, holdt_den=NU.date(), uden_foraeldre=True)
    assert behandl.luk(modtaget=en, rev=en.rev, by=by.socialraadgiver, nu=NU).status == "lukket"
    assert not aabne(en)


def test_the_letters_come_before_closing(by: By) -> None:
    en = afgoer(vurder(indkommet(by.barn, by.myndighed), by.socialraadgiver), by.socialraadgiver)
    with pytest.raises(Mangler) as nej:
        behandl.luk(modtaget=en, rev=en.rev, by=by.socialraadgiver, nu=NU)
    assert nej.value.mangler == (Mangel.KVITTERING, Mangel.TILBAGEMELDING)


def test_codes_hold_on_the_day_it_came(by: By) -> None:
    en = vurder(indkommet(by.barn, by.myndighed), by.socialraadgiver)
    with pytest.raises(Denied):
        afgoer(en, by.socialraadgiver, oplysninger=Oplysninger(aarsager=["4711"]))
    en = afgoer(en, by.socialraadgiver, oplysninger=Oplysninger(aarsager=["9", "14"], trin=2))
    assert (en.aarsager, en.trin) == (["9", "14"], 2)


# ---- on to somebody else --------------------------------------------------------------------------------------------


def test_handing_over_moves_access_and_deadlines_and_keeps_the_message(by: By, kollega: User) -> None:
    en = vurder(indkommet(by.barn, by.myndighed), by.socialraadgiver)
    videre.overdrag(modtaget=en, rev=en.rev, til=kollega, besked="Ring til mor.", by=by.socialraadgiver, nu=NU)
    en.refresh_from_db()
    assert en.ansvarlig == kollega and ser(kollega, en) and not ser(by.socialraadgiver, en)
    assert ser(by.myndighedsleder, en)
    assert set(Frist.objects.aabne().filter(anledning=en.anledning_id).values_list("ansvarlig", flat=True)) == {
        kollega.pk
    }
    [overdragelse] = en.overdragelser.all()
    assert (overdragelse.fra, overdragelse.til, overdragelse.besked) == (by.socialraadgiver, kollega, "Ring til mor.")


def test_handing_over_only_to_those_who_receive_there(by: By, nabo: User) -> None:
    en = indkommet(by.barn, by.myndighed)
    for fremmed in (nabo, by.paedagog, by.raadgiver):
        with pytest.raises(Denied):
            videre.overdrag(modtaget=en, rev=en.rev, til=fremmed, by=by.socialraadgiver, nu=NU)


def test_sending_on_gives_the_other_municipality_every_frozen_part(by: By, nabo: User) -> None:
    en = indkommet(by.barn, by.myndighed, bilag=[bilag(1), bilag(2)], overgreb=Overgreb.HJEMMET, for_timer_siden=30)
    sendt = videre.oversend(
        modtaget=en,
        rev=en.rev,
        til=by.naboby.kommune,
        sammenfatning="Vi har talt med dagtilbuddet.",
        by=by.socialraadgiver,
        nu=NU,
    )
    hos = sendt.hos
    assert hos is not None
    assert (hos.kommune, hos.kvitteringsnummer, hos.indhold) == (by.naboby.kommune, en.kvitteringsnummer, en.indhold)
    assert (hos.fingeraftryk, hos.modtaget_at, hos.barn.cpr) == (en.fingeraftryk, NU, by.barn.cpr)
    titler = [b.titel for b in hos.bilag.order_by("nr")]
    assert titler == ["Fælles vurdering 1", "Fælles vurdering 2", "Sammenfatning fra kommunen før"]
    assert VURDER in aabne(hos) and not aabne(en)
    der, her = Spaerring.objects.staaende().order_by("-pk")
    assert (der.anledning_id, der.kommune, der.sat_by, der.hvorfor) == (
        hos.anledning_id,
        by.naboby.kommune,
        None,
        her.hvorfor,
    )
    assert set(Log.objects.filter(boern=[str(hos.barn_id)]).values_list("kommune", flat=True)) == {str(hos.kommune_id)}
    assert Log.objects.filter(haendelse="opsporing.spaerring_sat", anledning=str(hos.anledning_id)).count() == 1
    assert ser(nabo, hos) and not ser(by.socialraadgiver, hos) and not ser(nabo, sendt.modtaget)
    assert ser(by.socialraadgiver, sendt.modtaget)


def test_sending_on_needs_a_summary_and_another_municipality(by: By) -> None:
    en = indkommet(by.barn, by.myndighed)
    for til, tekst in ((by.kommune, "De flytter."), ("", "De flytter."), ("Ærø Kommune", " ")):
        with pytest.raises(Denied):
            videre.oversend(modtaget=en, rev=en.rev, til=til, sammenfatning=tekst, by=by.socialraadgiver, nu=NU)
    with pytest.raises(Denied, match="ingen myndighed"):
        videre.oversend(
            modtaget=en,
            rev=en.rev,
            til=by.naboby.kommune,
            sammenfatning="De flytter.",
            by=by.socialraadgiver,
            nu=NU,
        )


# ---- two at once ----------------------------------------------------------------------------------------------------


def test_who_decides_on_what_she_saw_before_is_told(by: By, kollega: User) -> None:
    en = indkommet(by.barn, by.myndighed)
    vurder(en, kollega)
    with pytest.raises(Foraeldet) as nej:
        behandl.vurder(modtaget=en, rev=0, akut=True, vurdering="Nu.", akut_handling="x", by=by.socialraadgiver, nu=NU)
    assert nej.value.modtaget.vurderet_by == kollega


@pytest.mark.django_db(transaction=True)
def test_of_two_who_assess_at_the_same_moment_one_wins_and_the_other_is_told(by: By, kollega: User) -> None:
    """Two real connections, each with both siblings in another order."""
    par = [indkommet(barn, by.myndighed, kvitteringsnummer="2026-ABCDEFK") for barn in (by.alma, by.david)]
    startskud, udfald = threading.Barrier(2), []

    def skriv(user: User, en: Modtaget, anden: Modtaget) -> None:
        try:
            startskud.wait(5)
            behandl.vurder(
                modtaget=Modtaget.objects.get(pk=en.pk),
                rev=0,
                akut=False,
                vurdering=user.navn,
                soeskende=[anden.pk],
                by=user,
                nu=NU,
            )
            udfald.append(("vandt", user.navn))
        except Foraeldet as nej:
            udfald.append(("fik besked", nej.modtaget.vurdering))
        finally:
            connections.close_all()

    traade = [
        threading.Thread(target=skriv, args=(by.socialraadgiver, par[0], par[1])),
        threading.Thread(target=skriv, args=(kollega, par[1], par[0])),
    ]
    for traad in traade:
        traad.start()
    for traad in traade:
        traad.join(30)
    assert sorted(hvad for hvad, _ in udfald) == ["fik besked", "vandt"]
    vinder = dict(udfald)["vandt"]
    assert dict(udfald)["fik besked"] == vinder
    assert set(Modtaget.objects.values_list("vurdering", "rev")) == {(vinder, 1)}
