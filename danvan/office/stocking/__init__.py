"""Pre-printed stock, printers and batches of certificates: their forms and pages."""
