"""The screens of theme schemes: listing, drafting, comparing, issuing."""
