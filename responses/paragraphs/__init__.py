"""What is offered to an officer: paragraphs with their fields filled in."""
