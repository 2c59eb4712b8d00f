"""The rules of the house hold in every room, and each finds what is planted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.architecture import python_rules
from tests.architecture.tree import Module, modules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Rule = Callable[[Module], Iterator[str]]

# Where, what, why it must be so: what a rule finds and the house accepts.
ACCEPTED = {
    "accounts/querysets/officers.py officer.save": "create_user is what Django's sign-in calls to make an officer",
    "accounts/web/session_clock.py UserSession.objects.filter(session_key=request.session.session_key).update": (
        "a session's clock is no record: it is gone with the session"
    ),
    "accounts/web/adapters.py qrcode.make(url, image_factory=SvgPathFillImage).save": "draws a picture",
    "accounts/actions/joining.py accept_invitation does not say who acts": "whoever holds the code",
    "accounts/actions/credentials.py reset_password does not say who acts": "whoever holds the link from the mail",
    "accounts/actions/credentials.py send_password_link does not say who acts": "anybody may ask for one",
    "accounts/actions/dormancy.py review_dormant_account does not say who acts": "Vigie itself, each night",
    "accounts/actions/run_files.py remove_old_file does not say who acts": "the system, each night",
    "cen_records/actions/examining.py examine_file does not say who acts": "the system, once a file has arrived",
    "cen_records/actions/examining.py _remove_lost does not say who acts": "the system, each night",
    "cen_records/actions/examining.py _examine_again does not say who acts": "the system, each night",
    "cen_records/rules/pictures.py image.save": "writes a picture, in a process of its own",
    "config/celery.py imports celery.signals": "Celery tells in no other way that it is about to make a child",
    "config/logs/tasks.py imports celery.signals": "Celery tells in no other way that a task begins and ends",
    "accounts/actions/demo.py load_demo does not say who acts": "Vigie itself, into an empty database",
}
RULES: list[Rule] = [
    python_rules.stray_writes,
    python_rules.signals,
    python_rules.imports_in_functions,
    python_rules.vague_names,
    python_rules.acts_without_their_form,
    python_rules.undocumented_rooms,
]
PLANTED: list[tuple[Rule, str, str]] = [
    (python_rules.stray_writes, "risk/web.py", "Profile.objects.create(name='x')"),
    (python_rules.stray_writes, "risk/web.py", "Profile.objects.filter(pk=1).update(name='x')"),
    (python_rules.stray_writes, "risk/web.py", "Profile.objects.all().delete()"),
    (python_rules.stray_writes, "risk/web.py", "form.save()"),
    (python_rules.stray_writes, "risk/querysets/profiles.py", "self.bulk_create(rows)"),
    (python_rules.signals, "risk/models.py", "from django.db.models.signals import post_save"),
    (python_rules.signals, "risk/models.py", "from django.dispatch import receiver"),
    (python_rules.signals, "risk/models.py", "import allauth.account.signals"),
    (python_rules.imports_in_functions, "risk/models.py", "def f():\n    import risk.actions"),
    (python_rules.vague_names, "risk/risk_utils.py", ""),
    (python_rules.vague_names, "risk/services/scoring.py", ""),
    (python_rules.vague_names, "risk/models.py", "class ProfileHandler: ..."),
    (python_rules.vague_names, "risk/models.py", "class SeizureData: ..."),
    (python_rules.acts_without_their_form, "risk/actions.py", "@act\ndef treat_risk(risk, *, by): ..."),
    (python_rules.acts_without_their_form, "risk/actions.py", "@act\ndef treat_risk(*, risk): ..."),
    (python_rules.undocumented_rooms, "risk/__init__.py", "x = 1"),
]
FINE: list[tuple[Rule, str, str]] = [
    (python_rules.stray_writes, "risk/actions/profiles.py", "Profile.objects.create(name='x')"),
    (python_rules.stray_writes, "risk/web.py", "context.update(a=1)"),
    (python_rules.imports_in_functions, "risk/models.py", "import risk.choices"),
    (python_rules.vague_names, "accounts/querysets/x.py", "class OfficerManager(BaseUserManager): ..."),
    (python_rules.acts_without_their_form, "risk/actions.py", "@act\ndef treat_risk(*, risk, by): ..."),
]


def planted(folder: Path, name: str, text: str) -> Module:
    path = folder / name
    path.parent.mkdir(parents=True)
    path.write_text(f"{text}\n")
    return Module(path, folder)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule_holds(rule: Rule) -> None:
    found = [line for module in modules() for line in rule(module)]

    assert [line for line in found if _without_line_number(line) not in ACCEPTED] == []


@pytest.mark.parametrize(("rule", "name", "text"), PLANTED)
def test_rule_bites(tmp_path: Path, rule: Rule, name: str, text: str) -> None:
    assert len(list(rule(planted(tmp_path, name, text)))) == 1


@pytest.mark.parametrize(("rule", "name", "text"), FINE)
def test_rule_lets_pass(tmp_path: Path, rule: Rule, name: str, text: str) -> None:
    assert list(rule(planted(tmp_path, name, text))) == []


def test_every_rule_has_something_planted() -> None:
    assert {rule for rule, *_ in PLANTED} == set(RULES)


def test_what_is_accepted_is_still_there() -> None:
    found = {_without_line_number(line) for rule in RULES for module in modules() for line in rule(module)}

    assert set(ACCEPTED) <= found


def _without_line_number(line: str) -> str:
    place, _, what = line.partition(" ")
    return f"{place.partition(':')[0]} {what}"
