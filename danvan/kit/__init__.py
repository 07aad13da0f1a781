"""Small tools with no domain in them: Vietnamese text, dates, numbers, safe Excel cells."""
