"""Tests of acts on many requests."""
