"""The parents' letter about a meeting, the way from a child's page to an agenda, and who prepares a proposal."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from dialogmoeder.actions import dagsorden, deltagere, plan
from dialogmoeder.actions.foraeldre import fortael
from dialogmoeder.actions.indkald import indkald
from dialogmoeder.actions.punkt import aabn_for_deltagere
from dialogmoeder.fristtyper import NY_TID
from dialogmoeder.invitation import Brev, brevet
from dialogmoeder.kreds import laes
from dialogmoeder.models import Moede, Punkt, Punktart, Slags
from opsporing.adgang.permissions import Denied
from opsporing.frister.kalender import naeste_arbejdsdag
from opsporing.frister.paamindelser import paamind
from opsporing.models import Barn, Frist, Log, Orientering, Paamindelse, Person
from opsporing.organisation import actions as organisation
from opsporing.orientering.actions import indehavere
from opsporing.spaerring import actions as spaerringer
from opsporing.tid import dato
from tests.cast import By
from tests.factories.vurdering import afsluttet_vurdering

EN_DAG = timedelta(days=1)


def _dialogmoede(by: By) -> tuple[Moede, Punkt]:
    """About Alma, with both who hold custody on the list, and nobody told."""
    moede = plan.opret_moede(
        slags=Slags.DIALOGMOEDE,
        enhed=by.birken,
        moedeleder=by.leder,
        planlagt_at=by.nu + timedelta(days=20),
        formaal="Finde ro om middagen",
        by=by.leder,
        nu=by.nu,
    )
    Moede.objects.filter(pk=moede.pk).update(sted="Lærkevej 7, hos Merete")
    punkt = dagsorden.saet_paa(
        moede=moede, art=Punktart.BARN, barn=by.barn, forberedes_by=by.paedagog, by=by.leder, nu=by.nu
    )
    for person in indehavere(by.barn):
        deltagere.tilfoej(moede=moede, person=person, fag="foraeldre", by=by.leder, nu=by.nu)
    return moede, punkt


def test_the_parents_letter(by: By, log_ind: Callable[..., Client]) -> None:
    moede, punkt = _dialogmoede(by)
    mor, far = sorted(indehavere(by.barn), key=lambda p: p.fornavn != "Merete")
    leder = log_ind(by.leder)

    def brev(person: Person) -> str:
        return reverse("dialogmoeder:invitation_udskriv", args=[punkt.pk, person.pk])

    def tekst(person: Person) -> str:
        pdf = PdfReader(BytesIO(leder.get(brev(person)).content))
        assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]
        return "\n".join(blad.extract_text() for blad in pdf.pages)

    side = reverse("dialogmoeder:foraeldre", args=[punkt.pk])
    assert "når der er indkaldt til mødet" in leder.get(side).text
    assert "er ikke fortalt om mødet" in leder.get(brev(mor)).text
    fortael(punkt=punkt, personer=[mor], maade="mundtligt", givet_den=by.nu.date(), by=by.leder, nu=by.nu)
    assert leder.get(brev(mor)).status_code == 403
    indkald(moede=moede, by=by.leder, nu=by.nu)
    # The way there is the meeting's own page; each is told by mouth before she reads it.
    assert f"{side}#invitation" in leder.get(reverse("dialogmoeder:moede", args=[moede.pk])).text
    assert brev(mor) in leder.get(side).text
    assert brev(far) not in leder.get(side).text
    assert "har ikke hørt om mødet mundtligt" in leder.get(brev(far)).text
    laest = tekst(mor)
    for ord_ in ("Kære Merete", "Alma", "Finde ro om middagen", "Lærkevej 7", "Frank Åkjær", "Lone Ågård"):
        assert ord_ in laest, ord_
    for ord_ in ("610924", "610190", "Kære Frank"):
        assert ord_ not in laest, ord_
    assert Log.objects.filter(haendelse="dialogmoeder.invitation_udskrevet").count() == 1
    # Given to her, it is noted as told on paper beside the talk; what was noted by mistake is taken back.
    giv = reverse("dialogmoeder:invitation_giv", args=[punkt.pk, mor.pk])
    assert giv in leder.get(side).text
    assert leder.post(reverse("dialogmoeder:invitation_giv", args=[punkt.pk, far.pk])).status_code == 403
    leder.post(giv)
    fortalt = Orientering.objects.filter(anledning=punkt.anledning, person=mor, fortrudt_at=None).order_by("pk")
    assert list(fortalt.values_list("emne", "maade")) == [("moede", "mundtligt"), ("moede", "skriftligt")]
    vist = leder.get(side).text
    assert "givet på skrift" in vist
    assert "mundtligt, af Lone" in vist
    assert giv not in vist
    fortael(punkt=punkt, personer=[far], maade="mundtligt", givet_den=by.nu.date(), by=by.leder, nu=by.nu)
    leder.post(reverse("dialogmoeder:foraeldre_fortryd", args=[punkt.pk]), {"orientering": fortalt[1].pk})
    assert giv in leder.get(side).text
    assert not Frist.objects.aabne().filter(kode="dialogmoeder.foraeldre").exists()
    # With a protected address in the family no place and no other parent is named.
    Person.objects.filter(pk=far.pk).update(beskyttet=True)
    laest = tekst(mor)
    assert "Det fortæller vi dig mundtligt" in laest
    assert "Lærkevej" not in laest
    assert "Frank" not in laest
    assert leder.get(reverse("dialogmoeder:invitation_udskriv", args=[punkt.pk, 99_999_999])).status_code == 404
    # A switch set after the meeting was called closes it for both.
    spaerringer.saet(anledning=punkt.anledning, grund="mistanke", gennemses_om_dage=14, by=by.leder, nu=by.nu)
    svar = leder.get(brev(mor))
    assert (svar.status_code, "før myndigheden siger til" in svar.text) == (403, True)
    assert brev(mor) not in leder.get(side).text


def test_parents_who_were_to_come_are_told_of_another_time_and_that_it_is_off(
    by: By, log_ind: Callable[..., Client]
) -> None:
    moede, punkt = _dialogmoede(by)
    venter = Frist.objects.aabne().filter(kode=NY_TID, anledning=punkt.anledning)
    foerst = by.nu + timedelta(days=20)
    # Nobody has been told of the first time, so nobody is told of the second one.
    plan.ret_moede(moede=moede, planlagt_at=foerst + timedelta(days=1), by=by.leder, nu=by.nu)
    assert not venter.exists()
    fortalt = indehavere(by.barn)
    fortael(punkt=punkt, personer=fortalt, maade="mundtligt", givet_den=by.nu.date(), by=by.leder, nu=by.nu)
    indkald(moede=moede, by=by.leder, nu=by.nu)
    leder, pia = log_ind(by.leder), log_ind(by.paedagog)
    plan.ret_moede(moede=moede, sted="Stuen", by=by.leder, nu=by.nu)
    assert not venter.exists()
    plan.ret_moede(moede=moede, planlagt_at=foerst - timedelta(days=2), by=by.leder, nu=by.nu)
    plan.ret_moede(moede=moede, planlagt_at=foerst, by=by.leder, nu=by.nu)
    frist = venter.get()
    assert (frist.ansvarlig, dato(frist.forfalder_at)) == (by.paedagog, naeste_arbejdsdag(by.nu.date() + EN_DAG))
    assert "Sig mødets nye tid til forældrene" in pia.get(reverse("i_dag")).text
    side, svar = (reverse(f"dialogmoeder:{navn}", args=[punkt.pk]) for navn in ("punkt", "foraeldre_tid"))
    assert "De ved det nu" in pia.get(side).text
    assert log_ind(by.paedagog2).post(svar).status_code == 404
    for _ in range(2):
        assert pia.post(svar).status_code == 302
    assert not venter.exists() and "De ved det nu" not in pia.get(side).text
    assert Log.objects.filter(haendelse="dialogmoeder.ny_tid_sagt", boern=[str(by.barn.pk)]).count() == 1
    # Called off, they would come to a closed door.
    aflys = reverse("dialogmoeder:aflys", args=[moede.pk])
    assert "Forældrene får ingen" in leder.get(aflys).text
    leder.post(aflys, {"grund": "To er syge."})
    assert "Sig til forældrene, at mødet er aflyst" in pia.get(reverse("i_dag")).text
    assert venter.exists() and not Frist.objects.aabne().filter(anledning=punkt.anledning).exclude(kode=NY_TID).exists()
    # Where the one who prepares has left, the leader is reminded, as nobody else in the house can see the item.
    organisation.afslut_ansaettelse(ansaettelse=by.paedagog.ansat, til=by.nu, by=by.administrator, nu=by.nu)
    paamind(nu=by.nu)
    assert {p.modtager for p in Paamindelse.objects.filter(frist=venter.get())} == {by.leder}
    # What is kept from them takes it away.
    spaerringer.saet(anledning=punkt.anledning, grund="mistanke", gennemses_om_dage=14, by=by.leder, nu=by.nu)
    aabn_for_deltagere(moede=moede, by=by.leder, nu=by.nu)
    assert not venter.exists()


def test_the_letter_names_nobody_who_comes_for_another_child(by: By) -> None:
    moede = plan.opret_moede(
        slags=Slags.RESSOURCETEAM,
        enhed=by.birken,
        moedeleder=by.leder,
        planlagt_at=by.nu + timedelta(days=20),
        formaal="Om hverdagen",
        by=by.leder,
        nu=by.nu,
    )
    paa: dict[str, Any] = {"moede": moede, "by": by.leder, "nu": by.nu}
    punkt = dagsorden.saet_paa(**paa, art=Punktart.BARN, barn=by.barn)
    mor, far = sorted(indehavere(by.barn), key=lambda p: p.fornavn != "Merete")
    for person in (mor, far):
        deltagere.tilfoej(**paa, person=person, fag="foraeldre")
    deltagere.tilfoej(**paa, navn="Ib Storm", fag="foraeldre")

    def andre() -> str:
        kreds = laes(moede, by.nu)
        alt = brevet(kreds, kreds.om(punkt), Brev(mor, "", None), beskyttet=False, nu=by.nu)
        return " ".join(alt["andre"])

    assert "Ib Storm" in andre()
    # With another child on the agenda it is not known whom he comes with.
    dagsorden.saet_paa(**paa, art=Punktart.BARN, barn=by.bo)
    for person in indehavere(by.bo):
        deltagere.tilfoej(**paa, person=person, fag="foraeldre")
    navne = andre()
    assert far.navn in navne
    assert "Ib Storm" not in navne
    assert not [p for p in indehavere(by.bo) if p.navn in navne]


def siden(klient: Client, barn: Barn) -> str:
    """The child's page."""
    return klient.get(reverse("barn", args=[barn.pk])).text


