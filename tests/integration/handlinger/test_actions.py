"""What an agreement does to deadlines, the log and the child's matter."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from opsporing.adgang.permissions import Denied
from opsporing.boern import actions as boern
from opsporing.frister import actions as frister
from opsporing.frister import ajourfoering
from opsporing.frister.paamindelser import paamind
from opsporing.frister.typer import Fristtype, fristtyper
from opsporing.fristtyper import HANDLING_UDEN_ANSVARLIG
from opsporing.handlinger import actions
from opsporing.handlinger.ansvarlige import ansvarlige
from opsporing.models import Anledning, Frist, Handling, Indsatstrin, Log, Opfoelgning, Paamindelse, User
from opsporing.organisation import actions as organisation
from opsporing.tid import dato
from tests.cast import By
from tests.factories.tid import NU
from tests.integration.handlinger.conftest import OPFOELGNING

NAESTE = date(2027, 1, 15)


def test_an_agreement_falls_due_where_the_child_is(
    by: By, handling: Handling, fristen: Callable[[], Frist], anledning: Anledning
) -> None:
    frist = fristen()
    assert (frist.anledning, frist.enhed, frist.ansvarlig) == (anledning, by.egern, by.paedagog)
    assert dato(frist.forfalder_at) == OPFOELGNING
    assert (handling.enhed, handling.barn, handling.aftalt_den) == (by.egern, by.alma, NU.date())
    post = Log.objects.get(haendelse="opsporing.handling_oprettet")
    assert (post.boern, post.anledning, post.objekt) == (
        [str(by.alma.pk)],
        str(anledning.pk),
        f"opsporing.handling:{handling.pk}",
    )


def test_it_meets_what_waited_for_an_agreement(
    by: By, anledning: Anledning, aftal: Callable[..., Handling], monkeypatch: pytest.MonkeyPatch
) -> None:
    venter = Fristtype(
        kode="proeve.aftal",
        titel="Aftal",
        knap="Aftal",
        url=lambda frist: "",
        roller=frozenset(),
        opfyldes_af="handling_oprettet",
    )
    monkeypatch.setitem(fristtyper(), venter.kode, venter)
    frist = frister.opret(kode=venter.kode, anledning=anledning, enhed=by.egern, forfalder=OPFOELGNING, nu=NU)
    aftal()
    frist.refresh_from_db()
    assert (frist.opfyldt_at, frist.opfyldt_by) == (NU, by.paedagog)


def test_only_staff_of_the_unit_who_follow_up_can_be_responsible(by: By, anledning: Anledning) -> None:
    assert [user.username for user in ansvarlige(anledning, NU)] == ["leder", "paedagog2", "paedagog", "paedagog_ugle"]
    organisation.afslut_ansaettelse(ansaettelse=by.paedagog.ansaettelse, til=NU, by=by.administrator, nu=NU)
    organisation.deaktiver_bruger(user=by.paedagog2, by=by.administrator, nu=NU)
    nu = NU + timedelta(seconds=1)
    assert [user.username for user in ansvarlige(anledning, nu)] == ["leder", "paedagog_ugle"]


@pytest.mark.parametrize(
    ("felt", "vaerdi"), [("ansvarlig", "leder2"), ("ansvarlig", "forvaltning"), ("opfoelgning_den", date(2026, 10, 13))]
)
def test_what_cannot_be_is_refused_and_nothing_is_half_saved(
    felt: str, vaerdi: object, by: By, aftal: Callable[..., Handling], handling: Handling
) -> None:
    forkert = by.bruger[vaerdi] if isinstance(vaerdi, str) else vaerdi
    antal = Log.objects.count()
    with pytest.raises(ValidationError) as nej:
        aftal(**{felt: forkert})
    assert list(nej.value.message_dict) == [felt]
    with pytest.raises(ValidationError):
        actions.ret(handling=handling, rev=0, by=by.paedagog, nu=NU, **{felt: forkert})
    assert (Handling.objects.count(), Frist.objects.count(), Log.objects.count()) == (1, 1, antal)


def test_a_role_that_makes_no_agreements_is_refused(by: By, aftal: Callable[..., Handling]) -> None:
    with pytest.raises(Denied):
        aftal(by=by.forvaltning)


def test_a_change_moves_the_deadline_and_names_the_fields(
    by: By, handling: Handling, fristen: Callable[[], Frist]
) -> None:
    rettet = actions.ret(
        handling=handling,
        rev=0,
        by=by.paedagog2,
        nu=NU,
        hvad="Noget andet",
        ansvarlig=by.paedagog2,
        opfoelgning_den=NAESTE,
        indsatstrin=Indsatstrin.ALMEN,
    )
    frist = fristen()
    assert (dato(frist.forfalder_at), frist.ansvarlig, rettet.rev) == (NAESTE, by.paedagog2, 1)
    assert (rettet.rettet_at, rettet.rettet_by) == (NU, by.paedagog2)
    post = Log.objects.get(haendelse="opsporing.handling_rettet")
    assert set(post.felter) == {"hvad", "ansvarlig", "opfoelgning_den"}
    assert actions.ret(handling=rettet, rev=1, by=by.paedagog, nu=NU, hvad="Noget andet").rev == 1


def test_a_stale_change_is_refused_and_changes_nothing(by: By, handling: Handling) -> None:
    actions.ret(handling=handling, rev=0, by=by.paedagog2, nu=NU, hvad="Pers ord")
    with pytest.raises(actions.Foraeldet) as foraeldet:
        actions.ret(handling=handling, rev=0, by=by.paedagog, nu=NU, hvad="Pias ord")
    assert foraeldet.value.handling.hvad == "Pers ord"
    handling.refresh_from_db()
    assert handling.hvad == "Pers ord"


def test_only_what_was_agreed_can_be_changed(by: By, handling: Handling) -> None:
    with pytest.raises(ValueError, match="anledning"):
        actions.ret(handling=handling, rev=0, by=by.paedagog, nu=NU, anledning=None)


def test_follow_ups_move_the_same_deadline_until_the_end(
    by: By, handling: Handling, fristen: Callable[[], Frist]
) -> None:
    foerste = fristen()
    actions.foelg_op(handling=handling, virkning="delvist", tekst=" Lidt. ", naeste_den=NAESTE, by=by.paedagog, nu=NU)
    assert (fristen().pk, dato(fristen().forfalder_at)) == (foerste.pk, NAESTE)
    senere = NU + timedelta(days=90)
    actions.foelg_op(handling=handling, virkning="hjalp", tekst="Ja", naeste_den=None, by=by.paedagog2, nu=senere)
    handling.refresh_from_db()
    assert (handling.afsluttet_at, handling.afsluttet_by) == (senere, by.paedagog2)
    assert (fristen().opfyldt_at, fristen().opfyldt_by) == (senere, by.paedagog2)
    assert list(Opfoelgning.objects.order_by("pk").values_list("virkning", "tekst")) == [
        ("delvist", "Lidt."),
        ("hjalp", "Ja"),
    ]
    haendelser = Log.objects.filter(objekt=f"opsporing.handling:{handling.pk}").order_by("pk")
    assert list(haendelser.values_list("haendelse", flat=True)) == [
        "opsporing.handling_oprettet",
        "opsporing.handling_fulgt_op",
        "opsporing.handling_fulgt_op",
        "opsporing.handling_afsluttet",
    ]


def test_an_ended_agreement_is_left_alone(by: By, handling: Handling) -> None:
    actions.afslut(handling=handling, by=by.paedagog, nu=NU)
    actions.afslut(handling=handling, by=by.paedagog2, nu=NU + timedelta(days=1))
    handling.refresh_from_db()
    assert (handling.afsluttet_at, handling.afsluttet_by) == (NU, by.paedagog)
    with pytest.raises(Denied):
        actions.ret(handling=handling, rev=0, by=by.paedagog, nu=NU, hvad="For sent")
    with pytest.raises(Denied):
        actions.foelg_op(handling=handling, virkning="hjalp", tekst="", naeste_den=None, by=by.paedagog, nu=NU)


def test_follow_ups_rest_while_the_child_is_elsewhere(by: By, handling: Handling, fristen: Callable[[], Frist]) -> None:
    boern.flyt(barn=by.alma, fra_enhed=by.egern, til_enhed=by.ulv, by=None, nu=NU)
    assert Frist.objects.get().annulleret_at == NU
    handling.refresh_from_db()
    assert handling.afsluttet_at is None
    tilbage = NU + timedelta(days=2)
    boern.flyt(barn=by.alma, fra_enhed=by.ulv, til_enhed=by.ugle, by=None, nu=tilbage)
    assert dato(fristen().forfalder_at) == OPFOELGNING
    assert Frist.objects.count() == 2


def test_moving_to_another_stue_of_the_house_changes_nothing(
    by: By, handling: Handling, fristen: Callable[[], Frist]
) -> None:
    boern.flyt(barn=by.alma, fra_enhed=by.egern, til_enhed=by.ugle, by=None, nu=NU)
    assert (Frist.objects.count(), fristen().annulleret_at) == (1, None)


def test_who_leaves_the_house_leaves_no_agreement_to_nobody(
    by: By, handling: Handling, aftal: Callable[..., Handling]
) -> None:
    pers = aftal(ansvarlig=by.paedagog2)
    venter = Frist.objects.aabne().filter(kode=HANDLING_UDEN_ANSVARLIG)

    def afslut(user: User, til: datetime, nu: datetime) -> None:
        organisation.afslut_ansaettelse(ansaettelse=user.ansat, til=til, by=by.administrator, nu=nu)

    # Who goes on in another stue of the house sees to it still.
    ugle = organisation.ansaet(user=by.paedagog, enhed=by.ugle, rolle="paedagog", by=by.administrator, nu=NU)
    afslut(by.paedagog, NU, NU)
    assert not venter.exists()
    # A day to come is for the clock, which may look as often as it likes.
    slut = NU + timedelta(days=3)
    organisation.afslut_ansaettelse(ansaettelse=ugle, til=slut, by=by.administrator, nu=NU)
    actions.ajourfoer(nu=slut - timedelta(seconds=1))
    assert not venter.exists()
    for _ in range(2):
        assert ajourfoering.koer(ajourfoering.DAGLIGE, nu=slut) == []
    frist = venter.get()
    assert (frist.trin, frist.anledning, frist.ansvarlig) == (str(handling.pk), handling.anledning, None)
    # At once where she goes at once, or is shut out; and no more when she is back.
    organisation.deaktiver_bruger(user=by.paedagog2, by=by.administrator, nu=slut)
    assert {f.trin for f in venter} == {str(handling.pk), str(pers.pk)}
    organisation.genaktiver_bruger(user=by.paedagog2, by=by.administrator, nu=slut)
    assert venter.get() == frist
    afslut(by.paedagog2, slut, slut)
    assert venter.count() == 2
    organisation.ansaet(user=by.paedagog2, enhed=by.egern, rolle="paedagog", by=by.administrator, nu=slut)
    assert venter.get() == frist
    # The nearest leader is told, and nobody else.
    paamind(nu=slut)
    assert {p.modtager for p in Paamindelse.objects.filter(frist=frist)} == {by.leder}


def test_the_leader_names_another_or_ends_it(
    by: By, handling: Handling, aftal: Callable[..., Handling], log_ind: Callable[..., Client]
) -> None:
    ogsaa = aftal(hvad="Vi læser højt hver dag.")
    organisation.afslut_ansaettelse(ansaettelse=by.paedagog.ansat, til=NU, by=by.administrator, nu=NU)
    leder, venter = log_ind(by.leder), Frist.objects.aabne().filter(kode=HANDLING_UDEN_ANSVARLIG)
    assert "En aftale har ingen, der kan sørge for den" in leder.get(reverse("i_dag")).text
    assert "En aftale har ingen" not in log_ind(by.paedagog2).get(reverse("i_dag")).text
    aftalen = leder.get(reverse("handling:vis", args=[handling.pk])).text
    assert "Ingen kan sørge for aftalen nu." in aftalen and "Pia Bjerre arbejder ikke her mere." in aftalen
    ret = reverse("handling:ret", args=[handling.pk])
    data = {
        **leder.get(ret).context["form"].initial,
        "ansvarlig": by.paedagog.pk,
        "opfoelgning_den": OPFOELGNING.isoformat(),
        "version": "0",
        "laereplan": [],
    }
    # To leave it as it is helps nobody.
    assert leder.post(ret, data).status_code == 302
    assert venter.count() == 2
    assert leder.post(ret, data | {"ansvarlig": by.paedagog2.pk}).status_code == 302
    handling.refresh_from_db()
    assert handling.ansvarlig == by.paedagog2 and venter.get().trin == str(ogsaa.pk)
    actions.afslut(handling=ogsaa, by=by.leder, nu=NU)
    actions.ajourfoer(nu=NU + timedelta(days=1))
    assert not venter.exists()


def test_a_child_that_comes_back_finds_an_agreement_somebody_sees_to(by: By, handling: Handling) -> None:
    boern.flyt(barn=by.alma, fra_enhed=by.egern, til_enhed=by.ulv, by=None, nu=NU)
    organisation.afslut_ansaettelse(ansaettelse=by.paedagog.ansat, til=NU, by=by.administrator, nu=NU)
    venter = Frist.objects.aabne().filter(kode=HANDLING_UDEN_ANSVARLIG)
    assert not venter.exists()
    boern.flyt(barn=by.alma, fra_enhed=by.ulv, til_enhed=by.ugle, by=None, nu=NU + timedelta(days=2))
    assert venter.exists()
