# The product for production. One image serves as web, worker, beat and for the commands of an upgrade.
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
COPY requirements/base.txt requirements/uv.txt ./
RUN pip install --require-hashes -r uv.txt \
 && python -m venv /venv \
 && uv pip sync --python /venv/bin/python --require-hashes --compile-bytecode --no-cache base.txt

FROM python:3.11-slim-bookworm
# Pango lays out the PDF letters; the font is what they fall back to for characters outside their own.
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin opsporing \
 && install -d -o opsporing /var/lib/beat
COPY --from=build /venv /venv
WORKDIR /app
COPY --chown=root:root manage.py ./
COPY --chown=root:root opsporing ./opsporing
COPY --chown=root:root trivsel ./trivsel
COPY --chown=root:root adbb ./adbb
COPY --chown=root:root overgange ./overgange
COPY --chown=root:root dialogmoeder ./dialogmoeder
COPY --chown=root:root underretning ./underretning
COPY --chown=root:root templates ./templates
COPY --chown=root:root static ./static
COPY --chown=root:root docker ./docker
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=opsporing.settings OPSPORING_STATIC_ROOT=/srv/static
# Collecting touches neither database nor broker; demo mode only spares it the secrets of production.
# The code is compiled here, as a container may not write: otherwise every process does it anew as it starts.
RUN OPSPORING_TILSTAND=demo DATABASE_URL=postgresql://ingen@ingen/ingen \
    python manage.py collectstatic --noinput --verbosity 0 \
 && python -m compileall -q .
USER opsporing
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["python", "docker/sundhed.py"]
CMD ["gunicorn", "opsporing.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--timeout", "120", \
     "--max-requests", "2000", "--max-requests-jitter", "200", "--no-control-socket", "--worker-tmp-dir", "/dev/shm"]
