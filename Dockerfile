# syntax=docker/dockerfile:1
# Vigie's image. `web`: the product. `tools`: backup and restore, with PostgreSQL's own programs and nothing of Django.

# --- Third-party JavaScript: the pinned files that package.json names ---------------------------
FROM node:24.11.1-bookworm-slim AS vendor
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY deploy/vendor.mjs deploy/
RUN node deploy/vendor.mjs

# --- Wheels: what requirements.txt pins by hash, and nothing else --------------------------------
FROM python:3.11.14-slim-bookworm AS packages
COPY requirements.txt /build/
RUN python -m venv /opt/vigie/python \
 && /opt/vigie/python/bin/pip install --no-cache-dir --no-deps --only-binary :all: --require-hashes -r /build/requirements.txt

# --- Message catalogues and static files --------------------------------------------------------
FROM packages AS built
COPY requirements/local.txt deploy/compiler.py /build/
RUN python -m venv /build/polib \
 && python /build/compiler.py /build/local.txt /build/polib.txt \
 && /build/polib/bin/pip install --no-cache-dir --no-deps --require-hashes -r /build/polib.txt
WORKDIR /opt/vigie/product
COPY . .
COPY --from=vendor /build/static/vendor static/vendor
# Nothing is connected to and nothing secret is kept: these values last for this one line.
RUN /build/polib/bin/python script/house/catalogues.py . \
 && VIGIE_MODE=local VIGIE_SECRET_KEY=build-only VIGIE_VAR=/var/lib/vigie \
    DATABASE_URL=postgres://build@localhost/build REDIS_URL=redis://localhost/0 \
    /opt/vigie/python/bin/python manage.py collectstatic --no-input --skip-checks \
    --ignore django_htmx --ignore rest_framework --ignore guardian \
 && /opt/vigie/python/bin/python -m compileall -q -j 0 . \
 && rm -rf script requirements package.json package-lock.json

# --- Backup and restore ----------------------------------------------------------------------------
FROM postgres:18.6-trixie AS tools
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends python3 \
 && rm -rf /var/lib/apt/lists/*
COPY script /opt/vigie/script
# Their names tell which release made an archive: one that is newer is not restored.
COPY accounts/migrations /opt/vigie/accounts/migrations
COPY audit/migrations /opt/vigie/audit/migrations
COPY reference/migrations /opt/vigie/reference/migrations
RUN groupadd --gid 10001 vigie \
 && useradd --uid 10001 --gid vigie --no-create-home --shell /usr/sbin/nologin vigie \
 && install -d -o vigie -g vigie /var/lib/vigie /var/lib/vigie/files /backups
ENV VIGIE_VAR=/var/lib/vigie PYTHONDONTWRITEBYTECODE=1
WORKDIR /opt/vigie
USER 10001:10001
ENTRYPOINT []
CMD ["script/backup", "--help"]
# It runs for one command at a time: there is nothing to watch.
HEALTHCHECK NONE

# --- The product -----------------------------------------------------------------------------------
FROM python:3.11.14-slim-bookworm AS web
RUN groupadd --gid 10001 vigie \
 && useradd --uid 10001 --gid vigie --no-create-home --shell /usr/sbin/nologin vigie \
 && install -d -o vigie -g vigie /var/lib/vigie /var/lib/vigie/files /var/lib/vigie/mail /var/lib/vigie/beat /var/lib/vigie/seals
COPY --from=packages /opt/vigie/python /opt/vigie/python
COPY --from=built /opt/vigie/product /opt/vigie/product
COPY --from=built /var/lib/vigie/static /var/lib/vigie/static
ENV PATH=/opt/vigie/python/bin:$PATH \
    DJANGO_SETTINGS_MODULE=config.settings \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    VIGIE_BIND=0.0.0.0 \
    VIGIE_MODE=production \
    VIGIE_VAR=/var/lib/vigie
WORKDIR /opt/vigie/product
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 CMD ["python", "deploy/probe.py", "web"]
CMD ["gunicorn", "-c", "config/gunicorn.py", "config.wsgi"]
