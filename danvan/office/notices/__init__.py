"""The screens of messages: one's own, their wordings, the log of what was sent."""
