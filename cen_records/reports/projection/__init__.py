"""What leaves the country of a record: built from the national rows by the table of fields, and by nothing else.

The allow-list is `cen_records/rules/fields`: a field leaves when it reaches the region or the world. Small groups are
coarsened, free words are looked through. The contact point reads the projection before it is released, and what was
read is what leaves: its hash is compared.
"""

from cen_records.reports.projection.projecting import project
from cen_records.reports.projection.shape import Projection, Screened, Stretch, Told, Why

__all__ = ["Projection", "Screened", "Stretch", "Told", "Why", "project"]
