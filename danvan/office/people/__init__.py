"""The screens of people: who works where, inviting, ending, a new password."""
