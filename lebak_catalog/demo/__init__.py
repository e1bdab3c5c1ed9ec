"""The demo's people and its door. Only imported by the addresses when MODE=demo."""
