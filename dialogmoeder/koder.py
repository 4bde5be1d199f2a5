"""The codes of the matters (`Anledning.kode`) the app opens, and of what falls due in them."""

MOEDE = "dialogmoeder.moede"
PUNKT = "dialogmoeder.punkt"
SPARRING = "dialogmoeder.sparring"

#: Deadlines: to call a meeting.
INDKALD = "dialogmoeder.indkald"
