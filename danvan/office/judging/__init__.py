"""The screens on which the organiser settles who judges what: ties, seats, and how much each one has."""
