"""Asks the health address from inside the container, under the portal's own name: `python -m danvan.probe`."""

import os
import sys
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

PATH = "/suc-khoe/"


def healthy(port: int, host: str) -> bool:
    """Does the portal on this machine answer 200?"""
    line = HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        line.request("GET", PATH, headers={"Host": host})
        return line.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        line.close()


if __name__ == "__main__":
    name = urlsplit(os.environ.get("SITE_URL", "")).netloc or "127.0.0.1"
    sys.exit(0 if healthy(int(os.environ.get("PORT", "8000")), name) else 1)
