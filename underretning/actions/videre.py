"""A received underretning goes on: to a colleague, or to another municipality. Nothing in it is lost on the way."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from opsporing import log
from opsporing.adgang.permissions import Denied
from opsporing.dansk import dato as dato_i_ord
from opsporing.frister import actions as frister
from opsporing.frosset import Afsnit, Frosset, Linje, Slags, fra_data
from opsporing.models import Anledning, Kommune, Spaerring, User
from opsporing.tid import dato
from underretning.actions import behandl
from underretning.actions.modtag import Barnedata, Indkomst, Underretter, barn_i, modtag, modtagelse
from underretning.models import Kanal, Modtaget, Overdragelse, Overgreb, Pligt, Udkast
from underretning.models.modtaget import Modtagetstatus
from underretning.permissions_modtag import kolleger
from underretning.rules.tilstande import Tilstand, check_overgang


@transaction.atomic
def overdrag(*, modtaget: Modtaget, rev: int, til: User, besked: str = "", by: User, nu: datetime) -> Overdragelse:
    """Hand the case to a colleague with what she must know: its access, its open deadlines, all that is in it.

    Before it is assessed it stays open to all of the unit. Raises Foraeldet, and Denied for somebody who does not
    receive underretninger there, who is shut out of it, or who has it already, and when nothing is left to do here.
    """
    modtaget = behandl.laas(modtaget, rev, by=by)
    if modtaget.status == Tilstand.OVERSENDT:
        raise Denied("Underretningen er sendt til en anden kommune.")
    if til.pk not in {ansaettelse.user_id for ansaettelse in kolleger(modtaget, nu)}:
        raise Denied("Vælg en kollega, der tager imod underretninger.")
    if til.pk == modtaget.ansvarlig_id:
        raise Denied(f"{til.navn} har den i forvejen.")
    foer, modtaget.ansvarlig = modtaget.ansvarlig, til
    overdragelse = Overdragelse.objects.create(
        kommune_id=modtaget.kommune_id,
        modtaget=modtaget,
        fra=foer,
        til=til,
        besked=besked.strip(),
        overdraget_at=nu,
        overdraget_by=by,
    )
    behandl.gem(modtaget, "underretning.overdraget", felter=["ansvarlig"], by=by, nu=nu)
    if modtaget.status == Tilstand.MODTAGET:
        behandl.goer_ansvarlig(modtaget, til, nu)
    else:
        behandl.aabn_for_ansvarlig(modtaget, foer=foer, by=by, nu=nu)
    return overdragelse


@dataclass(frozen=True, slots=True)
class Oversendelse:
    """What came of sending it on. `hos` is where it arrived; None where the other municipality is not in here, so that
    it has to be sent as a PDF.
    """

    modtaget: Modtaget
    hos: Modtaget | None


@transaction.atomic
def oversend(
    *,
    modtaget: Modtaget,
    rev: int,
    til: Kommune | str,
    sammenfatning: str,
    by: User,
    nu: datetime,
) -> Oversendelse:
    """Send it to the municipality that acts, with what was decided here and a summary (barnets lov § 132, stk. 2).

    `til` is a municipality in here, which gets all the frozen parts under the same receipt number in its own inbox,
    where its own clock begins now; or the name of one outside. Here it ends: nothing falls due any more, and it is
    open to the one who sent it and to the leader. Raises UmuligOvergang, Foraeldet, and Denied without a summary,
    for one's own municipality, for one that has it already, and for one without myndighed.
    """
    modtaget = behandl.laas(modtaget, rev, by=by)
    check_overgang(modtaget.status, Tilstand.OVERSENDT)
    if not sammenfatning.strip():
        raise Denied("Skriv en sammenfatning af det, I ved, og det, I har vurderet.")
    navn = til.navn if isinstance(til, Kommune) else til.strip()
    if not navn or (isinstance(til, Kommune) and til.pk == modtaget.kommune_id):
        raise Denied("Vælg den kommune, der skal handle.")
    hos = _aflever(modtaget, til, sammenfatning.strip(), by=by, nu=nu) if isinstance(til, Kommune) else None
    modtaget.status, modtaget.oversendt_til = Modtagetstatus.OVERSENDT, navn
    modtaget.oversendt_grund, modtaget.oversendt_at, modtaget.oversendt_by = sammenfatning.strip(), nu, by
    modtaget.ansvarlig = modtaget.ansvarlig or by
    behandl.gem(
        modtaget,
        "underretning.oversendt",
        felter=["status", "oversendt_til", "oversendt_grund", "oversendt_at", "oversendt_by", "ansvarlig"],
        by=by,
        nu=nu,
    )
    Anledning.objects.filter(pk=modtaget.anledning_id).update(afsluttet_at=nu)
    frister.annuller(anledning=modtaget.anledning_id, nu=nu)
    Udkast.objects.filter(modtaget=modtaget).delete()
    behandl.luk_for_enheden(modtaget, nu)
    behandl.aabn_for_ansvarlig(modtaget, by=by, nu=nu)
    return Oversendelse(modtaget, hos)


def _aflever(modtaget: Modtaget, til: Kommune, tekst: str, *, by: User, nu: datetime) -> Modtaget:
    enhed = modtagelse(til)
    if enhed is None:
        raise Denied(f"{til.navn} har ingen myndighed her. Vælg »En anden kommune«, og send den som PDF.")
    barn = modtaget.barn
    der = barn_i(
        til,
        Barnedata(
            fornavn=barn.fornavn,
            efternavn=barn.efternavn,
            cpr=barn.cpr,
            foedt_den=barn.foedt_den,
            termin=barn.termin,
            mor_fornavn=barn.mor.fornavn if barn.mor else "",
            mor_efternavn=barn.mor.efternavn if barn.mor else "",
            mor_cpr=barn.mor.cpr if barn.mor else None,
            beskyttet=barn.beskyttet,
        ),
        by=None,
        nu=nu,
    )
    if Modtaget.objects.filter(kvitteringsnummer=modtaget.kvitteringsnummer, barn=der).exists():
        raise Denied(f"{til.navn} har underretningen i forvejen.")
    return modtag(
        enhed=enhed,
        barn=der,
        ind=Indkomst(
            kvitteringsnummer=modtaget.kvitteringsnummer,
            kanal=Kanal.SYSTEM,
            modtaget_at=nu,
            pligt=Pligt(modtaget.pligt),
            underretter=Underretter(
                kode=modtaget.underretter_kode,
                navn=modtaget.underretter_navn,
                kontakt=modtaget.underretter_kontakt,
                anonym=modtaget.anonym,
            ),
            hastede=modtaget.hastede or modtaget.akut is True,
            overgreb=Overgreb(modtaget.overgreb),
            overgreb_hvem=modtaget.overgreb_hvem,
            indhold=fra_data(modtaget.indhold),
            bilag=[
                *(fra_data(bilag.indhold) for bilag in modtaget.bilag.order_by("nr")),
                sammenfatning_af(modtaget, tekst, nu),
            ],
        ),
        by=None,
        nu=nu,
        hvorfor=_hvorfor(modtaget),
    )


def _hvorfor(modtaget: Modtaget) -> str:
    """What myndighed here was told when the matter was kept from the parents; nothing where it is not."""
    staaende = Spaerring.objects.staaende().filter(anledning=modtaget.anledning_id)
    return staaende.values_list("hvorfor", flat=True).first() or ""


def sammenfatning_af(modtaget: Modtaget, tekst: str, nu: datetime) -> Frosset:
    """The summary that goes along (§ 132, stk. 2): what is known here, and what was assessed and decided."""
    linjer = [Linje("Det ved vi, og det har vi gjort", (tekst,))]
    if modtaget.akut is not None and modtaget.vurderet_at:
        svar = "Ja, der skulle handles nu" if modtaget.akut else "Nej, ikke akut"
        linjer.append(Linje("Vurderet akut", (f"{svar} ({dato_i_ord(dato(modtaget.vurderet_at))})",), Slags.KORT))
        linjer.append(Linje("Det bygger vurderingen på", (modtaget.vurdering,)))
        if modtaget.akut_handling:
            linjer.append(Linje("Det er gjort straks", (modtaget.akut_handling,)))
    if modtaget.udfald and modtaget.afgjort_at:
        linjer.append(Linje("Det er afgjort", (str(modtaget.get_udfald_display()), modtaget.afgoerelse)))
    enhed = modtaget.enhed
    om = f"{enhed.kommune.navn}, {enhed.navn}, {dato_i_ord(dato(nu))}"
    return Frosset("Sammenfatning fra kommunen før", om, (Afsnit("", tuple(linjer)),))


def udskrevet(*, modtaget: Modtaget, by: User, nu: datetime) -> None:
    """Note that it was printed for a municipality outside."""
    log.record(
        "underretning.oversendt_udskrevet",
        by=by,
        nu=nu,
        barn=modtaget.barn_id,
        anledning=modtaget.anledning_id,
        objekt=modtaget,
    )
