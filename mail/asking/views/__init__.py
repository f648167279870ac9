"""Views of the public form, of links to progress, and for officers."""
