"""Sending the notices that steps have left behind."""
