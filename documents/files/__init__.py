"""A letter's file → its words, in order, with headings; what runs on pages aside."""
