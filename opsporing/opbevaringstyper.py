"""How long the core keeps what it holds. The months are the municipality's (`Praksisprofil.opbevaring`)."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from opsporing.fristtyper import CERTIFICERING
from opsporing.models import (
    Anledning,
    Barn,
    Foraeldremyndighed,
    Frist,
    Handling,
    Kommune,
    Orientering,
    Person,
    Samtykke,
    Spaerring,
    Tilbageholdelse,
    Udsendelse,
)
from opsporing.models.indlaesning import Indlaesning
from opsporing.opbevaring.stoppet import er_her_efter
from opsporing.opbevaring.typer import Opbevaring

STOPPET = "efter, at barnet er stoppet i enheden"


def _handlinger(kommune: Kommune, foer: datetime) -> QuerySet[Handling]:
    alle = Handling.objects.filter(kommune=kommune, oprettet_at__lte=foer)
    her = er_her_efter(foer, barn="barn", enhed_sti="anledning__ejer_enhed__sti")
    return alle.filter(~her, barn__isnull=False) | alle.filter(barn=None, afsluttet_at__lte=foer)


def _orienteringer(kommune: Kommune, foer: datetime) -> QuerySet[Orientering]:
    her = er_her_efter(foer, barn="barn", enhed_sti="enhed__sti")
    return Orientering.objects.filter(~her, kommune=kommune, registreret_at__lte=foer)


def _samtykker(kommune: Kommune, foer: datetime) -> QuerySet[Samtykke]:
    return Samtykke.objects.filter(~er_her_efter(foer, barn="barn"), kommune=kommune, givet_at__lte=foer)


def _frister(kommune: Kommune, foer: datetime) -> QuerySet[Frist]:
    return Frist.objects.filter(Q(opfyldt_at__lte=foer) | Q(annulleret_at__lte=foer), kommune=kommune)


def _anledninger(kommune: Kommune, foer: datetime) -> QuerySet[Anledning]:
    """A matter about a switch is kept as long as the matter that it kept from the parents."""
    her = er_her_efter(foer, barn="barn", enhed_sti="ejer_enhed__sti")
    spaerrer = Spaerring.objects.filter(
        er_her_efter(foer, barn="anledning__barn", enhed_sti="anledning__ejer_enhed__sti"), sag=OuterRef("pk")
    )
    # One without a child is a meeting's or an item's without a name, and goes when that has gone; but the one a unit's
    # certificates are kept in is never over.
    return Anledning.objects.filter(~her, ~Exists(spaerrer), kommune=kommune, oprettet_at__lte=foer).exclude(
        kode=CERTIFICERING, barn=None
    )


def _tilbageholdelser(kommune: Kommune, foer: datetime) -> QuerySet[Tilbageholdelse]:
    return Tilbageholdelse.objects.filter(kommune=kommune, ophaevet_at__lte=foer)


def _boern(kommune: Kommune, foer: datetime) -> QuerySet[Barn]:
    """Children who have left everything; a double row follows the one it was joined into."""
    registreret = Barn.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
        pgh_obj_id=OuterRef("pk"), pgh_label="insert", pgh_created_at__gt=foer
    )
    return Barn.objects.filter(
        ~er_her_efter(foer, barn="pk"),
        Q(sammenlagt_i=None) | ~er_her_efter(foer, barn="sammenlagt_i"),
        Q(tilknytninger__isnull=False) | Q(sammenlagt_i__isnull=False) | ~Exists(registreret),
        kommune=kommune,
    ).distinct()


def _personer(kommune: Kommune, foer: datetime) -> QuerySet[Person]:
    """Adults who hold custody of nobody whose time is not over; what still points at them keeps them."""
    gaeldende = Foraeldremyndighed.objects.filter(er_her_efter(foer, barn="barn"), person=OuterRef("pk"))
    return Person.objects.filter(~Exists(gaeldende), kommune=kommune)


def _indlaesninger(kommune: Kommune, foer: datetime) -> QuerySet[Indlaesning]:
    return Indlaesning.objects.filter(kommune=kommune, oprettet_at__lte=foer)


def _udsendelser(kommune: Kommune, foer: datetime) -> QuerySet[Udsendelse]:
    return Udsendelse.objects.filter(modtager__kommune=kommune, oprettet_at__lte=foer)


OPBEVARING = [
    Opbevaring(
        kode="opsporing.handling",
        hvad="aftaler om, hvad vi gør, og hvordan det gik",
        model=Handling,
        noegle="handling",
        regnes_fra=STOPPET,
        grund="så vi kan følge op og svare på spørgsmål bagefter",
        lov="dagtilbud_formaal",
        orden=20,
        forfaldne=_handlinger,
        barn="barn",
        anledning="anledning",
        enhed="anledning__ejer_enhed__navn",
        medfoelger=frozenset({"opsporing.opfoelgning"}),
    ),
    Opbevaring(
        kode="opsporing.orientering",
        hvad="notater om, hvad forældrene er orienteret om",
        model=Orientering,
        noegle="orientering",
        regnes_fra=STOPPET,
        grund="så kommunen kan vise, at forældrene har fået besked",
        lov="ansvarlighed",
        orden=30,
        forfaldne=_orienteringer,
        barn="barn",
        anledning="anledning",
        enhed="enhed__navn",
    ),
    Opbevaring(
        kode="opsporing.samtykke",
        hvad="samtykker",
        model=Samtykke,
        noegle="orientering",
        regnes_fra="efter, at barnet er stoppet i kommunens tilbud",
        grund="så kommunen kan vise, hvad forældrene har sagt ja til",
        lov="ansvarlighed",
        orden=30,
        forfaldne=_samtykker,
        barn="barn",
        anledning="anledning",
        enhed="modtager__navn",
    ),
    Opbevaring(
        kode="opsporing.frist",
        hvad="frister og påmindelser til de ansatte",
        model=Frist,
        noegle="frist",
        regnes_fra="efter, at opgaven er løst eller bortfaldet",
        grund="så vi kan se, om vi gjorde det i tide",
        lov="opbevaringsbegraensning",
        orden=40,
        forfaldne=_frister,
        barn="anledning__barn",
        enhed="enhed__navn",
        medfoelger=frozenset({"opsporing.paamindelse"}),
        i_brev=False,
    ),
    Opbevaring(
        kode="opsporing.anledning",
        hvad="sager, hvor alt andet er slettet",
        model=Anledning,
        noegle="vurdering",
        regnes_fra=STOPPET,
        grund="fordi andet hænger på dem",
        lov="opbevaringsbegraensning",
        orden=50,
        forfaldne=_anledninger,
        barn="barn",
        anledning="pk",
        enhed="ejer_enhed__navn",
        medfoelger=frozenset(
            {"opsporing.frist", "opsporing.tilknytning", "opsporing.spaerring", "opsporing.udelukkelse"}
        ),
        i_brev=False,
    ),
    Opbevaring(
        kode="opsporing.tilbageholdelse",
        hvad="ophævede tilbageholdelser",
        model=Tilbageholdelse,
        noegle="frist",
        regnes_fra="efter, at den er ophævet",
        grund="så kommunen kan vise, hvorfor noget ikke blev slettet",
        lov="ansvarlighed",
        orden=55,
        forfaldne=_tilbageholdelser,
        barn="barn",
        i_brev=False,
    ),
    Opbevaring(
        kode="opsporing.barn",
        hvad="barnets navn, fødselsdag og personnummer, hvor det har gået, og hvem der har forældremyndigheden",
        model=Barn,
        noegle="vurdering",
        regnes_fra="efter, at barnet er stoppet i kommunens tilbud",
        grund="så længe der er andet at finde om barnet",
        lov="personnummer",
        orden=60,
        forfaldne=_boern,
        barn="pk",
        medfoelger=frozenset({"opsporing.tilknytning", "opsporing.foraeldremyndighed"}),
    ),
    Opbevaring(
        kode="opsporing.person",
        hvad="navn og personnummer på forældre",
        model=Person,
        noegle="vurdering",
        regnes_fra="efter, at det sidste af deres børn er stoppet",
        grund="så længe vi har oplysninger om deres børn",
        lov="personnummer",
        orden=70,
        forfaldne=_personer,
    ),
    Opbevaring(
        kode="opsporing.indlaesning",
        hvad="tal fra indlæste filer",
        model=Indlaesning,
        noegle="indlaesning",
        regnes_fra="efter, at filen er lagt ind",
        grund="så fejl kan findes",
        lov="opbevaringsbegraensning",
        orden=80,
        forfaldne=_indlaesninger,
        i_brev=False,
    ),
    Opbevaring(
        kode="opsporing.udsendelse",
        hvad="noter om sendte e-mails til ansatte",
        model=Udsendelse,
        noegle="frist",
        regnes_fra="efter, at mailen er lavet",
        grund="så vi kan se, om de ansatte har fået besked",
        lov="opbevaringsbegraensning",
        orden=80,
        forfaldne=_udsendelser,
        i_brev=False,
    ),
]