def test_from_the_childs_page_to_an_agenda_and_who_prepares_it(by: By, log_ind: Callable[..., Client]) -> None:
    afsluttet_vurdering(by.barn, "gul", enhed=by.egern, vurderere=(by.paedagog2, by.paedagog))
    team = plan.opret_team(
        enhed=by.birken, slags=Slags.RESSOURCETEAM, navn="Teamet", tovholder=by.leder, by=by.leder, nu=by.nu
    )
    moede = plan.lav_serie(team=team, dage=[(by.nu + timedelta(weeks=4)).date()], by=by.leder, nu=by.nu)[0]
    leder = log_ind(by.leder)
    vej = reverse("dialogmoeder:dagsorden", args=[moede.pk]) + f"?barn={by.barn.pk}"
    valg = reverse("dialogmoeder:vaelg_moede", args=[by.barn.pk])
    assert f'<a href="{valg}">Sæt på et møde</a>' in siden(leder, by.barn)
    assert f"{vej}#selv" in leder.get(valg).text
    # A meeting with another family's parents is not there to choose, and takes no other child; a sibling it does.
    med_david = plan.opret_moede(
        slags=Slags.DIALOGMOEDE,
        enhed=by.birken,
        moedeleder=by.leder,
        planlagt_at=by.nu + timedelta(days=20),
        formaal="Om hverdagen",
        by=by.leder,
        nu=by.nu,
    )
    paa: dict[str, Any] = {"moede": med_david, "art": Punktart.BARN, "by": by.leder, "nu": by.nu}
    dagsorden.saet_paa(**paa, barn=by.david)
    assert f"/{med_david.pk}/dagsorden/?barn={by.barn.pk}" in leder.get(valg).text
    assert med_david not in [
        m for m, _, _ in leder.get(reverse("dialogmoeder:vaelg_moede", args=[by.bo.pk])).context["valg"]
    ]
    with pytest.raises(Denied, match="en anden families"):
        dagsorden.saet_paa(**paa, barn=by.bo)
    assert leder.get(vej).context["form"].initial["barn"] == by.barn.pk
    leder.post(reverse("dialogmoeder:saet_paa", args=[moede.pk]), {"forslag": f"barn-{by.barn.pk}"})
    assert moede.punkter.get().forberedes_by == by.paedagog2
    side = leder.get(valg).text
    assert "Står på dagsordenen" in side
    assert vej not in side
    # Whose child it is not finds nothing there.
    assert log_ind(by.leder2).get(valg).status_code == 404
