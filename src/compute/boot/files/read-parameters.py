"""Reads Parameter Store: the parameters directly below a path as an environment file, or one parameter's value.

Usage: read-parameters environment PATH | read-parameters value NAME
"""
import re
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError


def is_text(value):
    """Whether systemd accepts it: with NUL or a Unicode noncharacter it rejects the whole file."""
    return not any(c == "\0" or 0xFDD0 <= ord(c) <= 0xFDEF or ord(c) & 0xFFFE == 0xFFFE for c in value)


def line(name, value):
    """In systemd's format: double quotes allow every character, including newlines, except these four."""
    return '%s="%s"\n' % (name, re.sub(r'([\\"$`])', r"\\\1", value))


def environment(ssm, path):
    pages = ssm.get_paginator("get_parameters_by_path").paginate(Path=path, WithDecryption=True)
    found = {p["Name"].rpartition("/")[2]: p["Value"] for page in pages for p in page["Parameters"]}
    if not found:
        sys.exit("no parameter directly below %s: create the backend's secrets there" % path)
    invalid = ["%s is not a valid variable name" % n for n in found if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", n)]
    invalid += ["%s contains NUL or a noncharacter" % n for n, value in found.items() if not is_text(value)]
    if invalid:
        sys.exit("below %s: %s" % (path, "; ".join(sorted(invalid))))
    return "".join(line(name, found[name]) for name in sorted(found))


def value(ssm, name):
    return ssm.get_parameter(Name=name, WithDecryption=True)["Parameter"]["Value"]


try:
    client = boto3.client("ssm", config=Config(connect_timeout=5, read_timeout=15, retries={"total_max_attempts": 2}))
    text = {"environment": environment, "value": value}[sys.argv[1]](client, sys.argv[2])
except (BotoCoreError, ClientError) as error:
    sys.exit("%s: %s" % (sys.argv[2], error))
sys.stdout.buffer.write(text.encode())
