"""A definition back to plain JSON, with the keys of the written form and nothing that stands by default."""

from typing import Any

from opsporing.skemaer.dele import Felt, Punkt, Sektion, Skemadefinition, Valgmulighed
from opsporing.skemaer.noegler import Felttype


def til_dict(definition: Skemadefinition) -> dict[str, Any]:
    """The definition as ``fortolkning.laes`` reads it."""
    skema = _uden_tomme(
        kode=definition.kode,
        navn=definition.navn,
        type=definition.type,
        version=definition.version,
        arena=definition.arena,
        ophav=definition.ophav,
        intro=definition.intro,
        alder_fra_mdr=definition.alder_fra_mdr,
        alder_til_mdr=definition.alder_til_mdr,
    )
    return {
        "skema": skema | dict(definition.egenskaber),
        "sektion": [_sektion(sektion) for sektion in definition.sektioner],
    }


def _uden_tomme(**noegler: Any) -> dict[str, Any]:
    """Leave out what was not written: None, "", False and empty lists. 0 is a value."""
    return {noegle: v for noegle, v in noegler.items() if v is not None and v is not False and v != "" and v != []}


def _sektion(sektion: Sektion) -> dict[str, Any]:
    return (
        _uden_tomme(
            kode=sektion.kode,
            titel=sektion.titel,
            hjaelp=sektion.hjaelp,
            dimension=sektion.dimension,
            vises_naar=str(sektion.vises_naar) if sektion.vises_naar else "",
        )
        | dict(sektion.egenskaber)
        | _uden_tomme(
            felt=[_felt(felt) for felt in sektion.felter],
            skridt=[_punkt(punkt) for punkt in sektion.skridt],
            trin=[_punkt(punkt) for punkt in sektion.trin],
            udsagn=[_punkt(punkt) for punkt in sektion.udsagn],
        )
    )


def _felt(felt: Felt) -> dict[str, Any]:
    data = _uden_tomme(
        kode=felt.kode,
        type=felt.type.value,
        tekst=felt.tekst,
        hjaelp=felt.hjaelp,
        paakraevet_ved=list(felt.paakraevet_ved),
        gruppe_krav=felt.gruppe_krav,
        vises_naar=str(felt.vises_naar) if felt.vises_naar else "",
        vises_ved=list(felt.vises_ved),
        ses_af=list(felt.ses_af),
        vises_ikke_foraeldre=felt.vises_ikke_foraeldre,
        overgreb_spor=felt.overgreb_spor,
        alder_fra_mdr=felt.alder_fra_mdr,
        alder_til_mdr=felt.alder_til_mdr,
        tegn=felt.tegn,
        min=felt.min,
        maks=felt.maks,
        maks_laengde=felt.maks_laengde,
        gentages=felt.gentages,
        pr_person=felt.pr_person,
        rolle=felt.rolle,
        valg=[_valg(valg) for valg in felt.valg],
    )
    if felt.paakraevet is not (felt.type is Felttype.TEGN):
        data["paakraevet"] = felt.paakraevet
    return data | dict(felt.ankre) | dict(felt.egenskaber)


def _valg(valg: Valgmulighed) -> dict[str, Any]:
    return _uden_tomme(
        kode=valg.kode,
        tekst=valg.tekst,
        vaerdi=valg.vaerdi,
        forklaring=valg.forklaring,
        udelukker=valg.udelukker,
    ) | dict(valg.egenskaber)


def _punkt(punkt: Punkt) -> dict[str, Any]:
    return _uden_tomme(kode=punkt.kode, tekst=punkt.tekst, vaerdi=punkt.vaerdi) | dict(punkt.egenskaber)
