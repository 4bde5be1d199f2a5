"""Children, custody holders, enrolments and staff come in from the files that institution systems export.

laes   bytes -> rows and bad lines (pure)
samle  rows  -> one group per child or person, and what rows say against each other (pure)
plan   groups + database -> what would be created, changed and ended, and what must be asked
udfoer plan  -> the database, all or nothing
"""
