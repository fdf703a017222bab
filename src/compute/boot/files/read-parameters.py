"""Reads Parameter Store: an environment file of what lies directly below a path, or one parameter's value.

Usage: read-parameters environment PATH | read-parameters value NAME
"""
import re
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError


def line(name, value):
    """As systemd reads it: in double quotes anything goes, newlines too, but for four characters."""
    return '%s="%s"\n' % (name, re.sub(r'([\\"$`])', r"\\\1", value))


def environment(ssm, path):
    pages = ssm.get_paginator("get_parameters_by_path").paginate(Path=path, WithDecryption=True)
    found = {p["Name"].rpartition("/")[2]: p["Value"] for page in pages for p in page["Parameters"]}
    if not found:
        sys.exit("no parameter directly below %s: put the backend's secrets there" % path)
    wrong = sorted(name for name in found if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name))
    if wrong:
        sys.exit("no names of environment variables: %s; rename them below %s" % (", ".join(wrong), path))
    return "".join(line(name, found[name]) for name in sorted(found))


def value(ssm, name):
    return ssm.get_parameter(Name=name, WithDecryption=True)["Parameter"]["Value"]


try:
    client = boto3.client("ssm", config=Config(connect_timeout=5, read_timeout=15, retries={"total_max_attempts": 2}))
    text = {"environment": environment, "value": value}[sys.argv[1]](client, sys.argv[2])
except (BotoCoreError, ClientError) as error:
    sys.exit("%s: %s" % (sys.argv[2], error))
sys.stdout.buffer.write(text.encode())
