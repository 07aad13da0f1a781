"""The party organisations and agencies, and the places they stand in, through every merger."""
