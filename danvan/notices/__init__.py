"""Reminders and messages: to those who still owe something, one digest each, once, with a log of what was sent."""
