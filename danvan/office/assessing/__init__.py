"""The screens of collective assessments: what is typed on them, and what each page shows."""
