"""The tables of this room."""

from cen_records.models.attachments import Attachment, ReleasedAttachment
from cen_records.models.cases import Case, ReleasedCase
from cen_records.models.deliveries import Batch, Delivery
from cen_records.models.goods import GoodsLine, ReleasedLine
from cen_records.models.identities import CompanyIdentity, PersonIdentity, VehicleIdentity
from cen_records.models.notices import ReleaseNotice
from cen_records.models.people import Company, Person, ReleasedCompany, ReleasedPerson
from cen_records.models.transport import (
    Concealment,
    Container,
    Conveyance,
    ReleasedConcealment,
    ReleasedContainer,
    ReleasedConveyance,
    ReleasedLeg,
    RouteLeg,
)
from cen_records.models.work import Custody, Draft, ExternalReference, ReferenceCounter, Release, Remark, Step

__all__ = [
    "Attachment",
    "Batch",
    "Case",
    "Company",
    "CompanyIdentity",
    "Concealment",
    "Container",
    "Conveyance",
    "Custody",
    "Delivery",
    "Draft",
    "ExternalReference",
    "GoodsLine",
    "Person",
    "PersonIdentity",
    "ReferenceCounter",
    "Release",
    "ReleaseNotice",
    "ReleasedAttachment",
    "ReleasedCase",
    "ReleasedCompany",
    "ReleasedConcealment",
    "ReleasedContainer",
    "ReleasedConveyance",
    "ReleasedLeg",
    "ReleasedLine",
    "ReleasedPerson",
    "Remark",
    "RouteLeg",
    "Step",
    "VehicleIdentity",
]
