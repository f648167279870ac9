"""Views of the pages for administrators."""
