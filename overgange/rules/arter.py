"""Which change of place it is, by where the child leaves and where it begins. Pure: no Django."""

_SMAA = frozenset({"dagpleje", "vuggestue"})


def art(fra_arena: str, til_arena: str) -> str:
    """The kind of overgang between two arenas (`opsporing.models.Arena`), as the code of `overgange.models.Art`.

    From sundhedsplejen a child comes from home, whatever it begins in. A place without an arena of its own (a whole
    house, before the child has a stue) counts as one of the same kind.
    """
    if fra_arena == "sundhedspleje":
        return "hjem_dagtilbud"
    if fra_arena in _SMAA and til_arena == "boernehave":
        return "dagtilbud_boernehave"
    return "flytning"
