"""Draft a response: answers, citations, the statement and the letter's own text."""
