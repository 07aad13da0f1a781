"""Screens of visits: plans, minutes written on a phone, findings, and the checklists of boards."""
