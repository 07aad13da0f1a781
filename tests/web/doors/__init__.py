"""The doors of each family of screens: who gets what at each address, and with what the address is made."""

ONLY_POST = (302, 405, 405, 405, 405, 405, 405, 405)  # writing addresses do nothing by GET
