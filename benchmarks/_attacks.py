"""What `attacks.py` counts, in a process whose database is migrated and empty."""

import json
import os
import time
from collections import Counter

import django

django.setup()

# ruff: noqa: E402 - models need the settings
from audit.actions import sealing
from audit.models import Seal
from tests.audit.campaign import ADD, GAPS, Campaign

ATTACKS = int(os.environ.get("ATTACKS", "10000"))
ROUNDS = int(os.environ.get("ROUNDS", str(ATTACKS)))
SEED = int(os.environ.get("SEED", "2026"))
ROUNDS_TOGETHER = 50  # then the books are small again


def attack(campaign: Campaign) -> dict[str, object]:
    began, kinds = time.perf_counter(), Counter[str]()
    missed, vague = [], []
    for number in range(ATTACKS):
        outcome = campaign.attack()
        kinds[outcome.kind] += 1
        if not outcome.found:
            missed.append(f"{number} {outcome.kind}: {outcome.what}")
        elif not outcome.named:
            vague.append(f"{number} {outcome.kind}: {outcome.what}")
    return {
        "attacks": ATTACKS,
        "missed": missed,
        "found, and not named to the entry or seal": vague,
        "kinds": dict(sorted(kinds.items())),
        "seconds": round(time.perf_counter() - began),
    }


def work_honestly(campaign: Campaign) -> dict[str, object]:
    began, accused = time.perf_counter(), []
    for number in range(ROUNDS):
        if not number % ROUNDS_TOGETHER:
            campaign.put_back("now")
        campaign.run(ADD, number=campaign.chance.randint(0, 6))
        if campaign.chance.random() < 0.3:
            campaign.run(GAPS)
        sealing.BATCH = campaign.chance.randint(1, 9)
        sealing.seal_books()
        if report := campaign.check([seal.signed_head for seal in Seal.objects.heads()]).findings:
            accused.append(f"{number}: {report[0]}")
    return {"honest rounds": ROUNDS, "false alarms": accused, "seconds": round(time.perf_counter() - began)}


if __name__ == "__main__":
    one = Campaign(SEED)
    print(json.dumps({"seed": SEED, **attack(one)}, indent=2), flush=True)
    one.put_back("now")
    print(json.dumps(work_honestly(one), indent=2))
    one.close()
