"""How the words of other systems are said in our codes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import keeps_versions
from reference.choices import MappingStatus
from reference.querysets.crosswalks import CrosswalkQuerySet


@keeps_versions()
class Crosswalk(models.Model):
    """One word of a foreign vocabulary and the code that means the same; no code: it has no counterpart here.

    `plain` is the foreign word as words are compared (see `rules.words.plain`).
    """

    system = models.CharField(_("System"), max_length=32)  # "UNODC_IDS"
    vocabulary = models.CharField(_("Vocabulary"), max_length=32)  # the field over there: "HIDING_PLACE"
    foreign = models.CharField(_("Word there"), max_length=200)
    plain = models.CharField(max_length=200)
    code_list = models.ForeignKey("CodeList", on_delete=models.PROTECT, related_name="+", verbose_name=_("Code list"))
    code = models.ForeignKey("Code", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Code"))
    status = models.CharField(_("Status"), max_length=12, choices=MappingStatus.choices, default=MappingStatus.PROPOSED)
    note = models.CharField(_("Note"), max_length=200, blank=True)
    decided_by_name = models.CharField(_("Decided by"), max_length=170, blank=True)

    objects = CrosswalkQuerySet.as_manager()

    class Meta:
        verbose_name = _("Word of another system")
        ordering = ("system", "vocabulary", "foreign")
        constraints = [
            models.UniqueConstraint(fields=["system", "vocabulary", "code_list", "plain"], name="crosswalk_word_once"),
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.vocabulary}: {self.foreign}"
