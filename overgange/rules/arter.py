"""Which change of place it is, by where the child leaves and where it begins. Pure: no Django."""

from collections.abc import Mapping

#: What a person may make by hand, by where the child is. A place for all ages has all that begin in dagtilbud.
_FRA: Mapping[str, tuple[str, ...]] = {
    "sundhedspleje": ("hjem_dagtilbud", "boernehave_skole", "flytning"),
    "dagpleje": ("dagtilbud_boernehave", "flytning"),
    "vuggestue": ("dagtilbud_boernehave", "flytning"),
    "boernehave": ("boernehave_skole", "flytning"),
}


def mulige(fra_arena: str) -> tuple[str, ...]:
    """The kinds that can be from an arena. From home a child may begin in school without having been in dagtilbud."""
    return _FRA.get(fra_arena, ("dagtilbud_boernehave", "boernehave_skole", "flytning"))


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
