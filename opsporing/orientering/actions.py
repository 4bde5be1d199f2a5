"""Actions on what the parents know."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from opsporing import log
from opsporing.adgang.permissions import Denied
from opsporing.frister.actions import ikke_sket, sket
from opsporing.models import Anledning, Barn, Emne, Enhed, Maade, Orientering, Person, Spaerring, User
from opsporing.orientering.status import er_orienteret
from opsporing.tid import dato

#: How far back somebody may say that she told the parents; longer ago it is a slip of the pen.
HOEJST_TILBAGE = timedelta(days=365)


def indehavere(barn: Barn) -> list[Person]:
    """The custody holders now, in a steady order."""
    return list(
        Person.objects.filter(foraeldremyndigheder__barn=barn, foraeldremyndigheder__til=None)
        .distinct()
        .order_by("fornavn", "efternavn", "pk")
    )


def check_dato(givet_den: date, nu: datetime) -> None:
    """Raise Denied for a day that has not come, or lies more than a year back."""
    i_dag = dato(nu)
    if givet_den > i_dag:
        raise Denied("Datoen ligger i fremtiden. Notér samtalen, når den har været.")
    if givet_den < i_dag - HOEJST_TILBAGE:
        raise Denied("Datoen ligger mere end et år tilbage. Se efter, om årstallet er rigtigt.")


def _check_personer(barn: Barn, personer: Collection[Person]) -> None:
    if not personer:
        raise Denied("Vælg mindst én, der har forældremyndigheden.")
    if not {p.pk for p in personer} <= {p.pk for p in indehavere(barn)}:
        raise Denied("Kun dem, der har forældremyndigheden, kan orienteres på barnets vegne.")


@transaction.atomic
def registrer(
    *, barn: Barn, personer: Collection[Person], enhed: Enhed, maade: str, givet_den: date, by: User, nu: datetime
) -> list[Orientering]:
    """Note that these custody holders have been given the information about the assessments (GDPR art. 13 and 14).

    What is noted already is kept. When all custody holders know, the deadlines that wait for it are met.
    """
    check_dato(givet_den, nu)
    _check_personer(barn, personer)
    journalenhed = enhed.journalenhed_id or enhed.pk
    nye = _opret(barn, personer, journalenhed, Emne.BEHANDLING, maade, givet_den, by, nu, anledning=None)
    if nye:
        log.record("opsporing.orientering_registreret", by=by, nu=nu, barn=barn, antal=len(nye))
    if er_orienteret(barn, enhed):
        sket(hvad="foraeldre_orienteret", barn=barn, ejer_enhed=journalenhed, by=by, nu=nu)
    return nye


def _opret(
    barn: Barn,
    personer: Iterable[Person],
    enhed_id: int,
    emne: Emne,
    maade: str,
    givet_den: date,
    by: User,
    nu: datetime,
    *,
    anledning: Anledning | None,
    trin: str = "",
) -> list[Orientering]:
    nye = []
    for person in personer:
        orientering, ny = Orientering.objects.get_or_create(
            barn=barn,
            person=person,
            enhed_id=enhed_id,
            emne=emne,
            maade=maade,
            anledning=anledning,
            trin=trin,
            fortrudt_at=None,
            defaults={
                "kommune_id": barn.kommune_id,
                "givet_den": givet_den,
                "givet_by": by,
                "registreret_at": nu,
            },
        )
        if ny:
            nye.append(orientering)
    return nye


@transaction.atomic
def registrer_flere(*, boern: Iterable[Barn], enhed: Enhed, maade: str, givet_den: date, by: User, nu: datetime) -> int:
    """Note it for the custody holders of several children who do not know yet; returns how many children it was about.

    Those who have been told already are left as they were noted: nothing says that they were told again. Children with
    a protected name or address are not taken in bulk: raises Denied.
    """
    antal = 0
    journalenhed = enhed.journalenhed_id or enhed.pk
    for barn in boern:
        personer = indehavere(barn)
        if er_beskyttet(barn, personer):
            raise Denied(f"{barn.navn} har navne- og adressebeskyttelse og noteres for sig.")
        ved_det = set(
            Orientering.objects.filter(
                barn=barn, enhed=journalenhed, emne=Emne.BEHANDLING, fortrudt_at=None
            ).values_list("person_id", flat=True)
        )
        mangler = [person for person in personer if person.pk not in ved_det]
        if mangler:
            nye = registrer(barn=barn, personer=mangler, enhed=enhed, maade=maade, givet_den=givet_den, by=by, nu=nu)
            antal += bool(nye)
    return antal


def er_beskyttet(barn: Barn, personer: Iterable[Person]) -> bool:
    """Whether the child or a custody holder has name and address protection, so that nothing is done in bulk."""
    return barn.beskyttet or any(p.beskyttet for p in personer)


def spaerrede(anledning: Anledning) -> set[int] | None:
    """The custody holders (primary keys) who must not be told of the matter; None when it is all of them."""
    personer = set(Spaerring.objects.filter(anledning=anledning, ophaevet_at=None).values_list("person_id", flat=True))
    return None if None in personer else {p for p in personer if p}


def _maa_fortaelles(anledning: Anledning) -> bool:
    """Is there somebody who may be told? While there is not, nobody is asked to tell."""
    return spaerrede(anledning) is not None


@transaction.atomic
def registrer_resultat(
    *,
    anledning: Anledning,
    personer: Collection[Person],
    maade: str,
    givet_den: date,
    by: User,
    nu: datetime,
    trin: str = "",
) -> list[Orientering]:
    """Note that custody holders have been told the result: by mouth first, on paper only after that (Aalborg, 2022).

    `trin` says which result, in a matter with several.

    Raises Denied while the matter is kept from them, and for paper before the talk. When all who may be told have been,
    the deadline that waits for it is met.
    """
    anledning, barn = _laas(anledning)
    check_dato(givet_den, nu)
    _check_personer(barn, personer)
    maa_ikke = spaerrede(anledning)
    _check_maa_vide(personer, maa_ikke)
    mundtligt = _fortalt(anledning, Maade.MUNDTLIGT, trin)
    if maade == Maade.SKRIFTLIGT and not {p.pk for p in personer} <= mundtligt:
        raise Denied("Tal med forældrene først. Notér samtalen, før du giver dem noget på skrift.")
    ejer = anledning.ejer_enhed_id
    nye = _opret(barn, personer, ejer, Emne.RESULTAT, maade, givet_den, by, nu, anledning=anledning, trin=trin)
    if nye:
        log.record("opsporing.orientering_registreret", by=by, nu=nu, barn=barn, anledning=anledning, antal=len(nye))
    skal_vide = {p.pk for p in indehavere(barn)} - (maa_ikke or set())
    if skal_vide and skal_vide <= _fortalt(anledning, Maade.MUNDTLIGT, trin):
        sket(hvad="resultat_fortalt", anledning=anledning, trin=trin, by=by, nu=nu)
    return nye


def _laas(anledning: Anledning) -> tuple[Anledning, Barn]:
    anledning = Anledning.objects.select_for_update(of=("self",)).select_related("barn").get(pk=anledning.pk)
    if anledning.barn is None:
        raise Denied("Sagen handler ikke om ét barn.")
    return anledning, anledning.barn


def _check_maa_vide(personer: Collection[Person], maa_ikke: set[int] | None) -> None:
    if maa_ikke is None or {p.pk for p in personer} & maa_ikke:
        raise Denied(
            "Der er mistanke eller tvivl om overgreb. Forældrene må ikke orienteres, før myndigheden siger til."
        )


@transaction.atomic
def registrer_moede(
    *,
    anledning: Anledning,
    personer: Collection[Person],
    maade: str,
    givet_den: date,
    by: User,
    nu: datetime,
    maa_ikke: Collection[int] | None = (),
) -> list[Orientering]:
    """Note that custody holders have been told that the child is taken up at a meeting, who takes part and what is
    talked about (Roskilde, Køge). `maa_ikke` are those who must not be told for more reasons than a switch on the
    matter itself; None is all of them.

    Raises Denied while it is kept from them. When all who may be told have been, the deadline that waits is met.
    """
    anledning, barn = _laas(anledning)
    check_dato(givet_den, nu)
    _check_personer(barn, personer)
    sagens = spaerrede(anledning)
    alle_maa_ikke = None if sagens is None or maa_ikke is None else sagens | set(maa_ikke)
    _check_maa_vide(personer, alle_maa_ikke)
    ejer = anledning.ejer_enhed_id
    nye = _opret(barn, personer, ejer, Emne.MOEDE, maade, givet_den, by, nu, anledning=anledning)
    if nye:
        log.record("opsporing.orientering_registreret", by=by, nu=nu, barn=barn, anledning=anledning, antal=len(nye))
    ved_det = set(
        Orientering.objects.filter(anledning=anledning, emne=Emne.MOEDE, fortrudt_at=None).values_list(
            "person_id", flat=True
        )
    )
    if {p.pk for p in indehavere(barn)} - (alle_maa_ikke or set()) <= ved_det:
        sket(hvad="moede_fortalt", anledning=anledning, by=by, nu=nu)
    return nye


def er_fortalt(anledning: Anledning, trin: str = "") -> bool:
    """Whether at least one custody holder has been told the result by mouth, so that it may be given on paper."""
    return bool(_fortalt(anledning, Maade.MUNDTLIGT, trin))


def fortalte(anledninger: Iterable[int]) -> set[tuple[int, str]]:
    """The matters and stages of which `er_fortalt` is true, among the matters with these keys."""
    return set(
        Orientering.objects.filter(
            anledning__in=list(anledninger), emne=Emne.RESULTAT, maade=Maade.MUNDTLIGT, fortrudt_at=None
        ).values_list("anledning_id", "trin")
    )


def mangler_resultat(anledning: Anledning, trin: str = "") -> bool:
    """Whether somebody who holds custody and may be told has not been told the result of the matter by mouth."""
    if anledning.barn is None:
        return False
    maa_ikke = spaerrede(anledning)
    skal_vide = set() if maa_ikke is None else {p.pk for p in indehavere(anledning.barn)} - maa_ikke
    return not skal_vide <= _fortalt(anledning, Maade.MUNDTLIGT, trin)


def uhoerte(barn: Barn, anledninger: Collection[int]) -> set[int]:
    """The matters (primary keys) whose result somebody who holds custody has not been told by mouth, all at once. They
    are matters that are kept from nobody.
    """
    if not anledninger:
        return set()
    ved_det = set(
        Orientering.objects.filter(
            anledning__in=anledninger, trin="", emne=Emne.RESULTAT, maade=Maade.MUNDTLIGT, fortrudt_at=None
        ).values_list("anledning_id", "person_id")
    )
    skal_vide = [person.pk for person in indehavere(barn)]
    return {sag for sag in anledninger if any((sag, person) not in ved_det for person in skal_vide)}


def _fortalt(anledning: Anledning, maade: Maade, trin: str) -> set[int]:
    return set(
        Orientering.objects.filter(
            anledning=anledning, trin=trin, emne=Emne.RESULTAT, maade=maade, fortrudt_at=None
        ).values_list("person_id", flat=True)
    )


@transaction.atomic
def fortryd(*, orientering: Orientering, by: User, nu: datetime) -> Orientering:
    """Take back what was noted by mistake. The row stays with the time; the deadline runs again."""
    orientering = Orientering.objects.select_for_update(of=("self",)).select_related("barn").get(pk=orientering.pk)
    if orientering.fortrudt_at:
        return orientering
    orientering.fortrudt_at = nu
    orientering.save(update_fields=["fortrudt_at"])
    if orientering.emne == Emne.BEHANDLING:
        ikke_sket(hvad="foraeldre_orienteret", barn=orientering.barn, ejer_enhed=orientering.enhed_id)
    elif orientering.emne == Emne.MOEDE and orientering.anledning:
        # Told by mouth she knows of it still when the letter was noted by mistake, and the other way round.
        ved_det = Orientering.objects.filter(
            anledning=orientering.anledning, person=orientering.person_id, emne=Emne.MOEDE, fortrudt_at=None
        )
        if not ved_det.exists() and _maa_fortaelles(orientering.anledning):
            ikke_sket(hvad="moede_fortalt", anledning=orientering.anledning)
    elif orientering.maade == Maade.MUNDTLIGT and orientering.anledning and _maa_fortaelles(orientering.anledning):
        ikke_sket(hvad="resultat_fortalt", anledning=orientering.anledning, trin=orientering.trin)
    log.record(
        "opsporing.orientering_fortrudt",
        by=by,
        nu=nu,
        barn=orientering.barn,
        anledning=orientering.anledning_id,
        objekt=orientering,
    )
    return orientering
