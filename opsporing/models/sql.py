"""Database functions of our own."""

from django.db.models import CharField, Func, Value


class DanskSortering(Func):
    """Sort key in Danish order (aa as å; æ, ø, å after z), the same on every server; see the first migration."""

    function = "dansk_sortering"
    template = '%(function)s(%(expressions)s) COLLATE "C"'
    output_field = CharField()


class FuldtNavn(Func):
    """First name and surname in small letters, written as the trigram index over children has it (second migration)."""

    template = "lower(%(expressions)s)"
    arg_joiner = " || "
    output_field = CharField()

    def __init__(self) -> None:
        super().__init__("fornavn", Value(" "), "efternavn")
