"""Everything that writes areas, flags, holidays and authorities."""

from areas.actions.importing import ImportCounts, import_units
from areas.actions.loading import LoadCounts, load_areas, load_units
from areas.actions.marking import set_authority, set_flag

__all__ = [
    "ImportCounts",
    "LoadCounts",
    "import_units",
    "load_areas",
    "load_units",
    "set_authority",
    "set_flag",
]
