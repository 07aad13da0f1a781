"""Doing as a recognised model elsewhere does: choosing where, and seeing what came of copies."""
