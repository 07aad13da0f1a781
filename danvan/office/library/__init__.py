"""The office side of the library: its forms and what its pages show."""
