"""Who may read an item on an agenda: per item, role and time.

A municipality was fined for minutes most of its staff could open. So everybody is asked, at every moment of a meeting's
life, through the query every page uses.
"""

from datetime import datetime, timedelta

import pytest

from dialogmoeder.actions import dagsorden, deltagere, plan
from dialogmoeder.actions import foraeldre as foraeldre_actions
from dialogmoeder.actions.indkald import indkald
from dialogmoeder.actions.punkt import aabn_for_deltagere, giv_grundlag, luk_for
from dialogmoeder.models import Deltager, Moede, Punkt, Punktdeltager
from opsporing import samtykke as samtykker
from opsporing.adgang.permissions import Denied
from opsporing.boern import actions as boern
from opsporing.models import Barn, Log, Samtykke, Spaerringsgrund, Tilknytning, User
from opsporing.spaerring import actions as spaerringer
from opsporing.tid import dato
from tests.cast import By

DAG = timedelta(days=1)
ALLE = (
    *("paedagog", "paedagog2", "paedagog_ugle", "paedagog_eg", "leder", "leder2", "dagplejer", "dagplejekonsulent"),
    *("sundhedsplejerske", "ledende_sundhedsplejerske", "ppr", "raadgiver", "socialraadgiver", "myndighedsleder"),
    *("forvaltning", "administrator", "databeskyttelse"),
)


class Team:
    """A ressourceteam in Birken in three weeks, with three items, called by `kald`; Pia, Ulla, PPR, Rita."""

    def __init__(self, by: By) -> None:
        self.by = by
        self.moede = plan.opret_moede(
            slags="ressourceteam",
            enhed=by.birken,
            moedeleder=by.leder,
            planlagt_at=by.nu + 21 * DAG,
            by=by.leder,
            nu=by.nu,
        )
        self.deltager: dict[str, Deltager] = {
            navn: deltagere.tilfoej(moede=self.moede, ansaettelse=by.bruger[navn].ansat, by=by.leder, nu=by.nu)
            for navn in ("paedagog", "paedagog_ugle", "ppr", "raadgiver")
        }
        self.alma = self.punkt(by.alma, by.paedagog2)
        self.david = self.punkt(by.david, by.paedagog_ugle)
        self.anonym = self.punkt(None, by.paedagog)

    def punkt(self, barn: Barn | None, hvem: User) -> Punkt:
        return dagsorden.saet_paa(
            moede=self.moede,
            art="barn" if barn else "anonymt",
            barn=barn,
            overskrift="Hvordan får vi ro?",
            by=hvem,
            nu=self.by.nu,
        )

    def kald(self) -> None:
        indkald(moede=self.moede, by=self.by.leder, nu=self.by.nu)

    def fortael(self, punkt: Punkt, *personer: str) -> None:
        foraeldre_actions.fortael(
            punkt=punkt,
            personer=[self.by.foraeldre[p] for p in personer or ("mor", "far")],
            maade="mundtligt",
            givet_den=dato(self.by.nu),
            by=self.by.leder,
            nu=self.by.nu,
        )

    def siger_ja(self, punkt: Punkt, hvem: str, *personer: str) -> None:
        for person in personer or ("mor", "far"):
            foraeldre_actions.svar_samtykke(
                punkt=punkt,
                deltager=self.deltager[hvem],
                person=self.by.foraeldre[person],
                ja=True,
                by=self.by.leder,
                nu=self.by.nu,
            )

    def ser(self, punkt: Punkt, nu: datetime | None = None) -> set[str]:
        """The people of the whole municipality to whom the item is open."""
        fundet = {
            navn for navn in ALLE if Punkt.objects.for_user(self.by.bruger[navn], nu or self.by.nu).filter(pk=punkt.pk)
        }
        nabo = self.by.naboby
        assert not Punkt.objects.for_user(nabo.leder, self.by.nu).exists()
        return fundet


@pytest.fixture
def team(by: By) -> Team:
    return Team(by)


def test_before_the_invitation_the_one_who_prepares_and_the_leader(team: Team) -> None:
    assert team.ser(team.alma) == {"leder", "paedagog2"}
    assert team.ser(team.david) == {"leder", "paedagog_ugle"}
    assert team.ser(team.anonym) == {"leder", "paedagog"}


def test_from_the_invitation_those_with_a_ground_and_until_the_set_time(team: Team, by: By) -> None:
    team.kald()
    # Those of another stue of the house are asked to the meeting, and not into an item about a child they do not have.
    assert team.ser(team.alma) == {"leder", "paedagog2", "paedagog"}
    assert team.ser(team.david) == {"leder", "paedagog_ugle"}
    assert team.ser(team.anonym) == {"leder", "paedagog", "paedagog_ugle", "ppr", "raadgiver"}
    team.fortael(team.alma)
    team.siger_ja(team.alma, "ppr")
    moedet = team.moede.planlagt_at
    for nu in (by.nu, moedet, moedet + 27 * DAG):
        assert team.ser(team.alma, nu) == {"leder", "paedagog2", "paedagog", "ppr"}
    efter = moedet + 28 * DAG
    assert team.ser(team.alma, efter) == team.ser(team.anonym, efter) == {"leder"}


