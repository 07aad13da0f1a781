"""What is told of a recognised model beyond its dossier: a story to follow, figures, photographs with consent."""
