"""A real PostgreSQL and a real broker for the local mode, with nothing to install.

Used only while DATABASE_URL / REDIS_URL are unset. One module each, and each is the only place that
knows its package. Both keep their data under one folder (`var/`), listen on a unix socket that only this
account can open, and outlive the command that started them until `python -m palu_asn.embedded stop`.
"""
