"""Screens of progress: reports against targets, what was given to communes, and the quarterly briefing sheet."""
