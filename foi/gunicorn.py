"""How the web server runs: `gunicorn --config=python:foi.gunicorn foi.wsgi`."""

import os
from pathlib import Path

# To itself alone, unless told otherwise: behind it stands a proxy that speaks HTTPS.
bind = f"{os.environ.get('BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
preload_app = True
# A worker that is stuck is replaced after a minute; no page takes a tenth of that.
timeout = 60
graceful_timeout = 20
keepalive = 5
# Each worker makes way for a fresh one now and then, not all at once.
max_requests = 5000
max_requests_jitter = 500
loglevel = "warning"
control_socket_disable = True
if Path("/dev/shm").is_dir():  # noqa: S108 - a heartbeat file without a name
    worker_tmp_dir = "/dev/shm"  # noqa: S108
