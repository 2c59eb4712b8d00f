#!/bin/sh
# Run once by the PostgreSQL container, when its volume is empty: the two roles, their rights, the database.
# The owner migrates; the application reads and writes rows and nothing more (docs/decisions/0003).
set -eu
psql -X -q -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  -v owner_password="$VIGIE_OWNER_PASSWORD" -v application_password="$VIGIE_APPLICATION_PASSWORD" <<'SQL'
CREATE ROLE vigie_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE vigie_app LOGIN PASSWORD :'application_password';
CREATE DATABASE vigie OWNER vigie_owner;
REVOKE CONNECT ON DATABASE vigie FROM PUBLIC;
GRANT CONNECT ON DATABASE vigie TO vigie_app;
\connect vigie
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE vigie_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO vigie_app;
ALTER DEFAULT PRIVILEGES FOR ROLE vigie_owner GRANT USAGE, SELECT ON SEQUENCES TO vigie_app;
SQL
