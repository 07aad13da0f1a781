"""How many queries each public page may ask, whatever the number of rows (architecture.md §6)."""

BUDGETS = {
    "portal:home": 8,
    "portal:practices": 6,
    "portal:practice": 8,
    "portal:units": 6,
    "portal:unit": 8,
    "portal:decisions": 6,
    "portal:decision": 8,
    "portal:check": 1,
    "portal:certificate": 3,
    "portal:titles": 6,
    "portal:practices-export": 6,
    "api:practices": 6,
    "api:practice": 8,
    "api:units": 6,
    "api:decisions": 6,
    "api:certificate": 3,
    "api:statistics": 8,
    "api:openapi": 1,
}
