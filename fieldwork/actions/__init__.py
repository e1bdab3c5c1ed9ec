"""The verbs of field work, split by what they act on."""
