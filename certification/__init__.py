"""Certificates: kinds, papers, scans and their validity."""
