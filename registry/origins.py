"""Where a raw material comes from, in the words of this portal's place."""

from registry.countries import country_name
from registry.models import RawMaterial
from registry.places import home, national

Origin = RawMaterial.Origin


def origin_choices() -> list[tuple[str, str]]:
    """The answers, with the names of the regency and the province of this portal."""
    province = national().get(home().code[:2])
    words = {
        Origin.HOME: home().name,
        Origin.PROVINCE: f"Daerah lain di {province.name}" if province else Origin.PROVINCE.label,
        Origin.DOMESTIC: Origin.DOMESTIC.label,
        Origin.IMPORTED: Origin.IMPORTED.label,
    }
    return [(str(value), str(label)) for value, label in words.items()]


def origin_words(material: RawMaterial) -> str:
    """Where a material comes from: `Kabupaten Lebak`, or `Impor dari Malaysia`."""
    if material.origin == Origin.IMPORTED:
        return f"Impor dari {country_name(material.country)}"
    return dict(origin_choices())[material.origin]
