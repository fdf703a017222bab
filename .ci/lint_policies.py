"""Checks synthesized stacks against AWS as parliament and moto know it.

    python lint_policies.py EVENTS OUTDIR...

Parliament finds unknown actions, operators, condition keys and principals in each policy of a role, its trust policy
included, and actions on resource types that they do not support. Moto matches the sample events in EVENTS against every
EventBridge rule.
"""

import json
import pathlib
import re
import sys

from moto.events.models import EventPattern
from parliament import analyze_policy_string

# The attributes with the policies of roles. Parliament does not support the policies of other resources.
POLICIES = (
    ("aws_iam_policy", "policy"),
    ("aws_iam_role_policy", "policy"),
    ("aws_iam_role", "assume_role_policy"),
)
# The resource of a trust policy, which cannot name it. Parliament requires one in each statement.
TRUSTING_ROLE = "arn:aws:iam::111122223333:role/name"
GITHUB = "token.actions.githubusercontent.com"
EXPRESSION = re.compile(r"\$\{aws_(\w+)\.[^}]*\}")

# Example values of expressions, by resource type. Any other expression is a name or an id.
ARNS = {
    "cloudwatch_log_group": "arn:aws:logs:us-east-1:111122223333:log-group:name",
    "iam_openid_connect_provider": f"arn:aws:iam::111122223333:oidc-provider/{GITHUB}",
    "kms_key": "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    "sfn_state_machine": "arn:aws:states:us-east-1:111122223333:stateMachine:name",
    "sns_topic": "arn:aws:sns:us-east-1:111122223333:name",
    "sqs_queue": "arn:aws:sqs:us-east-1:111122223333:name",
}

# Not faults here: a plan reads every resource, and a deployment of a bucket sets its policy.
OPINIONS = ("RESOURCE_STAR", "RESOURCE_POLICY_PRIVILEGE_ESCALATION")
# Parliament's list, of April 2025, differs from the service authorization reference here.
ACCEPTED = (
    # Supports the resource type log-group.
    ("RESOURCE_MISMATCH", "logs:DescribeLogGroups"),
    # ARNs of AWS's public parameters have no account id.
    ("RESOURCE_MISMATCH", "ssm:GetParameter"),
    # These support topics.
    ("RESOURCE_MISMATCH", "sns:SetSubscriptionAttributes"),
    ("RESOURCE_MISMATCH", "sns:Unsubscribe"),
    # Each call needs several resources, which several statements allow. `__tests__/security` evaluates them together.
    ("RESOURCE_MISMATCH", "ec2:CreateNetworkInterface"),
    ("RESOURCE_MISMATCH", "ec2:RunInstances"),
    ("RESOURCE_MISMATCH", "kms:CreateAlias"),
    ("RESOURCE_MISMATCH", "kms:DeleteAlias"),
    ("RESOURCE_MISMATCH", "kms:UpdateAlias"),
    # AWS's examples use StringEquals with an ARN.
    ("MISMATCHED_TYPE_BUT_USABLE", "StringEquals requires a value of type String but given Arn"),
    # Of providers with an ARN, Parliament knows SAML's only.
    ("UNKNOWN_FEDERATION_SOURCE", f":oidc-provider/{GITHUB}"),
    # IAM names the keys of an OIDC provider's tokens after the provider.
    ("UNKNOWN_CONDITION_FOR_ACTION", f"{GITHUB}:aud for action sts:AssumeRoleWithWebIdentity"),
    ("UNKNOWN_CONDITION_FOR_ACTION", f"{GITHUB}:ref for action sts:AssumeRoleWithWebIdentity"),
    ("UNKNOWN_CONDITION_FOR_ACTION", f"{GITHUB}:repository_id for action sts:AssumeRoleWithWebIdentity"),
    ("UNKNOWN_CONDITION_FOR_ACTION", f"{GITHUB}:repository_owner_id for action sts:AssumeRoleWithWebIdentity"),
    ("UNKNOWN_CONDITION_FOR_ACTION", f"{GITHUB}:sub for action sts:AssumeRoleWithWebIdentity"),
)


def with_examples(policy):
    """The JSON of a policy with an example in the place of each expression."""
    return EXPRESSION.sub(lambda match: ARNS.get(match[1], "name"), policy)


def with_resource(policy):
    """A trust policy whose statements name the role that has it."""
    document = json.loads(policy)
    return json.dumps({**document, "Statement": [{**one, "Resource": TRUSTING_ROLE} for one in document["Statement"]]})


def policies(stack):
    """The policies of roles as IAM receives them, by address and attribute."""
    for kind, attribute in POLICIES:
        for name, body in stack["resource"].get(kind, {}).items():
            policy = with_examples(body[attribute])
            yield f"{kind}.{name}.{attribute}", with_resource(policy) if kind == "aws_iam_role" else policy


def is_accepted(issue, detail):
    """Whether everything in a finding is accepted. One finding names every action of a statement."""
    if issue in OPINIONS:
        return True
    named = [one["action"] for one in detail] if isinstance(detail, list) else [str(detail)]
    return all(any(issue == kind and what in one for kind, what in ACCEPTED) for one in named)


def policy_faults(stack):
    for address, policy in policies(stack):
        for finding in analyze_policy_string(policy).findings:
            if not is_accepted(finding.issue, finding.detail):
                yield f"{address}: {finding.issue} {finding.detail}"


def rules(stack):
    """The rules in the region of the topics, by the names that the sample events use."""
    for body in stack["resource"].get("aws_cloudwatch_event_rule", {}).values():
        if "region" not in body:
            yield body["name"].removeprefix("careflowai-account-"), with_examples(body["event_pattern"])


def event_faults(stack, samples):
    patterns = {name: EventPattern.load(pattern) for name, pattern in rules(stack)}
    for sample in samples if patterns else []:
        expected = {rule for rule in sample["rules"] if rule in patterns}
        seeing = {name for name, pattern in patterns.items() if pattern.matches_event(sample["event"])}
        if seeing != expected:
            yield f"{sample['what']}: seen by {sorted(seeing)}, not by {sorted(expected)}"


def main(events, *outdirs):
    samples = json.loads(pathlib.Path(events).read_text())
    stacks = [
        json.loads(path.read_text())
        for outdir in outdirs
        for path in sorted(pathlib.Path(outdir).glob("stacks/*/cdk.tf.json"))
    ]
    judged = sum(len(list(policies(stack))) for stack in stacks), sum(len(list(rules(stack))) for stack in stacks)
    faults = [fault for stack in stacks for fault in (*policy_faults(stack), *event_faults(stack, samples))]
    print(*faults, sep="\n", end="\n" if faults else "")
    print(f"{judged[0]} policies, {judged[1]} rules, {len(samples)} events: {len(faults)} faults")
    # Finding no policy or no rule is a fault of this script.
    return 1 if faults or 0 in judged else 0


sys.exit(main(*sys.argv[1:]))
