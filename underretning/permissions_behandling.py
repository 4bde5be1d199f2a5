"""Whether a received underretning is in a state that lets somebody do something around it; raises Denied."""

from collections.abc import Iterable

from opsporing.adgang.permissions import Denied
from opsporing.models import Person, Spaerring, User
from underretning.models import Brev, Brevart, Genvurdering, Modtaget
from underretning.omkring import foraeldre, navne
from underretning.permissions_modtag import check_can_behandle
from underretning.rules.brev import Modtagertype, modtagertype, skabelonkode
from underretning.rules.tilstande import Tilstand

I_GANG = frozenset({Tilstand.VURDERET.value, Tilstand.AFGJORT.value})


def er_spaerret(modtaget: Modtaget) -> bool:
    """Whether the parents must not be told about the underretning: about this child, or a sibling in the same one."""
    samme = Modtaget.objects.filter(kommune_id=modtaget.kommune_id, kvitteringsnummer=modtaget.kvitteringsnummer)
    return Spaerring.objects.staaende().filter(anledning__in=samme.values("anledning")).exists()


def modtager_af(modtaget: Modtaget, personer: Iterable[Person] | None = None) -> Modtagertype:
    """As what the one who wrote is answered; `personer` are the child's parents where they are read already."""
    return modtagertype(
        pligt=modtaget.pligt,
        anonym=modtaget.anonym,
        kode=modtaget.underretter_kode,
        navn=modtaget.underretter_navn,
        foraeldre=navne(foraeldre([modtaget.barn]) if personer is None else personer),
    )


def hvorfor_intet_brev(modtaget: Modtaget, art: Brevart | str, type_: Modtagertype) -> str:
    """Why no letter of the kind can be made now; empty when it can."""
    if skabelonkode(str(art), type_) is None:
        if type_ is Modtagertype.INGEN:
            return "Underretteren er anonym, så der er ingen at skrive til."
        if type_ is Modtagertype.BORGER and modtaget.pligt == "fagperson":
            return "Underretteren hører til barnets familie eller har samme navn og får kvitteringen, ikke mere."
        return "Kun en fagperson får svar på, hvad der er sat i gang."
    if art == Brevart.TILBAGEMELDING:
        if modtaget.status == Tilstand.OVERSENDT:
            return "Underretningen er sendt til en anden kommune. Det er den, der svarer."
        if modtaget.afgjort_at is None or modtaget.status not in {Tilstand.AFGJORT, Tilstand.LUKKET}:
            return "Afgør først, hvad underretningen fører til. Så kan du svare."
    return ""


def check_can_brev(user: User, modtaget: Modtaget, art: Brevart | str) -> Modtagertype:
    """May the person make this letter? Gives as what the one who wrote is answered."""
    check_can_behandle(user, modtaget)
    type_ = modtager_af(modtaget)
    if grund := hvorfor_intet_brev(modtaget, art, type_):
        raise Denied(grund)
    return type_


def check_ikke_sendt(brev: Brev | None) -> None:
    """What has been sent stays as it is."""
    if brev is not None and brev.sendt_at is not None:
        raise Denied("Brevet er sendt og kan ikke ændres.")


def check_can_genvurdere(user: User, modtaget: Modtaget) -> None:
    """May the person begin, or go on with, the reassessment?"""
    check_can_behandle(user, modtaget)
    if modtaget.status not in I_GANG:
        raise Denied(
            "Vurdér først, om underretningen er akut."
            if modtaget.status == Tilstand.MODTAGET
            else "Underretningen er lukket eller sendt videre."
        )
    if not modtaget.hjaelp_i_gang:
        raise Denied("Genvurderingen er til børn, der får hjælp i forvejen. Notér først, at der er hjælp i gang.")


def check_kan_rettes(genvurdering: Genvurdering) -> None:
    """What has ended stays as it is."""
    if genvurdering.afsluttet_at is not None:
        raise Denied("Genvurderingen er afsluttet.")


def check_can_samtale(user: User, modtaget: Modtaget) -> None:
    """May the person write about the talk with the child?"""
    check_can_behandle(user, modtaget)
    if modtaget.status == Tilstand.OVERSENDT:
        raise Denied("Underretningen er sendt til en anden kommune. Det er den, der taler med barnet.")
    if modtaget.status == Tilstand.LUKKET:
        raise Denied("Underretningen er lukket. Tag den op igen, hvis der er mere at gøre.")


def check_can_skridt(user: User, modtaget: Modtaget) -> None:
    """May the person note steps agreed with the parents? Not while the matter is kept from them."""
    check_can_behandle(user, modtaget)
    if modtaget.status not in I_GANG:
        raise Denied("Skridt aftales, når underretningen er vurderet, og indtil den er lukket.")
    check_ikke_spaerret(modtaget)


def check_ikke_spaerret(modtaget: Modtaget) -> None:
    """Nothing reaches the parents while a switch stands."""
    if er_spaerret(modtaget):
        raise Denied(
            "Der står en spærring: Forældrene må ikke vide noget om underretningen. Familien får intet herfra."
        )
