"""Whether the Prometheus of docker-compose.yml scrapes every target, has every rule, knows every metric that a rule names, and has its
Alertmanager. Waits up to 60 s: a target is scraped every 5 s."""

import json
import pathlib
import re
import sys
import time
import urllib.request

TARGETS = {"node-agent", "rental-watcher", "broadcast-listener", "chain-bridge", "pool-console", "prometheus", "alertmanager"}
RULES = (pathlib.Path(__file__).parent.parent / "prometheus/rules/dbcpool.yml").read_text()


def ask(path):
    with urllib.request.urlopen("http://127.0.0.1:9090/api/v1/" + path, timeout=5) as answer:
        return json.load(answer)["data"]


def missing():
    up = {target["labels"]["job"] for target in ask("targets")["activeTargets"] if target["health"] == "up"}
    yield from sorted(f"target {job} is not up" for job in TARGETS - up)

    loaded = [rule["name"] for group in ask("rules")["groups"] for rule in group["rules"] if rule["health"] == "ok"]
    wanted = re.findall(r"- alert: (\w+)", RULES)
    if sorted(loaded) != sorted(wanted):
        yield f"rules: wanted {sorted(wanted)}, found healthy {sorted(loaded)}"

    known = set(ask("label/__name__/values"))
    yield from sorted(f"metric {name} is not known" for name in set(re.findall(r"\bdbcpool_\w+", RULES)) - known)

    if not ask("alertmanagers")["activeAlertmanagers"]:
        yield "no Alertmanager is active"


deadline = time.monotonic() + 60
while True:
    try:
        wrong = list(missing())
    except OSError as away:
        wrong = [f"Prometheus does not answer: {away}"]
    if not wrong or time.monotonic() > deadline:
        break
    time.sleep(1)

print("\n".join(wrong) or f"Prometheus: {len(TARGETS)} targets up, every rule loaded, every metric of theirs known", flush=True)
sys.exit(1 if wrong else 0)
