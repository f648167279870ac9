"""Requests for information: questions, requester and due date."""
