"""The lists themselves, and the editions that made each of them what it is."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from audit.history import keeps_versions
from reference.choices import EditionState, Reach
from reference.querysets.code_lists import CodeListQuerySet, EditionQuerySet
from reference.rules.definitions import DEFINITIONS, Definition
from reference.rules.entries import LANGUAGES


def in_language(labels: dict[str, str], language: str = "") -> str:
    """The label in the language asked for (the reader's unless told), or in the first of the others that has one."""
    wanted = (language or get_language() or "en").partition("-")[0]
    return labels.get(wanted, "") or next(filter(None, (labels.get(other, "") for other in ("en", *LANGUAGES))), "")


@keeps_versions()
class CodeList(models.Model):
    """One list of codes. What it is called and what it is for is data, like its codes."""

    code = models.CharField(_("Code"), max_length=32, primary_key=True)
    group = models.CharField(_("Group"), max_length=16)
    position = models.PositiveSmallIntegerField(_("Position"), default=0)
    names = models.JSONField(_("Names"), default=dict)  # {"fr": …, "en": …, "pt": …}
    purposes = models.JSONField(_("Purposes"), default=dict)
    size = models.PositiveIntegerField(_("Codes in use"), default=0)  # when the edition in force began
    shipped_digest = models.CharField(max_length=32, blank=True)  # of what came with the product and was applied last
    edition = models.ForeignKey(
        "Edition", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Edition in force")
    )

    objects = CodeListQuerySet.as_manager()

    class Meta:
        verbose_name = _("Code list")
        ordering = ("group", "position", "code")

    def __str__(self) -> str:
        return in_language(self.names) or self.code

    @property
    def purpose(self) -> str:
        """What the list is for, in the reader's language."""
        return in_language(self.purposes)

    @property
    def definition(self) -> Definition:
        """How the list is built."""
        return DEFINITIONS[self.code]


class Edition(models.Model):
    """One state of a list: a file handed in, what it would change or has changed, who did it and when."""

    code_list = models.ForeignKey(CodeList, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    source = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=EditionState.choices, default=EditionState.PROPOSED)
    reach = models.CharField(max_length=8, choices=Reach.choices, default=Reach.WHOLE)
    is_shipped = models.BooleanField(default=False)  # came with the product
    from_on = models.DateField()  # the first day on which the codes that it leaves out are not valid any more
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=120, blank=True)
    file_sha256 = models.CharField(max_length=64)
    encoding = models.CharField(max_length=16, blank=True)
    counts = models.JSONField(default=dict)  # {"added": 3, "changed": 1, "retired": 0, "unchanged": 12}
    changes = models.JSONField(default=list)  # the first two hundred of each kind
    fault_count = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)  # the first two hundred
    received_at = models.DateTimeField(auto_now_add=True)
    received_by_id = models.BigIntegerField(null=True)
    received_by_name = models.CharField(max_length=170, default="Vigie")
    decided_at = models.DateTimeField(null=True)
    decided_by_name = models.CharField(max_length=170, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        constraints = [models.UniqueConstraint(fields=["code_list", "number"], name="edition_number_once")]

    def __str__(self) -> str:
        return f"{self.code_list_id} {self.number}: {self.name}"


class EditionContent(models.Model):
    """What an edition holds, compressed: the file as it came in, the list as it stood afterwards, its faults."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, primary_key=True, related_name="content")
    received = models.BinaryField(default=bytes)
    list_after = models.BinaryField(default=bytes)
    faults = models.BinaryField(default=bytes)  # all that is wrong with it, as `rules.faults` packs them

    def __str__(self) -> str:
        return str(self.edition)
