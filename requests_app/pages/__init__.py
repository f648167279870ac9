"""The request mixin and the action view, the base of pages in other subjects."""
