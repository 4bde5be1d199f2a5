"""The demo municipality: invented people and places, made through import and actions, carried forward at each start.

befolkning, personale   who lives and works there, as plain data computed from one date (pure)
trivselsmodel, tekster  how children are doing, and what staff write about it (pure)
opbygning               the municipality, its units and its people come into being
historie                time passes: files come in, rounds open, colleagues do what falls due
"""
