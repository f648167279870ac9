"""Addresses of pages about what the authority says."""

urlpatterns = []
