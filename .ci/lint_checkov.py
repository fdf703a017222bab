"""Compares what checkov's whole list finds in synthesized stacks with the findings that are accepted.

    python lint_checkov.py ACCEPTED OUTDIR

ACCEPTED is a YAML file of check ids. Under each one are entries with `resources`, patterns of `stack/type.name`, and a
`reason`. A finding that no entry accepts is a fault, and so is a pattern that accepts no finding.
"""

import json
import logging
import pathlib
import sys
import tempfile
from fnmatch import fnmatchcase

import yaml

# Checkov reports a check that fails to run as an error only.
logging.disable(logging.CRITICAL)

from checkov.runner_filter import RunnerFilter
from checkov.terraform_json.runner import TerraformJsonRunner


def blocks(stack):
    """The resources and data sources of a stack: checkov cannot parse its other blocks."""
    return {kind: stack[kind] for kind in ("resource", "data") if kind in stack}


def addresses(stack):
    """Typed addresses by name: checkov reports some as `resource.NAME`."""
    return {name: f"{kind}.{name}" for kind, named in stack["resource"].items() for name in named}


def judge(stacks):
    """Checkov's report, its findings as (check id, check name, stack/type.name)."""
    with tempfile.TemporaryDirectory() as scan:
        for name, stack in stacks.items():
            folder = pathlib.Path(scan, name)
            folder.mkdir()
            (folder / "cdk.tf.json").write_text(json.dumps(blocks(stack), indent=1))
        report = TerraformJsonRunner().run(root_folder=scan, runner_filter=RunnerFilter(framework=["terraform_json"]))
    findings = set()
    for check in report.failed_checks:
        stack = pathlib.Path(check.file_path).parent.name
        name = check.resource.rpartition(".")[2]
        findings.add((check.check_id, check.check_name, f"{stack}/{addresses(stacks[stack])[name]}"))
    return report, findings


def faults(accepted, findings):
    used = set()
    for check, name, address in sorted(findings):
        patterns = [one for entry in accepted.get(check, ()) for one in entry["resources"]]
        matching = {(check, one) for one in patterns if fnmatchcase(address, one)}
        used |= matching
        if not matching:
            yield f"{check} {address}: {name}"
    for check, entries in accepted.items():
        for entry in entries:
            if not entry["reason"].strip():
                yield f"{check} {entry['resources']}: accepted without a reason"
            for one in entry["resources"]:
                if (check, one) not in used:
                    yield f"{check} {one}: accepted, but checkov does not find it"


def main(table, outdir):
    accepted = yaml.safe_load(pathlib.Path(table).read_text())
    stacks = {
        path.parent.name: json.loads(path.read_text())
        for path in sorted(pathlib.Path(outdir).glob("stacks/*/cdk.tf.json"))
    }
    report, findings = judge(stacks)
    found = list(faults(accepted, findings))
    print(*found, sep="\n", end="\n" if found else "")
    passed = len(report.passed_checks)
    print(f"{len(stacks)} stacks: {passed} passed, {len(findings)} failed, {len(found)} faults")
    # Judging nothing is a fault of this script: checkov skips a file that it cannot parse.
    return 1 if found or report.parsing_errors or 0 in (passed, len(stacks)) else 0


sys.exit(main(*sys.argv[1:]))
