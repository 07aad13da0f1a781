"""What is told of a recognised model beyond its dossier: a story others can follow, figures, photographs with consent."""