def test_the_rest_of_the_child_stays_closed(team: Team, by: By) -> None:
    team.kald()
    team.fortael(team.alma)
    team.siger_ja(team.alma, "ppr")
    assert not Barn.objects.for_user(by.ppr, by.nu).exists()
    assert Moede.objects.for_user(by.ppr, by.nu).get() == team.moede
    assert not Moede.objects.for_user(by.paedagog_eg, by.nu).exists()
    assert Tilknytning.objects.filter(anledning=team.anonym.anledning, barn=None).exists()


def test_one_parent_of_two_is_not_enough(team: Team) -> None:
    team.kald()
    team.siger_ja(team.alma, "ppr", "mor")
    assert "ppr" not in team.ser(team.alma)
    team.siger_ja(team.alma, "ppr", "far")
    assert "ppr" in team.ser(team.alma)


def test_a_yes_that_is_taken_back_closes_it_at_once(team: Team, by: By) -> None:
    team.kald()
    team.siger_ja(team.alma, "ppr")
    ja = Samtykke.objects.get(anledning=team.alma.anledning, person=by.mor)
    # From wherever it is noted.
    samtykker.traek(samtykke=ja, by=by.leder, nu=by.nu)
    assert "ppr" not in team.ser(team.alma)
    assert Log.objects.filter(haendelse="dialogmoeder.lukket_for", boern=[str(by.alma.pk)]).exists()
    team.siger_ja(team.alma, "ppr", "mor")
    assert "ppr" in team.ser(team.alma)
    foraeldre_actions.svar_samtykke(
        punkt=team.alma, deltager=team.deltager["ppr"], person=by.far, ja=False, by=by.leder, nu=by.nu
    )
    assert "ppr" not in team.ser(team.alma)


def test_a_new_custody_holder_has_not_said_yes(team: Team, by: By) -> None:
    team.kald()
    team.siger_ja(team.alma, "ppr")
    boern.giv_foraeldremyndighed(barn=by.alma, person=by.bos_mor, by=None, nu=by.nu)
    assert "ppr" not in team.ser(team.alma)


def test_one_who_was_told_and_holds_custody_no_more_is_nobody_who_knows(team: Team, by: By) -> None:
    team.kald()
    team.fortael(team.alma, "mor")
    rita = team.deltager["raadgiver"]
    giv_grundlag(punkt=team.alma, deltager=rita, grundlag="ssd", begrundelse="Hun kender huset.", by=by.leder, nu=by.nu)
    assert "raadgiver" in team.ser(team.alma)
    boern.afslut_foraeldremyndighed(barn=by.alma, person=by.mor, by=None, nu=by.nu)
    assert "raadgiver" not in team.ser(team.alma)


def test_the_laws_room_needs_a_reason_and_that_the_parents_know(team: Team, by: By) -> None:
    team.kald()
    rita = team.deltager["raadgiver"]
    with pytest.raises(Denied, match="hvorfor"):
        giv_grundlag(punkt=team.alma, deltager=rita, grundlag="ssd", by=by.leder, nu=by.nu)
    giv_grundlag(punkt=team.alma, deltager=rita, grundlag="ssd", begrundelse="Hun kender huset.", by=by.leder, nu=by.nu)
    assert "raadgiver" not in team.ser(team.alma)
    team.fortael(team.alma, "mor")
    assert "raadgiver" in team.ser(team.alma)


def test_the_laws_room_alone_where_the_parents_must_not_know(team: Team, by: By) -> None:
    team.kald()
    giv_grundlag(
        punkt=team.alma,
        deltager=team.deltager["raadgiver"],
        grundlag="ssd",
        begrundelse="Mistanke.",
        by=by.leder,
        nu=by.nu,
    )
    spaerringer.saet(
        anledning=team.alma.anledning, grund=Spaerringsgrund.MISTANKE, gennemses_om_dage=14, by=by.leder, nu=by.nu
    )
    with pytest.raises(Denied):
        team.fortael(team.alma)
    with pytest.raises(Denied):
        team.siger_ja(team.alma, "ppr")
    giv_grundlag(
        punkt=team.alma,
        deltager=team.deltager["raadgiver"],
        grundlag="ssd",
        begrundelse="Mistanke.",
        by=by.leder,
        nu=by.nu,
    )
    assert "raadgiver" in team.ser(team.alma)


