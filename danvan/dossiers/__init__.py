"""Campaigns, practices, yearly dossiers, scorecards and evidence."""
