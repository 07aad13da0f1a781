"""What is printed: HTML to PDF, in the prescribed layouts."""
