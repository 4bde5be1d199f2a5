"""What dialogmoeder logs: code to what was done, in Danish."""

HAENDELSER: dict[str, str] = {
    "dialogmoeder.aabnet_for": "fik adgang til et møde, et punkt eller en sparring",
}

#: What an event was for, in words for parents, by the longest beginning of its code that fits.
FORMAAL = {"dialogmoeder.": "Møde eller sparring om, hvordan barnet bedst hjælpes"}
