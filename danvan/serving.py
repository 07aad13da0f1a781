"""How gunicorn serves the portal: `gunicorn -c python:danvan.serving danvan.wsgi`."""

import os
import sys
from pathlib import Path

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = 4
timeout = 60
graceful_timeout = 20
keepalive = 5
max_requests = 5000
max_requests_jitter = 500
preload_app = True  # one import for all workers, and a fault stops the start at once
control_socket_disable = True  # it would be written under $HOME, which a read-only container refuses
loglevel = os.environ.get("GUNICORN_LOG", "error")
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def when_ready(_server: object) -> None:
    """Say where the portal is, once it listens: the text lies in the file named by DANVAN_WELCOME."""
    welcome = Path(os.environ.get("DANVAN_WELCOME", ""))
    if welcome.is_file():
        sys.stdout.write(welcome.read_text(encoding="utf-8"))
        sys.stdout.flush()
