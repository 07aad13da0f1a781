"""Tests of messages and reminders."""
