"""Tests of targets, progress reports and contributions."""
