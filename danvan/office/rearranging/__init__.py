"""The screens that rearrange units: stated in a form or a table, previewed, confirmed, and put back."""
