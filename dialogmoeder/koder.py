"""The codes of the matters (`Anledning.kode`) the app opens, and of what falls due in them."""

MOEDE = "dialogmoeder.moede"
PUNKT = "dialogmoeder.punkt"
SPARRING = "dialogmoeder.sparring"

#: Deadlines: to call a meeting, to end it, and to tell the parents of it afterwards.
INDKALD = "dialogmoeder.indkald"
REFERAT = "dialogmoeder.referat"
FORTAEL = "dialogmoeder.fortael"
