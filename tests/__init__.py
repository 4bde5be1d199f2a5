"""The tests of Opsporing: unit (no database where possible), integration, browser, meta."""
