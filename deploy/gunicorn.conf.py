"""How gunicorn serves a real installation, in a container and as a systemd unit alike."""

import os

bind = os.environ.get("PALU_BIND") or "127.0.0.1:8000"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = 4
timeout = 60
graceful_timeout = 30
# Read once, and shared by all processes: a fresh one costs a fork. So a new release asks for a restart.
preload_app = True
# A process that has grown makes room for a fresh one, which has to learn its figures of the year again.
max_requests = 10_000
max_requests_jitter = 1_000
worker_tmp_dir = "/dev/shm"  # noqa: S108 - a file on a slow disk would stop the heartbeat of its processes
# It would be written into a home that is read-only, and nobody here asks it anything.
control_socket_disable = True
# palu_asn.access_log writes what is asked for, without addresses and keys.
accesslog = None
