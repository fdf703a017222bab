"""Checks every AWS CLI command in the documentation against botocore's service models.

    python lint_commands.py FILE...

Reads the commands from Markdown's code blocks and inline code. An operation or option that does not exist, and a missing
required option, are faults.
"""

import pathlib
import sys

import botocore.session
import tree_sitter_bash
from botocore import xform_name
from markdown_it import MarkdownIt
from tree_sitter import Language, Parser

# Options of every command (AWS CLI Command Reference, aws), and of every operation that pages its results.
GLOBAL_OPTIONS = {"--output", "--profile", "--query", "--region"}
PAGING_OPTIONS = {"--max-items", "--page-size", "--starting-token"}

# Commands that the AWS CLI adds to the services' operations, with their options; each takes one argument before them.
CLI_COMMANDS = {("logs", "tail"): {"--since", "--follow", "--filter-pattern", "--log-stream-name-prefix"}}

markdown = MarkdownIt()
bash = Parser(Language(tree_sitter_bash.language()))
session = botocore.session.get_session()


def code(text):
    """The shell code of a page: blocks marked as sh, and inline code."""
    for token in markdown.parse(text):
        if token.type == "fence" and token.info == "sh":
            yield token.content
        for child in token.children or ():
            if child.type == "code_inline":
                yield child.content


def commands(source):
    """The arguments of each aws command, including those in substitutions."""
    nodes = [bash.parse(source.encode()).root_node]
    while nodes:
        node = nodes.pop()
        nodes.extend(node.children)
        if node.type == "command" and node.child_by_field_name("name").text == b"aws":
            yield [argument.text.decode() for argument in node.children_by_field_name("argument")]


def options_of(model):
    """The options of an operation, and those that are required."""
    shape = model.input_shape
    if shape is None:
        return set(), set()
    names = {member: xform_name(member, "-") for member in shape.members}
    flags = {f"--no-{name}" for member, name in names.items() if shape.members[member].type_name == "boolean"}
    return {f"--{name}" for name in names.values()} | flags, {f"--{names[member]}" for member in shape.required_members}


def faults(arguments):
    if len(arguments) < 2:
        return
    service, operation, *rest = arguments
    # The AWS CLI's name of S3's API; its "s3" has commands of its own.
    service = "s3" if service == "s3api" else service
    given = {argument.split("=")[0] for argument in rest if argument.startswith("--")}
    if (service, operation) in CLI_COMMANDS:
        known, required = CLI_COMMANDS[service, operation], set()
        if not rest or rest[0].startswith("--"):
            yield "lacks its argument"
    else:
        if service not in session.get_available_services():
            yield "no such service"
            return
        model = session.get_service_model(service)
        names = {xform_name(name, "-"): name for name in model.operation_names}
        if operation not in names:
            yield "no such operation"
            return
        known, required = options_of(model.operation_model(names[operation]))
        known |= PAGING_OPTIONS
    yield from (f"lacks {option}" for option in sorted(required - given))
    yield from (f"has no option {option}" for option in sorted(given - known - GLOBAL_OPTIONS))


def main(*paths):
    count, found = 0, []
    for path in paths:
        for source in code(pathlib.Path(path).read_text()):
            for arguments in commands(source):
                count += 1
                found += [f"{path}: aws {' '.join(arguments[:2])} {fault}" for fault in faults(arguments)]
    print(*found, sep="\n", end="\n" if found else "")
    print(f"{count} AWS CLI commands: {len(found)} faults")
    # Finding no command is a fault of this script.
    return 1 if found or count == 0 else 0


sys.exit(main(*sys.argv[1:]))
