"""The pages of the register, by noun: registration, profile, directory."""
