"""A draft whose writer is gone: told to those who receive, without a word of it, and taken off when she was asked."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opsporing.adgang.permissions import Denied
from opsporing.models import Ansaettelse, Enhed, Frist, Log, Udelukkelse, User
from opsporing.organisation import actions as organisation
from opsporing.skemaer.actions import indlaes
from tests import cast
from tests.cast import NU, By
from tests.factories.underretning import ORDENE, SET, begyndt, sendt, udfyldt
from tests.integration.underretning.conftest import ansat
from underretning import efterladt
from underretning.actions.efterladt import afslut_efterladt, tag_med
from underretning.actions.send import send
from underretning.actions.skriv import genoptag
from underretning.models import Overgreb, Underretning
from underretning.overblik import sendte_fra_enheden

SENERE = NU + timedelta(days=1)


@pytest.fixture
def by(db: Any, ur: Any) -> By:
    by = cast.byg()
    indlaes(nu=by.nu)
    return by


@pytest.fixture
def gaaet(by: By) -> User:
    """Gitte, who leaves the same day."""
    return ansat(by, by.paedagog.ansat.enhed, "gitte", "Gitte Gren", "paedagog")


def gaar(user: User) -> None:
    organisation.afslut_ansaettelse(ansaettelse=user.ansat, til=NU, by=None, nu=NU)


def vist(user: User) -> list[int]:
    return [u.pk for u in efterladt.efterladte(user, SENERE)]


def test_it_is_told_when_she_is_gone_and_not_before(by: By, gaaet: User) -> None:
    u = udfyldt(gaaet, [by.barn])
    sendt(gaaet, [by.barn])
    assert vist(by.socialraadgiver) == []
    gaar(gaaet)
    assert vist(by.socialraadgiver) == vist(by.myndighedsleder) == [u.pk]


def test_one_who_is_shut_out_of_the_system_is_gone_too(by: By, gaaet: User) -> None:
    u = begyndt(gaaet, [by.barn])
    organisation.deaktiver_bruger(user=gaaet, by=None, nu=NU)
    assert vist(by.socialraadgiver) == [u.pk]


def test_it_stays_in_its_municipality_and_away_from_the_one_it_is_about(by: By, gaaet: User, kollega: User) -> None:
    begyndt(gaaet, [by.barn], overgreb=Overgreb.MEDARBEJDER, mistaenkt=kollega)
    gaar(gaaet)
    assert (len(vist(by.socialraadgiver)), vist(kollega)) == (1, [])


def test_the_neighbour_is_not_told(by: By, gaaet: User, nabo: User) -> None:
    begyndt(gaaet, [by.barn], modtager_kommune=nabo.ansat.enhed.kommune)
    gaar(gaaet)
    assert vist(nabo) == []


def test_the_pages_say_whose_it_is_and_nothing_of_it(by: By, gaaet: User, log_ind: Any) -> None:
    u = udfyldt(gaaet, [by.barn], akut=True, overgreb=Overgreb.HJEMMET, overgreb_hvem="Faderen")
    gaar(gaaet)
    client: Client = log_ind(by.socialraadgiver)
    for adresse in (reverse("underretning:indbakke"), reverse("underretning:efterladt", args=[u.pk])):
        side = client.get(adresse).content.decode()
        assert "Gitte Gren" in side
        assert "aster" in side
        for hemmeligt in (SET, ORDENE, "Faderen", by.barn.fornavn, by.barn.efternavn):
            assert hemmeligt not in side, (adresse, hemmeligt)
    assert log_ind(by.leder).get(reverse("underretning:efterladt", args=[u.pk])).status_code == 403


def test_it_is_taken_off_with_what_was_agreed(by: By, gaaet: User, log_ind: Any) -> None:
    u = udfyldt(gaaet, [by.barn])
    gaar(gaaet)
    client, adresse = log_ind(by.socialraadgiver), reverse("underretning:efterladt", args=[u.pk])
    tom = client.post(adresse, {"grund": " "})
    assert tom.status_code == 422
    assert "Skriv, hvad I har aftalt." in tom.content.decode()
    assert client.post(adresse, {"grund": "Hun har selv ringet."}).status_code == 302
    u.refresh_from_db()
    assert (u.status, u.kasseret_grund, u.svar["barnets_ord"]) == (
        "kasseret",
        "Modtagelsen: Hun har selv ringet.",
        ORDENE,
    )
    assert not Frist.objects.aabne().filter(kode="underretning.kladde").exists()
    assert Log.objects.get(haendelse="underretning.efterladt_afsluttet").boern == [str(by.barn.pk)]
    assert client.get(adresse).status_code == 404
    assert "Gitte Gren" not in client.get(reverse("underretning:indbakke")).content.decode()


def test_nobody_takes_away_what_somebody_is_writing(by: By, gaaet: User) -> None:
    u = udfyldt(gaaet, [by.barn])
    with pytest.raises(Denied, match="selv komme videre"):
        afslut_efterladt(underretning=u, grund="Nej.", by=by.socialraadgiver, nu=NU)
    gaar(gaaet)
    with pytest.raises(Denied):
        afslut_efterladt(underretning=u, grund="Nej.", by=by.leder, nu=SENERE)
    with pytest.raises(Denied, match="aftalt"):
        afslut_efterladt(underretning=u, grund=" ", by=by.socialraadgiver, nu=SENERE)
    assert Underretning.objects.get(pk=u.pk).status == "kladde"


def test_who_comes_back_goes_on_where_she_was(by: By, gaaet: User) -> None:
    u = udfyldt(gaaet, [by.barn])
    ansaettelse = gaaet.ansat
    gaar(gaaet)
    afslut_efterladt(underretning=u, grund="Hun ringer.", by=by.socialraadgiver, nu=SENERE)
    ansaettelse.refresh_from_db()
    ansaettelse.til = None
    ansaettelse.save(update_fields=["til"])
    gaaet.vaelg(ansaettelse)
    genoptag(underretning=u, by=gaaet, nu=SENERE)
    assert send(underretning=u, by=gaaet, nu=SENERE).status == "sendt"


def test_the_inbox_costs_the_same_with_many(by: By, gaaet: User, log_ind: Any) -> None:
    client, adresse = log_ind(by.socialraadgiver), reverse("underretning:indbakke")
    begyndt(gaaet, [by.barn])
    gaar(gaaet)
    client.get(adresse)
    with CaptureQueriesContext(connection) as en:
        client.get(adresse)
    for nr in range(49):
        u = Underretning.objects.get(status="kladde", oprettet_at=NU)
        u.pk, u.oprettet_at = None, NU + timedelta(minutes=nr + 1)
        u.save(force_insert=True)
    with CaptureQueriesContext(connection) as mange:
        side = client.get(adresse).content.decode()
    assert side.count("Gitte Gren") == 50
    assert len(mange) == len(en)


# ---- she works elsewhere in the municipality now -------------------------------------------------------------------


def flytter(user: User, enhed: Enhed, rolle: str = "paedagog") -> User:
    """The same person acting under a new employment; the one before has ended."""
    gaar(user)
    ny = organisation.ansaet(user=user, enhed=enhed, rolle=rolle, by=None, nu=NU)
    return User.objects.get(pk=user.pk).vaelg(Ansaettelse.objects.for_bruger(user, SENERE).get(pk=ny.pk))


def test_one_who_has_another_stue_finds_her_draft_takes_it_along_and_sends_it(
    by: By, gaaet: User, log_ind: Any
) -> None:
    u = udfyldt(gaaet, [by.barn], deles_med_leder=True, i_enhedens_navn=True)
    [ub] = u.boern.all()
    journal = ub.anledning.ejer_enhed
    hun = flytter(gaaet, by.ulv)
    # Familieafdelingen is told until she has it again, and where she is.
    assert vist(by.socialraadgiver) == [u.pk]
    client: Client = log_ind(hun)
    assert "ikke nåede at sende" in client.get(reverse("i_dag")).content.decode()
    mine = client.get(reverse("underretning:mine")).content.decode()
    assert "Egern, Børnehuset Birken" in mine
    assert by.barn.fornavn not in mine
    for side in ("skriv", "send", "ramme"):
        assert client.get(reverse(f"underretning:{side}", args=[u.pk])).status_code == 404
    svar = client.post(reverse("underretning:tag_med", args=[u.pk]), follow=True)
    assert ORDENE in svar.content.decode()
    assert vist(by.socialraadgiver) == []
    frist = Frist.objects.aabne().get(kode="underretning.kladde")
    assert frist.ansvarlig == hun and Frist.objects.for_user(hun, SENERE).filter(pk=frist.pk).exists()
    sendt_nu = send(underretning=Underretning.objects.get(pk=u.pk), by=hun, nu=SENERE)
    # The journal it belongs to is the one it was begun in; the name on it is hers alone.
    assert (sendt_nu.enhed, sendt_nu.i_enhedens_navn, sendt_nu.deles_med_leder) == (by.egern, False, True)
    assert sendt_nu.boern.get().anledning.ejer_enhed == journal == by.birken
    assert sendt_nu.underskrift == "Gitte Gren, pædagog, Ulv, Børnehuset Egen"
    assert "Begyndt som ansat i" in str(sendt_nu.indhold)
    assert [en.pk for en in sendte_fra_enheden(by.leder)] == [u.pk]
    assert not sendte_fra_enheden(by.leder2).exists()
    assert Log.objects.get(haendelse="underretning.taget_med").boern == [str(by.barn.pk)]


def test_nobody_but_she_takes_it_along_and_only_when_she_cannot_go_on_where_she_was(by: By, gaaet: User) -> None:
    u = begyndt(gaaet, [by.barn])
    to_steder = organisation.ansaet(user=gaaet, enhed=by.ulv, rolle="paedagog", by=None, nu=NU)
    ogsaa = User.objects.get(pk=gaaet.pk).vaelg(Ansaettelse.objects.for_bruger(gaaet, SENERE).get(pk=to_steder.pk))
    with pytest.raises(Denied, match="Skift enhed"):
        tag_med(underretning=u, by=ogsaa, nu=SENERE)
    gaar(gaaet)
    for anden in (by.paedagog, by.leder, by.socialraadgiver):
        with pytest.raises(Denied, match="Kun den, der har begyndt"):
            tag_med(underretning=u, by=anden, nu=SENERE)
    assert tag_med(underretning=u, by=ogsaa, nu=SENERE).ansaettelse == ogsaa.ansat
    assert not Underretning.objects.for_user(by.leder2, SENERE).exists()
    assert tag_med(underretning=u, by=ogsaa, nu=SENERE).ansaettelse == ogsaa.ansat
    assert Log.objects.filter(haendelse="underretning.taget_med").count() == 1


def test_whom_she_suspects_where_she_was_stays_shut_out_when_she_changes_the_frame(
    by: By, gaaet: User, log_ind: Any
) -> None:
    u = begyndt(gaaet, [by.barn], overgreb=Overgreb.MEDARBEJDER, mistaenkt=by.paedagog)
    hun = flytter(gaaet, by.ulv)
    tag_med(underretning=u, by=hun, nu=NU)
    client = log_ind(hun)
    side = reverse("underretning:ramme", args=[u.pk])
    form = client.get(side).context["form"]
    assert (str(by.paedagog.pk), "Pia Bjerre, pædagog, Egern") in form.fields["mistaenkt"].choices
    assert [kode for kode, _ in form.fields["leder"].choices] == ["nej", "laeser"]
    svar = client.post(side, {k: v for k, v in form.initial.items() if v != ""} | {"ny": "ingen", "akut": "ja"})
    assert svar.status_code == 302, svar.context["form"].errors
    assert list(Udelukkelse.objects.values_list("user", flat=True)) == [by.paedagog.pk]
    assert Underretning.objects.get(pk=u.pk).akut


def test_those_who_call_are_told_that_she_can_do_it_herself(by: By, gaaet: User, log_ind: Any) -> None:
    u = begyndt(gaaet, [by.barn])
    flytter(gaaet, by.ulv)
    side = log_ind(by.socialraadgiver).get(reverse("underretning:efterladt", args=[u.pk])).content.decode()
    assert "Den, der skrev, er nu ansat i Ulv, Børnehuset Egen." in side
