#!/bin/sh
# Makes the two roles and the database the first time PostgreSQL starts. Runs in the official image, as its superuser.
# The owner makes the tables; the application only uses them (docs/drift.md, "Roller i databasen").
set -eu
psql --set=ON_ERROR_STOP=1 --set=ejer="$DB_EJER_KODE" --set=app="$DB_APP_KODE" \
  --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
CREATE ROLE opsporing_ejer LOGIN NOSUPERUSER NOCREATEROLE PASSWORD :'ejer';
CREATE ROLE opsporing_app LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB PASSWORD :'app';
CREATE DATABASE opsporing OWNER opsporing_ejer;
REVOKE ALL ON DATABASE opsporing FROM PUBLIC;
GRANT CONNECT ON DATABASE opsporing TO opsporing_app;
SQL
