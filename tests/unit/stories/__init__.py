"""Tests of stories, photographs, contacts and reads."""
