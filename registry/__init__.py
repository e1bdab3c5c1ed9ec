"""The register: regions, business activities, owners, businesses and their editions."""
