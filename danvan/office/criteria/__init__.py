"""The screens on which officers keep their criteria lists."""
