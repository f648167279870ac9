"""The request mixin and the action view that other subjects build pages on."""
