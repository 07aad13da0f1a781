#!/usr/bin/env python
"""The command line of the portal: `python manage.py <command>`."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command named on the command line, with the portal's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danvan.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