def test_a_substitute_only_while_she_stands_in(team: Team, by: By) -> None:
    team.kald()
    team.fortael(team.alma)
    team.siger_ja(team.alma, "ppr")
    ny = deltagere.stedfortraeder(
        deltager=team.deltager["paedagog"], ansaettelse=by.paedagog2.ansat, by=by.leder, nu=by.nu
    )
    assert team.ser(team.alma) == {"leder", "paedagog2", "ppr"}
    deltagere.tag_af(deltager=ny, by=by.leder, nu=by.nu)
    assert team.ser(team.alma) == {"leder", "paedagog2", "paedagog", "ppr"}
    # Somebody from another unit than the one the parents said yes to has no part by standing in.
    deltagere.stedfortraeder(
        deltager=team.deltager["ppr"], ansaettelse=by.sundhedsplejerske.ansat, by=by.leder, nu=by.nu
    )
    assert team.ser(team.alma) == {"leder", "paedagog2", "paedagog"}
    assert "sundhedsplejerske" in team.ser(team.anonym)
    assert not Moede.objects.for_user(by.ppr, by.nu).exists()


def test_closed_by_hand_it_stays_closed(team: Team, by: By) -> None:
    team.kald()
    luk_for(punkt=team.alma, deltager=team.deltager["paedagog"], by=by.leder, nu=by.nu)
    assert team.ser(team.alma) == {"leder", "paedagog2"}
    plan.ret_moede(moede=team.moede, planlagt_at=team.moede.planlagt_at + DAG, by=by.leder, nu=by.nu)
    assert team.ser(team.alma) == {"leder", "paedagog2"}
    giv_grundlag(punkt=team.alma, deltager=team.deltager["paedagog"], grundlag="egen", by=by.leder, nu=by.nu)
    assert "paedagog" in team.ser(team.alma)
    with pytest.raises(Denied, match="arbejder ikke"):
        giv_grundlag(punkt=team.alma, deltager=team.deltager["ppr"], grundlag="egen", by=by.leder, nu=by.nu)


def test_the_end_follows_the_day_and_a_meeting_called_off_closes(team: Team, by: By) -> None:
    team.kald()
    foer = team.moede.planlagt_at
    team.moede = plan.ret_moede(moede=team.moede, planlagt_at=foer + 14 * DAG, by=by.leder, nu=by.nu)
    assert "ppr" in team.ser(team.anonym, foer + 41 * DAG)
    assert "ppr" not in team.ser(team.anonym, foer + 42 * DAG)
    plan.aflys(moede=team.moede, grund="Sygdom", by=by.leder, nu=by.nu)
    assert team.ser(team.anonym) == {"leder", "paedagog"}


def test_taken_off_the_agenda_it_closes_to_those_from_outside(team: Team, by: By) -> None:
    team.kald()
    dagsorden.traek_punkt(punkt=team.anonym, by=by.leder, nu=by.nu)
    assert team.ser(team.anonym) == {"leder", "paedagog"}


def test_two_who_open_at_once_open_it_once(team: Team, by: By) -> None:
    team.kald()
    foer = Tilknytning.objects.count(), Punktdeltager.objects.count()
    aabn_for_deltagere(moede=team.moede, by=by.leder, nu=by.nu)
    assert (Tilknytning.objects.count(), Punktdeltager.objects.count()) == foer


def test_a_dialogmoede_waits_for_the_parents(by: By) -> None:
    moede = plan.opret_moede(
        slags="dialogmoede", enhed=by.birken, moedeleder=by.leder, planlagt_at=by.nu + 21 * DAG, by=by.leder, nu=by.nu
    )
    alma = dagsorden.saet_paa(moede=moede, art="barn", barn=by.alma, by=by.paedagog, nu=by.nu)
    for hvem in ("mor", "far"):
        deltagere.tilfoej(moede=moede, person=by.foraeldre[hvem], by=by.leder, nu=by.nu)
    with pytest.raises(Denied, match="ikke fortalt om mødet"):
        indkald(moede=moede, by=by.leder, nu=by.nu)
    foraeldre_actions.fortael(
        punkt=alma,
        personer=[by.mor, by.far],
        maade="mundtligt",
        givet_den=dato(by.nu),
        by=by.paedagog,
        nu=by.nu,
    )
    indkald(moede=moede, by=by.leder, nu=by.nu)
    assert set(Punktdeltager.objects.filter(deltager__person__isnull=False).values_list("grundlag", flat=True)) == {
        "foraelder"
    }
    # With a family at the table the meeting itself tells whose: its own people see it only when they are asked to it.
    assert not Moede.objects.for_user(by.paedagog_ugle, by.nu).exists()
    assert Moede.objects.for_user(by.paedagog, by.nu).exists()
