# The portal in one image: slim, without root, with the fonts and libraries that printing needs.
FROM python:3.11-slim-bookworm AS build

ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
COPY requirements.txt requirements-places.txt ./
RUN /opt/venv/bin/pip install --no-input -r requirements.txt \
    && /opt/venv/bin/pip install --no-input --no-deps -r requirements-places.txt


FROM python:3.11-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-liberation2 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --user-group --no-create-home --home-dir /app danvan \
    && install -d -o danvan -g danvan /app /app/var /app/public

ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    XDG_CACHE_HOME=/tmp/cache \
    DANVAN_VAR=/app/var \
    STATIC_ROOT=/app/public \
    HOST=0.0.0.0 \
    PORT=8000

COPY --from=build /opt/venv /opt/venv
WORKDIR /app
COPY . .

# Styles, scripts and fonts are collected now, so the image starts without writing anything but var/.
USER danvan
RUN export SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(60))')" \
    && python manage.py build_fonts \
    && python manage.py collectstatic --noinput

# From here on nothing starts without SECRET_KEY, ALLOWED_HOSTS and SITE_URL from outside.
ENV DANVAN_ENV=production
VOLUME ["/app/var"]
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["python", "-m", "danvan.probe"]
CMD ["gunicorn", "-c", "python:danvan.serving", "danvan.wsgi"]
