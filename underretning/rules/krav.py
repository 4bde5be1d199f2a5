"""What the law asks for before a received underretning is decided, and before it is closed. Pure: facts in, wants out.

The pages show the wants as a list of what is missing; the actions refuse while there are any. Nothing here knows what
was written, only that it was.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Mangel(StrEnum):
    """Something that is to be done first."""

    HJAELP = "hjaelp"
    GENVURDERING = "genvurdering"
    NY_DELTAGER = "ny_deltager"
    SAMTALE = "samtale"
    SAMTALE_UDEN_FORAELDRE = "samtale_uden_foraeldre"
    KVITTERING = "kvittering"
    TILBAGEMELDING = "tilbagemelding"


#: Said to the one who is about to decide or to close.
ORD: dict[Mangel, str] = {
    Mangel.HJAELP: "Svar på, om der er hjælp i gang.",
    Mangel.GENVURDERING: "Der er hjælp i gang. Afslut genvurderingen først.",
    Mangel.NY_DELTAGER: "Mindst én, der ikke har behandlet sagen før, skal være med i genvurderingen.",
    Mangel.SAMTALE: "Tal med barnet, eller skriv, hvorfor du ikke gør det.",
    Mangel.SAMTALE_UDEN_FORAELDRE: "Forældrene er under mistanke. Samtalen med barnet skal holdes uden dem.",
    Mangel.KVITTERING: "Send kvitteringen, eller skriv, hvorfor der ikke sendes en.",
    Mangel.TILBAGEMELDING: "Svar fagpersonen, eller skriv, hvorfor der ikke svares.",
}


@dataclass(frozen=True, slots=True)
class Fakta:
    """What is known about one received underretning.

    hjaelp_i_gang: whether help runs already, None while nobody has said. genvurderet: the reassessment has ended;
    ny_deltager: somebody took part in it who had not handled the case before. overgreb: there is a suspicion of abuse;
    foraeldre_mistaenkt: against somebody at home. ufoedt: there is no child to talk with. samtale: a talk has been
    held; uden_foraeldre: at least one without the parents; samtale_undladt: it is written why there is none.
    skal_kvitteres, skal_svares: a letter is due at all; kvitteret, svaret: it is sent, or it is written why not.
    """

    hjaelp_i_gang: bool | None = None
    genvurderet: bool = False
    ny_deltager: bool = False
    overgreb: bool = False
    foraeldre_mistaenkt: bool = False
    ufoedt: bool = False
    samtale: bool = False
    uden_foraeldre: bool = False
    samtale_undladt: bool = False
    skal_kvitteres: bool = True
    kvitteret: bool = False
    skal_svares: bool = False
    svaret: bool = False


#: Outcomes that begin an examination of the child's conditions; they cannot come too soon.
UNDERSOEGER = frozenset({"afdaekning", "undersoegelse"})


def samtale_skal_holdes(f: Fakta) -> bool:
    """Whether there must be a talk with the child: on an underretning about abuse (barnets lov § 137, stk. 3)."""
    return f.overgreb and not f.ufoedt


def foer_afgoerelse(f: Fakta, udfald: str = "") -> tuple[Mangel, ...]:
    """What is to be done before it is decided what follows.

    Help that runs is assessed anew, by somebody new too (§ 137, stk. 1). Where abuse is suspected, nobody decides that
    no more is to be found out without having talked with the child, or written why not (stk. 3-4); an examination
    (`udfald`) does not wait for the talk, which is often a part of it.
    """
    mangler = list(_om_hjaelpen(f))
    if udfald not in UNDERSOEGER:
        mangler += _om_samtalen(f)
    return tuple(mangler)


def foer_lukning(f: Fakta) -> tuple[Mangel, ...]:
    """What is to be done before it is closed: all of the above, and the letters (§ 138)."""
    mangler = [*_om_hjaelpen(f), *_om_samtalen(f)]
    if f.skal_kvitteres and not f.kvitteret:
        mangler.append(Mangel.KVITTERING)
    if f.skal_svares and not f.svaret:
        mangler.append(Mangel.TILBAGEMELDING)
    return tuple(mangler)


def _om_hjaelpen(f: Fakta) -> Iterable[Mangel]:
    if f.hjaelp_i_gang is None:
        yield Mangel.HJAELP
    elif f.hjaelp_i_gang and not f.genvurderet:
        yield Mangel.GENVURDERING
    elif f.hjaelp_i_gang and not f.ny_deltager:
        yield Mangel.NY_DELTAGER


def _om_samtalen(f: Fakta) -> Iterable[Mangel]:
    if not samtale_skal_holdes(f) or f.samtale_undladt:
        return
    if not f.samtale:
        yield Mangel.SAMTALE
    elif f.foraeldre_mistaenkt and not f.uden_foraeldre:
        yield Mangel.SAMTALE_UDEN_FORAELDRE


def om_samtalen(f: Fakta) -> tuple[Mangel, ...]:
    """What is wanting about the talk alone; nothing where the duty is met or there is none."""
    return tuple(_om_samtalen(f))


def boernehus_kan_gaelde(*, overgreb: bool, udfald: str) -> bool:
    """Whether the criteria of the børnehus are to be shown: abuse is suspected and an undersøgelse is made, or can be.

    `udfald` is empty while nothing is decided.
    """
    return overgreb and udfald in {"", "undersoegelse"}


def boernehus_skal_bruges(*, overgreb: bool, udfald: str, politi_eller_sundhed: bool | None) -> bool:
    """Whether the børnehus must be used: abuse is suspected or known, an undersøgelse is made because of it, and the
    police or the health service is involved (barnets lov § 125).
    """
    return overgreb and udfald == "undersoegelse" and politi_eller_sundhed is True
