"""The vocabulary of what can be done at all, and which role may do it.

*Permission* answers "may this person ever do this"; whether this child or record is hers is answered by `for_user`,
and whether the thing is in a state that allows it is answered by the rules of the app.
"""

from collections.abc import Callable
from enum import StrEnum, auto
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from opsporing.adgang.roller import Rolle


class Denied(PermissionDenied):
    """A refusal with a Danish sentence that the person can be shown; becomes a 403."""


class RolleDenied(Denied):
    """The person's role never includes it, as opposed to its not being possible now."""


class Permission(StrEnum):
    """Everything a signed-in person can be allowed to do."""

    BARN_SE = auto()
    BARN_CPR_VIS = auto()
    BARN_SOEG = auto()
    BARN_SVANGERSKAB = auto()
    STUE_SE = auto()
    VURDERING_EGEN = auto()
    VURDERING_FAELLES = auto()
    VURDERING_LAES = auto()
    VURDERING_RET = auto()
    VURDERING_UDSKRIV = auto()
    VURDERING_FRITAG = auto()
    HANDLING_OPRET = auto()
    HANDLING_FOELG_OP = auto()
    ORIENTERING_REGISTRER = auto()
    LEDER_OVERBLIK = auto()
    ARKIV_AABN = auto()
    TAL_SE = auto()
    PROFIL_ADMINISTRER = auto()
    SKEMA_ADMINISTRER = auto()
    ENHED_ADMINISTRER = auto()
    BRUGER_ADMINISTRER = auto()
    RUNDE_PLANLAEG = auto()
    INDLAES = auto()
    LOG_SOEG = auto()
    LOG_UDSKRIV = auto()
    OPBEVARING_SE = auto()
    OPBEVARING_SLET = auto()
    TILBAGEHOLD = auto()
    SPAERRING_OPHAEV = auto()
    ADBB_SE = auto()
    ADBB_SCOR = auto()
    ADBB_TEAM = auto()
    ADBB_METODE = auto()
    OVERGANG_SE = auto()
    OVERGANG_SKRIV = auto()
    OVERGANG_TAL = auto()
    UNDERRETNING_SKRIV = auto()
    UNDERRETNING_MODTAG = auto()
    UNDERRETNING_LED = auto()
    UNDERRETNING_TAL = auto()
    MOEDE_SE = auto()
    MOEDE_LED = auto()
    MOEDE_TAL = auto()
    SPARRING_SPOERG = auto()
    SPARRING_SVAR = auto()


_P = Permission
_BARN = {_P.BARN_SE, _P.BARN_SOEG}
_DAGLIG = _BARN | {
    _P.BARN_CPR_VIS,
    _P.STUE_SE,
    _P.VURDERING_EGEN,
    _P.VURDERING_FAELLES,
    _P.VURDERING_LAES,
    _P.VURDERING_UDSKRIV,
    _P.VURDERING_RET,
    _P.HANDLING_OPRET,
    _P.HANDLING_FOELG_OP,
    _P.ORIENTERING_REGISTRER,
    _P.OVERGANG_SE,
    _P.OVERGANG_SKRIV,
    _P.UNDERRETNING_SKRIV,
    _P.MOEDE_SE,
    _P.SPARRING_SPOERG,
}
#: Those who come from their own team to a meeting or a sparring, and see nothing else.
_UDEFRA = {
    *(_P.BARN_SE, _P.VURDERING_LAES, _P.UNDERRETNING_SKRIV, _P.MOEDE_SE, _P.SPARRING_SVAR),
    # An agreement of her own, made where she was asked to help.
    _P.HANDLING_FOELG_OP,
}
#: What only sundhedsplejen knows and may do.
_PLEJEN = {_P.BARN_SVANGERSKAB, _P.ADBB_SE, _P.ADBB_TEAM}
#: What those who decide on help for children and families may do. They write § 132 notices to other municipalities too.
_MYNDIGHED = _BARN | {
    *(_P.BARN_CPR_VIS, _P.SPAERRING_OPHAEV, _P.UNDERRETNING_MODTAG, _P.UNDERRETNING_SKRIV, _P.MOEDE_SE),
    _P.HANDLING_FOELG_OP,
}
_MOEDELEDER = {_P.MOEDE_LED, _P.MOEDE_TAL}
_LEDER = (
    (_DAGLIG - {_P.VURDERING_EGEN})
    | _MOEDELEDER
    | {_P.VURDERING_FRITAG, _P.LEDER_OVERBLIK, _P.ARKIV_AABN, _P.OVERGANG_TAL}
)

ROLLE_PERMISSIONS: dict[str, frozenset[Permission]] = {
    Rolle.PAEDAGOG: frozenset(_DAGLIG),
    Rolle.DAGPLEJER: frozenset(_DAGLIG),
    Rolle.DAGPLEJEKONSULENT: frozenset(_DAGLIG | _MOEDELEDER | {_P.LEDER_OVERBLIK, _P.OVERGANG_TAL}),
    Rolle.DAGTILBUDSLEDER: frozenset(_LEDER),
    Rolle.SUNDHEDSPLEJERSKE: frozenset(_DAGLIG | _PLEJEN | {_P.ADBB_SCOR}),
    Rolle.LEDENDE_SUNDHEDSPLEJERSKE: frozenset(_LEDER | _PLEJEN | {_P.ADBB_METODE}),
    Rolle.PPR: frozenset(_UDEFRA),
    Rolle.RAADGIVER: frozenset(_UDEFRA),
    Rolle.SOCIALRAADGIVER: frozenset(_MYNDIGHED),
    Rolle.MYNDIGHEDSLEDER: frozenset(_MYNDIGHED | {_P.UNDERRETNING_LED, _P.UNDERRETNING_TAL}),
    Rolle.FORVALTNING: frozenset({_P.TAL_SE, _P.OVERGANG_TAL, _P.UNDERRETNING_TAL, _P.MOEDE_TAL}),
    Rolle.ADMINISTRATOR: frozenset(
        {
            _P.PROFIL_ADMINISTRER,
            _P.SKEMA_ADMINISTRER,
            _P.ENHED_ADMINISTRER,
            _P.BRUGER_ADMINISTRER,
            _P.RUNDE_PLANLAEG,
            _P.INDLAES,
        }
    ),
    Rolle.DATABESKYTTELSE: frozenset(
        {_P.LOG_SOEG, _P.LOG_UDSKRIV, _P.OPBEVARING_SE, _P.OPBEVARING_SLET, _P.TILBAGEHOLD}
    ),
}


def har(user: Any, permission: Permission) -> bool:
    """Whether the role the user acts in now includes the permission; nobody and the unemployed have none."""
    ansaettelse = getattr(user, "ansaettelse", None)
    return ansaettelse is not None and permission in ROLLE_PERMISSIONS[ansaettelse.rolle]


def kraev(user: Any, permission: Permission) -> None:
    """Raise `Denied` unless `har`."""
    if not har(user, permission):
        raise RolleDenied("Din rolle giver ikke adgang til det her. Spørg din leder, hvis du mener, at den burde.")


View = Callable[..., HttpResponseBase]


def kraever(*permissions: Permission) -> Callable[[View], View]:
    """Guard a view: a role with none of the permissions gets 403 before any row is fetched.

    The permissions stay readable on the view as `view.permissions`, so that the access matrix can be generated.
    """

    def beskyt(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not any(har(request.user, permission) for permission in permissions):
                kraev(request.user, permissions[0])
            return view(request, *args, **kwargs)

        inner.permissions = permissions  # type: ignore[attr-defined]
        return inner

    return beskyt
