"""The refusal of a file that someone sent: its message says what is wrong and how to mend it."""


class BadUpload(ValueError):
    """This file is not taken; the message is a sentence for the person who sent it."""
