"""Tests of assigning requests."""
