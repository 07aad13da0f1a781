"""How many queries each public page may ask, whatever the number of rows (architecture.md §6)."""

BUDGETS = {
    "portal:home": 10,  # two of them name the edition
    "portal:practices": 8,  # two of them name the edition; two more where a mistyped word is put right
    "portal:practice": 22,  # two of them name the edition; one more for every generation of copies
    "portal:units": 6,
    "portal:unit": 9,
    "portal:decisions": 6,
    "portal:decision": 8,
    "portal:check": 2,
    "portal:certificate": 3,
    "portal:titles": 6,
    "portal:figures": 16,
    "portal:figures-download": 8,
    "portal:decisions-file": 3,
    "portal:practices-export": 6,
    **{f"portal:practices-{form}": 9 for form in ("csv", "json", "pdf", "atom", "rss")},
    "api:practices": 6,
    "api:practice": 8,
    "api:units": 6,
    "api:decisions": 6,
    "api:certificate": 3,
    "api:statistics": 8,
    "api:openapi": 1,
}
