"""Where Django looks for the formats of a language (``FORMAT_MODULE_PATH``)."""
